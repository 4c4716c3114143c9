import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { succeed } from '../../src/common/result.ts'
import type { Engine } from '../../src/effects/engine.ts'
import type { World } from '../../src/effects/world.ts'
import { buildAll } from '../../src/images/build.ts'
import { buildCopy } from '../../src/images/built-in/built-in.ts'
import {
  distinct,
  imageConfiguration,
  librariesLayer,
  programLayer,
  runtimeLayer,
  writeImage,
} from '../../src/images/built-in/image.ts'
import type { BuiltVariant, UnbuiltVariant } from '../../src/images/built-variant.ts'
import { createCommand, openDocker } from '../../src/images/engines/docker/docker.ts'
import { savedImages } from '../../src/images/saved-images.ts'
import { readSavedImage } from '../../src/inspect/image/archive.ts'
import type { Handles } from '../../src/plan/handles.ts'
import { realArchives } from '../../src/world/archives/archives.ts'
import { elfFile } from '../support/programs/elf.ts'
import { expectValue, problemOf } from '../support/results.ts'
import { fakeEngine, goTool, handlesFor, planWith } from '../support/world/plan.ts'
import { realWorld } from '../support/world/real.ts'
import { output, temporaryDirectory, writeTree } from '../support/world/temporary.ts'
import { type Answers, fakeFiles, fakeWorld, link } from '../support/world/world.ts'

const directory = await temporaryDirectory()

/** The variants, and what was made with. */
async function build(
  world: World,
  engine: Engine,
  plan = planWith(),
): Promise<{ readonly built: readonly (BuiltVariant | UnbuiltVariant)[]; readonly handles: Handles }> {
  const handles = await handlesFor(world, engine)
  const { variants } = await buildAll(handles, plan, savedImages(handles, plan.target.platform))
  return { built: [...variants], handles }
}

describe('the built-in image', () => {
  const surroundings = {
    '/etc/ssl/certs/ca-certificates.crt': 'CERTIFICATES',
    '/go/lib/time/zoneinfo.zip': 'ZONES',
  }

  test('what a service expects around it', async () => {
    const { files } = await runtimeLayer(fakeFiles(undefined, surroundings), goTool)
    const text = (path: string) => {
      const content = files.find((file) => file.path === path)?.content
      return content?.kind === 'bytes' ? new TextDecoder().decode(content.bytes) : content
    }
    expect(text('etc/passwd')).toBe(
      'root:x:0:0:root:/root:/sbin/nologin\nnonroot:x:65532:65532:nonroot:/home/nonroot:/sbin/nologin\n',
    )
    expect(text('etc/group')).toBe('root:x:0:\nnonroot:x:65532:\n')
    expect(text('etc/ssl/certs/ca-certificates.crt')).toEqual({
      kind: 'file',
      from: '/etc/ssl/certs/ca-certificates.crt',
    })
    expect(text('usr/share/zoneinfo.zip')).toEqual({ kind: 'file', from: '/go/lib/time/zoneinfo.zip' })
    expect(files.find(({ path }) => path === 'tmp/')).toEqual({
      path: 'tmp/',
      mode: 0o1777,
      content: { kind: 'directory' },
    })
  })

  test('every directory stands before what is in it, each once', async () => {
    const { files } = await runtimeLayer(fakeFiles(undefined, surroundings), goTool)
    const paths = files.map(({ path }) => path)
    expect(new Set(paths).size).toBe(paths.length)
    for (const path of paths) {
      const parts = path.replace(/\/$/, '').split('/')
      for (let depth = 1; depth < parts.length; depth++) {
        const parent = `${parts.slice(0, depth).join('/')}/`
        expect(paths.indexOf(parent), parent).toBeGreaterThanOrEqual(0)
        expect(paths.indexOf(parent)).toBeLessThan(paths.indexOf(path))
      }
    }
  })

  test('certificates from where other systems keep them, links followed', async () => {
    const files = fakeFiles(undefined, {
      '/etc/pki/tls/certs/ca-bundle.crt': link('/etc/pki/ca-trust/extracted/tls-ca-bundle.pem'),
      '/etc/pki/ca-trust/extracted/tls-ca-bundle.pem': 'CERTIFICATES',
    })
    const layer = await runtimeLayer(files, goTool)
    expect(layer.files.find(({ path }) => path === 'etc/ssl/certs/ca-certificates.crt')?.content).toEqual({
      kind: 'file',
      from: '/etc/pki/ca-trust/extracted/tls-ca-bundle.pem',
    })
  })

  test('without certificates and time zones it is still an image', async () => {
    const { files } = await runtimeLayer(fakeFiles(), goTool)
    expect(files.map(({ path }) => path)).toEqual(['etc/', 'etc/group', 'etc/passwd', 'tmp/'])
  })

  test('its configuration has no time in it and nothing of this machine', () => {
    const layers = [{ diffId: 'aa', createdBy: 'one' }]
    expect(imageConfiguration('linux/arm64', 'api', layers)).toEqual({
      architecture: 'arm64',
      os: 'linux',
      created: '1970-01-01T00:00:00Z',
      config: {
        Entrypoint: ['/app/api'],
        Env: [
          'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
          'SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt',
          'ZONEINFO=/usr/share/zoneinfo.zip',
        ],
        WorkingDir: '/app',
      },
      rootfs: { type: 'layers', diff_ids: ['sha256:aa'] },
      history: [{ created: '1970-01-01T00:00:00Z', created_by: 'one' }],
    })
  })

  test('the same content gives the same archive, byte for byte, wherever it is written', async () => {
    const world = realWorld(directory)
    const archives: Buffer[] = []
    for (const name of ['one', 'two']) {
      const at = join(directory, name)
      await writeTree(at, { program: `#!${'x'.repeat(2_000_000)}`, certificates: 'C' })
      const runtime = await runtimeLayer(fakeFiles(undefined, {}), goTool)
      const layers = [
        runtime,
        librariesLayer([
          { path: 'lib64/ld.so', mode: 0o755, content: { kind: 'file', from: join(at, 'certificates') } },
        ]),
        programLayer('api', join(at, 'program')),
      ]
      const image = {
        reference: 'linkgate/run:head-static',
        platform: 'linux/amd64',
        program: 'api',
        layers,
      } as const
      archives.push(await readFile(await writeImage(world, at, image)))
    }
    expect(archives[0]?.equals(archives[1] ?? Buffer.alloc(0))).toBe(true)

    const saved = expectValue(await readSavedImage(await realArchives.read(join(directory, 'one/image.tar'))))
    expect(saved.image.entrypoint).toEqual(['/app/api'])
    expect(saved.image.layers.map(({ createdBy }) => createdBy)).toEqual([
      'linkgate: certificates, time zones, users, /tmp',
      'linkgate: loader and shared libraries',
      'linkgate: /app/api',
    ])
    const listed = await output(['tar', '--list', '--verbose', '--file', join(directory, 'one/layer-0.tar')])
    expect(listed).toMatch(/^drwxrwxrwt .* tmp\/$/m)
    const manifest = JSON.parse(
      await output([
        'tar',
        '--extract',
        '--to-stdout',
        '--file',
        join(directory, 'one/image.tar'),
        'manifest.json',
      ]),
    )
    expect(manifest[0].RepoTags).toEqual(['linkgate/run:head-static'])
  })
})

