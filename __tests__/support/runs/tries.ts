/**
 * The quick loop (`npm test -- --unit`) tries a tenth of the random inputs and simulated runs, and leaves out what cannot
 * be made smaller: together more than half of its time, for what rarely finds more than the rest. `npm test` tries all.
 */
export const isQuickLoop = process.env['LINKGATE_TESTS'] === 'quick'

/** @param all how many inputs or runs `npm test` tries, at least 1 */
export function tries(all: number): number {
  return isQuickLoop ? Math.ceil(all / 10) : all
}
