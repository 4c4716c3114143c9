/** Reports of many services of one pull request. */

import type { Report } from '../../../src/document/report.ts'
import { judge } from '../../../src/judge/judge.ts'
import { isMeasured } from '../../../src/model/measurement.ts'
import type { BuiltReportVariant } from '../../../src/model/variant.ts'
import { sampleReport, variant } from './report.ts'

const modes = ['static', 'dynamic']

/** With starts of 40 rounds, equally fast in head and base. */
function measured(one: BuiltReportVariant, bytes: number): BuiltReportVariant {
  const metrics = Object.fromEntries(
    Object.entries(one.metrics).map(([metric, found]) => {
      if (!isMeasured(found)) return [metric, found]
      const { samples } = found
      const isSize = ['binary-size', 'image-size', 'pull-size'].includes(metric)
      const value = isSize ? found.value + bytes : found.value
      return [
        metric,
        { ...found, value, ...(samples === undefined ? {} : { samples: Array(5).fill(samples).flat() }) },
      ]
    }),
  )
  return { ...one, metrics }
}

/** The judged report of a service: more than 256 kB break two budgets, and 0 means that the images are the same. */
export function serviceReport(app: string, bytes: number): Report {
  const variants = modes.flatMap((mode) => {
    const base = measured(variant('base', mode), 0)
    const { metrics } = measured(variant('base', mode), bytes)
    return [
      base,
      bytes === 0 ? { ...base, revision: 'head' as const } : { ...variant('head', mode), metrics },
    ]
  })
  return judge(sampleReport({ app, variants, findings: [] }))
}

export const nameOf = (index: number) => `service${String(index).padStart(3, '0')}`

/**
 * The first `failing` of `count` services break budgets, each by a different number of bytes, in no order. Of the others, every second
 * one grows within its budgets, and the rest is unchanged.
 */
export function fleetOf(count: number, failing: number): readonly Report[] {
  return Array.from({ length: count }, (_, index) => {
    const bytes =
      index < failing ? 1_000_000 + ((index * 37) % 211) * 10_000 : index % 2 === 0 ? 0 : 2048 + index * 16
    return serviceReport(nameOf(index), bytes)
  })
}
