import { InputError } from '../../common/errors.ts'
import type { Files } from '../../effects/files.ts'
import { indexEntries } from './index-entries.ts'
import type { CommitTree } from './smudged.ts'

/** Makes a tree equal to a working tree, by git's list of files. Submodules become empty directories. */
export async function overlay(files: Files, { directory, git }: CommitTree, tree: string): Promise<void> {
  for (const { name } of await files.list(tree)) {
    if (name !== '.git') await files.remove(`${tree}/${name}`)
  }
  const submodules = new Set(
    (await indexEntries(git)).filter(({ kind }) => kind === 'submodule').map(({ path }) => path),
  )
  const listed = await git.parts(
    'ls-files',
    '-z',
    '--cached',
    '--others',
    '--exclude-standard',
    '--deduplicate',
  )
  for (const path of listed) {
    // if a symbolic link replaces a directory, files behind it are not in the tree
    const parent = `${directory}/${path}`.replace(/\/[^/]+\/?$/, '')
    if ((await files.realPath(parent)) !== parent) continue
    if (submodules.has(path)) await files.makeDirectory(`${tree}/${path}`)
    // a deleted file is listed until the deletion is staged, and cannot be copied
    else if (!(await files.copy(`${directory}/${path}`, `${tree}/${path}`))) requireName(path)
  }
}

/** @throws {InputError} for a name that is not UTF-8 */
function requireName(path: string): void {
  if (!path.includes('\u{fffd}')) return
  throw new InputError([
    `linkgate cannot copy \`${path}\`, because its name is not UTF-8: commit your changes, or rename it`,
  ])
}
