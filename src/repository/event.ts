/** The context of a workflow run: its environment and the event that started it, validated. */
import * as z from 'zod'
import { fail, mapResult, type Result, succeed } from '../common/result.ts'
import type { Env } from '../effects/exec.ts'
import { isGitea } from '../effects/github.ts'
import { checkedEvent, repositoryField, shaField, textField } from './event-fields.ts'
import {
  giteaWorkflowRun,
  giteaWorkflowRunEvent,
  gitHubWorkflowRun,
  gitHubWorkflowRunEvent,
  type WorkflowRun,
} from './workflow-run.ts'

export interface PullRequestContext {
  readonly number: number
  /** Head of the pull request's branch in the event; not the merge commit that is tested. */
  readonly headSha: string
  /** Tip of the target branch in the event; not always the parent of the tested commit. */
  readonly baseSha: string
  readonly headRef: string
  readonly baseRef: string
  /** The head is in another repository, or in a deleted one. */
  readonly fromFork: boolean
}

export interface GitHubContext {
  readonly eventName: string
  readonly owner: string
  readonly repo: string
  /** For example `https://github.com`; like `apiUrl`, without a trailing slash. */
  readonly serverUrl: string
  readonly apiUrl: string
  /** 0 if the environment does not set it. */
  readonly runId: number
  readonly runAttempt: number
  /** The commit of the event: the merge commit for `pull_request`. Empty if the environment does not set it. */
  readonly sha: string
  /** For example `refs/pull/7/merge`. Empty if the environment does not set it. */
  readonly ref: string
  readonly defaultBranch?: string
  readonly pullRequest?: PullRequestContext
  readonly mergeGroup?: {
    readonly baseSha: string
    readonly headSha: string
    /** The last pull request of the merge group, if the queue's branch has its number. */
    readonly pullRequest?: number
  }
  /** For `workflow_run`: the run that triggered this one. */
  readonly workflowRun?: WorkflowRun
  /** Tip of the branch before a push; absent if the push created the branch. */
  readonly before?: string
}

const gitHub = 'https://github.com'

const side = z.looseObject({ sha: shaField, ref: textField })
const pullRequestEvent = z.looseObject({
  pull_request: z.looseObject({
    number: z.int().positive(),
    head: side.extend({ repo: repositoryField.nullable() }),
    base: side.extend({ repo: repositoryField }),
  }),
})
const mergeGroupEvent = z.looseObject({
  merge_group: z.looseObject({ base_sha: shaField, head_sha: shaField, head_ref: textField.nullish() }),
})
const pushEvent = z.looseObject({ before: shaField })
const anyEvent = z.looseObject({ repository: z.looseObject({ default_branch: textField }) })
/**
 * @param event parsed content of the event file; `undefined` if there is none
 * @returns undefined outside of a workflow, without GITHUB_REPOSITORY or without an event (a development container can set only
 *   the variable); a problem if the event lacks fields that events of its name have
 */
export function readContext(env: Env, event: unknown): Result<GitHubContext | undefined> {
  const name = env['GITHUB_REPOSITORY']
  const eventName = env['GITHUB_EVENT_NAME']
  if (name === undefined || name === '' || eventName === undefined || eventName === '')
    return succeed(undefined)
  const [, owner, repo] = /^([\w.-]+)\/([\w.-]+)$/.exec(name) ?? []
  if (owner === undefined || repo === undefined) {
    return fail(`GITHUB_REPOSITORY is \`${name}\`: it must be an owner and a name, such as \`me/api\``)
  }
  const defaultBranch = anyEvent.safeParse(event).data?.repository.default_branch
  const apiUrl = url(env['GITHUB_API_URL'], 'https://api.github.com')
  return mapResult(partsOf(eventName, event, isGitea(apiUrl)), (parts) => ({
    eventName,
    owner,
    repo,
    serverUrl: url(env['GITHUB_SERVER_URL'], gitHub),
    apiUrl,
    runId: count(env['GITHUB_RUN_ID']) ?? 0,
    runAttempt: count(env['GITHUB_RUN_ATTEMPT']) ?? 1,
    sha: env['GITHUB_SHA'] ?? '',
    ref: env['GITHUB_REF'] ?? '',
    ...(defaultBranch === undefined ? {} : { defaultBranch }),
    ...parts,
  }))
}

type EventParts = Pick<GitHubContext, 'pullRequest' | 'mergeGroup' | 'workflowRun' | 'before'>

