/** Writes images as OCI image layouts (image-spec 1.1). */
import { hexDigest } from '../inspect/image/layout.ts'

/** A layer in the layout. It is not compressed, so its digest is its diff ID. */
export interface LayoutLayer {
  /** Hex sha256 of the layer's tar archive. */
  readonly diffId: string
  /** Bytes of that archive. */
  readonly size: number
  /** Path of that archive. */
  readonly file: string
}

/** One file of a layout: its path, and its bytes or a file with them. */
interface LayoutPart {
  readonly path: string
  readonly from: string | Uint8Array
}

/** The image config. The layout repeats the listed properties. */
export interface ImageConfig {
  readonly architecture: string
  readonly os: string
  readonly variant?: string
  readonly [property: string]: unknown
}

interface LayoutImage {
  /** As `docker load` prints it: `REPOSITORY:TAG`, without a registry. */
  readonly reference: string
  readonly configuration: ImageConfig
  /** Bottom first. */
  readonly layers: readonly LayoutLayer[]
}

interface Descriptor {
  readonly mediaType: string
  /** `sha256:HEX` */
  readonly digest: string
  readonly size: number
}

interface Blob {
  readonly descriptor: Descriptor
  readonly part: LayoutPart
}

const mediaTypes = {
  index: 'application/vnd.oci.image.index.v1+json',
  manifest: 'application/vnd.oci.image.manifest.v1+json',
  config: 'application/vnd.oci.image.config.v1+json',
  layer: 'application/vnd.oci.image.layer.v1.tar',
} as const

/**
 * The files of an archive that is both an OCI layout and what `docker save` writes. Docker before version 25 reads only
 * `manifest.json`, the containerd image store and Podman prefer `index.json`. The same image gives the same bytes.
 */
export async function layoutParts(image: LayoutImage): Promise<readonly LayoutPart[]> {
  const { reference, configuration } = image
  const config = await jsonBlob(mediaTypes.config, configuration)
  const layers = image.layers.map(layerBlob)
  const manifest = await jsonBlob(mediaTypes.manifest, {
    schemaVersion: 2,
    mediaType: mediaTypes.manifest,
    config: config.descriptor,
    layers: layers.map(({ descriptor }) => descriptor),
  })
  const { architecture, os, variant } = configuration
  const platform = { architecture, os, ...(variant === undefined ? {} : { variant }) }
  const index = {
    schemaVersion: 2,
    mediaType: mediaTypes.index,
    manifests: [{ ...manifest.descriptor, platform, annotations: namesOf(reference) }],
  }
  const saved = [
    { Config: config.part.path, RepoTags: [reference], Layers: layers.map(({ part }) => part.path) },
  ]
  // without duplicates, because readers differ in how they handle a path that occurs twice
  const blobs = new Map([config, manifest, ...layers].map(({ part }) => [part.path, part]))
  return [
    { path: 'oci-layout', from: encode({ imageLayoutVersion: '1.0.0' }) },
    { path: 'index.json', from: encode(index) },
    { path: 'manifest.json', from: encode(saved) },
    ...blobs.values(),
  ]
}

/** The name with its registry. containerd reads the first annotation, others the second. Podman 3 considers a tag alone a repository. */
function namesOf(reference: string): Readonly<Record<string, string>> {
  const name = `docker.io/${reference}`
  return { 'io.containerd.image.name': name, 'org.opencontainers.image.ref.name': name }
}

async function jsonBlob(mediaType: string, value: object): Promise<Blob> {
  const bytes = encode(value)
  return blob({ mediaType, digest: `sha256:${await hexDigest(bytes)}`, size: bytes.length }, bytes)
}

function layerBlob({ diffId, size, file }: LayoutLayer): Blob {
  return blob({ mediaType: mediaTypes.layer, digest: `sha256:${diffId}`, size }, file)
}

function blob(descriptor: Descriptor, from: LayoutPart['from']): Blob {
  return { descriptor, part: { path: `blobs/${descriptor.digest.replace(':', '/')}`, from } }
}

const encode = (value: object) => new TextEncoder().encode(JSON.stringify(value))