describe('building every variant', () => {
  const loader = '/lib64/ld-linux-x86-64.so.2'
  const files = {
    '/checkouts/head/go.mod': '',
    '/checkouts/base/go.mod': '',
    [loader]: elfFile({ type: 3 }),
    '/lib/x86_64-linux-gnu/libc.so.6': elfFile({ type: 3 }),
  }

  /** `go build` writes what the environment asks for; base is told from head by its directory. */
  function scene(fails: (cwd: string, cgo: string) => boolean = () => false, more: Answers = {}) {
    const world = fakeWorld({
      files,
      commands: {
        'gcc --version': 'gcc 14',
        ...more,
        'go build': async ({ command, cwd = '', env = {} }) => {
          const cgo = env['CGO_ENABLED'] ?? ''
          world.clock.advance(100)
          if (fails(cwd, cgo)) return { exitCode: 1, stderr: 'main.go:1:1: broken' }
          const dynamic = { interpreter: loader, needed: ['libc.so.6', 'libgone.so'] }
          const bytes = elfFile({ ...(cgo === '1' ? dynamic : {}), tail: cwd })
          await world.files.write(command[command.indexOf('-o') + 1] ?? '', bytes, 0o755)
          return ''
        },
      },
    })
    const engine = fakeEngine(() => {
      throw new Error('nothing is started here')
    })
    return { world, engine }
  }

  test('both revisions, both modes, each loaded under a name of its own', async () => {
    const { world, engine } = scene()
    const { built, handles } = await build(world, engine)
    expect(
      built.map((one) => [one.revision, one.mode.name, one.kind === 'built' && one.image]),
    ).toMatchObject(
      [
        ['base', 'static'],
        ['base', 'dynamic'],
        ['head', 'static'],
        ['head', 'dynamic'],
      ].map(([revision, mode]) => [
        revision,
        mode,
        {
          kind: 'laid-out',
          binary: `/tmp/linkgate-Run1/build-${revision}-${mode}/program/api`,
          milliseconds: 100,
          reference: `linkgate/run1:${revision}-${mode}`,
        },
      ]),
    )
    expect(engine.asked.map(([what]) => what)).toEqual(['load', 'load', 'load', 'load'])
    const layersOf = async (name: string) => {
      const saved = await readSavedImage(
        await world.archives.read(`/tmp/linkgate-Run1/image-${name}/image.tar`),
      )
      return expectValue(saved).image.layers.map(({ createdBy }) => createdBy?.replace('linkgate: ', ''))
    }
    expect(await layersOf('head-static')).toEqual(['certificates, time zones, users, /tmp', '/app/api'])
    expect(await layersOf('head-dynamic')).toEqual([
      'certificates, time zones, users, /tmp',
      'loader and shared libraries',
      '/app/api',
    ])
    await handles.workspace.close()
    expect(engine.asked.at(-1)).toEqual(['remove', 'run1'])
  })

  test('a copy has the same program in a layer of its own, and the other layers are shared', async () => {
    const { world, engine } = scene()
    const { built, handles } = await build(world, engine)
    const [one] = built
    if (one?.kind !== 'built' || one.image.kind !== 'laid-out') throw new Error('nothing was built')
    expect(await buildCopy(handles, planWith().target, one, one.image)).toBe('linkgate/run1:copy-base-static')
    const diffIds = async (name: string) => {
      const archive = `/tmp/linkgate-Run1/image-${name}/image.tar`
      const saved = await readSavedImage(await world.archives.read(archive))
      return expectValue(saved).image.layers.map(({ diffId }) => diffId)
    }
    const [original, copy] = [await diffIds('base-static'), await diffIds('copy-base-static')]
    expect(copy).toHaveLength(2)
    expect(copy[0]).toBe(original[0])
    expect(copy[1]).not.toBe(original[1])
    const files = distinct({ createdBy: 'x', files: [] }).files.map(({ path }) => path)
    expect(files).toEqual(['.linkgate-copy'])
  })

  test('one variant that does not build does not keep the others from it', async () => {
    const { world, engine } = scene((cwd, cgo) => cwd.includes('head') && cgo === '1')
    const { built } = await build(world, engine)
    expect(built.map(({ kind }) => kind)).toEqual(['built', 'built', 'built', 'unbuilt'])
    expect(built[3]).toMatchObject({ failure: { output: ['main.go:1:1: broken'], why: [] } })
    expect(world.log.text('info')).toContain('build head, dynamic failed: main.go:1:1: broken')
  })

  test('a C compiler that is missing is one sentence, in the mode that takes one', async () => {
    const { world, engine } = scene((_, cgo) => cgo === '1', { 'gcc --version': { exitCode: 127 } })
    const { built } = await build(world, engine)
    expect(built.map(({ kind }) => kind)).toEqual(['built', 'unbuilt', 'built', 'unbuilt'])
    const why = { kind: 'compiler-missing', mode: 'dynamic', compiler: 'gcc' }
    expect(built[3]).toMatchObject({ failure: { output: ['main.go:1:1: broken'], why: [why] } })
  })

  test('a base image is resolved once, and the program put on it by the builder', async () => {
    const texts: string[] = []
    const engine = fakeEngine(
      () => {
        throw new Error('nothing is started here')
      },
      {
        async pin(name) {
          texts.push(`pin ${name}`)
          return succeed({ pinned: `${name}@sha256:1`, digest: 'sha256:1', layers: ['a'] })
        },
        async build({ text }) {
          texts.push(text)
          return succeed({ milliseconds: 1 })
        },
      },
    )
    const yaml = 'modes: { static: { base-image: alpine:3.20 } }'
    const { world } = scene()
    const { built } = await build(world, engine, planWith({ yaml }))
    const text = 'FROM alpine:3.20@sha256:1\nADD program.tar /\nENTRYPOINT ["/app/api"]\n'
    expect(texts).toEqual(['pin alpine:3.20', text, text])
    expect(built[1]).toMatchObject({
      image: {
        kind: 'on-base',
        program: '/app/api',
        on: { name: 'alpine:3.20', digest: 'sha256:1' },
        baseLayers: ['a'],
      },
    })
  })

  test('without a base only head is built', async () => {
    const { world, engine } = scene()
    const { built } = await build(world, engine, planWith({ checkouts: { head: '/checkouts/head' } }))
    expect(built.map(({ revision }) => revision)).toEqual(['head', 'head'])
  })

  test('what was loaded is removed even when loading fails', async () => {
    const { world } = scene()
    const engine = fakeEngine(
      () => {
        throw new Error('x')
      },
      {
        load: async () => {
          throw new Error('no space left')
        },
      },
    )
    const handles = await handlesFor(world, engine)
    const plan = planWith()
    const building = buildAll(handles, plan, savedImages(handles, plan.target.platform))
    await expect(building).rejects.toThrow('no space left')
    await handles.workspace.close()
    expect(engine.asked).toContainEqual(['remove', 'run1'])
  })
})

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
