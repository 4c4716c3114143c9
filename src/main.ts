/** Entry of the packaged action. */
import { fileURLToPath } from 'node:url'
import { runAction } from './commands/action/action.ts'
import { hideSecrets } from './world/process-environment.ts'
import { stepProcess } from './world/step-process.ts'

// resolved here because the bundle puts other modules into another directory
const files = {
  probeSource: fileURLToPath(new URL('../probe', import.meta.url)),
  cacheScript: fileURLToPath(new URL('./cache.js', import.meta.url)),
  workerScript: fileURLToPath(new URL('./worker.js', import.meta.url)),
}

hideSecrets(process.env)
process.exitCode = await runAction(stepProcess(process.env, files))
