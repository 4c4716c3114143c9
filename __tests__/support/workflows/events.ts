/** Event files of workflow runs on GitHub, with the fields that linkgate reads, for the commits of `hello`. */
import type { Shas } from '../programs/hello.ts'

export const gone = '0123456789abcdef0123456789abcdef01234567'
export const zeros = '0'.repeat(40)

export type Payload = (at: Shas) => object

const repository = { id: 1, full_name: 'octo/service', default_branch: 'main' }

const side = (sha: string, ref: string, fullName: string) => ({
  sha,
  ref,
  repo: { id: 1, full_name: fullName },
})

export interface PullRequestGiven {
  readonly head?: keyof Shas
  /** A SHA. Default: the tip of main. */
  readonly base?: string
  readonly baseRef?: string
  readonly fork?: boolean
  readonly action?: string
  readonly merged?: boolean
}

/** The event of pull request 7, from topic into main. */
export const pullRequest =
  (given: PullRequestGiven = {}): Payload =>
  (at) =>
    pullRequestBetween(given.base ?? at.three, at[given.head ?? 'words'], given)

/** The same event, with the SHAs of base and head. */
export function pullRequestBetween(
  base: string,
  head: string,
  given: Omit<PullRequestGiven, 'base' | 'head'> = {},
): object {
  return {
    action: given.action ?? 'synchronize',
    repository,
    pull_request: {
      number: 7,
      merged: given.merged ?? false,
      head: side(head, 'topic', given.fork === true ? 'them/service' : 'octo/service'),
      base: side(base, given.baseRef ?? 'main', 'octo/service'),
    },
  }
}

/** @param before a commit, or a SHA that is not in the repository */
export const push =
  (before: keyof Shas | typeof gone | typeof zeros): Payload =>
  (at) => ({ before: before in at ? at[before as keyof Shas] : before, repository })

export const mergeGroup: Payload = (at) => ({
  repository,
  merge_group: { base_sha: at.three, head_sha: at.merge },
})

export const dispatch: Payload = () => ({ repository })
export const schedule: Payload = () => ({ schedule: '0 4 * * *', repository })

/** @param after the event that started the run that this one follows */
export const workflowRun =
  (after: string): Payload =>
  (at) => ({
    repository,
    workflow_run: {
      id: 3,
      run_attempt: 1,
      event: after,
      head_sha: at.words,
      head_branch: 'topic',
      head_repository: { full_name: 'them/service' },
      pull_requests: [],
    },
  })
