/** Removes what runs have left in Buildah's storage. */
import * as z from 'zod'
import { imageReference, runLabel } from '../../../effects/engine.ts'
import type { Exec } from '../../../effects/exec.ts'
import { requireDone } from '../docker/lost.ts'

const imagesSchema = z.array(z.object({ id: z.string(), names: z.array(z.string()).nullish() })).nullable()
const containersSchema = z
  .array(z.object({ id: z.string(), imageid: z.string(), imagename: z.string() }))
  .nullable()

type Images = NonNullable<z.infer<typeof imagesSchema>>

/** Without the registry that Buildah adds to names. */
const familiar = (name: string) => name.replace(/^(?:localhost|docker\.io)\//, '')

const isOf = (run: string) => (name: string) => familiar(name).startsWith(imageReference(run, ''))

async function listed<T extends z.ZodType>(
  exec: Exec,
  schema: T,
  ...args: readonly string[]
): Promise<z.infer<T>> {
  const command = ['buildah', ...args, '--json']
  // `commit`, because a cancelled run that is being cleaned up needs the result as well
  const printed = requireDone(command, await exec.commit(command))
  return schema.parse(JSON.parse(printed === '' ? 'null' : printed))
}

/** Removes containers of steps first, because images in use cannot be removed. Throws a CommandError if something remains. */
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
  // in the order of the list, newest first, as an image must be removed before its parent
  const left = (await listed(exec, imagesSchema, 'images', '--all', label)) ?? []
  for (const { id } of left) await done('rmi', '--force', id)
}

function namesOf(images: Images, run: string): readonly string[] {
  return images.flatMap(({ names }) => names ?? []).filter(isOf(run))
}

/** Names of the runs that have left named images. */
export async function buildahRuns(exec: Exec): Promise<readonly string[]> {
  const all = (await listed(exec, imagesSchema, 'images', '--all')) ?? []
  const names = all.flatMap(({ names: some }) => some ?? [])
  return [...new Set(names.flatMap((name) => /^linkgate\/([^/:]+):/.exec(familiar(name))?.[1] ?? []))]
}
