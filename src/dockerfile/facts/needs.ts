import { textOf, type Word } from '../../shell/words.ts'
import type { Dockerfile, Stage } from '../read/parse.ts'
import type { Run } from '../read/runs.ts'
import { type BuildParameters, globalScope, referencesOf } from '../read/stages.ts'
import { settingsOf } from '../read/variables.ts'
import { buildArgumentFix, unnamedImage } from './bases.ts'
import { flagOf, goCommandOf } from './go-command.ts'

/** A build argument or another value that must be set before the target can be built. */
export interface BuildNeed {
  /** The line that needs it. */
  readonly line: number
  readonly message: string
  /** The build argument that the configuration can set; absent if the file must be fixed. */
  readonly argument?: string
}

/** Build arguments without a value that image names and go commands use. */
export function needsOf(
  dockerfile: Dockerfile,
  stages: readonly Stage[],
  runs: readonly Run[],
  options: BuildParameters,
): readonly BuildNeed[] {
  const images = stages.flatMap((stage) => ofImages(dockerfile, stage, options))
  const commands = stages.flatMap((stage) =>
    unsetArgs(dockerfile, stage, options).flatMap(({ name, line: declared }) =>
      runs
        .filter((run) => run.step.stage === stage && whereItCompiles(run).some((word) => uses(word, name)))
        .slice(0, 1)
        .map(({ line }) => ({
          line,
          message: `this go command needs the build argument \`${name}\`, which has no default (line ${declared}): ${buildArgumentFix(name)}`,
          argument: name,
        })),
    ),
  )
  return [...images, ...commands]
}

function ofImages(dockerfile: Dockerfile, stage: Stage, options: BuildParameters): readonly BuildNeed[] {
  const inFrom = globalScope(dockerfile, options)
  const declared = dockerfile.globalArgs.flatMap(
    (instruction) => settingsOf(instruction, dockerfile.escapeCharacter) ?? [],
  )
  return referencesOf(dockerfile, stage, options).flatMap(({ origin, line }): readonly BuildNeed[] => {
    if (origin.kind !== 'unset') return []
    const { variables } = origin
    if (variables.length === 0) return [{ line, message: unnamedImage(dockerfile, origin) }]
    return variables.map((name) => ({
      line,
      message: unnamedImage(dockerfile, { ...origin, variables: [name] }),
      ...(declared.some((setting) => setting.name === name) && !inFrom.has(name) ? { argument: name } : {}),
    }))
  })
}

/** The ARGs of a stage that have no value. */
function unsetArgs(dockerfile: Dockerfile, stage: Stage, options: BuildParameters) {
  const inFrom = globalScope(dockerfile, options)
  return stage.instructions
    .filter(({ keyword }) => keyword === 'ARG')
    .flatMap((instruction) =>
      (settingsOf(instruction, dockerfile.escapeCharacter) ?? [])
        .filter(({ name, value }) => value === undefined && !inFrom.has(name))
        .filter(({ name }) => options.buildArgs?.[name] === undefined)
        .map(({ name }) => ({ name, line: instruction.line })),
    )
}

/** The words that determine the packages of a go command. */
function whereItCompiles(run: Run): readonly Word[] {
  const command = goCommandOf(run)
  if (command === undefined) return []
  const directory = flagOf(command, 'C')?.value
  return [...command.packages, ...(directory === undefined ? [] : [directory])]
}

/** Whether a word uses a variable without a default. */
function uses(word: Word, name: string): boolean {
  return new RegExp(`\\$(${name}\\b|\\{${name}\\})`).test(textOf(word))
}
