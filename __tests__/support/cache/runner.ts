/** A runner that keeps Go's caches with a cache service, without Go: their content is arbitrary files. */
import { randomBytes } from 'node:crypto'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { openSecrets } from '../../../src/common/secrets/secrets.ts'
import type { Log } from '../../../src/effects/log.ts'
import { restoreModules } from '../../../src/images/caches/module-cache.ts'
import { actionsCache } from '../../../src/world/cache/store.ts'
import { openWorld } from '../../../src/world/open.ts'
import { bundle } from '../runs/bundle.ts'
import { goTool } from '../world/plan.ts'

/** The cache process as one file: from its source, it would load hundreds of files each time. */
export const bundleCacheProcess = (directory: string): Promise<string> =>
  bundle(join(import.meta.dirname, '../../../src/cache.ts'), directory)

export interface CacheRun {
  /** Lines of the log, each with its level. */
  readonly said: readonly string[]
  /** Contents of Go's caches after restoring, by path. */
  readonly restored: ReadonlyMap<string, string>
  /** Files that are left in the runner's directory. */
  readonly left: readonly string[]
  readonly milliseconds: number
}

export interface CacheRunOptions {
  readonly env: Readonly<Record<string, string>>
  readonly signal?: AbortSignal
  /** Files that the run adds to Go's caches, by path. */
  readonly builds?: ReadonlyMap<string, Buffer>
  /** Text of go.sum; empty if absent. */
  readonly sums?: string
  /** Path of the script of the cache process. */
  readonly script: string
}

/** Files of a module, whose zip is incompressible, and of the build cache. */
export function goCaches(bytes = 200_000): ReadonlyMap<string, Buffer> {
  const module = 'modules/cache/download/github.com/gin-gonic/gin/@v/v1.11.0'
  const files = new Map<string, Buffer>()
  files.set(`${module}.zip`, randomBytes(bytes))
  for (const ending of ['ziphash', 'mod', 'info']) files.set(`${module}.${ending}`, randomBytes(40))
  files.set('modules/cache/download/golang.org/x/net/@v/v0.1.0.mod', randomBytes(40))
  for (let shard = 0; shard < 8; shard++) {
    const id = `0${shard}`
    files.set(`build/${id}/${id}${'a'.repeat(62)}-a`, randomBytes(100))
    files.set(`build/${id}/${id}${'d'.repeat(62)}-d`, randomBytes(Math.ceil(bytes / 8)))
  }
  return files
}

/** One run on a new runner: restores, builds, saves. Rejects if one of them does. */
export async function cacheRun({
  env,
  signal,
  builds,
  script,
  sums = '',
}: CacheRunOptions): Promise<CacheRun> {
  const folder = await mkdtemp(join(tmpdir(), 'linkgate-cache-test-'))
  const said: string[] = []
  const since = performance.now()
  try {
    const never = new AbortController().signal
    const options = { env: { ...process.env, ...env }, signal: signal ?? never }
    const cache = actionsCache({ ...options, script })
    const world = openWorld({
      ...options,
      temporaryRoot: folder,
      log: logTo(said),
      cache,
      secrets: openSecrets(),
    })
    const go = { ...goTool, cache: join(folder, 'go/build'), moduleCache: join(folder, 'go/modules') }
    const directory = join(folder, 'cache')
    await writeFile(join(folder, 'go.sum'), sums)
    const modules = await restoreModules(world, go, {
      directory,
      checkouts: { head: folder },
      modules: ['.'],
    })
    const restored = await contents(join(folder, 'go'))
    for (const [path, content] of builds ?? []) {
      await mkdir(dirname(join(folder, 'go', path)), { recursive: true })
      await writeFile(join(folder, 'go', path), content)
    }
    await modules.save(directory)
    await rm(directory, { recursive: true, force: true })
    await rm(join(folder, 'go'), { recursive: true, force: true })
    await rm(join(folder, 'go.sum'))
    return { said, restored, left: await readdir(folder), milliseconds: performance.now() - since }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Contents of files in hexadecimal digits, by path. */
async function contents(directory: string): Promise<ReadonlyMap<string, string>> {
  const entries = await readdir(directory, { withFileTypes: true, recursive: true }).catch(() => [])
  const files = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
  return new Map(
    await Promise.all(
      files.map(
        async (path) => [path.slice(directory.length + 1), (await readFile(path)).toString('hex')] as const,
      ),
    ),
  )
}

export function logTo(said: string[]): Log {
  const says = (level: string) => (line: string) => void said.push(`${level}: ${line}`)
  return {
    info: says('info'),
    notice: says('notice'),
    warning: says('warning'),
    error: says('error'),
    step: async (_heading, work) => work(),
    watch: () => () => {},
  }
}
