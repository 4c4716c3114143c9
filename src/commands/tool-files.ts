/** Files for other tools, made from reports. Their libraries are large, so they are only loaded on request. */
import type { ShownReport } from '../document/shown-report.ts'
import type { Files } from '../effects/files.ts'

/** @param path absolute */
export async function writeSarif(
  files: Pick<Files, 'write'>,
  path: string,
  reports: readonly ShownReport[],
): Promise<void> {
  const { sarifText } = await import('../report/sarif/sarif.ts')
  await files.write(path, await sarifText(reports))
}

/** A software bill of materials of each image. @param directory absolute */
export async function writeSboms(
  files: Pick<Files, 'write'>,
  directory: string,
  reports: readonly ShownReport[],
): Promise<void> {
  const { sbomFiles } = await import('../report/sbom/sbom.ts')
  for (const { name, text } of await sbomFiles(reports)) await files.write(`${directory}/${name}`, text)
}
