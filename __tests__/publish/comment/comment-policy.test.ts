import { describe, expect, test } from 'vitest'
import { bytesOf, firstThatFits } from '../../../src/common/fitting.ts'
import { type CommentPolicy, commentPolicies } from '../../../src/model/comment-policy.ts'
import { readMarker } from '../../../src/publish/comment/marker.ts'
import { commentLimit } from '../../../src/publish/limits.ts'
import { marked, publishComment, request, start } from './commenting.ts'

describe('policies', () => {
  const states = [
    { verdict: 'pass', changed: false },
    { verdict: 'pass', changed: true },
    { verdict: 'warn', changed: true },
    { verdict: 'fail', changed: true },
    { verdict: 'fail', changed: false },
    { verdict: 'unmeasured', changed: false },
  ] as const
  const creates: Readonly<Record<CommentPolicy, readonly boolean[]>> = {
    always: [true, true, true, true, true, true],
    changes: [false, true, true, true, true, true],
    failures: [false, false, false, true, true, true],
    never: [false, false, false, false, false, false],
  }
  const rows = commentPolicies.flatMap((policy) =>
    states.map((state, index) => ({ policy, ...state, expected: creates[policy][index] })),
  )

  test.each(rows)(
    '$policy, $verdict, changed $changed: created $expected',
    async ({ expected, ...state }) => {
      await using at = await start()
      const { action } = await publishComment(at, request(state))
      expect(action).toBe(expected ? 'created' : 'skipped')
      expect(at.server.commentsOf(7)).toHaveLength(expected ? 1 : 0)
    },
  )

  test.each(rows)('$policy, $verdict, changed $changed: a comment is kept up to date', async (row) => {
    await using at = await start()
    const existing = at.server.addComment(7, marked('red'))
    const { action } = await publishComment(at, request(row))
    expect(action).toBe(row.policy === 'never' ? 'skipped' : 'updated')
    expect(readMarker(existing.body)?.fingerprint).toBe(row.policy === 'never' ? 'old' : 'c0ffee')
  })

  test('`never` sends no request', async () => {
    await using at = await start()
    await publishComment(at, request({ policy: 'never' }))
    expect(at.server.requests).toEqual([])
  })
})

describe('the limit of 65,000 bytes', () => {
  const marker = bytesOf(marked('', 'c0ffee'))

  test('is reached exactly by marker and multi-byte text', async () => {
    await using at = await start()
    const fits = `${'❌'.repeat(Math.floor((commentLimit - marker) / 3))}`.padEnd(
      Math.floor((commentLimit - marker) / 3) + ((commentLimit - marker) % 3),
      '.',
    )
    await publishComment(at, request({ text: firstThatFits([fits, 'short']) }))
    const [only] = at.server.commentsOf(7)
    expect(only?.body.endsWith(fits)).toBe(true)
    expect(Buffer.byteLength(only?.body ?? '')).toBe(commentLimit)
  })

  test('uses the next shorter text for one byte more', async () => {
    await using at = await start()
    const over = '.'.repeat(commentLimit - marker + 1)
    const alsoOver = '−'.repeat(commentLimit / 2)
    await publishComment(at, request({ text: firstThatFits([over, alsoOver, 'middle', 'short']) }))
    expect(at.server.commentsOf(7)[0]?.body.split('\n').slice(1)).toEqual(['middle'])
  })

  test('writes no partial comment if there is no shorter text', async () => {
    await using at = await start()
    const outcome = await publishComment(at, request({ text: firstThatFits(['.'.repeat(70_000)]) }))
    expect(outcome).toMatchObject({ action: 'skipped', reason: expect.stringContaining('65000 bytes') })
    expect(at.server.writes).toEqual([])
  })
})
