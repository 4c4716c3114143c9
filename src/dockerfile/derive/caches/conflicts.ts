/** Finds instructions that access Go's caches by path. A cache mount there would change what they find. */
import { textOf, unquotedWord, type Word } from '../../../shell/words.ts'
import { goCommandOf } from '../../facts/go-command.ts'
import { type CopyOrigin, copiesOf } from '../../read/copies.ts'
import { parseImage } from '../../read/image-name.ts'
import { type Dockerfile, mountOptions } from '../../read/parse.ts'
import { resolvePath, type Scope, type StageStep } from '../../read/scope.ts'
import { originOf, type StageOrigin } from '../../read/stages.ts'
import { substitute } from '../../read/variables.ts'
import type { GoFamily } from './families.ts'
import { type GoPaths, isIn, overlaps } from './go-paths.ts'
import type { NeededSteps } from './needed-steps.ts'

/** The line of an instruction of the family that accesses these paths other than through the Go command. */
export function cachePathLine(
  needed: NeededSteps,
  { steps }: GoFamily,
  { build, modules }: GoPaths,
): number | undefined {
  const paths = [build, modules]
  return steps.find((step) => {
    const { keyword, words } = step.instruction
    const { workdir, expand } = step.scope
    switch (keyword) {
      case 'RUN':
        return runNames(needed, step, paths)
      case 'COPY':
      case 'ADD':
        return copiesOf(needed.dockerfile, step).some(({ from, target }) =>
          paths.some((path) =>
            // a build context does not contain directories such as go/pkg/mod
            from.kind === 'context' ? isIn(target, path) : !isOfTools(needed, from) && overlaps(target, path),
          ),
        )
      case 'VOLUME':
        return (step.instruction.exec ?? words).some((word) => {
          const path = resolvePath(workdir, expand(word) ?? '/')
          return path === undefined || paths.some((one) => overlaps(one, path))
        })
      case 'WORKDIR':
        return words.some((word) => {
          const to = resolvePath(workdir, expand(word) ?? '.')
          return to !== undefined && paths.some((path) => isIn(to, path))
        })
      default:
        return false
    }
  })?.instruction.line
}

/** Whether it is the image of xx, whose scripts are copied with `/ /` but are only in `/usr/bin`: https://github.com/tonistiigi/xx */
function isOfTools({ chainOf }: NeededSteps, from: CopyOrigin): boolean {
  const { stages, root } = from.kind === 'stage' ? chainOf(from.stage) : { stages: [], root: from }
  const isPlain = stages.every(({ instructions }) => instructions.length === 0)
  return isPlain && root.kind === 'image' && parseImage(root.image).name === 'xx'
}

/** Programs whose arguments are paths. */
const fileTools = new Set('chmod chown cp du find ln ls mv rm rsync tar zip'.split(' '))

function runNames({ dockerfile, runsOf }: NeededSteps, step: StageStep, paths: readonly string[]): boolean {
  const { rest, end } = step.instruction
  // flags precede the command
  if (textNames(dockerfile.text.slice(rest.at[0] ?? end, end), paths)) return true
  return (runsOf(step) ?? []).some((run) => {
    if (goCommandOf(run) !== undefined) return false
    return run.words.slice(1).some((word) => {
      const written = substitute(word, run.variables)
      if (written === undefined) return false
      const path = resolvePath(run.cwd, beforePattern(written))
      const isFileTool = fileTools.has(run.program)
      // a separator, as in `cut -d /`
      if (path === undefined || (path === '/' && !isFileTool)) return false
      if (written.startsWith('/')) return paths.some((one) => overlaps(one, path))
      return isFileTool && paths.some((one) => isIn(path, one))
    })
  })
}

/** Paths in a directory of Go that are not in a cache. */
const harmless = /(?:\$\{?GOPATH\}?|\$\(go env GOPATH\)|`go env GOPATH`)\/(?:bin|src)\b/g

