/** Determines the directories of the Go command's caches. */
import { relativeTo } from '../../../common/paths.ts'
import { resolvePath, type Scope } from '../../read/scope.ts'

/** Absolute paths of GOCACHE and GOMODCACHE. */
export interface GoPaths {
  readonly build: string
  readonly modules: string
}

/** Owner of files that a RUN creates; undefined for root. */
export interface CacheOwner {
  readonly uid: number
  readonly gid: number
}

/** undefined for a user by name, whose number only the image has. */
export function cacheOwner({
  user = 'root',
}: Pick<Scope, 'user'>): { readonly owner?: CacheOwner } | undefined {
  const [, name = '', group = '0'] = /^([^:]*)(?::(.*))?$/.exec(user) ?? []
  if (name === 'root' || name === '0') return {}
  return /^\d+$/.test(name) && /^\d+$/.test(group)
    ? { owner: { uid: Number(name), gid: Number(group) } }
    : undefined
}

/** undefined if the text and the known facts about its images do not determine the paths. */
export function goPaths({ variables, user }: Scope): GoPaths | undefined {
  const unknown = new Set<string>()
  const set = (name: string) => {
    const value = variables.get(name)
    if (variables.has(name) && value === undefined) unknown.add(name)
    return value === '' ? undefined : value
  }
  const isRoot = cacheOwner({ user })?.owner === undefined
  const home = set('HOME') ?? (isRoot ? '/root' : undefined)
  const below = (directory: string | undefined, path: string) =>
    directory === undefined ? undefined : `${directory}/${path}`
  const build = set('GOCACHE') ?? below(set('XDG_CACHE_HOME') ?? below(home, '.cache'), 'go-build')
  const modules = set('GOMODCACHE') ?? below(set('GOPATH')?.split(':')[0] ?? below(home, 'go'), 'pkg/mod')
  if (unknown.size > 0 || !isPlain(build) || !isPlain(modules)) return undefined
  const paths = { build: resolvePath('/', build), modules: resolvePath('/', modules) }
  const { build: first = '/', modules: second = '/' } = paths
  return overlaps(first, second) ? undefined : { build: first, modules: second }
}

/** Whether a path needs no quoting in an option of `--mount`. */
function isPlain(path: string | undefined): path is string {
  return path !== undefined && /^\/[\w./@+-]+$/.test(path)
}

/** Whether a path is the directory itself or below it. */
export function isIn(path: string, directory: string): boolean {
  return directory === '/' || relativeTo(directory, path) !== undefined
}

/** Whether one of two paths is the other or below it. */
export function overlaps(a: string, b: string): boolean {
  return isIn(a, b) || isIn(b, a)
}
