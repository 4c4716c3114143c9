/** Caches of a builder that is empty in every run: with real files and archives, and steps that run on this machine. */
import { createHash } from 'node:crypto'
import { readdir, readFile, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { CacheStore } from '../../../src/effects/cache-store.ts'
import { actionsCache } from '../../../src/world/cache/store.ts'
import {
  type BuilderRun,
  type BuilderRunOptions,
  builderRun,
  folderStore,
} from '../../support/cache/builder.ts'
import { bundleCacheProcess } from '../../support/cache/runner.ts'
import { CacheServer } from '../../support/cache/server.ts'
import { temporaryDirectory } from '../../support/world/temporary.ts'

const build = 'linkgate-go-build-1'
const modules = 'linkgate-go-modules-1'
const gin = `${modules}/cache/download/github.com/gin-gonic/gin/@v/v1.11.0`
const compiled = {
  [`${build}/ab/ab1-a`]: 'action',
  [`${build}/ab/ab2-d`]: 'compiled',
  [`${build}/trim.txt`]: '1',
}
const downloaded = {
  [`${gin}.zip`]: 'archive',
  [`${gin}.ziphash`]: 'h1:abc=',
  [`${gin}.mod`]: 'module gin',
  [`${modules}/github.com/gin-gonic/gin@v1.11.0/gin.go`]: 'package gin',
}
const builds = { ...compiled, ...downloaded }
const kept = [
  ...Object.keys(compiled).filter((path) => !path.endsWith('trim.txt')),
  ...['mod', 'zip', 'ziphash'].map((ending) => `${gin}.${ending}`),
].toSorted()
const sums = 'github.com/gin-gonic/gin v1.11.0 h1:abc=\n'

const notices = ({ said }: BuilderRun) => said.filter((line) => line.startsWith('notice: '))

/** Runs with one store, and the keys of what it has. */
async function scene() {
  const directory = await temporaryDirectory()
  return {
    directory,
    keys: async () => (await readdir(directory)).toSorted(),
    run: (more: Partial<BuilderRunOptions> = {}) =>
      builderRun({ store: folderStore(directory), builds, sums, ...more }),
  }
}

describe.concurrent('caches of a builder', () => {
  test('are restored into an empty builder through the cache service; nothing is downloaded, saved again or left behind', async () => {
    await using server = await CacheServer.start()
    const script = await bundleCacheProcess(await temporaryDirectory())
    const { signal } = new AbortController()
    const store = actionsCache({ script, env: { ...process.env, ...server.env }, signal })
    const first = await builderRun({ store, builds, sums })
    expect(first).toMatchObject({ restored: [], findings: [], left: [] })
    expect(server.keys).toEqual([
      expect.stringMatching(/^linkgate-2-builder-\w+-linkgate-go-build-1-[0-9a-f]{32}-0$/),
      expect.stringMatching(/^linkgate-2-builder-\w+-linkgate-go-modules-1-[0-9a-f]{32}-0$/),
    ])
    const second = await builderRun({ store, builds: { [`${build}/cd/own-a`]: 'own' }, sums })
    expect(second.restored).toEqual(kept)
    expect(second.findings).toMatchObject([{ params: { modules: { downloaded: 0, all: 1 } } }])
    expect(second.said).toContain('info: modules that the builds downloaded: 0 of 1')
    expect([second.left, notices(second), server.keys.length]).toEqual([[], [], 2])
  })

  test('are saved with only what this run used, if modules differ', async () => {
    const { run } = await scene()
    const unused = {
      [`${build}/ab/unused-d`]: 'old',
      [`${modules}/cache/download/a.com/unused/@v/v1.0.0.mod`]: 'old',
    }
    await run({ builds: { ...builds, ...unused } })
    const net = `${modules}/cache/download/golang.org/x/net/@v/v0.2.0`
    const newer = {
      [`${net}.zip`]: 'archive',
      [`${net}.ziphash`]: 'h1:net=',
      [`${modules}/github.com/gin-gonic/gin@v1.11.0/gin.go`]: 'package gin',
      [`${modules}/golang.org/x/net@v0.2.0/net.go`]: 'package net',
    }
    const other = `${sums}golang.org/x/net v0.2.0 h1:net=\n`
    const second = await run({ builds: newer, sums: other })
    expect(second.restored).toContain(`${build}/ab/unused-d`)
    expect(second.findings).toMatchObject([{ params: { modules: { downloaded: 1, all: 2 } } }])
    const third = await run({ sums: other, builds: {} })
    expect(third.restored).toEqual([...kept, `${net}.zip`, `${net}.ziphash`].toSorted())
  })

  test('are unchanged if the builder has its own', async () => {
    const { run, keys } = await scene()
    await run()
    const own = { [`${build}/00/x-a`]: 'own', [`${modules}/x`]: 'own' }
    const second = await run({ before: own })
    expect(second.restored).toEqual(Object.keys(own))
    expect([second.findings, (await keys()).length]).toEqual([[], 2])
  })

  test('are saved without a file that has a secret', async () => {
    const { run } = await scene()
    const secret = 'hunter2-hunter2-hunter2'
    await run({ builds: { ...builds, [`${build}/ab/ab3-d`]: `x${secret}x` }, secret })
    expect((await run()).restored).toEqual(kept)
  })

  test.each<[string, (entry: string) => Promise<void>]>([
    ['cut off', (entry) => truncate(join(entry, 'modules.tar'), 600)],
    ['without a list', (entry) => truncate(join(entry, 'manifest.json'), 5)],
    [
      'of another mount',
      (entry) => writeFile(join(entry, 'manifest.json'), '{"archives":{},"builder":{"id":"other"}}'),
    ],
  ])('are not restored if damaged, but replaced: %s', async (_, change) => {
    const { run, keys, directory } = await scene()
    await run()
    const [key = ''] = (await keys()).filter((one) => one.includes(modules))
    await change(join(directory, key))
    const second = await run()
    expect(second.restored).toEqual(kept.filter((path) => path.startsWith(build)))
    expect(notices(second)).toHaveLength(1)
    expect((await run()).restored).toEqual(kept)
  })

  test('that cannot be unpacked leave nothing in the builder', async () => {
    const { run, keys, directory } = await scene()
    await run({ builds: { [`${build}/ab/ab1-a`]: 'action', [`${build}/cd/large-d`]: 'x'.repeat(9_000) } })
    const [key = ''] = await keys()
    const archive = join(directory, key, 'build.tar')
    await truncate(archive, 5_000)
    const digest = createHash('sha256')
      .update(await readFile(archive))
      .digest('hex')
    const manifest = { archives: { build: digest }, builder: { id: build } }
    await writeFile(join(directory, key, 'manifest.json'), JSON.stringify(manifest))
    const second = await run({ builds: {} })
    expect(second.restored).toEqual([])
    expect(notices(second)[0]).toContain('were not restored')
  })

  test('are not saved by a job that may only read, or after quick builds', async () => {
    const { run, keys, directory } = await scene()
    expect((await run({ store: folderStore(directory, 'read') })).said.join()).toContain(
      'ACTIONS_CACHE_MODE=read',
    )
    expect((await run({ buildMs: 4_000 })).said.join()).toContain('all builds took 4.0 s')
    expect(await keys()).toEqual([])
  })

  test('that took longer to restore than they saved are not restored again', async () => {
    const { run, directory } = await scene()
    await run({ buildMs: 20_000 })
    const quick = folderStore(directory)
    const slow: CacheStore = {
      ...quick,
      async restore(request) {
        await new Promise((resolve) => setTimeout(resolve, 3_100))
        return quick.restore(request)
      },
    }
    const second = (await run({ store: slow, buildMs: 19_000 })).said.join('\n')
    expect(second).toMatch(/does not pay: it took \d+\.\d s, and the builds 19\.0 s instead of 20\.0 s/)
    const third = await run({ buildMs: 20_000 })
    expect(third.restored).toEqual([])
    expect(third.said.join('\n')).toMatch(/is not restored: restoring took \d+\.\d s and saved 1\.0 s/)
  })

  test('cause a notice if the builder has no shell', async () => {
    const { run } = await scene()
    await run()
    const failing = await run({ fault: 'no shell' })
    expect(failing).toMatchObject({ restored: [], left: [] })
    expect(notices(failing)).toEqual([expect.stringContaining('(no shell)')])
  })
})
