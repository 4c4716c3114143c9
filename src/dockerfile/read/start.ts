import { readShell } from '../../shell/commands.ts'
import { launchedBy, mostLaunchers } from '../../shell/launchers.ts'
import { textOf } from '../../shell/words.ts'
import type { Dockerfile, Instruction, Stage } from './parse.ts'
import { type Scope, stepsOf } from './scope.ts'
import type { BuildParameters } from './stages.ts'
import { substitute } from './variables.ts'

/** The command that the image starts, from ENTRYPOINT and CMD of the Dockerfile. */
export interface StartCommand {
  /** A path or a name, as written, without init programs such as `tini --`. */
  readonly program: string
  readonly arguments: readonly string[]
  /** Whether a shell starts it, so that its arguments can contain variables. */
  readonly shell: boolean
  readonly line: number
  readonly scope: Scope
}

/** The command that the image of a stage starts; undefined if its base image sets that. */
export function startOf(
  dockerfile: Dockerfile,
  stage: Stage,
  options: BuildParameters,
): StartCommand | undefined {
  let entrypoint: { words: readonly string[]; shell: boolean; line: number } | undefined
  let command: typeof entrypoint
  let scope: Scope | undefined
  for (const step of stepsOf(dockerfile, stage, options)) {
    scope = step.scope
    if (step.instruction.keyword === 'ENTRYPOINT') entrypoint = wordsOf(step.instruction, step.scope)
    if (step.instruction.keyword === 'CMD') command = wordsOf(step.instruction, step.scope)
  }
  const first = entrypoint ?? command
  if (first === undefined || scope === undefined) return undefined
  // ENTRYPOINT in shell form ignores CMD
  const more = entrypoint === undefined || entrypoint.shell ? [] : (command?.words ?? [])
  const [program, ...rest] = withoutInits([...first.words, ...more])
  if (program === undefined) return undefined
  return { program, arguments: rest, shell: first.shell, line: first.line, scope }
}

function withoutInits(words: readonly string[], depth = 0): readonly string[] {
  const launched = depth < mostLaunchers ? launchedBy(words) : undefined
  const isWhole = launched === undefined || launched.program >= words.length
  return isWhole ? words : withoutInits(words.slice(launched.program), depth + 1)
}

function wordsOf({ exec, rest, line }: Instruction, scope: Scope) {
  if (exec !== undefined) return { words: exec.map(textOf), shell: false, line }
  const last = readShell(rest).commands.at(-1)?.words ?? []
  const words = last.map((word) => substitute(word, scope.variables) ?? textOf(word))
  return { words: words[0] === 'exec' ? words.slice(1) : words, shell: true, line }
}
