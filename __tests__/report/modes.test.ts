/** Columns of modes: which one ships, and when the difference of two is no cost of linking. */
import { describe, expect, test } from 'vitest'
import { openSecrets } from '../../src/common/secrets/secrets.ts'
import type { Report } from '../../src/document/report.ts'
import { shownReport } from '../../src/document/shown-report.ts'
import { finding } from '../../src/findings/finding.ts'
import type { BuiltReportVariant } from '../../src/model/variant.ts'
import { adviceLines } from '../../src/report/advice.ts'
import { reportPage } from '../../src/report/html/report-page.ts'
import { markdownBodies } from '../../src/report/markdown/markdown.ts'
import { terminalTable } from '../../src/report/terminal/terminal.ts'
import { sampleReport, variant } from '../support/reports/report.ts'

type Given = Partial<BuiltReportVariant> & { readonly settings?: Readonly<Record<string, string>> }

function reportOf(given: { readonly static?: Given; readonly dynamic?: Given }): Report {
  const variants = (['static', 'dynamic'] as const).flatMap((mode) => {
    const { settings, ...more } = given[mode] ?? {}
    return (['base', 'head'] as const).map((revision): BuiltReportVariant => {
      const one = variant(revision, mode, more)
      return { ...one, binary: { ...one.binary, ...(settings === undefined ? {} : { settings }) } }
    })
  })
  return sampleReport({ variants })
}

const markdown = (report: Report) => markdownBodies(report)[0] ?? ''
const header = (report: Report) => markdown(report).match(/^\| {2}\| (.*) \|$/m)?.[1]
const terminal = (report: Report) => terminalTable(report, { color: false, width: 160 })

describe('the mode that ships', () => {
  test('comes first and is marked in every table', () => {
    const report = reportOf({ dynamic: { source: 'shipped' }, static: { source: 'derived' } })
    expect(header(report)).toBe('dynamic (ships) | static | dynamic − static')
    expect(markdown(report)).toContain('|  | dynamic (ships) | static |\n')
    expect(markdown(report).indexOf('| Binary | dynamic (ships) |')).toBeLessThan(
      markdown(report).indexOf('| Binary | static |'),
    )
    expect(terminal(report)).toMatch(/dynamic \(ships\) +Δ +static +Δ +dynamic − static/)
  })

  test('does not exist if all images are built in', () => {
    expect(header(reportOf({}))).toBe('static | dynamic | dynamic − static')
    expect(terminal(reportOf({}))).not.toContain('ships')
  })
})

describe('one mode minus the other', () => {
  const race = reportOf({
    dynamic: { source: 'shipped', settings: { '-race': 'true', CGO_ENABLED: '1' } },
    static: { settings: { CGO_ENABLED: '0' } },
  })
  const why =
    '`dynamic − static` is not shown, because the modes differ in more than linking: `dynamic` is built with `-race`, `static` is not.'

  test('is replaced by the reason if only one has the race detector', () => {
    expect(header(race)).toBe('dynamic (ships) | static')
    expect(markdown(race)).toContain(`<sub>${why}</sub>`)
    expect(terminal(race)).toContain(why)
  })

  test.each<[string, Given, Given, string | undefined]>([
    [
      'linking alone',
      { settings: { CGO_ENABLED: '1', '-tags': 'a' } },
      { settings: { CGO_ENABLED: '0', '-tags': 'netgo,a' } },
      undefined,
    ],
    [
      'the processor',
      { settings: { GOAMD64: 'v3' } },
      { settings: { GOAMD64: 'v1' } },
      '`dynamic` is built with `GOAMD64=v3`, `static` with `GOAMD64=v1`',
    ],
    [
      'tags',
      { settings: { '-tags': 'jsoniter' } },
      { settings: {} },
      '`dynamic` is built with `-tags=jsoniter`, `static` is not',
    ],
    [
      'what only the other has',
      { settings: {} },
      { settings: { '-tags': 'x' } },
      '`static` is built with `-tags=x`, `dynamic` is not',
    ],
    [
      'the toolchain',
      { linkage: linked('go1.25.1', 0) },
      { linkage: linked('go1.26.1', 0) },
      '`dynamic` is linked by go1.25.1, `static` by go1.26.1',
    ],
    [
      'symbols',
      { linkage: linked('go1.26.1', 1000) },
      { linkage: linked('go1.26.1', 0) },
      '`dynamic` has its symbol table, `static` is stripped',
    ],
    ['nothing that is known', { settings: {} }, {}, undefined],
  ])('%s', (_, dynamic, statically, expected) => {
    const report = reportOf({ dynamic, static: statically })
    const text = markdown(report).replaceAll('\u{a0}', ' ')
    expect(/^\| {2}\| static \| dynamic \| dynamic − static \|$/m.test(text)).toBe(expected === undefined)
    expect(
      /<sub>`dynamic − static` is not shown, because the modes differ in more than linking: (.*)\.<\/sub>/
        .exec(text)?.[1]
        ?.replaceAll('`go', 'go'),
    ).toBe(expected)
    const isCompared = adviceLines(report).some((line) => line.startsWith('Smaller binary: '))
    expect(isCompared).toBe(expected === undefined)
  })
})

