import type { Runner } from './runner.ts'

/** A path in the index of a repository. */
export interface IndexEntry {
  readonly path: string
  readonly kind: 'file' | 'symlink' | 'submodule'
  /** ID of the blob, or of the submodule's commit. */
  readonly id: string
  /** Bytes of its file when git last read or wrote it; 0 where that is not known. */
  readonly size: number
  /** Marked `skip-worktree`, as outside of a sparse checkout, or `assume-unchanged`: git does not look at its file. */
  readonly hidden: boolean
}

const kinds: Readonly<Record<string, IndexEntry['kind']>> = { '120000': 'symlink', '160000': 'submodule' }

/** What a repository tracks; paths with an unresolved conflict are left out. */
export async function indexEntries(git: Runner): Promise<readonly IndexEntry[]> {
  const listed = await git.parts('ls-files', '-z', '--stage', '-v', '--debug')
  return listed.flatMap((part, at) => {
    // after the indented lines of the path before
    const [, tag = '', mode = '', id = '', stage, path = ''] =
      /^(?: {2}[^\n]*\n)*(\S) (\d+) ([0-9a-f]+) (\d)\t(.*)$/s.exec(part) ?? []
    if (stage !== '0') return []
    const [, size = '0'] = /^ {2}size: (\d+)/m.exec(listed[at + 1] ?? '') ?? []
    const hidden = tag === 'S' || tag !== tag.toUpperCase()
    return [{ path, kind: kinds[mode] ?? 'file', id, size: Number(size), hidden }]
  })
}

/** Paths whose files differ from the index, as far as git looks at them. */
export async function modifiedPaths(git: Runner): Promise<ReadonlySet<string>> {
  // without the lock, it does not write what it has found out into the index
  const listed = await git.parts(
    '--no-optional-locks',
    'status',
    '--porcelain=v1',
    '-z',
    '--untracked-files=no',
    '--ignore-submodules=all',
    '--no-renames',
  )
  return new Set(listed.filter((line) => line[1] !== ' ').map((line) => line.slice(3)))
}
