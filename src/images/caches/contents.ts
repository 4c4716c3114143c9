/** What of Go's caches is worth keeping for the next run. */
import type { FileEntry } from '../../effects/files.ts'
import type { World } from '../../effects/world.ts'
import type { GoTool } from '../../repository/go/toolchain.ts'
import type { DownloadNames } from './required-modules.ts'

/** Files of one directory that are kept in one archive. */
export interface CachePart {
  /** Of the archive, without its ending. */
  readonly name: 'modules' | 'build'
  readonly directory: string
  /** Relative to it, sorted. */
  readonly files: readonly string[]
}

/** `go build` renews the time of a cache entry at most once in an hour. */
const renewalMs = 60 * 60 * 1000

/** The directory in which Go keeps what it has downloaded; it unpacks each module again where only this is there. */
export function downloadsOf({ moduleCache }: Pick<GoTool, 'moduleCache'>): string {
  return `${moduleCache}/cache/download`
}

/** What separates the modules of this run from those that were restored besides. */
export interface ModuleUse {
  /** When restoring began, in milliseconds since 1970: what is newer was downloaded in this run. */
  readonly began: number
  /** Modules whose go.mod is kept even if nothing of them was compiled. */
  readonly required: DownloadNames
}

/**
 * Only what this run has used: what it restored besides would be kept for ever, run after run. Parts that have no file are
 * left out.
 */
export async function cacheContents(
  { files, clock }: World,
  go: Pick<GoTool, 'cache' | 'moduleCache'>,
  modulesUse: ModuleUse,
): Promise<readonly CachePart[]> {
  const oldest = clock.wall() - clock.now() - renewalMs
  const modules = {
    name: 'modules',
    directory: downloadsOf(go),
    files: await modulesIn(files, go, modulesUse),
  } as const
  const build = {
    name: 'build',
    directory: go.cache,
    files: await usedSince(files, go.cache, oldest),
  } as const
  return [modules, build].filter((part) => part.files.length > 0)
}

/** Toolchains are fetched before anything can be restored. */
const toolchain = 'golang.org/toolchain/'

async function modulesIn(
  files: World['files'],
  go: Pick<GoTool, 'moduleCache'>,
  use: ModuleUse,
): Promise<readonly string[]> {
  const found = (await filesBelow(files, downloadsOf(go))).filter((path) => !path.startsWith(toolchain))
  const all = new Set(found)
  const used = new Map<string, Promise<boolean>>()
  const isUsed = (path: string) => {
    const [, name = path, ending] = /^(.+\/@v\/.+)\.(mod|info|zip|ziphash)$/.exec(path) ?? []
    const isSmall = ending === 'mod' || ending === 'info'
    if (isSmall && use.required.has(name)) return true
    const unpacked = used.get(name) ?? isUnpacked(files, go, name)
    used.set(name, unpacked)
    return unpacked
  }
  const kept: string[] = []
  for (const path of found.filter((one) => isWhole(one, all))) {
    if ((await isUsed(path)) || (await isSince(files, `${downloadsOf(go)}/${path}`, use.began)))
      kept.push(path)
  }
  return kept
}

/** Go unpacks a module of which it compiles a package; nothing unpacked is restored. */
async function isUnpacked(
  files: World['files'],
  { moduleCache }: Pick<GoTool, 'moduleCache'>,
  name: string,
): Promise<boolean> {
  return (await files.stat(`${moduleCache}/${name.replace('/@v/', '@')}`))?.kind === 'directory'
}

async function isSince(files: World['files'], path: string, time: number): Promise<boolean> {
  const found = await files.stat(path)
  return found?.kind === 'file' && found.modifiedMs >= time
}

/** Go gives an archive its name only when its sum is there too; locks and unfinished files are of a run that has ended. */
function isWhole(path: string, all: ReadonlySet<string>): boolean {
  if (/\.(?:tmp|lock|partial)$/.test(path)) return false
  return !path.endsWith('.zip') || all.has(`${path}hash`)
}

/** What an earlier run has left in the build cache, and this one did not use, is not kept: it would grow for ever. */
async function usedSince(
  files: World['files'],
  directory: string,
  oldest: number,
): Promise<readonly string[]> {
  const used: string[] = []
  for (const shard of await listGo(files, directory)) {
    if (shard.kind !== 'directory' || !/^[0-9a-f]{2}$/.test(shard.name)) continue
    for (const { name, kind } of await listGo(files, `${directory}/${shard.name}`)) {
      if (kind !== 'file') continue
      const path = `${shard.name}/${name}`
      if (await isSince(files, `${directory}/${path}`, oldest)) used.push(path)
    }
  }
  return used
}

async function filesBelow(files: World['files'], root: string, below = ''): Promise<readonly string[]> {
  const found: string[] = []
  for (const { name, kind } of await listGo(files, `${root}/${below}`)) {
    if (kind === 'directory') found.push(...(await filesBelow(files, root, `${below}${name}/`)))
    else if (kind === 'file') found.push(`${below}${name}`)
  }
  return found
}

/** What has a name such as Go gives. Builds may leave others, and in a list of files `tar` finds options and escapes. */
async function listGo(files: World['files'], directory: string): Promise<readonly FileEntry[]> {
  return (await files.list(directory)).filter(({ name }) => /^[\w.~!@+-]+$/.test(name))
}
