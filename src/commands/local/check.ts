import { InputError } from '../../common/errors.ts'
import { version } from '../../common/version.ts'
import { defaultRounds, type InputName, inputsOf, readInputs } from '../../config/inputs.ts'
import type { ShownReport } from '../../document/shown-report.ts'
import { run } from '../../run.ts'
import { readScanComparisons } from '../../vulnerabilities/scans/read-scans.ts'
import type { LocalCommand } from './handles.ts'
import type { OptionValues } from './options.ts'

/** `linkgate check`: builds, measures and judges. */
export const checkCommand: LocalCommand = async (values, handles) => {
  const read = readInputs(inputOf(values))
  if (!read.ok) throw new InputError(read.problem.map(({ message }) => withOptionName(message)))
  const inputs = inputsOf(read.value, handles.resolve(read.value['working-directory']))
  const { probeSource, world, resolve } = handles
  const scans = await readScanComparisons(world.files, read.value.scans, resolve)
  const deliver = async (report: ShownReport) => {
    // loaded later, so that it does not delay reading the revisions
    const { deliverReport } = await import('./report.ts')
    return deliverReport(report, values, handles)
  }
  return run(inputs, undefined, world, { version, probeSource, scans, deliver })
}

/** Inputs of the action, from options of the command; inputs without an option have fixed values. */
function inputOf(values: OptionValues): (name: InputName) => string {
  const given: Readonly<Partial<Record<InputName, string | undefined>>> = {
    phase: 'check',
    combine: 'true',
    config: values.config,
    base: values.base,
    'working-directory': values.repo ?? '.',
    cache: 'false',
    comment: 'never',
    report: values.report,
    scans: values.scans,
    engine: values.engine ?? 'auto',
    rounds: values.rounds ?? String(defaultRounds),
  }
  return (name) => given[name] ?? ''
}

function withOptionName(problem: string): string {
  return problem.replace(/^input `working-directory`/, '--repo').replace(/^input `(.*?)`/, '--$1')
}
