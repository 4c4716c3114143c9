import fc from 'fast-check'
import { expect, test } from 'vitest'
import { inferSizes } from '../../../src/inspect/executable/infer-sizes.ts'
import { ProgramSymbols } from '../../../src/inspect/executable/symbols.ts'

interface Given {
  readonly name: string
  readonly address: number
  readonly isFunction?: boolean
}

function symbolsOf(given: readonly Given[]): ProgramSymbols {
  const names = given.map(({ name }) => `${name}\0`)
  const symbols = new ProgramSymbols(new TextEncoder().encode(names.join('')))
  let at = 0
  for (const [number, { address, isFunction = false }] of given.entries()) {
    symbols.add(at, address, 0, isFunction)
    at += names[number]?.length ?? 0
  }
  return symbols
}

const section = { address: 1000, size: 1000 }

function sizesOf(given: readonly Given[], isAscending: boolean): readonly number[] {
  const sized = inferSizes(symbolsOf(given), [section], { isAscending })
  return given.map((_, number) => sized.size(number))
}

test('a symbol extends to the next one, the last one to the end of its section', () => {
  const given = [
    { name: 'b', address: 1100 },
    { name: 'a', address: 1000 },
    { name: 'same place', address: 1100 },
    { name: 'elsewhere', address: 3000 },
  ]
  expect(sizesOf(given, false)).toEqual([900, 100, 900, 0])
})

test('in data that is sorted by size, bytes after a small variable before larger ones have no symbol', () => {
  const given = [
    { name: 'main.tiny', address: 1000 },
    { name: 'main.small', address: 1008 },
    { name: 'main.large', address: 1400 },
    { name: 'runtime.edata', address: 1500 },
    // start of another group
    { name: 'main.one', address: 1500 },
    { name: 'main.two', address: 1504 },
  ]
  for (const all of [given, given.toReversed()]) {
    const found = new Map(sizesOf(all, true).map((size, number) => [all[number]?.name, size]))
    expect([...found].toSorted()).toEqual([
      ['main.large', 100],
      ['main.one', 4],
      ['main.small', 100],
      ['main.tiny', 8],
      ['main.two', 496],
      ['runtime.edata', 0],
    ])
  }
  expect(sizesOf(given, false)).toEqual([8, 392, 100, 0, 4, 496])
})

test('functions are not sorted by size', () => {
  const given = [
    { name: 'main.long', address: 1000, isFunction: true },
    { name: 'main.short', address: 1900, isFunction: true },
  ]
  expect(sizesOf(given, true)).toEqual([900, 100])
})

const sizes = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 20 })

test('sizes of sorted variables are not too small, and variables do not overlap', () => {
  fc.assert(
    fc.property(sizes, fc.array(fc.nat({ max: 30 }), { minLength: 20, maxLength: 20 }), (some, gaps) => {
      const ordered = some.toSorted((a, b) => a - b)
      let address = section.address
      const given = ordered.map((size, number) => {
        const one = { name: `main.v${number}`, address }
        address += size + (gaps[number] ?? 0)
        return one
      })
      const found = sizesOf(given, true)
      for (const [number, size] of ordered.entries()) {
        expect(found[number]).toBeGreaterThanOrEqual(size)
        const next = given[number + 1]?.address ?? section.address + section.size
        expect((given[number]?.address ?? 0) + (found[number] ?? 0)).toBeLessThanOrEqual(next)
      }
    }),
  )
})
