import type { Phases } from '../common/phases.ts'
import type { Exec } from './exec.ts'

/** A command that `run` starts is a phase if it has a name for one. */
export function timingRuns(
  exec: Exec,
  phases: Pick<Phases, 'run'>,
  nameOf: (command: readonly string[]) => string | undefined,
): Exec {
  return {
    ...exec,
    run(command, options) {
      const name = nameOf(command)
      return name === undefined
        ? exec.run(command, options)
        : phases.run(name, () => exec.run(command, options))
    },
  }
}
