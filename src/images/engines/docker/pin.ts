import * as z from 'zod'
import { jsonOrUndefined } from '../../../common/json.ts'
import type { BaseImage } from '../../../effects/engine.ts'

export const inspectedSchema = z.object({
  Id: z.string().optional(),
  Architecture: z.string().optional(),
  Os: z.string().optional(),
  RepoDigests: z.array(z.string()).nullish(),
  RootFS: z.object({ Layers: z.array(z.string()).nullish() }).nullish(),
  Config: z
    .object({
      Env: z.array(z.string()).nullish(),
      User: z.string().nullish(),
      WorkingDir: z.string().nullish(),
      OnBuild: z.array(z.string()).nullish(),
    })
    .nullish(),
})
export type InspectedImage = z.infer<typeof inspectedSchema>

/** How a client inspects an image. */
export interface InspectImage {
  /** Returns undefined for a client that has no images. */
  readonly command: (reference: string) => readonly string[] | undefined
  /** Returns undefined if the output has an unknown format. */
  readonly parse: (printed: string) => InspectedImage | undefined
}

/** @param program `docker` or `podman` */
export function imagesOf(program: string): InspectImage {
  return {
    command: (reference) => [program, 'image', 'inspect', '--format={{json .}}', reference],
    parse: parseInspected,
  }
}

export const noImages: InspectImage = { command: () => undefined, parse: () => undefined }

/** Reads the output of `docker image inspect` for one image; undefined if it has an unknown format. */
export function parseInspected(json: string): InspectedImage | undefined {
  const printed = jsonOrUndefined(json)
  // Podman prints a list, whatever the format
  return inspectedSchema.safeParse(Array.isArray(printed) ? printed[0] : printed).data
}

/**
 * The reference by digest to the image that a reference means now. Images that were never in a registry have none. An engine may
 * know an image by digests in several repositories.
 */
export function byDigest(
  reference: string,
  { RepoDigests, RootFS, Config }: InspectedImage,
): Omit<BaseImage, 'pinned'> & { readonly pinned?: string } {
  const layers = RootFS?.Layers ?? []
  const image = { layers, ...(Config ? { config: imageConfig(Config) } : {}) }
  const given = /@(sha256:[0-9a-f]{64})$/.exec(reference)?.[1]
  if (given !== undefined) return { pinned: reference, digest: given, ...image }
  const repository = repositoryOf(reference)
  const known = (RepoDigests ?? []).map((one) => ({
    repository: one.split('@')[0] ?? '',
    digest: one.split('@')[1],
  }))
  const digest = known.find((one) => familiar(one.repository) === familiar(repository))?.digest
  return digest === undefined ? image : { pinned: `${repository}@${digest}`, digest, ...image }
}

function imageConfig({
  Env,
  User,
  WorkingDir,
  OnBuild,
}: NonNullable<InspectedImage['Config']>): NonNullable<BaseImage['config']> {
  const env = (Env ?? []).map((one): readonly [string, string] => {
    const [name = ''] = one.split('=', 1)
    return [name, one.slice(name.length + 1)]
  })
  return {
    env: Object.fromEntries(env),
    user: User ?? '',
    workdir: WorkingDir || '/',
    onBuild: (OnBuild ?? []).length > 0,
  }
}

/** The reference without tag and digest. Only a colon after the last slash begins a tag; others belong to a port. */
export function repositoryOf(reference: string): string {
  const name = reference.replace(/@sha256:[0-9a-f]{64}$/, '')
  const slash = name.lastIndexOf('/')
  const colon = name.indexOf(':', slash + 1)
  return colon < 0 ? name : name.slice(0, colon)
}

/** The short form that Docker shows: without the registry and the user that it adds to names of Docker Hub. */
export function familiar(repository: string): string {
  return repository.replace(/^(docker\.io|index\.docker\.io)\//, '').replace(/^library\//, '')
}
