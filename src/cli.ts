#!/usr/bin/env node
/** Entry of the local command. It loads the rest only where that can be loaded. */
import { fileURLToPath } from 'node:url'
import { exitCodes } from './common/errors.ts'

const needed = 24
const { node } = process.versions

if (Number.parseInt(node, 10) >= needed) {
  const { command } = await import('./commands/command.ts')
  // said here because the bundle puts the rest into another folder
  const probeSource = fileURLToPath(new URL('../probe', import.meta.url))
  process.exitCode = await command(process.argv.slice(2), probeSource)
} else {
  process.stderr.write(
    `linkgate: this is Node ${node} and linkgate needs Node ${needed} or newer: install it from https://nodejs.org\n`,
  )
  process.exitCode = exitCodes.wrongInput
}
