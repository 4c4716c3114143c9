/** Files for the worktrees of base and head, which mostly have the same. */
import { settleAll } from '../../common/settle.ts'
import type { World } from '../../effects/world.ts'
import type { Git } from './git.ts'

interface EmptyWorktree {
  readonly sha: string
  readonly directory: string
}

export interface Filling {
  /** Absent without a baseline. */
  readonly base: EmptyWorktree | undefined
  readonly head: EmptyWorktree
  /** Of git itself. */
  readonly options: readonly string[]
  /** Whether the files that are the same may be the same on disk: not where something of the user's writes into a tree. */
  readonly sharesFiles: boolean
}

/** The Go command may write into these as it builds. */
const written = /^go\.(?:mod|sum|work|work\.sum)$/

const mostWorkers = 4

/** Making a file costs much more than another name for it, and repositories with vendored modules have thousands. */
export async function fillWorktrees(
  { files, host }: Pick<World, 'files' | 'host'>,
  git: Git,
  { base, head, options, sharesFiles }: Filling,
): Promise<void> {
  const plain = ['core.fsmonitor=false', 'core.splitIndex=false']
  const workers = `checkout.workers=${Math.min(mostWorkers, host.cpus)}`
  const fill = ({ directory }: EmptyWorktree, ...settings: readonly string[]) =>
    git.fillWorktree(directory, [
      ...options,
      ...[...plain, workers, ...settings].flatMap((setting) => ['-c', setting]),
    ])
  if (base === undefined) return fill(head)
  if (!sharesFiles || (await hasOtherAttributes(git, base, head))) {
    await settleAll([fill(head), fill(base)])
    return
  }
  await fill(head)
  await files.linkTree(head.directory, base.directory, (name) => name !== '.git' && !written.test(name))
  await files.copy(await indexOf(git, head), await indexOf(git, base))
  // git writes what its list of the files of head does not show as unchanged; another name changes a file's ctime
  await fill(base, 'core.trustctime=false')
}

/** Then files with the same content in git may differ in the trees, such as in their line ends. */
async function hasOtherAttributes(git: Git, base: EmptyWorktree, head: EmptyWorktree): Promise<boolean> {
  const compared = ['diff-tree', '--quiet', '-r', base.sha, head.sha, '--', ':(top,glob)**/.gitattributes']
  return (await git.at(git.root).query(...compared)).exitCode !== 0
}

async function indexOf(git: Git, { directory }: EmptyWorktree): Promise<string> {
  const gitDirectory = await git.at(directory).must('rev-parse', '--absolute-git-dir')
  return `${gitDirectory.trim()}/index`
}
