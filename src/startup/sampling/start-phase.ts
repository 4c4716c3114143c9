import type { Config } from '../../config/config.ts'
import type { World } from '../../effects/world.ts'
import type { StartConditionKind } from '../../model/start-condition.ts'

/** All starts of a run: how much time there is for them, and under which conditions they are made. */
export interface StartPhase {
  readonly clock: World['clock']
  readonly random: World['random']
  readonly host: Pick<World['host'], 'cpus'>
  readonly settings: Config['startup']
  /** When the time for all of them is over, on the clock; later by what linkgate does in between. */
  deadline: number
  /** Conditions that are left out, the same ones for every variant. */
  leftOut: readonly StartConditionKind[]
  /** Work of linkgate's own that is under way, and until when the deadline was moved for it; absent: none. */
  ownWork?: OwnWork | undefined
  /** What is being done, for the line of progress. */
  doing: string
  /** How long the rest takes if the starts stay as fast; absent where that is not known. */
  expectedMs?: number
}

interface OwnWork {
  count: number
  /** On the clock. */
  countedTo: number
}

/** Does what is not the app's time: the deadline moves by it. What is done at the same time counts once. */
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

/** Begins now. */
export function openPhase(
  { clock, random, host }: Pick<World, 'clock' | 'random' | 'host'>,
  settings: Config['startup'],
): StartPhase {
  const deadline = clock.now() + settings.totalTimeoutMs
  return { clock, random, host, settings, deadline, leftOut: [], doing: 'first starts' }
}

/** Milliseconds that are left. */
export function remaining({ clock, deadline }: Pick<StartPhase, 'clock' | 'deadline'>): number {
  return deadline - clock.now()
}

/** What is being done, and how long all starts may still take. */
export function progressOf(phase: StartPhase): string {
  const left = Math.max(0, Math.min(remaining(phase), phase.expectedMs ?? Number.POSITIVE_INFINITY))
  return `${phase.doing}, at most ${Math.ceil(left / 1000)} s left`
}
