import type { LayerFile } from '../../effects/archives.ts'
import { runLabel } from '../../effects/engine.ts'
import type { Files } from '../../effects/files.ts'
import type { World } from '../../effects/world.ts'
import { type Platform, platformParts } from '../../model/platform.ts'
import type { GoTool } from '../../repository/go/toolchain.ts'
import { type ImageConfig, type LayoutLayer, layoutParts } from '../oci-layout.ts'

/** One layer of the built-in image, and its line in the image's history. */
export interface PlannedLayer {
  readonly createdBy: string
  readonly files: readonly LayerFile[]
}

/** A layer that was written as an archive. */
export type WrittenLayer = LayoutLayer & Pick<PlannedLayer, 'createdBy'>

const certificatePlaces = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/ssl/ca-bundle.pem',
  '/etc/ssl/cert.pem',
]
const certificates = 'etc/ssl/certs/ca-certificates.crt'
const zones = 'usr/share/zoneinfo.zip'
const programDirectory = 'app'
export const programMode = 0o755

const bytes = (text: string): LayerFile['content'] => ({
  kind: 'bytes',
  bytes: new TextEncoder().encode(text),
})

/** Files that Go services expect in an otherwise empty image. */
export async function runtimeLayer(files: Files, go: GoTool): Promise<PlannedLayer> {
  const found: LayerFile[] = [
    {
      path: 'etc/passwd',
      mode: 0o644,
      content: bytes(
        'root:x:0:0:root:/root:/sbin/nologin\nnonroot:x:65532:65532:nonroot:/home/nonroot:/sbin/nologin\n',
      ),
    },
    { path: 'etc/group', mode: 0o644, content: bytes('root:x:0:\nnonroot:x:65532:\n') },
    { path: 'tmp/', mode: 0o1777, content: { kind: 'directory' } },
  ]
  for (const place of certificatePlaces) {
    const from = await files.realPath(place)
    if (from === undefined) continue
    found.push({ path: certificates, mode: 0o644, content: { kind: 'file', from } })
    break
  }
  const zoneinfo = `${go.root}/lib/time/zoneinfo.zip`
  if ((await files.stat(zoneinfo)) !== undefined) {
    found.push({ path: zones, mode: 0o644, content: { kind: 'file', from: zoneinfo } })
  }
  return { createdBy: 'linkgate: certificates, time zones, users, /tmp', files: withDirectories(found) }
}

export function librariesLayer(libraries: readonly LayerFile[]): PlannedLayer {
  return { createdBy: 'linkgate: loader and shared libraries', files: withDirectories(libraries) }
}

/** Path of the program in the image. */
export function programPath(name: string): string {
  return `/${programDirectory}/${name}`
}

export function programLayer(name: string, binary: string): PlannedLayer {
  const path = programPath(name)
  return {
    createdBy: `linkgate: ${path}`,
    files: withDirectories([
      { path: path.slice(1), mode: programMode, content: { kind: 'file', from: binary } },
    ]),
  }
}

/** Only the directory of the program, for an image without the program. */
export function programDirectoryLayer(): PlannedLayer {
  const path = `${programDirectory}/`
  return {
    createdBy: `linkgate: /${programDirectory}`,
    files: [{ path, mode: 0o755, content: { kind: 'directory' } }],
  }
}

/** Adds the parent directories and sorts the files, so that the same files give the same bytes. */
function withDirectories(files: readonly LayerFile[]): readonly LayerFile[] {
  const all = new Map<string, LayerFile>()
  for (const file of files) {
    const parts = file.path.replace(/\/$/, '').split('/')
    for (let depth = 1; depth < parts.length; depth++) {
      const path = `${parts.slice(0, depth).join('/')}/`
      if (!all.has(path)) all.set(path, { path, mode: 0o755, content: { kind: 'directory' } })
    }
    all.set(file.path, file)
  }
  return [...all.values()].sort((a, b) => (a.path < b.path ? -1 : 1))
}

/** An OCI image config. Without `run`, the same content gives the same image ID in every run. */
export function imageConfiguration(
  platform: Platform,
  name: string,
  layers: readonly { readonly diffId: string; readonly createdBy: string }[],
  run?: string,
): ImageConfig {
  const { os, arch: architecture, variant } = platformParts(platform)
  // OCI has no variants of 386
  const hasVariant = variant !== undefined && architecture !== '386'
  const created = '1970-01-01T00:00:00Z'
  return {
    architecture,
    os,
    ...(hasVariant ? { variant } : {}),
    created,
    config: {
      Entrypoint: [programPath(name)],
      Env: [
        'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
        `SSL_CERT_FILE=/${certificates}`,
        `ZONEINFO=/${zones}`,
      ],
      WorkingDir: `/${programDirectory}`,
      ...(run === undefined ? {} : { Labels: { [runLabel]: run } }),
    },
    rootfs: { type: 'layers', diff_ids: layers.map(({ diffId }) => `sha256:${diffId}`) },
    history: layers.map(({ createdBy }) => ({ created, created_by: createdBy })),
  }
}

/** Writes the image as an OCI layout archive, which every engine can load. The same image gives the same bytes. */
export async function writeImage(
  world: Pick<World, 'archives'>,
  directory: string,
  image: {
    readonly reference: string
    readonly platform: Platform
    /** Name of the program. */
    readonly program: string
    readonly layers: readonly PlannedLayer[]
    /** Lower layers that have already been written. */
    readonly below?: readonly WrittenLayer[]
    /** Name of the run, which makes the image unique. Without it, the same files give the same image. */
    readonly run?: string
  },
): Promise<string> {
  const { reference, platform, program, below = [], run } = image
  const layers = [...below]
  for (const layer of image.layers)
    layers.push(await writeLayer(world, `${directory}/layer-${layers.length}.tar`, layer))
  const configuration = imageConfiguration(platform, program, layers, run)
  const archive = `${directory}/image.tar`
  await world.archives.write(archive, await layoutParts({ reference, configuration, layers }))
  return archive
}

/** Writes the layers of an image without a program: files that every program needs, and these libraries. */
export async function layersWithoutProgram(
  world: Pick<World, 'files' | 'archives'>,
  go: GoTool,
  directory: string,
  libraries: readonly LayerFile[],
): Promise<readonly WrittenLayer[]> {
  await world.files.makeDirectory(directory)
  const planned = [
    await runtimeLayer(world.files, go),
    ...(libraries.length > 0 ? [librariesLayer(libraries)] : []),
  ]
  const written: WrittenLayer[] = []
  for (const [index, layer] of planned.entries())
    written.push(await writeLayer(world, `${directory}/layer-${index}.tar`, layer))
  return written
}

async function writeLayer(
  world: Pick<World, 'archives'>,
  file: string,
  { createdBy, files }: PlannedLayer,
): Promise<WrittenLayer> {
  const { sha256, size } = await world.archives.writeLayer(file, files)
  return { diffId: sha256, size, createdBy, file }
}
