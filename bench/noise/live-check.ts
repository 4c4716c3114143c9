/** Start phases as in users' checks, of programs that were built once, and their verdicts. */
import { isMeasured } from '../../src/model/measurement.ts'
import type { Metric } from '../../src/model/metric.ts'
import { median } from '../../src/startup/statistics.ts'
import { type Built, checkStarts, variantIn } from './rounds.ts'

export interface LiveCheck {
  /** Verdicts for start-up and CPU time, for each mode. */
  readonly verdicts: readonly { readonly metric: Metric; readonly verdict: string }[]
  /** For each mode, the difference of head from base as a share, for metrics that hardly vary. */
  readonly apart: readonly { readonly metric: Metric; readonly share: number }[]
  /** Number of starts of all variants and the control. */
  readonly starts: number
  readonly seconds: number
}

const timed: readonly string[] = ['startup', 'startup-cpu']
const steady: readonly string[] = ['memory', 'init-allocs', 'init-bytes']

/** Checks two modes. Base and head of each differ only in a text. */
export async function liveCheck(temporary: string, built: ReadonlyMap<string, Built>): Promise<LiveCheck> {
  const of = (name: string) => {
    const found = built.get(name)
    if (found === undefined) throw new Error(`${name} was not built`)
    return found
  }
  const variants = await Promise.all([
    variantIn(of('base'), 'base', 'static'),
    variantIn(of('head'), 'head', 'static'),
    variantIn(of('base-dynamic'), 'base', 'dynamic'),
    variantIn(of('head-dynamic'), 'head', 'dynamic'),
  ])
  const { report, seconds } = await checkStarts(temporary, variants)
  const lanes = [...report.variants, ...(report.noise.control === undefined ? [] : [report.noise.control])]
  return {
    verdicts: report.comparisons
      .filter(({ metric }) => timed.includes(metric))
      .map(({ metric, verdict }) => ({ metric: metric as Metric, verdict })),
    apart: report.comparisons
      .filter(({ metric, ratio }) => steady.includes(metric) && ratio !== null)
      .map(({ metric, ratio }) => ({ metric: metric as Metric, share: (ratio ?? Number.NaN) - 1 })),
    starts: lanes.reduce((sum, { metrics: { startup } }) => {
      return sum + (isMeasured(startup) ? (startup.samples?.length ?? 0) : 0)
    }, 0),
    seconds,
  }
}

const percent = (share: number) => `${(100 * share).toFixed(2)} %`

/** Prints the results. Returns whether at most 1 % of the checks have a false alarm. */
export function printLive(condition: string, checks: readonly LiveCheck[]): boolean {
  const verdicts = checks.flatMap((one) => one.verdicts)
  const isAlarm = ({ verdict }: { readonly verdict: string }) => verdict === 'fail'
  const alarms = checks.filter((one) => one.verdicts.some(isAlarm)).length
  const undecided = (metric: string) => {
    const all = verdicts.filter((one) => one.metric === metric)
    return `${all.filter(({ verdict }) => verdict === 'inconclusive').length} of ${all.length}`
  }
  const mean = (read: (one: LiveCheck) => number) =>
    checks.reduce((sum, one) => sum + read(one), 0) / Math.max(1, checks.length)
  console.log(
    `${condition}: ${alarms} of ${checks.length} live checks with a false alarm; inconclusive: start-up ${undecided('startup')}, CPU time ${undecided('startup-cpu')}; ${mean(({ starts }) => starts).toFixed(0)} starts in ${mean(({ seconds }) => seconds).toFixed(1)} s`,
  )
  for (const metric of steady) {
    const shares = checks
      .flatMap(({ apart }) => apart.filter((one) => one.metric === metric))
      .map(({ share }) => Math.abs(share))
    console.log(
      `  ${metric.padEnd(12)} without a change: median ${percent(median(shares))}, at most ${percent(Math.max(...shares))}`,
    )
  }
  return alarms <= 0.01 * checks.length
}
