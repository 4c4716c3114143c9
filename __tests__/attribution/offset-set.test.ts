import fc from 'fast-check'
import { expect, test } from 'vitest'
import { OffsetSet } from '../../src/attribution/offset-set.ts'

const [from, to] = [40, 900]
const offset = fc.nat({ max: 1000 })

test('contains the same offsets as a Set, in ascending order', () => {
  const change = fc.oneof(
    offset.map((at) => ({ from: at, to: at + 1, isAdded: true })),
    fc.record({ from: offset, to: offset, isAdded: fc.boolean() }),
  )
  fc.assert(
    fc.property(fc.array(change), offset, (changes, probe) => {
      const set = new OffsetSet({ from, to })
      const expected = new Set<number>()
      for (const one of changes) {
        if (one.to === one.from + 1 && one.isAdded) set.add(one.from)
        else set.fill(one.from, one.to, one.isAdded)
        for (let at = Math.max(one.from, from); at < Math.min(one.to, to); at++) {
          if (one.isAdded) expected.add(at)
          else expected.delete(at)
        }
      }
      const sorted = [...expected].sort((a, b) => a - b)
      expect([...set.offsets()]).toEqual(sorted)
      expect(set.has(probe)).toBe(expected.has(probe))
      expect(set.numberOf(probe)).toBe(sorted.filter((one) => one < probe).length)
    }),
    { numRuns: 50 },
  )
})
