import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readMarker, writeMarker } from '../../src/publish/marker.ts'

const head = 'a'.repeat(40)

test('the shape that is written', () => {
  expect(writeMarker({ app: 'orders-api', fingerprint: 'c0ffee', head })).toBe(
    `<!-- linkgate:comment app="orders-api" fingerprint="c0ffee" head="${head}" -->`,
  )
})

test('any app name comes back, on one line that no reader of HTML ends early', () => {
  // Code units, not characters: half of a surrogate pair is a name that YAML can write.
  const codeUnits = fc
    .array(fc.integer({ min: 0, max: 0xffff }))
    .map((units) => String.fromCharCode(...units))
  const names = fc.oneof(fc.string({ unit: 'binary' }), codeUnits, fc.stringMatching(/^[-"<>!%0-9A-F]+$/))
  fc.assert(
    fc.property(names, fc.string(), (app, rest) => {
      const marker = writeMarker({ app, fingerprint: 'c0ffee', head })
      expect(readMarker(`${marker}\n${rest}`)).toEqual({ app, fingerprint: 'c0ffee', head })
      expect(marker.slice(4, -3)).not.toMatch(/--|[<>\r\n]/)
    }),
  )
})

describe('what is recognised', () => {
  const marker = writeMarker({ app: 'api', fingerprint: 'c0ffee', head })

  test('after an edit in the browser, which writes CRLF', () => {
    expect(readMarker(`${marker}\r\ntext`)?.app).toBe('api')
  })

  test('of a version that says more, or less', () => {
    expect(readMarker('<!-- linkgate:comment app="api" later="x" -->\n')).toEqual({
      app: 'api',
      fingerprint: '',
      head: '',
    })
  })

  test.each([
    ['not on the first line', `hello\n${marker}`],
    ['quoted', `> ${marker}`],
    ['text on the same line', `${marker} text`],
    ['without an app', '<!-- linkgate:comment head="x" -->'],
    ['another comment', '<!-- linkgate:report app="api" -->'],
    ['nothing', ''],
  ])('not when %s', (_, body) => {
    expect(readMarker(body)).toBeUndefined()
  })
})
