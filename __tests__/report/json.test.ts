import { Ajv2020 } from 'ajv/dist/2020.js'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { generated, outdated } from '../../scripts/generate/generate.ts'
import type { Report } from '../../src/document/report.ts'
import type { Finding } from '../../src/findings/finding.ts'
import { parseReport, renderReport, reportJsonSchema } from '../../src/report/json.ts'
import {
  brokenBuildReport,
  noBaselineReport,
  notStartedReport,
  sameInputsReport,
  sampleReport,
  unchangedReport,
} from '../support/reports/report.ts'
import { anyReport } from '../support/reports/reports.ts'
import { worded } from '../support/reports/worded.ts'
import { problemOf } from '../support/results.ts'
import { outside } from '../support/runs/outside.ts'
import { tries } from '../support/runs/tries.ts'

const validate = new Ajv2020({ strict: true, allErrors: true }).compile(reportJsonSchema())

describe.each([
  ['sample', sampleReport],
  ['unchanged', unchangedReport],
  ['same inputs', () => sameInputsReport({ at: 1_796_000_000_000, sha: 'a'.repeat(40) })],
  ['no baseline', noBaselineReport],
  ['broken build', brokenBuildReport],
  ['not started', notStartedReport],
])('the %s report', (_, make) => {
  test('is read back as it was written', () => {
    const text = renderReport(make())
    expect(parseReport(JSON.parse(text))).toEqual({ ok: true, value: make() })
    expect(text.endsWith('}\n')).toBe(true)
  })

  test('contains sentences next to their parameters, and parsing ignores the sentences', () => {
    const json = JSON.parse(renderReport(make()))
    expect(json.findings.map(({ params: _, ...rest }: Finding) => rest)).toEqual(make().findings.map(worded))
    const forged = json.findings.map((one: object) => ({ ...one, message: 'all is well', fix: 'nothing' }))
    expect(parseReport({ ...json, findings: forged })).toEqual({ ok: true, value: make() })
  })

  test('fits the published schema', () => {
    validate(JSON.parse(renderReport(make())))
    expect(validate.errors).toBeNull()
  })
})

test('any report is read back as it was written', () => {
  fc.assert(
    fc.property(anyReport(outside), (report) => {
      const json = JSON.parse(renderReport(report))
      expect(parseReport(json)).toEqual({ ok: true, value: report })
      expect(validate(json)).toBe(true)
    }),
    { numRuns: tries(50), endOnFailure: true },
  )
})

describe('a report of another version', () => {
  test('may have additional fields', () => {
    const json = JSON.parse(renderReport(sampleReport()))
    const later = { ...json, added: 1, head: { ...json.head, added: [] } }
    expect(parseReport(later)).toEqual({ ok: true, value: sampleReport() })
    expect(validate(later)).toBe(true)
  })

  test('is rejected if its schema number differs', () => {
    expect(parseReport({ schema: 2 })).toEqual({
      ok: false,
      problem: { message: 'the report has schema 2, but this version of linkgate reads schema 1' },
    })
  })
})

describe('a problem is one sentence', () => {
  const withVariant = (change: object) => {
    const [first, ...more] = sampleReport().variants
    return { variants: [{ ...first, ...change }, ...more] }
  }

  test.each<[string, object, string]>([
    ['a number', { app: 7 }, '`app` is not valid: expected string, received number'],
    [
      'a value of a list',
      { verdict: 'good' },
      '`verdict` is not valid: expected one of "pass"|"inconclusive"|"warn"|"unmeasured"|"fail"',
    ],
    [
      'a place in a list',
      withVariant({ mode: null }),
      '`variants[0].mode` is not valid: expected string, received null',
    ],
    [
      'one of two forms',
      withVariant({ metrics: { startup: { value: '8.9', unit: 'ms' } } }),
      '`variants[0].metrics.startup.value` is not valid: expected number, received string',
    ],
    [
      'an id that is none',
      { findings: [{ id: 'load/nothing', verdict: 'fail', params: {} }] },
      '`findings[0].id` is not valid: unknown to this version of linkgate',
    ],
    [
      'a parameter of a finding',
      { findings: [{ id: 'load/program-missing', verdict: 'fail', params: { path: 7 } }] },
      '`findings[0].params.path` is not valid: expected string, received number',
    ],
    [
      'a verdict that a finding cannot have',
      { findings: [{ id: 'load/program-missing', verdict: 'warn', params: { path: '/api' } }] },
      '`findings[0].verdict` is not valid: expected one of "fail"|"pass"',
    ],
    [
      'a kind of a parameter',
      { findings: [{ id: 'build/failed', verdict: 'pass', params: { why: [{ kind: 'x' }] } }] },
      '`findings[0].params.why[0].kind` is not valid: unknown to this version of linkgate',
    ],
    [
      'a name from outside',
      withVariant({ metrics: { ['`\u{1b}[2J'.repeat(60)]: 1 } }),
      "`variants[0].metrics.''''",
    ],
  ])('%s', (_, change, problem) => {
    const found = parseReport({ ...sampleReport(), ...change })
    const message = problemOf(found)
    expect(message).toContain(problem)
    expect(message).not.toMatch(/\p{Cc}/u)
    expect(message.length).toBeLessThan(400)
    expect(validate({ ...sampleReport(), ...change })).toBe(false)
  })

  test.each<[string, object, RegExp]>([
    [
      'beyond all numbers',
      { 'binary-size': { value: Number.POSITIVE_INFINITY, unit: 'B' } },
      /expected number, received Infinity/,
    ],
    [
      'of nothing real',
      { 'binary-size': { value: 1e308, unit: 'B' } },
      /expected number to be <=1000000000000000$/,
    ],
    ['below nothing', { 'binary-size': { value: -1, unit: 'B' } }, /expected number to be >=0$/],
    [
      'in a sample',
      { startup: { value: 1, unit: 'ms', samples: [1, -1e308] } },
      /`variants\[0\]\.metrics\.startup\.samples\[1\]` is not valid: /,
    ],
  ])('a number %s', (_, metrics, sentence) => {
    const json = JSON.stringify({ ...sampleReport(), ...withVariant({ metrics }) }).replace('null', '1e999')
    expect(problemOf(parseReport(JSON.parse(json)))).toMatch(sentence)
  })

  test.each([null, 1, 'x', [], {}])('%j', (json) => {
    expect(problemOf(parseReport(json))).toContain('is not valid: ')
  })

  test('numbers that JSON cannot hold', () => {
    const report: Report = { ...sampleReport(), noise: { floor: Number.NaN, rounds: 1 } }
    expect(parseReport(report)).toHaveProperty('ok', false)
  })
})

test('generated files are up to date', async () => {
  expect(generated.length).toBeGreaterThan(0)
  expect((await outdated()).map(({ file }) => file)).toEqual([])
})
