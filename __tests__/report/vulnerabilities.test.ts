import { describe, expect, test } from 'vitest'
import { openSecrets } from '../../src/common/secrets/secrets.ts'
import { shownReport } from '../../src/document/shown-report.ts'
import { vulnerabilitySectionHtml } from '../../src/report/html/vulnerability-section.ts'
import { vulnerabilitySection } from '../../src/report/markdown/vulnerabilities.ts'
import { mergeReports } from '../../src/report/merge.ts'
import { terminalTable } from '../../src/report/terminal/terminal.ts'
import { sampleReport } from '../support/reports/report.ts'
import { expectValue } from '../support/results.ts'
import {
  checked,
  type GivenVulnerabilities,
  vulnerabilities,
  vulnerability,
} from '../support/vulnerabilities/report.ts'

const added = vulnerability('GO-2026-0002', {
  chain: [
    { package: 'main', name: 'main' },
    { package: 'example.com/lib/parse', name: '(*Parser).Parse' },
  ],
})
const kept = vulnerability('GO-2026-0001', {
  module: 'stdlib',
  version: 'go1.26.0',
  fixed: 'go1.26.1',
  reviewed: false,
})
const removed = vulnerability('ACME-2026-7', { part: 'module', symbols: [], summary: 'Old' })
const given: GivenVulnerabilities = {
  base: checked(kept, removed),
  head: { kind: 'checked', found: [kept, added], unversioned: ['example.com/here'] },
}
const reportWith = (about: GivenVulnerabilities) => sampleReport({ vulnerabilities: vulnerabilities(about) })
const markdown = (about: GivenVulnerabilities) => vulnerabilitySection(reportWith(about)) ?? ''

describe('the comment', () => {
  test('shows new, fixed and remaining vulnerabilities', () => {
    expect(
      markdown(given),
    ).toBe(`<details open><summary>Known vulnerabilities: 1 new, 1 fixed, 1 in base and head</summary>

| New | Module | Fixed in | Linked in |
| :-- | :-- | :-- | :-- |
| [GO-2026-0002](https://pkg.go.dev/vuln/GO-2026-0002)<br>Panic on malformed input (\`CVE-2026-1000\`) | \`example.com/lib v1.1.0\` | \`v1.2.0\` | \`main.main → parse.(*Parser).Parse\` |

| Fixed by this change | Module | Fixed in | Linked in |
| :-- | :-- | :-- | :-- |
| \`ACME-2026-7\`<br>Old (\`CVE-2026-1000\`) | \`example.com/lib v1.1.0\` | \`v1.2.0\` | any code of the module |

<details><summary>Others</summary>

| In base and head | Module | Fixed in | Linked in |
| :-- | :-- | :-- | :-- |
| [GO-2026-0001](https://pkg.go.dev/vuln/GO-2026-0001)<br>Panic on malformed input (\`CVE-2026-1000\`) | \`Go go1.26.0, not reviewed\` | \`go1.26.1\` | \`example.com/lib/parse.Parser.Parse\` |

</details>

- Not checked, because they have no version: \`example.com/here\`
- Database: \`https://vuln.go.dev\` of 2026-11-05, read on 2026-11-30, sha256 \`dddddddddddd\`

</details>`)
  })

  test('names modes if they differ, acceptances, and unchecked programs', () => {
    const report = reportWith({
      budget: {
        accept: [
          { id: 'CVE-2026-7', reason: 'not used', until: '2026-11-01' },
          { id: kept.id, reason: 'not used', until: '2027-01-31' },
        ],
      },
      ...given,
    })
    const programs = report.vulnerabilities?.programs.map((one) =>
      one.mode === 'dynamic' && one.revision === 'head'
        ? { ...one, result: { kind: 'unchecked', because: 'no-functions' } as const }
        : one,
    )
    const { vulnerabilities: all } = report
    const section = vulnerabilitySection({
      ...report,
      ...(all && { vulnerabilities: { ...all, programs: programs ?? [] } }),
    })
    expect(section).toContain('| New | Module | Fixed in | Linked in | Modes |')
    expect(section).toMatch(/GO-2026-0002.*\| static \|/)
    expect(section).toContain('- Accepted: `GO-2026-0001` until 2027-01-31: not used')
    expect(section).not.toContain('CVE-2026-7')
    expect(section).toContain('- Not checked in `dynamic`: linkgate cannot read its function table')
    const ofArm = (programs ?? []).map((one) => ({ ...one, platform: 'linux/arm64' }))
    const ofBoth = {
      ...report,
      ...(all && { vulnerabilities: { ...all, programs: [...all.programs, ...ofArm] } }),
    }
    expect(vulnerabilitySection(ofBoth)).toContain('- Not checked in `dynamic` on linux/arm64: linkgate')
  })

  test('shows the id in the database for an acceptance by alias', () => {
    const accept = [{ id: 'CVE-2026-1000', reason: 'not used' }]
    expect(markdown({ budget: { accept }, base: checked(), head: checked(kept) })).toContain(
      '- Accepted: `CVE-2026-1000` (`GO-2026-0001`): not used',
    )
  })

  test('is empty if nothing is known, and has a count if nothing was found', () => {
    expect(vulnerabilitySection(sampleReport())).toBeUndefined()
    expect(markdown({ problem: 'it cannot be read' })).toBe('')
    expect(markdown({ base: checked(), head: checked() })).toContain(
      '<summary>Known vulnerabilities: 0 in base and head</summary>',
    )
  })
})

