/**
 * Local substitutes for the public base images in Dockerfiles of Go services, for machines that cannot pull them. They contain real
 * programs and libraries of this machine and its distribution: Go, C compilers for glibc and for musl, BusyBox.
 */
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { output } from '../world/temporary.ts'
import { configs } from './base-image-configs.ts'
import { cgoCacheLayer, goCacheLayer, goLayer, imageCgoCacheLayer } from './base-image-go.ts'
import { cache, digest, isAlive, type Layer, machine } from './base-image-layers.ts'
import { type BaseImage, type BaseKind, baseImageOf } from './base-image-names.ts'
import {
  alpineLayer,
  busyboxLayer,
  debianLayer,
  distrolessStaticLayer,
  glibcLayer,
} from './base-image-roots.ts'
import { alpineToolchainLayer, compilerVersion, debianToolchainLayer } from './base-image-toolchains.ts'

export interface BaseImages extends AsyncDisposable {
  /** Names of images that the engine already had. They are used unchanged, and are not removed. */
  readonly kept: readonly string[]
}

/**
 * Tags of this repository keep the images: `<image>`, and `<image>.<lease>` for each use. A lease begins with the process ID of its
 * user.
 */
const holder = 'linkgate-base'
/** Images that are built from them inherit this label, so that they can be found. */
const label = 'linkgate.base-image'

/** The environment variable with the lease of the whole test run; see builder-images-run.ts. */
export const runLease = 'LINKGATE_BASE_IMAGES_LEASE'
let calls = 0
/** Lease of the image in which a build cache is made, until the final image contains its layers. */
const cold = `${process.pid}-cold`

/**
 * Makes sure that the engine on the default socket has images with these names. Disposing removes images that were made and have no
 * other users. Images for a whole test run stay until its end. The build cache of BuildKit is not removed.
 */
export async function baseImages(
  names: readonly string[],
  lease = process.env[runLease] ?? `${process.pid}-${++calls}`,
): Promise<BaseImages> {
  const wanted = names.map((name) => ({ name, image: baseImageOf(name) }))
  const kept: string[] = []
  for (const name of names) if (await isTheirs(name)) kept.push(name)
  const made = await Promise.all(
    wanted
      .filter(({ name }) => !kept.includes(name))
      .map(async ({ name, image }) => ({ name, image: await imageOf(image) })),
  )
  const missing: Image[] = []
  for (const image of new Map(made.map((one) => [one.image.tag, one.image])).values()) {
    const held = ['docker', 'tag', `${holder}:${image.tag}`, `${holder}:${image.tag}.${lease}`]
    await output(held).catch(() => missing.push(image))
  }
  if (missing.length > 0) {
    await load(missing, heldBy(lease))
    await releaseBaseImages(cold)
  }
  for (const { name, image } of made) await output(['docker', 'tag', `${holder}:${image.tag}`, name])
  return {
    kept,
    [Symbol.asyncDispose]: async () => {
      if (lease !== process.env[runLease]) await releaseBaseImages(lease)
    },
  }
}

async function isTheirs(name: string): Promise<boolean> {
  const format = `{{index .Config.Labels "${label}"}}`
  const ours = await output(['docker', 'image', 'inspect', '--format', format, name]).catch(() => undefined)
  return ours?.trim() === ''
}

/** Ends the lease and those of dead processes, and removes the images that have no lease any more. */
export async function releaseBaseImages(lease: string): Promise<void> {
  // without a running engine, there is nothing to remove
  const tags = await lines('docker', 'images', '--format={{.Tag}}', holder).catch(() => [])
  const isOver = (tag: string) => {
    const held = tag.slice(tag.indexOf('.') + 1)
    return held === lease || !isAlive(Number.parseInt(held, 10))
  }
  for (const tag of tags.filter((one) => !one.includes('.'))) {
    const leases = tags.filter((one) => one.startsWith(`${tag}.`))
    const over = leases.filter(isOver)
    if (over.length === leases.length) await removeBuiltFrom(tag)
    else if (over.length > 0) await output(['docker', 'rmi', ...over.map((one) => `${holder}:${one}`)])
  }
}

/** Removes the image with all its names, and all images built from it. The newest ones are listed first, and removed first. */
async function removeBuiltFrom(tag: string): Promise<void> {
  const list = () => lines('docker', 'images', '--all', '--quiet', `--filter=label=${label}=${tag}`)
  for (let left = await list(); left.length > 0; ) {
    const failure = await output(['docker', 'rmi', '--force', ...new Set(left)]).catch((error) => error)
    const next = await list()
    if (next.length >= left.length) throw failure
    left = next
  }
}

