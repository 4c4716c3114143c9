import { describe, expect, test } from 'vitest'
import { parseConfig } from '../../src/config/config.ts'
import { expectValue, messagesOf } from '../support/results.ts'

const parse = (text: string) => parseConfig(`version: 1\nvulnerabilities: ${text}\n`, 'f', 'f')
const optionsOf = (text: string) => expectValue(parse(text)).vulnerabilities

test('are off until they are configured', () => {
  expect(expectValue(parseConfig('version: 1', 'f')).vulnerabilities).toBeUndefined()
  expect(optionsOf('{}')).toEqual({
    budget: { unmeasured: 'warn', accept: [], place: { file: 'f', line: 2 } },
  })
})

test.each([
  ['{ new: fail }', { new: 'fail', unmeasured: 'fail' }],
  ['{ new: warn }', { new: 'warn', unmeasured: 'warn' }],
  ['{ new: warn, max: 0 }', { new: 'warn', max: 0, unmeasured: 'fail' }],
  ['{ max: 3, unmeasured: warn }', { max: 3, unmeasured: 'warn' }],
  [
    '{ new: fail, accept: [{ id: GO-2024-2887, reason: no addresses, until: 2028-02-29 }] }',
    { accept: [{ id: 'GO-2024-2887', reason: 'no addresses', until: '2028-02-29' }] },
  ],
])('%s', (text, budget) => {
  expect(optionsOf(text)?.budget).toMatchObject(budget)
})

describe('a database', () => {
  test.each([
    ['https://mirror.example.com/go/', { kind: 'web', url: 'https://mirror.example.com/go' }],
    ['http://127.0.0.1:8000', { kind: 'web', url: 'http://127.0.0.1:8000' }],
    [
      'golang.org/x/vulndb@v0.0.0-20261105234957-e22db6528018',
      { kind: 'module', query: 'golang.org/x/vulndb@v0.0.0-20261105234957-e22db6528018' },
    ],
    ['security/vulndb/', { kind: 'directory', path: 'security/vulndb' }],
    ['/srv/vulndb', { kind: 'directory', path: '/srv/vulndb' }],
    ['file:///srv/vulndb', { kind: 'directory', path: '/srv/vulndb' }],
  ])('%s', (database, source) => {
    expect(optionsOf(`{ database: '${database}' }`)?.database).toEqual(source)
  })
})

test.each([
  ['{ new: error }', 'f:2: `vulnerabilities.new`'],
  ['{ max: -1 }', 'f:2: `vulnerabilities.max`'],
  ['{ nwe: fail }', 'did you mean `new`'],
  ['{ accept: [{ id: GO-2024-2887 }] }', 'reason'],
  ["{ accept: [{ id: GO-2024-2887, reason: ' ' }] }", 'write why it is accepted'],
  ['{ accept: [{ id: ../x, reason: r }] }', 'an id looks like `GO-2024-2887`'],
  ['{ accept: [{ id: GO-2024-2887, reason: r, until: 2026-02-30 }] }', 'a day is written as `2027-01-31`'],
  ['{ accept: [{ id: GO-1-1, reason: r }, { id: GO-1-1, reason: s }] }', 'two entries have the same `id`'],
  ['{ accept: [{ id: GO-1-1, reason: r }, { id: go-1-1, reason: s }] }', 'two entries have the same `id`'],
  ['{ database: https://user:secret@example.com }', 'an address of a database has no password'],
  ['{ database: https://example.com/?key=1 }', 'has no `?` and no `#`'],
  ['{ database: ftp://example.com }', 'a database is an address such as'],
])('%s is a problem', (text, problem) => {
  const [message = '', ...others] = messagesOf(parse(text))
  expect(others).toEqual([])
  expect(message).toContain(problem)
  expect(message).not.toContain('secret')
})
