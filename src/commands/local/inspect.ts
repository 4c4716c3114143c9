import { exitCodes, InputError } from '../../common/errors.ts'
import { fail, mapResult, type Result, succeed } from '../../common/result.ts'
import { databaseSource } from '../../config/vulnerability-schema.ts'
import type { Files } from '../../effects/files.ts'
import { openWorkspace } from '../../effects/workspace.ts'
import { noResults } from '../../images/results/kept-results.ts'
import { type Inspection, inspectPath } from '../../inspect/inspect-path.ts'
import { willStart } from '../../inspect/loader/image-check.ts'
import type { DatabaseSource } from '../../model/vulnerability.ts'
import { inspectionText } from '../../report/inspection.ts'
import { inspectionJson } from '../../report/inspection-json.ts'
import {
  type InspectedProgram,
  inspectVulnerabilities,
} from '../../vulnerabilities/inspect-vulnerabilities.ts'
import type { LocalCommand } from './handles.ts'
import type { OptionValues } from './options.ts'

/** `linkgate inspect FILE`: shows the contents of a program, an image archive or an OCI layout, and whether it starts. */
export const inspectCommand: LocalCommand = async (values, { world, resolve, terminal }, path) => {
  const { base, json, vulnerabilities: isWanted, vulnerabilityDatabase } = values
  const source = givenDatabase(values)
  const workspace = await openWorkspace(world)
  try {
    const { directory } = workspace
    const inspection = await inspectPath(world, resolve(path), {
      scratch: directory,
      ...(base === undefined ? {} : { base: resolve(base) }),
    })
    const vulnerabilities =
      isWanted === true || vulnerabilityDatabase !== undefined
        ? await inspectVulnerabilities(
            { world, results: noResults, directory, root: resolve('.') },
            programIn(inspection, { files: world.files, path: resolve(path) }),
            source,
          )
        : undefined
    terminal.print(
      json === true
        ? inspectionJson(path, inspection, vulnerabilities)
        : inspectionText(path, inspection, terminal, vulnerabilities),
    )
    return isNotStarting(inspection) ? exitCodes.notStarting : exitCodes.passed
  } finally {
    await workspace.close()
  }
}

function givenDatabase({ vulnerabilityDatabase: given }: OptionValues): DatabaseSource | undefined {
  if (given === undefined) return undefined
  const source = databaseSource(given)
  if (source.ok) return source.value
  throw new InputError([`--vulnerability-database: ${source.problem.message}`])
}

/** @param file what was inspected */
function programIn(
  inspection: Inspection,
  file: { readonly files: Pick<Files, 'readWith'>; readonly path: string },
): Result<InspectedProgram> {
  if (inspection.kind === 'program') return succeed(file)
  const { saved, check } = inspection
  const { root: files, rootProblem = 'its layers were not read' } = saved
  if (files === undefined) return fail(rootProblem)
  return check.ok ? mapResult(check.value.program, ({ path }) => ({ files, path })) : check
}

function isNotStarting(inspection: Inspection): boolean {
  return inspection.kind === 'image' && inspection.check.ok && willStart(inspection.check.value) === 'no'
}
