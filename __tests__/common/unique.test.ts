import fc from 'fast-check'
import { expect, test } from 'vitest'
import { uniqueByValue } from '../../src/common/unique.ts'

test('keeps the first of equal items, in their order', () => {
  const items = [{ name: 'b' }, { name: 'a' }, { name: 'b' }, { name: 'a', size: 1 }]
  expect(uniqueByValue(items)).toEqual([{ name: 'b' }, { name: 'a' }, { name: 'a', size: 1 }])
  expect(uniqueByValue(items)[0]).toBe(items[0])
})

test('keeps each value exactly once', () => {
  fc.assert(
    fc.property(fc.array(fc.record({ n: fc.nat(3), text: fc.constantFrom('', 'x') })), (items) => {
      const texts = uniqueByValue(items).map((item) => JSON.stringify(item))
      expect(texts).toEqual([...new Set(items.map((item) => JSON.stringify(item)))])
    }),
  )
})
