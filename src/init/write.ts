import { InputError } from '../common/errors.ts'
import { lastOf, parentOf } from '../common/paths.ts'
import type { Files } from '../effects/files.ts'
import type { World } from '../effects/world.ts'
import type { InitFile } from './init-file.ts'

/** Paths that exist, including dangling symbolic links. */
export async function placesTaken(
  files: Files,
  root: string,
  paths: readonly string[],
): Promise<readonly string[]> {
  const taken: string[] = []
  for (const path of paths) {
    const name = lastOf(path)
    const entry = (await files.list(`${root}/${parentOf(path)}`)).find((one) => one.name === name)
    if (entry?.kind === 'directory') {
      throw new InputError([`\`${path}\` is a directory: remove it, or choose another path`])
    }
    if (entry !== undefined) taken.push(path)
  }
  return taken
}

/** Writes all files or none: each goes to a temporary file next to its target, and all are renamed at the end. */
export async function writeAll(
  { files, random }: Pick<World, 'files' | 'random'>,
  root: string,
  all: readonly InitFile[],
): Promise<void> {
  const suffix = Math.floor(random() * 2 ** 32).toString(36)
  const pending = all.map(({ path, text }) => ({
    to: `${root}/${path}`,
    beside: `${root}/${path}.${suffix}.tmp`,
    text,
  }))
  const before: (() => Promise<void>)[] = []
  try {
    for (const { beside, text } of pending) await files.write(beside, text)
    for (const { beside, to } of pending) {
      const was = await files.read(to)
      await files.move(beside, to)
      before.push(() => (was === undefined ? files.remove(to) : files.write(to, was)))
    }
  } catch (error) {
    for (const restore of before) await restore()
    throw error
  } finally {
    for (const { beside } of pending) await files.remove(beside)
  }
}
