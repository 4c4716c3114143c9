/** Runs of linkgate that only restore and save the caches of a builder. Its cache mounts are directories of this machine. */
import { cp, mkdir, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { openPhases } from '../../../src/common/phases.ts'
import { fail, succeed } from '../../../src/common/result.ts'
import { openSecrets } from '../../../src/common/secrets/secrets.ts'
import type { BuilderCache } from '../../../src/effects/builder-caches.ts'
import { type CacheStore, storedFolder } from '../../../src/effects/cache-store.ts'
import type { Engine } from '../../../src/effects/engine.ts'
import { openWorkspace } from '../../../src/effects/workspace.ts'
import { keepBuilderCaches } from '../../../src/images/caches/builder/keep.ts'
import { openBuilderCaches } from '../../../src/images/caches/builder/open.ts'
import { openWorld } from '../../../src/world/open.ts'
import { planWith } from '../world/plan.ts'
import { output } from '../world/temporary.ts'
import { logTo } from './runner.ts'

export interface BuilderRun {
  /** Lines of the log, each with its level. */
  readonly said: readonly string[]
  /** Paths in the builder's mounts before the builds, each with the ID of its mount. */
  readonly restored: readonly string[]
  /** Names of entries that are left in the runner's directory. */
  readonly left: readonly string[]
  readonly findings: readonly unknown[]
  readonly milliseconds: number
}

export interface BuilderRunOptions {
  readonly store: CacheStore
  /** Texts of files that the builds write, by ID of the mount and path. Existing files are used. */
  readonly builds?: Readonly<Record<string, string>>
  /** Duration of the builds. Default: shorter if something was restored. */
  readonly buildMs?: number
  readonly sums?: string
  /** Files that the builder has before the run. */
  readonly before?: Readonly<Record<string, string>>
  readonly secret?: string
  /** If set, the builder's steps fail with this message. */
  readonly fault?: string
}

/** Keeps each entry in a separate directory. Like the service, it restores the newest entry whose key has the prefix. */
export function folderStore(directory: string, mode?: CacheStore['mode']): CacheStore {
  const at = (key: string) => join(directory, key)
  return {
    mode,
    async restore({ directory: to, restoreKeys }) {
      const keys = await readdir(directory)
      const times = new Map(
        await Promise.all(keys.map(async (key) => [key, (await stat(at(key))).birthtimeMs] as const)),
      )
      const found = restoreKeys.flatMap(
        (beginning) =>
          keys
            .filter((key) => key.startsWith(beginning))
            .sort((a, b) => (times.get(a) ?? 0) - (times.get(b) ?? 0))
            .at(-1) ?? [],
      )[0]
      if (found !== undefined) await cp(at(found), join(to, storedFolder), { recursive: true })
      return succeed(found)
    },
    async save({ directory: from, key }) {
      if ((await readdir(directory)).includes(key)) return succeed('exists')
      await cp(join(from, storedFolder), at(key), { recursive: true })
      return succeed('saved')
    },
  }
}

const caches: readonly BuilderCache[] = [
  { id: 'linkgate-go-build-1', kind: 'build', image: 'golang:1.24' },
  { id: 'linkgate-go-modules-1', kind: 'modules', image: 'golang:1.24' },
]

/** One run with a builder that is empty except for the files in the options. */
export async function builderRun(options: BuilderRunOptions): Promise<BuilderRun> {
  const { store: cache, builds = {}, sums = '', before = {} } = options
  const folder = await mkdtemp(join(tmpdir(), 'linkgate-builder-test-'))
  const mounts = join(folder, 'mounts')
  const runner = join(folder, 'runner')
  const checkout = join(folder, 'checkout')
  const said: string[] = []
  const since = performance.now()
  try {
    for (const directory of [mounts, runner, checkout]) await mkdir(directory)
    await writeFile(join(checkout, 'go.sum'), sums)
    await writeInto(mounts, before)
    const { signal } = new AbortController()
    const secrets = openSecrets()
    if (options.secret !== undefined) secrets.learnEnvironment({ DEPLOY_TOKEN: options.secret })
    const log = logTo(said)
    const world = openWorld({ env: process.env, signal, temporaryRoot: runner, log, cache, secrets })
    const workspace = await openWorkspace(world)
    const engine = builderOn(mounts, options.fault)
    const handles = { world, workspace, engine }
    const plan = planWith({ checkouts: { head: checkout } })
    const open = openBuilderCaches(handles, plan, openPhases(world.clock))
    await open?.fill(caches)
    const restored = await pathsIn(mounts)
    await use(
      mounts,
      restored.filter((path) => path.includes('go-build') && !path.includes('/unused')),
    )
    await writeInto(mounts, builds)
    open?.built(options.buildMs ?? (restored.length === 0 ? 30_000 : 1_000))
    if (open === undefined) throw new Error('there is a store')
    const { kept, findings } = await keepBuilderCaches(handles, plan, open.use())
    await workspace.close()
    await kept?.save()
    await kept?.close()
    return { said, restored, left: await readdir(runner), findings, milliseconds: performance.now() - since }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Runs the steps of a Dockerfile as programs of this machine, with directories for mounts. */
function builderOn(mounts: string, fault: string | undefined): Pick<Engine, 'runCacheSteps'> & Engine {
  const runCacheSteps: Engine['runCacheSteps'] = async ({ context, dockerfile, output: to }) => {
    if (fault !== undefined) return fail(fault)
    const text = await readFile(dockerfile, 'utf8')
    await mkdir(to, { recursive: true })
    for (const line of text.split('\n').filter((one) => one.startsWith('RUN '))) {
      const [, flags = '', command = '[]'] = /^RUN (.*?) (\[.*\])$/.exec(line) ?? []
      let [shell = '', option = '', code = ''] = JSON.parse(command) as string[]
      for (const [, id = '', target = ''] of flags.matchAll(/type=cache,id=([^,]+),target=([^, ]+)/g)) {
        await mkdir(join(mounts, id), { recursive: true })
        code = code.replaceAll(target, join(mounts, id))
      }
      code = code.replaceAll('/linkgate/in', context).replaceAll('/linkgate/out', to)
      await output([shell, option, code])
    }
    return succeed(undefined)
  }
  return { runCacheSteps } as Engine
}

/** Like `go build`, sets the time of the used entries if it is older than an hour. */
async function use(mounts: string, paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    const { mtimeMs } = await stat(join(mounts, path))
    if (Date.now() - mtimeMs > 60 * 60 * 1000) await utimes(join(mounts, path), new Date(), new Date())
  }
}

async function writeInto(mounts: string, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(mounts, path)), { recursive: true })
    await writeFile(join(mounts, path), text)
  }
}

async function pathsIn(directory: string): Promise<readonly string[]> {
  const entries = await readdir(directory, { withFileTypes: true, recursive: true })
  return entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(directory.length + 1))
    .sort()
}
