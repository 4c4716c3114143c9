import fc from 'fast-check'
import { expect, test } from 'vitest'
import { SizeTotals } from '../../src/attribution/items.ts'
import { readNames } from '../../src/attribution/names.ts'
import { packageOfSymbol } from '../../src/attribution/symbol-names.ts'

const piece = fc.constantFrom(
  'a',
  'b',
  '.',
  '/',
  '[',
  ',',
  'go',
  ':',
  '%2e',
  '%252e',
  '(*T)',
  'T.',
  'é',
  'type:',
  'type:.eq.',
  'go:itab.*',
  'go.shape.',
)
const name = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(''))

test('a name in a function table has the package of the symbol', () => {
  fc.assert(
    fc.property(fc.array(name, { maxLength: 12 }), (all) => {
      const bytes = new TextEncoder().encode(all.map((one) => `${one}\0`).join(''))
      const totals = new SizeTotals()
      const names = readNames(bytes, totals)
      const expected = all.filter((one) => one !== '')
      const numbers = expected.map((_, number) => number)
      expect(numbers.map(names.text)).toEqual(expected)
      expect(numbers.map(names.typesOf)).toEqual(
        expected.map((one) => (one.includes('[') ? one.slice(one.indexOf('[')) : '')),
      )
      expect(names.count).toBe(expected.length)
      expect(numbers.map((number) => names.at(names.offset(number)))).toEqual(numbers)
      expect(numbers.map(names.packageOf)).toEqual(
        expected.map((one) => totals.packageId(packageOfSymbol(one))),
      )
    }),
    { numRuns: 200 },
  )
})
