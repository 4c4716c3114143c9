/** Finds the stages of a Dockerfile that can be the production image. */

import { parseDockerfile } from '../../dockerfile/read/parse.ts'
import { type BuildParameters, referencesOf, targetStage } from '../../dockerfile/read/stages.ts'

/** A stage that no other stage is FROM, copies from or mounts. */
export interface FinalStage {
  /** Value for `--target`: its name, or its number if it has no name. */
  readonly name: string
  readonly line: number
}

/** In the order of the file; empty if the text is not a Dockerfile. */
export function finalStages(text: string, options: BuildParameters): readonly FinalStage[] {
  const parsed = parseDockerfile(text)
  if (!parsed.ok) return []
  const { stages } = parsed.value
  const used = new Set(
    stages.flatMap((stage) =>
      referencesOf(parsed.value, stage, options).flatMap(({ origin }) =>
        origin.kind === 'stage' ? [origin.stage.index] : [],
      ),
    ),
  )
  return stages
    .filter(({ index }) => !used.has(index))
    .map(({ name, index, from }) => ({ name: name ?? `${index}`, line: from.line }))
}

/** The number of the target's stage, which is equal for different names of one stage. */
export function stageNumber(text: string, target: string | undefined): number | undefined {
  const parsed = parseDockerfile(text)
  return parsed.ok ? targetStage(parsed.value, target)?.index : undefined
}
