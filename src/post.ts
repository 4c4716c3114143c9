/** Entry of the post step. */
import { cleanUp } from './commands/action/clean-up.ts'
import { actionsLog, realClock } from './world/log.ts'
import { openWorld } from './world/open.ts'
import { guardProcess } from './world/output.ts'
import { hideSecrets } from './world/process-environment.ts'
import { actionsStep } from './world/step.ts'

const { env } = process
hideSecrets(env)
const { signal } = new AbortController()
const output = guardProcess(process)
const log = actionsLog(realClock, signal, output)

await cleanUp(
  actionsStep(output),
  openWorld({ env, temporaryRoot: env['RUNNER_TEMP'] ?? '/tmp', log, signal }),
)
