/** Budgets: not kept, not decided, not measured, or not judged. */
import * as z from 'zod'
import { unmeasuredReasonSchema } from '../../model/measurement.ts'
import { formatDelta, formatPercent, withShare } from '../../model/quantity.ts'
import { amount, magnitude, optional, readonlyObject, text } from '../../model/schema.ts'
import { exactly, format, label, unitOfMetric } from '../budget-words.ts'
import { type About, entry, statePhrase } from '../entry.ts'
import { doubts, doubtText } from '../timing-doubts.ts'
import { unmeasuredBrief, unmeasuredFix } from '../unmeasured.ts'

const number = amount

/** How the medians of base and head, and the change, were. */
const timedChange = {
  base: magnitude,
  head: magnitude,
  /** Median of the differences between starts of both, in the unit of the metric, and as a share of base. */
  difference: number,
  ratio: number,
}

/** Text of the budget, as the configuration has it. */
const budget = text

export const budgetEntries = {
  'budget/max-exceeded': entry({
    verdicts: ['fail', 'warn'],
    title: 'budget',
    params: readonlyObject({ value: number, max: number }),
    message: ({ value, max }, about) =>
      `${label(about)}: ${exactly(value, max, about)} exceeds the maximum of ${exactly(max, value, about)}`,
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
        /** Change of processor time in milliseconds; 0: clearly less than half of the change; absent: not known. */
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
      /** Base and head share no rounds, or samples are 0, as CPU time is where the kernel counts it in ticks. */
      readonlyObject({ kind: z.literal('unpaired'), budget }),
      readonlyObject({ kind: z.literal('timed'), ...timedChange, doubt: doubts, budget }),
    ]),
    message(params, about) {
      switch (params.kind) {
        case 'max':
          return `${label(about)}: ${format(params.value, about)} is too close to the maximum of ${exactly(params.max, params.value, about)} to decide on this noisy runner`
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
      /** Nobody wrote the budget. */
      isDefault: optional(z.literal(true)),
    }),
    message({ reason, budget, isDefault = false }, about) {
      const which = `${isDefault ? 'default budget' : 'budget'} (${budget})`
      const then =
        about.verdict === 'warn' ? 'was not checked' : 'could not be checked, so the check does not pass'
      return `${label(about)}: not measured (${unmeasuredBrief(reason)}). The ${which} ${then}.`
    },
    fix({ reason, isDefault = false }, { metric = '', verdict }) {
      // how the app can be started is advised where its log is
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
      /** Absent: it is removed. */
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
  return `${label(about)}: ${change}, from ${exactly(base, head, about)} to ${exactly(head, base, about)}`
}

interface Timed {
  readonly difference: number
  readonly ratio: number
}

/** Without the medians of base and head: the change is the median of all differences, which is another number. */
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
