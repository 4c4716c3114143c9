import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseConfig } from '../../src/config/config.ts'
import { findingFix, findingMessage } from '../../src/findings/finding.ts'
import { judge } from '../../src/judge/judge.ts'
import { judgeVulnerabilities, loosenedVulnerabilities } from '../../src/judge/vulnerabilities.ts'
import type { CheckedProgram } from '../../src/model/vulnerability.ts'
import { sampleReport } from '../support/reports/report.ts'
import { expectValue } from '../support/results.ts'
import {
  checked,
  type GivenVulnerabilities,
  vulnerabilities,
  vulnerability,
} from '../support/vulnerabilities/report.ts'

const [known, other] = [vulnerability('GO-2026-0001'), vulnerability('GO-2026-0002')]
const unchecked = (because: 'no-functions' | 'not-built' | 'unchanged'): CheckedProgram['result'] => ({
  kind: 'unchecked',
  because,
})

const found = (given: GivenVulnerabilities) =>
  judgeVulnerabilities(vulnerabilities({ modes: ['static'], ...given })).map(({ id, verdict, revision }) => [
    id,
    verdict,
    ...(revision === undefined ? [] : [revision]),
  ])

describe('judges', () => {
  test.each<[name: string, given: GivenVulnerabilities, findings: readonly (readonly string[])[]]>([
    [
      'nothing that base has too',
      { budget: { new: 'fail' }, base: checked(known), head: checked(known) },
      [],
    ],
    [
      'what is new',
      { budget: { new: 'fail' }, base: checked(known), head: checked(known, other) },
      [['vulnerability/new', 'fail', 'head']],
    ],
    [
      'what is new, as a warning',
      { budget: { new: 'warn' }, base: checked(), head: checked(known) },
      [['vulnerability/new', 'warn', 'head']],
    ],
    [
      'what is new, without a budget',
      { base: checked(), head: checked(known) },
      [['vulnerability/new', 'pass', 'head']],
    ],
    ['nothing that is fixed', { budget: { new: 'fail' }, base: checked(known), head: checked() }, []],
    ['nothing as new without a base', { budget: { new: 'fail' }, head: checked(known) }, []],
    [
      'nothing as new where base was not built',
      { budget: { new: 'fail' }, base: unchecked('not-built'), head: checked(known) },
      [],
    ],
    [
      'more than the maximum',
      { budget: { max: 1 }, base: checked(known, other), head: checked(known, other) },
      [['vulnerability/max-exceeded', 'fail', 'head']],
    ],
    [
      'a maximum of 0',
      { budget: { max: 0 }, head: checked(known) },
      [['vulnerability/max-exceeded', 'fail', 'head']],
    ],
    [
      'one in two modules once',
      { budget: { max: 1 }, head: checked(known, { ...known, module: 'stdlib' }) },
      [],
    ],
    ['as many as the maximum', { budget: { max: 1 }, head: checked(known) }, []],
    [
      'nothing that is accepted',
      {
        budget: {
          new: 'fail',
          max: 0,
          accept: [{ id: known.id, reason: 'not reachable', until: '2026-11-30' }],
        },
        base: checked(),
        head: checked(known),
      },
      [],
    ],
    [
      'nothing that is accepted by an alias',
      {
        budget: { new: 'fail', max: 0, accept: [{ id: 'CVE-2026-7', reason: 'not reachable' }] },
        base: checked(),
        head: checked({ ...known, aliases: ['GHSA-aaaa-bbbb-cccc', 'CVE-2026-7'] }),
      },
      [],
    ],
    [
      'nothing that is accepted in lower case',
      {
        budget: { new: 'fail', max: 0, accept: [{ id: 'cve-2026-7', reason: 'not reachable' }] },
        base: checked(),
        head: checked({ ...known, aliases: ['CVE-2026-7'] }),
      },
      [],
    ],
    [
      'what is accepted no longer by an alias',
      {
        budget: { max: 0, accept: [{ id: 'CVE-2026-7', reason: 'x', until: '2026-11-29' }] },
        base: checked(known),
        head: checked({ ...known, aliases: ['CVE-2026-7'] }),
      },
      [
        ['vulnerability/max-exceeded', 'fail', 'head'],
        ['vulnerability/acceptance-expired', 'warn'],
      ],
    ],
    [
      'what is accepted no longer',
      {
        budget: {
          new: 'fail',
          max: 0,
          accept: [{ id: known.id, reason: 'not reachable', until: '2026-11-29' }],
        },
        base: checked(known),
        head: checked(known),
      },
      [
        ['vulnerability/max-exceeded', 'fail', 'head'],
        ['vulnerability/acceptance-expired', 'warn'],
      ],
    ],
    [
      'nothing that was accepted and is gone',
      {
        budget: { accept: [{ id: known.id, reason: 'old', until: '2026-01-01' }] },
        base: checked(known),
        head: checked(),
      },
      [],
    ],
    [
      'a program of head that cannot be read',
      { budget: { new: 'fail' }, base: checked(known), head: unchecked('no-functions') },
      [['vulnerability/unmeasured', 'unmeasured', 'head']],
    ],
    [
      'a program of base that cannot be read',
      { budget: { new: 'fail' }, base: unchecked('no-functions'), head: checked(known) },
      [['vulnerability/unmeasured', 'unmeasured', 'base']],
    ],
    [
      'nothing where nothing changed',
      { budget: { new: 'fail' }, base: unchecked('unchanged'), head: unchecked('unchanged') },
      [],
    ],
    [
      'a maximum of programs that were not built',
      { budget: { max: 3 }, head: unchecked('unchanged') },
      [['vulnerability/unmeasured', 'unmeasured', 'head']],
    ],
    [
      'no database',
      { budget: { new: 'fail' }, problem: 'it cannot be read' },
      [['vulnerability/unmeasured', 'unmeasured']],
    ],
    [
      'what one job found, where another one had no database',
      {
        budget: { new: 'fail', unmeasured: 'warn' },
        base: checked(),
        head: checked(known),
        problem: 'it cannot be read',
      },
      [
        ['vulnerability/unmeasured', 'warn'],
        ['vulnerability/new', 'fail', 'head'],
      ],
    ],
    [
      'no database, as a warning',
      { budget: { new: 'fail', unmeasured: 'warn' }, problem: 'it cannot be read' },
      [['vulnerability/unmeasured', 'warn']],
    ],
    [
      'no database, without a budget',
      { problem: 'it cannot be read' },
      [['vulnerability/unmeasured', 'pass']],
    ],
  ])('%s', (_, given, findings) => {
    expect(found(given)).toEqual(findings)
  })
})

