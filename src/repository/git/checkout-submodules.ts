/** The submodules of the user's checkout, and the directories with their objects. */

import type { Exec } from '../../effects/exec.ts'
import type { Files } from '../../effects/files.ts'
import { indexEntries } from './index-entries.ts'
import { commonDirectory, type Runner, runnerIn } from './runner.ts'
import type { CommitTree } from './smudged.ts'
import { type Submodule, submodulesIn } from './submodules.ts'

export interface CheckoutSubmodules {
  /** Working trees of the submodules that are checked out, by name. */
  readonly present: ReadonlyMap<string, CommitTree>
  /** Names of submodules that are not checked out. */
  readonly absent: ReadonlySet<string>
  /** Directories that may contain git directories of submodules by name, including those that head does not have. */
  readonly stores: readonly string[]
}

export async function submodulesOfCheckout(
  tools: { readonly files: Files; readonly exec: Exec },
  checkout: CommitTree,
  trusted: boolean,
): Promise<CheckoutSubmodules> {
  const { directory, git } = checkout
  const present = new Map<string, CommitTree>()
  const absent = new Set<string>()
  for (const { name, path } of await submodulesIn(tools.files, checkout, await indexEntries(git))) {
    const at = `${directory}/${path}`
    // without it, git would use the outer repository
    if ((await tools.files.stat(`${at}/.git`)) === undefined) absent.add(name)
    else present.set(name, { directory: at, git: runnerIn(tools.exec, { directory: at, trusted }) })
  }
  const own = await git.first('rev-parse', '--absolute-git-dir')
  const common = await commonDirectory(git, directory)
  return { present, absent, stores: [...new Set([own, common].flatMap((one) => one ?? []))] }
}

/**
 * Whether a submodule belongs in the tree of a revision, because it is checked out in the user's checkout. A submodule that head
 * does not have belongs there if another one is checked out, or if head has no submodules.
 */
export function belongs(
  { present, absent }: Pick<CheckoutSubmodules, 'present' | 'absent'>,
  { name, isOptional }: Pick<Submodule, 'name' | 'isOptional'>,
): boolean {
  if (present.has(name)) return true
  if (absent.has(name) || isOptional) return false
  return present.size > 0 || absent.size === 0
}

/** The git directory of a submodule in the checkout; undefined if there is none. */
export async function storeOf(
  files: Files,
  { present, stores }: Pick<CheckoutSubmodules, 'present' | 'stores'>,
  name: string,
): Promise<string | undefined> {
  // a copied checkout may point to a git directory that is not there
  const own = await present.get(name)?.git.firstOrNone('rev-parse', '--absolute-git-dir')
  if (own !== undefined) return own
  for (const store of stores) {
    const at = `${store}/modules/${name}`
    if ((await files.stat(`${at}/HEAD`)) !== undefined) return at
  }
  return undefined
}

/** URL of the remote of a repository, which relative URLs refer to; its own path without a remote. */
export async function remoteUrl({ directory, git }: CommitTree): Promise<string> {
  const branch = await git.first('symbolic-ref', '--quiet', '--short', 'HEAD')
  const named = branch === undefined ? undefined : await git.first('config', `branch.${branch}.remote`)
  return (await addressOf(git, named ?? 'origin')) ?? directory
}

function addressOf(git: Runner, remote: string): Promise<string | undefined> {
  return git.first('config', `remote.${remote}.url`)
}
