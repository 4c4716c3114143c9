/**
 * The quick loop (`npm test -- --unit`) tries a tenth of the random inputs and simulated runs, and skips tests that cannot be made
 * smaller. All of them would take more than half of its time, and rarely find more. `npm test` tries all.
 */
export const isQuickLoop = process.env['LINKGATE_TESTS'] === 'quick'

/** @param all number of inputs or runs that `npm test` tries, at least 1 */
export function tries(all: number): number {
  return isQuickLoop ? Math.ceil(all / 10) : all
}
