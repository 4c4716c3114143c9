import { describe, expect, test } from 'vitest'
import { hasEnded, ownerIn, ownerText, thisProcess } from '../../src/effects/run-owner.ts'
import { openWorkspace } from '../../src/effects/workspace.ts'
import type { World } from '../../src/effects/world.ts'
import { openDocker } from '../../src/images/engines/docker/docker.ts'
import { removeLeftImages, removeLeftovers } from '../../src/images/leftovers.ts'
import { openGit } from '../../src/repository/git/git.ts'
import { realWorld } from '../support/world/real.ts'
import { type Answers, type FakeOptions, fakeWorld } from '../support/world/world.ts'

/** As in proc(5); the name of a program may look like other fields. */
const stat = (pid: number, started: number, name = 'node') =>
  `${pid} (${name}) S ${'0 '.repeat(18)}${started} 0 0`

const proc = {
  '/proc/self/stat': stat(500, 9_000),
  '/proc/500/stat': stat(500, 9_000),
  '/proc/1/stat': stat(1, 3, 'init) S 1 (x'),
  '/proc/sys/kernel/random/boot_id': 'b51e\n',
  '/proc/sys/kernel/hostname': 'runner\n',
}
const { place = '' } = (await thisProcess(fakeWorld({ files: proc }).files)) ?? {}
const nameOf = (pid: number, started: number, at = place) =>
  `${ownerText({ pid, started, place: at })}-aBc123`
const gone = nameOf(400, 7_000)

describe('the process of a run', () => {
  test('is identified by ID, start time and place in the name of the run', async () => {
    const world = fakeWorld({ files: proc })
    expect(await thisProcess(world.files)).toEqual({
      pid: 500,
      started: 9_000,
      place: expect.stringMatching(/^[0-9a-f]{12}$/),
    })
    const { run, directory } = await openWorkspace(world)
    expect(directory).toBe(`/tmp/linkgate-${ownerText({ pid: 500, started: 9_000, place })}-Run1`)
    expect(ownerIn(run)).toEqual({ pid: 500, started: 9_000, place })
    // valid as a tag of an image, and as part of the name of a repository
    expect(run).toMatch(/^[a-z0-9]+(?:[.-][a-z0-9]+)+$/)
  })

  test('is identified on real Linux, whose /proc files have size 0', async () => {
    const { files } = realWorld('/tmp')
    const here = await thisProcess(files)
    expect(here).toMatchObject({ pid: process.pid, place: expect.stringMatching(/^[0-9a-f]{12}$/) })
    expect(here && (await hasEnded(files, here, here))).toBe(false)
    expect(here && (await hasEnded(files, { ...here, started: here.started - 1 }, here))).toBe(true)
  })

  test.each([
    ['this one', nameOf(500, 9_000), false],
    ['one that has ended', gone, true],
    ['one whose ID another process has now', nameOf(500, 8_000), true],
    ['one of another machine or container', nameOf(400, 7_000, '0123456789ab'), false],
    ['a run of an older version', 'run1', false],
    ['something else', '1.2.3-x', false],
  ])('%s', async (_what, run, over) => {
    const { files } = fakeWorld({ files: proc })
    const here = await thisProcess(files)
    expect(here && (await hasEnded(files, ownerIn(run), here))).toBe(over)
  })

  test.each(Object.keys(proc).filter((path) => path !== '/proc/500/stat'))(
    'is not identified without %s',
    async (path) => {
      const { [path as keyof typeof proc]: _, ...rest } = proc
      expect(await thisProcess(fakeWorld({ files: rest }).files)).toBeUndefined()
    },
  )
})

const nothing: Answers = {
  ps: '',
  kill: '',
  docker: '',
  'docker version': '28.0.0\n',
  'git rev-parse --show-toplevel': '/repository\n',
  'git worktree': '',
}

async function removeAll(world: World): Promise<void> {
  const places = { temporary: '/tmp', docker: () => openDocker(world) }
  const git = () => openGit(world.exec, '/repository')
  const others = await removeLeftovers(world, { ...places, git })
  if (others !== undefined) await removeLeftImages(world, places, others)
}

async function clean(options: FakeOptions = {}) {
  const world = fakeWorld({
    ...options,
    files: { ...proc, ...options.files },
    commands: { ...nothing, ...options.commands },
  })
  await removeAll(world)
  return world
}

