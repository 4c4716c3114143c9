/** Finds embedded directories with only a placeholder for git. The program compiles with them, but differs from the shipped one. */

import { joinPath, lastOf } from '../../common/paths.ts'
import { repositoryText } from '../../effects/repository-text.ts'
import type { World } from '../../effects/world.ts'
import type { Obstacle } from '../../findings/obstacles.ts'
import { Absences, fixedPart, isPlaceholder, type TreePlace } from '../steps/absences.ts'
import type { Listed } from './list.ts'

/** @param directory directory of the package, relative to the root of the repository */
export async function keptDirectories(
  world: World,
  place: TreePlace,
  directory: string,
  { EmbedPatterns: patterns = [], EmbedFiles: embedded = [] }: Listed,
): Promise<readonly Obstacle[]> {
  const found: Obstacle[] = []
  for (const pattern of patterns) {
    const inside = fixedPart(pattern.replace(/^all:/, ''))
    const files = embedded.filter((file) => inside === '.' || file.startsWith(`${inside}/`))
    if (files.length === 0 || !files.every((file) => isPlaceholder(lastOf(file)))) continue
    const target = joinPath(directory, inside)
    const absence = await new Absences(world, place).of({ path: target, shippedOnly: true })
    const at = await lineOfPattern(world, place.checkout, directory, pattern)
    if (absence.step !== undefined) found.push({ kind: 'embed-missing', pattern, at, target, absence })
  }
  return found
}

async function lineOfPattern(
  { files }: World,
  checkout: string,
  directory: string,
  pattern: string,
): Promise<string> {
  for (const { name } of await files.list(joinPath(checkout, directory))) {
    if (!name.endsWith('.go')) continue
    const path = joinPath(directory, name)
    const lines = ((await repositoryText(files, checkout, path)) ?? '').split('\n')
    const at = lines.findIndex((line) => /^\/\/go:embed\s/.test(line) && line.includes(pattern))
    if (at >= 0) return `${path}:${at + 1}`
  }
  return directory
}
