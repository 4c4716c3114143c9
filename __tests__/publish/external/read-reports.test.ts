import { describe, expect, test } from 'vitest'
import { readReports } from '../../../src/publish/external/read-reports.ts'
import { renderReport } from '../../../src/report/json.ts'
import { sampleReport } from '../../support/reports/report.ts'
import { type FakeOptions, fakeWorld, link } from '../../support/world/world.ts'

const whole = renderReport(sampleReport())
const read = (files: NonNullable<FakeOptions['files']>, ...paths: string[]) =>
  readReports(fakeWorld({ files }).files, paths)

describe('reports of others', () => {
  test('files, and folders at some depth, without what is no JSON', async () => {
    const found = await read(
      {
        '/one.json': whole,
        '/all/linkgate-api/report.json': renderReport(sampleReport({ app: 'api' })),
        '/all/linkgate-web/report.json': renderReport(sampleReport({ app: 'web' })),
        '/all/readme.md': '# no',
      },
      '/one.json',
      '/all',
    )
    if ('problems' in found) throw new Error(found.problems.join())
    expect(found.reports.map(({ app }) => app)).toEqual(['orders', 'api', 'web'])
  })

  test('a link in a folder is not followed', async () => {
    const found = await read(
      { '/all/a.json': whole, '/etc/secret.json': '{}', '/all/b.json': link('/etc/secret.json') },
      '/all',
    )
    expect('reports' in found && found.reports).toHaveLength(1)
  })

  test('what it says of its own verdict, and of who accepted it, is not believed', async () => {
    const accepted = { by: 'owner', at: '2026-01-01T00:00:00Z', label: 'linkgate: accept' }
    const lie = renderReport({ ...sampleReport(), verdict: 'pass', comparisons: [], findings: [], accepted })
    const found = await read({ '/r.json': lie }, '/r.json')
    if ('problems' in found) throw new Error(found.problems.join())
    expect(found.reports[0]?.verdict).toBe('fail')
    expect(found.reports[0]).not.toHaveProperty('accepted')
    expect(found.reports[0]?.comparisons.length).toBeGreaterThan(0)
  })

  const problem = async (content: string, at = '/r.json') => {
    const found = await read({ [at]: content }, at)
    if ('reports' in found) throw new Error('it was read')
    expect(found.problems).toHaveLength(1)
    return found.problems[0]
  }

  test.each([
    ['not JSON', 'hello', /it is not JSON$/],
    ['deeply nested', '['.repeat(1_000_000), /it is not JSON$/],
    ['a schema of the future', '{"schema":2}', /has schema 2/],
    ['a list', '[]', /does not fit/],
    ['a number where text belongs', whole.replace('"app": "orders"', '"app": 7'), /`app` does not fit/],
    [
      'more than any report has',
      `"${'x'.repeat(20_000_001)}"`,
      /it has 20000003 bytes, and no report has more than 20000000$/,
    ],
  ])('%s: refused in one sentence', async (_what, content, sentence) => {
    expect(await problem(content)).toMatch(sentence)
  })

  test('keys of prototypes are data, and change nothing', async () => {
    const text = whole.replace(
      '"schema": 1',
      '"schema": 1, "__proto__": {"polluted": true}, "constructor": {"prototype": {"polluted": true}}',
    )
    const found = await read({ '/r.json': text }, '/r.json')
    expect('reports' in found).toBe(true)
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
    const metrics = whole.replace('"binary-size": {', '"__proto__": { "unmeasured": "x" }, "binary-size": {')
    expect('reports' in (await read({ '/r.json': metrics }, '/r.json'))).toBe(true)
    expect(({} as { unmeasured?: string }).unmeasured).toBeUndefined()
  })

  test('nothing there, nothing in it, too many: one sentence each', async () => {
    expect(await read({}, '/nothing')).toEqual({
      problems: ['`/nothing` does not exist: name report files, or folders that hold them'],
    })
    expect(await read({ '/all/x.md': '' }, '/all')).toEqual({
      problems: ['there is no report (*.json) in `/all`'],
    })
    const many = Object.fromEntries(Array.from({ length: 250 }, (_, index) => [`/all/${index}.json`, whole]))
    const found = await read(many, '/all')
    expect('problems' in found && found.problems[0]).toMatch(
      /^there are \d+ reports, and at most 200 are read at once$/,
    )
  })
})
