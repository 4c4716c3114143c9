import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openSecrets } from '../../../src/common/secrets/secrets.ts'
import type { Report } from '../../../src/document/report.ts'
import { shownReport } from '../../../src/document/shown-report.ts'
import { findingIds, verdictsOf } from '../../../src/findings/catalog.ts'
import { finding } from '../../../src/findings/finding.ts'
import { findingPlace } from '../../../src/report/finding-place.ts'
import { mostResults, sarifText } from '../../../src/report/sarif/sarif.ts'
import { brokenBuildReport, sampleReport } from '../../support/reports/report.ts'
import { anyReport } from '../../support/reports/reports.ts'
import { type SarifLog, type SarifResult, sarifProblems } from '../../support/reports/sarif-schema.ts'
import { outside } from '../../support/runs/outside.ts'
import { tries } from '../../support/runs/tries.ts'

const textOf = (...reports: readonly Report[]) =>
  sarifText(reports.map((report) => shownReport(report, openSecrets())))

async function runOf(...reports: readonly Report[]): Promise<SarifLog['runs'][number]> {
  const text = await textOf(...reports)
  expect(sarifProblems(text)).toEqual([])
  const [run] = (JSON.parse(text) as SarifLog).runs
  if (run === undefined) throw new Error('no run')
  return run
}

const resultsOf = async (...reports: readonly Report[]) => (await runOf(...reports)).results
const placeIn = ({ locations }: SarifResult) => {
  const { artifactLocation, region } = locations[0]?.physicalLocation ?? {}
  return `${artifactLocation?.uri}:${region?.startLine}`
}
const hashIn = ({ partialFingerprints }: SarifResult) => partialFingerprints.primaryLocationLineHash
const goMod = { file: 'api/go.mod', require: { 'github.com/xuri/excelize/v2': 7 } }

