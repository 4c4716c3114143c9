import { describe, expect, test } from 'vitest'
import { CancelledError } from '../../../src/common/errors.ts'
import { succeed } from '../../../src/common/result.ts'
import { cacheKey, savedKey } from '../../../src/images/caches/cache-key.ts'
import { cacheContents } from '../../../src/images/caches/contents.ts'
import { restoreModules } from '../../../src/images/caches/module-cache.ts'
import { requiredModules } from '../../../src/images/caches/required-modules.ts'
import { archiveHasSecret, keptParts } from '../../../src/images/caches/without-secrets.ts'
import { type MemoryStore, memoryStore, memoryTar } from '../../support/cache/memory-store.ts'
import { expectValue, problemOf } from '../../support/results.ts'
import { goTool } from '../../support/world/plan.ts'
import { type FakeWorld, fakeWorld, type Given, link } from '../../support/world/world.ts'

const hour = 60 * 60 * 1000
const sums = { '/checkouts/head/go.sum': 'sum of the root', '/checkouts/head/tools/go.sum': 'sum of tools' }
const gin = '/cache/modules/cache/download/github.com/gin-gonic/gin/@v/v1.11.0'
const built = {
  [`${gin}.zip`]: 'the module',
  [`${gin}.ziphash`]: 'its sum',
  [`${gin}.mod`]: 'module gin',
  '/cache/build/ab/new-a': 'compiled',
}

interface Cycle {
  readonly files?: Readonly<Record<string, Given>>
  readonly builds?: Readonly<Record<string, string>>
  readonly modules?: readonly string[]
  /** Duration of restoring, and of saving, in milliseconds. */
  readonly takes?: number
}

function worldWithSecret(secret: string) {
  const world = fakeWorld({})
  world.secrets.learnEnvironment({ DEPLOY_TOKEN: secret })
  // values in files of the repository are not secret to those who can read a cache
  world.secrets.learnVariables({ DB_PASSWORD: 'is no secret' })
  return world
}

/** One run: restores, builds, saves. */
async function cycle(cache: MemoryStore | undefined, given: Cycle = {}) {
  const { files = {}, builds = built, modules = ['.', 'tools'], takes = 0 } = given
  const world: FakeWorld = fakeWorld({
    files: { ...sums, ...files },
    commands: memoryTar(() => world.files),
    ...(cache === undefined ? {} : { cache: taking(cache, () => world.clock.advance(takes)) }),
  })
  cache?.use(world.files)
  const options = { directory: '/run/cache', checkouts: { head: '/checkouts/head' }, modules }
  const restored = await restoreModules(world, goTool, options)
  const afterRestore = world.files.paths().filter((path) => /^\/(cache|run)\/.*[^/]$/.test(path))
  for (const [path, content] of Object.entries(builds)) await world.files.write(path, content)
  await restored.save('/run/cache')
  return { world, afterRestore, use: restored.use, calls: cache?.calls ?? [] }
}

function taking(cache: MemoryStore, pass: () => void): MemoryStore {
  return {
    ...cache,
    restore(request) {
      pass()
      return cache.restore(request)
    },
    save(request) {
      pass()
      return cache.save(request)
    },
  }
}

async function keyOf(given: Cycle = {}): Promise<string> {
  const store = memoryStore()
  await cycle(store, given)
  return [...store.stored.keys()][0] ?? ''
}

