import { onlyOnce } from '../../common/remembered.ts'
import { fail, mapResult, type Result, succeed } from '../../common/result.ts'
import { settleAll } from '../../common/settle.ts'
import type { Commit } from '../../model/origin.ts'
import type { GitHubContext } from '../event.ts'
import type { Git } from './git.ts'

export interface Revisions {
  /** null if there is nothing to compare with. */
  readonly base: Commit | null
  readonly head: Commit
  /** How base was found, as a noun phrase or clause. */
  readonly because: string
}

/** Numbers of commits by which a shallow clone is deepened until it has a merge base. */
const deepenings = [50, 200, 1000, 5000]

const fullSha = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/

/** Finds the two commits to compare. Fetches commits that this clone lacks; it is a problem if that fails. */
export async function findRevisions(
  git: Git,
  given: string | undefined,
  context: GitHubContext | undefined,
): Promise<Result<Revisions>> {
  const sha = await git.resolve('HEAD')
  if (sha === undefined) return fail('this repository has no commit: create one first')
  const refused = refusal(context)
  if (refused !== undefined) return fail(refused)
  // in a workflow, uncommitted changes are leftovers of earlier steps, not changes to measure
  const isDirty = onlyOnce(async () => context === undefined && (await git.isDirty()))
  const [found, branch, dirty] = await settleAll([
    findBase(git, { sha, isDirty }, given, context),
    git.branch(),
    isDirty(),
  ])
  const ref = context?.pullRequest?.headRef ?? branch
  const head: Commit = { sha, ...(ref === undefined ? {} : { ref }), ...(dirty ? { dirty } : {}) }
  return mapResult(found, (one) => ({ ...one, head }))
}

interface Head {
  readonly sha: string
  readonly isDirty: () => Promise<boolean>
}

type FoundBase = Omit<Revisions, 'head'>

async function findBase(
  git: Git,
  head: Head,
  given: string | undefined,
  context: GitHubContext | undefined,
): Promise<Result<FoundBase>> {
  if (given !== undefined) return withNamedBase(git, given)
  if (context?.pullRequest !== undefined) return ofPullRequest(git, head, context.pullRequest)
  if (context?.mergeGroup !== undefined) {
    return exactly(git, context.mergeGroup.baseSha, 'base of the merge group')
  }
  if (context?.eventName === 'push') return ofPush(git, head, context)
  return againstDefaultBranch(git, head, context)
}

/** Refuses events that run with write access although anybody may have written the code to build. */
function refusal(context: GitHubContext | undefined): string | undefined {
  if (context?.eventName === 'pull_request_target') {
    return 'linkgate does not build on `pull_request_target`, because code of any pull request would run with write access: use `on: pull_request`'
  }
  const { workflowRun, pullRequest } = context ?? {}
  if (workflowRun === undefined) return undefined
  // this checkout is not the commit of that run either
  return pullRequest !== undefined || workflowRun.event.startsWith('pull_request')
    ? 'linkgate does not build on `workflow_run` of a pull request, because its code would run with write access: use `phase: measure` in that run, and `phase: publish` here'
    : undefined
}

async function withNamedBase(git: Git, given: string): Promise<Result<FoundBase>> {
  const local = (await git.resolve(given)) ?? (await git.resolve(`origin/${given}`))
  if (local !== undefined) return succeed({ base: { sha: local, ref: given }, because: 'given as base' })
  const remote = await git.remoteTip(given)
  const tip = (remote.ok ? remote.value : undefined) ?? (fullSha.test(given) ? given : undefined)
  // an annotated tag has its own SHA, which differs from that of its commit
  const found = tip !== undefined && (await available(git, tip)) ? await git.resolve(tip) : undefined
  if (found === undefined) {
    const unanswered = remote.ok ? '' : `, and \`origin\` does not answer (${remote.problem.message})`
    return fail(
      `base \`${given}\` is not a commit in this repository${unanswered}: use an existing branch, tag or SHA`,
    )
  }
  return succeed({ base: { sha: found, ref: given }, because: 'given as base' })
}

async function ofPullRequest(
  git: Git,
  head: Head,
  pullRequest: NonNullable<GitHubContext['pullRequest']>,
): Promise<Result<FoundBase>> {
  const { headSha, baseSha, baseRef } = pullRequest
  const [first, second] = await git.parents(head.sha)
  if (first !== undefined && second === headSha) {
    return exactly(git, first, 'first parent of the tested merge commit', baseRef)
  }
  const isThere = await available(git, baseSha)
  // if the branch was rewritten since, the merge base with its new tip is still the one to compare with
  const tip = isThere ? baseSha : await atRemote(git, baseRef)
  if (tip === undefined) return fail(notFetched(baseSha))
  const base = await mergeBaseDeepening(git, tip, head.sha)
  if (base === undefined) {
    return fail(
      `the pull request's base ${short(tip)} and head ${short(head.sha)} have no common history in this clone: set \`fetch-depth: 0\` for actions/checkout`,
    )
  }
  const because = "merge base with the pull request's base"
  return succeed({
    base: { sha: base, ref: baseRef },
    because: isThere ? because : `${because}, because ${short(baseSha)} no longer exists`,
  })
}

