/** Two runs, or three, comment on the same pull request at the same time, in every order of their requests. */

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { GitHub } from '../../../src/effects/github.ts'
import { ApiError } from '../../../src/effects/github.ts'
import { type CommentRequest, publishComments } from '../../../src/publish/comment/comment.ts'
import { readMarker, writeMarker } from '../../../src/publish/comment/marker.ts'
import { commentLimit } from '../../../src/publish/limits.ts'
import { explore, type Stage, type Steps, wander } from '../../support/github/interleavings.ts'
import { memoryGitHub } from '../../support/github/memory.ts'
import { GitHubState } from '../../support/github/state.ts'
import { isQuickLoop, tries } from '../../support/runs/tries.ts'
import { seededRandom } from '../../support/world/world.ts'
import { marked, publishComment, request, start } from './commenting.ts'

const [before, older, newer] = ['0', 'a', 'b'].map((digit) => digit.repeat(40)) as [string, string, string]

interface Run {
  readonly id: number
  readonly head: string
  readonly says: string
  /** Is started by a push of its head, which happens at any time. */
  readonly pushes?: boolean
  readonly mortal?: boolean
  readonly policy?: CommentRequest['policy']
}

type Publish = typeof publishComment

interface Race {
  readonly head: string
  /** Comments of ours that are there before. */
  readonly there?: readonly (Pick<Run, 'id' | 'head' | 'says'> & { readonly app?: string })[]
  readonly foreign?: number
  readonly pageSize?: number
  readonly runs: readonly Run[]
  /** Published alone, when all others have ended. */
  readonly last?: Run
  readonly publish?: Publish
  /** What may stand there in the end: what each of our comments says. */
  readonly ends: readonly (readonly string[])[]
}

function stage({ publish = publishComment, ...given }: Race): Stage {
  let now = 0
  const state = new GitHubState({ now: () => now })
  state.openPullRequest(7, given.head)
  for (let index = 0; index < (given.foreign ?? 0); index++) state.addComment(7, 'hello', 'somebody')
  for (const { id, head, says, app = 'api' } of given.there ?? []) {
    const marker = writeMarker({ app, fingerprint: says, head, run: id, attempt: 1 })
    state.addComment(7, `${marker}\n${says}`)
  }
  const start = (run: Run, { step, sleep }: Steps) => {
    const github = memoryGitHub(state, { step, pageSize: given.pageSize ?? 100 })
    const { id, head, says, policy = 'always' } = run
    return publish(
      { github, clock: { now: () => now, wall: () => now, sleep, every: () => () => {} } },
      request({ run: { id, attempt: 1 }, headSha: head, fingerprint: says, text: () => says, policy }),
    )
  }
  const pass = (ms: number) => {
    now += ms
  }
  return {
    pass,
    world: () => [now, state.comments, state.pullRequests.get(7)?.headSha],
    actors: given.runs.map((run) => ({
      name: run.says,
      mortal: run.mortal === true,
      async run(steps) {
        if (run.pushes === true) await steps.step('push', () => state.push(7, run.head))
        await start(run, steps)
      },
    })),
    async end(order) {
      if (given.last !== undefined) {
        state.push(7, given.last.head)
        await start(given.last, { step: async (_, work) => work(), sleep: async (ms) => pass(ms) })
      }
      const ours = state.comments.filter(({ body }) => readMarker(body) !== undefined)
      const said = ours.map(({ body }) => body.split('\n').slice(1).join('\n'))
      expect(given.ends, order.join('\n')).toContainEqual(said)
      // what was killed may leave its lock behind, until the next run
      const killed = order.some((step) => step.includes('is killed'))
      if (killed && given.last === undefined) return
      expect(
        ours.flatMap(({ reactions }) => reactions),
        order.join('\n'),
      ).toEqual([])
    },
  }
}

const earlier = { id: 1, head: before, says: 'earlier' }
const [old, latest] = [
  { id: 2, head: older, says: 'old' },
  { id: 3, head: older, says: 'new' },
]
const sameHead = { head: older, runs: [old, latest], ends: [['new']] }
const pushed = { ...sameHead, runs: [old, { id: 3, head: newer, says: 'new', pushes: true }] }

describe('two runs, in all orders: the result is one comment with the text of the newer run', () => {
  const races: readonly (readonly [string, Race])[] = [
    ['the same head, nothing there', sameHead],
    ['the same head, a comment there', { ...sameHead, there: [earlier] }],
    ['a push, nothing there', pushed],
    ['a push, a comment there', { ...pushed, there: [earlier] }],
    ['duplicates there', { ...sameHead, there: [earlier, { ...earlier, says: 'twice' }] }],
    ['a push, duplicates there', { ...pushed, there: [earlier, { ...earlier, says: 'twice' }] }],
    ['what the newer one says is there', { ...sameHead, there: [{ ...earlier, head: older, says: 'new' }] }],
    ['what the older one says is there', { ...sameHead, there: [{ ...earlier, head: older, says: 'old' }] }],
    [
      'what both say is there',
      { ...sameHead, runs: [old, { ...latest, says: 'old' }], there: [{ ...old, id: 1 }], ends: [['old']] },
    ],
    ['a list of several pages', { ...sameHead, there: [earlier], foreign: 1, pageSize: 1 }],
    [
      'a push after which there is nothing to say',
      {
        ...pushed,
        runs: [old, { ...latest, head: newer, pushes: true, policy: 'failures' }],
        ends: [[], ['new']],
      },
    ],
  ]

  test.each(isQuickLoop ? races.slice(0, 4) : races)('%s', async (_, given) => {
    const { orders, situations } = await explore(() => stage(given))
    expect(orders).toBeGreaterThan(1000n)
    expect(situations).toBeGreaterThan(100)
  })
})