function partsOf(eventName: string, event: unknown, gitea: boolean): Result<EventParts> {
  switch (eventName) {
    case 'pull_request':
    case 'pull_request_target':
    case 'pull_request_review':
    case 'pull_request_review_comment':
      return mapResult(checkedEvent(pullRequestEvent, eventName, event), (data) => ({
        pullRequest: pullRequestOf(data),
      }))
    case 'merge_group':
      return mapResult(checkedEvent(mergeGroupEvent, eventName, event), mergeGroupOf)
    case 'push':
      return mapResult(checkedEvent(pushEvent, eventName, event), ({ before }) =>
        /^0+$/.test(before) ? {} : { before },
      )
    case 'workflow_run':
      return gitea
        ? mapResult(checkedEvent(giteaWorkflowRunEvent, eventName, event), (data) => ({
            workflowRun: giteaWorkflowRun(data),
          }))
        : mapResult(checkedEvent(gitHubWorkflowRunEvent, eventName, event), gitHubRunParts)
    default:
      return succeed({})
  }
}

function mergeGroupOf({ merge_group }: z.infer<typeof mergeGroupEvent>): EventParts {
  const { base_sha: baseSha, head_sha: headSha, head_ref: headRef } = merge_group
  const pullRequest = queuedIn(headRef ?? '')
  return { mergeGroup: { baseSha, headSha, ...(pullRequest === undefined ? {} : { pullRequest }) } }
}

function gitHubRunParts(data: z.infer<typeof gitHubWorkflowRunEvent>): EventParts {
  const pullRequest = pullRequestOfRun(data)
  return { workflowRun: gitHubWorkflowRun(data), ...(pullRequest === undefined ? {} : { pullRequest }) }
}

function pullRequestOf({ pull_request }: z.infer<typeof pullRequestEvent>): PullRequestContext {
  const { number, head, base } = pull_request
  return {
    number,
    headSha: head.sha,
    baseSha: base.sha,
    headRef: head.ref,
    baseRef: base.ref,
    fromFork: head.repo?.full_name !== base.repo.full_name,
  }
}

/**
 * `pull_requests` is empty for forks, and includes pull requests of other repositories with the same commit. If the pull request is
 * not certain, its number is taken from the report and verified against the head.
 */
function pullRequestOfRun(data: z.infer<typeof gitHubWorkflowRunEvent>): PullRequestContext | undefined {
  const [only, ...others] = data.workflow_run.pull_requests.filter(
    (listed) => listed.base.repo?.id === data.repository.id,
  )
  if (only === undefined || others.length > 0) return undefined
  return {
    number: only.number,
    // The commit of that run, because `head` in the list changes with later pushes.
    headSha: data.workflow_run.head_sha,
    baseSha: only.base.sha,
    headRef: only.head.ref,
    baseRef: only.base.ref,
    fromFork: only.head.repo?.id !== data.repository.id,
  }
}

function url(given: string | undefined, otherwise: string): string {
  return (given === undefined || given === '' ? otherwise : given).replace(/\/+$/, '')
}

function count(given: string | undefined): number | undefined {
  return given !== undefined && /^\d{1,15}$/.test(given) ? Number(given) : undefined
}

/** The pull request of a merge queue's branch, `gh-readonly-queue/main/pr-7-<SHA of its base>`. */
function queuedIn(branch: string): number | undefined {
  const number = /(?:^|\/)gh-readonly-queue\/.+\/pr-([1-9]\d{0,9})-[0-9a-f]{40,64}$/.exec(branch)?.[1]
  return number === undefined ? undefined : Number(number)
}

/** The name of the server's software, for messages. */
export function serverName({ apiUrl, serverUrl }: Pick<GitHubContext, 'apiUrl' | 'serverUrl'>): string {
  if (!isGitea(apiUrl)) return 'GitHub'
  return URL.parse(serverUrl === gitHub ? apiUrl : serverUrl)?.host ?? apiUrl
}

/** The pull request whose labels count: that of the event, or the one in the merge queue. */
export function labelledPullRequest(context: GitHubContext): number | undefined {
  const { pullRequest, mergeGroup, workflowRun } = context
  const from = workflowRun?.startedFor
  const queued =
    workflowRun?.event === 'merge_group' && from?.kind === 'branch' ? queuedIn(from.ref) : undefined
  return pullRequest?.number ?? mergeGroup?.pullRequest ?? queued
}
