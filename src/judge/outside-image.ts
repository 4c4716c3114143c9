/** Apps that were started outside their images, because the machine allows no isolation: their starts cannot fail the check. */
import type { Report } from '../document/report.ts'
import { type Finding, finding } from '../findings/finding.ts'
import type { Comparison } from '../model/comparison.ts'
import { startMetrics } from './evidence/start-metrics.ts'

type Engines = Pick<Report, 'engine' | 'jobs'>
type Engine = Report['engine']

const isOutside = ({ isolation }: Engine) => isolation?.kind === 'none'

interface About {
  readonly mode?: string | undefined
  readonly platform?: string | undefined
}

/** Whether starts of a mode on a platform can fail the check. In a merged report, this depends on all jobs that measured it. */
function gatesStarts({ engine, jobs }: Engines, { mode, platform }: About): boolean {
  const measured = jobs?.filter(
    (job) =>
      (mode === undefined || job.modes.includes(mode)) &&
      (platform === undefined || job.platforms.includes(platform)),
  ) ?? [{ engine }]
  return !measured.some((job) => isOutside(job.engine))
}

const isOfStarts = (metric: string | undefined) => startMetrics.some((one) => one === metric)

/** Turns findings that fail the check because of such a start into warnings. */
export function relaxFindings(engines: Engines, findings: readonly Finding[]): readonly Finding[] {
  return findings.map((one) => {
    const isFatal = one.verdict === 'fail' || one.verdict === 'unmeasured'
    const isOfStart = one.id === 'start/not-ready' || isOfStarts(one.metric)
    return isFatal && isOfStart && !gatesStarts(engines, one) ? ({ ...one, verdict: 'warn' } as Finding) : one
  })
}

export function relaxComparisons(
  engines: Engines,
  comparisons: readonly Comparison[],
): readonly Comparison[] {
  return comparisons.map((one) =>
    one.verdict === 'fail' && isOfStarts(one.metric) && !gatesStarts(engines, one)
      ? { ...one, verdict: 'warn' }
      : one,
  )
}

/** A warning if the engine started apps outside their images. */
export function outsideImageFindings({ isolation }: Engine): readonly Finding[] {
  if (isolation?.kind !== 'none') return []
  const because = isolation.refused.at(-1)?.because ?? ''
  return [finding('start/outside-image', { because }, { verdict: 'warn' })]
}
