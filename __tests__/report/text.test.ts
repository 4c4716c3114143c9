import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { shorten } from '../../src/common/shorten.ts'
import { code, fence, name, printable, sentence, whole } from '../../src/report/text.ts'
import { outside } from '../support/runs/outside.ts'
import { tries } from '../support/runs/tries.ts'
import { activeParts, nodesOf, parseGfm, tableShapes } from './gfm.ts'

const esc = String.fromCharCode(27)

describe('inline code', () => {
  test.each([
    ['github.com/gin-gonic/gin', '`github.com/gin-gonic/gin`'],
    ['a`b', '``a`b``'],
    ['`a``', '``` `a`` ```'],
    ['a|b', '`a¦b`'],
    ['two\nlines', '`two lines`'],
    ['', '`(empty)`'],
    ['ad\u{200b}min', '`ad\\u{200b}min`'],
    ['\u{202e}gpj.exe', '`\\u{202e}gpj.exe`'],
    ['<!-- linkgate:api -->', '`<! -- linkgate:api -->`'],
  ])('%j', (given, expected) => {
    expect(code(given)).toBe(expected)
  })

  test('keeps both ends of a text that is too long', () => {
    expect(code(`${'a'.repeat(100)}/end`, 20)).toBe('`aaaaaaaaaaaaa…aa/end`')
    expect([...shorten('x'.repeat(1e6), 80)]).toHaveLength(80)
  })

  test('any text becomes one code node, alone and in a table', () => {
    fc.assert(
      fc.property(outside, (text) => {
        const types = nodesOf(parseGfm(code(text))).map(({ type }) => type)
        expect(types).toEqual(['root', 'paragraph', 'inlineCode'])
        expect(tableShapes(`| a | b |\n| - | - |\n| ${code(text)} | ${code(text)} |`)).toEqual([[2, 2]])
      }),
    )
  })
})

describe('fenced blocks', () => {
  test('have a fence that is longer than any inside, and no colors', () => {
    expect(
      fence(['```', `${esc}[31mred${esc}[0m`, `${esc}]0;title${String.fromCharCode(7)}x`, 'a\r\nb\tc']),
    ).toMatchInlineSnapshot(`
        "\`\`\`\`text
        \`\`\`
        red
        x
        a
        b    c
        \`\`\`\`"
      `)
  })

  test('any lines become one block', () => {
    fc.assert(
      fc.property(fc.array(outside), (lines) => {
        const types = nodesOf(parseGfm(`before\n\n${fence(lines)}\n\nafter`)).map(({ type }) => type)
        expect(types).toEqual(['root', 'paragraph', 'text', 'code', 'paragraph', 'text'])
      }),
    )
  })

  test('truncate long lines', () => {
    expect([...(fence(['x'.repeat(1e5)]).split('\n')[1] ?? '')]).toHaveLength(300)
  })
})

describe('sentences', () => {
  test.each([
    ['Binary grew by 1.90 MB (+19.8 %): budget 1% and 64 kB', undefined],
    ['needs `libc.so.6`, which is missing', undefined],
    ['ask @gin-gonic/team', 'ask `@gin-gonic/team`'],
    ['see https://example.com.', 'see `https://example.com`.'],
    ['see www.example.com', 'see `www.example.com`'],
    ['fixes #12 and GH-1', 'fixes `#12` and `GH-1`'],
    ['at c07f3a1', 'at `c07f3a1`'],
    ['<b>bold</b> **too** _x_', '`<b>bold</b>` `**too**` `_x_`'],
    ['![x](y) [a]: b', '`![x](y)` `[a]`: b'],
    [
      'sets DB_URL, A_B and starts db (postgres:14-alpine), too',
      'sets `DB_URL`, `A_B` and starts db (`postgres:14-alpine`), too',
    ],
    ['x_y(), (a_b()). ":c"?', '`x_y()`, (`a_b()`). "`:c`"?'],
    ['# heading', '`#` heading'],
    ['- item', '`-` item'],
    ['1. item', '`1.` item'],
    ['it is :tada: $x$', 'it is `:tada`: `$x$`'],
    ['a `code', 'a code'],
    ['`a``b`', '`a` `b`'],
    ['two\n\nparagraphs', 'two paragraphs'],
  ])('%j', (given, expected = given) => {
    expect(sentence(given).replaceAll('\u{a0}', ' ')).toBe(expected)
  })

  test('a code span is limited to the given length', () => {
    const line = `write \`${'k: v, '.repeat(40)}k: v\` there`
    expect(sentence(line)).toContain('…')
    expect(sentence(line, 600, 600)).toBe(line)
  })

  test('a number stays with its unit', () => {
    expect(sentence('8.9 ±0.2 ms of 20 MB in 3 steps')).toBe('8.9\u{a0}±0.2\u{a0}ms of 20\u{a0}MB in 3 steps')
    expect(sentence('8.9 (8.7–9.4) ms')).toBe('8.9\u{a0}(8.7–\u{2060}9.4)\u{a0}ms')
    expect(sentence('−0.1 (−0.3 to 0.8) ms')).toBe('−0.1\u{a0}(−0.3\u{a0}to\u{a0}0.8)\u{a0}ms')
  })

  test('any text becomes a paragraph of words and code', () => {
    fc.assert(
      fc.property(outside, (text) => {
        const whole = sentence(text)
        expect(activeParts(whole)).toEqual([])
        expect(parseGfm(`x ${whole} y`).children).toHaveLength(1)
        expect(tableShapes(`| a | b |\n| - | - |\n| ${whole} | ${whole} |`)).toEqual([[2, 2]])
      }),
      { numRuns: tries(500) },
    )
  })
})

test.each([
  ['orders', 'orders'],
  ['static-pie', 'static-pie'],
  ['orders_api', '`orders_api`'],
  ['@team', '`@team`'],
  ['deadbeef', '`deadbeef`'],
  ['---', '`---`'],
  ['two words', '`two words`'],
])('name %s', (given, expected) => {
  expect(name(given)).toBe(expected)
})

test('a line for a terminal has no control sequences', () => {
  expect(printable(`${esc}[2J${esc}]8;;https://example.com${esc}\\link\u{202e}\u{7}\u{9b}31m`)).toBe(
    'link\\u{202e}',
  )
  fc.assert(
    fc.property(outside, (text) => {
      expect(printable(text)).not.toMatch(/[\p{Cc}\u{200b}-\u{200f}\u{202a}-\u{202e}\u{2066}-\u{2069}]/u)
    }),
  )
})

test('a sentence of linkgate is never shortened, and code in it keeps its spaces', () => {
  const config = `startup: { env: { ${Array.from({ length: 40 }, (_, index) => `NAME_${index}: "value ${index} MB"`).join(', ')} } }`
  expect(whole(`write \`${config}\` in 3 MB of text`)).toBe(`write \`${config}\` in 3\u{a0}MB of text`)
})