test('has a result for each problem, with rule, level and message', async () => {
  const { results, tool } = await runOf(sampleReport())
  expect(results.map(({ ruleId, level }) => [ruleId, level])).toEqual(
    sampleReport().findings.map(({ id }) => [id, 'error']),
  )
  expect(results[0]?.message.text).toMatch(/^static: Binary: \+1\.90 MB /)
  const rule = tool.driver.rules[results[0]?.ruleIndex ?? 0]
  expect(rule).toMatchObject({
    id: 'budget/increase-exceeded',
    name: 'BudgetIncreaseExceeded',
    defaultConfiguration: { level: 'error' },
  })
  expect(rule?.helpUri).toMatch(/\/docs\/findings\.md#budget-increase-exceeded$/)
  expect(rule?.help.markdown).toContain('**How to fix it:**')
})

test('tags security rules, and gives suspected problems a lower precision', async () => {
  const { rules } = (await runOf(sampleReport())).tool.driver
  const tagged = rules.filter(({ properties }) => properties.tags.includes('security')).map(({ id }) => id)
  expect(tagged).toEqual(
    expect.arrayContaining(['vulnerability/new', 'image/secret-added', 'link/hardening-lost']),
  )
  expect(tagged).not.toContain('image/wasted')
  expect(rules.find(({ id }) => id === 'image/secret-added')?.properties.precision).toBe('medium')
})

test('has the same rules for every report: all findings that can be a problem', async () => {
  const [some, none] = [await runOf(sampleReport()), await runOf(sampleReport({ findings: [] }))]
  expect(none).toMatchObject({ results: [], tool: some.tool })
  expect(some.tool.driver.rules.map(({ id }) => id)).toEqual(
    findingIds.filter((id) => verdictsOf(id).some((verdict) => verdict !== 'pass')),
  )
})

test('converts verdicts to levels, worst first; omits passed findings, and lowers accepted ones to warnings', async () => {
  const of = (verdict: 'fail' | 'warn') => finding('budget/max-exceeded', { value: 2, max: 1 }, { verdict })
  const undecided = { kind: 'unpaired', budget: 'x' } as const
  const findings = [
    finding('budget/loosened', { was: 'max 1 MB' }, { verdict: 'pass', metric: 'memory' }),
    finding('budget/undecided', undecided, { verdict: 'inconclusive' }),
    of('warn'),
    of('fail'),
  ]
  const levels = async (given: Partial<Report>) =>
    (await resultsOf(sampleReport({ findings, ...given }))).map(({ level }) => level)
  expect(await levels({})).toEqual(['error', 'warning', 'note'])
  const accepted = { by: 'octocat', at: '2026-11-30T12:00:00Z', label: 'ok' }
  expect(await levels({ accepted })).toEqual(['warning', 'warning', 'note'])
})

test('places: the module with the bytes, the budget, the compile error, the Dockerfile, go.mod', async () => {
  const budgets = sampleReport().budgets.map((one) => ({ ...one, place: { file: 'b.yml', line: 3 } }))
  const report = sampleReport({ goMod, budgets })
  expect((await resultsOf(report)).slice(0, 3).map(placeIn)).toEqual([
    'api/go.mod:7',
    'api/go.mod:7',
    'b.yml:3',
  ])
  expect((await resultsOf(sampleReport({ causes: [], budgets }))).map(placeIn)).toContain('b.yml:3')
  const broken = finding(
    'build/not-compiled',
    { why: [] },
    { verdict: 'unmeasured', revision: 'head', log: ['# orders', './cmd/main.go:12:3: undefined: x'] },
  )
  const noBuilder = finding('dockerfile/no-builder', { dockerfile: 'deploy/Dockerfile' }, { verdict: 'warn' })
  const foreign = finding(
    'dockerfile/ineffective-env',
    { dockerfile: 'Docker file', line: 9, value: '0', unexported: true, shipped: 'dynamic' } as never,
    { verdict: 'warn' },
  )
  const astray = finding('dockerfile/no-builder', { dockerfile: '../Dockerfile' }, { verdict: 'warn' })
  const findings = [broken, noBuilder, foreign, astray]
  expect((await resultsOf(sampleReport({ findings, goMod, variants: [] }))).map(placeIn)).toEqual([
    'api/cmd/main.go:12',
    'deploy/Dockerfile:1',
    'Docker%20file:9',
    'api/go.mod:1',
  ])
  expect((await resultsOf(sampleReport({ findings: [astray], variants: [] }))).map(placeIn)).toEqual([
    'go.mod:1',
  ])
})

test('a finding about a module is at the line that requires it, if there is one', () => {
  const about = (module: string) => ({ id: 'image/wasted', verdict: 'warn', params: { module } }) as never
  const report = sampleReport({ goMod, variants: [] })
  expect(findingPlace(about('github.com/xuri/excelize/v2'), report)).toEqual({ file: 'api/go.mod', line: 7 })
  for (const other of ['stdlib', 'toString'])
    expect(findingPlace(about(other), report)).toEqual({ file: 'api/go.mod', line: 1 })
})

test('fingerprints depend on the subject of a finding, not on numbers, lines and budgets', async () => {
  const of = (value: number, about: { mode?: string } = {}) =>
    finding('budget/max-exceeded', { value, max: 1 }, { verdict: 'fail', metric: 'memory', ...about })
  const missing = (library: string) =>
    finding('dockerfile/no-builder', { dockerfile: library }, { verdict: 'warn' })
  const hashes = async (...findings: Report['findings']) =>
    (await resultsOf(sampleReport({ findings }))).map(hashIn)
  expect(await hashes(of(2))).toEqual(await hashes(of(3)))
  expect(new Set(await hashes(of(2), of(2, { mode: 'static' }), missing('a'), missing('b'))).size).toBe(4)
  expect(await hashes(missing('b'))).toEqual((await hashes(missing('a'), missing('b'))).slice(1))
  // an alert about one file that was dismissed does not hide another file
  const secrets = (path: string, layer = 1) =>
    finding('image/secret-added', { files: [{ path, layer }], more: 0 }, { verdict: 'warn' })
  expect(await hashes(secrets('/a'))).toEqual(await hashes(secrets('/a', 2)))
  expect(await hashes(secrets('/a'))).not.toEqual(await hashes(secrets('/b')))
  // of the same, the number tells them apart
  const [first, second] = await hashes(of(2), of(2))
  expect(second).toBe(first?.replace(/:1$/, ':2'))
})

test('several reports are one run; a single report has a category', async () => {
  const others = [sampleReport(), brokenBuildReport()].map((report, index) => ({
    ...report,
    app: `a/${index}`,
  }))
  const { automationDetails, results } = await runOf(...others)
  expect(automationDetails.id).toBe('linkgate/')
  expect(results[0]?.message.text).toMatch(/^a\/[01]\b/)
  const [report = sampleReport()] = others
  expect((await runOf(report)).automationDetails.id).toBe('linkgate/a-0/')
})

test('links and workflow commands in a report have no effect in messages', async () => {
  const given = finding(
    'dockerfile/no-builder',
    { dockerfile: '[x](https://example.com)\n::error::x' },
    { verdict: 'warn' },
  )
  const text = await textOf(sampleReport({ findings: [given] }))
  expect(text).not.toContain('](https://example.com')
  expect(text).not.toMatch(/^\s*::error/m)
})

test('writes a valid file for any report, with at most as many results as GitHub shows', async () => {
  await fc.assert(
    fc.asyncProperty(anyReport(outside), async (report) => {
      expect(sarifProblems(await textOf(report))).toEqual([])
    }),
    { numRuns: tries(30) },
  )
  const many = Array.from({ length: mostResults + 10 }, (_, index) =>
    finding('budget/max-exceeded', { value: 2, max: 1 }, { verdict: 'fail', mode: `mode${index}` }),
  )
  expect(await resultsOf(sampleReport({ findings: many }))).toHaveLength(mostResults)
})
