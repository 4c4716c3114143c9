/**
 * Random inputs are the same in every run, so that the same commit has the same result. `LINKGATE_SEED=N` uses others. The quick loop
 * tries a tenth of them.
 */
import fc from 'fast-check'
import { tries } from './tries.ts'

fc.configureGlobal({ seed: Number(process.env['LINKGATE_SEED'] ?? 1), numRuns: tries(100) })
