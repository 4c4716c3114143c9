/** Entry of the post step. */
import { cleanUp } from './commands/action/clean-up.ts'
import { actionsLog, realClock } from './world/log.ts'
import { openWorld } from './world/open.ts'
import { actionsStep } from './world/step.ts'

const { env } = process
const { signal } = new AbortController()
const log = actionsLog(realClock, signal)

await cleanUp(actionsStep, openWorld({ env, temporaryRoot: env['RUNNER_TEMP'] ?? '/tmp', log, signal }))
