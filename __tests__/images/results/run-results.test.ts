import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import { openWorkspace } from '../../../src/effects/workspace.ts'
import type { World } from '../../../src/effects/world.ts'
import { isResultName } from '../../../src/images/results/kept-results.ts'
import { pruneFolder } from '../../../src/images/results/results-folder.ts'
import { openRunResults, type RunResultsOptions } from '../../../src/images/results/run-results.ts'
import { type MemoryStore, memoryStore, type StoreFaults } from '../../support/cache/memory-store.ts'
import { type FakeWorld, fakeWorld } from '../../support/world/world.ts'

const directory = '/home/user/.cache/linkgate'
const hourMs = 60 * 60 * 1000
const program = async () => 'digest of linkgate'

/** What a run computes, and its log. */
async function run(
  world: FakeWorld & Pick<World, 'results'>,
  wanted: readonly string[],
  { retained = [], ...options }: Partial<RunResultsOptions> & { readonly retained?: readonly string[] } = {},
): Promise<{ readonly computed: readonly string[]; readonly added: number; readonly log: string }> {
  const workspace = await openWorkspace(world)
  const kept = await openRunResults(world, workspace, {
    isOn: true,
    service: ['.', ''],
    event: 'pull_request',
    ...options,
  })
  const computed: string[] = []
  for (const about of wanted) {
    const found = await kept.results.of({ kind: 'attribution', about, schema: z.string() }, async () => {
      computed.push(about)
      return `result of ${about}`
    })
    expect(found).toBe(`result of ${about}`)
  }
  for (const about of retained) await kept.results.retain({ kind: 'attribution', about })
  await kept.close()
  await workspace.close()
  const later = await openWorkspace(world)
  await kept.save(`${later.directory}/cache`)
  await later.close()
  expect(world.files.paths().filter((path) => path.startsWith('/tmp/'))).toEqual([])
  return { computed, added: kept.results.counts.added, log: world.log.text() }
}

describe('in a directory of the user', () => {
  const machine = () => ({ ...fakeWorld(), results: { program, directory } })

  test('a later run uses existing results, and logs that', async () => {
    const world = machine()
    expect((await run(world, ['base', 'old'])).computed).toEqual(['base', 'old'])
    const { computed, log } = await run(world, ['base', 'new'])
    expect(computed).toEqual(['new'])
    expect(log).toContain('results of earlier runs: 1 used, 1 new')
    expect(world.files.paths().filter((path) => path.startsWith(`${directory}/`))).toHaveLength(3)
  })

  test('keeps nothing if the configuration disables it', async () => {
    const world = machine()
    await run(world, ['base'], { isOn: false })
    expect(world.files.paths()).not.toContain(directory)
  })

  test('logs once that the directory cannot be written', async () => {
    const world = machine()
    const { files } = world
    const write: typeof files.write = (path, ...content) =>
      path.startsWith(directory)
        ? Promise.reject(new Error('EROFS: read-only file system'))
        : files.write(path, ...content)
    const { computed, added, log } = await run({ ...world, files: { ...files, write } }, ['base', 'head'])
    expect([computed, added]).toEqual([['base', 'head'], 0])
    expect(log.match(/results are not kept in .*EROFS/g)).toHaveLength(1)
  })

  test('removes the oldest if there are too many, and incomplete ones, but no other files', async () => {
    const others = ['of-others.unfinished', 'package.json', 'text.txt']
    const { files, clock } = fakeWorld({
      files: Object.fromEntries(others.map((name) => [`/kept/${name}`, { age: 9 * hourMs }])),
    })
    const result = (letter: string) => `${letter.repeat(64)}.json`
    const unfinished = (letter: string) =>
      `${letter.repeat(8)}-${`${letter.repeat(4)}-`.repeat(3)}${letter.repeat(12)}.unfinished`
    for (const letter of ['a', 'b', 'c', 'd']) {
      await files.write(`/kept/${result(letter)}`, 'x'.repeat(100))
      await files.write(`/kept/${unfinished(letter)}`, 'x')
      clock.advance(hourMs)
    }
    await pruneFolder({ files, clock }, '/kept', { isOfKind: isResultName, most: 250 })
    const left = (await files.list('/kept')).map(({ name }) => name)
    expect(left.toSorted()).toEqual([result('c'), result('d'), unfinished('d'), ...others].toSorted())
  })
})

