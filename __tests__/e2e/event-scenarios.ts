/** Every event, with what is compared then: the table of `events.test.ts`. */

import type { GitHubServer } from '../support/github/server.ts'
import { type CommitName, type Shas, weights } from '../support/programs/hello.ts'
import * as on from '../support/workflows/events.ts'

export interface EventScenario {
  readonly name: string
  readonly event: string
  readonly payload: on.Payload
  /** GITHUB_REF. */
  readonly ref?: string
  /** What is checked out; nothing when absent. */
  readonly head?: CommitName
  /** `fetch-depth` of actions/checkout. */
  readonly depth?: number
  /** From a repository whose default branch is called trunk. */
  readonly renamed?: true
  readonly inputs?: Readonly<Record<string, string>>
  readonly token?: 'reads'
  readonly before?: (server: GitHubServer, at: Shas) => void
  /** What head is compared with. null: nothing; absent: the step is refused. */
  readonly base?: CommitName | null
  /** Bytes by which the binary grew; absent where nothing compiles, as only the revisions matter. */
  readonly grew?: number
  /** Of the log: why this base, or what is wrong. */
  readonly says: RegExp
  /** Whether pull request 7 has a comment of ours afterwards. */
  readonly comment?: boolean
  /** One for each, besides those about the baseline. */
  readonly notices?: readonly RegExp[]
}

