/** The parts of Go's caches that are worth keeping for the next run. */
import type { FileEntry } from '../../effects/files.ts'
import type { World } from '../../effects/world.ts'
import type { GoTool } from '../../repository/go/toolchain.ts'
import type { DownloadNames } from './required-modules.ts'

/** Files of one directory, for one archive. */
export interface CachePart {
  /** Name of the archive, without its extension. */
  readonly name: 'modules' | 'build'
  readonly directory: string
  /** Relative to `directory`, sorted. */
  readonly files: readonly string[]
}

/** `go build` updates the time of a cache entry at most once an hour. */
const renewalMs = 60 * 60 * 1000

/** Go's download directory. If only this directory exists, Go unpacks each module again. */
export function downloadsOf({ moduleCache }: Pick<GoTool, 'moduleCache'>): string {
  return `${moduleCache}/cache/download`
}

/** Facts that distinguish the modules that this run used from others that it restored. */
export interface ModuleUse {
  /** When restoring began, in milliseconds since 1970: newer files were downloaded in this run. */
  readonly began: number
  /** Modules whose go.mod is kept even if nothing of them was compiled. */
  readonly required: DownloadNames
}

/**
 * The files that this run has used. Unused restored files are left out, because otherwise each run would keep them. Parts without
 * files are left out, too.
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

/** Toolchains are not kept, because they are downloaded before anything can be restored. */
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

/** Whether this run has compiled a package of the module: Go unpacks such modules, and unpacked ones are not restored. */
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

/** Whether a file is complete. An archive without its checksum is not, and locks and temporary files belong to killed commands. */
function isWhole(path: string, all: ReadonlySet<string>): boolean {
  if (/\.(?:tmp|lock|partial)$/.test(path)) return false
  return !path.endsWith('.zip') || all.has(`${path}hash`)
}

/** Files of the build cache that this run has used. Others are left out, because otherwise the cache would grow without limit. */
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

/** Entries with names that Go may use. Builds may create others, which `tar` could read as options or escapes in a list of files. */
async function listGo(files: World['files'], directory: string): Promise<readonly FileEntry[]> {
  return (await files.list(directory)).filter(({ name }) => /^[\w.~!@+-]+$/.test(name))
}
