import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Report } from '../../../src/document/report.ts'
import { displayWidth } from '../../../src/report/terminal/layout.ts'
import { terminalTable } from '../../../src/report/terminal/terminal.ts'
import {
  brokenBuildReport,
  comparisons,
  noBaselineReport,
  notStartedReport,
  sameInputsReport,
  sampleReport,
  unchangedReport,
  variant,
} from '../../support/reports/report.ts'
import { anyReport } from '../../support/reports/reports.ts'
import { outside } from '../../support/runs/outside.ts'
import { tries } from '../../support/runs/tries.ts'

const esc = String.fromCharCode(27)
const plain = (report: Report, width = 100) => terminalTable(report, { color: false, width })
const withoutColor = (text: string) => text.replace(new RegExp(`${esc}\\[[\\d;]*m`, 'g'), '')

describe('the text of a report', () => {
  test('budgets are broken', () => {
    expect(plain(sampleReport())).toMatchInlineSnapshot(`
      "✗ linkgate · orders: 3 budgets broken
        ✗ Binary  static +1.90 MB (+19.8 %), dynamic +1.90 MB (+19.7 %); budget 1% and 64 kB
        ✗ Image, pulled  static +814.1 kB (+19.3 %), dynamic +814.1 kB (+15.7 %); budget 1% and 256 kB
        ✗ Start-up  static +2.1 ±0.3 ms (+30.9 %), dynamic +2.1 ±0.3 ms (+26.7 %); budget 10% and 1 ms
          Cause: new module \`github.com/xuri/excelize/v2\`: binary +1.32 MB, start-up +1.9 ms · module
          \`golang.org/x/net\` v0.46.0 → v0.48.0: binary +301.1 kB · toolchain \`go\` go1.26.0 → go1.26.1:
          binary +118.8 kB · explains +1.74 MB of +1.90 MB in \`static\`

                               static              Δ         dynamic              Δ     dynamic − static
        ────────────────────────────────────────────────────────────────────────────────────────────────
        Binary               11.49 MB       +1.90 MB ✗      11.55 MB       +1.90 MB ✗          +61.44 kB
        Image, unpacked      11.79 MB       +1.90 MB        14.00 MB       +1.90 MB             +2.21 MB
        Image, pulled         5.02 MB      +814.1 kB ✗       6.00 MB      +814.1 kB ✗          +982.0 kB
        Start-up          8.9 ±0.2 ms   +2.1 ±0.3 ms ✗   9.8 ±0.2 ms   +2.1 ±0.3 ms ✗           +0.88 ms
        Memory at ready       8.40 MB      +110.6 kB        10.10 MB      +114.7 kB             +1.70 MB
        Linkage              static ✓                      dynamic ✓     glibc 2.34

        head c07f3a1 against base 4be81d9 · 40 rounds · go1.26.1 · docker 29.1.2
      "
    `)
  })

  test('nothing changed', () => {
    expect(plain(unchangedReport())).toMatchInlineSnapshot(`
      "✓ linkgate · orders: unchanged
        The images of both modes are byte-identical in base and head.

                               static           Δ       dynamic            Δ   dynamic − static
        ───────────────────────────────────────────────────────────────────────────────────────
        Binary                9.59 MB         0 B       9.65 MB          0 B          +60.42 kB
        Image, unpacked       9.89 MB         0 B      12.10 MB          0 B           +2.21 MB
        Image, pulled         4.21 MB         0 B       5.19 MB          0 B          +982.0 kB
        Start-up          6.8 ±0.2 ms   unchanged   7.7 ±0.2 ms    unchanged           +0.92 ms
        Memory at ready       8.29 MB   unchanged       9.99 MB    unchanged           +1.70 MB
        Linkage              static ✓                 dynamic ✓   glibc 2.34

        head c07f3a1 against base 4be81d9 · 40 rounds · go1.26.1 · docker 29.1.2
      "
    `)
  })

  test('base and head give the builder the same inputs', () => {
    expect(plain(sameInputsReport())).toMatchInlineSnapshot(`
      "✓ linkgate · orders: unchanged
        · Base and head give the builder the same inputs, so no change is possible. linkgate built
          \`static\` once for both; \`dynamic\` was not built, and the app was not started.

                          static (ships)     Δ     dynamic
        ──────────────────────────────────────────────────
        Binary                   9.59 MB   0 B   unchanged
        Image, unpacked          9.89 MB   0 B   unchanged
        Image, pulled            4.21 MB   0 B   unchanged
        Start-up               unchanged         unchanged
        Memory at ready        unchanged         unchanged
        Linkage                 static ✓         not built
        Image                 as shipped

        head c07f3a1 against base 4be81d9 · go1.26.1 · docker 29.1.2

        · Base and head give the builder the same inputs, so no change is possible. linkgate built
          \`static\` once for both; \`dynamic\` was not built, and the app was not started.
      "
    `)
  })

  test('no baseline', () => {
    expect(plain(noBaselineReport())).toMatchInlineSnapshot(`
      "✓ linkgate · orders: no baseline
        There is no base to compare with: \`increase\` budgets are skipped

                               static       dynamic                dynamic − static
        ───────────────────────────────────────────────────────────────────────────
        Binary               11.49 MB      11.55 MB                       +61.44 kB
        Image, unpacked      11.79 MB      14.00 MB                        +2.21 MB
        Image, pulled         5.02 MB       6.00 MB                       +982.0 kB
        Start-up          8.9 ±0.2 ms   9.8 ±0.2 ms                        +0.88 ms
        Memory at ready       8.40 MB      10.10 MB                        +1.70 MB
        Linkage              static ✓     dynamic ✓   glibc 2.34

        head c07f3a1, no base · 40 rounds · go1.26.1 · docker 29.1.2
      "
    `)
  })

  test('head does not compile', () => {
    expect(plain(brokenBuildReport())).toMatchInlineSnapshot(`
      "? linkgate · orders: head does not compile

        head c07f3a1 against base 4be81d9 · go1.26.1 · docker 29.1.2

        ? Head does not compile: internal/store/store.go:41:9: undefined: orderIndex
          │ # example.com/orders/internal/store
          │ internal/store/store.go:41:9: undefined: orderIndex
          │ internal/store/store.go:58:17: cannot use total (variable of type int64) as string value in argument to s.note
      "
    `)
  })

  test('head does not start', () => {
    expect(plain(notStartedReport())).toMatchInlineSnapshot(`
      "✗ linkgate · orders: head does not start
        ✗ Head, modes \`static\`, \`dynamic\`: the app did not become ready, although it does at base; it did
          not listen on any port or Unix socket within 30 s; it requires the variable \`ORDERS_DB\`
        ? Start-up · memory at ready  static and dynamic not measured: the app does not start

                              static             Δ      dynamic              Δ   dynamic − static
        ─────────────────────────────────────────────────────────────────────────────────────────
        Binary              11.49 MB      +1.90 MB     11.55 MB       +1.90 MB          +61.44 kB
        Image, unpacked     11.79 MB      +1.90 MB     14.00 MB       +1.90 MB           +2.21 MB
        Image, pulled        5.02 MB     +814.1 kB      6.00 MB      +814.1 kB          +982.0 kB
        Start-up          unmeasured ?               unmeasured ?
        Memory at ready   unmeasured ?               unmeasured ?
        Linkage             static ✓                  dynamic ✓     glibc 2.34

        head c07f3a1 against base 4be81d9 · 40 rounds · go1.26.1 · docker 29.1.2

        ✗ Head, modes \`static\`, \`dynamic\`: the app did not become ready, although it does at base; it did
          not listen on any port or Unix socket within 30 s; it requires the variable \`ORDERS_DB\`
          │ 2026/11/23 17:04:11 listening needs ORDERS_DB to be set
          │ 2026/11/23 17:04:11 waiting for the index
          │ panic: open /var/lib/orders/index: no such file or directory
          │
          │ goroutine 1 [running]:
          │ main.main()
          │     cmd/orders/main.go:27 +0x1d4
          fix: set \`startup: { env: { ORDERS_DB: … } }\` in .github/linkgate.yml

        ? static and dynamic: Start-up: not measured (the app does not start). The budget (max 250 ms,
          increase 10% and 1 ms) could not be checked, so the check does not pass.
          fix: give the app what it needs to start, or set \`unmeasured: warn\` for \`startup\` under
          \`budgets\`

        ? static and dynamic: Memory at ready: not measured (the app does not start). The budget (increase
          5% and 512 kB) could not be checked, so the check does not pass.
          fix: give the app what it needs to start, or set \`unmeasured: warn\` for \`memory\` under \`budgets\`
      "
    `)
  })
})

