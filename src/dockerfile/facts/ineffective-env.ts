import type { Dockerfile } from '../read/parse.ts'
import { type BuildParameters, neededStages, targetStage } from '../read/stages.ts'
import { settingOf, substitute } from '../read/variables.ts'
import { runsOfStage } from './image-program.ts'

/** An assignment in a RUN that has no effect on any program. */
export interface IneffectiveEnv {
  /** Counted from 1. */
  readonly line: number
  readonly value: string
  /** It is not exported; if false, the shell ends before it starts a program. */
  readonly unexported: boolean
}

/** Finds variables that a RUN sets without effect: in a shell that ends there, or without exporting them. */
export function ineffectiveEnv(
  dockerfile: Dockerfile,
  name: string,
  options: BuildParameters = {},
): readonly IneffectiveEnv[] {
  const target = targetStage(dockerfile, options.target)
  const stages = target === undefined ? [] : neededStages(dockerfile, target, options)
  return stages.flatMap((stage) => {
    const runs = runsOfStage(dockerfile, stage, options)
    return runs.flatMap((run, index) => {
      const { program, words, settings, line, variables } = run
      const set = program === 'export' ? words.slice(1).map(settingOf) : program === '' ? settings : []
      const value = set.findLast((one) => one.name === name)?.value
      const written = value === undefined ? undefined : substitute(value, variables)
      const started = runs
        .slice(index + 1)
        .filter((one) => one.step.instruction === run.step.instruction)
        .filter((one) => one.program !== '' && one.program !== 'export')
      if (written === undefined || started.some((one) => one.environment(name)?.by === 'shell')) return []
      return [{ line, value: written, unexported: started.length > 0 }]
    })
  })
}