describe('the key', () => {
  test('has the system, the architecture and the version of Go before the digest of go.sum', async () => {
    expect(await keyOf()).toMatch(/^linkgate-2-linux-amd64-go1\.26\.1-[0-9a-f]+-0$/)
    expect(cacheKey('linux', 'arm64', 'go1.24.4', 'abc')).toEqual({
      beginning: 'linkgate-2-linux-arm64-go1.24.4-abc-',
      restoreKeys: ['linkgate-2-linux-arm64-go1.24.4-abc-', 'linkgate-2-linux-arm64-go1.24.4-'],
    })
  })

  test('changes with every go.sum, and with nothing else', async () => {
    const key = await keyOf()
    expect(await keyOf({ files: { '/checkouts/head/main.go': 'changed' } })).toBe(key)
    expect(await keyOf({ files: { '/checkouts/head/go.sum': 'changed' } })).not.toBe(key)
    expect(await keyOf({ files: { '/checkouts/head/tools/go.sum': 'changed' } })).not.toBe(key)
    expect(await keyOf({ modules: ['.'] })).not.toBe(key)
  })

  test('fits the 512 characters of the service, however many modules there are', async () => {
    const modules = Array.from({ length: 100 }, (_, index) => `service-${index}`)
    const files = Object.fromEntries(modules.map((module) => [`/checkouts/head/${module}/go.sum`, module]))
    expect((await keyOf({ files, modules })).length).toBeLessThan(200)
  })

  test('has no comma, whatever the Go version is', () => {
    const key = cacheKey('linux', 'amd64', 'go1.26.1 X:aliastypeparams,jsonv2', 'abc')
    expect(key.beginning).toMatch(/^[\w.-]+$/)
    expect(savedKey(key, Date.UTC(2026, 0, 1))).toMatch(/^[\w.-]+$/)
  })
})