const lines = async (...command: readonly string[]): Promise<readonly string[]> =>
  (await output(command)).split('\n').filter((line) => line !== '')

interface Image {
  readonly tag: string
  readonly layers: readonly Layer[]
  readonly config: object
}

/** An image for a registry: its config, and its layers, which are not compressed. */
export interface OciImage {
  readonly config: object
  readonly layers: readonly Layer[]
}

/** The substitute for a public image. */
export async function ociImageOf(name: string): Promise<OciImage> {
  const image = await imageOf(baseImageOf(name))
  return { config: configurationOf(image), layers: image.layers }
}

/** https://github.com/opencontainers/image-spec/blob/main/config.md */
function configurationOf({ tag, layers, config }: Image): object {
  const created = '2024-01-01T00:00:00Z'
  return {
    architecture: machine.go,
    os: 'linux',
    created,
    config: { ...config, Labels: { [label]: tag } },
    rootfs: { type: 'layers', diff_ids: layers.map(({ diffId }) => diffId) },
    history: layers.map((one) => ({ created, created_by: basename(one.path) })),
  }
}

async function imageOf({ kind, nonroot }: BaseImage): Promise<Image> {
  const layers = await layersOf[kind]()
  const config = {
    ...(await configs[kind]()),
    ...(nonroot ? { User: '65532', WorkingDir: '/home/nonroot' } : {}),
  }
  const about = digest([JSON.stringify(config), ...layers.map(({ diffId }) => diffId)])
  return { tag: `${kind}${nonroot ? '-nonroot' : ''}-${about}`, layers, config }
}

const layersOf: Readonly<Record<BaseKind, () => Promise<readonly Layer[]>>> = {
  alpine: async () => [await alpineLayer()],
  busybox: async () => [await busyboxLayer()],
  debian: async () => [await debianLayer()],
  'distroless-base': async () => [await distrolessStaticLayer(), await glibcLayer()],
  'distroless-static': async () => [await distrolessStaticLayer()],
  // with Go as the lowest layers, which engines store once for all images
  'golang-alpine': async () => {
    const layers = [await goLayer(), await goCacheLayer(), await alpineLayer(), await alpineToolchainLayer()]
    const image = { tag: 'golang-alpine-cold', layers, config: await configs['golang-alpine']() }
    const made = await imageCgoCacheLayer(
      'golang-alpine',
      layers,
      'apk add --no-cache gcc musl-dev',
      async () => {
        await load([image], heldBy(cold))
        return `${holder}:${image.tag}`
      },
    )
    return [...layers, made]
  },
  'golang-debian': async () => {
    const go = await goCacheLayer()
    const cgo = await cgoCacheLayer(go, await compilerVersion())
    return [await goLayer(), go, await debianLayer(), await debianToolchainLayer(), cgo]
  },
}

const heldBy =
  (lease: string) =>
  ({ tag }: Image): readonly string[] => [`${holder}:${tag}`, `${holder}:${tag}.${lease}`]

/**
 * Copies the images to another engine, the one that `docker` uses with this environment. They are removed together with that engine.
 */
export async function copyBaseImages(
  names: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<void> {
  const named = names.map(async (name) => ({ image: await imageOf(baseImageOf(name)), name }))
  const images = await Promise.all(named)
  const tags = ({ tag }: Image) => images.filter(({ image }) => image.tag === tag).map(({ name }) => name)
  const distinct = new Map(images.map(({ image }) => [image.tag, image]))
  await load([...distinct.values()], tags, env)
}

/** Loads the images into an engine, as one archive that contains every layer once. */
async function load(
  images: readonly Image[],
  tags: (image: Image) => readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<void> {
  const folder = join(
    cache,
    `loading-${process.pid}-${digest([...images.flatMap(tags), ...Object.values(env)])}`,
  )
  await mkdir(folder, { recursive: true })
  try {
    for (const image of images)
      await writeFile(join(folder, `${image.tag}.json`), JSON.stringify(configurationOf(image)))
    const manifest = images.map((image) => ({
      Config: `${image.tag}.json`,
      RepoTags: tags(image),
      Layers: image.layers.map((one) => basename(one.path)),
    }))
    await writeFile(join(folder, 'manifest.json'), JSON.stringify(manifest))
    const layers = new Set(images.flatMap((image) => image.layers.map((one) => basename(one.path))))
    const content = ['manifest.json', ...images.map(({ tag }) => `${tag}.json`), '-C', cache, ...layers]
    const pipe = 'tar "$@" | docker load --quiet'
    await output(['sh', '-c', pipe, 'load', '-C', folder, '-cf', '-', ...content], { env })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
