import { describe, expect, test } from 'vitest'
import { head, startGitHub as start } from '../../support/github/client.ts'

const newer = 'b'.repeat(40)

describe('pull requests', () => {
  test('reads the current state of a pull request', async () => {
    await using at = await start()
    at.server.repository.label(7, 'bug', 'alice')
    expect(await at.github.pullRequest(7)).toEqual({
      number: 7,
      state: 'open',
      headSha: head,
      headRef: 'topic',
      headRepository: 'octo/service',
      baseRef: 'main',
      baseRepository: 'octo/service',
      labels: ['bug'],
    })
    at.server.setPullRequest(7, newer)
    expect((await at.github.pullRequest(7)).headSha).toBe(newer)
  })

  test('reads one from a fork, and from a deleted fork', async () => {
    await using at = await start()
    at.server.repository.openPullRequest(8, head, { headRepository: 'fork/service' })
    at.server.repository.openPullRequest(9, head, { headRepository: null, state: 'closed' })
    expect((await at.github.pullRequest(8)).headRepository).toBe('fork/service')
    expect(await at.github.pullRequest(9)).toMatchObject({ headRepository: undefined, state: 'closed' })
  })
})

describe('history', () => {
  test('has labels and pushes of all pages, in their order', async () => {
    await using at = await start()
    const { repository } = at.server
    for (let index = 0; index < 120; index++) repository.push(7, index.toString(16).padStart(40, '0'))
    repository.label(7, 'linkgate: accept', 'alice')
    repository.unlabel(7, 'linkgate: accept', 'renovate[bot]')
    repository.label(7, 'bug', '')
    repository.push(7, newer, { force: true })
    const all = await at.github.history(7)
    expect(at.server.requests).toHaveLength(2)
    const at_ = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)
    expect(all).toHaveLength(125)
    expect(all.slice(0, 2)).toEqual([
      { kind: 'pushed', sha: head, at: at_ },
      { kind: 'pushed', sha: '0'.repeat(40), at: at_ },
    ])
    expect(all.slice(121)).toEqual([
      { kind: 'labeled', label: 'linkgate: accept', by: { login: 'alice', bot: false }, at: at_ },
      { kind: 'unlabeled', label: 'linkgate: accept', by: { login: 'renovate[bot]', bot: true }, at: at_ },
      { kind: 'labeled', label: 'bug', by: undefined, at: at_ },
      { kind: 'pushed', sha: newer, at: at_ },
    ])
  })
})

describe('permission', () => {
  test.each([
    ['admin', 'admin'],
    ['maintain', 'write'],
    ['write', 'write'],
    ['triage', 'read'],
    ['read', 'read'],
    ['none', 'none'],
  ])('%s counts as %s', async (role, counts) => {
    await using at = await start()
    at.server.repository.collaborators.set('alice', role)
    expect(await at.github.permissionOf('alice')).toBe(counts)
  })

  test('is none for a deleted account', async () => {
    await using at = await start()
    expect(await at.github.permissionOf('gone/../x')).toBe('none')
    expect(at.server.requests[0]?.path).toContain('gone%2F..%2Fx')
  })
})
