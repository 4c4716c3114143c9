#!/usr/bin/env node
/** Entry of the local command. It loads the rest only where that can be loaded. */
import { fileURLToPath } from 'node:url'

const needed = 24
const { node } = process.versions

if (Number.parseInt(node, 10) >= needed) {
  const [{ runLocalCommand }, { localProcess }] = await Promise.all([
    import('./commands/local/local.ts'),
    import('./world/local-process.ts'),
  ])
  // said here because the bundle puts the rest into another folder
  const probeSource = fileURLToPath(new URL('../probe', import.meta.url))
  process.exitCode = await runLocalCommand(localProcess(process, probeSource))
} else {
  process.stderr.write(
    `linkgate: this is Node ${node} and linkgate needs Node ${needed} or newer: install it from https://nodejs.org\n`,
  )
  // `wrongInput` of exitCodes, whose file an older Node may not be able to load
  process.exitCode = 2
}
