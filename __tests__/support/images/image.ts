import { createHash } from 'node:crypto'
import { type TarEntry, tar } from '../world/tar.ts'

/** Image archives in memory, valid or with one fault. */

export const hex = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
const encode = (value: unknown) => Buffer.from(JSON.stringify(value))

export interface LayoutOptions {
  readonly pack?: (layer: Buffer) => Buffer
  /** Diff IDs in the image config, if not those of the layers. */
  readonly diffIds?: readonly string[]
  readonly architecture?: string
  readonly config?: object
}

export interface Layout {
  readonly manifest: { readonly digest: string }
  readonly config: Buffer
  readonly parts: TarEntry[]
}

const blob = (content: Buffer): TarEntry => ({ name: `blobs/sha256/${hex(content)}`, content })

/** The blobs of one image of an OCI layout, without an index. */
export function imageParts(layers: readonly Buffer[], options: LayoutOptions = {}): Layout {
  const { pack = (layer: Buffer) => layer, architecture = 'amd64' } = options
  const packed = layers.map(pack)
  const config = encode({
    os: 'linux',
    architecture,
    config: options.config ?? { Entrypoint: ['/app'] },
    rootfs: { type: 'layers', diff_ids: (options.diffIds ?? layers.map(hex)).map((id) => `sha256:${id}`) },
    history: layers.map((_, index) => ({ created_by: `step ${index}` })),
  })
  const descriptor = (content: Buffer) => ({ digest: `sha256:${hex(content)}`, size: content.length })
  const manifest = encode({ schemaVersion: 2, config: descriptor(config), layers: packed.map(descriptor) })
  return { manifest: descriptor(manifest), config, parts: [...packed, config, manifest].map(blob) }
}

export function indexPart(manifests: readonly object[]): TarEntry {
  return { name: 'index.json', content: encode({ schemaVersion: 2, manifests }) }
}

/** An index in a blob, for nesting. */
export function innerIndex(manifests: readonly object[]): {
  readonly digest: string
  readonly part: TarEntry
} {
  const content = encode({ schemaVersion: 2, manifests })
  return { digest: `sha256:${hex(content)}`, part: blob(content) }
}

export function ociArchive(layers: readonly Buffer[], options: LayoutOptions = {}): Buffer {
  const { manifest, parts } = imageParts(layers, options)
  return tar([indexPart([manifest]), ...parts])
}

/** The format of engines before version 25, in which a repeated layer is a symbolic link. */
export function legacyArchive(layers: readonly Buffer[]): Buffer {
  const { config } = imageParts(layers)
  const seen = new Map<string, number>()
  const parts = layers.map((layer, index): TarEntry => {
    const before = seen.get(hex(layer))
    seen.set(hex(layer), before ?? index)
    return before === undefined
      ? { name: `l${index}/layer.tar`, content: layer }
      : { name: `l${index}/layer.tar`, type: '2', link: `../l${before}/layer.tar` }
  })
  const manifest = [
    { Config: `${hex(config)}.json`, Layers: layers.map((_, index) => `l${index}/layer.tar`) },
  ]
  return tar([
    ...parts,
    { name: `${hex(config)}.json`, content: config },
    { name: 'manifest.json', content: encode(manifest) },
  ])
}
