/** The client of the cache service in its own process, against a service with faults. */
import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { CancelledError } from '../../../src/common/errors.ts'
import { actionsCache } from '../../../src/world/cache/store.ts'
import { bundleCacheProcess, type CacheRun, cacheRun, goCaches } from '../../support/cache/runner.ts'
import { CacheServer } from '../../support/cache/server.ts'
import { temporaryDirectory } from '../../support/world/temporary.ts'

const script = await bundleCacheProcess(await temporaryDirectory())
const builds = goCaches()
const whole = new Map([...builds].map(([path, content]) => [path, content.toString('hex')]))

const notices = ({ said }: CacheRun) => said.filter((line) => line.startsWith('notice: '))

describe.concurrent('a cache service', () => {
  test('keeps everything; a damaged archive is discarded as a whole, and replaced', async () => {
    await using server = await CacheServer.start()
    const { env } = server
    const first = await cacheRun({ script, env, builds })
    expect(first.said.at(-1)).toMatch(/^info: saved Go modules and build cache as linkgate-2-.*-0 in /)
    const sound = server.archive
    expect((await cacheRun({ script, env })).restored).toEqual(whole)
    server.replaceArchive((archive) => {
      const at = Math.floor(archive.length / 2)
      archive[at] = (archive[at] ?? 0) ^ 0x10
      return archive
    })
    const second = await cacheRun({ script, env, builds })
    expect(notices(second)).toHaveLength(1)
    expect(second.restored.size).toBe(0)
    expect(second.said.at(-1)).toMatch(/^info: saved/)
    expect(server.keys).toHaveLength(2)
    expect((await cacheRun({ script, env })).restored).toEqual(whole)
    expect(second.left).toEqual([])
    expect(server.archive.length).toBeGreaterThan(sound.length * 0.9)
  })

  test('a cache for other checksums is restored, and its unused part is not saved again', async () => {
    await using server = await CacheServer.start()
    await cacheRun({ script, env: server.env, builds })
    const newer = 'modules/cache/download/golang.org/x/net/@v/v0.2.0.mod'
    const used = {
      [newer]: Buffer.from('module net'),
      'modules/github.com/gin-gonic/gin@v1.11.0/gin.go': Buffer.from('unpacked'),
    }
    const sums = 'golang.org/x/net v0.2.0 h1:abc=\n'
    const second = await cacheRun({ script, env: server.env, sums, builds: new Map(Object.entries(used)) })
    expect(second.restored).toEqual(whole)
    expect(second.said.at(-1)).toMatch(/^info: saved/)
    const third = await cacheRun({ script, env: server.env, sums })
    const modules = [...whole.keys()].filter((path) => path.includes('/gin/@v/'))
    expect([...third.restored.keys()].filter((path) => path.startsWith('modules/')).sort()).toEqual(
      [...modules, newer].sort(),
    )
  })

  test('if the runner allows only reading, sends no other requests to the service', async () => {
    await using server = await CacheServer.start()
    const env = { ...server.env, ACTIONS_CACHE_MODE: 'read' }
    const run = await cacheRun({ script, env, builds })
    expect(run.said.at(-1)).toContain('ACTIONS_CACHE_MODE=read')
    expect(notices(run)).toEqual([])
    expect(server.keys).toEqual([])
  })

  test.each([
    ['create', 403, 'read-only token', /could not be saved \(.*\(403\) Forbidden: read-only token\)/],
    ['upload', 403, 'no quota', /could not be saved/],
    ['finalize', 409, 'exists', /is already in the cache/],
  ] as const)('that answers %s with %i: reports no success', async (asked, status, message, told) => {
    await using server = await CacheServer.start()
    server.fault = (operation) => (operation === asked ? { kind: 'status', status, message } : undefined)
    const { said } = await cacheRun({ script, env: server.env, builds })
    expect(said.at(-1)).toMatch(told)
    expect(said.filter((line) => line.includes('info: saved'))).toEqual([])
  })

  test.each(['lookup', 'upload'] as const)(
    'that never answers %s: cancelling ends it at once',
    async (asked) => {
      await using server = await CacheServer.start()
      const controller = new AbortController()
      let since = Number.NaN
      server.fault = (operation) => {
        if (operation !== asked) return undefined
        setTimeout(() => {
          since = performance.now()
          controller.abort()
        }, 200)
        return { kind: 'hang', in: 'request' }
      }
      await expect(cacheRun({ script, env: server.env, builds, signal: controller.signal })).rejects.toThrow(
        CancelledError,
      )
      expect(performance.now() - since).toBeLessThan(10_000)
    },
  )

  test.each([
    [
      'hangs',
      { kind: 'hang', in: 'request' },
      { idleMs: 500, limitMs: 60_000 },
      /^nothing arrived for \d+ s$/,
      { ok: false, problem: { message: expect.stringMatching(/stopped answering/), because: 'failed' } },
    ],
    [
      'is slow',
      { kind: 'slow', bytesPerSecond: 2_000 },
      { idleMs: 60_000, limitMs: 4_000 },
      /^it took longer than 4 s$/,
      { ok: true, value: expect.stringMatching(/^linkgate-2-/) },
    ],
  ] as const)('%s: is given up; only a silent service is not used again', async (...given) => {
    const [, fault, limits, why, later] = given
    await using server = await CacheServer.start()
    await cacheRun({ script, env: server.env, builds })
    server.fault = (operation) => (operation === 'download' ? fault : undefined)
    const directory = await mkdtemp(join(tmpdir(), 'linkgate-cache-test-'))
    const env = { ...process.env, ...server.env }
    const { signal } = new AbortController()
    const store = actionsCache({ script, env, signal, tickMs: 100 })
    const request = { directory, key: 'linkgate-2-', restoreKeys: ['linkgate-2-'] }
    const found = await store.restore({ ...request, ...limits })
    server.fault = () => undefined
    const again = await store.restore({ ...request, idleMs: 20_000, limitMs: 60_000 })
    await rm(directory, { recursive: true, force: true })
    expect(found).toEqual({ ok: false, problem: { message: expect.stringMatching(why), because: 'failed' } })
    expect(again).toEqual(later)
  })

  test('that is slow but never silent is waited for', async () => {
    await using server = await CacheServer.start({ azure: true })
    await cacheRun({ script, env: server.env, builds })
    server.fault = (operation) =>
      operation === 'download' ? { kind: 'slow', bytesPerSecond: 60_000 } : undefined
    const directory = await mkdtemp(join(tmpdir(), 'linkgate-cache-test-'))
    const env = { ...process.env, ...server.env }
    const store = actionsCache({ script, env, signal: new AbortController().signal })
    const request = { directory, key: 'linkgate-2-', restoreKeys: ['linkgate-2-'] }
    const since = performance.now()
    // the client of Azure's blobs reports whole blocks alone, and all of it is one
    const found = await store.restore({ ...request, idleMs: 3_000, limitMs: 60_000 })
    await rm(directory, { recursive: true, force: true })
    expect(found).toEqual({ ok: true, value: expect.stringMatching(/^linkgate-2-/) })
    expect(performance.now() - since).toBeGreaterThan(3_500)
  })

  test('reports that there is no cache service; a process that crashes leaves nothing behind', async () => {
    const { said } = await cacheRun({
      script,
      env: { ACTIONS_RESULTS_URL: '', ACTIONS_CACHE_URL: '' },
      builds,
    })
    expect(said.filter((line) => line.includes('this runner has no cache service'))).toHaveLength(1)
    const crashed = await cacheRun({ env: {}, builds, script: '/nowhere/cache.js' })
    expect(notices(crashed)).toEqual([
      expect.stringMatching(
        /could not be restored \(the process of the cache ended with exit code 1: Error: Cannot find module/,
      ),
      expect.stringMatching(/could not be saved \(the process of the cache ended with exit code 1/),
    ])
    const { stdout } = await promisify(execFile)('ps', ['-A', '-o', 'args='])
    expect(stdout).not.toContain('/nowhere/cache.js')
  })
})
