import type { Phases } from '../common/phases.ts'
import type { Exec } from './exec.ts'

/** Commands that run for long are a phase if they have a name for it. */
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
