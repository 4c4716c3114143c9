import { expect, test } from 'vitest'
import { asMap, parsed } from '../../src/common/yaml-values.ts'

test.each([
  ['own keys win', 'a: &a { x: 1, y: 2 }\nb: { <<: *a, y: 3 }', { x: 1, y: 3 }],
  [
    'the first of several maps wins',
    'a: &a { x: 1 }\nc: &c { x: 2, z: 4 }\nb: { <<: [*a, *c] }',
    { x: 1, z: 4 },
  ],
  ['merges in merges', 'a: &a { x: 1 }\nc: &c { <<: *a, z: 4 }\nb: { <<: *c }', { x: 1, z: 4 }],
  ['what is no map adds nothing', 'b: { <<: [1, text], z: 4 }', { z: 4 }],
])('%s', (_, text, expected) => {
  expect(asMap(parsed(text))['b']).toEqual(expected)
})

test('many merges of a large map add a limited number of keys', () => {
  const large = Array.from({ length: 5_000 }, (_, at) => `k${at}: 1`).join(', ')
  const merges = Array.from({ length: 60 }, (_, at) => `m${at}: { <<: *a }\n`).join('')
  const counts = Object.values(asMap(parsed(`a: &a { ${large} }\n${merges}`))).map(
    (one) => Object.keys(asMap(one)).length,
  )
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(105_000)
})
