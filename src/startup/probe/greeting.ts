import type { Clock } from '../../effects/clock.ts'
import type { Probe } from './probe.ts'

/** Milliseconds from now until the probe runs; undefined if it never does. The first start then reports the reason. */
export async function msUntilGreeted(
  { greeted }: Pick<Probe, 'greeted'>,
  clock: Pick<Clock, 'now'>,
): Promise<number | undefined> {
  const since = clock.now()
  try {
    await greeted()
    return clock.now() - since
  } catch {
    return undefined
  }
}
