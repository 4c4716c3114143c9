import { joinPath, lastOf } from '../common/paths.ts'
import type { FileEntry, Files } from '../effects/files.ts'

const skipped = new Set(['.git', 'node_modules', 'testdata', 'vendor'])
const deepest = 4

/** Paths of the files of a checkout, from its root, down to a few directories; sorted, those at the root first. */
export async function listFiles(files: Files, root: string): Promise<readonly string[]> {
  const found: string[] = []
  let level: readonly string[] = ['.']
  for (let depth = 0; depth <= deepest; depth++) {
    const next: string[] = []
    for (const directory of level) {
      const entries = await files.list(directory === '.' ? root : `${root}/${directory}`)
      const pathsOf = (kind: FileEntry['kind']) =>
        entries.filter((one) => one.kind === kind).map(({ name }) => joinPath(directory, name))
      next.push(...pathsOf('directory').filter((path) => !skipped.has(lastOf(path))))
      found.push(...pathsOf('file'))
    }
    level = next
  }
  return found
}
