import { firstThatFits, summaryLimit } from './fit.ts'

/**
 * @param bodies the full report in Markdown, from the fullest to the shortest
 * @returns the first that GitHub shows as the summary of one step, or undefined when even the shortest is too long
 */
export function summaryOf(bodies: readonly string[]): string | undefined {
  return firstThatFits(bodies, summaryLimit)
}
