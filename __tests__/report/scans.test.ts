import { expect, test } from 'vitest'
import { openSecrets } from '../../src/common/secrets/secrets.ts'
import type { Report } from '../../src/document/report.ts'
import { shownReport } from '../../src/document/shown-report.ts'
import type { ScanComparison, ScannedVulnerability } from '../../src/model/scan.ts'
import { fingerprintText } from '../../src/report/fingerprint.ts'
import { reportPage } from '../../src/report/html/report-page.ts'
import { markdownBodies } from '../../src/report/markdown/markdown.ts'
import { terminalTable } from '../../src/report/terminal/terminal.ts'
import { sampleReport } from '../support/reports/report.ts'

const libc: ScannedVulnerability = {
  id: 'CVE-2026-1',
  package: 'libc6',
  version: '2.36',
  fixed: '2.37',
  severity: 'high',
}
const bash: ScannedVulnerability = { id: 'CVE-2026-2', package: 'bash', version: '5|`x`', severity: 'low' }
const platform = 'linux/amd64'
const none = { listed: [], more: 0 }
const scans: readonly ScanComparison[] = [
  { mode: 'static', platform, scanner: 'trivy', new: none, gone: none, counts: {} },
  {
    mode: 'dynamic',
    platform,
    scanner: 'trivy',
    new: { listed: [libc], more: 2 },
    gone: { listed: [bash], more: 0 },
    counts: { high: 1, low: 12 },
  },
]
const report = (given: Partial<Report> = {}) => sampleReport({ scans, ...given })
const commentOf = (given?: Partial<Report>) => markdownBodies(report(given))[0] ?? ''

test('the comment shows new and fixed vulnerabilities of each mode, and counts the rest', () => {
  const comment = commentOf()
  expect(comment).toContain('<summary>What your scanner finds</summary>')
  expect(comment).toContain('- static: 0 new vulnerabilities, 0 gone; head has none (Trivy)')
  expect(comment).toContain('- dynamic: 3 new vulnerabilities, 1 gone; head has 1 high, 12 low (Trivy)')
  expect(comment).toContain('| new | `CVE-2026-1` | `libc6 2.36` | `2.37` | high | dynamic |')
  expect(comment).toContain('| gone | `CVE-2026-2` | `` bash 5¦`x` `` |')
  expect(comment).toContain('… and 2 more; see the results of your scanner.')
})

test('several modes share one row; without a result for base, no vulnerability is new', () => {
  const both = ['static', 'dynamic'].map(
    (mode): ScanComparison => ({
      mode,
      platform,
      scanner: 'grype',
      new: { listed: [libc], more: 0 },
      gone: none,
      counts: { high: 1 },
    }),
  )
  expect(commentOf({ scans: both })).toContain('| high | static and dynamic |')
  const alone: ScanComparison = { mode: 'static', platform, scanner: 'grype', counts: { high: 1 } }
  expect(commentOf({ scans: [alone] })).toContain('- static: no result for base; head has 1 high (Grype)')
})

test('names each of several platforms', () => {
  const { variants } = sampleReport()
  const arm = variants.map((one) => ({ ...one, platform: 'linux/arm64' }))
  const [, ofDynamic] = scans
  const given = {
    variants: [...variants, ...arm],
    scans: [...scans, { ...(ofDynamic as ScanComparison), platform: 'linux/arm64' }],
  }
  const comment = commentOf(given)
  expect(comment).toContain('- dynamic on linux/arm64: 3 new vulnerabilities')
  expect(comment).toContain('| high | dynamic on linux/amd64 and linux/arm64 |')
  const text = terminalTable(report(given), { color: false, width: 100 })
  expect(text).toContain('dynamic on linux/arm64: 3 new vulnerabilities')
})

test('the page has a row for each vulnerability, escaped', () => {
  const page = reportPage(shownReport(report(), openSecrets()))
  expect(page).toContain('>What your scanner finds</h2>')
  expect(page).toContain('<strong>dynamic</strong>: 3 new vulnerabilities, 1 gone')
  expect(page).toContain(
    '<th scope="row">CVE-2026-1</th><td class="text">new</td><td class="text">libc6 2.36</td>',
  )
  expect(page).toContain('… and 2 more; see the results of your scanner.')
  expect(reportPage(shownReport(report({ scans: [] }), openSecrets()))).not.toContain('scans-title')
  const hostile = { ...bash, package: '<img src=x>' }
  const forged = [{ ...(scans[1] as ScanComparison), new: { listed: [hostile], more: 0 } }]
  const escaped = reportPage(shownReport(report({ scans: forged }), openSecrets()))
  expect(escaped).toContain('<td class="text">&lt;img src=x&gt; 5')
  expect(escaped).not.toContain('<img src=x>')
})

test('the terminal shows the counts; without results, nothing is shown, and a changed result counts as a change', () => {
  const text = terminalTable(report(), { color: false, width: 100 })
  expect(text).toContain('dynamic: 3 new vulnerabilities, 1 gone; head has 1 high, 12 low (Trivy)')
  expect(text).toContain('new high CVE-2026-1: libc6 2.36, fixed in 2.37 (dynamic)')
  expect(commentOf({ scans: [] })).not.toContain('scanner')
  expect(fingerprintText(report())).not.toBe(fingerprintText(report({ scans: scans.slice(1) })))
})
