import { describe, expect, test } from 'vitest'
import { CancelledError } from '../../../src/common/errors.ts'
import type { CacheStore } from '../../../src/effects/cache-store.ts'
import { cacheKey, restoreModules } from '../../../src/images/caches/module-cache.ts'
import { goTool } from '../../support/world/plan.ts'
import { fakeWorld, type Given, link } from '../../support/world/world.ts'

const hour = 60 * 60 * 1000

interface Store extends CacheStore {
  readonly calls: readonly string[]
}

/** A store that knows some keys; it answers as the service does: the exact one, else the newest with a prefix. */
function store(kept: readonly string[] | Error = [], onSave?: Error): Store {
  const calls: string[] = []
  return {
    calls,
    async restore(paths, key, restoreKeys) {
      calls.push(`restore ${paths.join(' ')}`)
      if (kept instanceof Error) throw kept
      return (
        kept.find((one) => one === key) ??
        kept.find((one) => restoreKeys.some((prefix) => one.startsWith(prefix)))
      )
    },
    async save(paths, key) {
      calls.push(`save ${paths.join(' ')} as ${key}`)
      if (onSave !== undefined) throw onSave
    },
  }
}

const sums = { '/checkouts/head/go.sum': 'sum of the root', '/checkouts/head/tools/go.sum': 'sum of tools' }

async function cycle(
  cache: Store | undefined,
  files: Readonly<Record<string, Given>> = sums,
  modules = ['.', 'tools'],
) {
  const world = fakeWorld({ files, ...(cache === undefined ? {} : { cache }) })
  const restored = await restoreModules(world, goTool, '/checkouts/head', modules)
  const beforeSave = world.files.paths()
  // building takes its time
  world.clock.advance(5 * 60 * 1000)
  await restored.save()
  return { world, beforeSave, calls: cache?.calls ?? [] }
}

async function keyOf(
  files: Readonly<Record<string, Given>> = sums,
  modules = ['.', 'tools'],
): Promise<string> {
  const { calls } = await cycle(store(), files, modules)
  return calls[1]?.replace(/^.* as /, '') ?? ''
}

describe('the key', () => {
  test('has the system, the architecture and the version of Go before what go.sum adds', async () => {
    expect(await keyOf()).toMatch(/^linkgate-1-linux-amd64-go1\.26\.1-[0-9a-f]+$/)
    expect(cacheKey('linux', 'arm64', 'go1.24.4', 'abc')).toEqual({
      key: 'linkgate-1-linux-arm64-go1.24.4-abc',
      restoreKeys: ['linkgate-1-linux-arm64-go1.24.4-'],
    })
  })

  test('changes with every go.sum, and with nothing else', async () => {
    const key = await keyOf()
    expect(await keyOf({ ...sums, '/checkouts/head/main.go': 'changed' })).toBe(key)
    expect(await keyOf({ ...sums, '/checkouts/head/go.sum': 'changed' })).not.toBe(key)
    expect(await keyOf({ ...sums, '/checkouts/head/tools/go.sum': 'changed' })).not.toBe(key)
    expect(await keyOf(sums, ['.'])).not.toBe(key)
  })

  test('fits the 512 characters of the service, however many modules there are', async () => {
    const modules = Array.from({ length: 100 }, (_, index) => `service-${index}`)
    const files = Object.fromEntries(modules.map((module) => [`/checkouts/head/${module}/go.sum`, module]))
    expect((await keyOf(files, modules)).length).toBeLessThan(200)
  })

  test('has no comma, whatever the version of Go says', () => {
    const { key } = cacheKey('linux', 'amd64', 'go1.26.1 X:aliastypeparams,jsonv2', 'abc')
    expect(key).toMatch(/^[\w.-]+$/)
  })
})

