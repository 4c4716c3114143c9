import { fail, type Result, succeed } from '../../common/result.ts'
import type { Env, Exec, Output } from '../../effects/exec.ts'
import type { Files } from '../../effects/files.ts'
import type { World } from '../../effects/world.ts'
import { errorLine, type GitPlace, nonEmptyLines, type Runner, runnerIn, withoutHooks } from './runner.ts'

/** The queries and commands of git that linkgate needs, in one repository. */
export interface Git {
  /** Root of the checkout. */
  readonly root: string
  /** Whether it may belong to another user. */
  readonly trusted: boolean
  /** Full SHA of a revision; undefined if this clone does not have it. */
  resolve(revision: string): Promise<string | undefined>
  /** Parents recorded in the commit, even if a shallow clone does not have them. */
  parents(sha: string): Promise<readonly string[]>
  /** Best common ancestor in this clone's history; undefined if there is none. */
  mergeBase(one: string, other: string): Promise<string | undefined>
  isShallow(): Promise<boolean>
  isDirty(): Promise<boolean>
  /** Name of the current branch; undefined if HEAD is detached. */
  branch(): Promise<string | undefined>
  /** Default branch of `origin`, e.g. `origin/main`. */
  defaultBranch(): Promise<string | undefined>
  /** Fetches one commit, without shortening a full history or fetching more of it than necessary. */
  fetch(sha: string): Promise<boolean>
  /** What a branch or tag of `origin` currently points to; undefined if it has none, and a problem if it does not answer. */
  remoteTip(name: string): Promise<Result<string | undefined>>
  /** Fetches more history of some commits into a shallow clone. */
  deepen(by: number, shas: readonly string[]): Promise<boolean>
  /**
   * Adds a worktree without files, detached at the commit. Calls are serialized, because git fails if it finds an
   * unfinished worktree.
   */
  addWorktree(path: string, sha: string): Promise<void>
  /** @param options global options of git */
  fillWorktree(path: string, options: readonly string[]): Promise<void>
  /** Paths of all registered worktrees, including deleted ones. */
  worktrees(): Promise<readonly string[]>
  /** Returns whether it succeeded. git rejects a worktree without its `.git` file, but not a deleted one. */
  removeWorktree(path: string): Promise<boolean>
  /** Runs git in another directory, such as a worktree, with the same `trusted`. */
  at(directory: string, variables?: Env): Runner
}

/** Names come from workflows and events, so they must not look like options. */
function isName(given: string): boolean {
  return /^[^\s\0]+$/.test(given) && !given.startsWith('-')
}

/** @param trusted whether the repository may belong to another user */
export async function openGit(
  exec: Exec,
  directory: string,
  { trusted = false }: { readonly trusted?: boolean } = {},
): Promise<Result<Git>> {
  const topLevel = ['rev-parse', '--show-toplevel']
  const plain = await runnerIn(exec, { directory }).query(...topLevel)
  const isRetried = trusted && isDubious(plain)
  const top = isRetried ? await runnerIn(exec, { directory, trusted }).query(...topLevel) : plain
  if (top.exitCode === 127) return fail('git was not found: install git')
  if (top.exitCode === 0) return succeed(gitIn(exec, { directory: top.stdout.trim(), trusted: isRetried }))
  if (isDubious(top)) return fail(otherOwner(directory, top.stderr, trusted))
  return fail(
    `${directory} is not in a git repository: run actions/checkout first, or point working-directory (--repo) at one`,
  )
}

/**
 * Opens the checkout of a command. In a workflow, the checkout can belong to any user, because steps of a job with `container` run
 * as different users.
 */
export async function openCheckout(
  { exec, host, secrets }: Pick<World, 'exec' | 'host' | 'secrets'>,
  directory: string,
): Promise<Result<Git>> {
  const git = await openGit(exec, directory, { trusted: host.env['GITHUB_ACTIONS'] === 'true' })
  if (!git.ok) return git
  // the message can contain credentials, because a server may repeat what git sent
  const { root, at } = git.value
  secrets.learnCredentials((await at(root).settings('--list')).join('\n'))
  return git
}

const isDubious = ({ exitCode, stderr }: Output) => exitCode !== 0 && stderr.includes('dubious ownership')

/** @param message git's message with the directory to configure, which can be a parent of the given one */
function otherOwner(directory: string, message: string, inWorkflow: boolean): string {
  const [, repository = directory] = /dubious ownership in repository at '(.+?)'/.exec(message) ?? []
  const command = `git config --global --add safe.directory ${inWorkflow ? '"$GITHUB_WORKSPACE"' : repository}`
  const where = inWorkflow ? ' in a step before this one' : ' if you trust it'
  return `${repository} belongs to another user, so git refuses to read it (dubious ownership): run \`${command}\`${where}`
}

