import { LongOutputError } from '../../common/errors.ts'
import type { Runner } from './runner.ts'

/** A path in the index of a repository. */
export interface IndexEntry {
  readonly path: string
  readonly kind: 'file' | 'symlink' | 'submodule'
  /** ID of the blob, or of the submodule's commit. */
  readonly id: string
  /** Size of its file in bytes when git last read or wrote it; 0 if unknown. */
  readonly size: number
  /** Whether it is marked `skip-worktree` (as outside of a sparse checkout) or `assume-unchanged`, so that git ignores its file. */
  readonly hidden: boolean
}

const kinds: Readonly<Record<string, IndexEntry['kind']>> = { '120000': 'symlink', '160000': 'submodule' }

const listing = ['ls-files', '-z', '--stage', '-v'] as const

/** All tracked paths, except those with an unresolved conflict. Rejects if git cannot list them. */
export async function indexEntries(git: Pick<Runner, 'must'>): Promise<readonly IndexEntry[]> {
  const entries = (await entriesWithSizes(git)) ?? entriesIn(await git.must(...listing))
  if (entries === undefined) throw new Error('`git ls-files --stage` printed an unknown format')
  return entries
}

/** undefined if the format is unexpected, as git does not guarantee it, or if the output is too long: about 200 bytes for each path. */
async function entriesWithSizes(git: Pick<Runner, 'must'>): Promise<readonly IndexEntry[] | undefined> {
  try {
    return entriesIn(await git.must(...listing, '--debug'))
  } catch (error) {
    if (error instanceof LongOutputError) return undefined
    throw error
  }
}

/** undefined if the format is unexpected. */
function entriesIn(listed: string): readonly IndexEntry[] | undefined {
  const parts = listed.split('\0')
  // each part begins with the indented lines of the previous path, and the last part has only these
  const found = parts
    .slice(0, -1)
    .map((part) => /^(?: {2}[^\n]*\n)*(\S) (\d+) ([0-9a-f]+) (\d)\t(.*)$/s.exec(part))
  if (found.includes(null)) return undefined
  return found.flatMap((fields, at) => {
    const [, tag = '', mode = '', id = '', stage, path = ''] = fields ?? []
    if (stage !== '0') return []
    const [, size = '0'] = /^ {2}size: (\d+)/m.exec(parts[at + 1] ?? '') ?? []
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
