/** What of Go's caches is worth keeping for the next run. */
import type { World } from '../../effects/world.ts'
import type { GoTool } from '../../repository/go/toolchain.ts'

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

/** Parts that have no file are left out. */
export async function cacheContents({ files, clock }: World, go: GoTool): Promise<readonly CachePart[]> {
  const oldest = clock.wall() - clock.now() - renewalMs
  const modules = {
    name: 'modules',
    directory: downloadsOf(go),
    files: await modulesIn(files, downloadsOf(go)),
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

async function modulesIn(files: World['files'], downloads: string): Promise<readonly string[]> {
  const found = (await filesBelow(files, downloads)).filter((path) => !path.startsWith(toolchain))
  const all = new Set(found)
  return found.filter((path) => isWhole(path, all))
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
  for (const shard of await files.list(directory)) {
    if (shard.kind !== 'directory' || !/^[0-9a-f]{2}$/.test(shard.name)) continue
    for (const { name } of await files.list(`${directory}/${shard.name}`)) {
      const path = `${shard.name}/${name}`
      const found = await files.stat(`${directory}/${path}`)
      if (found?.kind === 'file' && found.modifiedMs >= oldest) used.push(path)
    }
  }
  return used
}

async function filesBelow(files: World['files'], root: string, below = ''): Promise<readonly string[]> {
  const found: string[] = []
  for (const { name, kind } of await files.list(`${root}/${below}`)) {
    if (kind === 'directory') found.push(...(await filesBelow(files, root, `${below}${name}/`)))
    else if (kind === 'file') found.push(`${below}${name}`)
  }
  return found
}
