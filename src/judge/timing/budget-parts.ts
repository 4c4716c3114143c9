/** Splits a budget into its parts, each on the scale of the measured change. */
import type { Budget } from '../../model/budget.ts'
import type { Shift } from '../../startup/statistics.ts'

/** Result of a comparison in the same rounds: head against base, or a second copy of base (control) against base. */
export interface TimingChange {
  /** The difference as a factor of the median of base: 1.10 is 10 % more. A bound may be below 0. */
  readonly ratio: Shift
  /** In the unit of the samples. */
  readonly difference: Shift
  /** Estimates including the time that threads waited for a CPU; absent if that is not subtracted. */
  readonly withWait?: { readonly ratio: number; readonly difference: number }
  readonly rounds: number
}

/** A part of a budget: a share, which limits the ratio, or an amount, which limits the difference. */
export interface BudgetPart {
  /** The value that means no change: 1 for a ratio, 0 for a difference. */
  readonly none: number
  /** Half of the allowed change. */
  readonly tolerance: number
  readonly limit: number
  readonly head: Shift
  /** The estimate of `head`, including the time that threads waited for a CPU. */
  readonly withWait: number
  /** The second copy of base against the first, then the first against the second. */
  readonly control: readonly Shift[]
}

export function budgetParts(
  { relative, absolute }: NonNullable<Budget['increase']>,
  change: TimingChange,
  control: TimingChange | undefined,
): readonly BudgetPart[] {
  const parts: BudgetPart[] = []
  if (relative !== undefined) {
    parts.push({
      none: 1,
      tolerance: 1 + relative / 2,
      limit: 1 + relative,
      head: change.ratio,
      withWait: change.withWait?.ratio ?? change.ratio.estimate,
      control: bothWays(control?.ratio, (factor) => 2 - factor),
    })
  }
  if (absolute !== undefined) {
    parts.push({
      none: 0,
      tolerance: absolute / 2,
      limit: absolute,
      head: change.difference,
      withWait: change.withWait?.difference ?? change.difference.estimate,
      control: bothWays(control?.difference, (amount) => -amount),
    })
  }
  return parts
}

function bothWays(shift: Shift | undefined, turned: (value: number) => number): readonly Shift[] {
  if (shift === undefined) return []
  const { estimate, low, high } = shift
  return [shift, { estimate: turned(estimate), low: turned(high), high: turned(low) }]
}

/** Estimated difference between the copies of base, in either direction; without a control, -Infinity. */
export const apartOf = ({ control }: Pick<BudgetPart, 'control'>): number =>
  Math.max(...control.map(({ estimate }) => estimate))

/** The largest change that the control does not rule out; without a control, -Infinity. */
export const floorOf = ({ control }: Pick<BudgetPart, 'control'>): number =>
  Math.max(...control.map(({ high }) => high))
