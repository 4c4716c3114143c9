/** Entry of the local command, loaded by `bin/linkgate.cjs`. */
import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runLocalCommand } from './commands/local/local.ts'
import { localProcess } from './world/local-process.ts'

const script = fileURLToPath(import.meta.url)
// resolved here because the bundle puts other modules into another directory
const files = {
  probeSource: fileURLToPath(new URL('../probe', import.meta.url)),
  script,
  workerScript: fileURLToPath(new URL(`./worker${extname(script)}`, import.meta.url)),
}

// not awaited: `require` loads this module, and cannot wait
void runLocalCommand(localProcess(process, files)).then((exitCode) => {
  process.exitCode = exitCode
})
