import * as z from 'zod'
import { fail, type Result, succeed } from '../../common/result.ts'
import type {
  ArchiveEntry,
  ArchiveFiles,
  Archives,
  ChosenLayer,
  LayerContent,
  ReadOptions,
} from '../../effects/archives.ts'
import type { Image } from '../../model/image.ts'
import { LayerRootFs } from './layer-root-fs.ts'
import { flatten } from './layers.ts'
import {
  contentOf,
  digestOfPath,
  displayName,
  followLinks,
  hasDigest,
  hexDigest,
  type ImageLayout,
  parse,
  resolveLayout,
} from './layout.ts'
import { type Wasted, wastedIn } from './wasted.ts'

const strings = z.array(z.string()).nullish()
const configurationSchema = z.object({
  os: z.string().optional(),
  architecture: z.string().optional(),
  config: z
    .object({
      Entrypoint: strings,
      Cmd: strings,
      Env: strings,
      User: z.string().nullish(),
      WorkingDir: z.string().nullish(),
      Volumes: z.record(z.string(), z.unknown()).nullish(),
    })
    .nullish(),
  rootfs: z.object({ diff_ids: z.array(z.string()) }),
  history: z
    .array(z.object({ created_by: z.string().optional(), empty_layer: z.boolean().optional() }))
    .nullish(),
})
type Configuration = z.infer<typeof configurationSchema>

export interface SavedImage {
  /** The description does not depend on the image store. */
  readonly image: Image
  /** Default arguments of the entry point. */
  readonly command: readonly string[]
  /** `NAME=value`, as in the image config. */
  readonly environment: readonly string[]
  /** Directories for which an engine mounts a new volume in each container, with a copy of their content. */
  readonly volumes: readonly string[]
  /** `OS/ARCHITECTURE`; absent if the image config does not set it. */
  readonly platform?: string
  /** Each layer in this archive: its digest, and its stored size. */
  readonly stored: readonly { readonly digest?: string; readonly size: number }[]
  /** Content of each layer, bottom first; absent if the archive was read without it. */
  readonly contents?: readonly LayerContent[]
  /** The container's files; absent if the archive was read without the layers' contents. */
  readonly root?: LayerRootFs
  /** Why the layers form no valid file system, if they do not. */
  readonly rootProblem?: string
}

export interface ImageOptions extends Omit<ReadOptions, 'choose'> {
  /** `OS/ARCHITECTURE[/VARIANT]`; without it, the archive must contain an image for only one platform. */
  readonly platform?: string
  /** Diff IDs of the base image, bottom first. */
  readonly base?: readonly string[]
  /** Maximum bytes of a file whose content can be read: see `LayerRootFs`. */
  readonly largestFile?: number
}

/**
 * Reads an image from the output of `docker save` (either image store) or from an OCI layout, as an archive or a directory. Reads
 * only the layers of the requested image, each once.
 */
export async function readImage(
  archives: Archives,
  path: string,
  options: ImageOptions = {},
): Promise<Result<SavedImage>> {
  const { platform, base: _, largestFile: __, ...rest } = options
  const choose = async (files: ArchiveFiles): Promise<readonly ChosenLayer[]> => {
    const found = await locate(files, platform)
    // the problem is reported after the entries have been read
    if (!found.ok) return []
    const chosen = new Map<string, ChosenLayer>()
    for (const { at, digest, diffId } of found.value.layers) {
      chosen.set(at, { path: at, diffId, ...(digest === undefined ? {} : { digest }) })
    }
    return [...chosen.values()]
  }
  return readSavedImage(await archives.read(path, { ...rest, choose }), options)
}

/**
 * Describes an image with sums over its layers. Not from `docker inspect`, whose sizes have different meanings for different image
 * stores.
 */
export async function readSavedImage(
  entries: Result<readonly ArchiveEntry[]>,
  { platform, base, largestFile }: Omit<ImageOptions, keyof ReadOptions> = {},
): Promise<Result<SavedImage>> {
  if (!entries.ok) return entries
  const byPath = new Map(entries.value.map((entry) => [entry.path, entry]))
  const files: ArchiveFiles = {
    entry: (path) => byPath.get(path),
    read: async (path) => byPath.get(path)?.bytes,
  }
  const located = await locate(files, platform)
  if (!located.ok) return located
  const found = located.value
  const measured = measuredLayers(found.layers, byPath)
  if (!measured.ok) return measured
  const { config, os, architecture } = found.configuration
  const contents = measured.value.flatMap(({ content }) => content ?? [])
  const flat = contents.length === found.layers.length ? flatten(contents) : undefined
  const wasted = flat?.ok === true ? wastedIn(contents, flat.value) : []
  return succeed({
    image: {
      id: found.id,
      layers: describeLayers(found, measured.value, base, wasted),
      entrypoint: config?.Entrypoint ?? [],
      user: config?.User ?? '',
      workingDir: config?.WorkingDir ?? '',
    },
    command: config?.Cmd ?? [],
    environment: config?.Env ?? [],
    volumes: Object.keys(config?.Volumes ?? {}),
    ...(os === undefined || architecture === undefined ? {} : { platform: `${os}/${architecture}` }),
    stored: found.layers.map(({ at, digest }) => ({
      size: byPath.get(at)?.size ?? 0,
      ...(digest === undefined ? {} : { digest }),
    })),
    ...(flat === undefined
      ? {}
      : flat.ok
        ? { contents, root: new LayerRootFs(flat.value, contents, largestFile) }
        : { rootProblem: flat.problem.message }),
  })
}

