import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cutToWidth, displayWidth, wrap } from '../../../src/report/terminal/layout.ts'

const pieces = [
  'a',
  'bc',
  '1 ',
  '%',
  ' ',
  '  ',
  '`',
  '`x y`',
  '界',
  '\u{a0}',
  '·',
  'a-long-word-of-more-than-20-cells',
]
const text = fc.array(fc.constantFrom(...pieces), { maxLength: 30 }).map((all) => all.join(''))

describe('wrapped text', () => {
  test('keeps all text, in lines that fit unless a single word is too long', () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 5, max: 40 }), (given, width) => {
        const lines = wrap(given, width, 2).split('\n')
        const inked = (shown: string) => shown.replaceAll(/\s/g, '')
        expect(inked(lines.join(''))).toBe(inked(given))
        for (const line of lines) {
          const words = line.trim().split(' ').length
          if (words > 1) expect(displayWidth(line.trimEnd())).toBeLessThanOrEqual(width)
        }
      }),
    )
  })

  test('keeps a number with its unit', () => {
    expect(wrap('dynamic +2.9 ±0.3 ms (+33.3 %); 3 sizes', 26, 2)).toBe(
      '  dynamic +2.9 ±0.3 ms\n  (+33.3 %); 3 sizes',
    )
  })

  test('keeps code in one line, so that it can be copied', () => {
    expect(wrap('write it as `build: { prepare: … }` in the file', 30, 2)).toBe(
      '  write it as\n  `build: { prepare: … }` in\n  the file',
    )
    expect(wrap('write `build: { prepare: go generate }` there', 20, 2)).toBe(
      '  write `build: {\n  prepare: go\n  generate }` there',
    )
  })
})

test('a truncated line has exactly the available width', () => {
  fc.assert(
    fc.property(text, fc.integer({ min: 1, max: 40 }), (given, width) => {
      const cut = cutToWidth(given, width)
      expect(displayWidth(cut)).toBeLessThanOrEqual(width)
      if (displayWidth(given) <= width) expect(cut).toBe(given)
    }),
  )
})