function textNames(text: string, paths: readonly string[]): boolean {
  const rest = text.replaceAll(harmless, '')
  if (/\b(?:GO(?:MOD)?CACHE|GOPATH|GOENV|XDG_CACHE_HOME)\b|\bHOME=/.test(rest)) return true
  if (/\bgo\s+clean\b[^\n;&|]{0,200}\s--?(?:mod)?cache\b/.test(rest)) return true
  if (/(?:~|\$\{?HOME\}?)\/(?:\.cache|go)(?![\w-])/.test(rest)) return true
  return [...rest.matchAll(/(?<![\w.~}$/-])\/[\w./@+-]*/g)].some(([written]) => {
    const path = resolvePath('/', written)
    return path !== undefined && path !== '/' && paths.some((one) => overlaps(one, path))
  })
}

/** Targets of a RUN's own mounts; undefined for an unknown one. */
export function ownMounts({ instruction, scope }: StageStep): readonly (string | undefined)[] {
  return instruction.flags.flatMap((flag) => {
    if (flag.name !== 'mount') return []
    const options = mountOptions(flag)
    const written = ['target', 'dst', 'destination'].flatMap((name) => options.get(name) ?? [])[0]
    if (written === undefined)
      return /^(?:secret|ssh)$/.test(options.get('type') ?? '') ? [] : [scope.workdir]
    const path = scope.expand(unquotedWord(written))
    return [path === undefined ? undefined : resolvePath(scope.workdir, path)]
  })
}

/** Whether a RUN has credentials that the next one may lack. */
export function hasCredentials({ instruction }: StageStep): boolean {
  return instruction.flags.some(
    (flag) => flag.name === 'mount' && /^(?:secret|ssh)$/.test(mountOptions(flag).get('type') ?? ''),
  )
}

export function isOffline({ instruction }: StageStep): boolean {
  return instruction.flags.some(({ name, value }) => name === 'network' && value === 'none')
}

/** The line of a COPY, ADD or mount in any stage that may read these paths from a stage of the family. */
export function cacheReadLine(
  { dockerfile, stages: all, ownSteps }: NeededSteps,
  { stages }: GoFamily,
  { build, modules }: GoPaths,
): number | undefined {
  const reads = (source: string) => {
    const path = resolvePath('/', beforePattern(source)) ?? '/'
    return [build, modules].some((one) => overlaps(one, path))
  }
  return all
    .flatMap(ownSteps)
    .find((step) =>
      [...copiedFrom(dockerfile, step), ...mountedFrom(dockerfile, step)].some(
        ({ from, source }) => from.kind === 'stage' && stages.includes(from.stage) && reads(source),
      ),
    )?.instruction.line
}

/** As written if a variable in it is unknown. */
function sourceOf(word: Word, { expand }: Scope): string {
  return expand(word) ?? textOf(word)
}

/** The directory above the first pattern or unknown variable. */
function beforePattern(path: string): string {
  return path.replace(/[^/]*[*?[$].*$/s, '')
}

interface Source {
  readonly from: StageOrigin
  /** Empty for the whole stage. */
  readonly source: string
}

function copiedFrom(dockerfile: Dockerfile, { instruction, stage, scope }: StageStep): readonly Source[] {
  const from = instruction.flags.find(({ name }) => name === 'from')?.value
  if (from === undefined) return []
  const words = instruction.exec?.map((word) => unquotedWord(textOf(word))) ?? instruction.words
  const origin = originOf(dockerfile, stage, from)
  return words.slice(0, -1).map((word) => ({ from: origin, source: sourceOf(word, scope) }))
}

/** Of mounts of any type: a cache may begin as a stage. */
function mountedFrom(dockerfile: Dockerfile, { instruction, stage, scope }: StageStep): readonly Source[] {
  return instruction.flags.flatMap((flag) => {
    const options = flag.name === 'mount' ? mountOptions(flag) : new Map<string, string>()
    const from = options.get('from')
    if (from === undefined) return []
    const source = options.get('source') ?? options.get('src') ?? ''
    return [{ from: originOf(dockerfile, stage, from), source: sourceOf(unquotedWord(source), scope) }]
  })
}
