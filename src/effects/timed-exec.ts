import type { Phases } from '../common/phases.ts'
import type { Exec } from './exec.ts'

/** Measures each command of `run` for which `nameOf` returns a phase. */
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
