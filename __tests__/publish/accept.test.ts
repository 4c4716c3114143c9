import { describe, expect, test } from 'vitest'
import { CancelledError } from '../../src/common/errors.ts'
import type { Permission, PullRequestEvent } from '../../src/effects/github.ts'
import { acceptLabel, judgeLabeling, lastLabeling, readAcceptance } from '../../src/publish/accept.ts'
import { startGitHub as start } from '../support/github/client.ts'
import { contextOf } from './publishing.ts'

const alice = { login: 'alice', bot: false }
const bot = { login: 'approvals[bot]', bot: true }
const at = (minute: number) => `2026-01-02T03:${String(minute).padStart(2, '0')}:00Z`
const set = (
  minute: number,
  by: typeof alice | undefined = alice,
  label = acceptLabel,
): PullRequestEvent => ({
  kind: 'labeled',
  label,
  by,
  at: at(minute),
})
const removed = (minute: number): PullRequestEvent =>
  ({ ...set(minute), kind: 'unlabeled' }) as PullRequestEvent
const push = (minute: number): PullRequestEvent => ({ kind: 'pushed', sha: 'a'.repeat(40), at: at(minute) })

describe('the account that set the label last', () => {
  test.each<[string, readonly PullRequestEvent[], ReturnType<typeof lastLabeling>]>([
    ['nobody', [push(0)], undefined],
    ['somebody', [push(0), set(1)], { by: alice, at: at(1), headMoved: false }],
    ['the last of several', [set(1), removed(2), set(3, bot)], { by: bot, at: at(3), headMoved: false }],
    ['not who removed it', [set(1), removed(2)], undefined],
    ['not who set another', [set(1, alice, 'bug')], undefined],
    ['whatever its case', [set(1, alice, 'LinkGate: Accept')], { by: alice, at: at(1), headMoved: false }],
    ['a push after it', [push(0), set(1), push(2)], { by: alice, at: at(1), headMoved: true }],
    [
      'an older commit that was pushed after it',
      [set(5), push(2)],
      { by: alice, at: at(5), headMoved: true },
    ],
    ['a newer commit that is listed before it', [push(7), set(5)], { by: alice, at: at(5), headMoved: true }],
    [
      'a push before it was set again',
      [set(1), push(2), removed(3), set(4)],
      { by: alice, at: at(4), headMoved: false },
    ],
  ])('%s', (_, events, expected) => {
    expect(lastLabeling(acceptLabel, events)).toEqual(expected)
  })
})

describe('whether the label counts', () => {
  const labeling = { by: alice, at: at(1), headMoved: true }
  test.each<[Permission, boolean]>([
    ['admin', true],
    ['write', true],
    ['read', false],
    ['none', false],
  ])('set by a person with permission %s: %s', (permission, accepted) => {
    expect(judgeLabeling(labeling, permission)).toEqual(
      accepted
        ? { kind: 'accepted', by: 'alice', at: at(1), headMoved: true }
        : {
            kind: 'refused',
            reason:
              'The label `linkgate: accept` does not count: it was added by alice, who lacks write access.',
          },
    )
  })

  test('set by a bot', () => {
    expect(judgeLabeling({ ...labeling, by: bot }, 'none')).toEqual({
      kind: 'refused',
      reason:
        'The label `linkgate: accept` does not count: the bot approvals[bot] added it, but a person with write access must add it.',
    })
  })

  test.each([undefined, { ...labeling, by: undefined }])('set by an unknown account', (given) => {
    expect(judgeLabeling(given, 'admin', { label: 'ok' })).toEqual({
      kind: 'refused',
      reason: 'The label `ok` does not count: GitHub does not report who added it.',
    })
  })
})