describe('more than two modes', () => {
  const names = ['static', 'pie', 'static-musl', 'dynamic']
  const report = (more: Partial<Report> = {}) =>
    sampleReport({
      variants: names.flatMap((mode, index) =>
        (['base', 'head'] as const).map((revision) => {
          const one = variant(revision, mode)
          const metrics = { 'binary-size': { value: 10_000_000 + index * 1_000_000, unit: 'B' } } as const
          return { ...one, metrics }
        }),
      ),
      comparisons: [],
      findings: [],
      ...more,
    })
  const blockOf = (given: Report) =>
    markdown(given)
      .replaceAll('\u{a0}', ' ')
      .split('\n')
      .filter((line) => line.startsWith('|'))
      .slice(0, 7)

  test('are rows, each with its difference from the reference mode', () => {
    expect(blockOf(report())).toEqual([
      '|  | head | − static |',
      '| :-- | --: | --: |',
      '| **Binary** |  |  |',
      '| static | 10.00 MB |  |',
      '| pie | 11.00 MB | +1.00 MB |',
      '| static-musl | 12.00 MB | +2.00 MB |',
      '| dynamic | 13.00 MB | +3.00 MB |',
    ])
  })

  test('uses the configured reference mode, and marks a broken budget', () => {
    const broken = exceeded(13_000_000)
    expect(blockOf(broken).slice(3, 6)).toEqual([
      '| static | 10.00 MB | −3.00 MB |',
      '| pie | 11.00 MB | −2.00 MB ❌ |',
      '| static-musl | 12.00 MB | −1.00 MB |',
    ])
    expect(terminal(broken)).toMatch(/ pie +− dynamic +static-musl +− dynamic +dynamic$/m)
    expect(terminal(broken)).toMatch(/^ +Binary +10\.00 MB +−3\.00 MB +11\.00 MB +−2\.00 MB ✗ +12/m)
    const page = reportPage(shownReport(broken, openSecrets()))
    expect(page).toContain('<th scope="col">pie</th><th scope="col">− dynamic</th>')
    expect(page).toMatch(/<td>−2\.00\sMB <span class="verdict fail">/)
  })

  test('does not mark a budget that is broken on another platform', () => {
    expect(blockOf(exceeded(12_500_000))[4]).toBe('| pie | 11.00 MB | −2.00 MB |')
  })

  test('the mode that ships comes first but does not become the reference mode', () => {
    const { variants } = report()
    const shipped = variants.map((one) => (one.mode === 'pie' ? { ...one, source: 'shipped' as const } : one))
    expect(blockOf(report({ variants: shipped, reference: 'static' }))[3]).toBe(
      '| pie (ships) | 11.00 MB | +1.00 MB |',
    )
  })

  function exceeded(referenceValue: number): Report {
    const params = { reference: 'dynamic', value: 11_000_000, referenceValue, budget: 'x' }
    const about = { verdict: 'fail', mode: 'pie', metric: 'binary-size' } as const
    return report({ reference: 'dynamic', findings: [finding('budget/reference-exceeded', params, about)] })
  }
})

function linked(go: string, symbols: number): BuiltReportVariant['linkage'] {
  return { ...variant('head', 'static').linkage, go, symbols }
}
