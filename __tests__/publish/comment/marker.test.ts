import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isLater, readMarker, withMarker, writeMarker } from '../../../src/publish/comment/marker.ts'
import { character } from '../../support/runs/outside.ts'

const head = 'a'.repeat(40)
const whole = { app: 'api', fingerprint: 'c0ffee', head, run: 32361349210, attempt: 2 }

test('writes the documented form', () => {
  expect(writeMarker({ ...whole, app: 'orders-api' })).toBe(
    `<!-- linkgate:comment app="orders-api" fingerprint="c0ffee" head="${head}" run="32361349210" attempt="2" -->`,
  )
})

test('any app name is read back from one line that HTML parsers do not end early', () => {
  // Code units, not characters: half of a surrogate pair is a name that YAML can write.
  const codeUnits = fc
    .array(fc.integer({ min: 0, max: 0xffff }))
    .map((units) => String.fromCharCode(...units))
  const names = fc.oneof(fc.string({ unit: character }), codeUnits, fc.stringMatching(/^[-"<>!%0-9A-F]+$/))
  fc.assert(
    fc.property(names, fc.string(), (app, rest) => {
      const marker = writeMarker({ ...whole, app })
      expect(readMarker(`${marker}\n${rest}`)).toEqual({ ...whole, app })
      expect(marker.slice(4, -3)).not.toMatch(/--|[<>\r\n]/)
    }),
  )
})

describe('is recognized', () => {
  const marker = writeMarker(whole)

  test('after an edit in the browser, which uses CRLF', () => {
    expect(readMarker(`${marker}\r\ntext`)?.app).toBe('api')
  })

  test('if another version with more or fewer fields wrote it', () => {
    expect(readMarker('<!-- linkgate:comment app="api" later="x" -->\n')).toEqual({
      app: 'api',
      fingerprint: '',
      head: '',
      run: 0,
      attempt: 0,
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

test.each(['-1', '1e9', 'x', '9'.repeat(16), ''])('a run `%s` is invalid', (run) => {
  expect(readMarker(`<!-- linkgate:comment app="api" run="${run}" attempt="1" -->`)?.run).toBe(0)
})

test('replacing the marker does not change the text', () => {
  const later = { ...whole, run: whole.run + 1 }
  const body = `${writeMarker(whole)}\n### ✅\n\n${writeMarker(whole)}`
  const changed = withMarker(body, later)
  expect(readMarker(changed)).toEqual(later)
  expect(changed.split('\n').slice(1)).toEqual(body.split('\n').slice(1))
})

test('a later run is later, and so is a later attempt of the same run', () => {
  const later = (run: number, attempt: number) => isLater({ ...whole, run, attempt }, whole)
  expect(later(whole.run + 1, 1)).toBe(true)
  expect(later(whole.run - 1, 9)).toBe(false)
  expect(later(whole.run, 3)).toBe(true)
  expect(later(whole.run, 2)).toBe(false)
})
