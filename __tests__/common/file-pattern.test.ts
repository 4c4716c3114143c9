import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { filePattern } from '../../src/common/file-pattern.ts'

describe('a pattern', () => {
  test.each<[pattern: string, fits: readonly string[], others: readonly string[]]>([
    ['a[]x]b', ['a]b', 'axb'], ['ab', 'aab']],
    ['a[^x-z]b', ['aab', 'a-b'], ['ayb', 'ab']],
    ['[a\\]]', ['a', ']'], ['\\', 'b']],
    ['[*?]', ['*', '?'], ['a']],
    ['a^b$(c|d)', ['a^b$(c|d)'], ['ac', 'a^bc']],
    ['?', ['é', '🚀', 'a'], ['/', 'ab', '']],
    ['**/**/x', ['x', 'a/x', 'a/b/c/x'], ['xx', 'a/xx']],
    ['[z-a]', [], ['a', 'z', '-']],
    ['[a', [], ['[a', 'a']],
  ])('%j', (pattern, fits, others) => {
    expect([...fits, ...others].filter((path) => filePattern(pattern).test(path))).toEqual(fits)
  })
})

/** An equivalent regular expression, which backtracks exponentially. */
function expressionFor(pattern: string): RegExp {
  const whole = pattern.replaceAll(/\*\*\/?$|\*\*\/?|\*|\?|[\s\S]/g, (token, at: number) => {
    if (token.startsWith('**')) return at + token.length === pattern.length ? '.*' : '(.*/)?'
    if (token === '*') return '[^/]*'
    return token === '?' ? '[^/]' : token
  })
  return new RegExp(`^${whole}$`, 's')
}

test('matches what a regular expression matches', () => {
  const pattern = fc.array(fc.constantFrom('a', 'b', '/', '*', '**', '**/', '?'), { maxLength: 8 })
  const path = fc.array(fc.constantFrom('a', 'b', '/'), { maxLength: 10 })
  fc.assert(
    fc.property(pattern, path, (given, at) => {
      const [wildcards, name] = [given.join(''), at.join('')]
      expect(filePattern(wildcards).test(name)).toBe(expressionFor(wildcards).test(name))
    }),
    { numRuns: 500 },
  )
})

test.each([
  ['many wildcards', '*a'.repeat(40), `${'a'.repeat(250)}b`],
  ['many directories', 'a/**/'.repeat(40), `${'a/'.repeat(250)}b`],
  ['more than a regular expression may have', 'a'.repeat(200_000), 'a'.repeat(250)],
])('takes no time with %s', (_, pattern, path) => {
  const before = process.cpuUsage()
  expect(filePattern(`${pattern}c`).test(path)).toBe(false)
  const { user } = process.cpuUsage(before)
  expect(user).toBeLessThan(1_000_000)
})
