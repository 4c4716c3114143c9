import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { publish } from '../../src/publish/publish.ts'
import { descriptionLimit, publishStatus, type StatusRequest } from '../../src/publish/status.ts'
import { headingText } from '../../src/report/markdown/combined.ts'
import { explore, type Stage, wander } from '../support/github/interleavings.ts'
import { memoryGitHub } from '../support/github/memory.ts'
import { GitHubState } from '../support/github/state.ts'
import { sampleReport } from '../support/reports/report.ts'
import { character, outside } from '../support/runs/outside.ts'
import { tries } from '../support/runs/tries.ts'
import { seededRandom } from '../support/world/world.ts'
import { contextOf, head, recorder, requestOf, start } from './publishing.ts'

function request(given: Partial<StatusRequest> = {}): StatusRequest {
  return {
    sha: head,
    context: 'linkgate',
    outcome: 'fail',
    words: 'orders: 2 budgets broken',
    run: { id: 30, attempt: 1 },
    page: 'https://github.com/octo/service/actions/runs/31',
    ...given,
  }
}
const by = (id: number, attempt = 1) => ({ run: { id, attempt } })

test.each([
  ['pass', 'success'],
  ['warn', 'success'],
  ['inconclusive', 'success'],
  ['accepted', 'success'],
  ['fail', 'failure'],
  ['unmeasured', 'error'],
] as const)('%s is %s', async (outcome, state) => {
  await using at = await start()
  expect(await publishStatus(at.github, request({ outcome }))).toEqual({ action: 'set', state })
  expect(at.server.repository.statuses).toMatchObject([
    {
      sha: head,
      context: 'linkgate',
      state,
      description: 'orders: 2 budgets broken',
      targetUrl: 'https://github.com/octo/service/actions/runs/31#measured-by-run-30-attempt-1',
    },
  ])
})

describe('an existing status', () => {
  test.each<[string, Partial<StatusRequest>, Partial<StatusRequest>, string]>([
    ['of a newer run stays', by(40), { outcome: 'pass' }, 'superseded'],
    ['of a newer attempt stays', by(30, 2), { outcome: 'pass' }, 'superseded'],
    ['of an attempt that started later stays', by(30, 1_780_000_001), by(30, 1_780_000_000), 'superseded'],
    ['of an attempt that started earlier gives way', by(30, 1_780_000_000), by(30, 1_780_000_001), 'set'],
    ['of an older run gives way', by(20), { outcome: 'pass' }, 'set'],
    ['of the same run gives way to what it says now', {}, { outcome: 'accepted' }, 'set'],
    ['that says the same is not set again', {}, {}, 'unchanged'],
    ['under another name is another one', { context: 'linkgate (web)', ...by(40) }, {}, 'set'],
    ['on another commit is another one', { sha: 'e'.repeat(40), ...by(40) }, {}, 'set'],
  ])('%s', async (_, before, now, action) => {
    await using at = await start()
    await publishStatus(at.github, request(before))
    expect(await publishStatus(at.github, request(now))).toMatchObject({ action })
    expect(at.server.repository.statuses).toHaveLength(action === 'set' ? 2 : 1)
  })

  test.each([
    ['github', 'github-actions[bot]'],
    ['gitea', 'gitea-actions'],
    ['gitea', 'robot'],
  ] as const)('is found on every page, and is ours, on %s as %s', async (flavor, login) => {
    await using at = await start({ flavor, login })
    const { repository } = at.server
    await publishStatus(at.github, request(by(40)))
    const theirs = { context: 'linkgate', state: 'success', description: '' }
    // a person with a token of their own may set what they like; it is theirs
    repository.setStatus(head, { ...theirs, targetUrl: 'x#measured-by-run-99-attempt-1' }, 'mallory')
    for (let index = 0; index < 120; index++)
      repository.setStatus(head, { ...theirs, context: `other ${index}`, targetUrl: undefined }, 'ci')
    expect(await publishStatus(at.github, request())).toMatchObject({ action: 'superseded' })
    expect(await publishStatus(at.github, request(by(50)))).toMatchObject({ action: 'set' })
    expect(repository.statusOf(head, 'linkgate')).toMatchObject({
      state: 'failure',
      creator: repository.login,
    })
  })
})

test('recognizes its own statuses by the answer to a new one if the server does not report the account of the token', async () => {
  await using at = await start({ flavor: 'gitea', login: 'robot', tellsViewer: false })
  await publishStatus(at.github, request(by(60)))
  expect(await publishStatus(at.github, request(by(40)))).toMatchObject({ action: 'superseded' })
  expect(at.server.repository.statusOf(head, 'linkgate')?.targetUrl).toMatch(/run-60-/)
})

