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
  /** What is being done, for whoever waits. */
  doing: string
  /** How long the rest takes if the starts stay as fast; absent where that is not known. */
  expectedMs?: number
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