describe('requests to GitHub', () => {
  test('without the label, requests only the pull request', async () => {
    await using github = await start()
    github.server.repository.label(7, 'bug', 'alice')
    expect(await readAcceptance(github.github, contextOf(), 7)).toEqual({ kind: 'absent' })
    expect(github.server.operations).toEqual(['pulls/get'])
  })

  test.each([
    ['admin', true],
    ['maintain', true],
    ['write', true],
    ['triage', false],
    ['read', false],
    [undefined, false],
  ])('set by an account with the role %s', async (role, accepted) => {
    await using github = await start()
    const { repository } = github.server
    if (role !== undefined) repository.collaborators.set('alice', role)
    repository.label(7, acceptLabel, 'alice')
    const acceptance = await readAcceptance(github.github, contextOf(), 7)
    expect(acceptance.kind).toBe(accepted ? 'accepted' : 'refused')
    expect(acceptance).toMatchObject(accepted ? { by: 'alice', headMoved: false } : {})
  })

  test('only the last event counts', async () => {
    await using github = await start()
    const { repository } = github.server
    repository.collaborators.set('alice', 'admin')
    repository.label(7, acceptLabel, 'alice')
    repository.unlabel(7, acceptLabel, 'alice')
    repository.label(7, acceptLabel, 'mallory')
    expect(await readAcceptance(github.github, contextOf(), 7)).toMatchObject({ kind: 'refused' })
  })

  test('does not request the permission of a bot', async () => {
    await using github = await start()
    github.server.repository.label(7, acceptLabel, 'github-actions[bot]')
    const acceptance = await readAcceptance(github.github, contextOf(), 7)
    expect(acceptance).toMatchObject({
      reason: expect.stringContaining('the bot github-actions[bot] added it,'),
    })
    expect(github.server.operations).not.toContain('repos/get-collaborator-permission-level')
  })

  test.each([false, true])('reports a later push, force %s', async (force) => {
    await using github = await start()
    const { repository } = github.server
    repository.collaborators.set('alice', 'write')
    repository.label(7, acceptLabel, 'alice')
    repository.push(7, 'b'.repeat(40), { force })
    expect(await readAcceptance(github.github, contextOf(), 7)).toMatchObject({
      kind: 'accepted',
      headMoved: true,
    })
  })

  test.each([
    ['owner', { kind: 'accepted', by: 'alice' }],
    [
      'read',
      {
        kind: 'refused',
        reason:
          'The label `ship it` does not count: it was added by alice, whose access git.example:3000 reports only to administrators; set `github-token` to the token of an administrator, stored as a secret.',
      },
    ],
  ])('on Gitea, with the token of a job, set by an account with the role %s', async (role, expected) => {
    await using github = await start({ flavor: 'gitea', login: 'gitea-actions' })
    const { repository } = github.server
    repository.collaborators.set('alice', role)
    repository.label(7, 'ship it', 'alice')
    const on = { apiUrl: 'https://git.example:3000/api/v1', serverUrl: 'https://git.example:3000' }
    const context = { ...contextOf(), ...on }
    const acceptance = await readAcceptance(github.github, context, 7, { label: 'ship it' })
    expect(acceptance).toMatchObject(expected)
  })

  test.each([
    'pulls/get',
    'issues/list-events-for-timeline',
    'repos/get-collaborator-permission-level',
  ] as const)('does not accept if a request fails, and reports why: %s', async (operation) => {
    await using github = await start()
    github.server.repository.label(7, acceptLabel, 'alice')
    github.server.once(operation, {
      status: 403,
      body: { message: 'Resource not accessible by integration' },
    })
    expect(await readAcceptance(github.github, contextOf(), 7)).toEqual({
      kind: 'unread',
      label: {
        what: expect.stringMatching(/label `linkgate: accept`$/),
        why: expect.stringMatching(/403: Resource not accessible/),
      },
    })
  })

  test('rejects with CancelledError if cancelled', async () => {
    await using github = await start()
    const stopped = github.connect({ signal: AbortSignal.abort() })
    await expect(readAcceptance(stopped, contextOf(), 7)).rejects.toThrow(CancelledError)
  })
})
