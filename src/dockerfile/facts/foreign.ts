/** Why a Dockerfile gives no image of another platform than the machine's. */
import { parseDockerfile } from '../read/parse.ts'
import { type BuildParameters, neededStages, platformOfStage, targetStage } from '../read/stages.ts'
import { whatItCompiles } from './compiles.ts'
import { buildsForAnother } from './platform-check.ts'

export interface ForeignObstacle {
  /** It has the builder run programs of that platform, or it builds for a fixed one. */
  readonly because: 'runs' | 'fixed'
  readonly line: number
  /** What runs, or what it is built for. */
  readonly detail: string
}

/**
 * undefined where nothing in the text speaks against it; what is wrong with the text itself shows when it is built.
 *
 * @param isRun whether the builder runs programs of the platform
 */
export function foreignObstacle(
  text: string,
  options: BuildParameters & { readonly platform: string; readonly buildPlatform: string },
  isRun: boolean,
): ForeignObstacle | undefined {
  const dockerfile = parseDockerfile(text)
  if (!dockerfile.ok) return undefined
  const compiles = whatItCompiles(dockerfile.value, options)
  const fixed = compiles.ok ? buildsForAnother(compiles.value, options.platform) : undefined
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
