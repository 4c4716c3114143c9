import { type Copy, copiesOf } from './copies.ts'
import type { Dockerfile, Stage } from './parse.ts'
import { runsOf } from './runs.ts'
import { resolvePath, type StageStep, stepsOf } from './scope.ts'
import type { BuildParameters } from './stages.ts'
import { substitute } from './variables.ts'

/** The origin of a file in an image. */
export type Traced =
  /** It is not copied: commands of this stage create it, or its base image contains it. */
  | { readonly kind: 'stage'; readonly stage: Stage; readonly path: string; readonly line: number }
  | {
      readonly kind: 'context' | 'address' | 'image'
      readonly source: string
      readonly line: number
    }

/**
 * Traces a file back through COPY, `cp` and `mv`, from the end of a stage. If `made` returns true, commands of that stage create
 * the file, so it does not come from a context that is copied into the same directory.
 */
export function traceFile(
  dockerfile: Dockerfile,
  stage: Stage,
  path: string,
  options: BuildParameters,
  made: Made = () => false,
): Traced {
  return new Tracer(dockerfile, options, made).trace(stage, path)
}

/** Whether commands create a file of a stage. */
export type Made = (stage: Stage, path: string) => boolean

class Tracer {
  readonly #dockerfile: Dockerfile
  readonly #options: BuildParameters
  readonly #made: Made

  constructor(dockerfile: Dockerfile, options: BuildParameters, made: Made) {
    this.#dockerfile = dockerfile
    this.#options = options
    this.#made = made
  }

  /** Ignores instructions from the offset `before` on. */
  trace(stage: Stage, path: string, before = Number.POSITIVE_INFINITY): Traced {
    const steps = stepsOf(this.#dockerfile, stage, this.#options)
      .filter(({ instruction }) => instruction.start < before)
      .reverse()
    // a copy of the file itself is better evidence than a later copy of a directory that may contain such a file
    return (
      this.#back(steps, path, namedSource) ??
      (this.#made(stage, path) ? undefined : this.#back(steps, path, directorySource)) ?? {
        kind: 'stage',
        stage,
        path,
        line: stage.from.line,
      }
    )
  }

  /** Traces the file through the last step that copies or moves it. */
  #back(steps: readonly StageStep[], path: string, sourceIn: SourceIn): Traced | undefined {
    for (const step of steps) {
      const { instruction } = step
      const [from] = movedFrom(this.#dockerfile, step, path)
      if (from !== undefined) return this.trace(step.stage, from, instruction.start)
      const copies = instruction.keyword === 'RUN' ? [] : copiesOf(this.#dockerfile, step)
      for (const copy of [...copies].reverse()) {
        const source = sourceIn(copy, path)
        if (source !== undefined) return this.#through(copy, source)
      }
    }
    return undefined
  }

  #through({ from, line }: Copy, source: string): Traced {
    switch (from.kind) {
      case 'stage':
        return this.trace(from.stage, `/${source}`)
      case 'image':
        return { kind: 'image', source: from.image, line }
      case 'unset':
        return { kind: 'image', source: from.written, line }
      default:
        return { kind: from.kind, source, line }
    }
  }
}

/** The source of a file in a copy; undefined if the copy does not include the file. */
type SourceIn = (copy: Copy, path: string) => string | undefined

function namedSource({ source, target, into }: Copy, path: string): string | undefined {
  if (path === target) return into ? undefined : source
  const name = source.split('/').at(-1) ?? ''
  return into && path === resolvePath(target, name) ? source : undefined
}

function directorySource({ source, target, into }: Copy, path: string): string | undefined {
  const name = source.split('/').at(-1) ?? ''
  const prefix = target === '/' ? '/' : `${target}/`
  // a copied regular file cannot contain the file
  if (!path.startsWith(prefix) || /[*?[]/.test(name) || (into && /\.\w+$/.test(name))) return undefined
  return [source, path.slice(prefix.length)].filter((part) => part !== '').join('/')
}

/** The sources from which `cp`, `mv` or `install` created this file. */
function movedFrom(dockerfile: Dockerfile, step: StageStep, path: string): readonly string[] {
  const runs = runsOf(dockerfile, step) ?? []
  return runs.flatMap((run) => {
    if (!['cp', 'install', 'mv'].includes(run.program)) return []
    const paths = run.words
      .slice(1)
      .map((word) => substitute(word, run.variables))
      .filter((word) => word !== undefined && !word.startsWith('-') && !/^\d+$/.test(word))
    const to = paths.at(-1)
    const target = to === undefined ? undefined : resolvePath(run.cwd, to)
    return paths.slice(0, -1).flatMap((from) => {
      const source = resolvePath(run.cwd, from ?? '')
      const inside = resolvePath(target, from?.split('/').at(-1) ?? '')
      return source !== undefined && source !== path && (path === target || path === inside) ? [source] : []
    })
  })
}
