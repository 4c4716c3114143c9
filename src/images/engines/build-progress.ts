/** What BuildKit prints about its steps with `--progress=plain`. */
import type { WatchedSteps } from '../../effects/engine.ts'

const begins = /^#(\d+) \[.*\] RUN /
const ends = /^#(\d+) (?:DONE|CACHED)\b/

/**
 * Takes the output piece by piece. What a step itself prints cannot look like the end of one: BuildKit puts the number of the step and
 * a time before each of its lines.
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
