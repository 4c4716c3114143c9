/** Reads what BuildKit prints about its steps with `--progress=plain`. */
import type { WatchedSteps } from '../../effects/engine.ts'

const begins = /^#(\d+) \[.*\] RUN /
const ends = /^#(\d+) (?:DONE|CACHED)\b/

/**
 * Receives the output piece by piece. Output of a step cannot be mistaken for the end of one, because BuildKit prefixes each of its
 * lines with the number of the step and a time.
 */
export function watchingSteps({ marker, count, done }: WatchedSteps): (piece: string) => void {
  const steps = new Set<string>()
  const ended = new Set<string>()
  let rest = ''
  const see = (line: string) => {
    const begun = line.includes(marker) ? begins.exec(line)?.[1] : undefined
    if (begun !== undefined) steps.add(begun)
    const end = ends.exec(line)?.[1]
    if (end === undefined || !steps.has(end) || ended.has(end)) return
    ended.add(end)
    if (ended.size === count) done()
  }
  return (piece) => {
    const lines = (rest + piece).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) see(line)
  }
}
