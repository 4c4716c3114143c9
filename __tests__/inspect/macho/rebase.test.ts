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

test('the addresses that `dyld_info` prints; an entry ends with the opcode that rebases', () => {
  expect(
    rebased([
      // type pointer; segment 1, offset 0x80 in two bytes; rebase once
      ...[0x11, 0x21, 0x80, 0x01, 0x51],
      // skip 0x10, skip two words, rebase three times
      ...[0x30, 0x10, 0x42, 0x53],
      // skip a ULEB128 number; rebase, and skip 8 bytes
      ...[0x60, 0x02, 0x70, 0x08],
      // rebase twice with a gap of 0x20, and once more to show where that ends
      ...[0x80, 0x02, 0x20, 0x51],
      // opcodes after the end are ignored
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

test('any bytes: reading ends, and entries are consecutive', () => {
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
