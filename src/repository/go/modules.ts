import type { Files } from '../../effects/files.ts'

const skipped = new Set(['vendor', 'testdata', 'node_modules'])
const deepest = 4

/**
 * Directories with a go.mod, relative to `directory`. A module at the root hides none below it, as the service may
 * be in either.
 */
export async function findModules(files: Files, directory: string): Promise<readonly string[]> {
  const found: string[] = []
  const visit = async (relative: string, depth: number): Promise<void> => {
    const entries = await files.list(relative === '.' ? directory : `${directory}/${relative}`)
    if (entries.some(({ name, kind }) => name === 'go.mod' && kind === 'file')) found.push(relative)
    if (depth === deepest) return
    for (const { name, kind } of entries) {
      if (kind !== 'directory' || skipped.has(name) || /^[._]/.test(name)) continue
      await visit(relative === '.' ? name : `${relative}/${name}`, depth + 1)
    }
  }
  await visit('.', 0)
  return found
}
