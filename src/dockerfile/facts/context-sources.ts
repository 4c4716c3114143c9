import { relativeTo } from '../../common/paths.ts'
import { copiesOf } from '../read/copies.ts'
import { parseDockerfile } from '../read/parse.ts'
import { resolvePath, stepsOf } from '../read/scope.ts'
import { type BuildParameters, neededStages, targetStage } from '../read/stages.ts'

/** A path that a Dockerfile uses from its build context. */
export interface ContextSource {
  /** Relative to the root of the context, without `..`; contains wildcards if `isPattern` is set. */
  readonly path: string
  readonly isPattern: boolean
  readonly by: 'COPY' | 'ADD' | 'RUN --mount'
  /** Counted from 1. */
  readonly line: number
}

/**
 * Paths that the built stages use from the context, except for the context as a whole and sources with unknown variables. Empty
 * if the text is not a Dockerfile.
 */
export function contextSources(text: string, options: BuildParameters): readonly ContextSource[] {
  const parsed = parseDockerfile(text)
  const target = parsed.ok ? targetStage(parsed.value, options.target) : undefined
  if (!parsed.ok || target === undefined) return []
  const dockerfile = parsed.value
  return neededStages(dockerfile, target, options).flatMap((stage) =>
    stepsOf(dockerfile, stage, options)
      .filter((step) => step.stage === stage)
      .flatMap((step) => {
        const { keyword } = step.instruction
        const by = keyword === 'COPY' || keyword === 'ADD' ? keyword : 'RUN --mount'
        return copiesOf(dockerfile, step)
          .filter(({ from }) => from.kind === 'context')
          .map(({ source, line }) => ({ path: resolvePath('/', source)?.slice(1) ?? '', by, line }) as const)
          .filter(({ path }) => path !== '')
          .map((one) => ({ ...one, isPattern: by !== 'RUN --mount' && /[*?[\\]/.test(one.path) }))
      }),
  )
}

/** Whether the built stages use a directory of the context, a parent of it, or a part of it. */
export function takenFromContext(text: string, options: BuildParameters): (directory: string) => boolean {
  const parsed = parseDockerfile(text)
  const target = parsed.ok ? targetStage(parsed.value, options.target) : undefined
  if (!parsed.ok || target === undefined) return () => false
  const dockerfile = parsed.value
  const taken = neededStages(dockerfile, target, options)
    .flatMap((stage) => stepsOf(dockerfile, stage, options))
    .flatMap((step) => copiesOf(dockerfile, step))
    .filter(({ from }) => from.kind === 'context')
    .map(({ source }) => resolvePath('/', source)?.slice(1) || '.')
  const paths = [...new Set(taken)]
  return (directory) =>
    paths.some(
      (path) => relativeTo(path, directory) !== undefined || relativeTo(directory, path) !== undefined,
    )
}
