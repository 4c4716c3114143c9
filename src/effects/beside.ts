import { secondsText } from '../common/english.ts'
import { CancelledError } from '../common/errors.ts'
import type { World } from './world.ts'

/** For work in parallel with a step: groups of a job log cannot be nested, so each of its steps ends with a line with its seconds. */
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
