import type { Dockerfile } from '../read/parse.ts'
import { type BuildParameters, chainOf, neededStages, targetStage } from '../read/stages.ts'

/**
 * Whether a RUN can be in the cache of a build without linkgate's mounts. For BuildKit, all steps after a step with different mounts
 * differ, so only RUNs before the first mount can.
 *
 * @param mounted lines of the RUNs with linkgate's mounts
 */
export function hasUnmountedRun(
  dockerfile: Dockerfile,
  mounted: readonly number[],
  options: BuildParameters = {},
): boolean {
  const target = targetStage(dockerfile, options.target)
  if (target === undefined) return false
  return neededStages(dockerfile, target, options).some((stage) => {
    const steps = chainOf(dockerfile, stage, options).stages.flatMap(({ instructions }) => instructions)
    const first = steps.find(({ keyword }) => keyword === 'RUN')
    return first !== undefined && !mounted.includes(first.line)
  })
}
