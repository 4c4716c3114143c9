import { exitCodes } from '../../common/errors.ts'
import { openWorkspace } from '../../effects/workspace.ts'
import { type Inspection, inspectPath } from '../../inspect/inspect-path.ts'
import { willStart } from '../../inspect/loader/image-check.ts'
import { inspectionText } from '../../report/inspection.ts'
import { inspectionJson } from '../../report/inspection-json.ts'
import type { LocalCommand } from './handles.ts'

/** `linkgate inspect FILE`: what is in a program, an image archive or an OCI layout, and whether that starts. */
export const inspectCommand: LocalCommand = async ({ base, json }, { world, resolve, terminal }, path) => {
  const workspace = await openWorkspace(world)
  try {
    const inspection = await inspectPath(world, resolve(path), {
      scratch: workspace.directory,
      ...(base === undefined ? {} : { base: resolve(base) }),
    })
    terminal.print(
      json === true ? inspectionJson(path, inspection) : inspectionText(path, inspection, terminal),
    )
    return isNotStarting(inspection) ? exitCodes.notStarting : exitCodes.passed
  } finally {
    await workspace.close()
  }
}

function isNotStarting(inspection: Inspection): boolean {
  return inspection.kind === 'image' && inspection.check.ok && willStart(inspection.check.value) === 'no'
}