const merge = {
  event: 'pull_request',
  payload: on.pullRequest(),
  ref: 'refs/pull/7/merge',
  head: 'merge',
  base: 'three',
  depth: 1,
  says: /\(first parent of the tested merge commit\)/,
  comment: true,
} as const
const head = {
  ...merge,
  head: 'words',
  base: 'two',
  says: /\(merge base with the pull request's base\)/,
} as const
const push = { event: 'push', ref: 'refs/heads/topic', head: 'words', base: 'two', depth: 1 } as const
const dispatch = { ...push, event: 'workflow_dispatch', payload: on.dispatch } as const
const onMain = {
  ref: 'refs/heads/main',
  head: 'three',
  base: 'two',
  depth: 1,
  says: /\(the commit before HEAD\)/,
} as const
const closed = (server: GitHubServer, at: Shas) => {
  server.repository.openPullRequest(7, at.words, { state: 'closed' })
}
const sinceMain = /\(merge base with origin\/main\)/
const beforePush = /\(the commit before this push\)/

export const pullRequestScenarios: readonly EventScenario[] = [
  { ...merge, name: 'pull_request, merge commit', depth: 0 },
  { ...merge, name: 'pull_request, merge commit, depth 1', grew: weights.grown },
  { ...merge, name: 'pull_request, merge commit, depth 2', depth: 2 },
  { ...head, name: 'pull_request, head', depth: 0 },
  { ...head, name: 'pull_request, head, depth 1', grew: weights.grown },
  { ...head, name: 'pull_request, head, depth 2', depth: 2 },
  {
    ...merge,
    name: 'pull_request, a base is given',
    inputs: { base: 'topic' },
    base: 'words',
    says: /\(given as base\)/,
  },
  {
    ...merge,
    name: 'pull_request, rebased: the comment of the older head is updated',
    payload: on.pullRequest({ head: 'rebased' }),
    head: 'merged',
    before: (server, at) => {
      const marker = `<!-- linkgate:comment app="hello" fingerprint="0" head="${at.words}" run="29" attempt="1" -->`
      server.addComment(7, `${marker}\nold`)
      server.setPullRequest(7, at.rebased)
    },
  },
  {
    ...merge,
    name: 'pull_request, rebased while this ran: the newer head has the word',
    before: (server, at) => server.setPullRequest(7, at.rebased),
    comment: false,
    says: /Comment superseded/,
  },
  {
    ...head,
    name: 'pull_request, head, the base was rewritten since',
    payload: on.pullRequest({ base: on.gone }),
    says: /\(merge base with the pull request's base, because 012345678 no longer exists\)/,
  },
  {
    name: 'pull_request, head, the base and its branch are gone',
    event: 'pull_request',
    payload: on.pullRequest({ base: on.gone, baseRef: 'next' }),
    head: 'words',
    says: /::error::the base commit 012345678 is not in this clone and could not be fetched from `origin`/,
  },
  {
    ...head,
    name: 'pull_request, head, the default branch was renamed',
    renamed: true,
    payload: on.pullRequest({ baseRef: 'trunk' }),
  },
  {
    ...merge,
    name: 'pull_request, closed',
    payload: on.pullRequest({ action: 'closed' }),
    before: closed,
  },
  {
    ...merge,
    name: 'pull_request, closed and merged',
    ref: 'refs/heads/main',
    payload: on.pullRequest({ action: 'closed', merged: true }),
    before: closed,
  },
  {
    ...merge,
    name: 'pull_request from a fork: a token that may only read',
    payload: on.pullRequest({ fork: true }),
    token: 'reads',
    comment: false,
    notices: [
      /^linkgate cannot comment on the pull request: the token of a pull request from a fork is read-only/,
    ],
  },
  {
    ...merge,
    name: 'pull_request from a fork, phase measure: GitHub is not asked',
    payload: on.pullRequest({ fork: true }),
    inputs: { phase: 'measure' },
    grew: weights.grown,
    comment: false,
  },
  {
    name: 'pull_request_target is refused',
    event: 'pull_request_target',
    payload: on.pullRequest(),
    head: 'merge',
    says: /::error::linkgate does not build on `pull_request_target`, .*: use `on: pull_request`/,
  },
  {
    name: 'pull_request_target is refused with a base, too, and to measure',
    event: 'pull_request_target',
    payload: on.pullRequest(),
    head: 'merge',
    inputs: { base: 'main', phase: 'measure' },
    says: /::error::linkgate does not build on `pull_request_target`/,
  },
  {
    name: 'an event file of another event',
    event: 'pull_request',
    payload: on.push('two'),
    head: 'merge',
    says: /::error::The event file \(GITHUB_EVENT_PATH\) does not describe a `pull_request` event/,
  },
  {
    name: 'nothing is checked out',
    event: 'pull_request',
    payload: on.pullRequest(),
    says: /::error::.* is not in a git repository: run actions\/checkout first/,
  },
]

export const otherScenarios: readonly EventScenario[] = [
  {
    ...merge,
    name: 'merge_group',
    event: 'merge_group',
    payload: on.mergeGroup,
    ref: 'refs/heads/gh-readonly-queue/main/pr-7',
    grew: weights.grown,
    says: /\(base of the merge group\)/,
    comment: false,
  },
  { ...push, name: 'push', payload: on.push('two'), depth: 0, says: beforePush },
  {
    ...push,
    name: 'push of what weighs nothing',
    payload: on.push('grown'),
    base: 'grown',
    grew: 0,
    says: beforePush,
  },
  {
    ...push,
    name: 'push of the first commit',
    payload: on.push(on.zeros),
    ref: 'refs/heads/main',
    head: 'one',
    base: null,
    says: /base none \(first push of this branch\)/,
  },
  { ...push, name: 'push of a new branch', payload: on.push(on.zeros), depth: 0, says: sinceMain },
  { ...push, name: 'push of a new branch, depth 1', payload: on.push(on.zeros), says: sinceMain },
  {
    ...push,
    name: 'push of a tag',
    payload: on.push(on.zeros),
    ref: 'refs/tags/v1',
    base: null,
    says: /base none \(a tag has no base\)/,
  },
  {
    ...push,
    name: 'forced push, what was before can still be had',
    payload: on.push('lost'),
    base: 'lost',
    grew: weights.grown - weights.lost,
    says: beforePush,
  },
  {
    ...push,
    name: 'forced push, what was before is gone',
    payload: on.push(on.gone),
    says: /\(merge base with origin\/main, because 012345678 no longer exists\)/,
  },
  { ...dispatch, name: 'workflow_dispatch on a branch', depth: 0, says: sinceMain },
  { ...dispatch, name: 'workflow_dispatch on a branch, depth 1', says: sinceMain },
  {
    ...dispatch,
    name: 'workflow_dispatch on a branch, the default branch was renamed since',
    renamed: true,
    says: /\(merge base with origin\/HEAD\)/,
  },
  { ...onMain, name: 'workflow_dispatch on main', event: 'workflow_dispatch', payload: on.dispatch },
  { ...onMain, name: 'schedule', event: 'schedule', payload: on.schedule, grew: weights.three },
  {
    ...onMain,
    name: 'workflow_run after a schedule',
    event: 'workflow_run',
    payload: on.workflowRun('schedule'),
  },
  {
    name: 'workflow_run after a pull request is refused',
    event: 'workflow_run',
    payload: on.workflowRun('pull_request'),
    head: 'three',
    says: /::error::linkgate does not build on `workflow_run` of a pull request.* `phase: publish`/,
  },
]