describe.skipIf(isQuickLoop)('a run that is killed anywhere', () => {
  const mortal = { ...sameHead, runs: [{ ...old, mortal: true }, latest] }
  const either = { ...sameHead, runs: [old, latest].map((run) => ({ ...run, mortal: true })) }
  const last = { id: 9, head: newer, says: 'last' }

  test.each<[string, Race]>([
    // it may have had no time to remove what is too many: the next run does
    ['the older one, nothing there', { ...mortal, ends: [['new'], ['new', 'old'], ['old', 'new']] }],
    ['the older one, a comment there', { ...mortal, there: [earlier] }],
    ['either, and a run after them, nothing there', { ...either, last, ends: [['last']] }],
    [
      'either, and a run after them, a comment there',
      { ...either, last, there: [earlier], ends: [['last']] },
    ],
  ])('%s', async (_, given) => {
    const { orders } = await explore(() => stage(given))
    expect(orders).toBeGreaterThan(10_000n)
  })
})

test('three runs, in random orders', async () => {
  const runs = [old, { ...latest, says: 'middle' }, { id: 4, head: newer, says: 'new', pushes: true }]
  await fc.assert(
    fc.asyncProperty(fc.integer(), fc.constantFrom([], [earlier], [earlier, earlier]), (seed, there) =>
      wander(() => stage({ ...sameHead, runs, there }), seededRandom(seed)),
    ),
    { numRuns: tries(500) },
  )
})

describe('two runs with comments of two apps each', () => {
  const apps = ['api', 'worker']
  /** Each run has a comment for each app, and all of one run say the same. */
  const publishBoth: Publish = async (world, given) => {
    const results = await publishComments(
      world,
      apps.map((app) => ({ ...given, app })),
    )
    for (const result of results) if (!result.ok) throw result.problem
    return { action: 'superseded', reason: '' }
  }
  const there = apps.map((app) => ({ ...earlier, app }))
  const both = { ...sameHead, publish: publishBoth, ends: [['new', 'new']] }

  test.each<[string, Race]>([
    ['the same head, nothing there', both],
    ['the same head, both comments there', { ...both, there }],
    ['a push, nothing there', { ...pushed, publish: publishBoth, ends: both.ends }],
    [
      'a push, one comment there',
      { ...pushed, publish: publishBoth, ends: both.ends, there: there.slice(1) },
    ],
    ['duplicates of one', { ...both, there: [...there, { ...earlier, app: 'worker', says: 'twice' }] }],
  ])('%s, in random orders', async (_, given) => {
    await fc.assert(
      fc.asyncProperty(fc.integer(), (seed) => wander(() => stage(given), seededRandom(seed))),
      { numRuns: tries(300) },
    )
  })
})

describe('weaker algorithms, which the simulation proves wrong', () => {
  const naive: Publish = async ({ github }, { pullRequest, headSha, text, fingerprint, run }) => {
    const marker = { app: 'api', fingerprint, head: headSha, run: run.id, attempt: run.attempt }
    const body = `${writeMarker(marker)}\n${text(commentLimit)}`
    const [there] = await github.comments(pullRequest)
    if ((await github.pullRequest(pullRequest)).headSha !== headSha)
      return { action: 'superseded', reason: '' }
    if (there !== undefined && (readMarker(there.body)?.run ?? 0) > run.id) {
      return { action: 'superseded', reason: '' }
    }
    const write =
      there === undefined ? github.createComment(pullRequest, body) : github.updateComment(there.id, body)
    return { action: 'updated', url: (await write).url }
  }
  const withoutLock: Publish = ({ github, clock }, given) =>
    publishComment(
      { clock, github: { ...github, claim: () => Promise.reject(new ApiError(403, '')) } },
      given,
    )

  test.each<[string, Race]>([
    ['looking before writing: two comments', { ...sameHead, publish: naive }],
    ['looking before writing: the older one last', { ...sameHead, there: [earlier], publish: naive }],
    ['looking again afterwards', { ...sameHead, there: [earlier], publish: withoutLock }],
  ])('%s', async (_, given) => {
    await expect(explore(() => stage(given))).rejects.toThrow('to deep equally contain')
  })
})

describe('over the loopback interface', () => {
  /** The same, of a real client: a call is a step, whatever requests it takes. */
  const stepwise = (github: GitHub, { step }: Pick<Steps, 'step'>): GitHub =>
    Object.fromEntries(
      Object.entries(github).map(([name, call]: [string, (...args: never[]) => Promise<unknown>]) => [
        name,
        (...args: never[]) => (name === 'viewer' ? call(...args) : step(name, () => call(...args))),
      ]),
    ) as unknown as GitHub

  test.each([['github'], ['gitea']] as const)('two runs on %s, in orders drawn by chance', async (flavor) => {
    for (let seed = 1; seed <= 15; seed++) {
      await using at = await start({ flavor })
      const { repository } = at.server
      if (seed % 2 === 0) repository.addComment(7, marked('earlier'))
      const set = (): Stage => ({
        pass: () => {},
        world: () => [repository.comments, at.server.operations.length],
        actors: [2, 3].map((id) => ({
          name: `run ${id}`,
          async run(steps) {
            const clock = { ...at.clock, sleep: steps.sleep }
            const given = request({
              run: { id, attempt: 1 },
              fingerprint: String(id),
              text: () => `of run ${id}`,
            })
            await publishComment({ github: stepwise(at.connect(), steps), clock }, given)
          },
        })),
        end(order) {
          const said = repository.comments.map(({ body }) => body.split('\n').at(-1))
          expect(said, order.join('\n')).toEqual(['of run 3'])
          expect(repository.comments.flatMap(({ reactions }) => reactions)).toEqual([])
        },
      })
      await wander(set, seededRandom(seed))
    }
  })
})
