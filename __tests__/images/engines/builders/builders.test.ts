import { describe, expect, test } from 'vitest'
import type { Builder, BuildRequest } from '../../../../src/effects/engine.ts'
import { BuildahBuilder, buildahCommand } from '../../../../src/images/engines/builders/buildah.ts'
import { buildahInspection } from '../../../../src/images/engines/builders/buildah-images.ts'
import { BuildctlBuilder } from '../../../../src/images/engines/builders/buildctl.ts'
import { buildctlCommand } from '../../../../src/images/engines/builders/buildctl-command.ts'
import { openBuilder } from '../../../../src/images/engines/builders/open-builder.ts'
import { DockerBuilder } from '../../../../src/images/engines/docker/docker-builder.ts'
import { noBuilder } from '../../../../src/images/engines/embedded/no-builder.ts'
import { type Answers, fakeWorld } from '../../../support/world/world.ts'

const request: BuildRequest = {
  context: '/src',
  dockerfile: '/run/Dockerfile.static',
  text: 'FROM golang:1.24\nRUN go build\n',
  reference: 'linkgate/run1:x',
  archive: '/out/a,b.tar',
  run: 'run1',
  platform: 'linux/arm64',
  target: 'app',
  buildArgs: { VERSION: 'v1 "x"' },
  secrets: ['id=npm,src=/s'],
  ssh: ['default'],
}

describe('the selected builder', () => {
  const missing = { exitCode: 127 }
  const answers = { buildctl: missing, docker: missing, buildah: missing }
  let warned = ''
  async function opened(commands: Answers, env: Readonly<Record<string, string>> = {}): Promise<Builder> {
    const world = fakeWorld({ commands: { ...answers, ...commands }, env })
    const builder = await openBuilder(world, '/run')
    warned = world.log.text('warning')
    return builder
  }
  const remote = 'Name: far\nDriver: kubernetes\n'
  const all = { buildctl: '', 'docker buildx': remote, buildah: 'buildah version 1.28.2\n' }
  const address = { BUILDKIT_HOST: 'tcp://buildkit:1234' }

  test('is the BuildKit in BUILDKIT_HOST, if it answers', async () => {
    expect(await opened(all, address)).toBeInstanceOf(BuildctlBuilder)
    expect(warned).toBe('')
    const stderr = 'error: failed to list workers: connection refused\n'
    const silent = { ...all, buildctl: { exitCode: 1, stderr } }
    expect(await opened(silent, address)).toBeInstanceOf(DockerBuilder)
    expect(warned).toMatch(
      /^BUILDKIT_HOST is not used, .*: error: failed to list workers: connection refused$/,
    )
    expect(await opened(silent, { BUILDKIT_HOST: '' })).toBeInstanceOf(DockerBuilder)
    expect(warned).toBe('')
  })

  test("is that of buildx, unless it is the engine's own", async () => {
    expect(await opened(all)).toBeInstanceOf(DockerBuilder)
    const own = { ...all, 'docker buildx': 'Name: default\nDriver: docker\n' }
    expect(await opened(own)).toBeInstanceOf(BuildahBuilder)
  })

  test('is none if there is none', async () => {
    expect(await opened({})).toBe(noBuilder)
  })
})

describe('what images depend on besides their inputs', () => {
  const info = 'BuildKit: github.com/moby/buildkit v0.25.2\n'
  const workers = 'ID\t\t\t\tPLATFORMS\nzjqmhbwd974h\tlinux/amd64,linux/386\n'
  test.each<[string, Answers, readonly string[] | undefined]>([
    [
      'buildctl',
      { 'buildctl debug info': info, 'buildctl debug workers': workers },
      ['buildctl', info.trim(), 'linux/amd64'],
    ],
    [
      'buildctl, with a daemon that does not report its version',
      { 'buildctl debug info': { exitCode: 1 }, 'buildctl debug workers': workers },
      undefined,
    ],
  ])('%s', async (_, commands, expected) => {
    const builder = new BuildctlBuilder(fakeWorld({ commands }), '/run')
    expect(await builder.builderIdentity()).toEqual(expected)
  })

  test('Buildah', async () => {
    const of = (answer: Answers[string]) =>
      new BuildahBuilder(fakeWorld({ commands: { 'buildah --version': answer } })).builderIdentity()
    expect(await of('buildah version 1.28.2\n')).toEqual(['buildah', 'buildah version 1.28.2'])
    expect(await of({ exitCode: 1 })).toBeUndefined()
  })
})