async function ofPush(git: Git, head: Head, context: GitHubContext): Promise<Result<FoundBase>> {
  const { before, defaultBranch, ref } = context
  if (before !== undefined) {
    if (await available(git, before)) {
      return succeed({ base: { sha: before }, because: 'the commit before this push' })
    }
    return mapResult(await againstDefaultBranch(git, head, context), (found) => ({
      ...found,
      because: `${found.because}, because ${short(before)} no longer exists`,
    }))
  }
  const none = { base: null, because: 'first push of this branch' }
  if (ref.startsWith('refs/tags/')) return succeed({ ...none, because: 'a tag has no base' })
  if (ref === `refs/heads/${defaultBranch}`) return succeed(none)
  return succeed((await sinceDefaultBranch(git, head, context)) ?? none)
}

async function againstDefaultBranch(
  git: Git,
  head: Head,
  context: GitHubContext | undefined,
): Promise<Result<FoundBase>> {
  const found = await sinceDefaultBranch(git, head, context)
  if (found !== undefined) return succeed(found)
  // HEAD is an unchanged commit of the default branch: compare it with its parent
  const [parent] = await git.parents(head.sha)
  if (parent === undefined) {
    return succeed({ base: null, because: 'the first commit has no base' })
  }
  return exactly(git, parent, 'the commit before HEAD')
}

/** undefined if head is a commit of the default branch, or if they have no common history. */
async function sinceDefaultBranch(
  git: Git,
  head: Head,
  context: GitHubContext | undefined,
): Promise<FoundBase | undefined> {
  for (const { ref, find } of await defaultBranches(git, context)) {
    const tip = await find()
    const base = tip === undefined ? undefined : await mergeBaseDeepening(git, tip, head.sha)
    if (base === undefined) continue
    if (base === head.sha && !(await head.isDirty())) return undefined
    return { base: { sha: base, ref }, because: `merge base with ${ref}` }
  }
  return undefined
}

/** A branch that may be the default one, and how to find its commit. */
interface Candidate {
  readonly ref: string
  find(): Promise<string | undefined>
}

/** Branches that may be the default branch, most likely first. */
export async function defaultBranches(
  git: Git,
  context: GitHubContext | undefined,
): Promise<readonly Candidate[]> {
  const here = (ref: string): Candidate => ({ ref, find: () => git.resolve(ref) })
  const there = (name: string): Candidate => ({ ref: `origin/${name}`, find: () => atRemote(git, name) })
  const named = context?.defaultBranch
  const usual = [await git.defaultBranch(), 'origin/main', 'origin/master', 'main', 'master']
  return [
    ...(named === undefined ? [] : [here(`origin/${named}`), here(named), there(named)]),
    // actions/checkout fetches only one branch; on the user's machine, linkgate fetches nothing unless requested
    ...(context === undefined ? [] : [there('HEAD')]),
    ...usual.flatMap((ref) => (ref === undefined ? [] : [here(ref)])),
  ]
}

async function exactly(git: Git, sha: string, because: string, ref?: string): Promise<Result<FoundBase>> {
  if (!(await available(git, sha))) return fail(notFetched(sha))
  return succeed({ base: { sha, ...(ref === undefined ? {} : { ref }) }, because })
}

async function available(git: Git, sha: string): Promise<boolean> {
  if ((await git.resolve(sha)) !== undefined) return true
  return (await git.fetch(sha)) && (await git.resolve(sha)) !== undefined
}

/**
 * Fetches the current commit of a branch of `origin`. undefined also if `origin` does not answer, as in a job without
 * credentials: then other branches of this clone are tried.
 */
async function atRemote(git: Git, name: string): Promise<string | undefined> {
  const remote = await git.remoteTip(name)
  const tip = remote.ok ? remote.value : undefined
  return tip !== undefined && (await available(git, tip)) ? tip : undefined
}

/** Finds the merge base of two commits; deepens a shallow clone in steps until it has one. */
async function mergeBaseDeepening(git: Git, one: string, other: string): Promise<string | undefined> {
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
  return `the base commit ${short(sha)} is not in this clone and could not be fetched from \`origin\`: set \`fetch-depth: 0\` for actions/checkout, or set another base`
}
