import { describe, expect, test } from 'vitest'
import { readReports } from '../../../src/publish/external/read-reports.ts'
import { renderReport } from '../../../src/report/json.ts'
import { sampleReport } from '../../support/reports/report.ts'
import { expectValue } from '../../support/results.ts'
import { type FakeOptions, fakeWorld, link } from '../../support/world/world.ts'

const whole = renderReport(sampleReport())
const read = (files: NonNullable<FakeOptions['files']>, ...paths: string[]) =>
  readReports(fakeWorld({ files }).files, paths)
const problemsIn = async (...given: Parameters<typeof read>) => {
  const found = await read(...given)
  return found.ok ? [] : found.problem.map(({ message }) => message)
}

describe('reports of other jobs', () => {
  test('reads files and directories to a limited depth, and ignores what is not JSON', async () => {
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
    expect(expectValue(found).map(({ app }) => app)).toEqual(['orders', 'api', 'web'])
  })

  test('does not follow a link in a directory', async () => {
    const found = await read(
      { '/all/a.json': whole, '/etc/secret.json': '{}', '/all/b.json': link('/etc/secret.json') },
      '/all',
    )
    expect(expectValue(found)).toHaveLength(1)
  })

  test('trusts neither the verdict in a report nor its acceptance', async () => {
    const accepted = { by: 'owner', at: '2026-01-01T00:00:00Z', label: 'linkgate: accept' }
    const lie = renderReport({ ...sampleReport(), verdict: 'pass', comparisons: [], findings: [], accepted })
    const [found] = expectValue(await read({ '/r.json': lie }, '/r.json'))
    expect(found?.verdict).toBe('fail')
    expect(found).not.toHaveProperty('accepted')
    expect(found?.comparisons.length).toBeGreaterThan(0)
  })

  const problem = async (content: string, at = '/r.json') => {
    const problems = await problemsIn({ [at]: content }, at)
    expect(problems).toHaveLength(1)
    return problems[0]
  }

  test.each([
    ['not JSON', 'hello', /it is not JSON$/],
    ['deeply nested', '['.repeat(1_000_000), /it is not JSON$/],
    ['a schema of the future', '{"schema":2}', /has schema 2/],
    ['a list', '[]', /is not valid:/],
    ['a number where text belongs', whole.replace('"app": "orders"', '"app": 7'), /`app` is not valid:/],
    [
      'more than any report has',
      `"${'x'.repeat(20_000_001)}"`,
      /it has 20000003 bytes, but linkgate reads at most 20000000$/,
    ],
  ])('%s: rejected in one sentence', async (_what, content, sentence) => {
    expect(await problem(content)).toMatch(sentence)
  })

  test('keys such as __proto__ are data without an effect', async () => {
    const text = whole.replace(
      '"schema": 1',
      '"schema": 1, "__proto__": {"polluted": true}, "constructor": {"prototype": {"polluted": true}}',
    )
    const found = await read({ '/r.json': text }, '/r.json')
    expect(found.ok).toBe(true)
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
    const metrics = whole.replace('"binary-size": {', '"__proto__": { "unmeasured": "x" }, "binary-size": {')
    expect((await read({ '/r.json': metrics }, '/r.json')).ok).toBe(true)
    expect(({} as { unmeasured?: string }).unmeasured).toBeUndefined()
  })

  test('a missing path, no report, too many reports: one sentence each', async () => {
    expect(await problemsIn({}, '/nothing')).toEqual([
      '`/nothing` does not exist: use the paths of report files, or of directories with reports',
    ])
    expect(await problemsIn({ '/all/x.md': '' }, '/all')).toEqual(['there is no report (*.json) in `/all`'])
    const many = Object.fromEntries(Array.from({ length: 250 }, (_, index) => [`/all/${index}.json`, whole]))
    expect(await problemsIn(many, '/all')).toEqual([
      expect.stringMatching(/^there are 201 reports, but linkgate reads at most 200$/),
    ])
  })
})
