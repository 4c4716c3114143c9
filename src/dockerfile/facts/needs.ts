import { textOf } from '../../shell/words.ts'
import type { Dockerfile, Stage } from '../read/parse.ts'
import type { Run } from '../read/runs.ts'
import { type BuildParameters, globalScope } from '../read/stages.ts'
import { settingsOf } from '../read/variables.ts'
import { goCommandOf } from './go-command.ts'

/** A build argument that the target needs and that has no default. */
export interface NeededArg {
  readonly name: string
  readonly line: number
}

/** Build arguments without a value that image names and the packages of go commands use. */
export function neededArgs(
  dockerfile: Dockerfile,
  stages: readonly Stage[],
  runs: readonly Run[],
  options: BuildParameters,
): readonly NeededArg[] {
  const { escapeCharacter } = dockerfile
  const inFrom = globalScope(dockerfile, options)
  const global = dockerfile.globalArgs.flatMap((instruction) =>
    (settingsOf(instruction, escapeCharacter) ?? [])
      .filter(({ name }) => inFrom(name) === undefined)
      .filter(({ name }) => stages.some(({ base }) => uses(textOf(base), name)))
      .map(({ name }) => ({ name, line: instruction.line })),
  )
  const inStages = stages.flatMap((stage) =>
    stage.instructions
      .filter(({ keyword }) => keyword === 'ARG')
      .flatMap((instruction) =>
        (settingsOf(instruction, escapeCharacter) ?? []).map(({ name, value }) => ({
          name,
          value,
          instruction,
        })),
      )
      .filter(({ name, value }) => value === undefined && inFrom(name) === undefined)
      .filter(({ name }) => options.buildArgs?.[name] === undefined)
      .filter(({ name }) =>
        runs.some(
          (run) =>
            run.step.stage === stage && goCommandOf(run)?.packages.some((word) => uses(textOf(word), name)),
        ),
      )
      .map(({ name, instruction }) => ({ name, line: instruction.line })),
  )
  return [...global, ...inStages]
}

/** Whether a text uses a variable and has nothing to put in its place. */
function uses(text: string, name: string): boolean {
  return new RegExp(`\\$(${name}\\b|\\{${name}\\})`).test(text)
}