describe('buildctl', () => {
  test('gets all options of a build', () => {
    const caches = { from: ['registry/cache', 'type=gha,scope=x'], to: ['type=local,dest=/c'] }
    expect(buildctlCommand({ ...request, caches })).toEqual([
      'buildctl',
      'build',
      '--progress=plain',
      '--frontend=dockerfile.v0',
      '--local=context=/src',
      '--local=dockerfile=/run',
      '--opt=filename=Dockerfile.static',
      '--opt=platform=linux/arm64',
      '--output=type=docker,"dest=/out/a,b.tar",name=linkgate/run1:x',
      '--opt=target=app',
      '--opt=build-arg:VERSION=v1 "x"',
      '--secret=id=npm,src=/s',
      '--ssh=default',
      '--import-cache=type=registry,ref=registry/cache',
      '--import-cache=type=gha,scope=x',
      '--export-cache=type=local,dest=/c',
    ])
  })

  test('a daemon that does not answer is queried once', async () => {
    const stderr =
      'error: failed to list workers: Unavailable: connection error: desc = "transport: Error while dialing: dial tcp: connection refused"\n'
    const world = fakeWorld({ commands: { buildctl: { exitCode: 1, stderr } } })
    const builder = new BuildctlBuilder(world, '/run')
    const expected = { ok: false, problem: { fault: { kind: 'builder', because: 'unreachable' } } }
    expect(await builder.build(request)).toMatchObject(expected)
    expect(await builder.build(request)).toMatchObject(expected)
    expect(world.exec.lines('buildctl')).toHaveLength(1)
  })

  test('looks up a base image once, and removes the files for that', async () => {
    const world = fakeWorld({ commands: { buildctl: '' } })
    const builder = new BuildctlBuilder(world, '/run')
    const [one, two] = await Promise.all([
      builder.pin('golang:1.24', 'run1', 'linux/amd64'),
      builder.pin('golang:1.24', 'run1', 'linux/amd64'),
    ])
    expect(one).toBe(two)
    expect(one).toEqual({
      ok: false,
      problem: {
        because: 'unknown',
        detail: 'BuildKit does not report which image `golang:1.24` is',
      },
    })
    expect(world.exec.lines('buildctl')).toHaveLength(1)
    expect(await world.files.list('/run')).toEqual([])
  })
})

describe('Buildah', () => {
  test('gets all options of a build', () => {
    expect(buildahCommand(request, { VERSION: 'hidden' })).toEqual([
      'buildah',
      'bud',
      '--force-rm',
      '--layers',
      '--platform=linux/arm64',
      '--file=/run/Dockerfile.static',
      '--tag=linkgate/run1:x',
      '--target=app',
      '--build-arg=VERSION',
      '--secret=id=npm,src=/s',
      '--ssh=default',
      '/src',
    ])
  })

  test('exports the image, and labels the images of its steps', async () => {
    const world = fakeWorld({ commands: { buildah: '' }, files: { '/out/a,b.tar': 'older' } })
    expect(await new BuildahBuilder(world).build(request)).toMatchObject({
      ok: true,
      value: { archive: request.archive, label: 'linkgate.run' },
    })
    expect(world.exec.lines('buildah').at(-1)).toBe(
      'buildah push --quiet linkgate/run1:x docker-archive:/out/a,b.tar:linkgate/run1:x',
    )
    expect(await world.files.readText('/run/Dockerfile.static')).toContain('LABEL linkgate.run=run1')
    expect(await world.files.readText('/out/a,b.tar')).toBeUndefined()
  })

  test('a failed export is a failed build', async () => {
    const stderr = 'Error: writing blob: no space left on device\n'
    const commands = { buildah: '', 'buildah push': { exitCode: 125, stderr } }
    expect(await new BuildahBuilder(fakeWorld({ commands })).build(request)).toMatchObject({
      ok: false,
      problem: { fault: { kind: 'builder', because: 'no-space' } },
    })
  })

  test('removes the leftovers of a run, and nothing else', async () => {
    const images = JSON.stringify([
      { id: 'step', names: null },
      { id: 'app', names: ['localhost/linkgate/run1:x'] },
      { id: 'both', names: ['docker.io/library/golang:1.24', 'localhost/linkgate/run1:from-0'] },
      { id: 'other', names: ['localhost/linkgate/run10:x'] },
    ])
    const labelled = JSON.stringify([{ id: 'step', names: null }])
    const containers = JSON.stringify([
      { id: 'c1', imageid: 'step', imagename: '' },
      { id: 'c2', imageid: 'gone', imagename: 'localhost/linkgate/run1:from-0' },
      { id: 'c3', imageid: 'other', imagename: 'localhost/linkgate/run10:x' },
    ])
    const world = fakeWorld({
      commands: {
        buildah: '',
        'buildah images --all --json': images,
        'buildah images --all --filter=label=linkgate.run=run1 --json': labelled,
        'buildah containers --all --json': containers,
      },
    })
    const builder = new BuildahBuilder(world)
    expect(await builder.runs()).toEqual(['run1', 'run10'])
    await builder.removeAll('run1')
    expect(world.exec.lines('buildah').filter((line) => /^buildah rm/.test(line))).toEqual([
      'buildah rm c1 c2',
      'buildah rmi --force localhost/linkgate/run1:x localhost/linkgate/run1:from-0',
      'buildah rmi --force step',
    ])
    // other commands are ended when the run is cancelled, also during the clean-up
    expect(world.exec.calls.filter(({ how }) => how !== 'commit')).toEqual([])
  })

  test('reads the output of `buildah inspect`', () => {
    const digest = `sha256:${'a'.repeat(64)}`
    const printed = {
      FromImage: 'docker.io/library/golang:1.24',
      FromImageID: 'f00',
      FromImageDigest: digest,
      OCIv1: { architecture: 'amd64', os: 'linux', rootfs: { type: 'layers', diff_ids: ['sha256:1'] } },
      Docker: { config: { Env: ['A=b'], WorkingDir: '/go', OnBuild: ['RUN x'] } },
    }
    expect(buildahInspection.parse(JSON.stringify(printed))).toEqual({
      Id: 'f00',
      Os: 'linux',
      Architecture: 'amd64',
      RepoDigests: [`docker.io/library/golang@${digest}`],
      RootFS: { Layers: ['sha256:1'] },
      Config: { Env: ['A=b'], WorkingDir: '/go', OnBuild: ['RUN x'] },
    })
    for (const other of ['', '[]', '{}', 'null']) expect(buildahInspection.parse(other)).toBeUndefined()
  })
})
