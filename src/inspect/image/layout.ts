import * as z from 'zod'
import { jsonOrUndefined } from '../../common/json.ts'
import { fail, type Result, succeed } from '../../common/result.ts'
import type { ArchiveFiles } from '../../effects/archives.ts'
import { matchesPlatform } from '../../model/platform.ts'

/**
 * The parts of an image in its archive. Formats: the OCI image layout (`index.json`, blobs by digest) and that of `docker save`
 * (`manifest.json`); engines from version 25 on write both into the same archive.
 */
export interface ImageLayout {
  /** Path of the image config. */
  readonly config: string
  /** Bottom layer first. The digest is of the layer as stored, `ALGORITHM:HEX`. */
  readonly layers: readonly { readonly path: string; readonly digest?: string }[]
}

const digestSchema = z.string().regex(/^(sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})$/)
const platformSchema = z.object({
  architecture: z.string(),
  os: z.string(),
  variant: z.string().optional(),
})
const descriptorSchema = z.object({
  digest: digestSchema,
  platform: platformSchema.nullish(),
  annotations: z.record(z.string(), z.string()).nullish(),
})
const indexSchema = z.object({ manifests: z.array(descriptorSchema) })
const manifestSchema = z.object({
  config: z.object({ digest: digestSchema }),
  layers: z.array(z.object({ digest: digestSchema })),
})
const savedSchema = z.array(z.object({ Config: z.string(), Layers: z.array(z.string()).nullable() })).min(1)
const platformOfConfig = z.object({
  architecture: z.string(),
  os: z.string(),
  variant: z.string().nullish(),
})

type Descriptor = z.infer<typeof descriptorSchema>
interface Candidate {
  readonly digest: string
  readonly layout: Result<ImageLayout>
  /** Empty if neither the index nor the image config contains it. */
  readonly platform: string
}

/** Maximum nesting of indexes, which may refer to others. */
const deepest = 8
const most = 1000
const linkLimit = 40

/** `platform` is `OS/ARCHITECTURE` or `OS/ARCHITECTURE/VARIANT`; without it, the archive must contain only one image. */
export async function resolveLayout(files: ArchiveFiles, platform?: string): Promise<Result<ImageLayout>> {
  const index = await json(files, 'index.json', indexSchema)
  const found: Candidate[] = []
  if (index !== undefined) {
    const walked = await walk(files, index.manifests, 0, found, new Set())
    if (!walked.ok) return walked
  }
  if (found.length > 0) return choose(found, platform)
  const saved = await json(files, 'manifest.json', savedSchema)
  if (saved === undefined) {
    return fail(
      'the archive has neither a readable index.json with images nor a manifest.json: it is not a saved image',
    )
  }
  const candidates: Candidate[] = []
  for (const { Config, Layers } of saved.slice(0, most)) {
    const layers = (Layers ?? []).map((path) => ({ path, ...digestOfPath(path) }))
    candidates.push({
      digest: Config,
      platform: await configuredPlatform(files, Config),
      layout: succeed({ config: Config, layers }),
    })
  }
  return choose(candidates, platform)
}

function choose(found: readonly Candidate[], platform: string | undefined): Result<ImageLayout> {
  const there = [...new Set(found.map((one) => displayName(one.platform)).filter((one) => one !== ''))].slice(
    0,
    20,
  )
  if (platform === undefined) {
    if (there.length > 1) {
      return fail(`the archive has images for several platforms (${there.join(', ')}): choose one`)
    }
    // an image with several names is listed once for each
    return (found.find(({ layout }) => layout.ok) ?? found[0])?.layout ?? fail('no image')
  }
  const matching = found.filter((one) => one.platform === '' || matchesPlatform(one.platform, platform))
  const [first] = [...matching.filter(({ layout }) => layout.ok), ...matching]
  if (first !== undefined) return first.layout
  return fail(`the archive has no image for ${platform}, only for ${there.join(', ')}`)
}

/** Collects the images of an index, including nested ones. Fails only if the whole index is unusable. */
async function walk(
  files: ArchiveFiles,
  descriptors: readonly Descriptor[],
  depth: number,
  found: Candidate[],
  seen: Set<string>,
): Promise<Result<void>> {
  if (depth > deepest) return fail('the indexes of the archive are nested too deeply')
  for (const descriptor of descriptors) {
    const { digest } = descriptor
    // listed twice in one index, or in indexes that refer to each other
    if (isAttestation(descriptor) || seen.has(digest)) continue
    seen.add(digest)
    if (seen.size > most) return fail(`the archive has more than ${most} images`)
    const named = descriptor.platform ? platformName(descriptor.platform) : ''
    const bytes = await manifestOf(files, digest)
    if (!bytes.ok) {
      found.push({ digest, platform: named, layout: bytes })
      continue
    }
    const inner = parse(bytes.value, indexSchema)
    if (inner === undefined) found.push(await candidateOf(files, digest, named, bytes.value))
    else {
      const walked = await walk(files, inner.manifests, depth + 1, found, seen)
      if (!walked.ok) return walked
    }
  }
  return succeed(undefined)
}

