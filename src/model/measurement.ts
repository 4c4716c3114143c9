import * as z from 'zod'
import { amount, magnitude, optional, readonlyObject } from './schema.ts'
import { startFailureSchema } from './start-failure.ts'

const unit = z.enum(['B', 'ms', 'count'])

export const measuredSchema = z
  .object({
    /** The number itself, or the median of `samples`. */
    value: magnitude,
    unit,
    /** Confidence interval of `value`, for metrics that repeat with noise. */
    low: optional(amount),
    high: optional(amount),
    samples: optional(z.array(magnitude).readonly()),
  })
  .readonly()

export type Measured = z.infer<typeof measuredSchema>

/**
 * - `not-built`: its variant does not build.
 * - `same-inputs`: base and head give the builder the same inputs, so it was not built, or not started.
 * - `not-started`: it was never started.
 * - `start-failed`: the app did not become ready.
 * - `no-rounds`: no round was completed.
 * - `no-time`: the time for all starts was over before.
 * - `not-ready`: some start has no time of readiness.
 * - `ready-by-log`: readiness is a line of the log, so nothing was connected to.
 * - `no-proc`: the image has no /proc to read it from.
 * - `no-trace`: no start printed the trace of GODEBUG=inittrace=1.
 * - `emulated`: the programs of its platform are emulated on this machine, which adds time.
 * - `other-architecture`: this machine runs programs of its platform, but times only those of its own architecture.
 * - `other-platform`: this machine does not run programs of its platform.
 * - `not-applicable`: there are no images of its platform.
 * - `absent`: the report has no number and no reason.
 */
export const unmeasuredReasonSchema = z
  .discriminatedUnion('kind', [
    readonlyObject({
      kind: z.enum([
        'not-built',
        'same-inputs',
        'not-started',
        'no-rounds',
        'no-time',
        'not-ready',
        'ready-by-log',
        'no-proc',
        'no-trace',
        'emulated',
        'other-architecture',
        'other-platform',
        'not-applicable',
        'absent',
      ]),
    }),
    readonlyObject({ kind: z.literal('start-failed'), failure: startFailureSchema }),
  ])
  .meta({ id: 'unmeasured-reason' })
export type UnmeasuredReason = z.infer<typeof unmeasuredReasonSchema>

const exempt: ReadonlySet<UnmeasuredReason['kind']> = new Set([
  'emulated',
  'other-architecture',
  'other-platform',
  'not-applicable',
] as const)

/** Whether no number is expected on this machine, so budgets do not apply. */
export function isExempt({ kind }: UnmeasuredReason): boolean {
  return exempt.has(kind)
}

export const unmeasuredSchema = z.object({ unmeasured: unmeasuredReasonSchema }).readonly()

export type Unmeasured = z.infer<typeof unmeasuredSchema>

export type Measurement = Measured | Unmeasured

export function isMeasured(measurement: Measurement | undefined): measurement is Measured {
  return measurement !== undefined && 'value' in measurement
}
