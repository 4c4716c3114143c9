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
    /** null if this side is not measured. */
    base: magnitude.nullable(),
    head: magnitude.nullable(),
    /**
     * head − base. Metrics measured in rounds have the Hodges–Lehmann estimate of the shift instead; for times since exec it excludes
     * the wait for a CPU. 0 if the images differ only in file times. null if a side is not measured, or if the metric is
     * informational and measured only once, so its values are not comparable.
     */
    delta: amount.nullable(),
    /** head / base. For metrics measured in rounds: 1 + shift / median of base. */
    ratio: amount.nullable(),
    /** One-sided confidence bounds of `delta`, each with the error probability at which the budget is judged. */
    low: optional(amount),
    high: optional(amount),
    verdict: z.enum(comparisonVerdicts),
    budget: optional(budgetSchema),
  })
  .readonly()

export type Comparison = z.infer<typeof comparisonSchema>
