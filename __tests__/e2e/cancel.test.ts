import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { start, traces } from '../support/linkgate.ts'
import { enlarge, type Repository, smallRepository } from '../support/repository.ts'

/** Moments of a run: what it has just said, and how long after that the signal comes. */
const moments = [
  { after: '', delay: 0 },
  { after: '', delay: 120 },
  { after: 'base ', delay: 0 },
  { after: 'build base, static', delay: 100 },
  { after: 'build base, dynamic', delay: 250 },
  { after: 'build head, static', delay: 300 },
  { after: 'build head, dynamic', delay: 500 },
  { after: 'read binaries', delay: 0 },
  { after: 'read binaries', delay: 600 },
  { after: 'prepare the probe', delay: 0 },
  { after: 'prepare the probe', delay: 400 },
  { after: 'done: prepare', delay: 0 },
  { after: 'rounds …', delay: 5 },
  { after: 'rounds …', delay: 150 },
] as const

describe('a run that is told to stop', () => {
  let repository: Repository
  beforeAll(async () => {
    repository = await smallRepository('orders')
    await enlarge(repository, 'orders', 1_000_000)
    await repository.commit('Put the catalog into the program')
  })
  afterAll(() => repository[Symbol.asyncDispose]())

  // a terminal signals the whole group, a runner only the process that it started
  test.for(moments.map((moment, index) => ({ ...moment, by: index % 2 === 0 ? 'terminal' : 'runner' })))(
    '$by, $delay ms after "$after": nothing is left behind',
    async ({ after, delay, by }) => {
      const before = await traces(repository)
      const running = start('cli.js', {
        args: ['check', '--repo', repository.directory],
        env: { ...process.env, TMPDIR: repository.temporary },
      })
      await running.said(after)
      await sleep(delay)
      const { pid = 0 } = running.child
      process.kill(by === 'terminal' ? -pid : pid, 'SIGINT')
      const since = performance.now()
      const { exitCode, stderr } = await running.finished
      // the runner gives a cancelled step 7.5 seconds before it asks less kindly
      expect(performance.now() - since).toBeLessThan(7_500)
      expect(stderr).not.toContain('cleaning up:')
      expect([130, 128]).toContain(exitCode)
      expect(await traces(repository)).toBe(before)
    },
  )
})
