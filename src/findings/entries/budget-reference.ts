/** Budgets that compare a mode with the reference mode. */
import * as z from 'zod'
import { formatDelta, formatPercent, withShare } from '../../model/quantity.ts'
import { amount as number, optional, readonlyObject, text } from '../../model/schema.ts'
import { formatDistinct, label, unitOfMetric } from '../budget-words.ts'
import { type About, entry } from '../entry.ts'
import { doubts, doubtText } from '../timing-doubts.ts'

/** The budget as written in the configuration. */
const budget = text

const compared = { reference: text, value: number, referenceValue: number, budget }

export const referenceBudgetEntries = {
  'budget/reference-exceeded': entry({
    verdicts: ['fail', 'warn'],
    title: 'budget between modes',
    params: readonlyObject({
      ...compared,
      /** For metrics measured in rounds: the estimated difference in their unit and as a share, and its lower bound as a share. */
      timed: optional(readonlyObject({ difference: number, ratio: number, low: number })),
    }),
    message(params, about) {
      const { timed, budget } = params
      if (timed === undefined) return `${excessText(params, about)}, which breaks the budget (${budget})`
      return `${shiftText(params.reference, timed, about)}, at least ${formatPercent(timed.low)} with 99 % confidence, which breaks the budget (${budget})`
    },
    headline: { kind: 'budgets' },
  }),

  'budget/reference-undecided': entry({
    verdicts: ['inconclusive'],
    title: 'budget between modes',
    params: z.discriminatedUnion('kind', [
      readonlyObject({ kind: z.literal('measured'), ...compared }),
      /** The modes have no rounds in common, or samples are 0. */
      readonlyObject({ kind: z.literal('unpaired'), ...compared }),
      readonlyObject({
        kind: z.literal('timed'),
        ...compared,
        difference: number,
        ratio: number,
        doubt: doubts,
      }),
    ]),
    message(params, about) {
      const { reference, budget } = params
      switch (params.kind) {
        case 'measured':
          return `${excessText(params, about)}; too close to the budget to decide (budget: ${budget})`
        case 'unpaired':
          return `${label(about)}: no starts of this mode and mode \`${reference}\` can be compared, so the budget (${budget}) cannot be judged`
        case 'timed':
          return `${shiftText(reference, params, about)}; ${doubtText(params.doubt, about)} (budget: ${budget})`
      }
    },
  }),

  'budget/reference-unmeasured': entry({
    verdicts: ['unmeasured', 'warn'],
    title: 'budget between modes',
    params: readonlyObject({
      reference: text,
      /** `other-image`: one mode has the user's image, the other the built-in image. */
      because: z.enum(['not-measured', 'other-image']),
      budget,
    }),
    message({ reference, because, budget }, about) {
      const why =
        because === 'not-measured'
          ? `mode \`${reference}\` has no number`
          : `only one of this mode and mode \`${reference}\` uses the built-in image`
      return `${label(about)}: the budget (${budget}) could not be checked, because ${why}`
    },
    fix: ({ reference, because }, { metric = '' }) =>
      because === 'not-measured'
        ? `make mode \`${reference}\` measurable, or set \`unmeasured: warn\` for \`${metric}\` under \`budgets\``
        : `set the budget for \`binary-size\` instead, or set \`unmeasured: warn\` for \`${metric}\` under \`budgets\``,
    headline: { kind: 'budgets' },
  }),
} as const

interface Excess {
  readonly reference: string
  readonly value: number
  readonly referenceValue: number
}

function excessText({ reference, value, referenceValue }: Excess, about: About): string {
  const delta = value - referenceValue
  const share = referenceValue === 0 ? null : value / referenceValue
  const over = withShare(formatDelta(delta, unitOfMetric(about)), delta, share)
  return `${label(about)}: ${formatDistinct(value, referenceValue, about)}, ${over} compared with mode \`${reference}\` (${formatDistinct(referenceValue, value, about)})`
}

interface ModeShift {
  readonly difference: number
  readonly ratio: number
}

function shiftText(reference: string, { difference, ratio }: ModeShift, about: About): string {
  const over = withShare(formatDelta(difference, unitOfMetric(about)), difference, 1 + ratio)
  return `${label(about)}: ${over} between starts of mode \`${reference}\` and of this mode`
}
