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

/** @param since when the phase began, on the clock */
export function openPhase(
  { clock, random, host }: Pick<World, 'clock' | 'random' | 'host'>,
  settings: Config['startup'],
  since: number,
): StartPhase {
  const deadline = since + settings.totalTimeoutMs
  return { clock, random, host, settings, deadline, leftOut: [], doing: 'making the containers' }
}

/** Milliseconds that are left. */
export function remaining({ clock, deadline }: Pick<StartPhase, 'clock' | 'deadline'>): number {
  return deadline - clock.now()
}

/** Reports regularly what is being done while there is work. */
export async function withProgress<T>(
  phase: StartPhase,
  { info }: Pick<World['log'], 'info'>,
  work: () => Promise<T>,
): Promise<T> {
  const { clock, deadline, settings } = phase
  const since = deadline - settings.totalTimeoutMs
  const seconds = (ms: number) => `${Math.round(ms / 1000)} s`
  const stop = clock.every(reportEvery, () =>
    info(`${phase.doing}, ${seconds(clock.now() - since)} of at most ${seconds(settings.totalTimeoutMs)}`),
  )
  try {
    return await work()
  } finally {
    stop()
  }
}
