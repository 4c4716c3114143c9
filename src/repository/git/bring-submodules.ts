/** Checks out the submodules of a revision into its tree, each at the commit that the revision records. */

import { joinPath } from '../../common/paths.ts'
import { onlyOnce } from '../../common/remembered.ts'
import type { World } from '../../effects/world.ts'
import { makeAsCheckedOut, type Unfiltered } from './as-checked-out.ts'
import { belongs, remoteUrl, storeOf, submodulesOfCheckout } from './checkout-submodules.ts'
import { filterNames, withoutFilters } from './filters.ts'
import { type IndexEntry, indexEntries } from './index-entries.ts'
import { overlay } from './overlay.ts'
import { errorLine, type Runner, withoutHooks } from './runner.ts'
import { type CommitTree, readCheckout } from './smudged.ts'
import { makeSubmoduleRepository, settingsFrom } from './submodule-repository.ts'
import { type Submodule, submodulesIn, submoduleUrl } from './submodules.ts'

/** A submodule that was checked out into a tree. */
export interface BroughtSubmodule {
  /** Relative to the root of the tree. */
  readonly path: string
  readonly sha: string
  /** Its repository, outside of the tree. */
  readonly gitDirectory: string
  /** Its path below `.git`, where git keeps its repository. */
  readonly place: string
  readonly name: string
  /** The git directory of the submodule in the checkout. */
  readonly store?: string
}

/** A submodule that a tree lacks. */
export interface AbsentSubmodule {
  readonly path: string
  readonly sha: string
  /** Why it could not be checked out; absent if the checkout lacks it, too, so that nothing was tried. */
  readonly failure?: string
}

export interface Submodules {
  readonly brought: readonly BroughtSubmodule[]
  readonly absent: readonly AbsentSubmodule[]
  readonly unfiltered: readonly Unfiltered[]
}

export interface Bringing {
  readonly world: Pick<World, 'exec' | 'files' | 'secrets'>
  /** A private directory for the new repositories. */
  readonly directory: string
  readonly trusted: boolean
  /** Whether to include uncommitted changes of submodules in the checkout. */
  readonly withChanges: boolean
}

/** The tree of a repository whose submodules are checked out. */
export interface ParentTree extends CommitTree {
  /** Relative to the root of the outermost tree. */
  readonly path: string
  readonly place: string
  /** Its index entries. */
  readonly entries: readonly IndexEntry[]
  /** The URL that relative URLs of submodules refer to. */
  readonly url: () => Promise<string>
  /** The same repository in the user's checkout, if it is checked out there. */
  readonly checkout?: CommitTree
  /** Its git directory in the user's checkout, if it is not checked out there. */
  readonly store?: string
}

const none: Submodules = { brought: [], absent: [], unfiltered: [] }

export async function bringSubmodules(bringing: Bringing, parent: ParentTree): Promise<Submodules> {
  const { world, trusted } = bringing
  const wanted = await submodulesIn(world.files, parent, parent.entries)
  if (wanted.length === 0) return none
  const { checkout } = parent
  const there =
    checkout === undefined
      ? {
          present: new Map<string, CommitTree>(),
          absent: new Set<string>(),
          stores: parent.store === undefined ? [] : [parent.store],
        }
      : await submodulesOfCheckout(world, checkout, trusted)
  let all = none
  for (const submodule of wanted) {
    const path = joinPath(parent.path, submodule.path)
    if (!belongs(there, submodule)) {
      all = joined(all, { ...none, absent: [{ path, sha: submodule.sha }] })
      continue
    }
    const store = await storeOf(world.files, there, submodule.name)
    const own = there.present.get(submodule.name)
    all = joined(all, await bringOne(bringing, parent, submodule, { store, own }))
  }
  return all
}

function joined(one: Submodules, other: Submodules): Submodules {
  return {
    brought: [...one.brought, ...other.brought],
    absent: [...one.absent, ...other.absent],
    unfiltered: [...one.unfiltered, ...other.unfiltered],
  }
}

