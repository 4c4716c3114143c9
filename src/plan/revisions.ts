import type { Commit } from '../model.ts'
import type { GitHubContext } from './context.ts'
import type { Git } from './git.ts'

export interface Revisions {
  /** null: there is nothing to compare with. */
  readonly base: Commit | null
  readonly head: Commit
  /** How base was found, in words. */
  readonly because: string
}

export type RevisionsResult = Revisions | { readonly problem: string }

/** Steps in which a shallow clone is deepened until two commits meet. */
const deepenings = [50, 200, 1000, 5000]

const fullSha = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/

/** Which two commits are compared. Fetches what this clone lacks, and says where that fails. */
export async function findRevisions(
  git: Git,
  given: string | undefined,
  context: GitHubContext | undefined,
): Promise<RevisionsResult> {
  const sha = await git.resolve('HEAD')
  if (sha === undefined) return { problem: 'this repository has no commit yet: make one first' }
  const branch = await git.branch()
  // only at home is an uncommitted change what somebody asks about; in CI it is left over from an earlier step
  const dirty = context === undefined && (await git.isDirty())
  const ref = context?.pullRequest?.headRef ?? branch
  const head: Commit = { sha, ...(ref === undefined ? {} : { ref }), ...(dirty ? { dirty } : {}) }

  if (given !== undefined) return withNamedBase(git, head, given)
  if (context?.eventName === 'pull_request_target') {
    return {
      problem:
        'linkgate does not build on `pull_request_target`, where a pull request from anybody would run with write access: use `on: pull_request`',
    }
  }
  if (context?.pullRequest !== undefined) return ofPullRequest(git, head, context.pullRequest)
  if (context?.mergeGroup !== undefined) {
    return exactly(git, head, context.mergeGroup.baseSha, 'base of the merge group')
  }
  if (context?.eventName === 'push') {
    if (context.before === undefined) return { base: null, head, because: 'first push of this branch' }
    return exactly(git, head, context.before, 'the commit before this push')
  }
  return againstDefaultBranch(git, head, context?.defaultBranch)
}

async function withNamedBase(git: Git, head: Commit, given: string): Promise<RevisionsResult> {
  const local = (await git.resolve(given)) ?? (await git.resolve(`origin/${given}`))
  const tip = local ?? (await git.remoteTip(given)) ?? (fullSha.test(given) ? given : undefined)
  // a tag has a SHA of its own besides that of its commit
  const found = tip !== undefined && (await available(git, tip)) ? await git.resolve(tip) : undefined
  if (found === undefined) {
    return {
      problem: `base \`${given}\` is no commit of this repository: name a branch, tag or SHA that exists`,
    }
  }
  return { base: { sha: found, ref: given }, head, because: 'given as base' }
}

async function ofPullRequest(
  git: Git,
  head: Commit,
  pullRequest: NonNullable<GitHubContext['pullRequest']>,
): Promise<RevisionsResult> {
  const { headSha, baseSha, baseRef } = pullRequest
  const [first, second] = await git.parents(head.sha)
  if (first !== undefined && second === headSha) {
    return exactly(git, head, first, 'first parent of the tested merge commit', baseRef)
  }
  if (!(await available(git, baseSha))) return { problem: notFetched(baseSha) }
  const base = await meet(git, baseSha, head.sha)
  if (base === undefined) {
    return {
      problem: `the pull request's base ${short(baseSha)} and head ${short(head.sha)} have no common history in this clone: set \`fetch-depth: 0\` for actions/checkout`,
    }
  }
  return { base: { sha: base, ref: baseRef }, head, because: "merge base with the pull request's base" }
}

async function againstDefaultBranch(
  git: Git,
  head: Commit,
  named: string | undefined,
): Promise<RevisionsResult> {
  const candidates = [
    ...(named === undefined ? [] : [`origin/${named}`, named]),
    await git.defaultBranch(),
    'origin/main',
    'origin/master',
    'main',
    'master',
  ]
  for (const ref of candidates) {
    const tip = ref === undefined ? undefined : await git.resolve(ref)
    if (ref === undefined || tip === undefined) continue
    const base = await meet(git, tip, head.sha)
    if (base === undefined) continue
    // standing on the default branch with nothing changed, the last step is what there is to compare
    if (base === head.sha && head.dirty !== true) break
    return { base: { sha: base, ref }, head, because: `merge base with ${ref}` }
  }
  const [parent] = await git.parents(head.sha)
  if (parent === undefined) return { base: null, head, because: 'the first commit has nothing before it' }
  return exactly(git, head, parent, 'the commit before HEAD')
}

async function exactly(
  git: Git,
  head: Commit,
  sha: string,
  because: string,
  ref?: string,
): Promise<RevisionsResult> {
  if (!(await available(git, sha))) return { problem: notFetched(sha) }
  return { base: { sha, ...(ref === undefined ? {} : { ref }) }, head, because }
}

async function available(git: Git, sha: string): Promise<boolean> {
  if ((await git.resolve(sha)) !== undefined) return true
  return (await git.fetch(sha)) && (await git.resolve(sha)) !== undefined
}

async function meet(git: Git, one: string, other: string): Promise<string | undefined> {
  let found = await git.mergeBase(one, other)
  for (const by of deepenings) {
    if (found !== undefined || !(await git.isShallow())) break
    if (!(await git.deepen(by, [one, other]))) break
    found = await git.mergeBase(one, other)
  }
  return found
}

function short(sha: string): string {
  return sha.slice(0, 9)
}

function notFetched(sha: string): string {
  return `the base commit ${short(sha)} is not in this clone and could not be fetched from \`origin\`: set \`fetch-depth: 0\` for actions/checkout, or name another base`
}