describe('the next run', () => {
  test('removes the directory, processes, containers, images and worktrees of an ended run, but not those of other runs', async () => {
    const alive = nameOf(500, 9_000)
    const elsewhere = nameOf(400, 7_000, '0123456789ab')
    const names = [gone, alive, elsewhere]
    const world = await clean({
      files: Object.fromEntries(names.map((name) => [`/tmp/linkgate-${name}/head/go.mod`, ''])),
      commands: {
        'ps -A': names.map((name, at) => ` 10${at} 1 10${at} go build -o /tmp/linkgate-${name}/x`).join('\n'),
      },
    })
    expect(world.files.paths().filter((path) => path.endsWith('go.mod'))).toEqual(
      [alive, elsewhere].map((name) => `/tmp/linkgate-${name}/head/go.mod`).toSorted(),
    )
    expect(world.exec.lines('kill')).toEqual(['kill -KILL -- -100'])
    expect(world.exec.lines('git worktree remove')).toEqual(
      ['base', 'head'].map(
        (revision) => `git worktree remove --force --force /tmp/linkgate-${gone}/${revision}`,
      ),
    )
    const asked = world.exec.lines('docker').join('\n')
    expect(asked).toContain(`label=linkgate.run=${gone.toLowerCase()}`)
    expect(asked).not.toContain(elsewhere.toLowerCase())
    expect(world.log.text()).toBe(`removed leftovers of an interrupted run: /tmp/linkgate-${gone}`)
  })

  test.each<[string, Answers]>([
    ['containers of Docker', { 'docker ps': `a=b,linkgate.run=${gone.toLowerCase()}\n` }],
    ['containers of Podman', { 'docker ps': `map[a:b linkgate.run:${gone.toLowerCase()}]\n` }],
    [
      'images',
      { 'docker images --format={{.Repository}}': `localhost/linkgate/${gone.toLowerCase()}\nother/x\n` },
    ],
    [
      'worktrees',
      { 'git worktree list': `worktree /repository\nHEAD 1\n\nworktree /var/runner/linkgate-${gone}/head\n` },
    ],
  ])('finds a run by its %s if its directory is gone', async (_what, commands) => {
    const world = await clean({
      commands: { ...commands, 'docker rm': '', 'docker rmi': '', [`docker ps --all --quiet`]: '' },
    })
    expect(world.exec.lines('docker').join('\n')).toContain(
      `--filter=label=linkgate.run=${gone.toLowerCase()}`,
    )
    expect(world.log.text('info').toLowerCase()).toContain(`linkgate-${gone.toLowerCase()}`)
  })

  test('does nothing if its own process is not identified, or if no run has ended', async () => {
    const world = fakeWorld({ files: { [`/tmp/linkgate-${gone}/x`]: '' } })
    await removeAll(world)
    expect(world.exec.calls).toEqual([])
    expect((await clean()).log.said).toEqual([])
  })

  test('leaves what belongs to another user', async () => {
    const options = {
      files: { ...proc, [`/tmp/linkgate-${gone}/x`]: '' },
      commands: { ...nothing, 'docker ps': `linkgate.run=${gone.toLowerCase()}\n` },
    }
    const world = fakeWorld(options)
    const list: typeof world.files.list = (path) =>
      path.includes(gone) ? Promise.reject(new Error('EACCES')) : world.files.list(path)
    await removeAll({ ...world, files: { ...world.files, list } })
    expect(world.files.paths()).toContain(`/tmp/linkgate-${gone}/x`)
    expect(world.exec.lines('docker').join('\n')).not.toContain(gone.toLowerCase())
    expect(world.log.said).toEqual([])
  })

  test('does not wait for the engine before it returns, so that git can create the worktrees meanwhile', async () => {
    const world = fakeWorld({ files: proc, commands: nothing })
    const git = () => openGit(world.exec, '/repository')
    const docker = () => Promise.reject(new Error('not answered yet'))
    await removeLeftovers(world, { temporary: '/tmp', git, docker })
    expect(world.log.said).toEqual([])
  })

  test('continues after something that it cannot remove', async () => {
    const world = await clean({
      files: { [`/tmp/linkgate-${gone}/x`]: '' },
      commands: { 'ps -A': () => Promise.reject(new Error('no ps')) },
    })
    expect(world.log.said).toEqual([
      { level: 'warning', line: 'clean-up after an interrupted run failed: no ps' },
    ])
  })
})
