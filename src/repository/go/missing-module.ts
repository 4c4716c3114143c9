/** Missing directories in go.mod and go.work. */

import { cleanPath, joinPath, parentOf } from '../../common/paths.ts'
import { repositoryText } from '../../effects/repository-text.ts'
import type { World } from '../../effects/world.ts'
import type { Obstacle } from '../../findings/obstacles.ts'
import { Absences, type TreePlace } from '../steps/absences.ts'

type MissingModule = Extract<Obstacle, { readonly kind: 'directory-missing' }>

/** A directive with a directory. */
export interface NamedDirectory {
  readonly by: MissingModule['by']
  /** As written. */
  readonly directory: string
  /** Path of the go.mod or go.work, relative to the root of the repository. */
  readonly file: string
}

export async function missingModule(
  world: World,
  place: TreePlace,
  { by, directory, file }: NamedDirectory,
): Promise<MissingModule> {
  const text = (await repositoryText(world.files, place.checkout, file)) ?? ''
  const path = directory.startsWith('/') ? undefined : cleanPath(`${parentOf(file)}/${directory}`)
  const absence = path === undefined ? {} : await new Absences(world, place).of({ path })
  const line = lineNaming(text, directory)
  return {
    kind: 'directory-missing',
    by,
    directory,
    at: line === undefined ? file : `${file}:${line}`,
    ...(path === undefined ? {} : { path }),
    absence,
  }
}

function lineNaming(text: string, directory: string): number | undefined {
  const at = text.split('\n').findIndex((line) => line.split(/[\s"`]+/).includes(directory))
  return at < 0 ? undefined : at + 1
}

/**
 * Missing directories in go.work and in the go.mod of each module. Only useful after a failed listing, because a missing replacement
 * that no package needs is harmless.
 */
export async function missingModules(world: World, place: TreePlace): Promise<readonly MissingModule[]> {
  const { files } = world
  const named: NamedDirectory[] = []
  const read = async (file: string, by: MissingModule['by'], pattern: RegExp) => {
    const text = (await repositoryText(files, place.checkout, file)) ?? ''
    const plain = text.replaceAll(/\/\/.*$/gm, '')
    for (const [, directory = ''] of plain.matchAll(pattern)) named.push({ by, directory, file })
  }
  await read('go.work', 'use', /^[ \t]*(?:use[ \t]+)?["`]?(\.{1,2}(?:\/[^\s"`]*)?)["`]?[ \t]*$/gm)
  for (const module of place.modules) {
    await read(joinPath(module, 'go.mod'), 'replace', /=>\s*["`]?(\.{1,2}\/[^\s"`]*)["`]?\s*$/gm)
  }
  const found: MissingModule[] = []
  for (const one of named) {
    const path = cleanPath(`${parentOf(one.file)}/${one.directory}`)
    if (
      path !== undefined &&
      (await files.stat(`${place.checkout}/${joinPath(path, 'go.mod')}`)) !== undefined
    ) {
      continue
    }
    found.push(await missingModule(world, place, one))
  }
  return found
}
