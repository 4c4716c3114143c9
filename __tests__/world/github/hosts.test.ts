/** Servers that are not github.com. */
import { describe, expect, test } from 'vitest'
import { head, startGitHub as start } from '../../support/github/client.ts'

describe('GitHub Enterprise Server', () => {
  test('has its API below /api/v3, and GraphQL next to it', async () => {
    await using at = await start({ flavor: 'enterprise' })
    expect(at.server.url).toMatch(/\/api\/v3$/)
    expect(await at.github.viewer()).toBe('github-actions[bot]')
    for (let index = 0; index < 101; index++) at.server.addComment(7, `comment ${index}`)
    expect(await at.github.comments(7)).toHaveLength(101)
    expect(at.server.exchanges.map(({ path }) => path)).toEqual([
      '/api/graphql',
      '/api/v3/repos/octo/service/issues/7/comments?per_page=100',
      expect.stringContaining('page=2'),
    ])
  })
})

describe('Gitea and Forgejo', () => {
  const gitea = { flavor: 'gitea', login: 'gitea-actions' } as const

  test("report the token's account without GraphQL", async () => {
    await using at = await start(gitea)
    expect(await at.github.viewer()).toBe('gitea-actions')
    expect(at.server.exchanges.map(({ path }) => path)).toEqual(['/api/v1/user'])
  })

  test('return all comments on one page', async () => {
    await using at = await start(gitea)
    for (let index = 0; index < 120; index++) at.server.addComment(7, `comment ${index}`, 'somebody')
    const created = await at.github.createComment(7, 'ours')
    expect(await at.github.comments(7)).toHaveLength(121)
    await at.github.updateComment(created.id, 'changed')
    expect((await at.github.comments(7)).at(-1)).toEqual({ ...created, body: 'changed' })
    await at.github.deleteComment(created.id)
    expect(await at.github.comments(7)).toHaveLength(120)
  })

  test('support claims, although reactions have no ID', async () => {
    await using at = await start(gitea)
    const { id } = at.server.addComment(7, 'ours')
    const claim = await at.github.claim(id)
    expect(claim.ours).toBe(true)
    expect((await at.connect().claim(id)).ours).toBe(false)
    expect(await at.github.release(claim)).toBe(true)
    expect((await at.connect().claim(id)).ours).toBe(true)
  })

  test('return the history on pages without links', async () => {
    await using at = await start(gitea)
    const { repository } = at.server
    for (let index = 0; index < 70; index++) repository.push(7, index.toString(16).padStart(40, '0'))
    repository.label(7, 'linkgate: accept', 'alice')
    repository.unlabel(7, 'linkgate: accept', 'gitea-actions')
    const all = await at.github.history(7)
    expect(all).toHaveLength(73)
    expect(all[0]).toMatchObject({ kind: 'pushed', sha: head })
    expect(all.slice(-2)).toMatchObject([
      { kind: 'labeled', label: 'linkgate: accept', by: { login: 'alice', bot: false } },
      { kind: 'unlabeled', label: 'linkgate: accept', by: { login: 'gitea-actions', bot: true } },
    ])
  })

  describe('the permission of an account', () => {
    test.each([
      ['owner', 'admin'],
      ['write', 'write'],
      ['read', 'read'],
    ])('%s, reported to an administrator, counts as %s', async (role, counts) => {
      await using at = await start({ ...gitea, login: 'boss' })
      at.server.repository.collaborators.set('boss', 'admin').set('alice', role)
      expect(await at.github.permissionOf('alice')).toBe(counts)
      expect(await at.github.permissionOf('nobody')).toBe('none')
      expect(at.server.operations).not.toContain('gitea GET /assignees')
    })

    test.each([
      ['owner', 'write'],
      ['write', 'write'],
      ['read', undefined],
      [undefined, undefined],
    ])('%s is %s for the token of a job, according to the list of assignees', async (role, counts) => {
      await using at = await start(gitea)
      if (role !== undefined) at.server.repository.collaborators.set('Alice', role)
      expect(await at.github.permissionOf('alice')).toBe(counts)
    })

    const team = (id: number, permission: string, units: Readonly<Record<string, string>>) => ({
      id,
      name: 'team',
      permission,
      units_map: units,
    })
    const owners = team(1, 'owner', { 'repo.code': 'owner' })
    const writers = team(2, 'none', { 'repo.code': 'write', 'repo.pulls': 'write' })
    const readers = team(3, 'none', { 'repo.code': 'read', 'repo.pulls': 'read' })
    test.each([
      ['whose teams may all write code', [owners, writers], 'write'],
      ['of which one team may read', [owners, writers, readers], undefined],
    ])('of an organization %s', async (_, teams, counts) => {
      await using at = await start({ ...gitea, teams })
      at.server.repository.collaborators.set('alice', 'read')
      expect(await at.github.permissionOf('alice')).toBe(counts)
      expect(await at.github.permissionOf('bob')).toBeUndefined()
    })

    test('in an organization includes that of teams, if it is reported to an administrator', async () => {
      const [seen, hidden] = [
        [
          { ...owners, members: [] },
          { ...writers, members: ['alice'] },
          { ...readers, members: ['carol'] },
        ],
        [{ ...owners, members: [] }, writers],
      ]
      for (const [teams, expected] of [
        [seen, { alice: 'write', carol: 'read' }],
        [hidden, { alice: undefined, carol: undefined }],
      ] as const) {
        await using at = await start({ ...gitea, login: 'boss', teams })
        const { collaborators } = at.server.repository
        for (const login of ['alice', 'carol']) collaborators.set(login, 'read')
        collaborators.set('boss', 'admin')
        for (const [login, permission] of Object.entries(expected))
          expect(await at.github.permissionOf(login), login).toBe(permission)
      }
    })
  })
})
