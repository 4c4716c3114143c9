/** The stages of a Dockerfile that may be what is shipped. */

import { parseDockerfile } from '../../dockerfile/read/parse.ts'
import { type BuildParameters, referencesOf, targetStage } from '../../dockerfile/read/stages.ts'

/** A stage that no other one is FROM, or copies or mounts from. */
export interface FinalStage {
  /** As `--target` takes it: its name, or its number where it has none. */
  readonly name: string
  readonly line: number
}

/** In the order of the file; none of a text that is no Dockerfile. */
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

/** The number of the stage that a build makes: two builds of the same one are the same. */
export function stageNumber(text: string, target: string | undefined): number | undefined {
  const parsed = parseDockerfile(text)
  return parsed.ok ? targetStage(parsed.value, target)?.index : undefined
}
