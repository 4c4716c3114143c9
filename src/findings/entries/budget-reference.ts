/** Budgets between modes: broken, or not checked. */
import * as z from 'zod'
import { formatDelta, withShare } from '../../model/quantity.ts'
import { amount as number, readonlyObject, text } from '../../model/schema.ts'
import { exactly, label, unitOfMetric } from '../budget-words.ts'
import { entry } from '../entry.ts'

/** Text of the budget, as the configuration has it. */
const budget = text

export const referenceBudgetEntries = {
  'budget/reference-exceeded': entry({
    verdicts: ['fail', 'warn'],
    title: 'budget between modes',
    params: readonlyObject({ reference: text, value: number, referenceValue: number, budget }),
    message({ reference, value, referenceValue, budget }, about) {
      const delta = value - referenceValue
      const over = withShare(
        formatDelta(delta, unitOfMetric(about)),
        delta,
        referenceValue === 0 ? null : value / referenceValue,
      )
      return `${label(about)}: ${exactly(value, referenceValue, about)}, ${over} compared with mode \`${reference}\` (${exactly(referenceValue, value, about)}), which exceeds the budget (${budget})`
    },
    headline: { kind: 'budgets' },
  }),

  'budget/reference-unmeasured': entry({
    verdicts: ['unmeasured', 'warn'],
    title: 'budget between modes',
    params: readonlyObject({
      reference: text,
      /** `other-image`: one is the user's image, the other is built in. */
      because: z.enum(['not-measured', 'other-image']),
      budget,
    }),
    message({ reference, because, budget }, about) {
      const why =
        because === 'not-measured'
          ? `mode \`${reference}\` has no number`
          : `either this mode or mode \`${reference}\` has the built-in image, but not both`
      return `${label(about)}: the budget (${budget}) could not be checked, because ${why}`
    },
    fix: ({ reference, because }, { metric = '' }) =>
      because === 'not-measured'
        ? `make mode \`${reference}\` measurable, or set \`unmeasured: warn\` for \`${metric}\` under \`budgets\``
        : `set the budget for \`binary-size\` instead, or set \`unmeasured: warn\` for \`${metric}\` under \`budgets\``,
    headline: { kind: 'budgets' },
  }),
} as const
