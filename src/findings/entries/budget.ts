/** Budgets that are broken, undecided, unmeasured, or without a baseline. */
import * as z from 'zod'
import { unmeasuredReasonSchema } from '../../model/measurement.ts'
import { formatDelta, formatPercent, withShare } from '../../model/quantity.ts'
import { amount, magnitude, optional, readonlyObject, text } from '../../model/schema.ts'
import { format, formatDistinct, label, unitOfMetric } from '../budget-words.ts'
import { type About, entry, statePhrase } from '../entry.ts'
import { doubts, doubtText } from '../timing-doubts.ts'
import { unmeasuredBrief, unmeasuredFix } from '../unmeasured.ts'

const number = amount

/** Medians of base and head, and the change. */
const timedChange = {
  base: magnitude,
  head: magnitude,
  /** Hodges–Lehmann estimate of the shift, in the unit of the metric, and as a share of base. */
  difference: number,
  ratio: number,
}

/** The budget as written in the configuration. */
const budget = text

export const budgetEntries = {
  'budget/max-exceeded': entry({
    verdicts: ['fail', 'warn'],
    title: 'budget',
    params: readonlyObject({ value: number, max: number }),
    message: ({ value, max }, about) =>
      `${label(about)}: ${formatDistinct(value, max, about)} exceeds the maximum of ${formatDistinct(max, value, about)}`,
    headline: { kind: 'budgets' },
  }),

  'budget/increase-exceeded': entry({
    verdicts: ['fail', 'warn'],
    title: 'budget',
    params: z.discriminatedUnion('kind', [
      readonlyObject({ kind: z.literal('measured'), base: number, head: number, budget }),
      readonlyObject({
        kind: z.literal('timed'),
        ...timedChange,
        /** Lower bound of the change, as a share. */
        low: number,
        /** Change of CPU time in milliseconds; 0 if it is clearly less than half of the change, absent if unknown. */
        cpu: optional(number),
        budget,
      }),
    ]),
    message(params, about) {
      if (params.kind === 'measured')
        return `${measuredText(params, about)}, which breaks the budget (${params.budget})`
      return `${movedText(params, about)}, at least ${formatPercent(params.low)} with 99 % confidence, which breaks the budget (${params.budget})${cpuText(params.cpu)}`
    },
    headline: { kind: 'budgets' },
  }),

  'budget/undecided': entry({
    verdicts: ['inconclusive'],
    title: 'budget',
    params: z.discriminatedUnion('kind', [
      readonlyObject({ kind: z.literal('max'), value: number, max: number }),
      readonlyObject({ kind: z.literal('measured'), base: number, head: number, budget }),
      /** Base and head have no rounds in common, or samples are 0, for example because the kernel counts CPU time in ticks. */
      readonlyObject({ kind: z.literal('unpaired'), budget }),
      readonlyObject({ kind: z.literal('timed'), ...timedChange, doubt: doubts, budget }),
    ]),
    message(params, about) {
      switch (params.kind) {
        case 'max':
          return `${label(about)}: ${format(params.value, about)} is too close to the maximum of ${formatDistinct(params.max, params.value, about)} to decide on this noisy runner`
        case 'measured':
          return `${measuredText(params, about)}; too close to the budget to decide (budget: ${params.budget})`
        case 'unpaired':
          return `${label(about)}: no starts of base and head can be compared, so the budget (${params.budget}) cannot be judged`
        case 'timed':
          return `${movedText(params, about)}; ${doubtText(params.doubt, about)} (budget: ${params.budget})`
      }
    },
  }),

  'budget/unmeasured': entry({
    verdicts: ['unmeasured', 'warn'],
    title: 'budget',
    params: readonlyObject({
      reason: unmeasuredReasonSchema,
      budget,
      /** The budget is a default. */
      isDefault: optional(z.literal(true)),
    }),
    message({ reason, budget, isDefault = false }, about) {
      const which = `${isDefault ? 'default budget' : 'budget'} (${budget})`
      const then =
        about.verdict === 'warn' ? 'was not checked' : 'could not be checked, so the check does not pass'
      return `${label(about)}: not measured (${unmeasuredBrief(reason)}). The ${which} ${then}.`
    },
    fix({ reason, isDefault = false }, { metric = '', verdict }) {
      // the finding with the app's log has the advice
      if (reason.kind === 'start-failed' && (isDefault || verdict === 'warn')) return undefined
      if (verdict === 'warn') return unmeasuredFix(reason)
      const relax = `set \`unmeasured: warn\` for \`${metric}\` under \`budgets\``
      const fix = unmeasuredFix(reason)
      return fix === undefined ? relax : `${fix}, or ${relax}`
    },
    headline: { kind: 'budgets' },
  }),

  'budget/no-baseline': entry({
    verdicts: ['pass'],
    title: 'no baseline',
    params: readonlyObject({ because: z.enum(['no-base', 'base-not-built', 'base-not-started']) }),
    message({ because }, { mode }) {
      const where = mode === undefined ? '' : ` in mode \`${mode}\``
      switch (because) {
        case 'no-base':
          return 'There is no base to compare with: `increase` budgets are skipped'
        case 'base-not-built':
          return `Base was not built${where}, so there is no baseline: \`increase\` budgets are skipped`
        case 'base-not-started':
          return `Base does not start${where}, but head does. Start-up and memory have no baseline, so their \`increase\` budgets are skipped.`
      }
    },
    headline: statePhrase((_, revision) => (revision === 'base' ? 'no start-up baseline' : 'no baseline')),
  }),

  'budget/loosened': entry({
    verdicts: ['pass'],
    title: 'budget loosened',
    params: readonlyObject({
      was: text,
      /** Absent if the budget is removed. */
      is: optional(text),
    }),
    message({ was, is }, about) {
      const where = about.mode === undefined ? '' : ` of mode \`${about.mode}\``
      const now = is === undefined ? `removed, was \`${was}\`` : `\`${was}\` → \`${is}\``
      return `This change loosens its own budget: ${label(about)}${where}: ${now}`
    },
    headline: statePhrase(() => 'budgets loosened'),
  }),
} as const

interface BothSides {
  readonly base: number
  readonly head: number
}

function measuredText({ base, head }: BothSides, about: About): string {
  const delta = head - base
  const change = withShare(formatDelta(delta, unitOfMetric(about)), delta, base === 0 ? null : head / base)
  return `${label(about)}: ${change}, from ${formatDistinct(base, head, about)} to ${formatDistinct(head, base, about)}`
}

interface Timed {
  readonly difference: number
  readonly ratio: number
}

/** Omits the medians of base and head, because the estimated shift is not their difference. */
function movedText({ difference, ratio }: Timed, about: About): string {
  const change = withShare(formatDelta(difference, unitOfMetric(about)), difference, 1 + ratio)
  return `${label(about)}: ${change} between starts of base and head`
}

function cpuText(cpu: number | undefined): string {
  if (cpu === undefined) return ''
  return cpu > 0
    ? `; CPU time: ${formatDelta(cpu, 'ms')}`
    : '; CPU time is unchanged, so the extra time is spent waiting'
}