describe('in the cache of a job', () => {
  const runner = (store: MemoryStore) => {
    const world = { ...fakeWorld({ cache: store }), results: { program } }
    store.use(world.files)
    // later than the previous job
    world.clock.advance(store.stored.size * hourMs)
    return world
  }
  const restored = (store: MemoryStore) => store.calls.filter((call) => call.startsWith('restore'))
  const saved = (store: MemoryStore) => store.calls.filter((call) => call.startsWith('save'))

  test('the next job uses them, and keeps only those that it used', async () => {
    const store = memoryStore()
    expect((await run(runner(store), ['base', 'old'])).computed).toEqual(['base', 'old'])
    const { computed, log } = await run(runner(store), ['base', 'new'])
    expect(computed).toEqual(['new'])
    expect(log).toContain('restored results of earlier runs')
    expect(log).toContain('kept 2 results for the next run')
    expect([...store.stored.values()].map((files) => files.size)).toEqual([2, 2])
    expect(store.calls.every((call) => call.includes(' linkgate-results-linux-amd64-'))).toBe(true)
  })

  test('a job keeps results that it retains without reading them', async () => {
    const store = memoryStore()
    await run(runner(store), ['base', 'old', 'older'])
    await run(runner(store), ['new'], { retained: ['base', 'missing'] })
    expect((await run(runner(store), ['base', 'new', 'old'])).computed).toEqual(['old'])
  })

  test('saves nothing if nothing is new', async () => {
    const store = memoryStore()
    await run(runner(store), ['base', 'head'])
    await run(runner(store), ['base', 'head'])
    expect(saved(store)).toHaveLength(1)
  })

  test('a service does not use those of another one', async () => {
    const store = memoryStore()
    await run(runner(store), ['base'], { service: ['services/orders', ''] })
    expect((await run(runner(store), ['base'], { service: ['services/mail', ''] })).computed).toEqual([
      'base',
    ])
  })

  test('damaged and unknown results are computed again', async () => {
    const good = memoryStore()
    await run(runner(good), ['base', 'head'])
    for (const arriving of [
      (_: string, content: string) => content.replace('result', 'fraud!'),
      () => '',
      () => '{}',
      (_: string, content: string) => content.slice(0, -1),
    ]) {
      const store = memoryStore({ arriving })
      for (const [key, files] of good.stored) store.stored.set(key, files)
      expect((await run(runner(store), ['base', 'head'])).computed).toEqual(['base', 'head'])
      // and the entry is replaced
      expect(store.stored.size).toBe(2)
    }
  })

  test.each<[string, StoreFaults, number]>([
    ['it does not answer', { restore: { message: 'timeout', because: 'failed' } }, 0],
    ['there is none', { restore: { message: 'none', because: 'no-store' } }, 0],
    ['it fails', { restore: new Error('ENOSPC') }, 0],
    ['what is stored cannot be read', { restore: { message: 'no tar', because: 'damaged' } }, 1],
    ['it does not save', { save: 'read-only token' }, 1],
    ['saving fails', { save: new Error('ENOSPC') }, 1],
    ['the job may only read', { mode: 'read' }, 0],
    ['the job may not use it', { mode: 'none' }, 0],
  ])('all results are computed if the cache service cannot be used: %s', async (_, faults, saves) => {
    const store = memoryStore(faults)
    const { computed, added } = await run(runner(store), ['base', 'head'])
    expect(computed).toEqual(['base', 'head'])
    expect(saved(store)).toHaveLength(saves)
    // the report announces them for the next run
    expect(added).toBe(saves === 0 ? 0 : 2)
    expect(restored(store)).toHaveLength(faults.mode === 'none' ? 0 : 1)
  })

  test('are neither restored nor saved for events that anybody can trigger with the caches of the default branch', async () => {
    const store = memoryStore()
    await run(runner(store), ['base'], { event: 'issue_comment' })
    await run(runner(store), ['base'], { event: 'workflow_run' })
    expect(store.calls).toEqual([])
  })

  test('no result with a secret of the job is saved', async () => {
    const store = memoryStore()
    const world = runner(store)
    world.secrets.learnToken('correct-horse-battery-staple')
    await run(world, ['base', 'correct-horse-battery-staple'])
    expect([...store.stored.values()].map((files) => files.size)).toEqual([1])
  })
})
