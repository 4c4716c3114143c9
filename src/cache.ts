/** Entry of the process that uses the cache service; the step starts it. */
import { transferCache } from './world/cache/service.ts'

await transferCache(process.argv.slice(2))
