import { utcDay } from '../../common/english.ts'
import { InputError, requireInput } from '../../common/errors.ts'
import { parseConfig } from '../../config/config.ts'
import type { Report } from '../../document/report.ts'
import { shownReport } from '../../document/shown-report.ts'
import { boundedText, largestText } from '../../effects/repository-text.ts'
import { judge } from '../../judge/judge.ts'
import type { Vulnerabilities, VulnerabilityBudget } from '../../model/vulnerability.ts'
import type { LocalCommand, LocalHandles } from './handles.ts'
import { deliverReport, readEarlierReport } from './report.ts'

/** `linkgate judge REPORT`: judges an earlier report again, by its own budgets or by those of `--config`. */
export const judgeCommand: LocalCommand = async (values, handles, path) => {
  const report = await readEarlierReport(path, handles)
  const { config } = values
  const judged = config === undefined ? judge(report) : await judgedBy(config, report, handles)
  return deliverReport(shownReport(judged, handles.world.secrets), values, handles)
}

/** Vulnerability budget of a configuration without one. */
const withoutLimits: VulnerabilityBudget = { unmeasured: 'warn', accept: [] }

async function judgedBy(path: string, report: Report, { world, resolve }: LocalHandles): Promise<Report> {
  const source = await boundedText(world.files, resolve(path), { name: path, largest: largestText })
  if (source === undefined) throw new InputError([`configuration file \`${path}\` does not exist`])
  const { budgets, reference, vulnerabilities: given } = requireInput(parseConfig(source, path))
  const evidence = {
    ...report,
    ...(reference === undefined ? {} : { reference }),
    ...vulnerabilitiesBy(given?.budget, report, utcDay(world.clock.wall())),
  }
  return judge(evidence, budgets)
}

/** If the original check did not look for vulnerabilities, they are unmeasured. */
function vulnerabilitiesBy(
  budget: VulnerabilityBudget | undefined,
  { vulnerabilities: given, variants }: Report,
  date: string,
): { readonly vulnerabilities?: Vulnerabilities } {
  if (given !== undefined) return { vulnerabilities: { ...given, budget: budget ?? withoutLimits } }
  if (budget === undefined) return {}
  const result = { kind: 'unchecked', because: 'not-looked-for' } as const
  const programs = variants.map(({ revision, mode, platform }) => ({ revision, mode, platform, result }))
  return { vulnerabilities: { date, budget, programs } }
}