interface InCheckout {
  readonly store: string | undefined
  /** Its working tree in the user's checkout. */
  readonly own: CommitTree | undefined
}

async function bringOne(
  bringing: Bringing,
  parent: ParentTree,
  submodule: Submodule,
  { store, own }: InCheckout,
): Promise<Submodules> {
  const { world, trusted, withChanges } = bringing
  const path = joinPath(parent.path, submodule.path)
  const place = `${parent.place}/modules/${submodule.name}`
  const directory = `${parent.directory}/${submodule.path}`
  const gitDirectory = `${bringing.directory}/${encodeURIComponent(place)}`
  // with an uncommitted change, another commit than the recorded one can be checked out
  const changed = withChanges ? await own?.git.first('rev-parse', '--verify', '--quiet', 'HEAD') : undefined
  const sha = changed ?? submodule.sha
  const urls = await addresses(parent, submodule, own)
  world.secrets.learnCredentials(urls.join('\n'))
  const made = await makeSubmoduleRepository(world, {
    directory,
    gitDirectory,
    sha,
    ...(store === undefined ? {} : { store }),
    settingsOf: await settingsFrom(world.exec, {
      store,
      parent: parent.checkout?.git ?? parent.git,
      trusted,
    }),
    urls,
    trusted,
  })
  const failure = made.problem ?? (await checkOutAt(made.git, sha))
  if (failure !== undefined) {
    await world.files.remove(directory)
    await world.files.makeDirectory(directory)
    return { ...none, absent: [{ path, sha, failure }] }
  }
  const tree: CommitTree = { directory, git: made.git }
  const unfiltered = own === undefined ? [] : await asInCheckout(bringing, own, tree)
  const nested = await bringSubmodules(bringing, {
    ...tree,
    path,
    place,
    entries: await indexEntries(changed === undefined || own === undefined ? made.git : own.git),
    url: async () => urls[0] ?? directory,
    ...(own === undefined ? {} : { checkout: own }),
    ...(store === undefined ? {} : { store }),
  })
  const here = {
    brought: [
      { path, sha, gitDirectory, place, name: submodule.name, ...(store === undefined ? {} : { store }) },
    ],
    absent: [],
    unfiltered,
  }
  return joined(here, nested)
}

/** URLs to fetch a submodule from: first that of the revision, then that of the checkout. */
async function addresses(
  parent: ParentTree,
  { name, url }: Submodule,
  own: CommitTree | undefined,
): Promise<readonly string[]> {
  const written = url === undefined ? undefined : submoduleUrl(await parent.url(), url)
  const configured = await parent.checkout?.git.first('config', `submodule.${name}.url`)
  const used = await own?.git.first('config', 'remote.origin.url')
  const all = [written, configured, used].flatMap((one) => one ?? [])
  return [...new Set(all)].filter((one) => !one.startsWith('-'))
}

/** The error message; undefined on success. */
async function checkOutAt(git: Runner, sha: string): Promise<string | undefined> {
  const options = [...withoutHooks, ...withoutFilters(await filterNames(git))]
  const { exitCode, stderr } = await git.run(
    ...options,
    'checkout',
    '--quiet',
    '--force',
    '--no-recurse-submodules',
    '--detach',
    sha,
  )
  return exitCode === 0 ? undefined : (errorLine(stderr) ?? 'it could not be checked out')
}

async function asInCheckout(
  { world, withChanges }: Bringing,
  own: CommitTree,
  tree: CommitTree,
): Promise<readonly Unfiltered[]> {
  if (withChanges) {
    await overlay(world.files, own, tree.directory)
    return []
  }
  const state = await readCheckout(world.files, own)
  const entries = await indexEntries(tree.git)
  return makeAsCheckedOut(world.files, state, { ...tree, entries }, async () => tree.git)
}

/** @param tree a worktree of the repository */
export function rootTree(checkout: CommitTree, tree: CommitTree, entries: readonly IndexEntry[]): ParentTree {
  return { ...tree, path: '.', place: '', entries, url: onlyOnce(() => remoteUrl(checkout)), checkout }
}
