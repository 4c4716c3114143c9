import { parentOf } from '../../common/paths.ts'
import type { Variables } from '../../shell/expansion.ts'
import { textOf } from '../../shell/words.ts'
import { contextPath, copiesOf } from '../read/copies.ts'
import type { Dockerfile, Stage } from '../read/parse.ts'
import type { Run } from '../read/runs.ts'
import { stepsOf } from '../read/scope.ts'
import type { BuildParameters } from '../read/stages.ts'
import { substitute } from '../read/variables.ts'
import { hasGo, indirectBuildOf } from './build-origin.ts'

/** A command of a RUN that may compile Go indirectly: make, a script, a task runner. */
export interface BuildCall {
  /** The program and its arguments, with known variables expanded. */
  readonly words: readonly string[]
  /** Its directory, relative to the build context. */
  readonly directory: string
  /** Counted from 1. */
  readonly line: number
  readonly variables: Pick<Variables, 'get'>
}

/** Calls that run in a directory of the context, in stages that have or may have Go. */
export function buildCalls(
  dockerfile: Dockerfile,
  runs: readonly Run[],
  options: BuildParameters,
): readonly BuildCall[] {
  return runs.flatMap((run) => {
    const { stage, instruction } = run.step
    if (indirectBuildOf(run) === undefined || run.cwd === undefined) return []
    if (hasGo(dockerfile, stage, runs, options) === false) return []
    const directory =
      contextPath(dockerfile, stage, run.cwd, options, instruction) ??
      besideCopied(dockerfile, stage, run.cwd, options)
    if (directory === undefined) return []
    const words = run.words.map((word) => substitute(word, run.variables) ?? textOf(word))
    const get = (name: string) => {
      const exported = run.environment(name)
      return exported === undefined ? run.variables.get(name) : exported.value
    }
    return [{ words, directory, line: run.line, variables: { get } }]
  })
}

/** The context directory of a go.mod or Makefile that is copied individually into a directory. */
function besideCopied(
  dockerfile: Dockerfile,
  stage: Stage,
  path: string,
  options: BuildParameters,
): string | undefined {
  const copies = stepsOf(dockerfile, stage, options).flatMap((step) =>
    step.instruction.keyword === 'RUN' ? [] : copiesOf(dockerfile, step),
  )
  const found = copies.findLast(
    ({ from, source, target, into }) =>
      from.kind === 'context' &&
      /(?:^|\/)(?:go\.mod|GNUmakefile|[Mm]akefile)$/.test(source) &&
      (into ? target : parentOf(target)) === path,
  )
  return found && parentOf(found.source)
}
