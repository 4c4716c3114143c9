import fc from 'fast-check'
import { expect, test } from 'vitest'
import { relocatedMachOData } from '../../../src/inspect/macho/chained-fixups.ts'

const [pageSize, dataAt, base] = [0x40, 0x100, 0x100000000]
const tableAt = 0x20
const noPointers = 0xffff

/** DYLD_CHAINED_PTR_64: target, distance to the next pointer in bytes, whether it refers to a symbol of a library. */
function pointer(target: number, next: number, isSymbol = false): bigint {
  return (BigInt(isSymbol ? 1 : 0) << 63n) | (BigInt(next / 4) << 51n) | BigInt(target)
}

interface Chains {
  readonly format: number
  readonly starts: readonly number[]
  readonly pointers: Readonly<Record<number, bigint>>
}

/** A program with a code segment, and a data segment that begins at `dataAt`. */
function program({ format, starts, pointers }: Chains) {
  const bytes = new Uint8Array(0x200)
  const data = new DataView(bytes.buffer)
  const segment = (address: number, offset: number, fileSize: number) =>
    ({ name: '', address, offset, fileSize, protection: 3, sections: [] }) as const
  // offset and number of the chain starts
  data.setUint32(tableAt + 4, 0x20, true)
  const image = tableAt + 0x20
  data.setUint32(image, 2, true)
  data.setUint32(image + 8, 0x10, true)
  const own = image + 0x10
  data.setUint16(own + 4, pageSize, true)
  data.setUint16(own + 6, format, true)
  data.setUint16(own + 20, starts.length, true)
  for (const [page, start] of starts.entries()) data.setUint16(own + 22 + 2 * page, start, true)
  for (const [at, value] of Object.entries(pointers)) data.setBigUint64(dataAt + Number(at), value, true)
  const machO = {
    bits: 64,
    littleEndian: true,
    segments: [segment(base, 0, dataAt), segment(base + dataAt, dataAt, 0x100)],
    tables: [{ kind: 'chained-fixups', offset: tableAt, size: 0x60 }],
  } as const
  return { bytes, machO }
}

function filled(chains: Chains): (at: number) => bigint {
  const { bytes, machO } = program(chains)
  const { from, bytes: found } = relocatedMachOData(bytes, machO)
  expect(from).toBe(dataAt)
  const view = new DataView(found.buffer, found.byteOffset)
  return (at) => view.getBigUint64(at, true)
}

const pointers = { 8: pointer(0x1234, 0x10), 24: pointer(7, 0x8, true), 32: pointer(0x20, 0) }

test('offsets from the start of the program become addresses, and symbols of libraries 0', () => {
  const at = filled({ format: 6, starts: [8], pointers: { ...pointers, 40: 5n } })
  expect([0, 8, 0x18, 0x20, 0x28].map(at)).toEqual([0n, BigInt(base + 0x1234), 0n, BigInt(base + 0x20), 5n])
})

test('addresses are unchanged, and each page has its own chain', () => {
  const target = base + 0x80
  const at = filled({
    format: 2,
    starts: [noPointers, 0x10],
    pointers: { 8: 5n, [pageSize + 0x10]: pointer(target, 0) },
  })
  expect([8, pageSize + 0x10].map(at)).toEqual([5n, BigInt(target)])
})

test('formats of other processors are ignored', () => {
  expect(filled({ format: 1, starts: [8], pointers })(8)).toBe(pointers[8])
})

test('damaged chains end', () => {
  const damage = fc.array(fc.tuple(fc.nat({ max: 0x1ff }), fc.nat({ max: 255 })), { maxLength: 20 })
  fc.assert(
    fc.property(damage, (changes) => {
      const { bytes, machO } = program({ format: 6, starts: [8], pointers })
      for (const [at, value] of changes) bytes[at] = value
      const { from, bytes: found } = relocatedMachOData(bytes, machO)
      expect(from + found.length).toBeLessThanOrEqual(bytes.length)
    }),
  )
})
