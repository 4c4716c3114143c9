import { expect, test } from 'vitest'
import { onceEach, reportingSession } from '../../../../src/images/engines/embedded/reporting-session.ts'
import { end, fakeWorld, scriptedSession } from '../../../support/world/world.ts'

test('reports each error output of a started probe once, and none of one that fails to start', async () => {
  const world = fakeWorld()
  const lines: string[] = []
  const report = onceEach((line) => lines.push(line))
  const errors = ['cannot keep `/a`', 'cannot keep `/a`', 'cannot keep `/b`']
  for (let container = 0; container < 2; container++) {
    const session = reportingSession(scriptedSession({ greeting: ['hello'], errors }, world), report)
    expect(await session.next(1)).toBe('hello')
    expect(session.errors()).toEqual(errors)
    await session.close()
  }
  expect(lines).toEqual(['cannot keep `/a`', 'cannot keep `/b`'])
  const failed = reportingSession(
    scriptedSession({ answer: () => end, errors: ['mount /proc'] }, world),
    report,
  )
  failed.send('start')
  expect(await failed.next(1)).toBeUndefined()
  expect(lines).toHaveLength(2)
})

test('reports error output that arrives after the first response', async () => {
  const world = fakeWorld()
  const lines: string[] = []
  const errors: string[] = []
  const session = reportingSession(
    scriptedSession({ greeting: ['hello', 'started'], errors }, world),
    onceEach((line) => lines.push(line)),
  )
  await session.next(1)
  errors.push('cannot keep `/a`')
  expect(lines).toEqual([])
  await session.next(1)
  expect(lines).toEqual(['cannot keep `/a`'])
})