describe('restoring and saving', () => {
  test('saves after a cold build if nothing was kept', async () => {
    const store = memoryStore()
    const { world, use } = await cycle(store)
    expect(use).toEqual({ from: 'none', key: [...store.stored.keys()][0], saves: true })
    expect([...store.stored.values()].map((files) => [...files.keys()])).toEqual([
      ['build.tar', 'manifest.json', 'modules.tar'],
    ])
    expect(world.log.text('info')).toMatch(/: cold build.*\n.*\n.*saved Go modules/s)
    expect(world.log.text('notice')).toBe('')
  })

  test('uses a cache with exactly this key, and saves nothing', async () => {
    const store = memoryStore()
    await cycle(store)
    const { calls, world, use, afterRestore } = await cycle(store, { builds: {} })
    expect(use).toEqual({ from: 'cache', key: [...store.stored.keys()][0], saves: false })
    expect(calls.filter((call) => call.startsWith('save'))).toHaveLength(1)
    expect(afterRestore).toEqual(expect.arrayContaining(Object.keys(built)))
    expect(afterRestore.filter((path) => path.startsWith('/run/'))).toEqual([])
    expect(await world.files.readText(`${gin}.zip`)).toBe('the module')
    expect(world.log.text('info')).toMatch(/restored Go modules and build cache from linkgate-.*-0 in 0\.0 s/)
    expect(world.log.text('info')).toContain('nothing to save')
  })

  test('leaves unused files of the build cache out, and removes none of them', async () => {
    const store = memoryStore()
    const files = {
      '/cache/build/00/unused-a': { age: 3 * hour },
      // renewed at most once in an hour: this may have been used
      '/cache/build/00/recent-a': { age: 0.9 * hour },
      '/cache/build/README': { age: 0 },
      '/cache/build/fuzz/corpus': { age: 0 },
    }
    const { world } = await cycle(store, { files })
    expect(packedIn(store, 'build.tar')).toEqual(['./00/recent-a', './ab/new-a'])
    expect(world.files.paths()).toContain('/cache/build/00/unused-a')
  })

  test('keeps complete modules, and no toolchain', async () => {
    const store = memoryStore()
    const downloads = '/cache/modules/cache/download'
    const builds = {
      ...built,
      [`${downloads}/golang.org/toolchain/@v/v0.0.1-go1.26.1.linux-amd64.zip`]: 'a toolchain',
      [`${downloads}/golang.org/x/net/@v/v0.1.0.zip`]: 'without its sum',
      [`${downloads}/golang.org/x/net/@v/v0.1.0.mod`]: 'module net',
      [`${downloads}/golang.org/x/net/@v/v0.1.0.lock`]: '',
      [`${downloads}/golang.org/x/net/@v/v0.1.0.zip123.tmp`]: 'a par',
      '/cache/modules/github.com/gin-gonic/gin@v1.11.0/gin.go': 'unpacked again from its zip',
    }
    await cycle(store, { builds })
    expect(packedIn(store, 'modules.tar')).toEqual([
      './github.com/gin-gonic/gin/@v/v1.11.0.mod',
      './github.com/gin-gonic/gin/@v/v1.11.0.zip',
      './github.com/gin-gonic/gin/@v/v1.11.0.ziphash',
      './golang.org/x/net/@v/v0.1.0.mod',
    ])
  })

  test('does not keep modules that this run did not use', async () => {
    const downloads = '/cache/modules/cache/download'
    const ofVersions = (name: string, age: number) =>
      Object.fromEntries(
        ['mod', 'info', 'zip', 'ziphash'].map((ending) => [`${downloads}/${name}.${ending}`, { age }]),
      )
    const world = fakeWorld({
      files: {
        ...ofVersions('github.com/!burnt!sushi/toml/@v/v1.4.0', hour),
        ...ofVersions('github.com/!burnt!sushi/toml/@v/v1.5.0', hour),
        ...ofVersions('golang.org/x/net/@v/v0.1.0', hour),
        ...ofVersions('golang.org/x/net/@v/v0.2.0', hour),
        ...ofVersions('golang.org/x/net/@v/v0.3.0', 0),
        [`${downloads}/golang.org/x/net/@v/list`]: { age: hour },
        '/cache/modules/github.com/!burnt!sushi/toml@v1.5.0/decode.go': 'unpacked, so it was compiled',
        '/checkouts/base/go.sum': 'golang.org/x/net v0.1.0/go.mod h1:abc=\n',
        '/checkouts/head/api/go.sum':
          'github.com/BurntSushi/toml v1.5.0 h1:abc=\nexample.com/absent v1.0.0 h1:abc=\n',
      },
    })
    const required = await requiredModules(world.files, ['/checkouts/head', '/checkouts/base'], ['.', 'api'])
    const [modules, ...others] = await cacheContents(world, goTool, { began: world.clock.wall(), required })
    expect(modules?.files).toEqual([
      ...['info', 'mod', 'zip', 'ziphash'].map(
        (ending) => `github.com/!burnt!sushi/toml/@v/v1.5.0.${ending}`,
      ),
      'golang.org/x/net/@v/v0.1.0.info',
      'golang.org/x/net/@v/v0.1.0.mod',
      ...['info', 'mod', 'zip', 'ziphash'].map((ending) => `golang.org/x/net/@v/v0.3.0.${ending}`),
    ])
    expect(others).toEqual([])
  })

  test('keeps no file that has a secret of the job or of a build in any form', async () => {
    const secret = 'Pl@nt0/x+yzÄ'
    const url = encodeURIComponent(secret)
    const info = (address: string) => JSON.stringify({ Version: 'v1.11.0', Origin: { URL: address } })
    const world = worldWithSecret(secret)
    const files = {
      'ab/plain-d': `x${secret}`,
      'ab/base64-d': Buffer.from(`x${secret}`).toString('base64'),
      'ab/url-d': `a=${url}&b`,
      'ab/long-d': `${'x'.repeat(4 * 1024 * 1024 - 5)}${secret}${'y'.repeat(1000)}`,
      'ab/clean-d': 'Pl@nt0 is no secret, and neither is x+yz',
    }
    for (const [path, content] of Object.entries(files)) await world.files.write(`/build/${path}`, content)
    const infos = {
      'a.info': info('https://git.example.com/a'),
      'b.info': info('https://me:hunter2hunter2@git.example.com/b'),
      'c.info': info(`https://git.example.com/c?key=${url}`),
    }
    for (const [path, content] of Object.entries(infos)) await world.files.write(`/modules/${path}`, content)
    const found = [
      { name: 'modules', directory: '/modules', files: Object.keys(infos) },
      { name: 'build', directory: '/build', files: Object.keys(files) },
    ] as const
    const { parts, left } = expectValue(await keptParts(world, found, 1000))
    expect(parts.map((part) => part.files)).toEqual([['a.info'], ['ab/clean-d']])
    expect(left).toBe(6)
    expect(problemOf(await keptParts(world, found, 0))).toBe('looking for secrets in them took too long')
  })

  test('keeps no file that has a long secret, wherever the searched portions begin', async () => {
    const secret = Array.from({ length: 12_000 }, (_, index) => (index * 7919).toString(36)).join('+')
    const world = fakeWorld({})
    world.secrets.learnSecret(secret)
    const before = 'x'.repeat(4 * 1024 * 1024 - 10_000)
    const files = {
      'ab/plain-d': before + secret,
      'ab/bytes-d': before + [...Buffer.from(secret)].join(' '),
      'ab/half-d': secret.slice(secret.length / 2),
      'ab/clean-d': before + secret.replaceAll('+', '-'),
    }
    for (const [path, content] of Object.entries(files)) await world.files.write(`/build/${path}`, content)
    const found = [{ name: 'build', directory: '/build', files: Object.keys(files) }] as const
    const { parts } = expectValue(await keptParts(world, found, 1000))
    expect(parts.map((part) => part.files)).toEqual([['ab/clean-d']])
    for (const path of Object.keys(files)) {
      const has = expectValue(await archiveHasSecret(world, `/build/${path}`, 1000))
      expect(has).toBe(path !== 'ab/clean-d')
    }
  })

  test('keeps existing files', async () => {
    const store = memoryStore()
    await cycle(store, { builds: { ...built, '/cache/modules/cache/download/golang.org/x/y': 'kept' } })
    const files = {
      '/cache/modules/cache/download/golang.org/toolchain/@v/z': 'fetched before',
      '/cache/build/ab/new-a': 'other',
    }
    const { world } = await cycle(store, { files, builds: {} })
    expect(await world.files.readText('/cache/build/ab/new-a')).toBe('other')
    expect(await world.files.readText('/cache/modules/cache/download/golang.org/x/y')).toBe('kept')
    expect(await world.files.readText(`${gin}.mod`)).toBe('module gin')
  })

  test('does not use the cache of another version of Go', async () => {
    const store = memoryStore()
    store.stored.set('linkgate-2-linux-amd64-go1.25.0-x-0', new Map())
    store.stored.set('linkgate-2-linux-arm64-go1.26.1-x-0', new Map())
    const { world } = await cycle(store)
    expect(world.log.text('info')).toContain(': cold build')
  })

  test('restores, saves and removes nothing if modules are already present', async () => {
    const store = memoryStore()
    const { calls, world, use } = await cycle(store, { files: { [`${gin}.mod`]: '' } })
    expect(calls).toEqual([])
    expect(use).toEqual({ from: 'machine', saves: false })
    expect(world.log.text('info')).toContain(
      'Go modules are present (actions/setup-go or this runner caches them): nothing to restore or save',
    )
  })

  test.each<[string, Readonly<Record<string, Given>>, boolean]>([
    ['only a toolchain', { '/cache/modules/cache/download/golang.org/toolchain/@v/x': '' }, false],
    [
      'a toolchain and its checksums',
      {
        '/cache/modules/cache/download/golang.org/toolchain/@v/x': '',
        '/cache/modules/cache/download/sumdb/x': '',
      },
      false,
    ],
    ['a module of golang.org', { '/cache/modules/cache/download/golang.org/x/@v/x': '' }, true],
    ['nothing', {}, false],
    [
      'a cache behind a link',
      { '/mnt/github.com/x': '', '/cache/modules/cache/download': link('/mnt') },
      true,
    ],
  ])('%s', async (_what, files, here) => {
    expect((await cycle(memoryStore(), { files })).calls.length === 0).toBe(here)
  })

  test('does nothing if nothing can be kept', async () => {
    const { world, use } = await cycle(undefined)
    expect(use).toBeUndefined()
    expect(world.log.said).toEqual([])
  })
})

