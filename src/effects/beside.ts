import { secondsText } from '../common/english.ts'
import { CancelledError } from '../common/errors.ts'
import type { World } from './world.ts'

/**
 * A world for work in parallel with a step. Groups of a job log cannot be nested, so each step of this work is a line
 * with its duration.
 */
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
