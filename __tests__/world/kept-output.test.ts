import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openSecrets } from '../../src/common/secrets/secrets.ts'
import { keptOutput } from '../../src/world/kept-output.ts'

function keptOf(text: string, [start, end]: readonly [number, number], step: number): string {
  const kept = keptOutput(start, end)
  for (let at = 0; at < text.length; at += step) kept.add(text.slice(at, at + step))
  return kept.text()
}

test('output is kept as it is if it is short enough', () => {
  expect(keptOf('one\ntwo\nthree', [4, 5], 3)).toBe('one\ntwo\nthree')
})

test('of a longer output, whole lines of the beginning and of the end are kept', () => {
  const lines = Array.from({ length: 50 }, (_, index) => `line ${index}`)
  const kept = keptOf(lines.join('\n'), [20, 30], 7).split('\n')
  const at = kept.findIndex((line) => line.startsWith('…'))
  expect(kept.slice(0, at)).toEqual(lines.slice(0, at))
  expect(kept.slice(at + 1)).toEqual(lines.slice(at + 1 - kept.length))
  const omitted = lines
    .slice(at, at + 1 - kept.length)
    .map((line) => `${line}\n`)
    .join('')
  expect(kept[at]).toBe(`… ${omitted.length} characters omitted …`)
})

test('of a long output without lines, nothing is kept', () => {
  expect(keptOf('x'.repeat(100), [20, 30], 7)).toBe('… 100 characters omitted …\n')
})

test('no part of a secret is left where output was omitted', () => {
  const secret = 'correct-horse-battery'
  const secrets = openSecrets()
  secrets.learnToken(secret)
  fc.assert(
    fc.property(
      fc.nat(60),
      fc.integer({ min: 20, max: 60 }),
      fc.integer({ min: 1, max: 30 }),
      (before, room, step) => {
        const text = `first\n${'.'.repeat(before)}${secret}\n${'x'.repeat(200)}\n${secret}${'.'.repeat(before)}\nlast`
        const shown = secrets.mask(keptOf(text, [room, room], step))
        expect(shown).not.toMatch(/correct|battery|horse/)
        expect(shown).toContain('characters omitted')
      },
    ),
  )
})