describe('a job that the runner limits', () => {
  test('to reading restores the cache, packs nothing, and logs the reason once', async () => {
    const store = memoryStore({ mode: 'read' })
    const { calls, world } = await cycle(store)
    expect(calls.map((call) => call.split(' ')[0])).toEqual(['restore'])
    expect(world.exec.calls).toEqual([])
    expect(world.log.text('info')).toMatch(/not allow this job to save caches \(ACTIONS_CACHE_MODE=read\)/)
    expect(world.log.text('notice')).toBe('')
  })

  test('to writing saves after a cold build', async () => {
    const store = memoryStore({ mode: 'write-only' })
    const { calls, world } = await cycle(store)
    expect(calls.map((call) => call.split(' ')[0])).toEqual(['save'])
    expect(world.log.text('info')).toMatch(/to restore caches \(ACTIONS_CACHE_MODE=write-only\): cold build/)
    expect([...store.stored.keys()]).toEqual([expect.stringMatching(/-0$/)])
  })

  test('to neither does not use the service', async () => {
    const { calls, world } = await cycle(memoryStore({ mode: 'none' }))
    expect(calls).toEqual([])
    expect(world.log.text('info')).toContain('ACTIONS_CACHE_MODE=none')
  })
})

describe('a fault of the cache', () => {
  test('while restoring is a notice, and the build is still saved', async () => {
    const store = memoryStore({ restore: { message: '503 Service Unavailable', because: 'failed' } })
    const { world } = await cycle(store)
    expect(world.log.text('notice')).toBe(
      'Go modules could not be restored (503 Service Unavailable) after 0.0 s: cold build',
    )
    expect([...store.stored.keys()]).toEqual([expect.stringMatching(/-0$/)])
  })

  test.each<[string, (path: string, content: string) => string, string]>([
    [
      'an archive that is damaged',
      (path, content) => (path === 'build.tar' ? `${content} ` : content),
      'build.tar is damaged',
    ],
    [
      'no manifest',
      (path, content) => (path === 'manifest.json' ? '' : content),
      'its manifest cannot be read',
    ],
    [
      'a manifest of something else',
      (path, content) => (path === 'manifest.json' ? '[1]' : content),
      'its manifest cannot be read',
    ],
  ])('such as %s: uses nothing of it, and saves a new one', async (_what, arriving, because) => {
    const store = memoryStore({ arriving })
    await cycle(store)
    const [first] = store.stored.keys()
    const { world, afterRestore } = await cycle(store)
    expect(world.log.text('notice')).toBe(
      `Go modules could not be restored (${first} is damaged: ${because}) after 0.0 s: cold build`,
    )
    expect(afterRestore).toEqual([])
    const [, second = ''] = store.stored.keys()
    expect(second.slice(0, -6)).toBe(first?.slice(0, -1))
  })

  test('such as no cache service is reported once, and nothing is packed', async () => {
    const { calls, world } = await cycle(
      memoryStore({ restore: { message: 'this runner has none', because: 'no-store' } }),
    )
    expect(calls).toHaveLength(1)
    expect(world.log.text('notice')).toContain('(this runner has none)')
    expect(world.exec.calls).toEqual([])
  })

  test('while saving is a notice, and not reported as saved', async () => {
    const { world } = await cycle(memoryStore({ save: 'the quota is used up' }))
    expect(world.log.text('notice')).toBe('Go modules could not be saved (the quota is used up), after 0.0 s')
    expect(world.log.text('info')).not.toContain('saved Go modules')
  })

  test('is not that another job has meanwhile saved the same', async () => {
    const store = { ...memoryStore(), restore: async () => succeed(undefined) }
    await cycle(store)
    const { world } = await cycle(store)
    expect(world.log.text('info')).toMatch(/nothing was saved: linkgate-\S+-0 is already in the cache$/)
    expect(world.log.text('notice')).toBe('')
  })

  test('cannot make restoring and saving take more than two minutes altogether', async () => {
    const limits = async (takes: number) => {
      const store = memoryStore()
      const { world } = await cycle(store, { takes })
      return { calls: store.calls.map((call) => call.replace(/\S*-/, '')), notice: world.log.text('notice') }
    }
    const restore = expect.stringContaining('within 115000 ms, 30000 ms of them idle')
    expect((await limits(0)).calls).toEqual([restore, 'save 0 within 60000 ms'])
    expect((await limits(60_000)).calls).toEqual([restore, 'save 0 within 55000 ms'])
    expect(await limits(112_000)).toEqual({
      calls: [restore],
      notice: 'Go modules were not saved: restoring them took the whole time limit',
    })
  })

  test('may be one of the disk', async () => {
    const { world } = await cycle(memoryStore({ save: new Error('ENOSPC: no space left on device') }))
    expect(world.log.text('notice')).toContain('could not be saved (ENOSPC: no space left on device)')
  })

  test('is not that the run was cancelled', async () => {
    await expect(cycle(memoryStore({ restore: new CancelledError() }))).rejects.toThrow(CancelledError)
    await expect(cycle(memoryStore({ save: new CancelledError() }))).rejects.toThrow(CancelledError)
  })
})

/** Paths of the files of the newest archive. */
function packedIn(store: MemoryStore, archive: string): readonly string[] {
  const newest = [...store.stored.values()].at(-1)
  return Object.keys(JSON.parse(newest?.get(archive) ?? '{}') as object)
}
