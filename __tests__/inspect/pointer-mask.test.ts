import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Memory } from '../../src/inspect/go/memory.ts'
import type { ModuleData } from '../../src/inspect/go/moduledata.ts'
import { readPointerMask } from '../../src/inspect/go/pointer-mask.ts'

const size = 1 << 14
const program = 1 << 13

/** Variables at the start of a file, and their pointer mask at `program`; addresses are offsets. */
function maskOf(words: number, description: readonly number[]) {
  const bytes = new Uint8Array(size)
  bytes.set(description, program)
  const memory = {
    size,
    pointerSize: 8,
    offsetOf: (address: number) => (address < size ? address : undefined),
    u8: (at: number) => bytes[at] ?? 0,
  } as unknown as Memory
  const variables = { from: 0, to: 8 * words, pointers: program }
  return readPointerMask(memory, { variables } as ModuleData)?.words
}

/** The linker's encoding: single bits, and repetitions of the last ones. */
const step = fc.oneof(
  fc
    .array(fc.constantFrom(0, 1), { minLength: 1, maxLength: 127 })
    .map((bits) => ({ bits, back: 0, times: 0 })),
  fc.record({
    bits: fc.constant<readonly number[]>([]),
    back: fc.integer({ min: 1, max: 300 }),
    times: fc.integer({ min: 1, max: 200 }),
  }),
)

const varint = (value: number) => (value < 128 ? [value] : [(value & 127) | 128, value >> 7])

test('decodes single bits and repetitions', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
      const words: number[] = []
      const description: number[] = []
      for (const one of steps) {
        if (one.bits.length > 0) {
          words.push(...one.bits)
          const packed = new Array(Math.ceil(one.bits.length / 8)).fill(0)
          for (const [bit, value] of one.bits.entries()) packed[bit >> 3] |= value << (bit & 7)
          description.push(one.bits.length, ...packed)
          continue
        }
        const back = Math.min(one.back, words.length)
        if (back === 0) continue
        for (let left = back * one.times; left > 0; left--) words.push(words.at(-back) ?? 0)
        description.push(...(back < 128 ? [128 | back] : [128, ...varint(back)]), ...varint(one.times))
      }
      const length = Math.min(words.length, program / 8)
      fc.pre(length > 0)
      expect([...(maskOf(length, [...description, 0]) ?? [])]).toEqual(words.slice(0, length))
    }),
  )
})

test('no mask if a repetition is longer than the bits before it, or if there are no variables', () => {
  expect(maskOf(8, [1, 1, 128 | 2, 3, 0])).toBeUndefined()
  expect(maskOf(0, [0])).toBeUndefined()
})

test('a mask that ends early has no further pointers', () => {
  expect([...(maskOf(4, [2, 3, 0]) ?? [])]).toEqual([1, 1, 0, 0])
})
