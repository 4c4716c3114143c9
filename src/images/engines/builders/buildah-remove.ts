/** What runs have left in Buildah's storage. */
import * as z from 'zod'
import { imageReference, runLabel } from '../../../effects/engine.ts'
import type { Exec } from '../../../effects/exec.ts'
import { requireDone } from '../docker/lost.ts'

const imagesSchema = z.array(z.object({ id: z.string(), names: z.array(z.string()).nullish() })).nullable()
const containersSchema = z
  .array(z.object({ id: z.string(), imageid: z.string(), imagename: z.string() }))
  .nullable()

type Images = NonNullable<z.infer<typeof imagesSchema>>

/** Buildah puts before a name that it has it from nowhere. */
const familiar = (name: string) => name.replace(/^(?:localhost|docker\.io)\//, '')

const isOf = (run: string) => (name: string) => familiar(name).startsWith(imageReference(run, ''))

async function listed<T extends z.ZodType>(
  exec: Exec,
  schema: T,
  ...args: readonly string[]
): Promise<z.infer<T>> {
  const command = ['buildah', ...args, '--json']
  // a run that is cancelled while it is being cleaned up needs the answer
  const printed = requireDone(command, await exec.commit(command))
  return schema.parse(JSON.parse(printed === '' ? 'null' : printed))
}

/** Containers of steps first: an image that is in use stays. Throws the CommandError of what cannot be removed. */
export async function removeBuildahRun(exec: Exec, run: string): Promise<void> {
  const all = (await listed(exec, imagesSchema, 'images', '--all')) ?? []
  const label = `--filter=label=${runLabel}=${run}`
  const ofSteps = (await listed(exec, imagesSchema, 'images', '--all', label)) ?? []
  const named = all.filter(({ names }) => names?.some(isOf(run)))
  const ids = new Set([...named, ...ofSteps].map(({ id }) => id))
  const containers = (await listed(exec, containersSchema, 'containers', '--all')) ?? []
  const used = containers.filter(({ imageid, imagename }) => ids.has(imageid) || isOf(run)(imagename))
  const done = async (...args: readonly string[]) =>
    requireDone(['buildah', ...args], await exec.commit(['buildah', ...args]))
  if (used.length > 0) await done('rm', ...used.map(({ id }) => id))
  const names = namesOf(named, run)
  if (names.length > 0) await done('rmi', '--force', ...names)
  // what was made last is listed first, and has to go first
  const left = (await listed(exec, imagesSchema, 'images', '--all', label)) ?? []
  for (const { id } of left) await done('rmi', '--force', id)
}

function namesOf(images: Images, run: string): readonly string[] {
  return images.flatMap(({ names }) => names ?? []).filter(isOf(run))
}

/** Names of the runs that have left images with a name. */
export async function buildahRuns(exec: Exec): Promise<readonly string[]> {
  const all = (await listed(exec, imagesSchema, 'images', '--all')) ?? []
  const names = all.flatMap(({ names: some }) => some ?? [])
  return [...new Set(names.flatMap((name) => /^linkgate\/([^/:]+):/.exec(familiar(name))?.[1] ?? []))]
}
