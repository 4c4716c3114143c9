import type { Config } from '../../config/config.ts'
import type { World } from '../../effects/world.ts'
import type { StartConditionKind } from '../../model/start-condition.ts'

/** All starts of a run: how much time there is for them, and under which conditions they are made. */
export interface StartPhase {
  readonly clock: World['clock']
  readonly random: World['random']
  readonly host: Pick<World['host'], 'cpus'>
  readonly settings: Config['startup']
  /** When the time for all of them is over, on the clock. */
  readonly deadline: number
  /** Conditions that are left out, the same ones for every variant. */
  leftOut: readonly StartConditionKind[]
  /** What is being done, for whoever waits. */
  doing: string
}

/** How often somebody who waits sees a line. */
const reportEvery = 10_000

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

/** What is being done, and since when. */
export function progressOf({ clock, deadline, settings, doing }: StartPhase): string {
  const since = deadline - settings.totalTimeoutMs
  return `${doing}, ${seconds(clock.now() - since)} of at most ${seconds(settings.totalTimeoutMs)}`
}

const seconds = (ms: number) => `${Math.round(ms / 1000)} s`

/** Reports regularly what is being done while there is work. */
export async function withProgress<T>(
  { clock, log }: { readonly clock: World['clock']; readonly log: Pick<World['log'], 'info'> },
  progress: () => string,
  work: () => Promise<T>,
): Promise<T> {
  const stop = clock.every(reportEvery, () => log.info(progress()))
  try {
    return await work()
  } finally {
    stop()
  }
}