async function manifestOf(files: ArchiveFiles, digest: string): Promise<Result<Uint8Array>> {
  const bytes = await contentOf(files, blobPath(digest))
  if (bytes === undefined) return fail(`the archive lacks the manifest ${digest}`)
  if (await hasDigest(bytes, digest)) return succeed(bytes)
  return fail(`the manifest ${digest} does not match its digest`)
}

/** `named`: its platform in the index, or empty. */
async function candidateOf(
  files: ArchiveFiles,
  digest: string,
  named: string,
  bytes: Uint8Array,
): Promise<Candidate> {
  const manifest = parse(bytes, manifestSchema)
  if (manifest === undefined) {
    return { digest, platform: named, layout: fail(`the manifest ${digest} is not an image manifest`) }
  }
  const config = blobPath(manifest.config.digest)
  const layers = manifest.layers.map((layer) => ({ path: blobPath(layer.digest), digest: layer.digest }))
  const platform = named === '' ? await configuredPlatform(files, config) : named
  return { digest, platform, layout: succeed({ config, layers }) }
}

/** BuildKit adds provenance and SBOMs to the index as images of an unknown platform. */
function isAttestation({ platform, annotations }: Descriptor): boolean {
  return platform?.os === 'unknown' || annotations?.['vnd.docker.reference.type'] === 'attestation-manifest'
}

async function configuredPlatform(files: ArchiveFiles, path: string): Promise<string> {
  const config = await json(files, path, platformOfConfig)
  return config === undefined ? '' : platformName(config)
}

function platformName(platform: z.infer<typeof platformOfConfig>): string {
  const { os, architecture, variant } = platform
  return [os, architecture, ...(variant ? [variant] : [])].join('/')
}

const blobPath = (digest: string) => `blobs/${digest.replace(':', '/')}`

/** The digest of a blob, which is its name. */
export function digestOfPath(path: string): { readonly digest?: string } {
  const [, algorithm, hex] = /^blobs\/(sha256|sha512)\/([0-9a-f]+)$/.exec(path) ?? []
  const digest = `${algorithm}:${hex}`
  return digestSchema.safeParse(digest).success ? { digest } : {}
}

/** Engines before version 25 write a repeated layer once, and symbolic links to it. */
export function followLinks(files: Pick<ArchiveFiles, 'entry'>, path: string): string | undefined {
  let at = path
  for (let links = 0; links <= linkLimit; links++) {
    const entry = files.entry(at)
    if (entry === undefined) return undefined
    if (entry.link === undefined) return at
    const parts = entry.link.startsWith('/') ? [] : at.split('/').slice(0, -1)
    for (const part of entry.link.split('/')) {
      if (part === '..') parts.pop()
      else if (part !== '' && part !== '.') parts.push(part)
    }
    at = parts.join('/')
  }
  return undefined
}

/** A name from an archive for a message: on one line, and shortened. */
export function displayName(name: string): string {
  return JSON.stringify(name.length > 200 ? `${name.slice(0, 200)}…` : name).slice(1, -1)
}

export async function contentOf(files: ArchiveFiles, path: string): Promise<Uint8Array | undefined> {
  const at = followLinks(files, path)
  return at === undefined ? undefined : files.read(at)
}

export async function hasDigest(bytes: Uint8Array, digest: string): Promise<boolean> {
  const name = digest.startsWith('sha512:') ? 'SHA-512' : 'SHA-256'
  return digest.endsWith(`:${await hexDigest(bytes, name)}`)
}

export async function hexDigest(bytes: Uint8Array, name: 'SHA-256' | 'SHA-512' = 'SHA-256'): Promise<string> {
  const digest = await crypto.subtle.digest(name, Uint8Array.from(bytes))
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

async function json<T extends z.ZodType>(
  files: ArchiveFiles,
  path: string,
  schema: T,
): Promise<z.infer<T> | undefined> {
  const bytes = await contentOf(files, path)
  return bytes === undefined ? undefined : parse(bytes, schema)
}

export function parse<T extends z.ZodType>(bytes: Uint8Array, schema: T): z.infer<T> | undefined {
  return schema.safeParse(jsonOrUndefined(new TextDecoder().decode(bytes))).data
}
