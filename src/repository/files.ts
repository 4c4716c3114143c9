import { joinPath, lastOf } from '../common/paths.ts'
import type { Files } from '../effects/files.ts'
import { whereLinksLead } from './links.ts'

const skipped = new Set(['.git', 'node_modules', 'testdata', 'vendor'])
const deepest = 4

/** The files of a checkout down to a limited depth, relative to its root. Sorted, with files at the root first. */
export interface FileTree {
  /** Includes links to files of the checkout. */
  readonly files: readonly string[]
  /** Links whose target is not in the checkout. */
  readonly strayLinks: readonly string[]
}

export async function listTree(files: Files, root: string): Promise<FileTree> {
  const found: string[] = []
  const strayLinks: string[] = []
  let level: readonly string[] = ['.']
  for (let depth = 0; depth <= deepest; depth++) {
    const next: string[] = []
    for (const directory of level) {
      for (const { path, kind } of await entriesIn(files, root, directory)) {
        if (kind === 'directory') next.push(path)
        if (kind === 'file') found.push(path)
        if (kind === 'stray') strayLinks.push(path)
      }
    }
    level = next
  }
  return { files: found, strayLinks }
}

type TreeEntry = { readonly path: string; readonly kind: 'file' | 'directory' | 'stray' | 'other' }

async function entriesIn(files: Files, root: string, directory: string): Promise<readonly TreeEntry[]> {
  const entries: TreeEntry[] = []
  for (const { name, kind } of await files.list(directory === '.' ? root : `${root}/${directory}`)) {
    const path = joinPath(directory, name)
    if (kind === 'symlink') entries.push({ path, kind: await linkKind(files, root, path) })
    else if (kind !== 'directory' || !skipped.has(name)) entries.push({ path, kind })
  }
  return entries
}

/** The kind of a link's target. Links to directories are not followed, because the content is listed under its real path. */
async function linkKind(files: Files, root: string, path: string): Promise<TreeEntry['kind']> {
  const target = await whereLinksLead(files, root, path)
  if (target.kind !== 'inside') return 'stray'
  return (await files.stat(`${root}/${path}`))?.kind === 'file' ? 'file' : 'other'
}

/** Paths of the files of a checkout; see `FileTree`. */
export async function listFiles(files: Files, root: string): Promise<readonly string[]> {
  return (await listTree(files, root)).files
}

/** One path for each file: the shortest of the file itself and the links to it. */
export async function withoutAliases(
  files: Files,
  root: string,
  paths: readonly string[],
): Promise<readonly string[]> {
  const chosen = new Map<string, string>()
  for (const path of paths) {
    const target = await whereLinksLead(files, root, path)
    const real = target.kind === 'inside' ? target.path : path
    const other = chosen.get(real)
    if (other === undefined || isShorter(path, other)) chosen.set(real, path)
  }
  const kept = new Set(chosen.values())
  return paths.filter((path) => kept.has(path))
}

function isShorter(path: string, other: string): boolean {
  const parts = (each: string) => each.split('/').length
  return (
    parts(path) < parts(other) || (parts(path) === parts(other) && lastOf(path).length < lastOf(other).length)
  )
}
