/** More comparisons from recorded rounds: blocks of them drawn anew, judged as the command judges, look after look. */

import type { Report } from '../../src/document/report.ts'
import { isDecided, judge } from '../../src/judge/judge.ts'
import { interimAnalyses } from '../../src/judge/timing/timing-rule.ts'
import { isMeasured, type Measurement } from '../../src/model/measurement.ts'
import { median, medianInterval } from '../../src/startup/statistics.ts'

/** Rounds that follow one another are alike: they are drawn together. */
const block = 5

export type Random = () => number

/** The report of another run in the same conditions, with head `delayMs` slower than it was. */
export function resampled(report: Report, random: Random, delayMs = 0): Report {
  const limit = report.noise.limit ?? report.noise.rounds
  const order: number[] = []
  while (order.length < limit) {
    const start = Math.floor(random() * (report.noise.rounds - block + 1))
    for (let offset = 0; offset < block; offset++) order.push(start + offset)
  }
  const points = interimAnalyses(limit)
  for (const rounds of points) {
    const drawn = redrawn(report, order.slice(0, rounds), delayMs)
    if (rounds === points.at(-1) || isDecided(drawn)) return judge(drawn)
  }
  throw new Error('there is always a last look')
}

function redrawn(report: Report, order: readonly number[], delayMs: number): Report {
  const pick = (metrics: Readonly<Record<string, Measurement>>, later: number) =>
    Object.fromEntries(
      Object.entries(metrics).map(([metric, found]) => {
        if (!isMeasured(found) || found.samples?.length !== report.noise.rounds) return [metric, found]
        const { samples } = found
        const shift = metric === 'startup' || metric === 'listen' ? later : 0
        const chosen = order.map((round) => (samples[round] ?? Number.NaN) + shift)
        return [metric, { ...found, value: median(chosen), ...medianInterval(chosen), samples: chosen }]
      }),
    )
  const { control } = report.noise
  return {
    ...report,
    variants: report.variants.map((one) =>
      one.linkage === undefined
        ? one
        : { ...one, metrics: pick(one.metrics, one.revision === 'head' ? delayMs : 0) },
    ),
    noise: {
      ...report.noise,
      rounds: order.length,
      ...(control === undefined ? {} : { control: { ...control, metrics: pick(control.metrics, 0) } }),
    },
  }
}

/** The verdicts on start-up of all modes. */
export function startupVerdicts(report: Report): readonly string[] {
  return report.comparisons.filter(({ metric }) => metric === 'startup').map(({ verdict }) => verdict)
}
