import { describe, expect, test } from 'vitest'
import {
  acceptanceContext,
  isOnMeasuredCommit,
  publishingContext,
  type Subject,
  statusCommit,
  unpublishedNotice,
} from '../../../src/publish/external/subject.ts'
import type { GitHubContext } from '../../../src/repository/event.ts'
import { contextOf, head } from '../publishing.ts'

const ofPullRequest = contextOf()
const { pullRequest, ...ofBranch } = contextOf(false, 'push')
const following: GitHubContext = {
  ...ofBranch,
  eventName: 'workflow_run',
  workflowRun: {
    id: 30,
    attempt: 1,
    event: 'pull_request',
    headSha: head,
    startedFor: { kind: 'branch', ref: 'topic', repository: 'octo/service' },
  },
}
if (pullRequest === undefined) throw new Error('the context of a pull request has one')

const other = { ...pullRequest, number: 8 }
const none: Subject = { kind: 'none', reason: 'it is not known' }
const commit: Subject = { kind: 'commit', statusOn: head }
const here: Subject = { kind: 'pull-request', pullRequest: other, statusOn: undefined }
const elsewhere: Subject = { kind: 'pull-request', pullRequest: other, statusOn: head }

describe('the context for publishing', () => {
  test.each<[string, GitHubContext | undefined, Subject, GitHubContext | undefined]>([
    ['outside of a workflow', undefined, here, undefined],
    ['about nothing', ofPullRequest, none, undefined],
    ['about a pull request, whatever the event names', ofPullRequest, here, { ...ofBranch, ...event(other) }],
    ['about a pull request that no event names', following, elsewhere, { ...following, pullRequest: other }],
    ['about a commit, whatever the event names', ofPullRequest, commit, { ...ofBranch, ...event() }],
  ])('%s', (_, context, subject, expected) => {
    expect(publishingContext(context, subject)).toEqual(expected)
  })

  function event(given?: typeof pullRequest) {
    return { eventName: ofPullRequest.eventName, ...(given === undefined ? {} : { pullRequest: given }) }
  }
})

describe('the pull request whose labels count', () => {
  test('is the published one', () => {
    expect(acceptanceContext(ofPullRequest, here)).toMatchObject({ pullRequest: { number: 8 } })
  })

  test('is the queued one in a merge queue', () => {
    expect(acceptanceContext(following, none)).toBe(following)
  })

  test('is never one that only the event mentions', () => {
    expect(acceptanceContext(ofPullRequest, none)).toBeUndefined()
    expect(acceptanceContext(undefined, none)).toBeUndefined()
  })
})

test.each<[Subject, string | undefined]>([
  [none, undefined],
  [commit, head],
  [here, undefined],
  [elsewhere, head],
])('the commit that gets a status: %j', (subject, expected) => {
  expect(statusCommit(subject)).toBe(expected)
})

test('the notice explains what is not written and why', () => {
  expect(unpublishedNotice(ofPullRequest, none)).toBe('No comment was written: it is not known')
  expect(unpublishedNotice(following, none)).toBe(
    'Neither a comment nor a status was written: it is not known',
  )
  for (const subject of [commit, here, elsewhere])
    expect(unpublishedNotice(following, subject)).toBeUndefined()
})

test('annotations have lines only if this job has its check on the measured commit', () => {
  expect(isOnMeasuredCommit(ofPullRequest, here)).toBe(true)
  expect(isOnMeasuredCommit(ofPullRequest, none)).toBe(true)
  expect(isOnMeasuredCommit(ofBranch, elsewhere)).toBe(false)
  expect(isOnMeasuredCommit(following, none)).toBe(false)
})
