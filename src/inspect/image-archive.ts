import * as z from 'zod'
import type { Image } from '../model.ts'
import type { ArchiveEntry } from '../world.ts'

/** What `docker save` writes beside the layers, in either of its two forms. */
const manifestSchema = z.array(z.object({ Config: z.string(), Layers: z.array(z.string()) })).min(1)

const strings = z.array(z.string()).nullish()
const configurationSchema = z.object({
  config: z
    .object({
      Entrypoint: strings,
      Cmd: strings,
      User: z.string().nullish(),
      WorkingDir: z.string().nullish(),
    })
    .nullish(),
  rootfs: z.object({ diff_ids: z.array(z.string()) }),
  history: z
    .array(z.object({ created_by: z.string().optional(), empty_layer: z.boolean().optional() }))
    .nullish(),
})

export interface SavedImage {
  readonly image: Image
  /** Arguments that follow the entry point unless others are given. */
  readonly command: readonly string[]
}

/**
 * What is in an image, summed from the layers themselves. `docker inspect` is not asked: its sizes mean different
 * things on different image stores.
 */
export async function readSavedImage(
  entries: readonly ArchiveEntry[],
): Promise<SavedImage | { readonly problem: string }> {
  const byPath = new Map(entries.map((entry) => [entry.path, entry]))
  const [manifest] = parse(byPath.get('manifest.json'), manifestSchema) ?? []
  if (manifest === undefined) return { problem: 'the archive has no manifest.json: it is not a saved image' }
  const configBytes = byPath.get(manifest.Config)?.bytes
  const configuration = parse(byPath.get(manifest.Config), configurationSchema)
  if (configBytes === undefined || configuration === undefined) {
    return { problem: `the archive has no readable image configuration ${manifest.Config}` }
  }
  const history = (configuration.history ?? []).filter((step) => step.empty_layer !== true)
  const layers: Image['layers'][number][] = []
  for (const [index, path] of manifest.Layers.entries()) {
    const layer = follow(byPath, path)?.layer
    const diffId = configuration.rootfs.diff_ids[index]?.replace(/^sha256:/, '')
    if (layer === undefined) return { problem: `the archive lacks the layer ${path}` }
    if (layer.diffId !== diffId) return { problem: `the layer ${path} is not the one its image names` }
    const createdBy = history[index]?.created_by
    layers.push({ ...layer, ...(createdBy === undefined ? {} : { createdBy }) })
  }
  const named = configuration.rootfs.diff_ids.length
  if (layers.length !== named) {
    return { problem: `the archive has ${layers.length} of the ${named} layers of its image` }
  }
  const config = configuration.config
  return {
    image: {
      id: await sha256(configBytes),
      layers,
      entrypoint: config?.Entrypoint ?? [],
      user: config?.User ?? '',
      workingDir: config?.WorkingDir ?? '',
    },
    command: config?.Cmd ?? [],
  }
}

/** Engines before version 25 write a layer once, and symbolic links where an image has it again. */
function follow(entries: ReadonlyMap<string, ArchiveEntry>, path: string): ArchiveEntry | undefined {
  const entry = entries.get(path)
  if (entry?.link === undefined) return entry
  const target = new URL(entry.link, `file:///${path}`).pathname.slice(1)
  return entries.get(target)
}

async function sha256(bytes: Uint8Array): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', Uint8Array.from(bytes))
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

function parse<T extends z.ZodType>(entry: ArchiveEntry | undefined, schema: T): z.infer<T> | undefined {
  if (entry?.bytes === undefined) return undefined
  try {
    return schema.safeParse(JSON.parse(new TextDecoder().decode(entry.bytes))).data
  } catch {
    return undefined
  }
}
