import { describe, expect, test } from 'vitest'
import { hasAllMethods, hasFunction } from '../../../src/attribution/linked/kept-methods.ts'
import type { RandomAccess } from '../../../src/effects/files.ts'

const pieceSize = 1 << 20

/** A file with text at a place, and zeros elsewhere. */
function fileWith(text: string, at: number, size = 3 * pieceSize): RandomAccess {
  const bytes = new Uint8Array(size)
  new TextEncoder().encodeInto(text, bytes.subarray(at))
  return { size, read: (from, length) => bytes.subarray(from, from + length) }
}

describe('the name of a function', () => {
  const name = 'example.com/äpi.Call'

  test.each([1, pieceSize - 25, pieceSize - 3, pieceSize, pieceSize + 1, 2 * pieceSize - 12])(
    'is found at byte %i',
    (at) => {
      expect(hasFunction(fileWith(name, at), name)).toBe(true)
    },
  )

  test.each([`x${name}`, `${name}.func1`, name.slice(1)])('is not found in %s', (other) => {
    expect(hasFunction(fileWith(other, 100), name)).toBe(false)
  })
})

test('all methods of reflection are there, or one is left out', () => {
  const all = [
    ...['Align', 'Bits', 'ChanDir', 'FieldAlign', 'FieldByIndex', 'FieldByName', 'FieldByNameFunc'],
    ...['IsVariadic', 'Method', 'MethodByName', 'NumIn', 'NumMethod', 'NumOut', 'PkgPath'],
  ].map((method) => `reflect.(*rtype).${method}\0`)
  expect(hasAllMethods(fileWith(all.join(''), pieceSize - 100))).toBe(true)
  for (const one of all)
    expect(hasAllMethods(fileWith(all.filter((other) => other !== one).join(''), 7, 1 << 12))).toBe(false)
})
