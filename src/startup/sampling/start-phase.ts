import type { Config } from '../../config/config.ts'
import type { World } from '../../effects/world.ts'
import type { StartConditionKind } from '../../model/start-condition.ts'

/** All starts of a run: how much time there is for them, and under which conditions they are made. */
export interface StartPhase {
  readonly clock: World['clock']
  readonly random: World['random']
  readonly host: Pick<World['host'], 'cpus'>
  readonly settings: Config['startup']
  /** When the time for all starts ends, by `clock`. Work of linkgate in between postpones it. */
  deadline: number
  /** Conditions that are left out, the same ones for every variant. */
  leftOut: readonly StartConditionKind[]
  /** Work of linkgate that is in progress; absent if there is none. */
  ownWork?: OwnWork | undefined
  /** What is being done, for the progress line. */
  doing: string
  /** How long the remaining starts take if they stay as fast; absent if unknown. */
  expectedMs?: number
}

interface OwnWork {
  /** Number of tasks in progress. */
  count: number
  /** The time, by `clock`, until which it has postponed the deadline. */
  countedTo: number
}

/** Does work that must not count as the app's time: it postpones the deadline. Work that overlaps counts once. */
export async function besideDeadline<T>(
  phase: Pick<StartPhase, 'deadline' | 'ownWork'> & { readonly clock: Pick<StartPhase['clock'], 'now'> },
  work: () => Promise<T>,
): Promise<T> {
  const { clock } = phase
  const own = phase.ownWork ?? { count: 0, countedTo: clock.now() }
  phase.ownWork = own
  own.count += 1
  try {
    return await work()
  } finally {
    const now = clock.now()
    phase.deadline += now - own.countedTo
    own.countedTo = now
    own.count -= 1
    if (own.count === 0) phase.ownWork = undefined
  }
}

/** A start phase that begins now. */
export function openPhase(
  { clock, random, host }: Pick<World, 'clock' | 'random' | 'host'>,
  settings: Config['startup'],
): StartPhase {
  const deadline = clock.now() + settings.totalTimeoutMs
  return { clock, random, host, settings, deadline, leftOut: [], doing: 'first starts' }
}

/** Remaining time in milliseconds. */
export function remaining({ clock, deadline }: Pick<StartPhase, 'clock' | 'deadline'>): number {
  return deadline - clock.now()
}

/** What is being done, and how long all starts may still take. */
export function progressOf(phase: StartPhase): string {
  const left = Math.max(0, Math.min(remaining(phase), phase.expectedMs ?? Number.POSITIVE_INFINITY))
  return `${phase.doing}, at most ${Math.ceil(left / 1000)} s left`
}
