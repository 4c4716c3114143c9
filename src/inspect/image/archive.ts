import * as z from 'zod'
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
  followLinks,
  hasDigest,
  hexDigest,
  type ImageLayout,
  type ImageProblem,
  parse,
  resolveLayout,
  say,
} from './layout.ts'

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
    })
    .nullish(),
  rootfs: z.object({ diff_ids: z.array(z.string()) }),
  history: z
    .array(z.object({ created_by: z.string().optional(), empty_layer: z.boolean().optional() }))
    .nullish(),
})
type Configuration = z.infer<typeof configurationSchema>

export interface SavedImage {
  /** The same for one image from every image store. */
  readonly image: Image
  /** Arguments that follow the entry point unless others are given. */
  readonly command: readonly string[]
  /** `NAME=value`, as the configuration has them. */
  readonly environment: readonly string[]
  /** `OS/ARCHITECTURE`; absent where the configuration does not say. */
  readonly platform?: string
  /** How this archive keeps each layer: its digest there, and its size as stored. */
  readonly stored: readonly { readonly digest?: string; readonly size: number }[]
  /** What is in each layer, bottom first; absent where the archive was read without it. */
  readonly contents?: readonly LayerContent[]
  /** The container's files; absent where the archive was read without the layers' contents. */
  readonly root?: LayerRootFs
  /** Why the layers make no file system, where they do not. */
  readonly rootProblem?: string
}

export interface ImageOptions extends Omit<ReadOptions, 'choose'> {
  /** `OS/ARCHITECTURE[/VARIANT]`; without it the archive must hold an image for one platform only. */
  readonly platform?: string
  /** Diff IDs of the base image, bottom first. */
  readonly base?: readonly string[]
}

/**
 * Reads an image from what `docker save` wrote (either image store) or from an OCI layout, as an archive or a
 * directory. Only the layers of the image asked for are read, each once.
 */
export async function readImage(
  archives: Archives,
  path: string,
  options: ImageOptions = {},
): Promise<SavedImage | ImageProblem> {
  const { platform, base: _, ...rest } = options
  const choose = async (files: ArchiveFiles): Promise<readonly ChosenLayer[]> => {
    const found = await locate(files, platform)
    // told again, with its problem, from the entries
    if ('problem' in found) return []
    const chosen = new Map<string, ChosenLayer>()
    for (const { at, digest, diffId } of found.layers) {
      chosen.set(at, { path: at, diffId, ...(digest === undefined ? {} : { digest }) })
    }
    return [...chosen.values()]
  }
  return readSavedImage(await archives.read(path, { ...rest, choose }), options)
}

/**
 * What is in an image, summed from the layers themselves. `docker inspect` is not asked: its sizes mean different
 * things on different image stores.
 */
export async function readSavedImage(
  entries: readonly ArchiveEntry[] | ImageProblem,
  { platform, base }: Pick<ImageOptions, 'platform' | 'base'> = {},
): Promise<SavedImage | ImageProblem> {
  if ('problem' in entries) return entries
  const byPath = new Map(entries.map((entry) => [entry.path, entry]))
  const files: ArchiveFiles = {
    entry: (path) => byPath.get(path),
    read: async (path) => byPath.get(path)?.bytes,
  }
  const found = await locate(files, platform)
  if ('problem' in found) return found
  const { configuration } = found
  const history = (configuration.history ?? []).filter((step) => step.empty_layer !== true)
  const layers: Image['layers'][number][] = []
  const contents: LayerContent[] = []
  const isOnBase = base?.every((id, index) => id.replace(/^sha256:/, '') === found.layers[index]?.diffId)
  for (const [index, { path, at, diffId }] of found.layers.entries()) {
    const measured = byPath.get(at)?.layer
    if (measured === undefined) return { problem: `the archive lacks the layer ${say(path)}` }
    if (measured.diffId !== diffId)
      return { problem: `the layer ${say(path)} is not the one its image names` }
    const createdBy = history[index]?.created_by
    const { size, compressedSize, content } = measured
    if (content !== undefined) contents.push(content)
    layers.push({
      diffId,
      size,
      compressedSize,
      ...(createdBy === undefined ? {} : { createdBy }),
      ...(base === undefined ? {} : { base: isOnBase === true && index < base.length }),
    })
  }
  const flat = contents.length === layers.length ? flatten(contents) : undefined
  const wasted = flat !== undefined && 'wasted' in flat ? flat.wasted : []
  const { config, os, architecture } = configuration
  return {
    image: {
      id: found.id,
      layers: layers.map((layer, index) => {
        const bytes = wasted[index]
        return bytes === undefined ? layer : { ...layer, wasted: bytes }
      }),
      entrypoint: config?.Entrypoint ?? [],
      user: config?.User ?? '',
      workingDir: config?.WorkingDir ?? '',
    },
    command: config?.Cmd ?? [],
    environment: config?.Env ?? [],
    ...(os === undefined || architecture === undefined ? {} : { platform: `${os}/${architecture}` }),
    stored: found.layers.map(({ at, digest }) => ({
      size: byPath.get(at)?.size ?? 0,
      ...(digest === undefined ? {} : { digest }),
    })),
    ...(flat === undefined
      ? {}
      : 'problem' in flat
        ? { rootProblem: flat.problem }
        : { contents, root: new LayerRootFs(flat.root, contents) }),
  }
}

interface Located {
  readonly id: string
  readonly configuration: Configuration
  readonly layers: readonly {
    /** As the manifest names it, and the entry that this leads to. */
    readonly path: string
    readonly at: string
    readonly digest?: string
    readonly diffId: string
  }[]
}

/** Finds and verifies all that is small, and says which entries are the layers. */
async function locate(files: ArchiveFiles, platform: string | undefined): Promise<Located | ImageProblem> {
  const layout = await resolveLayout(files, platform)
  if ('problem' in layout) return layout
  const bytes = await contentOf(files, layout.config)
  const configuration = bytes && parse(bytes, configurationSchema)
  if (bytes === undefined || configuration === undefined) {
    return { problem: `the archive has no readable image configuration ${say(layout.config)}` }
  }
  const { digest } = digestOfPath(layout.config)
  if (digest !== undefined && !(await hasDigest(bytes, digest))) {
    return {
      problem: `the image configuration ${say(layout.config)} does not have the digest that is its name`,
    }
  }
  return layersOf(files, layout, configuration, await hexDigest(bytes))
}

function layersOf(
  files: ArchiveFiles,
  layout: ImageLayout,
  configuration: Configuration,
  id: string,
): Located | ImageProblem {
  const ids = configuration.rootfs.diff_ids
  const layers: Located['layers'][number][] = []
  for (const [index, { path, digest }] of layout.layers.entries()) {
    const at = followLinks(files, path)
    if (at === undefined) return { problem: `the archive lacks the layer ${say(path)}` }
    const diffId = /^sha256:([0-9a-f]{64})$/.exec(ids[index] ?? '')?.[1]
    if (diffId === undefined && index < ids.length) {
      return {
        problem: `the image configuration ${say(layout.config)} names a layer by something else than sha256`,
      }
    }
    if (diffId === undefined) break
    layers.push({ path, at, diffId, ...(digest === undefined ? {} : { digest }) })
  }
  if (layout.layers.length === ids.length) return { id, configuration, layers }
  return { problem: `the archive has ${layout.layers.length} of the ${ids.length} layers of its image` }
}