describe('two runs at the same time, in all orders of their requests', () => {
  type Publish = typeof publishStatus

  function stage(publishOne: Publish, ids: readonly number[], there: readonly number[] = []): Stage {
    const state = new GitHubState({})
    const targetUrl = (id: number) => `https://x/#measured-by-run-${id}-attempt-1`
    for (const id of there)
      state.setStatus(head, {
        context: 'linkgate',
        state: 'error',
        description: '',
        targetUrl: targetUrl(id),
      })
    return {
      pass: () => {},
      world: () => state.statuses.map(({ description, state: is }) => [description, is]),
      actors: ids.map((id) => ({
        name: `run ${id}`,
        run: ({ step }) =>
          publishOne(memoryGitHub(state, { step }), request({ ...by(id), words: `of ${id}` })),
      })),
      end(order) {
        const newest = Math.max(...ids)
        expect(state.statusOf(head, 'linkgate')?.description, order.join('\n')).toBe(`of ${newest}`)
      },
    }
  }

  test.each([
    ['nothing there', [30, 40], []],
    ['an older one there', [30, 40], [20]],
  ] as const)('the newer one counts in the end: %s', async (_, ids, there) => {
    const { orders } = await explore(() => stage(publishStatus, ids, there))
    expect(orders).toBeGreaterThan(15n)
  })

  test('three runs, in random orders', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer(), (seed) =>
        wander(() => stage(publishStatus, [30, 40, 50]), seededRandom(seed)),
      ),
      { numRuns: tries(100) },
    )
  })

  test('a look only before the request fails in the simulation', async () => {
    const hasty: Publish = async (github, given) => {
      const known = await github.statuses(given.sha)
      if (known.some(({ url }) => url.includes('run-40'))) return { action: 'superseded', reason: '' }
      return publishStatus({ ...github, statuses: async () => [] }, given)
    }
    await expect(explore(() => stage(hasty, [30, 40]))).rejects.toThrow('of 40')
  })
})

describe('publishing with a status', () => {
  const status = { sha: head, context: 'linkgate', words: 'orders: 3 budgets broken' }
  const onStatuses = (message: string, code: number) => (server: { faults: unknown }) => {
    server.faults = ({ path, method }: { path: string; method: string }) =>
      path.includes('/statuses') && method === 'POST' ? { status: code, body: { message } } : undefined
  }

  test('is set in addition to the comment, with the page of this run', async () => {
    await using at = await start()
    const to = recorder()
    const measured = { status, run: { id: 77, attempt: 3 } }
    await publish({ ...to, github: at.github }, contextOf(), requestOf(to.step, measured))
    expect(at.server.repository.statusOf(head, 'linkgate')).toMatchObject({
      state: 'failure',
      targetUrl: 'https://github.com/octo/service/actions/runs/1#measured-by-run-77-attempt-3',
    })
    expect(at.server.commentsOf(7)).toHaveLength(1)
    expect(to.notices()).toEqual([])
  })

  test.each([
    [403, 'Resource not accessible by integration'],
    [404, 'Not Found'],
  ])(
    '%s: logs one notice with the missing permissions, and publishes everything else',
    async (code, message) => {
      await using at = await start()
      onStatuses(message, code)(at.server)
      const to = recorder()
      const [comment] = await publish(
        { ...to, github: at.github },
        contextOf(),
        requestOf(to.step, { status }),
      )
      expect(comment?.action).toBe('created')
      expect(to.notices()).toEqual([
        expect.stringMatching(
          /^linkgate cannot set the commit status: .*add to the job\npermissions:\n {2}actions: read\n {2}contents: read\n {2}pull-requests: write\n {2}statuses: write$/,
        ),
      ])
      expect(to.outputs).toMatchObject({ verdict: 'fail' })
    },
  )

  test('waits for a transient error to pass, and handles a status that was set twice', async () => {
    await using at = await start()
    at.server.once('repos/create-commit-status', 'cut-after')
    const to = recorder()
    await publish({ ...to, github: at.github }, contextOf(), requestOf(to.step, { status }))
    expect(to.notices()).toEqual([])
    expect(at.server.repository.statuses.map(({ state }) => state)).toEqual(['failure', 'failure'])
  })
})

describe('the description', () => {
  test("has the words of the comment's heading", () => {
    expect(headingText([sampleReport()])).toBe('orders: 3 budgets broken')
    const accepted = { by: 'kim', at: '2026-01-02T03:04:05Z', label: 'x' }
    const [taken, calm] = [
      sampleReport({ accepted }),
      sampleReport({ app: 'web', verdict: 'pass', findings: [] }),
    ]
    expect(headingText([taken])).toBe('orders: 3 budgets broken, accepted')
    expect(headingText([sampleReport(), calm])).toBe('1 of 2 apps fails')
    expect(headingText([taken, calm])).toBe('1 of 2 apps accepted')
  })

  test('is one line within the limit of GitHub, with any name of the app', async () => {
    const state = new GitHubState({})
    const github = memoryGitHub(state)
    await fc.assert(
      fc.asyncProperty(fc.oneof(outside, fc.string({ unit: character, maxLength: 300 })), async (app) => {
        await publishStatus(github, request({ words: headingText([sampleReport({ app })]) }))
        const { description } = state.statuses.at(-1) ?? { description: 'none' }
        expect(description.length).toBeLessThanOrEqual(descriptionLimit)
        expect(description).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u)
      }),
      { numRuns: tries(50) },
    )
    expect(descriptionLimit).toBe(140)
  })
})
