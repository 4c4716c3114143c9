/** The schema of budgets. It converts amounts with units to numbers (bytes, milliseconds, shares). */
import * as z from 'zod'
import { succeed } from '../common/result.ts'
import { levels } from '../model/budget.ts'
import { type Metric, metricNames, metrics, type Unit } from '../model/metric.ts'
import { type ParsedQuantity, parseCount, parseDuration, parsePercent, parseSize } from '../model/quantity.ts'

const parsers: Readonly<Record<Unit, (given: string) => ParsedQuantity>> = {
  B: parseSize,
  ms: parseDuration,
  count: parseCount,
}

const examples: Readonly<Record<Unit, readonly [max: string, increase: string]>> = {
  B: ['20 MB', '1% and 64 kB'],
  ms: ['250 ms', '10% and 0.5 ms'],
  count: ['5', '1'],
}

function parseAmount(text: string, unit: Unit): ParsedQuantity {
  // 0 needs no unit
  return text.trim() === '0' ? succeed(0) : parsers[unit](text)
}

export function quantity(unit: Unit) {
  return z
    .union([z.string(), z.number()])
    .meta({ examples: [examples[unit][0]] })
    .transform((given, context) => {
      const text = String(given)
      const parsed = parseAmount(text, unit)
      if (parsed.ok) return { value: parsed.value, text }
      context.addIssue({ code: 'custom', message: parsed.problem.message })
      return z.NEVER
    })
}

function increase(unit: Unit) {
  return z
    .union([z.string(), z.number()])
    .meta({ examples: [examples[unit][1]] })
    .transform((given, context) => {
      const text = String(given)
      const found: { relative?: number; absolute?: number } = {}
      for (const part of text.split(/\s+and\s+/)) {
        const isShare = part.trim().endsWith('%')
        const key = isShare ? 'relative' : 'absolute'
        const parsed = isShare ? parsePercent(part) : parseAmount(part, unit)
        if (!parsed.ok) {
          context.addIssue({ code: 'custom', message: parsed.problem.message })
          return z.NEVER
        }
        if (found[key] !== undefined) {
          context.addIssue({
            code: 'custom',
            message: `\`${text}\` has two ${isShare ? 'percentages' : 'amounts'}: write at most one percentage and one amount, such as \`${examples[unit][1]}\``,
          })
          return z.NEVER
        }
        found[key] = parsed.value
      }
      return { ...found, text }
    })
}

function budget(metric: Metric) {
  const { unit, about } = metrics[metric]
  return z
    .strictObject({
      max: quantity(unit).optional().describe('Maximum value at head.'),
      increase: increase(unit)
        .optional()
        .describe(
          'Maximum increase of head over base: a percentage, an amount, or both. With both, the budget is broken if both are exceeded.',
        ),
      'over-reference': increase(unit)
        .optional()
        .describe('Maximum excess over the reference mode, both at head, in the form of `increase`.'),
      level: z.enum(levels).optional().describe('Verdict of a broken budget. Default: fail.'),
      unmeasured: z
        .enum(levels)
        .optional()
        .describe('Verdict if the metric could not be measured. Default: the value of `level`.'),
    })
    .refine(
      (given) => [given.max, given.increase, given['over-reference']].some((one) => one !== undefined),
      {
        message: 'a budget needs `max`, `increase` or `over-reference`',
      },
    )
    .describe(about)
}

export const budgetedMetrics: readonly Metric[] = metricNames.filter(
  (metric) => metrics[metric].noise !== 'info',
)

export const metricBudgets = Object.fromEntries(
  budgetedMetrics.map((metric) => [metric, budget(metric).optional()]),
) as Record<Metric, z.ZodOptional<ReturnType<typeof budget>>>

export type BudgetOptions = z.infer<ReturnType<typeof budget>>
