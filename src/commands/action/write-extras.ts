/** Files that a step writes where its inputs say so, made of the reports. */
import type { ShownReport } from '../../document/shown-report.ts'
import type { OutputPaths } from '../../publish/outputs.ts'
import type { StepHandles } from './handles.ts'
import { writeExtra } from './write-extra.ts'

/** Their paths, if they were asked for and could be written. */
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
            // with the documentation of all findings: few runs ask for it
            write: async (path) =>
              world.files.write(path, await (await import('../../report/sarif/sarif.ts')).sarifText(reports)),
          }),
    sbom:
      sbom === undefined
        ? undefined
        : await writeExtra(world, {
            name: 'The software bill of materials',
            path: resolve(sbom),
            write: async (path) => {
              const { sbomFiles } = await import('../../report/sbom/sbom.ts')
              for (const { name, text } of await sbomFiles(reports))
                await world.files.write(`${path}/${name}`, text)
            },
          }),
  }
}