type MeasuredEntry = NonNullable<ArchiveEntry['layer']>

function measuredLayers(
  layers: Located['layers'],
  byPath: ReadonlyMap<string, ArchiveEntry>,
): Result<readonly MeasuredEntry[]> {
  const found: MeasuredEntry[] = []
  for (const { path, at, diffId } of layers) {
    const measured = byPath.get(at)?.layer
    if (measured === undefined) return fail(`the archive lacks the layer ${displayName(path)}`)
    if (measured.diffId !== diffId)
      return fail(`the layer ${displayName(path)} does not match the digest in the image`)
    found.push(measured)
  }
  return succeed(found)
}

/** `base`: the diff IDs of the base image; `wasted`: by layer, content that a later layer hides. */
function describeLayers(
  { layers, configuration }: Located,
  measured: readonly MeasuredEntry[],
  base: readonly string[] | undefined,
  wasted: readonly Wasted[],
): Image['layers'] {
  const history = (configuration.history ?? []).filter((step) => step.empty_layer !== true)
  const isOnBase = base?.every((id, index) => id.replace(/^sha256:/, '') === layers[index]?.diffId)
  return measured.map(({ diffId, size, compressedSize }, index) => {
    const createdBy = history[index]?.created_by
    const lost = wasted[index]
    return {
      diffId,
      size,
      compressedSize,
      ...(createdBy === undefined ? {} : { createdBy }),
      ...(base === undefined ? {} : { base: isOnBase === true && index < base.length }),
      ...(lost === undefined ? {} : { wasted: lost.bytes }),
      ...(lost === undefined || lost.files.length === 0 ? {} : { wastedFiles: lost.files }),
    }
  })
}

interface Located {
  readonly id: string
  readonly configuration: Configuration
  readonly layers: readonly {
    /** As in the manifest. */
    readonly path: string
    /** Path of the entry, which may be the target of a link. */
    readonly at: string
    readonly digest?: string
    readonly diffId: string
  }[]
}

/** Finds and verifies manifest and image config, and determines which entries are the layers. */
async function locate(files: ArchiveFiles, platform: string | undefined): Promise<Result<Located>> {
  const layout = await resolveLayout(files, platform)
  if (!layout.ok) return layout
  const { config } = layout.value
  const bytes = await contentOf(files, config)
  const configuration = bytes && parse(bytes, configurationSchema)
  if (bytes === undefined || configuration === undefined) {
    return fail(`the archive has no readable image config ${displayName(config)}`)
  }
  const { digest } = digestOfPath(config)
  if (digest !== undefined && !(await hasDigest(bytes, digest))) {
    return fail(`the image config ${displayName(config)} does not match its digest`)
  }
  return layersOf(files, layout.value, configuration, await hexDigest(bytes))
}

function layersOf(
  files: ArchiveFiles,
  layout: ImageLayout,
  configuration: Configuration,
  id: string,
): Result<Located> {
  const ids = configuration.rootfs.diff_ids
  const layers: Located['layers'][number][] = []
  for (const [index, { path, digest }] of layout.layers.entries()) {
    const at = followLinks(files, path)
    if (at === undefined) return fail(`the archive lacks the layer ${displayName(path)}`)
    const diffId = /^sha256:([0-9a-f]{64})$/.exec(ids[index] ?? '')?.[1]
    if (diffId === undefined && index < ids.length) {
      return fail(`the image config ${displayName(layout.config)} has a layer digest that is not sha256`)
    }
    if (diffId === undefined) break
    layers.push({ path, at, diffId, ...(digest === undefined ? {} : { digest }) })
  }
  if (layout.layers.length === ids.length) return succeed({ id, configuration, layers })
  return fail(`the archive has ${layout.layers.length} of the ${ids.length} layers of its image`)
}
