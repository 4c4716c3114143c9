import * as z from 'zod'
import { amount, magnitude, optional, readonlyObject } from './schema.ts'
import { startFailureSchema } from './start-failure.ts'

const unit = z.enum(['B', 'ms', 'count'])

export const measuredSchema = z
  .object({
    /** The number itself, or the median of `samples`. */
    value: magnitude,
    unit,
    /** Confidence interval of `value`, for noisy metrics. */
    low: optional(amount),
    high: optional(amount),
    samples: optional(z.array(magnitude).readonly()),
  })
  .readonly()

export type Measured = z.infer<typeof measuredSchema>

/**
 * - `not-built`: the variant does not build.
 * - `same-inputs`: base and head give the builder the same inputs, so the variant was not built or not started.
 * - `not-started`: the variant was never started.
 * - `start-failed`: the app did not become ready.
 * - `no-rounds`: no round was completed.
 * - `no-time`: the time limit for all starts was reached first.
 * - `not-ready`: at least one start has no ready time.
 * - `ready-by-log`: readiness is a line of the log, so nothing was connected to.
 * - `no-proc`: the image has no /proc to read it from.
 * - `no-trace`: no start printed the trace of GODEBUG=inittrace=1.
 * - `emulated`: this machine emulates the platform, which adds time.
 * - `other-architecture`: this machine can run programs of the platform, but only times those of its own architecture.
 * - `other-platform`: this machine cannot run programs of the platform.
 * - `not-applicable`: the platform has no container images.
 * - `absent`: the report has neither a number nor a reason.
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

/** Whether this machine cannot provide the number, so budgets do not apply. */
export function isExempt({ kind }: UnmeasuredReason): boolean {
  return exempt.has(kind)
}

export const unmeasuredSchema = z.object({ unmeasured: unmeasuredReasonSchema }).readonly()

export type Unmeasured = z.infer<typeof unmeasuredSchema>

export type Measurement = Measured | Unmeasured

export function isMeasured(measurement: Measurement | undefined): measurement is Measured {
  return measurement !== undefined && 'value' in measurement
}
