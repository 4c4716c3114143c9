import { exitCodes } from '../../common/errors.ts'
import { version } from '../../common/version.ts'
import { examine, isHealthy } from '../../doctor/doctor.ts'
import { gather } from '../../doctor/facts/gather.ts'
import { contextOf } from '../../doctor/facts/local-context.ts'
import { checksJson, checksText } from '../../doctor/text.ts'
import type { LocalCommand } from './handles.ts'
import { readEarlierReport } from './report.ts'
import { repositoryIn } from './repository.ts'

/** `linkgate doctor`: reports what is missing or could be improved. */
export const doctorCommand: LocalCommand = async (values, handles) => {
  const { world, terminal, probeSource } = handles
  const directory = await repositoryIn(values, handles)
  const { config, report } = values
  const facts = await gather(world, {
    version,
    probeSource,
    directory,
    config,
    context: await contextOf(world),
    report: report === undefined ? undefined : await readEarlierReport(report, handles),
  })
  const checks = examine(facts)
  terminal.print(values.json === true ? checksJson(checks) : checksText(checks, terminal))
  return isHealthy(checks) ? exitCodes.passed : exitCodes.wrongInput
}
