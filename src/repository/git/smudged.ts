/** Determines the state of files in a checkout: as git stores them, or changed by filters, line ends or index flags. */

import { settleAll } from '../../common/settle.ts'
import type { Files } from '../../effects/files.ts'
import { filteredPaths, filterNames } from './filters.ts'
import type { Git } from './git.ts'
import { type IndexEntry, indexEntries, modifiedPaths } from './index-entries.ts'
import { commonDirectory, nonEmptyLines, portions, type Runner } from './runner.ts'

/** A directory with the files of a commit, and git on it. */
export interface CommitTree {
  readonly directory: string
  readonly git: Runner
}

/** The state of the tracked files of a checkout. */
export interface CheckoutState {
  readonly directory: string
  /** Names of all configured filters. */
  readonly filters: readonly string[]
  readonly entries: ReadonlyMap<string, IndexEntry>
  readonly modified: ReadonlySet<string>
  /** The filter of each path that has one. */
  readonly filtered: ReadonlyMap<string, string>
  /** Filtered paths whose files are as git stores them, such as pointers of LFS that were not downloaded. */
  readonly stored: ReadonlySet<string>
  /** Filters whose files are checked out with their content. */
  readonly applied: ReadonlySet<string>
}

/** The user's own checkout. */
export function ownTree({ root, at }: Pick<Git, 'root' | 'at'>): CommitTree {
  return { directory: root, git: at(root) }
}

export async function readCheckout(files: Files, checkout: CommitTree): Promise<CheckoutState> {
  const { directory, git } = checkout
  const [indexed, modified, filters] = await settleAll([
    indexEntries(git),
    modifiedPaths(git),
    filterNames(git),
  ])
  const entries = new Map(indexed.map((entry) => [entry.path, entry]))
  const filtered = await filteredPaths(git, filters)
  const { stored, content } = await compareFiltered(files, checkout, { entries, filtered, modified })
  const applied = new Set<string>()
  for (const name of filters) {
    const isKnown = content.has(name) || [...stored].some((path) => filtered.get(path) === name)
    if (content.has(name) || (!isKnown && (await isAppliedElsewhere(files, checkout, name))))
      applied.add(name)
  }
  return { directory, filters, entries, modified, filtered, stored, applied }
}

/** Finds filtered paths whose files are as git stores them, and filters that have written content. */
async function compareFiltered(
  files: Files,
  { directory, git }: CommitTree,
  { entries, filtered, modified }: Pick<CheckoutState, 'entries' | 'filtered' | 'modified'>,
): Promise<{ readonly stored: ReadonlySet<string>; readonly content: ReadonlySet<string> }> {
  const content = new Set<string>()
  const same: string[] = []
  const there = new Map<string, number>()
  for (const path of filtered.keys()) {
    const found = await files.stat(`${directory}/${path}`)
    // changed, missing and empty files show nothing about their filter
    if (!modified.has(path) && found?.kind === 'file' && found.size > 0) there.set(path, found.size)
  }
  const idOf = (path: string) => entries.get(path)?.id ?? ''
  const sizes = await blobSizes(git, new Set([...there.keys()].map(idOf)))
  for (const [path, size] of there) {
    const stored = sizes.get(idOf(path))
    if (stored === size) same.push(path)
    else if (stored !== undefined) content.add(filtered.get(path) ?? '')
  }
  const [disk, cleaned] = [await hashes(git, same, ['--no-filters']), await hashes(git, same)]
  const stored = new Set<string>()
  same.forEach((path, at) => {
    const id = idOf(path)
    if (disk[at] === undefined) return
    if (disk[at] !== id) content.add(filtered.get(path) ?? '')
    // otherwise the file was committed without its filter, so it shows nothing
    else if (cleaned[at] === id) stored.add(path)
  })
  return { stored, content }
}

/**
 * Sizes of those of these blobs that are in HEAD, in bytes, by ID. Sizes of other blobs are not queried, because a partial clone
 * would fetch each of them.
 */
async function blobSizes(git: Runner, ids: ReadonlySet<string>): Promise<ReadonlyMap<string, number>> {
  const sizes = new Map<string, number>()
  if (ids.size === 0) return sizes
  const paths = new Map<string, string>()
  for (const line of await git.parts('ls-tree', '-r', '-z', 'HEAD')) {
    const [, id = '', path = ''] = /^\d+ blob ([0-9a-f]+)\t(.+)$/s.exec(line) ?? []
    if (ids.has(id)) paths.set(id, path)
  }
  for (const some of portions([...paths.values()])) {
    for (const line of await git.parts('--literal-pathspecs', 'ls-tree', '-l', '-z', 'HEAD', '--', ...some)) {
      const [, id, size] = /^\d+ blob ([0-9a-f]+)\s+(\d+)\t/.exec(line) ?? []
      if (id !== undefined) sizes.set(id, Number(size))
    }
  }
  return sizes
}

/** In the order of the paths; undefined if git cannot determine one, for example because its filter does not work here. */
async function hashes(
  git: Runner,
  paths: readonly string[],
  options: readonly string[] = [],
): Promise<readonly (string | undefined)[]> {
  const found: (string | undefined)[] = []
  for (const some of portions(paths)) {
    const { stdout } = await git.query('hash-object', ...options, '--', ...some)
    const lines = nonEmptyLines(stdout)
    // git stops at the first path that fails
    found.push(...some.map((_, at) => lines[at]))
  }
  return found
}

/**
 * Whether a filter is applied if no file of HEAD shows that. LFS stores downloads in the git directory; other filters are assumed to
 * work if they are configured.
 */
async function isAppliedElsewhere(
  files: Files,
  { directory, git }: CommitTree,
  name: string,
): Promise<boolean> {
  if (name !== 'lfs') return true
  const common = await commonDirectory(git, directory)
  return common !== undefined && (await files.list(`${common}/lfs/objects`)).length > 0
}
