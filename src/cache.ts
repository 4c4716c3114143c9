/** Entry of the process that uses the cache service; the step starts it. */

import { transferCache } from './world/cache/service.ts'
import { hideSecrets } from './world/process-environment.ts'

hideSecrets(process.env)
await transferCache(process.argv.slice(2))
