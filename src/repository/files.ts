import { joinPath } from '../common/paths.ts'
import type { Files } from '../effects/files.ts'

const skipped = new Set(['.git', 'node_modules', 'testdata', 'vendor'])
const deepest = 4

/** Paths of the files of a checkout, from its root, down to a few directories; sorted, those at the root first. */
export async function listFiles(files: Files, root: string): Promise<readonly string[]> {
  const found: string[] = []
  let level = ['.']
  for (let depth = 0; depth <= deepest; depth++) {
    const next: string[] = []
    for (const directory of level) {
      for (const { name, kind } of await files.list(directory === '.' ? root : `${root}/${directory}`)) {
        const path = joinPath(directory, name)
        if (kind === 'directory' && !skipped.has(name)) next.push(path)
        if (kind === 'file') found.push(path)
      }
    }
    level = next
  }
  return found
}
