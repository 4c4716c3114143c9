import { mkdir, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type BaseImages, baseImages } from '../support/images/builder-images.ts'
import { builderEnv } from '../support/images/builders.ts'
import { baseImageNames, writeSlowRepository } from '../support/images/engine-checks.ts'
import { enlarge, type Repository, smallRepository } from '../support/repositories/repository.ts'
import { start, temporaryFolder, traces } from '../support/runs/linkgate.ts'
import { stateEnv, stepEnv, stepFolder } from '../support/workflows/step.ts'
import { output } from '../support/world/temporary.ts'

/** Moments of a run: what it has just said, and how long after that the signal comes. */
const moments = [
  { after: '', delay: 0 },
  { after: 'base ', delay: 0 },
  { after: 'build base, static', delay: 100 },
  { after: 'build head, static', delay: 300 },
  { after: 'build head, dynamic', delay: 500 },
  { after: 'read binaries', delay: 600 },
  { after: 'prepare the probe', delay: 0 },
  { after: 'done: prepare', delay: 0 },
  { after: 'rounds …', delay: 150 },
] as const

describe('a run that is stopped', () => {
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
      expect(stderr).not.toContain('clean-up failed:')
      expect([130, 128]).toContain(exitCode)
      expect(await traces(repository)).toBe(before)
    },
  )
})

test('an uncaught error: everything is removed, and it is reported as one of linkgate', async () => {
  await using repository = await smallRepository('orders')
  const before = await traces(repository)
  const fault = `process.on('SIGUSR2', () => setTimeout(() => { throw new TypeError('planted fault') }))`
  const running = start('cli.js', {
    args: ['check', '--repo', repository.directory],
    node: ['--import', `data:text/javascript,${encodeURIComponent(fault)}`],
    env: { ...process.env, TMPDIR: repository.temporary },
  })
  await running.said('build head, static')
  running.child.kill('SIGUSR2')
  const { exitCode, stdout, stderr } = await running.finished
  expect(exitCode, stderr).toBe(3)
  expect(stdout).toBe('')
  expect(stderr).toMatch(
    /\nlinkgate: internal error in linkgate, not in this repository: planted fault\. .*\n/,
  )
  expect(stderr).toContain('\nTypeError: planted fault\n')
  expect(stderr).not.toContain('cancelled')
  expect(await traces(repository)).toBe(before)
})

test('a run removes what a killed run left, and nothing of a run that is still active', async () => {
  await using repository = await smallRepository('orders')
  await enlarge(repository, 'orders', 1_000_000)
  await repository.commit('Put the catalog into the program')
  const begin = () =>
    start('cli.js', {
      args: ['check', '--repo', repository.directory],
      env: { ...process.env, TMPDIR: repository.temporary },
    })
  const before = await traces(repository)
  const killed = begin()
  await killed.said('rounds …')
  const other = begin()
  await other.said('base ')
  killed.child.kill('SIGKILL')
  await killed.finished
  const next = begin()
  await next.said('removed leftovers of an interrupted run: ')
  const [ofOther, ...more] = await readdir(repository.temporary).then((names) => names.toSorted())
  expect(more).toHaveLength(1)
  expect(ofOther).toMatch(/^linkgate-/)
  next.child.kill('SIGINT')
  other.child.kill('SIGINT')
  const ends = await Promise.all([next.finished, other.finished])
  expect(ends.map(({ exitCode }) => exitCode)).toEqual([130, 130])
  expect(await traces(repository)).toBe(before)
})

/** Moments of a build: before, in, and in a derived one, the step that does not end. */
const buildMoments = {
  beginning: { mode: 'static', after: 'build head, Dockerfile', delay: 150, signal: 'SIGTERM' },
  shipped: { mode: 'static', after: 'build head, Dockerfile', delay: 1_500, signal: 'SIGINT' },
  derived: { mode: 'dynamic', after: 'changed to dynamic', delay: 1_500, signal: 'SIGINT' },
} as const
const builds = [
  // what this one leaves depends on the step
  { builder: 'legacy', told: [buildMoments.beginning, buildMoments.shipped, buildMoments.derived] },
  { builder: 'BuildKit', told: [buildMoments.shipped] },
] as const

describe.each(builds)('while a Dockerfile is built with $builder', ({ builder, told }) => {
  let images: BaseImages
  beforeAll(async () => {
    images = await baseImages(baseImageNames)
  })
  afterAll(() => images[Symbol.asyncDispose]())

  async function slowly(folder: string, mode: 'static' | 'dynamic') {
    const repository = { directory: join(folder, 'repository'), temporary: join(folder, 'temporary') }
    await mkdir(repository.temporary)
    await writeSlowRepository(repository.directory, mode)
    const env = { ...(await builderEnv(builder)), TMPDIR: repository.temporary }
    return { repository, env: { ...process.env, ...env } }
  }

  test.each(told)('$signal $delay ms after "$after": nothing is left behind', async (moment) => {
    await using folder = await temporaryFolder()
    const { repository, env } = await slowly(folder.path, moment.mode)
    const before = await traces(repository)
    const running = start('cli.js', { args: ['check', '--repo', repository.directory], env })
    await running.said(moment.after)
    await sleep(moment.delay)
    running.child.kill(moment.signal)
    const since = performance.now()
    const { exitCode, stderr } = await running.finished
    expect(performance.now() - since).toBeLessThan(7_500)
    expect(stderr).not.toContain('clean-up failed:')
    expect([130, 128], stderr).toContain(exitCode)
    expect(await traces(repository)).toBe(before)
  })

  test('SIGKILL: post.js removes everything, and ends the build', async () => {
    await using folder = await temporaryFolder()
    await stepFolder(folder.path)
    const { repository, env } = await slowly(folder.path, 'static')
    const before = await traces(repository)
    const step = { ...env, ...stepEnv(folder.path, repository, { cache: 'false' }) }
    const running = start('main.js', { env: step })
    await running.said('build head, Dockerfile')
    await sleep(1_500)
    running.child.kill('SIGKILL')
    await running.finished
    const state = await readFile(join(folder.path, 'state'), 'utf8')
    const post = await start('post.js', { env: { ...step, ...stateEnv(state) } }).finished
    expect(post.exitCode, post.stdout).toBe(0)
    expect(post.stdout).toContain('removed leftovers of an interrupted run')
    expect(await traces(repository)).toBe(before)
    expect(await output(['ps', '-A', '-o', 'args='])).not.toContain(repository.temporary)
  })
})