test('distinguishes unchecked programs from programs without vulnerabilities', () => {
  const unchanged = { kind: 'unchecked', because: 'unchanged' } as const
  expect(markdown({ base: unchanged, head: unchanged })).toContain(
    '<summary>Known vulnerabilities: not checked</summary>',
  )
  const section = markdown({ base: { kind: 'unchecked', because: 'not-built' }, head: checked(kept) })
  expect(section).toContain('<summary>Known vulnerabilities: 1</summary>')
  expect(section).toContain('| In head |')
  expect(vulnerabilitySectionHtml(reportWith({ problem: 'it cannot be read' }))).toBe('')
})

test('counts a vulnerability in two modules once', () => {
  const twice = checked(kept, { ...kept, module: 'example.com/net' })
  expect(markdown({ base: checked(), head: twice })).toContain('<summary>Known vulnerabilities: 1 new, 0 in')
})

test('links only to the Go vulnerability database', () => {
  const ids = [
    'GO-2026-1)](javascript:alert(1))',
    'GO-2026-0001"onmouseover="x',
    '[a](https://evil.example)',
    '<b>',
    'GO-1-1',
  ]
  const forged = ids.map((id) =>
    vulnerability(id, {
      summary: '[look](https://evil.example) <img src=x> @team',
      module: '`|`',
      fixed: '](x)',
    }),
  )
  const report = reportWith({ base: checked(), head: checked(...forged) })
  const section = vulnerabilitySection(report) ?? ''
  expect(section.match(/\]\(/g)?.length ?? 0).toBe(section.match(/`[^`]*\]\([^`]*`/g)?.length ?? 0)
  expect(section.replaceAll(/`[^`]*`/g, '')).not.toMatch(/evil|javascript|<img|@team/)
  const html = vulnerabilitySectionHtml(report)
  expect(html).not.toMatch(/<a |<img|<b>|"onmouseover/)
})

test('terminal and page have the same content', () => {
  const report = shownReport(reportWith(given), openSecrets())
  const text = terminalTable(report, { color: false, width: 200 })
  expect(text).toContain('Known vulnerabilities: 1 new, 1 fixed, 1 in base and head')
  expect(text).toContain('Fixed by this change: ACME-2026-7')
  expect(text).toContain('example.com/lib v1.1.0, fixed in v1.2.0; main.main → parse.(*Parser).Parse')
  expect(vulnerabilitySectionHtml(report)).toContain(
    '<a href="https://pkg.go.dev/vuln/GO-2026-0002">GO-2026-0002</a>',
  )
})

test('merges reports of several platforms', () => {
  const one = reportWith(given)
  const other = {
    ...one,
    variants: one.variants.map((each) => ({ ...each, platform: 'linux/arm64' })),
    comparisons: [],
    vulnerabilities: vulnerabilities({ problem: 'it cannot be read' }),
  }
  const [merged] = expectValue(mergeReports([one, other]))
  expect(merged?.vulnerabilities?.programs).toHaveLength(4)
  expect(merged?.vulnerabilities?.problem).toBe('it cannot be read')
})
