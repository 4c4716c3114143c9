import * as z from 'zod'
import { budgetSchema } from './budget.ts'
import { amount, magnitude, optional, text } from './schema.ts'
import { verdicts } from './verdict.ts'

export const comparisonVerdicts = [...verdicts, 'unchanged', 'no-baseline', 'info'] as const

export type ComparisonVerdict = (typeof comparisonVerdicts)[number]

export const comparisonSchema = z
  .object({
    metric: text,
    mode: text,
    platform: text,
    /** null: not measured on that side. */
    base: magnitude.nullable(),
    head: magnitude.nullable(),
    /** null: a side is not measured, or the metric is for information: measured once, it is not comparable. Else head − base, and 0 where the images differ in nothing but times; for what was measured in rounds, the Hodges–Lehmann estimate of the shift between both, for times from exec on without their wait for a CPU. */
    delta: amount.nullable(),
    /** head / base; in rounds, 1 and the shift as a share of the median of base. */
    ratio: amount.nullable(),
    /** Confidence bounds of `delta`, each one-sided with the error that its budget is judged at. */
    low: optional(amount),
    high: optional(amount),
    verdict: z.enum(comparisonVerdicts),
    budget: optional(budgetSchema),
  })
  .readonly()

export type Comparison = z.infer<typeof comparisonSchema>