const rowsOf = (text: string) => text.split('\n').filter((line) => /^ {2}(?:Binary|Linkage) {2}/.test(line))

describe('terminal width', () => {
  test.each([100, 94, 80, 60, 48])('%d columns', (width) => {
    const logs = /^ {4}│/
    for (const line of plain(sampleReport(), width).split('\n')) {
      if (!logs.test(line)) expect(displayWidth(line)).toBeLessThanOrEqual(width)
    }
  })

  test('modes that do not fit side by side are below each other', () => {
    const modes = ['static', 'dynamic', 'static-pie', 'dynamic-musl', 'static-musl', 'own']
    const report = sampleReport({
      variants: modes.flatMap((mode) => [variant('base', mode), variant('head', mode)]),
      comparisons: modes.flatMap((mode) => comparisons(variant('base', mode), variant('head', mode))),
    })
    expect([400, 200, 100, 60].map((width) => rowsOf(plain(report, width)).length)).toEqual([2, 4, 6, 12])
  })

  test('wide characters take two cells, combining marks none', () => {
    expect([displayWidth('abc'), displayWidth('表'), displayWidth('e\u{301}'), displayWidth('❌')]).toEqual([
      3, 2, 1, 2,
    ])
    const report = sampleReport({
      variants: [variant('base', '静的'), variant('head', '静的')],
      comparisons: comparisons(variant('base', '静的'), variant('head', '静的')),
    })
    const lines = plain(report).split('\n')
    const rule = lines.findIndex((line) => line.includes('───'))
    const [header = '', , row = ''] = lines.slice(rule - 1)
    const end = (line: string, text: string) => displayWidth(line.slice(0, line.indexOf(text) + text.length))
    expect(end(header, '静的')).toBe(end(row, '11.49 MB'))
  })
})

describe('color', () => {
  test('does not change the text', () => {
    for (const make of [sampleReport, brokenBuildReport, notStartedReport]) {
      const text = terminalTable(make(), { color: true, width: 100 })
      expect(text).toContain(`${esc}[1;`)
      expect(withoutColor(text)).toBe(plain(make()))
    }
  })

  test('untrusted text cannot add a line', () => {
    fc.assert(
      fc.property(anyReport(outside), (report) => {
        const text = plain(report, 120)
        expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u{202a}-\u{202e}\u{2066}-\u{2069}]/u)
        expect(withoutColor(terminalTable(report, { color: true, width: 120 }))).toBe(text)
      }),
      { numRuns: tries(60), endOnFailure: true },
    )
  })
})
