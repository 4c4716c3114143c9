/** The needed stages of a Dockerfile, cached so that several analyses read each instruction only once. */
import { remembered } from '../../../common/remembered.ts'
import { mayRunGo } from '../../facts/runs-go.ts'
import type { Dockerfile, Stage } from '../../read/parse.ts'
import { type Run, runsOf } from '../../read/runs.ts'
import { type StageStep, stepsOf } from '../../read/scope.ts'
import { type BuildParameters, chainOf, neededStages } from '../../read/stages.ts'

export interface NeededSteps {
  readonly dockerfile: Dockerfile
  readonly options: BuildParameters
  readonly target: Stage
  /** The stages that the target needs, in the order of the file. */
  readonly stages: readonly Stage[]
  readonly chainOf: (stage: Stage) => ReturnType<typeof chainOf>
  /** The instructions of a stage, without those of the stage that it is FROM. */
  readonly ownSteps: (stage: Stage) => readonly StageStep[]
  /** undefined if the instruction cannot be parsed. */
  readonly runsOf: (step: StageStep) => readonly Run[] | undefined
  /** Whether it runs the Go command, or something that may run it. */
  readonly mayRunGo: (step: StageStep) => boolean
}

export function neededSteps(dockerfile: Dockerfile, target: Stage, options: BuildParameters): NeededSteps {
  return {
    dockerfile,
    options,
    target,
    stages: neededStages(dockerfile, target, options),
    chainOf: remembered((stage) => chainOf(dockerfile, stage, options)),
    ownSteps: remembered((stage) =>
      stepsOf(dockerfile, stage, options).filter((step) => step.stage === stage),
    ),
    runsOf: remembered((step) => runsOf(dockerfile, step)),
    mayRunGo: remembered(
      ({ instruction: { keyword, line } }) => keyword === 'RUN' && mayRunGo(dockerfile, line),
    ),
  }
}

/** The instructions of a stage and of the stages that it is FROM, in the order of execution. */
export function chainSteps({ chainOf: chain, ownSteps }: NeededSteps, stage: Stage): readonly StageStep[] {
  return chain(stage).stages.flatMap(ownSteps)
}

/** The text of an instruction. */
export function writtenIn(
  { dockerfile }: Pick<NeededSteps, 'dockerfile'>,
  { instruction: { start, end } }: StageStep,
): string {
  return dockerfile.text.slice(start, end)
}
