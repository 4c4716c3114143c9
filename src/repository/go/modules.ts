import { checkedInput, InputError } from '../../common/errors.ts'
import { joinPath } from '../../common/paths.ts'
import type { Files } from '../../effects/files.ts'
import { fitFile, largestText } from '../../effects/repository-text.ts'

const skipped = new Set(['vendor', 'testdata', 'node_modules'])
const deepest = 4

/**
 * Directories with a go.mod, relative to `directory`. Modules below another one are included, because the service may
 * be in either.
 */
export async function findModules(files: Files, directory: string): Promise<readonly string[]> {
  const found: string[] = []
  const visit = async (relative: string, depth: number): Promise<void> => {
    const entries = await files.list(relative === '.' ? directory : `${directory}/${relative}`)
    // includes anything that the Go command would read; `requireFitModules` rejects unsuitable files
    if (entries.some(({ name, kind }) => name === 'go.mod' && kind !== 'directory')) found.push(relative)
    if (depth === deepest) return
    for (const { name, kind } of entries) {
      if (kind !== 'directory' || skipped.has(name) || /^[._]/.test(name)) continue
      await visit(relative === '.' ? name : `${relative}/${name}`, depth + 1)
    }
  }
  await visit('.', 0)
  await requireFitModules(files, directory, found)
  return found
}

/** In bytes. The largest go.sum files of real programs have a few hundred thousand. */
const largestSum = 16_000_000

/**
 * Checks the files of modules before the Go command reads them, which has no size limit and waits for devices and
 * pipes.
 *
 * @throws {InputError} with all of the files that are outside the repository, not regular files, or too large
 */
export async function requireFitModules(
  files: Files,
  directory: string,
  modules: readonly string[],
): Promise<void> {
  const inModules = modules.flatMap((module) =>
    ['go.mod', 'go.sum', 'vendor/modules.txt'].map((name) => joinPath(module, name)),
  )
  const problems: string[] = []
  for (const name of ['go.work', 'go.work.sum', ...inModules]) {
    const bounds = { name, largest: name.endsWith('.sum') ? largestSum : largestText }
    const found = await checkedInput(() => fitFile(files, directory, bounds))
    if (!found.ok) problems.push(...found.problem.map(({ message }) => message))
  }
  if (problems.length > 0) throw new InputError(problems)
}
