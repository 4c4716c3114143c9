/** Report files of the local commands: reads those of earlier runs, and writes those that the options request. */

import { InputError } from '../../common/errors.ts'
import { parseJson } from '../../common/json.ts'
import { exitCodeOf, outcomeOf } from '../../document/outcome.ts'
import { type ShownReport, shownReport } from '../../document/shown-report.ts'
import { boundedText } from '../../effects/repository-text.ts'
import { reportPage } from '../../report/html/report-page.ts'
import { largestReport, parseReport, renderReport } from '../../report/json.ts'
import { markdownBodies } from '../../report/markdown/markdown.ts'
import { terminalTable } from '../../report/terminal/terminal.ts'
import { writeSarif, writeSboms } from '../tool-files.ts'
import type { LocalHandles } from './handles.ts'
import type { OptionValues } from './options.ts'

/** @throws {InputError} if there is no report at `path`, or if this version cannot read it */
export async function readEarlierReport(
  path: string,
  { world, resolve }: Pick<LocalHandles, 'world' | 'resolve'>,
): Promise<ShownReport> {
  const text = await boundedText(world.files, resolve(path), { name: path, largest: largestReport })
  if (text === undefined) throw new InputError([`report \`${path}\` does not exist`])
  const json = parseJson(text)
  if (!json.ok) throw new InputError([`report \`${path}\` is not JSON`])
  const parsed = parseReport(json.value)
  if (!parsed.ok) throw new InputError([`report \`${path}\`: ${parsed.problem.message}`])
  return shownReport(parsed.value, world.secrets)
}

/** Writes a report to the requested files and prints it; returns its exit code. */
export async function deliverReport(
  report: ShownReport,
  values: OptionValues,
  { world, resolve, terminal }: LocalHandles,
): Promise<number> {
  if (values.report !== undefined) await world.files.write(resolve(values.report), renderReport(report))
  if (values.markdown !== undefined)
    await world.files.write(resolve(values.markdown), markdownBodies(report)[0] ?? '')
  if (values.html !== undefined) await world.files.write(resolve(values.html), reportPage(report))
  if (values.sarif !== undefined) await writeSarif(world.files, resolve(values.sarif), [report])
  if (values.sbom !== undefined) await writeSboms(world.files, resolve(values.sbom), [report])
  terminal.print(values.json === true ? renderReport(report) : terminalTable(report, terminal))
  return exitCodeOf(outcomeOf(report))
}
