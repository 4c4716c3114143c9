/** Archives of Go's caches, and a manifest with their checksums. */

import * as z from 'zod'
import { jsonOrUndefined } from '../../common/json.ts'
import { fail, type Result, succeed } from '../../common/result.ts'
import type { Output } from '../../effects/exec.ts'
import type { World } from '../../effects/world.ts'
import type { CachePart } from './contents.ts'

const manifestName = 'manifest.json'
/** Facts about a cache of a builder. */
const builderCacheSchema = z.object({
  /** ID of the cache mount. */
  id: z.string(),
  /** Duration of all builds of a run with empty caches. */
  coldSeconds: z.number().nonnegative().optional(),
  /** IDs of module caches that stayed empty in the same builds, because all modules are vendored. */
  empty: z.array(z.string()).readonly().optional(),
  /** Set if there are no archives because restoring takes as long as it saves, in seconds. */
  unprofitable: z.object({ restoring: z.number(), saved: z.number() }).optional(),
})
export type BuilderCacheFacts = z.infer<typeof builderCacheSchema>

const manifestSchema = z.object({
  archives: z.object({ modules: z.string().optional(), build: z.string().optional() }),
  builder: builderCacheSchema.optional(),
})
type Manifest = z.infer<typeof manifestSchema>
/** Hex sha256 of each archive, by its name without the extension. */
type Digests = { -readonly [name in keyof Manifest['archives']]: string }

interface PackOptions {
  readonly directory: string
  readonly limitMs: number
  readonly builder?: BuilderCacheFacts
}

/** Packs the parts into archives in `directory`, with a manifest that contains their digests. */
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

/** Moves an existing archive into `directory`, with a manifest. */
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

/** The archives in `directory`; a problem unless all of them are complete. */
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

/** Unpacks each archive of `directory` into a directory with its name in `target`, after all of them have been verified. */
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
