import fc from 'fast-check'
import { expect, test } from 'vitest'
import { eachRebase } from '../../../src/inspect/macho/rebase.ts'

const segments = [0, 0x1000, 0x8000].map((address) => ({
  name: '',
  address,
  offset: 0,
  fileSize: 0,
  protection: 3,
  sections: [],
}))

function rebased(
  opcodes: readonly number[],
): readonly (readonly [from: number, to: number, address: number])[] {
  const bytes = Uint8Array.from([0xff, ...opcodes])
  const tables = [{ kind: 'rebase', offset: 1, size: opcodes.length }] as const
  const found: (readonly [number, number, number])[] = []
  eachRebase(bytes, { segments, tables, bits: 64 }, (from, to, address) => found.push([from, to, address]))
  return found
}

test('as `dyld_info` prints them: each entry ends with the opcode that rebases', () => {
  expect(
    rebased([
      // a pointer; segment 1, offset 0x80 as two bytes; once
      ...[0x11, 0x21, 0x80, 0x01, 0x51],
      // 0x10 further, then two words further, three times
      ...[0x30, 0x10, 0x42, 0x53],
      // by a number of seven bits a byte, then one word and 8 bytes to the next one
      ...[0x60, 0x02, 0x70, 0x08],
      // two times with a gap of 0x20, and one more to show where that ends
      ...[0x80, 0x02, 0x20, 0x51],
      // nothing counts after the end
      ...[0x00, 0x51],
    ]),
  ).toEqual([
    [1, 6, 0x1080],
    [6, 10, 0x10a8],
    [10, 12, 0x10c0],
    [12, 14, 0x10d0],
    [14, 17, 0x10e0],
    [17, 18, 0x1130],
  ])
})

test('anything ends, with entries one after the other', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 255 }), { maxLength: 200 }), (opcodes) => {
      let last = 1
      for (const [from, to] of rebased(opcodes)) {
        expect(from).toBe(last)
        expect(to).toBeGreaterThan(from)
        last = to
      }
      expect(last).toBeLessThanOrEqual(1 + opcodes.length)
    }),
  )
})
