import fc from 'fast-check'
import { expect, test } from 'vitest'
import { eachBaseRelocation } from '../../../src/inspect/pe/base-relocations.ts'

const imageBase = 0x400000

function placesIn(
  bytes: Uint8Array,
  to = bytes.length,
): readonly (readonly [from: number, address: number])[] {
  const found: (readonly [number, number])[] = []
  eachBaseRelocation(bytes, { from: 0, to }, imageBase, (from, end, address) => {
    expect(end).toBe(from + 2)
    found.push([from, address])
  })
  return found
}

test('a block for each page, in which padding is ignored', () => {
  const bytes = new Uint8Array(24)
  const data = new DataView(bytes.buffer)
  for (const [at, page, size] of [
    [0, 0x1000, 12],
    [12, 0x3000, 12],
  ] as const) {
    data.setUint32(at, page, true)
    data.setUint32(at + 4, size, true)
  }
  // type 10 is for 64-bit words, type 3 for 32-bit words
  for (const [at, entry] of [
    [8, 0xa010],
    [10, 0x0000],
    [20, 0x3ffc],
    [22, 0x3004],
  ] as const)
    data.setUint16(at, entry, true)
  expect(placesIn(bytes)).toEqual([
    [8, 0x401010],
    [20, 0x403ffc],
    [22, 0x403004],
  ])
})

test('a damaged table ends, within its bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), fc.nat({ max: 200 }), (bytes, to) => {
      for (const [from] of placesIn(bytes, to))
        expect(from + 2).toBeLessThanOrEqual(Math.min(to, bytes.length))
    }),
  )
})
