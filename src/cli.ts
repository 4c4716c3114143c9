#!/usr/bin/env node
/** Entry of the local command. It loads the rest only where that can be loaded. */
import { exitCodes } from './errors.ts'

const needed = 24
const { node } = process.versions

if (Number.parseInt(node, 10) >= needed) await import('./command.ts')
else {
  process.stderr.write(
    `linkgate: this is Node ${node} and linkgate needs Node ${needed} or newer: install it from https://nodejs.org\n`,
  )
  process.exitCode = exitCodes.wrongInput
}
