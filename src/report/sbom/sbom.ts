/**
 * The software bill of materials of each image at head, as CycloneDX 1.6 JSON. The same image has the same text in every run:
 * it contains no timestamp, and its serial number is derived from the content.
 */
import { ComponentType } from '@cyclonedx/cyclonedx-library/Enums'
import { Bom, Metadata, Tool } from '@cyclonedx/cyclonedx-library/Models'
import { JSON as Json, JsonSerializer } from '@cyclonedx/cyclonedx-library/Serialize'
import { Spec1dot6 } from '@cyclonedx/cyclonedx-library/Spec'
import { sha256Of } from '../../common/digest.ts'
import { harmlessJson } from '../../common/harmless.ts'
import { version } from '../../common/version.ts'
import type { ShownReport } from '../../document/shown-report.ts'
import type { ProgramReportVariant } from '../../model/variant.ts'
import { ComponentMaker, imageComponents, moduleComponents } from './components.ts'

export interface SbomFile {
  /** File name without directory, such as `orders-static-linux-amd64.cdx.json`. */
  readonly name: string
  readonly text: string
}

/** One file for each image of head, or for each program if its platform has no images. */
export async function sbomFiles(reports: readonly ShownReport[]): Promise<readonly SbomFile[]> {
  const names = new Map<string, number>()
  const files: SbomFile[] = []
  for (const report of reports) {
    for (const variant of report.variants) {
      if (variant.revision !== 'head' || variant.binary === undefined) continue
      files.push({ name: fileName(report, variant, names), text: await sbomText(report, variant) })
    }
  }
  return files
}

/** Replaces unusual characters, because names in reports are untrusted. */
function fileName(
  { app }: ShownReport,
  { mode, platform }: ProgramReportVariant,
  names: Map<string, number>,
): string {
  const name = [app, mode, platform]
    .map((part) => part.replace(/[^A-Za-z0-9._-]+/g, '-').slice(0, 60))
    .join('-')
  const count = (names.get(name) ?? 0) + 1
  names.set(name, count)
  return `${name}${count === 1 ? '' : `-${count}`}.cdx.json`
}

async function sbomText(report: ShownReport, variant: ProgramReportVariant): Promise<string> {
  const bom = bomOf(report, variant)
  const withoutNumber = serialized(bom)
  bom.serialNumber = uuidUrn(await sha256Of(withoutNumber))
  return `${harmlessJson(JSON.parse(serialized(bom)))}\n`
}

function serialized(bom: Bom): string {
  return new JsonSerializer(new Json.Normalize.Factory(Spec1dot6)).serialize(bom, { sortLists: true })
}

/** A name-based UUID of version 8 (RFC 9562). */
function uuidUrn(digest: string): string {
  const variant = ((Number.parseInt(digest.slice(16, 17), 16) & 3) | 8).toString(16)
  const parts = [
    digest.slice(0, 8),
    digest.slice(8, 12),
    `8${digest.slice(13, 16)}`,
    `${variant}${digest.slice(17, 20)}`,
    digest.slice(20, 32),
  ]
  return `urn:uuid:${parts.join('-')}`
}

function bomOf({ app, head }: ShownReport, variant: ProgramReportVariant): Bom {
  const { mode, platform, binary, image, contents } = variant
  const maker = new ComponentMaker()
  const program = maker.make({
    type: ComponentType.Application,
    name: app,
    version: head.sha,
    sha256: binary.sha256,
    properties: { mode, platform },
  })
  const modules = moduleComponents(variant, maker)
  for (const one of modules) program.dependencies.add(one.bomRef)
  const tool = new Tool({ vendor: 'linkgate', name: 'linkgate', version })
  const metadata = new Metadata()
  metadata.tools.tools.add(tool)
  const bom = new Bom({ metadata })
  for (const one of modules) bom.components.add(one)
  if (image === undefined) {
    metadata.component = program
    return bom
  }
  const others = contents === undefined ? [] : imageComponents(contents, maker)
  const subject = maker.make({
    type: ComponentType.Container,
    name: app,
    version: image.id,
    sha256: image.id.replace(/^sha256:/, ''),
    properties: {
      mode,
      platform,
      revision: head.sha,
      layers: image.layers.map((one) => one.diffId).join(' '),
      // packages of these databases are missing in this document
      'unread-databases': contents?.unread?.map(({ path }) => path).join(' '),
    },
  })
  for (const one of [program, ...others]) {
    bom.components.add(one)
    subject.dependencies.add(one.bomRef)
  }
  metadata.component = subject
  return bom
}
