import { textOf, unquotedWord } from '../../shell/words.ts'
import { type Dockerfile, type Instruction, mountOptions, type Stage } from './parse.ts'
import { resolvePath, type StageStep, stepsOf } from './scope.ts'
import { type BuildParameters, originOf, type StageOrigin } from './stages.ts'

/** Origin of a copy: the build context, a URL, or a stage or image. */
export type CopyOrigin = { readonly kind: 'context' } | { readonly kind: 'address' } | StageOrigin

/** One source of a COPY, ADD or bind mount, and its target. */
export interface Copy {
  readonly from: CopyOrigin
  /** With variables expanded, without a leading `./` and slashes at both ends; empty for the whole origin. */
  readonly source: string
  /** Absolute path in the stage. */
  readonly target: string
  /** Whether the target is a directory that receives the source, or the content of a source directory. */
  readonly into: boolean
  readonly line: number
}

export function copiesOf(dockerfile: Dockerfile, step: StageStep): readonly Copy[] {
  const { instruction, stage, scope } = step
  if (instruction.keyword === 'RUN') return mountsOf(dockerfile, step)
  if (instruction.keyword !== 'COPY' && instruction.keyword !== 'ADD') return []
  // variables in a JSON list are expanded, too
  const words = instruction.exec?.map((word) => unquotedWord(textOf(word))) ?? instruction.words
  const paths = words.map(scope.expand)
  const target = paths.at(-1)
  const at = target === undefined ? undefined : resolvePath(scope.workdir, target)
  if (target === undefined || at === undefined) return []
  const sources = paths.slice(0, -1).filter((path) => path !== undefined && !path.startsWith('<<'))
  return sources.map((source) => ({
    from: fromOf(dockerfile, stage, instruction, source),
    source: isAddress(source ?? '') ? (source ?? '') : trimPath(source ?? ''),
    target: at,
    into: sources.length > 1 || target.endsWith('/') || target === '.' || at === scope.workdir,
    line: instruction.line,
  }))
}

function fromOf(
  dockerfile: Dockerfile,
  stage: Stage,
  instruction: Instruction,
  source: string | undefined,
): CopyOrigin {
  const from = instruction.flags.find(({ name }) => name === 'from')?.value
  if (from !== undefined) return originOf(dockerfile, stage, from)
  return isAddress(source ?? '') ? { kind: 'address' } : { kind: 'context' }
}

/** Whether it is the URL of a file or of a git repository. */
function isAddress(source: string): boolean {
  return /^(?:[a-z][a-z0-9+.-]*:\/\/|git@)/.test(source)
}

function mountsOf(dockerfile: Dockerfile, step: StageStep): readonly Copy[] {
  const { instruction, stage, scope } = step
  return instruction.flags.flatMap((flag) => {
    const mount = flag.name === 'mount' ? mountOptions(flag) : new Map<string, string>()
    const type = mount.get('type') ?? 'bind'
    const expanded = (...names: readonly string[]) => {
      const [written] = names.flatMap((name) => mount.get(name) ?? [])
      return written === undefined ? undefined : scope.expand(unquotedWord(written))
    }
    const to = expanded('target', 'dst', 'destination')
    const target = to === undefined ? undefined : resolvePath(scope.workdir, to)
    if (flag.name !== 'mount' || type !== 'bind' || target === undefined) return []
    const from = mount.get('from')
    return [
      {
        from: from === undefined ? { kind: 'context' as const } : originOf(dockerfile, stage, from),
        source: trimPath(expanded('source', 'src') ?? ''),
        target,
        into: false,
        line: instruction.line,
      },
    ]
  })
}

function trimPath(path: string): string {
  const parts = path.split('/').filter((part) => part !== '' && part !== '.')
  return parts.join('/')
}

/**
 * The directory of the build context that a directory of a stage comes from, before instruction `until`; undefined unless a COPY
 * from the context shows it.
 */
export function contextPath(
  dockerfile: Dockerfile,
  stage: Stage,
  path: string,
  options: BuildParameters,
  until?: Instruction,
): string | undefined {
  const steps = stepsOf(dockerfile, stage, options)
  const last =
    until === undefined ? steps.length : steps.findIndex(({ instruction }) => instruction === until)
  // includes the RUN's own mounts
  for (const step of steps.slice(0, last + 1).reverse()) {
    if (step.instruction !== until && step.instruction.keyword === 'RUN') continue
    const copy = copiesOf(dockerfile, step).findLast(
      (one) => isOwn(one.from) && sourceOfPath(one, path) !== undefined,
    )
    if (copy === undefined) continue
    const source = sourceOfPath(copy, path) ?? ''
    if (copy.from.kind === 'stage') return contextPath(dockerfile, copy.from.stage, `/${source}`, options)
    return source === '' ? '.' : source
  }
  return undefined
}

/** The context, or another stage of the file. */
function isOwn({ kind }: CopyOrigin): boolean {
  return kind === 'context' || kind === 'stage'
}

/** The path under a copy's source that becomes `path` in the stage. */
function sourceOfPath({ source, target, into }: Copy, path: string): string | undefined {
  const prefix = target === '/' ? '/' : `${target}/`
  if (path !== target && !path.startsWith(prefix)) return undefined
  const inside = path === target ? '' : path.slice(prefix.length)
  const name = source.split('/').at(-1) ?? ''
  if (/[*?[]/.test(name)) return inside === '' ? source.split('/').slice(0, -1).join('/') : undefined
  // a file that is copied into a directory keeps its name
  if (isFile(name))
    return inside === '' && into && name.endsWith('.go')
      ? source.split('/').slice(0, -1).join('/')
      : undefined
  return [source, inside].filter((part) => part !== '').join('/')
}

function isFile(name: string): boolean {
  return (
    /\.(go|mod|sum|work|json|ya?ml|toml|env|sh|conf|txt|md|html|css|js|lock)$/.test(name) ||
    /^\.?\w*(file|ignore|rc)$/i.test(name)
  )
}
