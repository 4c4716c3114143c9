import { describe, expect, test } from 'vitest'
import { cleanUp } from '../../../src/commands/action/clean-up.ts'
import { fakeStep } from '../../support/commands/step.ts'
import { type Answers, fakeWorld } from '../../support/world/world.ts'

const state = { run: 'run1', directory: '/tmp/linkgate-Run1', repository: '/repository' }
const files = {
  '/repository/': '',
  '/tmp/linkgate-Run1/base/go.mod': 'module x',
  '/tmp/linkgate-Run1/base/.git': 'gitdir: x',
}
const quiet: Answers = {
  ps: '',
  docker: { exitCode: 127 },
  podman: { exitCode: 127 },
  buildah: { exitCode: 127 },
  'git rev-parse --show-toplevel': '/repository\n',
  'git worktree': '',
}

describe('does nothing', () => {
  test.each([
    ['after a step that did not begin to measure', {}, files],
    ['after a step that cleaned up itself', state, {}],
  ])('%s', async (_, saved, there) => {
    const world = fakeWorld({ files: there })
    await cleanUp(fakeStep({}, saved), world)
    expect(world.exec.calls).toEqual([])
    expect(world.log.said).toEqual([])
  })
})

describe('after a step that was killed', () => {
  test('worktrees and the directory are removed', async () => {
    const world = fakeWorld({ files, commands: quiet })
    await cleanUp(fakeStep({}, state), world)
    expect(world.exec.lines('git worktree')).toEqual([
      'git worktree remove --force --force /tmp/linkgate-Run1/base',
      'git worktree remove --force --force /tmp/linkgate-Run1/head',
    ])
    expect(world.files.paths().filter((path) => path.startsWith('/tmp/'))).toEqual([])
    expect(world.log.text()).toBe('removed leftovers of an interrupted run')
  })

  test('ends the commands that still work in the directory, after the processes that they detached', async () => {
    const table =
      ' 100 1 100 make -C /tmp/linkgate-Run1/base\n 101 100 101 conmon\n 102 1 102 make -C /elsewhere\n'
    const world = fakeWorld({ files, commands: { ...quiet, 'ps -A': table, kill: '' } })
    await cleanUp(fakeStep({}, state), world)
    expect(world.exec.lines('kill')).toEqual(['kill -KILL -- 101', 'kill -KILL -- -100'])
  })

  test('images and containers of the run are removed if there is an engine', async () => {
    const world = fakeWorld({
      files,
      commands: { ...quiet, docker: '', 'docker version': '28.0.0\n', 'docker ps': '' },
    })
    await cleanUp(fakeStep({}, state), world)
    expect(world.exec.lines('docker ps')[0]).toContain('=run1')
  })

  test.each<[string, object, Answers]>([
    [
      'is gone',
      { '/repository/': undefined },
      { 'git rev-parse --show-toplevel': () => Promise.reject(new Error('no such directory')) },
    ],
    ['is no repository any more', {}, { 'git rev-parse --show-toplevel': { exitCode: 128 } }],
  ])('removes everything else if the checkout %s', async (_, without, answers) => {
    const there = Object.entries({ ...files, ...without }).filter(([, content]) => content !== undefined)
    const world = fakeWorld({
      files: Object.fromEntries(there),
      commands: { ...quiet, docker: '', 'docker version': '28.0.0\n', 'docker ps': 'c0ffee\n', ...answers },
    })
    await cleanUp(fakeStep({}, state), world)
    expect(world.exec.lines('docker rm --force')[0]).toContain('c0ffee')
    expect(world.files.paths().filter((path) => path.startsWith('/tmp/'))).toEqual([])
    expect(world.log.text('warning')).toBe('')
  })

  test.each<[string, Answers]>([
    ['without an engine', {}],
    ['with an engine that the run may not have used', { docker: '', 'docker version': '28.0.0\n' }],
  ])('%s, removes the images of the run from Buildah', async (_, engine) => {
    const images = JSON.stringify([{ id: 'app', names: ['localhost/linkgate/run1:x'] }])
    const world = fakeWorld({
      files,
      commands: { ...quiet, ...engine, buildah: '', 'buildah images --all --json': images },
    })
    await cleanUp(fakeStep({}, state), world)
    expect(world.exec.lines('buildah rmi')).toEqual(['buildah rmi --force localhost/linkgate/run1:x'])
  })

  test('logs an error only as a warning', async () => {
    const world = fakeWorld({ files, commands: { ...quiet, ps: () => Promise.reject(new Error('no ps')) } })
    await cleanUp(fakeStep({}, state), world)
    expect(world.log.said).toEqual([{ level: 'warning', line: 'clean-up failed: Error: no ps' }])
  })
})
