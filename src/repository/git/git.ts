import { CommandError } from '../../common/errors.ts'
import { fail, type Result, succeed } from '../../common/result.ts'
import type { Exec, Output } from '../../effects/exec.ts'

/** The few questions and commands for git that linkgate needs, in one repository. */
export interface Git {
  /** Root of the checkout. */
  readonly root: string
  /** Full SHA of a revision, or undefined when this clone does not have it. */
  resolve(revision: string): Promise<string | undefined>
  /** Parents as the commit names them, also where a shallow clone does not have them. */
  parents(sha: string): Promise<readonly string[]>
  /** Best common ancestor, as far as this clone's history tells. */
  mergeBase(one: string, other: string): Promise<string | undefined>
  isShallow(): Promise<boolean>
  isDirty(): Promise<boolean>
  /** Name of the current branch, or undefined when HEAD is detached. */
  branch(): Promise<string | undefined>
  /** Default branch of `origin`, e.g. `origin/main`. */
  defaultBranch(): Promise<string | undefined>
  /** Makes one commit available; history around it is neither cut nor followed further than it must be. */
  fetch(sha: string): Promise<boolean>
  /** What a branch or tag of `origin` points at now. */
  remoteTip(name: string): Promise<string | undefined>
  /** More history of some commits for a shallow clone. */
  deepen(by: number, shas: readonly string[]): Promise<boolean>
  addWorktree(path: string, sha: string): Promise<void>
  /** Also when its file .git is gone. */
  removeWorktree(path: string): Promise<void>
  /** Makes `path` a repository of its own with everything that this one knows, at a commit and with no files checked out. */
  cloneTo(path: string, sha: string): Promise<void>
  /** Paths of the working tree that git does not ignore, relative to the root. */
  files(): Promise<readonly string[]>
}

/** Names come from workflows and events: none may act as an option. */
function isName(given: string): boolean {
  return /^[^\s\0]+$/.test(given) && !given.startsWith('-')
}

export async function openGit(exec: Exec, directory: string): Promise<Result<Git>> {
  const top = await exec.query(['git', 'rev-parse', '--show-toplevel'], { cwd: directory })
  if (top.exitCode === 127) return fail('git was not found: install git')
  if (top.exitCode !== 0) {
    const why = top.stderr.includes('dubious ownership') ? ` (${top.stderr.split('\n')[0]})` : ''
    return fail(
      `${directory} is not in a git repository${why}: run actions/checkout first, or point working-directory (--repo) at one`,
    )
  }
  return succeed(gitIn(exec, top.stdout.trim()))
}

/** @param root of the checkout */
function gitIn(exec: Exec, root: string): Git {
  const run = runnerIn(exec, root)
  return { root, ...queriesIn(run), ...fetchingIn(run), ...worktreesIn(run, root) }
}

interface Runner {
  query(...args: readonly string[]): Promise<Output>
  change(...args: readonly string[]): Promise<Output>
  fetch(...args: readonly string[]): Promise<Output>
  /** The first line of a query's output; undefined where it fails or prints none. */
  first(...args: readonly string[]): Promise<string | undefined>
  /** The output of a query that has to succeed. */
  must(...args: readonly string[]): Promise<string>
}

function runnerIn(exec: Exec, root: string): Runner {
  const query: Runner['query'] = (...args) => exec.query(['git', ...args], { cwd: root })
  return {
    query,
    change: (...args) => exec.commit(['git', ...args], { cwd: root }),
    fetch: (...args) =>
      exec.run(['git', 'fetch', '--no-tags', '--no-write-fetch-head', '--quiet', ...args], { cwd: root }),
    async first(...args) {
      const { exitCode, stdout } = await query(...args)
      const line = stdout.split('\n')[0]?.trim() ?? ''
      return exitCode === 0 && line !== '' ? line : undefined
    },
    must: async (...args) => checked(args, await query(...args)),
  }
}

function checked(args: readonly string[], { exitCode, stdout, stderr }: Output): string {
  if (exitCode !== 0) throw new CommandError(['git', ...args], exitCode, lines(stderr).slice(-3))
  return stdout
}

