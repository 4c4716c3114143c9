import { describe, expect, test } from 'vitest'
import { CancelledError } from '../../../src/common/errors.ts'
import { leaseMs } from '../../../src/publish/comment/comment-lock.ts'
import type { Marker } from '../../../src/publish/comment/marker.ts'
import { by, marked, publishComment, request, start } from './commenting.ts'

const newer = 'b'.repeat(40)

describe('runs of the same commit', () => {
  test.each<[string, Partial<Marker>]>([
    ['a later run', { run: 9 }],
    ['a later attempt', { attempt: 2 }],
  ])('%s determines the comment', async (_, later) => {
    await using at = await start()
    at.server.addComment(7, by(later, 'later'))
    const outcome = await publishComment(at, request())
    expect(outcome).toEqual({
      action: 'superseded',
      reason: expect.stringContaining(`run ${later.run ?? 1} (attempt ${later.attempt ?? 1})`),
    })
    expect(at.server.writes).toEqual([])
  })

  test('a run of an older head does not, regardless of its number', async () => {
    await using at = await start()
    at.server.addComment(7, by({ run: 9, head: newer }, 'another head'))
    expect(await publishComment(at, request())).toMatchObject({ action: 'updated' })
  })

  test('a run without a number writes', async () => {
    await using at = await start()
    at.server.addComment(7, by({ run: 9 }, 'numbered'))
    const unnumbered = request({ run: { id: 0, attempt: 1 } })
    expect(await publishComment(at, unnumbered)).toMatchObject({ action: 'updated' })
  })

  test('with the same text: the later one only updates its number in the marker', async () => {
    await using at = await start()
    const there = at.server.addComment(7, by({ run: 1, fingerprint: 'c0ffee' }, 'as it was'))
    const later = request({ run: { id: 2, attempt: 1 }, text: () => 'the same, 0.1 ms faster' })
    expect(await publishComment(at, later)).toMatchObject({ action: 'unchanged' })
    expect(there.body).toBe(by({ run: 2, fingerprint: 'c0ffee' }, 'as it was'))
  })
})

describe('the lock of a comment', () => {
  const reactions = (at: Awaited<ReturnType<typeof start>>) =>
    at.server.repository.comments.flatMap((one) => one.reactions)

  test('is held only while the comment is changed', async () => {
    await using at = await start()
    at.server.addComment(7, marked('old'))
    const held: number[] = []
    at.server.beforeAnswer = ({ operation }) => {
      if (operation === 'issues/update-comment') held.push(reactions(at).length)
    }
    await publishComment(at, request())
    expect(held).toEqual([1])
    expect(reactions(at)).toEqual([])
  })

  test('is held by another run: this one waits, then reads the comment again', async () => {
    await using at = await start()
    const there = at.server.addComment(7, marked('old'))
    const { reaction } = at.server.repository.react(there, 'eyes')
    const waiting = {
      ...at.clock,
      sleep: async (ms: number) => {
        await at.clock.sleep(ms)
        if (at.timing.waits.length < 3) return
        there.body = by({ run: 2 }, 'theirs')
        at.server.repository.unreact(there, ({ id }) => id === reaction.id)
      },
    }
    const outcome = await publishComment({ github: at.github, clock: waiting }, request())
    expect(outcome).toMatchObject({ action: 'superseded' })
    expect(at.timing.waits).toEqual([2000, 2000, 2000])
    expect(at.server.writes).toEqual([])
  })

  test("a run that was killed did: after its time by the server's clock it is over", async () => {
    await using at = await start({ clockSkewMs: -3_600_000 })
    const there = at.server.addComment(7, marked('old'))
    const { now } = at.server.repository
    there.reactions.push({ id: 1, login: there.author, content: 'eyes', createdMs: now() - leaseMs - 1000 })
    expect(await publishComment(at, request())).toMatchObject({ action: 'updated' })
    expect(at.timing.waits).toEqual([])
    expect(reactions(at)).toEqual([])
  })

  test('does not block forever if the clock of the server does not advance', async () => {
    await using at = await start({ now: () => 1_767_323_045_000 })
    const there = at.server.addComment(7, marked('old'))
    at.server.repository.react(there, 'eyes')
    expect(await publishComment(at, request())).toMatchObject({ action: 'updated' })
    const waited = at.timing.waits.reduce((sum, ms) => sum + ms)
    expect(waited).toBeGreaterThan(leaseMs)
    expect(waited).toBeLessThan(leaseMs + 20_000)
  })

  test('is not affected by the reactions of other accounts', async () => {
    await using at = await start()
    const there = at.server.addComment(7, marked('old'))
    there.reactions.push({ id: 1, login: 'reader', content: 'eyes', createdMs: Date.now() })
    expect(await publishComment(at, request())).toMatchObject({ action: 'updated' })
    expect(reactions(at).map(({ login }) => login)).toEqual(['reader'])
  })

  test.each([403, 422, 500])(
    'where reactions are answered with %i: it is written all the same',
    async (status) => {
      await using at = await start()
      const there = at.server.addComment(7, marked('old'))
      at.server.addComment(7, marked('twice'))
      at.server.faults = ({ operation }) => (operation?.startsWith('reactions/') ? { status } : undefined)
      expect(await publishComment(at, request())).toMatchObject({ action: 'updated' })
      expect(at.server.commentsOf(7).map(({ id }) => id)).toEqual([there.id])
    },
  )

  test('recognizes its own reaction if the answer was lost', async () => {
    await using at = await start()
    at.server.addComment(7, marked('old'))
    at.server.once('reactions/create-for-issue-comment', 'cut-after')
    expect(await publishComment(at, request())).toMatchObject({ action: 'updated' })
    expect(at.timing.waits).toEqual([1000])
    expect(reactions(at)).toEqual([])
  })

  test('creates the comment again if it was deleted in the meantime', async () => {
    await using at = await start()
    const there = at.server.addComment(7, marked('old'))
    at.server.beforeAnswer = ({ operation }) => {
      const { comments } = at.server.repository
      if (operation === 'issues/update-comment' && comments.includes(there)) comments.splice(0)
    }
    expect(await publishComment(at, request())).toMatchObject({ action: 'created' })
    expect(at.server.commentsOf(7)).toHaveLength(1)
  })

  test('is released on cancellation', async () => {
    await using at = await start()
    at.server.addComment(7, marked('old'))
    const controller = new AbortController()
    const github = at.connect({ signal: controller.signal })
    at.server.faults = ({ operation }) => {
      if (operation !== 'issues/update-comment') return undefined
      controller.abort()
      return 'hang'
    }
    await expect(publishComment({ ...at, github }, request())).rejects.toThrow(CancelledError)
    expect(reactions(at)).toEqual([])
  })
})
