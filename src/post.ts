/** Entry of the post step. */
import { cleanUp } from './commands/action/clean-up.ts'
import { exitCodes } from './common/errors.ts'
import { maskedLog, maskedStep } from './effects/masked.ts'
import { secretsOf } from './world/host.ts'
import { actionsLog, realClock } from './world/log.ts'
import { openWorld } from './world/open.ts'
import { guardProcess } from './world/output.ts'
import { hideSecrets } from './world/process-environment.ts'
import { actionsStep } from './world/step.ts'
import { catchAll } from './world/uncaught.ts'

const { env } = process
hideSecrets(env)
const { signal } = new AbortController()
const secrets = secretsOf(env)
const output = guardProcess(process, secrets)
catchAll(process, () => process.exit(exitCodes.notMeasured))
const log = maskedLog(actionsLog(realClock, signal, output), secrets)

await cleanUp(
  maskedStep(actionsStep(output), secrets),
  openWorld({ env, temporaryRoot: env['RUNNER_TEMP'] ?? '/tmp', log, signal, secrets }),
)