test('a finding has the vulnerability, its fix and how it is reached', () => {
  const chain = ['main', 'run'].map((name) => ({ package: 'main', name }))
  const head = checked(
    vulnerability('GO-2026-0003', { chain: [...chain, { package: 'example.com/lib/parse', name: 'Quick' }] }),
  )
  const [one] = judgeVulnerabilities(vulnerabilities({ base: checked(), head, modes: ['static'] }))
  expect(one && findingMessage(one)).toBe(
    'Head has the vulnerability `GO-2026-0003`, which base does not have: Panic on malformed input. It is in `example.com/lib` v1.1.0, function `example.com/lib/parse.Parser.Parse` (`main.main → … → parse.Quick`).',
  )
  expect(one && findingFix(one)).toContain('run `go get example.com/lib@v1.2.0`, or accept it with')
})

test('the fix of a module that a `replace` line names is in that line', () => {
  const replaced = vulnerability('GO-2026-0003', { replaces: 'example.com/original' })
  const [one] = judgeVulnerabilities(
    vulnerabilities({ base: checked(), head: checked(replaced), modes: ['static'] }),
  )
  expect(one && findingFix(one)).toContain(
    'change the `replace` line of `example.com/original` to `example.com/lib v1.2.0`, or accept it with',
  )
})

test('judges a report again from its vulnerabilities', () => {
  const report = sampleReport({
    findings: [],
    vulnerabilities: vulnerabilities({ budget: { new: 'fail' }, base: checked(), head: checked(known) }),
  })
  const judged = judge({ ...report, findings: judge(report).findings })
  expect(judged.findings.filter(({ id }) => id === 'vulnerability/new')).toMatchObject([
    { mode: 'static', verdict: 'fail' },
    { mode: 'dynamic', verdict: 'fail' },
  ])
})

test('one more vulnerability never improves a verdict', () => {
  const some = fc.subarray([known, other, vulnerability('GO-2026-0003')])
  const budget = fc.record({ new: fc.constantFrom('fail', 'warn'), max: fc.nat({ max: 2 }) } as const)
  fc.assert(
    fc.property(some, some, budget, (base, head, given) => {
      const of = (all: typeof head) =>
        found({ budget: given, base: checked(...base), head: checked(...all) }).length
      expect(of([...head, vulnerability('GO-2026-0004')])).toBeGreaterThanOrEqual(of(head))
    }),
  )
})

describe('a change loosens', () => {
  const optionsOf = (text: string) =>
    expectValue(parseConfig(text === '' ? 'version: 1' : `version: 1\nvulnerabilities: ${text}`, 'f'))
      .vulnerabilities
  const changes = (before: string, after: string) =>
    loosenedVulnerabilities(optionsOf(before), optionsOf(after)).map(({ id, params }) => [id, params])

  test.each([
    ['{ new: fail }', '', ['removed']],
    ['{ new: fail }', '{ new: warn }', ['new: fail → warn', 'unmeasured: fail → warn']],
    ['{ new: warn, max: 3 }', '{ max: 4 }', ['new: warn → none', 'max: 3 → 4']],
    ['{ max: 3 }', '{ new: fail }', ['max: 3 → none']],
    ['{ new: fail }', '{ new: fail, accept: [{ id: GO-2026-0001, reason: r }] }', ['accept GO-2026-0001']],
    [
      '{ new: fail, accept: [{ id: GO-2026-0001, reason: r, until: 2026-12-01 }] }',
      '{ new: fail, accept: [{ id: GO-2026-0001, reason: r, until: 2027-12-01 }] }',
      ['accept GO-2026-0001 until 2027-12-01'],
    ],
    ['{ new: fail }', '{ new: fail, database: security/vulns }', ['database: default → security/vulns']],
  ])('%s → %s', (before, after, expected) => {
    expect(changes(before, after)).toEqual([['vulnerability/loosened', { changes: expected }]])
  })

  test.each([
    ['', '{ new: fail, accept: [{ id: GO-2026-0001, reason: r }] }'],
    ['{ new: warn, max: 3 }', '{ new: fail, max: 2 }'],
    ['{ new: fail, accept: [{ id: GO-2026-0001, reason: r }] }', '{ new: fail }'],
    [
      '{ new: fail, accept: [{ id: GO-2026-0001, reason: r }] }',
      '{ new: fail, accept: [{ id: go-2026-0001, reason: r }] }',
    ],
    ['{ max: 3, database: vulns }', '{ max: 3, database: vulns/ }'],
  ])('nothing: %s → %s', (before, after) => {
    expect(changes(before, after)).toEqual([])
  })
})
