import { linkSync } from 'node:fs'
import * as fs from 'node:fs/promises'
import { join } from 'node:path'
import type { Files } from '../effects/files.ts'

export const linkTree: Files['linkTree'] = async (from, to, isLinked) => {
  await fs.mkdir(to, { recursive: true })
  for (const entry of await fs.readdir(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)]
    if (entry.isDirectory()) await linkTree(source, target, isLinked)
    else if (entry.isFile() && isLinked(entry.name)) linkUnlessRefused(source, target)
  }
}

function linkUnlessRefused(from: string, to: string): void {
  try {
    // of thousands of files in a row: a promise of each costs many times more
    linkSync(from, to)
  } catch {
    // some file systems have no further names, and a name may not be UTF-8
  }
}
