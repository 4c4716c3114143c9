import { fail, type Result, succeed } from '../../common/result.ts'
import type { Env, Exec, Output } from '../../effects/exec.ts'
import type { Files } from '../../effects/files.ts'
import type { World } from '../../effects/world.ts'
import { type GitPlace, nonEmptyLines, type Runner, runnerIn, withoutHooks } from './runner.ts'

/** The few questions and commands for git that linkgate needs, in one repository. */
export interface Git {
  /** Root of the checkout. */
  readonly root: string
  /** It belongs to another user, and is used all the same. */
  readonly trusted: boolean
  /** Full SHA of a revision, or undefined when this clone does not have it. */
  resolve(revision: string): Promise<string | undefined>
  /** Parents as the commit names them, also where a shallow clone does not have them. */
  parents(sha: string): Promise<readonly string[]>
  /** Best common ancestor, as far as this clone's history shows. */
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
  /** A worktree without files, detached at the commit. One at a time: git fails where it finds another one half made. */
  addWorktree(path: string, sha: string): Promise<void>
  /** @param options of git itself */
  fillWorktree(path: string, options: readonly string[]): Promise<void>
  /** Paths of all worktrees, also of those that are gone. */
  worktrees(): Promise<readonly string[]>
  /** Whether that is done: git refuses a worktree whose file .git is gone, but not one that is gone as a whole. */
  removeWorktree(path: string): Promise<boolean>
  /** Git in another directory, such as a worktree; it asks no less of the owner of a repository. */
  at(directory: string, variables?: Env): Runner
}

/** Names come from workflows and events: none may act as an option. */
function isName(given: string): boolean {
  return /^[^\s\0]+$/.test(given) && !given.startsWith('-')
}

/** @param trusted whether a repository that belongs to another user may be used all the same */
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
 * The checkout that a command is about. In a workflow it is the job's own, whatever user it belongs to: in a job with
 * `container`, that is another one than runs the steps.
 */
export async function openCheckout(
  { exec, host, secrets }: Pick<World, 'exec' | 'host' | 'secrets'>,
  directory: string,
): Promise<Result<Git>> {
  const git = await openGit(exec, directory, { trusted: host.env['GITHUB_ACTIONS'] === 'true' })
  if (!git.ok) return git
  // a server may repeat what git has sent it
  const { root, at } = git.value
  secrets.learnCredentials((await at(root).parts('config', '-z', '--list')).join('\n'))
  return git
}

const isDubious = ({ exitCode, stderr }: Output) => exitCode !== 0 && stderr.includes('dubious ownership')

/** @param said by git, which names the directory to be configured: it may lie above the one that was given */
function otherOwner(directory: string, said: string, inWorkflow: boolean): string {
  const [, repository = directory] = /dubious ownership in repository at '(.+?)'/.exec(said) ?? []
  const command = `git config --global --add safe.directory ${inWorkflow ? '"$GITHUB_WORKSPACE"' : repository}`
  const where = inWorkflow ? ' in a step before this one' : ' if you trust it'
  return `${repository} belongs to another user, so git refuses to read it (dubious ownership): run \`${command}\`${where}`
}

/**
 * Removes a worktree, also one whose file .git is gone because it was a build context. `git worktree repair` would write that file
 * into such worktrees of other runs as well, and so into their images.
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
      return nonEmptyLines(headers)
        .filter((line) => line.startsWith('parent '))
        .map((line) => line.slice('parent '.length))
    },
    mergeBase: (one, other) => first('merge-base', one, other),
    // without a lock of the index, which would stay if git is killed because the run is cancelled
    isDirty: async () =>
      (await must('--no-optional-locks', 'status', '--porcelain', '--untracked-files=normal')).trim() !== '',
    branch: () => first('symbolic-ref', '--quiet', '--short', 'HEAD'),
    defaultBranch: () => first('symbolic-ref', '--quiet', '--short', 'refs/remotes/origin/HEAD'),
  }
}

function fetchingIn({
  query,
  first,
  run,
}: Runner): Pick<Git, 'isShallow' | 'fetch' | 'remoteTip' | 'deepen'> {
  const fetch = (...args: readonly string[]) =>
    run('fetch', '--no-tags', '--no-write-fetch-head', '--quiet', ...args)
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
      const tips = new Map(nonEmptyLines(stdout).map((line) => [line.split('\t')[1], line.split('\t')[0]]))
      return refs.map((ref) => tips.get(ref)).find((tip) => tip !== undefined)
    },
    // the two commits by name: without, every branch of the repository would come along
    deepen: async (by, shas) => (await fetch(`--deepen=${by}`, 'origin', ...shas)).exitCode === 0,
  }
}

function worktreesIn({
  query,
  change,
  mustChange,
}: Runner): Pick<Git, 'worktrees' | 'addWorktree' | 'removeWorktree'> {
  return {
    async worktrees() {
      const { stdout } = await query('worktree', 'list', '--porcelain')
      return [...stdout.matchAll(/^worktree (.+)$/gm)].map(([, path = '']) => path)
    },
    async addWorktree(path, sha) {
      const add = [...withoutHooks, 'worktree', 'add', '--no-checkout', '--detach', '--force', path, sha]
      if ((await change(...add)).exitCode === 0) return
      // another program, such as a second check of this repository, may have added or removed one just then
      await mustChange(...add)
    },
    // not `prune`, which would also forget a worktree of the user's whose disk is not mounted now
    removeWorktree: async (path) =>
      (await change('worktree', 'remove', '--force', '--force', path)).exitCode === 0,
  }
}
