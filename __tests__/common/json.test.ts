import fc from 'fast-check'
import { expect, test } from 'vitest'
import { jsonOrUndefined, parseJson } from '../../src/common/json.ts'

test('reads back every JSON value', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = JSON.stringify(value)
      expect(parseJson(text)).toEqual({ ok: true, value: JSON.parse(text) })
      expect(jsonOrUndefined(text)).toEqual(JSON.parse(text))
    }),
  )
})

test.each(['', '{', 'undefined', "{'a': 1}", '1 2', '\0'])('rejects %j', (text) => {
  expect(parseJson(text)).toEqual({ ok: false, problem: { message: 'it is not JSON' } })
  expect(jsonOrUndefined(text)).toBeUndefined()
})