/**
 * Removes a worktree, even if its `.git` file was removed because it is a build context. `git worktree repair` would
 * also write that file into such worktrees of other runs, and so into their images.
 */
export async function removeTree(
  files: Pick<Files, 'remove'>,
  git: Pick<Git, 'removeWorktree'>,
  directory: string,
): Promise<void> {
  if (await git.removeWorktree(directory)) return
  await files.remove(directory)
  await git.removeWorktree(directory)
}

function gitIn(exec: Exec, place: GitPlace): Git {
  const run = runnerIn(exec, place)
  const { directory: root, trusted = false } = place
  return {
    root,
    trusted,
    ...queriesIn(run),
    ...fetchingIn(run),
    ...worktreesIn(run),
    fillWorktree: (path, options) =>
      runnerIn(exec, { directory: path, trusted }).mustChange(
        ...withoutHooks,
        ...options,
        ...['reset', '--hard', '--quiet', '--no-recurse-submodules'],
      ),
    at: (directory, variables = {}) => runnerIn(exec, { directory, trusted, variables }),
  }
}

type Queries = 'resolve' | 'parents' | 'mergeBase' | 'isDirty' | 'branch' | 'defaultBranch'

function queriesIn({ first, firstOrNone, must }: Runner): Pick<Git, Queries> {
  return {
    // ^{commit} verifies that the commit exists, because a shallow clone knows SHAs of parents that it lacks.
    // git fails for some names, such as `HEAD@{9}` if the reflog is shorter
    resolve: async (revision) =>
      isName(revision)
        ? firstOrNone('rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`)
        : undefined,
    async parents(sha) {
      const commit = await must('cat-file', 'commit', sha)
      const [headers = ''] = commit.split('\n\n', 1)
      return nonEmptyLines(headers)
        .filter((line) => line.startsWith('parent '))
        .map((line) => line.slice('parent '.length))
    },
    mergeBase: (one, other) => first('merge-base', one, other),
    // without locking the index, because the lock would remain if git is killed on cancellation
    isDirty: async () =>
      (await must('--no-optional-locks', 'status', '--porcelain', '--untracked-files=normal')).trim() !== '',
    branch: () => first('symbolic-ref', '--quiet', '--short', 'HEAD'),
    defaultBranch: () => first('symbolic-ref', '--quiet', '--short', 'refs/remotes/origin/HEAD'),
  }
}

function fetchingIn({ query, must, run }: Runner): Pick<Git, 'isShallow' | 'fetch' | 'remoteTip' | 'deepen'> {
  const fetch = (...args: readonly string[]) =>
    run('fetch', '--no-tags', '--no-write-fetch-head', '--quiet', ...args)
  const isShallow = async () => (await must('rev-parse', '--is-shallow-repository')).trim() === 'true'
  return {
    isShallow,
    async fetch(sha) {
      // --depth would make a full clone shallow
      const depth = (await isShallow()) ? ['--depth=1'] : []
      return (await fetch(...depth, 'origin', sha)).exitCode === 0
    },
    async remoteTip(name) {
      if (!isName(name)) return succeed(undefined)
      // git's own order of resolving a name
      const refs = [name, `refs/tags/${name}`, `refs/heads/${name}`]
      const { exitCode, stdout, stderr } = await query('ls-remote', '--quiet', 'origin', ...refs)
      if (stderr.includes("'origin' does not appear to be a git repository")) return succeed(undefined)
      if (exitCode !== 0) return fail(errorLine(stderr) ?? `git ended with exit code ${exitCode}`)
      // the pattern `main` also matches `a/main`, which does not count
      const tips = new Map(nonEmptyLines(stdout).map((line) => [line.split('\t')[1], line.split('\t')[0]]))
      return succeed(refs.map((ref) => tips.get(ref)).find((tip) => tip !== undefined))
    },
    // only these commits, because git would fetch every branch by default
    deepen: async (by, shas) => (await fetch(`--deepen=${by}`, 'origin', ...shas)).exitCode === 0,
  }
}

function worktreesIn({
  must,
  change,
  mustChange,
}: Runner): Pick<Git, 'worktrees' | 'addWorktree' | 'removeWorktree'> {
  return {
    async worktrees() {
      const stdout = await must('worktree', 'list', '--porcelain')
      return [...stdout.matchAll(/^worktree (.+)$/gm)].map(([, path = '']) => path)
    },
    async addWorktree(path, sha) {
      const add = [...withoutHooks, 'worktree', 'add', '--no-checkout', '--detach', '--force', path, sha]
      if ((await change(...add)).exitCode === 0) return
      // another program, such as a second check of this repository, may be adding or removing one
      await mustChange(...add)
    },
    // not `prune`, which would also remove a worktree of the user on a disk that is not mounted
    removeWorktree: async (path) =>
      (await change('worktree', 'remove', '--force', '--force', path)).exitCode === 0,
  }
}
