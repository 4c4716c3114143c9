/** Archives of Go's caches, and the proof that they are whole. */

import * as z from 'zod'
import { jsonOrUndefined } from '../../common/json.ts'
import { fail, type Result, succeed } from '../../common/result.ts'
import type { Output } from '../../effects/exec.ts'
import type { World } from '../../effects/world.ts'
import type { CachePart } from './contents.ts'

const manifestName = 'manifest.json'
/** What is known of a cache of a builder. */
const builderCacheSchema = z.object({
  /** Of the cache mount. */
  id: z.string(),
  /** How long all builds of a run took that had nothing restored. */
  coldSeconds: z.number().nonnegative().optional(),
  /** Ids of caches of modules in which the same builds left nothing: all modules are vendored. */
  empty: z.array(z.string()).readonly().optional(),
  /** Why there are no archives: restoring took as long as builds without it. */
  unprofitable: z.object({ restoring: z.number(), saved: z.number() }).optional(),
})
export type BuilderCacheFacts = z.infer<typeof builderCacheSchema>

const manifestSchema = z.object({
  archives: z.object({ modules: z.string().optional(), build: z.string().optional() }),
  builder: builderCacheSchema.optional(),
})
type Manifest = z.infer<typeof manifestSchema>
/** SHA-256 of each archive, by its name without the ending. */
type Digests = { -readonly [name in keyof Manifest['archives']]: string }

interface PackOptions {
  readonly directory: string
  readonly limitMs: number
  readonly builder?: BuilderCacheFacts
}

/** Puts the parts into `directory`, with a manifest that has the digest of each archive. */
export async function pack(
  { files, exec }: World,
  parts: readonly CachePart[],
  { directory, limitMs, builder }: PackOptions,
): Promise<Result<undefined>> {
  const archives: Digests = {}
  for (const part of parts) {
    const list = `${directory}.${part.name}`
    const archive = `${directory}/${part.name}.tar`
    await files.write(list, part.files.map((path) => `./${path}\n`).join(''))
    await files.makeDirectory(directory)
    const tar = ['tar', '-cf', archive, '-C', part.directory, '-T', list]
    const done = await exec.run(tar, { limitMs })
    if (done.exitCode !== 0) return tarFault('pack them', done)
    archives[part.name] = await files.sha256(archive)
  }
  await writeManifest(files, directory, { archives, ...(builder === undefined ? {} : { builder }) })
  return succeed(undefined)
}

/** Puts an archive into `directory` as it is, with its manifest. */
export async function placeArchive(
  files: World['files'],
  archive: string,
  {
    name,
    directory,
    builder,
  }: Pick<CachePart, 'name'> & Required<Pick<PackOptions, 'directory' | 'builder'>>,
): Promise<void> {
  const placed = `${directory}/${name}.tar`
  await files.makeDirectory(directory)
  await files.move(archive, placed)
  await writeManifest(files, directory, { archives: { [name]: await files.sha256(placed) }, builder })
}

function writeManifest(files: World['files'], directory: string, manifest: Manifest): Promise<void> {
  return files.write(`${directory}/${manifestName}`, JSON.stringify(manifest))
}

export interface WholeArchives {
  readonly names: readonly CachePart['name'][]
  readonly builder?: BuilderCacheFacts | undefined
}

/** Which archives are in `directory`, if all of them are whole. */
export async function wholeArchives(
  files: World['files'],
  directory: string,
): Promise<Result<WholeArchives>> {
  const manifest = await readManifest(files, directory)
  if (manifest === undefined) return fail('its manifest cannot be read')
  const archives = Object.entries(manifest.archives) as [CachePart['name'], string][]
  for (const [name, digest] of archives) {
    const archive = `${directory}/${name}.tar`
    if ((await files.stat(archive)) === undefined) return fail(`it lacks ${name}.tar`)
    if ((await files.sha256(archive)) !== digest) return fail(`${name}.tar is damaged`)
  }
  return succeed({ names: archives.map(([name]) => name), builder: manifest.builder })
}

/** Unpacks each archive of `directory` into a folder of its name in `target`, once all of them are known to be whole. */
export async function unpack(
  { files, exec }: World,
  directory: string,
  target: string,
): Promise<Result<readonly CachePart['name'][]>> {
  const whole = await wholeArchives(files, directory)
  if (!whole.ok) return whole
  for (const name of whole.value.names) {
    await files.makeDirectory(`${target}/${name}`)
    const tar = ['tar', '-xof', `${directory}/${name}.tar`, '-C', `${target}/${name}`]
    const done = await exec.run(tar)
    if (done.exitCode !== 0) return tarFault('unpack it', done)
  }
  return succeed(whole.value.names)
}

async function readManifest(files: World['files'], directory: string): Promise<Manifest | undefined> {
  const text = await files.readText(`${directory}/${manifestName}`)
  return manifestSchema.safeParse(jsonOrUndefined(text ?? '')).data
}

/** Why `tar` failed at a task. */
export function tarFault(
  task: string,
  { exitCode, stderr }: Pick<Output, 'exitCode' | 'stderr'>,
): Result<never> {
  return fail(`tar could not ${task}: ${stderr.trimEnd().split('\n').at(-1) || `exit code ${exitCode}`}`)
}
