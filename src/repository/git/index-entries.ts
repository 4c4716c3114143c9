import type { Runner } from './runner.ts'

/** A path in the index of a repository. */
export interface IndexEntry {
  readonly path: string
  readonly kind: 'file' | 'symlink' | 'submodule'
  /** ID of the blob, or of the submodule's commit. */
  readonly id: string
  /** Size of its file in bytes when git last read or wrote it; 0 if unknown. */
  readonly size: number
  /** Marked `skip-worktree`, as outside of a sparse checkout, or `assume-unchanged`: git does not look at its file. */
  readonly hidden: boolean
}

const kinds: Readonly<Record<string, IndexEntry['kind']>> = { '120000': 'symlink', '160000': 'submodule' }

/** All tracked paths, except those with an unresolved conflict. */
export async function indexEntries(git: Runner): Promise<readonly IndexEntry[]> {
  const listed = await git.parts('ls-files', '-z', '--stage', '-v', '--debug')
  return listed.flatMap((part, at) => {
    // the part begins with the indented lines of the previous path
    const [, tag = '', mode = '', id = '', stage, path = ''] =
      /^(?: {2}[^\n]*\n)*(\S) (\d+) ([0-9a-f]+) (\d)\t(.*)$/s.exec(part) ?? []
    if (stage !== '0') return []
    const [, size = '0'] = /^ {2}size: (\d+)/m.exec(listed[at + 1] ?? '') ?? []
    const hidden = tag === 'S' || tag !== tag.toUpperCase()
    return [{ path, kind: kinds[mode] ?? 'file', id, size: Number(size), hidden }]
  })
}

/** Paths whose files differ from the index; hidden ones are never among them. */
export async function modifiedPaths(git: Runner): Promise<ReadonlySet<string>> {
  // without the lock, git does not update the user's index
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
