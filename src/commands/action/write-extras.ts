/** Optional files that a step writes from the reports. */
import type { ShownReport } from '../../document/shown-report.ts'
import type { OutputPaths } from '../../publish/outputs.ts'
import { writeSarif, writeSboms } from '../tool-files.ts'
import type { StepHandles } from './handles.ts'
import { writeExtra } from './write-extra.ts'

/** Paths of the files that were requested and written. */
export async function writeExtras(
  { world, values, resolve }: Pick<StepHandles, 'world' | 'values' | 'resolve'>,
  reports: readonly ShownReport[],
): Promise<Pick<OutputPaths, 'sarif' | 'sbom'>> {
  const { sarif, sbom } = values
  return {
    sarif:
      sarif === undefined
        ? undefined
        : await writeExtra(world, {
            name: 'The SARIF file',
            path: resolve(sarif),
            write: (path) => writeSarif(world.files, path, reports),
          }),
    sbom:
      sbom === undefined
        ? undefined
        : await writeExtra(world, {
            name: 'The software bill of materials',
            path: resolve(sbom),
            write: (path) => writeSboms(world.files, path, reports),
          }),
  }
}
