/** More comparisons from recorded rounds: blocks of them drawn anew, judged as the command judges, look after look. */

import type { Report } from '../../src/document/report.ts'
import { judge, openModes } from '../../src/judge/judge.ts'
import { interimAnalyses } from '../../src/judge/timing/timing-rule.ts'
import { isMeasured, type Measurement } from '../../src/model/measurement.ts'
import { median, medianInterval } from '../../src/startup/statistics.ts'

/** Rounds that follow one another are alike: they are drawn together. */
const block = 5

export type Random = () => number

/** The report of another run in the same conditions, with head `delayMs` slower than it was. */
export function resampled(report: Report, random: Random, delayMs = 0): Report {
  const limit = report.noise.limit ?? report.noise.rounds
  const recorded = sharedRounds(report)
  const order: number[] = []
  while (order.length < limit) {
    const start = Math.floor(random() * (recorded - block + 1))
    for (let offset = 0; offset < block; offset++) order.push(start + offset)
  }
  const points = interimAnalyses(limit)
  const left = new Map<string, number>()
  for (const rounds of points) {
    const drawn = redrawn(report, { order: order.slice(0, rounds), left }, delayMs)
    const { undecided, broken } = openModes(drawn)
    const open = [...undecided, ...broken]
    if (rounds === points.at(-1) || undecided.length === 0) return judge(drawn)
    for (const { mode } of drawn.variants)
      if (!left.has(mode) && open.every((one) => one.mode !== mode)) left.set(mode, rounds)
  }
  throw new Error('there is always a last look')
}

/** A mode that kept its budgets early has fewer rounds. */
function sharedRounds({ variants, noise }: Report): number {
  const lengths = variants.flatMap(({ metrics: { startup } }) =>
    isMeasured(startup) && startup.samples !== undefined ? [startup.samples.length] : [],
  )
  return Math.min(noise.rounds, ...lengths)
}

interface Drawn {
  readonly order: readonly number[]
  /** Rounds by mode, of those that left. */
  readonly left: ReadonlyMap<string, number>
}

function redrawn(report: Report, { order, left }: Drawn, delayMs: number): Report {
  const recorded = sharedRounds(report)
  // of what is started in every so many-th round alone, a round has the sample next to it
  const pick = (
    metrics: Readonly<Record<string, Measurement>>,
    later: number,
    { rounds, every = 1 }: { readonly rounds?: number | undefined; readonly every?: number } = {},
  ) =>
    Object.fromEntries(
      Object.entries(metrics).map(([metric, found]) => {
        if (!isMeasured(found) || (found.samples?.length ?? 0) * every < recorded) return [metric, found]
        const { samples = [] } = found
        const shift = metric === 'startup' || metric === 'listen' ? later : 0
        const chosen = order
          .slice(0, rounds)
          .filter((_, index) => index % every === 0)
          .map((round) => (samples[Math.floor(round / every)] ?? Number.NaN) + shift)
        return [metric, { ...found, value: median(chosen), ...medianInterval(chosen), samples: chosen }]
      }),
    )
  const { control } = report.noise
  const original = report.variants.find(({ revision, mode }) => revision === 'base' && mode === control?.mode)
  return {
    ...report,
    variants: report.variants.map((one) =>
      one.linkage === undefined
        ? one
        : {
            ...one,
            metrics: pick(one.metrics, one.revision === 'head' ? delayMs : 0, { rounds: left.get(one.mode) }),
          },
    ),
    noise: {
      ...report.noise,
      rounds: order.length,
      ...(control === undefined || original === undefined
        ? {}
        : {
            control: {
              ...control,
              metrics: pick(control.metrics, 0, { every: control.every ?? 1 }),
              original: pick(original.metrics, 0),
            },
          }),
    },
  }
}

/** The verdicts on start-up of all modes. */
export function startupVerdicts(report: Report): readonly string[] {
  return report.comparisons.filter(({ metric }) => metric === 'startup').map(({ verdict }) => verdict)
}
