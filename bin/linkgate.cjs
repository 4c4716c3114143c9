#!/usr/bin/env node
// Old syntax, so that every version of Node can read this and print the problem.
'use strict'

var needed = 24
var found = process.versions.node

if (parseInt(found, 10) >= needed) {
  require('../dist/cli.js')
} else {
  process.stderr.write(
    'linkgate: Node ' +
      needed +
      ' or newer is required, but this is Node ' +
      found +
      ': install it from https://nodejs.org\n',
  )
  process.exitCode = 2
}
