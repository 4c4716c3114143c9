import { expect, test } from 'vitest'
import { openSecrets } from '../../src/common/secrets/secrets.ts'
import { shownReport } from '../../src/document/shown-report.ts'
import type { ScanComparison } from '../../src/model/scan.ts'
import { withScans } from '../../src/report/with-scans.ts'
import { sampleReport } from '../support/reports/report.ts'
import { fakeWorld } from '../support/world/world.ts'

const scan = (mode: string, platform?: string): ScanComparison => ({
  mode,
  ...(platform === undefined ? {} : { platform }),
  scanner: 'trivy',
  new: {
    listed: [{ id: 'CVE-1', package: 'a', version: 'password=hunter2-hunter2', severity: 'low' }],
    more: 0,
  },
  gone: { listed: [], more: 0 },
  counts: { low: 1 },
})

test('adds results of modes that the report has, without secrets, and warns about others', () => {
  const { log } = fakeWorld()
  const report = shownReport(sampleReport(), openSecrets())
  const scans = [scan('static'), scan('statc'), scan('static', 'linux/riscv64')]
  const found = withScans(report, scans, { log, secrets: openSecrets() })
  expect(found.scans?.map(({ mode, platform }) => [mode, platform])).toEqual([['static', 'linux/amd64']])
  expect(JSON.stringify(found)).not.toContain('hunter2')
  expect(log.text('warning')).toContain('`scans` names the mode `statc`, which the report does not have')
  expect(log.text('warning')).toContain('`static` on linux/riscv64, which the report does not have')
  expect(withScans(report, [], { log, secrets: openSecrets() })).toBe(report)
})
