import { describe, expect, test } from 'vitest'
import { CancelledError } from '../../src/common/errors.ts'
import { firstThatFits } from '../../src/common/fitting.ts'
import type { GitHub } from '../../src/effects/github.ts'
import { commentLimit } from '../../src/publish/limits.ts'
import { type PublishRequest, publish } from '../../src/publish/publish.ts'
import type { GitHubContext } from '../../src/repository/event.ts'
import { commentText, contextOf, head, recorder, requestOf, start } from './publishing.ts'

describe('a pull request', () => {
  test('gets its comment, its summary and its outputs, without a notice', async () => {
    await using at = await start()
    const to = recorder()
    const [outcome] = await publish({ ...to, github: at.github }, contextOf(), requestOf(to.step))
    expect(outcome).toEqual({ action: 'created', url: expect.stringContaining('#issuecomment-') })
    expect(at.server.commentsOf(7)[0]?.body).toContain('3 budgets broken')
    expect(to.summary).toEqual(['the full report'])
    expect(to.outputs).toMatchObject({
      verdict: 'fail',
      report: '/checkouts/report.json',
      markdown: '### ❌ linkgate · orders: 3 budgets broken',
      'comment-url': (outcome as { url: string }).url,
    })
    expect(to.levels()).toEqual(new Set(['info']))
  })

  test('the output contains the text of the comment without the marker', async () => {
    await using at = await start()
    const to = recorder()
    const comments = [commentText({ text: firstThatFits(['a'.repeat(commentLimit), 'b'.repeat(100)]) })]
    await publish({ ...to, github: at.github }, contextOf(), requestOf(to.step, { comments }))
    expect(at.server.commentsOf(7)[0]?.body.split('\n')[1]).toBe('b'.repeat(100))
    expect(to.outputs['markdown']).toBe('b'.repeat(100))
  })

  test('compares the head of the branch, not the tested merge commit', async () => {
    await using at = await start()
    const to = recorder()
    await publish({ ...to, github: at.github }, contextOf(), requestOf(to.step))
    expect(at.server.commentsOf(7)[0]?.body.split('\n')[0]).toContain(`head="${head}"`)
  })
})

test.each([
  ['this one', {}, 'run="1" attempt="1"'],
  ['the one that measured', { run: { id: 77, attempt: 3 } }, 'run="77" attempt="3"'],
])('the run in the marker of the comment: %s', async (_, given, says) => {
  await using at = await start()
  const to = recorder()
  await publish({ ...to, github: at.github }, contextOf(), requestOf(to.step, given))
  expect(at.server.commentsOf(7)[0]?.body.split('\n')[0]).toContain(says)
})

describe('without a pull request to comment on', () => {
  const { pullRequest: _, ...push } = contextOf(false, 'push')
  test.each<[string, GitHubContext | undefined, PublishRequest['policy']]>([
    ['a push', push, 'always'],
    ['no workflow', undefined, 'always'],
    ['comments switched off', contextOf(), 'never'],
  ])(
    '%s: writes summary and outputs without a notice or a request, with or without a token',
    async (_, context, policy) => {
      await using at = await start()
      for (const github of [at.github, undefined]) {
        const to = recorder()
        const world = { ...to, ...(github === undefined ? {} : { github }) }
        const [outcome] = await publish(world, context, requestOf(to.step, { policy }))
        expect(outcome?.action).toBe('skipped')
        expect(to.summary).toHaveLength(1)
        expect(to.outputs['comment-url']).toBe('')
        expect(to.notices()).toEqual([])
      }
      expect(at.server.requests).toEqual([])
    },
  )
})

describe('a label that could not be read', () => {
  const unread = { what: 'Whether the label counts could not be found out', why: 'GitHub answered 500.' }

  test('is reported if the comment was written', async () => {
    await using at = await start()
    const to = recorder()
    await publish({ ...to, github: at.github }, contextOf(), requestOf(to.step, { unread }))
    expect(to.notices()).toEqual([`${unread.what}: ${unread.why}`])
  })

  test('is reported together with the comment that was not written', async () => {
    await using at = await start({ readOnly: true })
    const to = recorder()
    await publish({ ...to, github: at.github }, contextOf(), requestOf(to.step, { unread }))
    expect(to.notices()).toEqual([
      expect.stringMatching(
        /^Whether the label .* found out\. linkgate cannot comment on the pull request: the token/,
      ),
    ])
  })
})

describe('cancellation', () => {
  const stop = () => Promise.reject(new CancelledError())
  test.each<[string, Partial<GitHub>, Partial<PublishRequest['step']>]>([
    ['while it comments', { comments: stop }, {}],
    ['while it writes the summary', {}, { writeSummary: stop }],
  ])('%s is not reported as an error', async (_, calls, steps) => {
    await using at = await start()
    const to = recorder()
    const publishing = publish(
      { ...to, github: { ...at.github, ...calls } },
      contextOf(),
      requestOf({ ...to.step, ...steps }),
    )
    await expect(publishing).rejects.toThrow(CancelledError)
    expect(to.notices()).toEqual([])
  })
})
