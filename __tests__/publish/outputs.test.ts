import { describe, expect, test } from 'vitest'
import { metricOutputs, outputsOf } from '../../src/publish/outputs.ts'
import { noBaselineReport, notStartedReport, sampleReport, variant } from '../support/reports/report.ts'
import { commandsIn } from '../support/workflows/runner-commands.ts'

const paths = { report: '/checkouts/linkgate.json' }

describe('outputs', () => {
  test('sets every output as text', () => {
    const outputs = outputsOf(
      [sampleReport()],
      { ...paths, html: '/checkouts/linkgate.html', sarif: '/checkouts/x.sarif', sbom: '/checkouts/sbom' },
      '### ❌ broken',
      'https://example.com/7#issuecomment-1',
    )
    expect(outputs).toEqual({
      verdict: 'fail',
      report: '/checkouts/linkgate.json',
      html: '/checkouts/linkgate.html',
      sarif: '/checkouts/x.sarif',
      sbom: '/checkouts/sbom',
      markdown: '### ❌ broken',
      'comment-url': 'https://example.com/7#issuecomment-1',
      metrics: expect.any(String),
    })
  })

  test('without a comment, its URL is empty and not missing, like the path of a page that was not written', () => {
    expect(outputsOf([sampleReport()], paths, '')).toMatchObject({
      'comment-url': '',
      html: '',
      sarif: '',
      sbom: '',
    })
  })
})

describe('the output metrics', () => {
  const read = (report = sampleReport()) => JSON.parse(outputsOf([report], paths, '').metrics)

  test('has value and unit, without samples', () => {
    expect(read().head.static['binary-size']).toEqual({ value: 11_489_280, unit: 'B' })
    expect(read().base.dynamic.startup).toEqual({ value: 7.74, unit: 'ms' })
    expect(read().head.dynamic.layers).toEqual({ value: 1, unit: 'count' })
  })

  test('has the reason for an unmeasured metric', () => {
    expect(read(notStartedReport()).head.static.startup).toEqual({
      unmeasured:
        'it did not listen on any port or Unix socket within 30 s; it requires the variable `ORDERS_DB`',
    })
  })

  test('has an empty base without a baseline', () => {
    const { base, head } = read(noBaselineReport())
    expect(base).toEqual({})
    expect(Object.keys(head)).toEqual(['static', 'dynamic'])
  })

  test('does not move the values of the first platform if there is a second one', () => {
    const arm = 'linux/arm64'
    const small = { 'binary-size': { value: 5, unit: 'B' as const } }
    const report = sampleReport({
      variants: [
        ...sampleReport().variants,
        variant('head', 'static', { platform: arm, metrics: small }),
        variant('base', 'static', { platform: arm, metrics: {} }),
      ],
    })
    const { base, head } = metricOutputs(report)
    expect(head['static']).toEqual(metricOutputs(sampleReport()).head['static'])
    expect(head['static linux/arm64']).toEqual(small)
    expect(base['static linux/arm64']).toEqual({})
  })

  test('accepts any name of a mode', () => {
    const odd = variant('head', 'static', { mode: '__proto__' })
    const text = outputsOf([sampleReport({ variants: [odd] })], paths, '').metrics
    expect(text).toContain('"__proto__":{"binary-size"')
  })

  test('contains no workflow commands that a printing step would execute', () => {
    const mode = 'x ##[stop-commands]y'
    const output = '\n::stop-commands::y\n##[error]\u202e'
    const unmeasured = { kind: 'not-started', why: { kind: 'container-ended', output } } as const
    const odd = variant('head', 'static', { mode, metrics: { startup: { unmeasured } } })
    const report = sampleReport({ variants: [odd] })
    const { metrics } = outputsOf([report], paths, '')
    expect(JSON.parse(metrics)).toEqual(metricOutputs(report))
    expect(metrics).toContain('stop-commands')
    expect(metrics).not.toContain('\u202e')
    expect(commandsIn(metrics)).toEqual([])
  })
})
