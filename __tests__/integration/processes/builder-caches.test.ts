/** Caches of a builder that is empty in every run, kept with a cache service. */
import { describe, expect, test } from 'vitest'
import { type BuilderRun, type BuilderRunOptions, builderRun } from '../../support/cache/builder.ts'
import { bundleCacheProcess } from '../../support/cache/runner.ts'
import { CacheServer } from '../../support/cache/server.ts'
import { temporaryDirectory } from '../../support/world/temporary.ts'

const script = await bundleCacheProcess(await temporaryDirectory())
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
]
const sums = 'github.com/gin-gonic/gin v1.11.0 h1:abc=\n'

const notices = ({ said }: BuilderRun) => said.filter((line) => line.startsWith('notice: '))
const runOn = (server: CacheServer, more: Partial<BuilderRunOptions> = {}) =>
  builderRun({ env: server.env, script, builds, sums, ...more })

describe.concurrent('caches of a builder', () => {
  test('are restored into an empty one; nothing is downloaded, saved again, or left', async () => {
    await using server = await CacheServer.start()
    const first = await runOn(server)
    expect(first).toMatchObject({ restored: [], findings: [], left: [] })
    expect(server.keys).toEqual([
      expect.stringMatching(/^linkgate-2-builder-amd64-linkgate-go-build-1-[0-9a-f]{32}-0$/),
      expect.stringMatching(/^linkgate-2-builder-amd64-linkgate-go-modules-1-[0-9a-f]{32}-0$/),
    ])
    const second = await runOn(server, { builds: { [`${build}/cd/own-a`]: 'own' } })
    expect(second.restored).toEqual(kept.toSorted())
    expect(second.findings).toMatchObject([
      { id: 'dockerfile/caches-restored', params: { modules: { downloaded: 0, all: 1 } } },
    ])
    expect(second.said).toContain('info: modules that the builds downloaded: 0 of 1')
    expect([second.left, notices(second), server.keys.length]).toEqual([[], [], 2])
  })

  test('with other modules: what this run used is saved, and nothing besides', async () => {
    await using server = await CacheServer.start()
    const unused = {
      [`${build}/ab/unused-d`]: 'old',
      [`${modules}/cache/download/a.com/unused/@v/v1.0.0.mod`]: 'old',
    }
    await runOn(server, { builds: { ...builds, ...unused } })
    const net = `${modules}/cache/download/golang.org/x/net/@v/v0.2.0`
    const newer = {
      [`${net}.zip`]: 'archive',
      [`${net}.ziphash`]: 'h1:net=',
      [`${modules}/github.com/gin-gonic/gin@v1.11.0/gin.go`]: 'package gin',
      [`${modules}/golang.org/x/net@v0.2.0/net.go`]: 'package net',
    }
    const second = await runOn(server, { builds: newer, sums: `${sums}golang.org/x/net v0.2.0 h1:net=\n` })
    expect(second.findings).toMatchObject([{ params: { modules: { downloaded: 1, all: 2 } } }])
    const third = await runOn(server, { sums: `${sums}golang.org/x/net v0.2.0 h1:net=\n`, builds: {} })
    expect(third.restored).toEqual([...kept, `${net}.zip`, `${net}.ziphash`].toSorted())
  })

  test('stay as they are where the builder has its own', async () => {
    await using server = await CacheServer.start()
    await runOn(server)
    const second = await runOn(server, { before: { [`${build}/00/x-a`]: 'own', [`${modules}/x`]: 'own' } })
    expect(second.restored).toEqual([`${build}/00/x-a`, `${modules}/x`])
    expect([second.findings, server.keys.length]).toEqual([[], 2])
  })

  test('without a file that has a secret', async () => {
    await using server = await CacheServer.start()
    const secret = 'hunter2-hunter2-hunter2'
    await runOn(server, { builds: { ...builds, [`${build}/ab/ab3-d`]: `x${secret}x` }, secret })
    expect((await runOn(server)).restored).toEqual(kept.toSorted())
  })

  test.each<[string, (archive: Buffer) => Buffer]>([
    ['damaged', (archive) => archive.fill(0, Math.floor(archive.length / 3), Math.floor(archive.length / 2))],
    ['cut off', (archive) => archive.subarray(0, Math.floor(archive.length / 2))],
    ['empty', () => Buffer.alloc(0)],
  ])('%s: the builder stays empty, and they are replaced', async (_, change) => {
    await using server = await CacheServer.start()
    await runOn(server)
    server.replaceArchive(change)
    const second = await runOn(server)
    expect(second.restored.filter((path) => path.startsWith(modules))).toEqual([])
    expect(notices(second)).toHaveLength(1)
    expect((await runOn(server)).restored).toEqual(kept.toSorted())
  })

  test('of another mount are not restored', async () => {
    await using server = await CacheServer.start()
    await runOn(server)
    const swapped = await runOn(server, {
      store: (store) => ({
        ...store,
        restore: (request) =>
          store.restore({
            ...request,
            key: request.key.replace('build-1', 'modules-1'),
            restoreKeys: request.restoreKeys.map((key) => key.replace('build-1', 'modules-1')),
          }),
      }),
    })
    expect(swapped.restored.filter((path) => path.startsWith(build))).toEqual([])
    expect(notices(swapped)).toEqual([expect.stringContaining('it is of another cache')])
  })

  test('are not saved by a job that may only read; of builds that are quick; of builds quicker than restoring', async () => {
    await using server = await CacheServer.start()
    const env = { ...server.env, ACTIONS_CACHE_MODE: 'read' }
    expect((await runOn(server, { env })).said.join()).toContain('ACTIONS_CACHE_MODE=read')
    expect((await runOn(server, { buildMs: 4_000 })).said.join()).toContain('all builds took 4.0 s')
    expect(server.keys).toEqual([])
  })

  test('that did not pay are not restored again', async () => {
    await using server = await CacheServer.start()
    await runOn(server, { buildMs: 20_000 })
    const late = (operation: string) =>
      operation === 'download' ? ({ kind: 'late', ms: 3_500 } as const) : undefined
    server.fault = late
    const second = await runOn(server, { buildMs: 19_000 })
    expect(second.said.join('\n')).toMatch(
      /does not pay: it took \d\.\d s, and the builds 19\.0 s instead of 20\.0 s/,
    )
    server.fault = () => undefined
    const third = await runOn(server, { buildMs: 20_000 })
    expect(third.restored).toEqual([])
    expect(third.said.join('\n')).toMatch(/is not restored: restoring took \d\.\d s and saved 1\.0 s/)
  })

  test('a builder that fails, and a service that refuses, cost nothing but a notice', async () => {
    await using server = await CacheServer.start()
    await runOn(server)
    const failing = await runOn(server, { fault: 'no shell' })
    expect(failing).toMatchObject({ restored: [], left: [] })
    expect(notices(failing)).toEqual([expect.stringContaining('(no shell)')])
    server.forget()
    server.fault = (operation) => (operation === 'create' ? { kind: 'status', status: 403 } : undefined)
    const refused = await runOn(server)
    expect(notices(refused).length).toBeGreaterThan(0)
    expect(refused.left).toEqual([])
  })
})
