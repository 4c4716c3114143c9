import type { Files } from '../../effects/files.ts'
import { filteredPaths } from './filters.ts'
import type { IndexEntry } from './index-entries.ts'
import { errorLine, portions, type Runner } from './runner.ts'
import type { CheckoutState, CommitTree } from './smudged.ts'

/** Files whose content a filter did not provide. */
export interface Unfiltered {
  readonly filter: string
  readonly paths: readonly string[]
  /** Error message of git or the filter. */
  readonly failure: string
}

/**
 * Converts a tree that was checked out without filters to what the user's checkout would be at that commit. If the checkout has the
 * same blob, its file is copied in its current form: pointer or content, line ends, missing outside of a sparse checkout. Other
 * blobs go through their filter if the checkout applies it.
 *
 * @param smudging opens git on the tree with the git directory of the checkout, where filters may keep keys
 */
export async function makeAsCheckedOut(
  files: Files,
  checkout: CheckoutState,
  { entries, ...tree }: CommitTree & { readonly entries: readonly IndexEntry[] },
  smudging: () => Promise<Runner>,
): Promise<readonly Unfiltered[]> {
  const filtered = await filteredPaths(tree.git, [...new Set(checkout.applied)])
  const twins = contentByBlob(checkout)
  const missing = new Map<string, string[]>()
  const others: IndexEntry[] = []
  for (const some of portions(entries.filter(({ kind }) => kind === 'file'))) {
    const copied = await Promise.all(some.map((entry) => copyOwn(files, checkout, tree, entry)))
    others.push(...some.filter((_, at) => copied[at] === false))
  }
  for (const entry of others) {
    const { path } = entry
    const filter = filtered.get(path)
    if (filter === undefined || !checkout.applied.has(filter) || checkout.stored.has(path)) continue
    const twin = twins.get(`${filter} ${entry.id}`)
    if (twin !== undefined) await files.copy(`${checkout.directory}/${twin}`, `${tree.directory}/${path}`)
    else missing.set(filter, [...(missing.get(filter) ?? []), path])
  }
  const failed: Unfiltered[] = []
  for (const [filter, paths] of missing)
    failed.push(...(await smudge(files, tree, await smudging(), { filter, paths })))
  return failed
}

/** Returns whether the checkout has this blob at this path. If so, the tree now has it in the same form. */
async function copyOwn(
  files: Files,
  checkout: CheckoutState,
  tree: CommitTree,
  { path, id, size }: IndexEntry,
): Promise<boolean> {
  const own = checkout.entries.get(path)
  if (own?.kind !== 'file' || checkout.modified.has(path)) return false
  if (!own.hidden && own.id !== id) return false
  const isSpecial = own.hidden || checkout.filtered.has(path)
  // an equal size proves that line ends were not converted; the index has the size without access to the file
  if (!isSpecial && size > 0 && own.size === size) return true
  const [from, to] = [`${checkout.directory}/${path}`, `${tree.directory}/${path}`]
  const there = await files.stat(from)
  if (there === undefined) {
    // the file is outside of the sparse checkout, so no revision has it
    if (own.hidden) await files.remove(to)
    return own.hidden
  }
  if (own.id !== id) return false
  if (isSpecial || there.size !== (await files.stat(to))?.size) await files.copy(from, to)
  return true
}

/** Paths of filtered files with their content, by filter and blob. */
function contentByBlob({ entries, modified, filtered, stored }: CheckoutState): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const [path, filter] of filtered) {
    const entry = entries.get(path)
    if (entry !== undefined && !modified.has(path) && !stored.has(path))
      found.set(`${filter} ${entry.id}`, path)
  }
  return found
}

async function smudge(
  files: Files,
  { directory }: CommitTree,
  git: Runner,
  { filter, paths }: { readonly filter: string; readonly paths: readonly string[] },
): Promise<readonly Unfiltered[]> {
  for (const some of portions(paths)) {
    // removed first, because git does not rewrite a file that matches its index
    for (const path of some) await files.remove(`${directory}/${path}`)
    const { exitCode, stderr } = await git.run('checkout-index', '--force', '--quiet', '--', ...some)
    if (exitCode !== 0) return [{ filter, paths, failure: errorLine(stderr) ?? 'no output' }]
  }
  return []
}
