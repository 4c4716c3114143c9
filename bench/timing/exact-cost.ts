/** A change of exactly the budget: the verdict `pass` is then an error. */
import { planWith } from '../../__tests__/support/world/plan.ts'
import { budgetFor } from '../../src/judge/budgets.ts'
import type { Timed } from '../../src/judge/timing/run-delay.ts'
import { timingChange } from '../../src/judge/timing/timing-rule.ts'
import { median } from '../../src/startup/statistics.ts'
import type { Lane, Recording } from './recordings.ts'

/** A constant cost of each start, in microseconds. */
export interface Cost {
  readonly wall: number
  readonly cpu: number
}

export type TimedMetric = 'startup' | 'startup-cpu'

/**
 * The cost to add to each start of `head`, so that it differs from base by exactly the default budget. The difference that they have
 * already is estimated from all recorded rounds, as the rule estimates it: without the wait for a CPU.
 */
export function costOfBudget({ lanes: { base, head } }: Pick<Recording, 'lanes'>, metric: TimedMetric): Cost {
  const budget = budgetFor(planWith().settings.config.budgets, metric, 'static')?.increase
  if (budget === undefined) throw new Error(`${metric} has no default budget`)
  const { relative = 0, absolute = 0 } = budget
  const before = timedIn(base, metric)
  const { difference } = timingChange(before, timedIn(head, metric), { alpha: 0.01 })
  const limit = Math.max(relative * median(before.values), absolute)
  const wall = 1000 * (limit - difference.estimate)
  return { wall, cpu: metric === 'startup-cpu' ? wall : 0 }
}

function timedIn({ readyUs, cpuUs, runDelayUs }: Lane, metric: TimedMetric): Timed {
  const milliseconds = (values: readonly number[]) => values.map((us) => us / 1000)
  return metric === 'startup'
    ? { values: milliseconds(readyUs), delays: milliseconds(runDelayUs) }
    : { values: milliseconds(cpuUs), isPaired: true }
}
