import fc from 'fast-check'
import { expect, test } from 'vitest'
import { settleSome } from '../../src/common/settle.ts'

test('values are in the order of the items, and at most `atOnce` items are in progress', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.nat(3), { maxLength: 12 }),
      fc.integer({ min: 1, max: 4 }),
      async (turns, most) => {
        let running = 0
        const begun: number[] = []
        const found = await settleSome([...turns.keys()], most, async (item) => {
          begun.push(item)
          running += 1
          expect(running).toBeLessThanOrEqual(most)
          for (let turn = 0; turn < (turns[item] ?? 0); turn++) await Promise.resolve()
          running -= 1
          return -item
        })
        expect(found).toEqual([...turns.keys()].map((item) => -item))
        expect(begun).toEqual([...turns.keys()])
      },
    ),
  )
})

test('after a failure, no item is started, and those in progress are awaited', async () => {
  const done: number[] = []
  const work = settleSome([0, 1, 2, 3], 2, async (item) => {
    if (item === 0) throw new Error('no')
    await Promise.resolve()
    done.push(item)
  })
  await expect(work).rejects.toThrow('no')
  expect(done).toEqual([1])
})
