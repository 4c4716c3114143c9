/** Groups stages that compile Go and do not ship by the image that they are based on. */
import { remembered } from '../../../common/remembered.ts'
import { hasGo } from '../../facts/build-origin.ts'
import type { Stage } from '../../read/parse.ts'
import type { StageStep } from '../../read/scope.ts'
import { chainSteps, type NeededSteps } from './needed-steps.ts'

export interface GoFamily {
  readonly stages: readonly Stage[]
  /** All instructions of these stages and of the stages that they are FROM. */
  readonly steps: readonly StageStep[]
  /** The RUNs of these stages, beginning with the first that runs Go. */
  readonly running: readonly StageStep[]
}

export interface GoStages {
  readonly families: readonly GoFamily[]
  /** Lines that run Go in a stage whose files ship. */
  readonly shipping: readonly number[]
}

/** The families among the stages that the target needs. */
export function goStages(needed: NeededSteps): GoStages {
  const { dockerfile, options, target, stages, chainOf, ownSteps, runsOf, mayRunGo } = needed
  const runs = stages.flatMap((stage) => ownSteps(stage).flatMap((step) => runsOf(step) ?? []))
  const ships = new Set(chainOf(target).stages)
  const firstGo = remembered((stage: Stage) =>
    hasGo(dockerfile, stage, runs, options) === false ? undefined : ownSteps(stage).find(mayRunGo),
  )
  const members = new Map<Stage, Stage[]>()
  for (const stage of stages) {
    const chain = chainOf(stage).stages
    const root = chain.find((one) => !ships.has(one))
    // a mount would hide modules that a shipping stage fetched into its layers
    if (root === undefined || chain.some((one) => ships.has(one) && firstGo(one) !== undefined)) continue
    members.set(root, [...(members.get(root) ?? []), stage])
  }
  const families = [...members.values()].map((family) => familyOf(needed, family, firstGo))
  return {
    families: families.filter(({ running }) => running.length > 0),
    shipping: [...ships].flatMap((stage) => firstGo(stage)?.instruction.line ?? []),
  }
}

function familyOf(
  needed: NeededSteps,
  stages: readonly Stage[],
  firstGo: (stage: Stage) => StageStep | undefined,
): GoFamily {
  const steps = new Set<StageStep>()
  const running = new Set<StageStep>()
  for (const stage of stages) {
    let hasBegun = false
    for (const step of chainSteps(needed, stage)) {
      hasBegun ||= firstGo(step.stage) === step
      steps.add(step)
      if (hasBegun && step.instruction.keyword === 'RUN') running.add(step)
    }
  }
  return { stages, steps: [...steps], running: [...running] }
}
