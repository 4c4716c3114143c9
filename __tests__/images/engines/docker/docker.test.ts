import { describe, expect, test } from 'vitest'
import { CancelledError, EngineLostError } from '../../../../src/common/errors.ts'
import type { Engine } from '../../../../src/effects/engine.ts'
import { createCommand, openDocker } from '../../../../src/images/engines/docker/docker.ts'
import { expectValue, problemOf } from '../../../support/results.ts'
import { type Answers, fakeWorld } from '../../../support/world/world.ts'

const request = {
  context: '/src',
  dockerfile: '/src/Dockerfile',
  text: 'FROM scratch\n',
  reference: 'linkgate/run1:x',
  archive: '/out/image.tar',
  run: 'run1',
  platform: 'linux/amd64',
  buildArgs: {},
  secrets: [],
  ssh: [],
}

describe('docker', () => {
  const options = {
    image: 'linkgate/run1:head-static',
    run: 'run1',
    entrypoint: '/.linkgate-probe',
    env: { PORT: '8080', NOTE: 'two words; $(not a shell)' },
  }

  const answers = {
    'docker version': '28.0.1\n',
    'docker --version': 'Docker version 28.0.1\n',
    'docker buildx inspect': 'Name:   default\nDriver: docker\n',
  }

  async function open(commands: Answers) {
    const world = fakeWorld({ commands: { ...answers, ...commands }, session: () => ({}) })
    const engine = expectValue(await openDocker(world))
    return { world, engine }
  }

  test('creates a container with one argument for each setting, and the image last', () => {
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

  test('passes secrets to a command in its environment, except those that the command reads itself', async () => {
    const secret = 'Pl@nt0/x+yzA'
    const { world, engine } = await open({ 'docker create': 'c0ffee\n' })
    world.secrets.learnSecret(secret)
    const env = { PORT: '8080', DB_PASSWORD: secret, URL: `redis://me:${secret}@store`, DOCKER_HOST: secret }
    await engine.create({ ...options, env })
    const [created] = world.exec.calls.filter(({ command }) => command[1] === 'create')
    expect(created?.command.filter((word) => word.startsWith('--env'))).toEqual([
      '--env=PORT=8080',
      '--env=DB_PASSWORD',
      '--env=URL',
      `--env=DOCKER_HOST=${secret}`,
    ])
    expect(created).toMatchObject({ variables: { DB_PASSWORD: secret, URL: env.URL } })
  })

  test.each([
    ['28.0.1', 'v0.13', true],
    ['20.10.24', { exitCode: 1 }, true],
    ['28.0.1', { exitCode: 1 }, false],
  ])('supports cache mounts with client %s and buildx %j: %j', async (client, buildx, expected) => {
    const { engine } = await open({ 'docker version': client, 'docker buildx version': buildx })
    expect(await engine.hasCacheMounts()).toBe(expected)
  })

  describe('what its images depend on besides their inputs', () => {
    const node = (name: string, more: string) => `\nName: ${name}\nEndpoint: unix:///run/${name}\n${more}`
    const running = (version: string) =>
      `Status: running\nBuildKit version: ${version}\nPlatforms: linux/amd64*, linux/arm64\nLabels:\n org.mobyproject.buildkit.worker.hostname:         ${version}-host\n org.mobyproject.buildkit.worker.snapshotter:      overlayfs\n`
    const head = (name: string, driver: string) =>
      `Name: ${name}\nDriver: ${driver}\nLast Activity: 2026-11-30 09:12:50 +0000 UTC\n\nNodes:`
    const identity = async (inspected: string, more: Answers = {}) => {
      const { engine } = await open({
        'docker buildx version': 'github.com/docker/buildx v0.13.1\n',
        'docker buildx inspect': inspected,
        ...more,
      })
      return engine.builderIdentity()
    }
    const far = head('builder-1', 'docker-container')

    test('are the client, the driver and all nodes of the builder, but not their names', async () => {
      const found = await identity(far + node('a', running('v0.12.0')) + node('b', running('v0.13.0')))
      expect(found).toEqual([
        'buildx',
        'github.com/docker/buildx v0.13.1',
        'docker-container',
        ...['v0.12.0', 'v0.13.0', 'linux/amd64', 'linux/amd64', 'overlayfs', 'overlayfs'],
      ])
      const renamed = head('builder-2', 'docker-container') + node('c', running('v0.12.0'))
      expect(await identity(renamed)).toEqual(await identity(far + node('a', running('v0.12.0'))))
    })

    test('are unknown while a node of the builder does not run', async () => {
      const stopped = node('b', 'Status: inactive\n')
      expect(await identity(far + stopped)).toBeUndefined()
      expect(await identity(far + node('a', running('v0.12.0')) + stopped)).toBeUndefined()
    })

    test('are unknown if buildx does not describe its builder', async () => {
      expect(await identity('')).toBeUndefined()
    })

    test('are the driver and the platform if the engine reports nothing else', async () => {
      const old = head('default', 'docker') + node('default', 'Status: running\nPlatforms: linux/arm64\n')
      expect(await identity(old)).toEqual([
        'buildx',
        'github.com/docker/buildx v0.13.1',
        'docker',
        'linux/arm64',
      ])
    })

    test('are the versions and the platform of an engine without buildx', async () => {
      const without = { 'docker buildx version': { exitCode: 1 } }
      const said = await identity('', { ...without, 'docker version': '20.10.24 linux/arm64\n' })
      expect(said).toEqual(['buildkit', '20.10.24 linux/arm64'])
    })
  })

  test('calls each command with its arguments', async () => {
    const { world, engine } = await open({
      'docker load': '',
      'docker save': '',
      'docker create': 'c0ffee\n',
      'docker cp': '',
      'docker exec': '',
    })
    expect(engine).toMatchObject({ name: 'docker', version: '28.0.1' })
    engine.take(options.image, '/tmp/image.tar')
    expect(await engine.archiveOf(options.image, '/tmp/saved.tar')).toBe('/tmp/image.tar')
    expect(await engine.archiveOf('linkgate/run1:x', '/tmp/saved.tar')).toBe('/tmp/saved.tar')
    expect(await Promise.all([engine.create(options), engine.create(options)])).toEqual(['c0ffee', 'c0ffee'])
    await engine.copyInto('c0ffee', '/tmp/probe', '/.linkgate-probe')
    engine.start('c0ffee')
    engine.enter('c0ffee', '/.linkgate-probe')
    expect(world.exec.calls.slice(1).map(({ command }) => command)).toEqual([
      ['docker', 'save', '--output', '/tmp/saved.tar', 'linkgate/run1:x'],
      // once for all containers
      ['docker', 'load', '--quiet', '--input', '/tmp/image.tar'],
      createCommand(options),
      createCommand(options),
      ['docker', 'cp', '/tmp/probe', 'c0ffee:/.linkgate-probe'],
      ['docker', 'start', '--attach', '--interactive', 'c0ffee'],
      ['docker', 'exec', '--interactive', '--user=0', 'c0ffee', '/.linkgate-probe'],
    ])
  })

  test('removes images only while none is being loaded', async () => {
    const loaded = Promise.withResolvers<string>()
    const { world, engine } = await open({
      'docker load': () => loaded.promise,
      'docker ps': '',
      'docker images': '',
    })
    engine.take(options.image, '/tmp/image.tar')
    const loading = engine.load(options.image)
    const removing = engine.removeAll('run1')
    for (let turn = 0; turn < 100; turn++) await Promise.resolve()
    expect(world.exec.lines('docker ps')).toEqual([])
    loaded.resolve('')
    await Promise.all([loading, removing])
    expect(world.exec.lines('docker ps').length).toBeGreaterThan(0)
  })

  describe('a base image for a builder that does not see the images of the engine', () => {
    const digest = `sha256:${'d'.repeat(64)}`
    const layers = [`sha256:${'1'.repeat(64)}`]
    const image = (architecture: string) => ({
      os: 'linux',
      architecture,
      config: { User: '1001', Env: ['HOME=/src'] },
      rootfs: { diff_ids: layers },
    })
    const answer = (given: unknown) => JSON.stringify({ manifest: { digest, size: 527 }, image: given })
    const remote = {
      'docker buildx version': 'v0.13\n',
      'docker buildx inspect': 'Name: far\nDriver: remote\n',
      'docker image inspect': { exitCode: 1, stderr: 'No such image' },
    }
    const pin = async (imagetools: Answers[string], more: Answers = {}, name = 'r.example:5000/go:1.24') => {
      const { world, engine } = await open({
        ...remote,
        'docker buildx imagetools': imagetools,
        ...more,
      })
      return { world, found: await engine.pin(name, 'run1', 'linux/amd64') }
    }

    test.each([
      ['of one platform', image('amd64')],
      ['of several platforms', { 'linux/amd64': image('amd64'), 'linux/arm/v7': image('arm') }],
    ])('is resolved by its registry without a pull, for an image %s', async (_, given) => {
      const { world, found } = await pin(answer(given))
      expect(found).toEqual({
        ok: true,
        value: {
          pinned: `r.example:5000/go@${digest}`,
          digest,
          layers,
          config: { user: '1001', env: { HOME: '/src' }, workdir: '/', onBuild: false },
        },
      })
      expect(world.exec.lines('docker pull')).toEqual([])
      expect(world.exec.lines('docker tag')).toEqual([])
    })

    test('with a digest is unchanged', async () => {
      const name = `golang:1.24@${digest}`
      expect((await pin(answer(image('amd64')), {}, name)).found).toMatchObject({ value: { pinned: name } })
    })

    test.each<[string, Answers[string], Answers, object]>([
      ['other-platform', answer({ 'linux/arm64': image('arm64') }), {}, {}],
      ['other-platform', answer(image('arm64')), {}, {}],
      ['unknown', '{}', {}, {}],
      [
        'not-found',
        { exitCode: 1, stderr: 'ERROR: r.example/x:1: not found' },
        {},
        { detail: 'r.example/x:1: not found' },
      ],
      ['unreachable', { exitCode: 1, stderr: 'ERROR: failed to do request: dial tcp: no such host' }, {}, {}],
      ['unreachable', { exitCode: 137, tookTooLong: true }, {}, { detail: 'no answer within 60 s' }],
      [
        'not-visible',
        { exitCode: 1, stderr: 'ERROR: not found' },
        { 'docker image inspect': JSON.stringify({ Os: 'linux', Architecture: 'amd64', RepoDigests: [] }) },
        {},
      ],
    ])('%s', async (because, imagetools, more, problem) => {
      const { world, found } = await pin(imagetools, more)
      expect(found).toMatchObject({ ok: false, problem: { because, ...problem } })
      expect(world.exec.lines('docker pull')).toEqual([])
    })

    test.each<[string, Answers, string | undefined]>([
      ['the registry, for a builder outside of the engine', {}, digest],
      [
        'the engine, if the builder sees its images',
        {
          'docker buildx inspect': 'Name: default\nDriver: docker\n',
          'docker image inspect': JSON.stringify({
            Os: 'linux',
            Architecture: 'amd64',
            RepoDigests: [`r.example:5000/go@sha256:${'e'.repeat(64)}`],
          }),
        },
        `sha256:${'e'.repeat(64)}`,
      ],
      [
        'the registry, if the engine does not have it',
        { 'docker buildx inspect': 'Name: default\nDriver: docker\n' },
        digest,
      ],
      ['neither', { 'docker buildx imagetools': { exitCode: 1, stderr: 'ERROR: not found' } }, undefined],
    ])('is looked up without a pull in %s', async (_, answers, expected) => {
      const { world, engine } = await open({
        ...remote,
        'docker buildx imagetools': answer(image('amd64')),
        ...answers,
      })
      const found = await engine.baseImage('r.example:5000/go:1.24', 'linux/amd64')
      expect(found?.digest).toBe(expected)
      expect(world.exec.lines('docker pull')).toEqual([])
      expect(world.exec.lines('docker tag')).toEqual([])
    })

    test('is the local image if the registry does not answer', async () => {
      const has = { Os: 'linux', Architecture: 'amd64', RepoDigests: [`r.example:5000/go@${digest}`] }
      const { found } = await pin(
        { exitCode: 1, stderr: 'ERROR: dial tcp: i/o timeout' },
        { 'docker image inspect': JSON.stringify(has) },
      )
      expect(found).toMatchObject({ value: { pinned: `r.example:5000/go@${digest}` } })
    })
  })

  describe('a base image for a builder that sees the images of the engine', () => {
    const name = 'r.example/go:1.24'
    const withoutBuildx = { 'docker buildx version': { exitCode: 1 } }
    const digestOf = (id: string) => `r.example/go@sha256:${id.padEnd(64, '0')}`

    /** An engine and a registry that map names to images; the IDs of images end with their platforms. */
    function storing(here: Readonly<Record<string, string>>, { registry = 'b amd64', vanishes = 0 } = {}) {
      const names = new Map(Object.entries(here))
      const ids = new Set([...names.values(), registry])
      const found = (reference: string) =>
        names.get(reference) ?? (ids.has(reference) ? reference : undefined)
      const commands: Answers = {
        ...withoutBuildx,
        'docker image inspect': ({ command }) => {
          const id = found(command.at(-1) ?? '')
          if (id === undefined) return { exitCode: 1, stderr: 'No such image' }
          const digests = [...names].flatMap(([one, other]) =>
            other === id && one.includes('@') ? [one] : [],
          )
          return JSON.stringify({ Id: id, Os: 'linux', Architecture: id.slice(2), RepoDigests: digests })
        },
        'docker images': () =>
          [...names.keys()].flatMap((one) => /@(.*)/.exec(one)?.[1] ?? '<none>').join('\n'),
        'docker pull': () => {
          names.set(name, registry).set(digestOf(registry[0] ?? ''), registry)
          return ''
        },
        'docker tag': ({ command }) => {
          const [, , from = '', to = ''] = command
          if (vanishes-- > 0) names.delete(from)
          const id = found(from)
          if (id === undefined)
            return { exitCode: 1, stderr: `Error response from daemon: No such image: ${from}` }
          names.set(to, id)
          return ''
        },
        'docker rmi': ({ command }) => {
          const reference = command.at(-1) ?? ''
          names.delete(reference)
          // removing the last tag of a repository also removes its digests
          if (reference === name) names.delete(digestOf(registry[0] ?? ''))
          return ''
        },
      }
      return { names, commands }
    }

    test.each<[string, Readonly<Record<string, string>>, object]>([
      ['is pulled, and keeps only the name that the run gave it', {}, { pulls: 1, id: 'b amd64' }],
      [
        'is already present, and is neither pulled nor removed',
        { [name]: 'a amd64' },
        { pulls: 0, id: 'a amd64' },
      ],
      [
        'is present for another platform, and that image is kept',
        { [name]: 'a arm64' },
        { pulls: 1, id: 'b amd64' },
      ],
      ['has other names, which are kept', { other: 'b amd64' }, { pulls: 1, id: 'b amd64' }],
    ])('%s', async (_, here, expected) => {
      const store = storing(here)
      const { world, engine } = await open(store.commands)
      const pinned = expectValue(await engine.pin(name, 'run1', 'linux/amd64'))
      expect(pinned.pinned).toBe('linkgate/run1:from-0')
      const { [pinned.pinned]: id, ...others } = Object.fromEntries(store.names)
      expect({ pulls: world.exec.lines('docker pull').length, id }).toEqual(expected)
      expect(others).toEqual(here)
    })

    test.each([{}, { [name]: 'a arm64' }])(
      'is present by its digest, which is kept, as is %j',
      async (more) => {
        const here = { [digestOf('b')]: 'b amd64', ...more }
        const store = storing(here)
        const { engine } = await open(store.commands)
        expectValue(await engine.pin(name, 'run1', 'linux/amd64'))
        expect(Object.fromEntries(store.names)).toMatchObject(here)
      },
    )

    test('is pulled again if another run has just removed it', async () => {
      const store = storing({ [name]: 'b amd64' }, { vanishes: 1 })
      const { world, engine } = await open(store.commands)
      expect(await engine.pin(name, 'run1', 'linux/amd64')).toMatchObject({ ok: true })
      expect(world.exec.lines('docker pull')).toHaveLength(1)
      expect([...store.names]).toEqual([['linkgate/run1:from-0', 'b amd64']])
      const never = storing({ [name]: 'b amd64' }, { vanishes: 9 })
      const { engine: other } = await open(never.commands)
      await expect(other.pin(name, 'run1', 'linux/amd64')).rejects.toThrow('No such image')
    })

    test.each([{}, { [name]: 'a s390x' }])(
      'is removed if it was pulled for another platform, which leaves %j',
      async (here) => {
        const store = storing(here, { registry: 'b arm64' })
        const { engine } = await open(store.commands)
        expect(await engine.pin(name, 'run1', 'linux/amd64')).toMatchObject({
          problem: { because: 'other-platform' },
        })
        store.names.delete('linkgate/run1:from-0')
        expect(Object.fromEntries(store.names)).toEqual(here)
      },
    )

    test.each([{}, { [name]: 'a arm64' }])(
      'is removed if the pull is cancelled at its end, which leaves %j',
      async (here) => {
        const store = storing(here)
        const { world, engine } = await open({
          ...store.commands,
          'docker pull': () => {
            store.names.set(name, 'b amd64').set(digestOf('b'), 'b amd64')
            world.abort()
            return ''
          },
        })
        await expect(engine.pin(name, 'run1', 'linux/amd64')).rejects.toThrow(CancelledError)
        expect(Object.fromEntries(store.names)).toEqual(here)
      },
    )

    test('is not removed if the engine does not answer', async () => {
      const store = storing({ [name]: 'b amd64' })
      const gone = { exitCode: 1, stderr: 'error during connect: read: connection reset by peer' }
      const { world, engine } = await open({ ...store.commands, 'docker image inspect': gone })
      await expect(engine.pin(name, 'run1', 'linux/amd64')).rejects.toThrow(EngineLostError)
      expect(world.exec.lines('docker rmi')).toEqual([])
    })

    test('distinguishes a lost connection to the registry from one to the engine', async () => {
      const pulling = async (stderr: string) => {
        const missing = { exitCode: 1, stderr: 'No such image' }
        const { engine } = await open({
          ...withoutBuildx,
          'docker image inspect': missing,
          'docker images': '',
          'docker pull': { exitCode: 1, stderr },
        })
        return engine.pin(name, 'run1', 'linux/amd64')
      }
      expect(
        await pulling('Error response from daemon: Get "https://r.example/v2/": unexpected EOF'),
      ).toMatchObject({
        problem: { because: 'unreachable' },
      })
      const gone = 'Cannot connect to the Docker daemon at tcp://x:1. Is the docker daemon running?'
      await expect(pulling(gone)).rejects.toThrow(EngineLostError)
    })
  })

  test.each<[string, Answers, string | undefined, string]>([
    ['buildx', { 'docker buildx version': 'v0.13\n' }, undefined, 'FROM scratch\n'],
    ['a client with BuildKit', { 'docker version': '20.10.24\n' }, undefined, 'FROM scratch\n'],
    [
      'the legacy builder',
      { 'docker version': '28.0.1\n' },
      'linkgate.run',
      'FROM scratch\nLABEL linkgate.run=run1\n',
    ],
    [
      'Podman',
      { 'docker version': '4.3.1\n', 'docker --version': 'podman version 4.3.1' },
      'linkgate.run',
      'FROM scratch\nLABEL linkgate.run=run1\n',
    ],
  ])('%s: adds a label only if images of the steps remain', async (_builder, answers, label, text) => {
    const none = { exitCode: 1 }
    const { world, engine } = await open({
      'docker buildx version': none,
      'docker build': '',
      'docker buildx build': '',
      ...answers,
    })
    const request = {
      context: '/src',
      dockerfile: '/out/Dockerfile',
      text: 'FROM scratch\n',
      reference: 'linkgate/run1:x',
      archive: '/out/image.tar',
    }
    await world.files.write('/out/Dockerfile', request.text)
    const more = { run: 'run1', platform: 'linux/amd64', buildArgs: {}, secrets: [], ssh: [] }
    const built = await engine.build({ ...request, ...more })
    expect(built.ok && built.value.label).toBe(label)
    expect(await world.files.readText('/out/Dockerfile')).toBe(text)
  })

  test('does not wait again for an unreachable builder', async () => {
    const stderr = '#1 [internal] waiting for connection\n#1 ERROR: context deadline exceeded\n'
    const { world, engine } = await open({
      'docker buildx version': 'v0.13\n',
      'docker buildx build': { exitCode: 1, stderr },
    })
    for (let index = 0; index < 3; index++)
      expect(await engine.build(request)).toMatchObject({
        problem: { fault: { kind: 'builder', because: 'unreachable' } },
      })
    expect(world.exec.lines('docker buildx build')).toHaveLength(1)
  })

  test('reports an unexplained build failure as a fault of the engine if the engine is gone', async () => {
    let isGone = false
    const gone = { exitCode: 1, stderr: 'Cannot connect to the Docker daemon at tcp://x:1' }
    const { engine } = await open({
      'docker version': ({ command }) =>
        isGone && command.includes('--format={{.Server.Version}}') ? gone : '28.0.1\n',
      'docker buildx version': 'v0.13\n',
      'docker buildx build': () => {
        isGone = true
        return { exitCode: 1, stderr: '#1 [internal] load build definition\nERROR: something new\n' }
      },
    })
    expect(await engine.build(request)).toMatchObject({
      problem: { fault: { kind: 'builder', because: 'stopped', detail: gone.stderr } },
    })
    expect(await engine.fault()).toBe(gone.stderr)
  })

  test('passes the token of the cache service only to builds that use it', async () => {
    const commands = { ...answers, 'docker buildx version': 'v0.13\n', 'docker buildx build': '' }
    const world = fakeWorld({ commands, session: () => ({}) })
    const cacheService = { ACTIONS_RUNTIME_TOKEN: 'abc' }
    const engine = expectValue(await openDocker({ ...world, host: { ...world.host, cacheService } }))
    for (const from of [[], ['me/app:cache'], ['type=gha']])
      await engine.build({ ...request, caches: { from, to: [] } })
    const builds = world.exec.calls.filter(({ command }) => command[2] === 'build')
    expect(builds.map(({ env }) => env?.['ACTIONS_RUNTIME_TOKEN'])).toEqual([undefined, undefined, 'abc'])
    expect(builds.flatMap(({ command }) => command).join(' ')).not.toContain('abc')
  })

  test('reports a lost connection to the engine, and what to check', async () => {
    const said = 'time="2026-01-02T03:04:05Z" level=error msg="error waiting for container: unexpected EOF"'
    const { world, engine } = await open({
      'docker load': { exitCode: 1, stderr: said },
      'docker ps': { exitCode: 1, stderr: 'Cannot connect to the Docker daemon' },
      'docker images': { exitCode: 1, stderr: 'Cannot connect to the Docker daemon' },
    })
    engine.take(options.image, '/x')
    const created = engine.create(options)
    await expect(created).rejects.toThrow(EngineLostError)
    await expect(created).rejects.toThrow(
      /^the connection to the container engine was lost \(error waiting for container: unexpected EOF\), .*`docker info`/,
    )
    // it is retried, because the engine may come back
    await expect(engine.removeAll('run1')).rejects.toThrow(EngineLostError)
    expect(world.exec.lines('docker ps').length).toBeGreaterThan(20)
  })

  test("reports the last lines of docker's output if a command fails", async () => {
    const { engine } = await open({
      'docker load': { exitCode: 1, stderr: 'a\nb\nc\nno space left on device\n' },
    })
    engine.take(options.image, '/x')
    await expect(engine.create(options)).rejects.toThrow(
      '`docker load --quiet --input /x` ended with exit code 1: b / c / no space left on device',
    )
  })

  /** An engine that has these until they are removed; it refuses to remove an image `refuses` times. */
  function contents({ refuses = 0, stays = false } = {}): Answers {
    const has = { containers: 'one\ntwo', names: '', steps: 'sha256:b\nsha256:a' }
    // Podman also lists the other names of an image
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

  test('finds everything of a run by label and name, and removes it unaffected by signals', async () => {
    const { world, engine } = await open(contents())
    await engine.removeAll('run1')
    const calls = world.exec.calls.slice(1)
    expect(calls.map(({ command }) => command.join(' '))).toEqual([
      ...listing,
      'docker rm --force --volumes one two',
      'docker rmi --force localhost/linkgate/run1:a',
      listing[2],
      'docker rmi --force sha256:b sha256:a',
    ])
    expect(new Set(calls.map(({ how }) => how))).toEqual(new Set(['commit']))
  })

  test('retries to remove what is in use, and looks again for what a cancelled build may still create', async () => {
    const used = await open(contents({ refuses: 2 }))
    await used.engine.removeAll('run1')
    expect(used.world.exec.lines('docker rmi --force localhost')).toHaveLength(3)
    expect(used.world.exec.lines('docker ps')).toHaveLength(3)
    const cancelled = await open(contents())
    await cancelled.engine.removeAll('run1', true)
    expect(cancelled.world.exec.lines('docker ps')).toHaveLength(4)
    const stuck = await open(contents({ stays: true }))
    await expect(stuck.engine.removeAll('run1')).rejects.toThrow('image is being used by running container')
  })

  describe('after creating containers', () => {
    const made = { ...contents(), 'docker load': '', 'docker create': 'c0ffee\n' }
    const removalOf = async (
      commands: Answers,
      before: (engine: Engine) => Promise<unknown>,
      run = 'run1',
    ) => {
      const { world, engine } = await open({ ...made, ...commands })
      engine.take(options.image, '/tmp/image.tar')
      engine.take('linkgate/run1:not-loaded', '/tmp/other.tar')
      await engine.create(options)
      await before(engine)
      const since = world.exec.calls.length
      await engine.removeAll(run)
      return world.exec.calls.slice(since).map(({ command }) => command.join(' '))
    }

    test('removes them and the loaded images by name, without listing', async () => {
      expect(await removalOf({}, (engine) => engine.create(options))).toEqual([
        'docker rm --force --volumes c0ffee c0ffee',
        `docker rmi --force ${options.image}`,
      ])
    })

    test.each<[string, Answers, (engine: Engine) => Promise<unknown>]>([
      ['a build', { 'docker buildx': '' }, (engine) => engine.build(request)],
      ['Podman behind the client of Docker', { 'docker version': '5.4.2\n' }, async () => {}],
      [
        'a base image',
        { 'docker buildx': '', 'docker image inspect': { exitCode: 1 }, 'docker pull': { exitCode: 1 } },
        (engine) => engine.pin('alpine:3.20', 'run1', 'linux/amd64'),
      ],
      [
        'a container that could not be created',
        {
          'docker create --interactive --label=linkgate.run=run1 --log-driver=none --entrypoint=/x': {
            exitCode: 1,
          },
        },
        (engine) => engine.create({ ...options, entrypoint: '/x' }).catch(() => {}),
      ],
      [
        'an image that could not be loaded',
        { 'docker load --quiet --input /tmp/other.tar': { exitCode: 1 } },
        (engine) => engine.load('linkgate/run1:not-loaded').catch(() => {}),
      ],
    ])('lists what else to remove after %s', async (_what, commands, before) => {
      expect(await removalOf(commands, before)).toEqual(expect.arrayContaining(listing))
    })

    test('lists what cannot be removed by name', async () => {
      let refuses = 1
      const removed = await removalOf(
        { 'docker rm': () => (refuses-- > 0 ? { exitCode: 1, stderr: 'No such container: c0ffee' } : '') },
        async () => {},
      )
      expect(removed.slice(0, 4)).toEqual(['docker rm --force --volumes c0ffee', ...listing])
    })

    test('lists those of another run', async () => {
      const removed = await removalOf({}, async () => {}, 'run2')
      expect(removed[0]).toBe('docker ps --all --quiet --filter=label=linkgate.run=run2')
    })

    test('removes them once all of them are created', async () => {
      const last = Promise.withResolvers<string>()
      let making: Promise<string> | undefined
      const answers = ['c0ffee', last.promise]
      const removing = removalOf({ 'docker create': () => answers.shift() ?? '' }, async (engine) => {
        making = engine.create(options)
      })
      for (let turn = 0; turn < 100; turn++) await Promise.resolve()
      last.resolve('decaf')
      await making
      expect(await removing).toContain('docker rm --force --volumes c0ffee decaf')
    })
  })

  test.each(['docker', 'podman'])('recognizes Podman, called %s', async (program) => {
    const world = fakeWorld({
      commands: {
        docker: { exitCode: 127 },
        [`${program} version`]: '4.3.1\n',
        [`${program} --version`]: 'podman version 4.3.1\n',
        [`${program} load`]: '',
        [`${program} create`]: 'c0ffee\n',
      },
    })
    const engine = expectValue(await openDocker(world))
    expect(engine).toMatchObject({ name: 'podman', version: '4.3.1' })
    engine.take(options.image, '/tmp/image.tar')
    await engine.create(options)
    expect(world.exec.lines().at(-2)).toBe(`${program} load --quiet --input /tmp/image.tar`)
  })

  test('reports an engine that is not installed or does not answer', async () => {
    const none = await openDocker(
      fakeWorld({ commands: { docker: { exitCode: 127 }, podman: { exitCode: 127 } } }),
    )
    expect(problemOf(none)).toMatch(/^Docker was not found: install it/)
    const stderr = 'Cannot connect to the Docker daemon\nIs it running?'
    const deaf = await openDocker(
      fakeWorld({ commands: { docker: { exitCode: 1, stderr }, podman: { exitCode: 127 } } }),
    )
    expect(problemOf(deaf)).toMatch(/^no Docker engine answers \(Cannot connect to the Docker daemon\)/)
  })

  test("uses Podman if Docker's client is installed but its engine does not run", async () => {
    const commands = {
      docker: { exitCode: 1, stderr: 'Cannot connect to the Docker daemon\n' },
      'podman info': '5.8.4\n',
    }
    const world = fakeWorld({ commands })
    expect(expectValue(await openDocker(world))).toMatchObject({ name: 'podman', version: '5.8.4' })
    // there is no fallback for an engine that is named
    const env = { DOCKER_HOST: 'tcp://elsewhere:2375' }
    const elsewhere = { ...world, host: { ...world.host, env } }
    expect(problemOf(await openDocker(elsewhere))).toMatch(/^no Docker engine answers/)
    const unready = { ...commands, 'podman info': { exitCode: 125, stderr: 'cannot clone\n' } }
    expect(problemOf(await openDocker(fakeWorld({ commands: unready })))).toMatch(/^no Docker engine answers/)
  })
})