type Queries = 'resolve' | 'parents' | 'mergeBase' | 'isDirty' | 'branch' | 'defaultBranch' | 'files'

function queriesIn({ first, must }: Runner): Pick<Git, Queries> {
  return {
    // ^{commit} also proves that the commit itself is here: a shallow clone knows names of parents it does not have
    resolve: async (revision) =>
      isName(revision)
        ? first('rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`)
        : undefined,
    async parents(sha) {
      const commit = await must('cat-file', 'commit', sha)
      const [headers = ''] = commit.split('\n\n', 1)
      return lines(headers)
        .filter((line) => line.startsWith('parent '))
        .map((line) => line.slice('parent '.length))
    },
    mergeBase: (one, other) => first('merge-base', one, other),
    isDirty: async () => (await must('status', '--porcelain', '--untracked-files=normal')).trim() !== '',
    branch: () => first('symbolic-ref', '--quiet', '--short', 'HEAD'),
    defaultBranch: () => first('symbolic-ref', '--quiet', '--short', 'refs/remotes/origin/HEAD'),
    async files() {
      const found = await must(
        'ls-files',
        '-z',
        '--cached',
        '--others',
        '--exclude-standard',
        '--deduplicate',
      )
      return found.split('\0').filter((path) => path !== '')
    },
  }
}

function fetchingIn({
  query,
  first,
  fetch,
}: Runner): Pick<Git, 'isShallow' | 'fetch' | 'remoteTip' | 'deepen'> {
  const isShallow = async () => (await first('rev-parse', '--is-shallow-repository')) === 'true'
  return {
    isShallow,
    async fetch(sha) {
      // --depth on a full clone would cut its history off
      const depth = (await isShallow()) ? ['--depth=1'] : []
      return (await fetch(...depth, 'origin', sha)).exitCode === 0
    },
    async remoteTip(name) {
      if (!isName(name)) return undefined
      // the order in which git itself reads a name
      const refs = [name, `refs/tags/${name}`, `refs/heads/${name}`]
      const { exitCode, stdout } = await query('ls-remote', '--quiet', 'origin', ...refs)
      if (exitCode !== 0) return undefined
      // `main` also asks for `a/main`: only the names themselves count
      const tips = new Map(lines(stdout).map((line) => [line.split('\t')[1], line.split('\t')[0]]))
      return refs.map((ref) => tips.get(ref)).find((tip) => tip !== undefined)
    },
    // the two commits by name: without, every branch of the repository would come along
    deepen: async (by, shas) => (await fetch(`--deepen=${by}`, 'origin', ...shas)).exitCode === 0,
  }
}

function worktreesIn(
  { change }: Runner,
  root: string,
): Pick<Git, 'addWorktree' | 'removeWorktree' | 'cloneTo'> {
  return {
    async addWorktree(path, sha) {
      // a post-checkout hook is there for the user's own checkout: it may install or build something
      const noHooks = ['-c', 'core.hooksPath=/dev/null']
      const args = [...noHooks, 'worktree', 'add', '--detach', '--force', path, sha]
      checked(args, await change(...args))
    },
    async removeWorktree(path) {
      // not `prune`, which would also forget a worktree of the user's whose disk is not mounted now
      const remove = ['worktree', 'remove', '--force', '--force', path]
      if ((await change(...remove)).exitCode === 0) return
      // without its file .git git does not know it any more; this writes it anew
      await change('worktree', 'repair')
      await change(...remove)
    },
    async cloneTo(path, sha) {
      const clone = ['clone', '--quiet', '--local', '--no-checkout', root, path]
      checked(clone, await change(...clone))
      for (const args of [
        ['update-ref', '--no-deref', 'HEAD', sha],
        ['read-tree', sha],
      ]) {
        checked(args, await change('-C', path, ...args))
      }
    },
  }
}

function lines(text: string): string[] {
  return text.split('\n').filter((line) => line.trim() !== '')
}
