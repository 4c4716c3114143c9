import { InputError, requireInput } from '../../common/errors.ts'
import { parseConfig } from '../../config/config.ts'
import { shownReport } from '../../document/shown-report.ts'
import { boundedText, largestText } from '../../effects/repository-text.ts'
import { judge } from '../../judge/judge.ts'
import type { Budget } from '../../model/budget.ts'
import type { LocalCommand, LocalHandles } from './handles.ts'
import { deliverReport, readEarlierReport } from './report.ts'

/** `linkgate judge REPORT`: judges an earlier report again, by its own budgets or by those of `--config`. */
export const judgeCommand: LocalCommand = async (values, handles, path) => {
  const report = await readEarlierReport(path, handles)
  const { config } = values
  const judged = config === undefined ? judge(report) : judge(report, await budgetsIn(config, handles))
  return deliverReport(shownReport(judged, handles.world.secrets), values, handles)
}

async function budgetsIn(path: string, { world, resolve }: LocalHandles): Promise<readonly Budget[]> {
  const source = await boundedText(world.files, resolve(path), { name: path, largest: largestText })
  if (source === undefined) throw new InputError([`configuration file \`${path}\` does not exist`])
  return requireInput(parseConfig(source, path)).budgets
}
