import { describe, expect, test } from 'vitest'
import { createCommand, openDocker } from '../../../../src/images/engines/docker/docker.ts'
import { expectValue, problemOf } from '../../../support/results.ts'
import { type Answers, fakeWorld } from '../../../support/world/world.ts'

describe('docker', () => {
  const options = {
    image: 'linkgate/run1:head-static',
    run: 'run1',
    entrypoint: '/.linkgate-probe',
    env: { PORT: '8080', NOTE: 'two words; $(not a shell)' },
  }

  const answers = { 'docker version': '28.0.1\n', 'docker --version': 'Docker version 28.0.1\n' }

  async function open(commands: Answers) {
    const world = fakeWorld({ commands: { ...answers, ...commands }, session: () => ({}) })
    const engine = expectValue(await openDocker(world))
    return { world, engine }
  }

  test('a container: every setting one argument, the image last', () => {
    expect(createCommand(options)).toEqual([
      'docker',
      'create',
      '--interactive',
      '--label=linkgate.run=run1',
      '--log-driver=none',
      '--entrypoint=/.linkgate-probe',
      '--env=PORT=8080',
      '--env=NOTE=two words; $(not a shell)',
      'linkgate/run1:head-static',
    ])
  })

  test('each of its commands', async () => {
    const { world, engine } = await open({
      'docker load': '',
      'docker save': '',
      'docker create': 'c0ffee\n',
      'docker cp': '',
    })
    expect(engine).toMatchObject({ name: 'docker', version: '28.0.1' })
    await engine.load('/tmp/image.tar')
    await engine.save('linkgate/run1:x', '/tmp/saved.tar')
    expect(await engine.create(options)).toBe('c0ffee')
    await engine.copyInto('c0ffee', '/tmp/probe', '/.linkgate-probe')
    engine.start('c0ffee')
    expect(world.exec.calls.slice(2).map(({ command }) => command)).toEqual([
      ['docker', 'load', '--quiet', '--input', '/tmp/image.tar'],
      ['docker', 'save', '--output', '/tmp/saved.tar', 'linkgate/run1:x'],
      createCommand(options),
      ['docker', 'cp', '/tmp/probe', 'c0ffee:/.linkgate-probe'],
      ['docker', 'start', '--attach', '--interactive', 'c0ffee'],
    ])
  })

  test('a command that fails says what docker said, its last lines', async () => {
    const { engine } = await open({
      'docker load': { exitCode: 1, stderr: 'a\nb\nc\nno space left on device\n' },
    })
    await expect(engine.load('/x')).rejects.toThrow(
      '`docker load --quiet --input /x` ended with exit code 1: b / c / no space left on device',
    )
  })

  /** An engine that has these until they are removed; `refuses` so often to remove an image. */
  function contents({ refuses = 0, stays = false } = {}): Answers {
    const has = { containers: 'one\ntwo', names: '', steps: 'sha256:b\nsha256:a' }
    // Podman lists the other names of an image too
    has.names = 'localhost/linkgate/run1:a\nlocalhost/linkgate/run1:a\nlocalhost/alpine:3.20'
    return {
      'docker ps': () => has.containers,
      'docker images': ({ command }) => (command.includes('--quiet') ? has.steps : has.names),
      'docker rm': () => {
        has.containers = ''
        return ''
      },
      'docker rmi': ({ command }) => {
        if (stays || refuses-- > 0) return { exitCode: 1, stderr: 'image is being used by running container' }
        if (command.includes('sha256:a')) has.steps = ''
        else has.names = 'localhost/alpine:3.20'
        return ''
      },
    }
  }
  const listing = [
    'docker ps --all --quiet --filter=label=linkgate.run=run1',
    'docker images --format={{.Repository}}:{{.Tag}} --filter=reference=linkgate/run1:*',
    'docker images --all --quiet --no-trunc --filter=label=linkgate.run=run1',
  ]

  test('a run is removed by its label and name, out of reach of signals', async () => {
    const { world, engine } = await open(contents())
    await engine.removeAll('run1')
    const calls = world.exec.calls.slice(2)
    expect(calls.map(({ command }) => command.join(' '))).toEqual([
      listing[0],
      'docker rm --force --volumes one two',
      listing[1],
      'docker rmi --force localhost/linkgate/run1:a',
      listing[2],
      'docker rmi --force sha256:b sha256:a',
      ...listing,
    ])
    expect(new Set(calls.map(({ how }) => how))).toEqual(new Set(['commit']))
  })

  test('what is in use is tried again, what a cancelled build may yet finish is waited for', async () => {
    const used = await open(contents({ refuses: 2 }))
    await used.engine.removeAll('run1')
    expect(used.world.exec.lines('docker rmi --force localhost')).toHaveLength(3)
    expect(used.world.exec.lines('docker ps')).toHaveLength(4)
    const cancelled = await open(contents())
    await cancelled.engine.removeAll('run1', true)
    expect(cancelled.world.exec.lines('docker ps')).toHaveLength(4)
    const stuck = await open(contents({ stays: true }))
    await expect(stuck.engine.removeAll('run1')).rejects.toThrow('image is being used by running container')
  })

  test.each(['docker', 'podman'])('Podman, called %s', async (program) => {
    const world = fakeWorld({
      commands: {
        docker: { exitCode: 127 },
        [`${program} version`]: '4.3.1\n',
        [`${program} --version`]: 'podman version 4.3.1\n',
        [`${program} load`]: '',
      },
    })
    const engine = expectValue(await openDocker(world))
    expect(engine).toMatchObject({ name: 'podman', version: '4.3.1' })
    await engine.load('/tmp/image.tar')
    expect(world.exec.lines().at(-1)).toBe(`${program} load --quiet --input /tmp/image.tar`)
  })

  test('none installed, none that answers', async () => {
    const none = await openDocker(
      fakeWorld({ commands: { docker: { exitCode: 127 }, podman: { exitCode: 127 } } }),
    )
    expect(problemOf(none)).toMatch(/^Docker was not found: install it/)
    const stderr = 'Cannot connect to the Docker daemon\nIs it running?'
    const deaf = await openDocker(fakeWorld({ commands: { docker: { exitCode: 1, stderr } } }))
    expect(problemOf(deaf)).toMatch(/^no Docker engine answers \(Cannot connect to the Docker daemon\)/)
  })
})
