/** The parts of an image as CycloneDX components. */
import { ComponentType, HashAlgorithm } from '@cyclonedx/cyclonedx-library/Enums'
import { Component, Property } from '@cyclonedx/cyclonedx-library/Models'
import type { ImageContents } from '../../model/contents.ts'
import type { ProgramReportVariant } from '../../model/variant.ts'
import { imagePackageUrl, modulePackageUrl } from './package-urls.ts'

type Properties = Readonly<Record<string, string | undefined>>

interface Described {
  readonly type: ComponentType
  readonly name: string
  readonly version?: string | undefined
  readonly purl?: string | undefined
  /** In hexadecimal. */
  readonly sha256?: string
  readonly properties?: Properties
}

/** Makes components with unique references that only depend on the content. */
export class ComponentMaker {
  readonly #references = new Map<string, number>()

  make({ type, name, version, purl, sha256, properties = {} }: Described): Component {
    const component = new Component(type, name, {
      bomRef: this.#reference(purl ?? `${type}:${name}${version === undefined ? '' : `@${version}`}`),
      version,
      purl,
    })
    if (sha256 !== undefined && /^[0-9a-f]{64}$/.test(sha256))
      component.hashes.set(HashAlgorithm['SHA-256'], sha256)
    for (const [property, value] of Object.entries(properties))
      if (value !== undefined) component.properties.add(new Property(`linkgate:${property}`, value))
    return component
  }

  #reference(wanted: string): string {
    const count = (this.#references.get(wanted) ?? 0) + 1
    this.#references.set(wanted, count)
    return count === 1 ? wanted : `${wanted}#${count}`
  }
}

/** The modules of a program, and Go's standard library. */
export function moduleComponents(
  { binary, linkage }: ProgramReportVariant,
  maker: ComponentMaker,
): readonly Component[] {
  const modules = Object.entries(binary.modules).map(([path, version]) => ({ path, version }))
  const go = linkage.go === undefined ? [] : [{ path: 'stdlib', version: linkage.go.replace(/^go/, '') }]
  return [...go, ...modules].map(({ path, version }) =>
    maker.make({
      type: ComponentType.Library,
      name: path,
      version: version === '' ? undefined : version,
      purl: modulePackageUrl(path, version),
      properties: { direct: binary.direct.includes(path) ? 'true' : undefined },
    }),
  )
}

/** Everything except the program: distribution, packages, and files without a package that the program loads. */
export function imageComponents(contents: ImageContents, maker: ComponentMaker): readonly Component[] {
  const { distribution, packages, loaded = [] } = contents
  const system =
    distribution === undefined
      ? []
      : [
          maker.make({
            type: ComponentType.OperatingSystem,
            name: distribution.id,
            version: distribution.version,
          }),
        ]
  return [
    ...system,
    ...packages.map((one) =>
      maker.make({
        type: ComponentType.Library,
        name: one.name,
        version: one.version,
        purl: imagePackageUrl(one, distribution),
        properties: { loaded: one.loaded && 'true', 'base-image': one.base && 'true' } as Properties,
      }),
    ),
    ...loaded
      .filter((one) => one.package === undefined)
      .map(({ path, glibc }) =>
        maker.make({ type: ComponentType.File, name: path, properties: { loaded: 'true', glibc } }),
      ),
  ]
}
