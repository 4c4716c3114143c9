/** Why a Dockerfile cannot build an image for another platform than the machine's. */
import { parseDockerfile } from '../read/parse.ts'
import { type BuildParameters, neededStages, platformOfStage, targetStage } from '../read/stages.ts'
import { findImageProgram } from './image-program.ts'
import { buildsForAnother } from './platform-check.ts'

export interface ForeignObstacle {
  /** `runs`: the build runs programs of that platform. `fixed`: it builds for a fixed platform. */
  readonly because: 'runs' | 'fixed'
  readonly line: number
  /** The command, or the fixed platform. */
  readonly detail: string
}

/**
 * undefined if the text shows no obstacle. Errors in the text itself appear when it is built.
 *
 * @param isRun whether the builder can run programs of the platform
 */
export function foreignObstacle(
  text: string,
  options: BuildParameters & { readonly platform: string; readonly buildPlatform: string },
  isRun: boolean,
): ForeignObstacle | undefined {
  const dockerfile = parseDockerfile(text)
  if (!dockerfile.ok) return undefined
  const found = findImageProgram(dockerfile.value, options)
  const fixed = found.ok ? buildsForAnother(found.value, options.platform) : undefined
  if (fixed !== undefined) return { because: 'fixed', line: fixed.line, detail: fixed.platform }
  const target = targetStage(dockerfile.value, options.target)
  if (isRun || target === undefined) return undefined
  for (const stage of neededStages(dockerfile.value, target, options)) {
    if (platformOfStage(dockerfile.value, stage, options) === options.buildPlatform) continue
    const run = stage.instructions.find(({ keyword }) => keyword === 'RUN')
    if (run !== undefined) return { because: 'runs', line: run.line, detail: 'RUN' }
  }
  return undefined
}
