/** Entry of the local command, loaded by `bin/linkgate.cjs`. */
import { fileURLToPath } from 'node:url'
import { runLocalCommand } from './commands/local/local.ts'
import { localProcess } from './world/local-process.ts'

// said here because the bundle puts the rest into another folder
const probeSource = fileURLToPath(new URL('../probe', import.meta.url))

// awaited by nobody: the module is loaded by `require`, which cannot wait
void runLocalCommand(localProcess(process, probeSource)).then((exitCode) => {
  process.exitCode = exitCode
})
