import { type ShownReport, shownReport } from '../document/shown-report.ts'
import type { World } from '../effects/world.ts'
import type { ScanComparison } from '../model/scan.ts'
import { platformsOf } from './lookup.ts'
import { quote } from './text.ts'

/**
 * Adds scan results to a report. A result without a platform belongs to the first platform of the report. Results for variants
 * that the report does not have are omitted with a warning.
 */
export function withScans(
  report: ShownReport,
  scans: readonly ScanComparison[],
  { log, secrets }: Pick<World, 'log' | 'secrets'>,
): ShownReport {
  const [first = ''] = platformsOf(report)
  const used = scans
    .map((scan) => ({ ...scan, platform: scan.platform ?? first }))
    .filter(({ mode, platform }) => {
      const isHere = report.variants.some((one) => one.mode === mode && one.platform === platform)
      const on = platform === first ? '' : ` on ${platform}`
      if (!isHere) log.warning(`\`scans\` names the mode ${quote(mode)}${on}, which the report does not have`)
      return isHere
    })
  return used.length === 0 ? report : shownReport({ ...report, scans: used }, secrets)
}
