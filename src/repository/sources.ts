/** Checks whether a revision has the files that a Dockerfile takes from its build context. */

import { filePattern } from '../common/file-pattern.ts'
import { ancestorsOf, joinPath, lastOf, parentOf } from '../common/paths.ts'
import { type ContextSource, contextSources } from '../dockerfile/facts/context-sources.ts'
import type { IsIgnored } from '../dockerfile/read/ignore-file.ts'
import type { Files } from '../effects/files.ts'
import type { World } from '../effects/world.ts'
import type { Absence } from '../findings/absence.ts'
import type { Obstacle } from '../findings/obstacles.ts'
import type { NamedBuild } from './builds/named-build.ts'
import { ignoreFileOf } from './dockerfiles/dockerignore.ts'
import { dockerfileText } from './dockerfiles/image-build.ts'
import { Absences, fixedPart, isPlaceholder, type TreePlace } from './steps/absences.ts'

export type MissingSource = Extract<Obstacle, { readonly kind: 'source-missing' }>

/** The parameters of a build that determine what it takes from the context. */
export type SourceBuild = Pick<NamedBuild, 'dockerfile' | 'inline' | 'context' | 'target' | 'buildArgs'>

/**
 * Paths that the Dockerfile takes but the context lacks, so that the build fails. A pattern without a match does not fail the
 * build, so it is only reported if a step is known to generate its files.
 */
export async function missingSources(
  world: World,
  place: TreePlace,
  build: SourceBuild,
  platform: string,
): Promise<readonly MissingSource[]> {
  const { files } = world
  const { dockerfile, context, target, buildArgs } = build
  const text = await dockerfileText(files, place.checkout, build)
  if (text === undefined) return []
  const sources = contextSources(text, { ...(target === undefined ? {} : { target }), buildArgs, platform })
  const tree = await openContext(files, place.checkout, build)
  const absences = new Absences(world, place)
  const found: MissingSource[] = []
  for (const source of sources) {
    const state = await tree.stateOf(source)
    if (state === 'there') continue
    const path = joinPath(context, source.path)
    const absence = await absenceOf({ absences, tree, context }, source, state)
    if (absence === undefined || found.some((one) => one.path === path)) continue
    found.push({ kind: 'source-missing', path, by: source.by, at: `${dockerfile}:${source.line}`, absence })
  }
  return found
}

interface Looking {
  readonly absences: Absences
  readonly tree: Context
  readonly context: string
}

/** undefined if the build succeeds without it, and no step is known to generate it. */
async function absenceOf(
  { absences, tree, context }: Looking,
  source: ContextSource,
  state: Exclude<SourceState, 'there'>,
): Promise<Absence | undefined> {
  if (state === 'left-out') return { because: { kind: 'left-out', by: tree.ignoreFile ?? '.dockerignore' } }
  const path = joinPath(context, source.isPattern ? fixedPart(source.path) : source.path)
  const pattern = source.isPattern ? { pattern: filePattern(joinPath(context, source.path)) } : {}
  if (state === 'empty' && (await absences.submoduleOf(path)) === undefined) return undefined
  const absence = await absences.of({ path, ...pattern, shippedOnly: state === 'kept' })
  if (state === 'kept') return absence.step === undefined ? undefined : absence
  const isKnown = absence.step !== undefined || absence.because?.kind === 'submodule'
  return source.isPattern && !isKnown ? undefined : absence
}

type SourceState =
  | 'there'
  /** An empty directory, such as a submodule that is not checked out. */
  | 'empty'
  /** A directory with only a file that keeps it in git. */
  | 'kept'
  | 'missing'
  /** It is in the tree, but excluded from the context. */
  | 'left-out'

interface Context {
  /** Relative to the root of the repository; absent without `.dockerignore`. */
  readonly ignoreFile?: string
  stateOf(source: ContextSource): Promise<SourceState>
}

async function openContext(files: Files, checkout: string, build: SourceBuild): Promise<Context> {
  const root = joinPath(checkout, build.context)
  const found = await ignoreFileOf(files, checkout, build)
  return {
    ...(found && { ignoreFile: found.path }),
    stateOf: (source) => stateOf(files, root, found?.isIgnored ?? (() => false), source),
  }
}

async function stateOf(
  files: Files,
  root: string,
  isIgnored: IsIgnored,
  { path, isPattern }: ContextSource,
): Promise<SourceState> {
  // linkgate provides a repository if a build needs one
  if (path === '.git' || path.startsWith('.git/')) return 'there'
  const found = isPattern ? await matching(files, root, path) : [path]
  const states: SourceState[] = []
  for (const one of found) states.push(await stateOfPath(files, root, isIgnored, one))
  const order: readonly SourceState[] = ['there', 'kept', 'empty', 'left-out']
  return order.find((state) => states.includes(state)) ?? 'missing'
}

async function stateOfPath(
  files: Files,
  root: string,
  isIgnored: IsIgnored,
  path: string,
): Promise<SourceState> {
  const found = await files.stat(`${root}/${path}`)
  // the builder itself resolves links, relative to the context as root
  if (found === undefined) return (await isBehindLink(files, root, path)) ? 'there' : 'missing'
  if (isIgnored(path)) {
    const isTaken = found.kind === 'directory' && (await hasTaken(files, root, isIgnored, path))
    return isTaken ? 'there' : 'left-out'
  }
  if (found.kind !== 'directory') return 'there'
  const entries = await files.list(`${root}/${path}`)
  if (entries.length === 0) return 'empty'
  return entries.every(({ name }) => isPlaceholder(name)) ? 'kept' : 'there'
}

async function isBehindLink(files: Files, root: string, path: string): Promise<boolean> {
  for (const one of ancestorsOf(path).filter((each) => each !== '.')) {
    const entries = await files.list(joinPath(root, parentOf(one)))
    if (entries.some(({ name, kind }) => name === lastOf(one) && kind === 'symlink')) return true
  }
  return false
}

/** Maximum number of files to check in an ignored directory with exceptions. */
const mostLooked = 5000

/** Whether an ignored directory has a file that is not ignored. */
async function hasTaken(
  files: Files,
  root: string,
  isIgnored: IsIgnored,
  directory: string,
): Promise<boolean> {
  const open = [directory]
  for (let looked = 0; looked < mostLooked; ) {
    const next = open.pop()
    if (next === undefined) return false
    for (const { name, kind } of await files.list(`${root}/${next}`)) {
      const path = `${next}/${name}`
      looked += 1
      if (kind === 'directory') open.push(path)
      else if (!isIgnored(path)) return true
    }
  }
  return true
}

/** Paths that match a pattern, segment by segment. */
async function matching(files: Files, root: string, pattern: string): Promise<readonly string[]> {
  let found = ['.']
  for (const segment of pattern.split('/')) {
    const isFit = filePattern(segment)
    const next: string[] = []
    for (const directory of found) {
      const entries = await files.list(joinPath(root, directory))
      next.push(
        ...entries.filter(({ name }) => isFit.test(name)).map(({ name }) => joinPath(directory, name)),
      )
    }
    found = next
  }
  return found
}