describe('restoring and saving', () => {
  test('nothing kept: built from the start, and saved', async () => {
    const { calls, world } = await cycle(store())
    expect(calls).toEqual([
      'restore /cache/modules /cache/build',
      expect.stringMatching(/^save \/cache\/modules \/cache\/build as linkgate-1-/),
    ])
    expect(world.log.text('info')).toMatch(/everything is built from the start.*\n.*saved Go modules/s)
  })

  test('kept under the very key: nothing is saved or touched', async () => {
    const key = await keyOf()
    const old = { ...sums, '/cache/build/ab/old': { age: 48 * hour } }
    const { calls, world } = await cycle(store([key]), old)
    expect(calls).toHaveLength(1)
    expect(world.files.paths()).toContain('/cache/build/ab/old')
    expect(world.log.text('info')).toContain(`restored Go modules and build cache from ${key}`)
  })

  test('an older one: what this run did not use is dropped before it is saved', async () => {
    const files = {
      ...sums,
      '/cache/build/00/unused-a': { age: 3 * hour },
      '/cache/build/ff/unused-d': { age: 1000 * hour },
      // renewed at most once in an hour: this may have been used
      '/cache/build/00/recent-a': { age: 0.9 * hour },
      '/cache/build/ab/new-a': { age: 0 },
      '/cache/build/README': { age: 1000 * hour },
      '/cache/build/trim.txt': { age: 1000 * hour },
      '/cache/build/fuzz/corpus': { age: 1000 * hour },
      '/cache/build/aa/directory/kept': { age: 1000 * hour },
    }
    const { calls, world, beforeSave } = await cycle(store(['linkgate-1-linux-amd64-go1.26.1-other']), files)
    expect(calls).toHaveLength(2)
    const dropped = beforeSave.filter((path) => !world.files.paths().includes(path))
    expect(dropped).toEqual(['/cache/build/00/unused-a', '/cache/build/ff/unused-d'])
  })

  test('another version of Go is of no use', async () => {
    const { world } = await cycle(
      store(['linkgate-1-linux-amd64-go1.25.0-x', 'linkgate-1-linux-arm64-go1.26.1-x']),
    )
    expect(world.log.text('info')).toContain('no Go modules or build cache were kept')
  })

  test('modules are here already: nothing is restored, saved or removed', async () => {
    const files = {
      ...sums,
      '/cache/modules/cache/download/github.com/gin-gonic/x': '',
      '/cache/build/00/old': { age: 1000 * hour },
    }
    const { calls, world, beforeSave } = await cycle(store(), files)
    expect(calls).toEqual([])
    expect(world.files.paths()).toEqual(beforeSave)
    expect(world.log.text('info')).toContain('are here already')
  })

  test.each<[string, Readonly<Record<string, Given>>, boolean]>([
    ['a toolchain alone', { '/cache/modules/cache/download/golang.org/toolchain/@v/x': '' }, false],
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
      'a cache elsewhere, linked',
      { '/mnt/github.com/x': '', '/cache/modules/cache/download': link('/mnt') },
      true,
    ],
  ])('%s', async (_what, files, here) => {
    expect((await cycle(store(), { ...sums, ...files })).calls.length === 0).toBe(here)
  })

  test('where nothing can be kept, nothing happens', async () => {
    const { world } = await cycle(undefined)
    expect(world.log.said).toEqual([])
  })
})

describe('a fault of the cache', () => {
  test('while restoring is a notice; what was built is still saved', async () => {
    const { calls, world } = await cycle(store(new Error('503 Service Unavailable')))
    expect(world.log.text('notice')).toBe(
      'Go modules could not be restored (503 Service Unavailable): the build goes on without',
    )
    expect(calls).toHaveLength(2)
  })

  test('while saving is a notice, and nobody claims that it was saved', async () => {
    const { world } = await cycle(store([], new Error('no space')))
    expect(world.log.text('notice')).toContain('could not be saved (no space)')
    expect(world.log.text('info')).not.toContain('saved Go modules')
  })

  test('being cancelled is none', async () => {
    await expect(cycle(store(new CancelledError()))).rejects.toThrow(CancelledError)
  })
})
