import { type ShownReport, shownReport } from '../document/shown-report.ts'
import type { World } from '../effects/world.ts'
import type { ScanComparison } from '../model/scan.ts'
import { quote } from './text.ts'

/** The report with the results of scanners; those of other modes are left out, with a warning. */
export function withScans(
  report: ShownReport,
  scans: readonly ScanComparison[],
  { log, secrets }: Pick<World, 'log' | 'secrets'>,
): ShownReport {
  const modes = new Set(report.variants.map(({ mode }) => mode))
  const used = scans.filter(({ mode }) => modes.has(mode))
  for (const { mode } of scans)
    if (!modes.has(mode))
      log.warning(`\`scans\` names the mode ${quote(mode)}, which the report does not have`)
  return used.length === 0 ? report : shownReport({ ...report, scans: used }, secrets)
}
