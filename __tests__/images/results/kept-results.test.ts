import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import { noResults, openResults, type ResultRequest } from '../../../src/images/results/kept-results.ts'
import { memoryStorage } from '../../support/results-storage.ts'
import { fakeWorld } from '../../support/world/world.ts'

const schema = z.object({ name: z.string(), sizes: z.array(z.number()) })
type Value = z.infer<typeof schema>
const value: Value = { name: 'main.main', sizes: [1, 2] }

const request = (about: unknown = { program: 'a' }): ResultRequest<Value> => ({
  kind: 'attribution',
  about,
  schema,
})

function opened(storage = memoryStorage(), program = 'p', world = fakeWorld()) {
  let computed = 0
  const results = openResults(world, storage, program)
  const of = (asked = request(), given: Value | undefined = value) =>
    results.of(asked, async () => {
      computed += 1
      return given
    })
  return { storage, results, of, computed: () => computed }
}

/** A second run with the storage of the first one, which was changed in between. */
async function afterChange(change: (content: Buffer) => Uint8Array) {
  const first = opened()
  await first.of()
  const [[name, content] = ['', new Uint8Array()]] = first.storage.contents
  first.storage.contents.set(name, change(Buffer.from(content)))
  const second = opened(first.storage)
  expect(await second.of()).toEqual(value)
  return second
}

describe('a kept result', () => {
  test('is found by the next run, and replaces the previous result', async () => {
    const { storage, results } = opened()
    const found = () => opened(storage).results.find(request())
    expect(await found()).toBeUndefined()
    for (const name of ['first', 'second']) {
      await results.keep(request(), async () => ({ ...value, name }))
      expect(await found()).toEqual({ ...value, name })
    }
    expect(results.counts).toEqual({ taken: 0, added: 2 })
    expect(await opened(storage, 'other').results.find(request())).toBeUndefined()
    await noResults.keep(request(), async () => {
      throw new Error('nothing is made where nothing is kept')
    })
    expect(await noResults.find(request())).toBeUndefined()
  })

  test('is computed only once', async () => {
    const first = opened()
    expect(await first.of()).toEqual(value)
    const second = opened(first.storage)
    expect(await second.of()).toEqual(value)
    expect([first.computed(), second.computed()]).toEqual([1, 0])
    expect([first.results.counts, second.results.counts]).toEqual([
      { taken: 0, added: 1 },
      { taken: 1, added: 0 },
    ])
  })

  test('restores any computed value, only for its own key', async () => {
    // any code unit, also lone surrogates
    const unit = fc.nat(0xffff).map((code) => String.fromCharCode(code))
    const values = fc.record({ name: fc.string({ unit }), sizes: fc.array(fc.integer()) })
    await fc.assert(
      fc.asyncProperty(values, fc.jsonValue(), fc.jsonValue(), async (given, about, other) => {
        const { storage, of } = opened()
        await of(request(about), given)
        const later = opened(storage)
        expect(await later.of(request(about), given)).toEqual(given)
        expect(later.computed()).toBe(0)
        await later.of(request(other))
        expect(later.computed()).toBe(JSON.stringify(other) === JSON.stringify(about) ? 0 : 1)
      }),
      { numRuns: 20 },
    )
  })

  test('of another version of linkgate is not used', async () => {
    const first = opened()
    await first.of()
    const second = opened(first.storage, 'other')
    await second.of()
    expect(second.computed()).toBe(1)
  })

  test('of another schema is not used', async () => {
    const first = opened()
    await first.results.of({ ...request(), schema: z.object({ name: z.string() }) }, async () => ({
      name: 'a',
    }))
    const second = opened(first.storage)
    expect(await second.of()).toEqual(value)
    expect(second.computed()).toBe(1)
  })

  test('is not used but replaced if any byte of it has changed', async () => {
    const { storage } = opened()
    await opened(storage).of()
    const length = [...storage.contents.values()][0]?.length ?? 0
    await fc.assert(
      fc.asyncProperty(fc.nat(length - 1), fc.integer({ min: 1, max: 255 }), async (at, by) => {
        const changed = await afterChange((content) => {
          content[at] = (content[at] ?? 0) ^ by
          return content
        })
        expect(changed.computed()).toBe(1)
        const third = opened(changed.storage)
        await third.of()
        expect(third.computed()).toBe(0)
      }),
      { numRuns: 30 },
    )
  })

  test('is not used if it is cut off at any place', async () => {
    const { storage } = opened()
    await opened(storage).of()
    const length = [...storage.contents.values()][0]?.length ?? 0
    for (let end = 0; end < length; end += 17) {
      const cut = await afterChange((content) => content.subarray(0, end))
      expect(cut.computed()).toBe(1)
    }
  })

  test('is not used under the name of another result', async () => {
    const { storage, of } = opened()
    await of(request('one'), { ...value, name: 'one' })
    await of(request('two'), { ...value, name: 'two' })
    const [[first = '', one], [second = '', two]] = [...storage.contents] as [
      [string, Uint8Array],
      [string, Uint8Array],
    ]
    storage.contents.set(first, two).set(second, one)
    const later = opened(storage)
    expect(await later.of(request('one'))).toEqual(value)
    expect(later.computed()).toBe(1)
  })

  test('does not exist if nothing was computed, or if computing failed', async () => {
    const { storage, results, of } = opened()
    expect(await results.of(request(), async () => undefined)).toBeUndefined()
    await expect(results.of(request(), () => Promise.reject(new Error('full')))).rejects.toThrow('full')
    expect(storage.contents.size).toBe(0)
    await of()
    expect(storage.contents.size).toBe(1)
  })

  test('contains no secret', async () => {
    const world = fakeWorld()
    world.secrets.learnToken('correct-horse-battery-staple')
    const { storage, of } = opened(memoryStorage(), 'p', world)
    await of(request({ token: 'correct-horse-battery-staple' }))
    await of(request(), { ...value, name: 'main.correct-horse-battery-staple' })
    const kept = [...storage.contents.values()].map((content) => new TextDecoder().decode(content))
    expect(kept).toHaveLength(1)
    expect(kept.join()).not.toContain('staple')
  })

  test('contains no secret across the boundaries of the searched portions', async () => {
    const secret = 'correct-"horse"-\\\\-staple'
    for (let before = 0; before < 20; before++) {
      const world = fakeWorld()
      world.secrets.learnToken(secret)
      const { storage, of } = opened(memoryStorage(), 'p', world)
      const name = `${'x'.repeat((1 << 20) - 280 + before * 15)}${secret}${'y'.repeat(1 << 19)}`
      await of(request(), { ...value, name })
      expect(storage.contents.size).toBe(0)
    }
  })

  test.each(['battery"staple', 'battery\\staple', 'battery\tstaple', 'b\\"s\\\\t"', 'Pferd-Bäckerei'])(
    'contains no secret that JSON or UTF-8 encode differently: %s',
    async (secret) => {
      const world = fakeWorld()
      world.secrets.learnToken(secret)
      const { storage, of } = opened(memoryStorage(), 'p', world)
      await of(request(), { ...value, name: `main.${secret}` })
      expect(storage.contents.size).toBe(0)
    },
  )

  test('is computed each time if none can be kept', async () => {
    expect(await noResults.of(request(), async () => value)).toEqual(value)
  })
})
