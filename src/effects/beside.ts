import { secondsText } from '../common/english.ts'
import { CancelledError } from '../common/errors.ts'
import type { World } from './world.ts'

/** For work beside a step: a job log cannot have a step in another, so a line with the seconds ends each of its own. */
export function besideSteps(world: World): World {
  const { log, clock, signal } = world
  return {
    ...world,
    log: {
      ...log,
      async step(heading, work) {
        if (signal.aborted) throw new CancelledError()
        const since = clock.now()
        const done = await work()
        log.info(`${heading}: ${secondsText(clock.now() - since)}`)
        return done
      },
    },
  }
}
