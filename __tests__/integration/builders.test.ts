import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildctl, startBuildKit } from '../../scripts/engine/buildkit.ts'
import { startPodman } from '../../scripts/engine/podman.ts'
import { ensureGoTool } from '../../scripts/tools/go-tools.ts'
import { openSecrets } from '../../src/common/secrets/secrets.ts'
import { type BaseImage, type Builder, imageReference } from '../../src/effects/engine.ts'
import type { World } from '../../src/effects/world.ts'
import { openBuilder } from '../../src/images/engines/builders/open-builder.ts'
import { openDocker } from '../../src/images/engines/docker/docker.ts'
import { readImage } from '../../src/inspect/image/archive.ts'
import { openWorld } from '../../src/world/open.ts'
import { quietLog } from '../../src/world/terminal-log.ts'
import { BaseRegistry } from '../support/images/base-registry.ts'
import { baseImages, copyBaseImages } from '../support/images/builder-images.ts'
import { builderEnv } from '../support/images/builders.ts'
import { expectValue } from '../support/results.ts'
import { root } from '../support/runs/linkgate.ts'
import { output, temporaryDirectory, writeTree } from '../support/world/temporary.ts'

/** Builders of Dockerfiles that need no container engine: what they build, and what they say where they fail. */

const base = 'alpine:latest'
const run = `builders${process.pid}`
const directory = await temporaryDirectory()
const undo = new AsyncDisposableStack()
const builders = new Map<
  string,
  { readonly builder: Builder; readonly world: World; readonly base: string }
>()
let ofEngine: BaseImage | undefined

function worldOf(env: Readonly<Record<string, string>>): World {
  const { signal } = new AbortController()
  return openWorld({
    // no engine answers
    env: { ...process.env, DOCKER_HOST: `unix://${directory}/no-engine`, ...env },
    temporaryRoot: directory,
    log: quietLog(signal, () => {}),
    signal,
    secrets: openSecrets(),
  })
}

beforeAll(async () => {
  const images = undo.use(await baseImages([base]))
  expect(images).toBeDefined()
  const registry = undo.use(await BaseRegistry.start([base]))
  const inRegistry = `${registry.address}/${base}`
  const buildKit = await startBuildKit(root, join(directory, 'buildkit'))
  undo.defer(buildKit.stop)
  await ensureGoTool(root, buildctl)
  const podman = await startPodman(root)
  undo.defer(podman.stop)
  await copyBaseImages([base], { PATH: `${podman.bin}:${process.env['PATH']}` })

  const buildx = { BUILDX_CONFIG: join(directory, 'buildx'), BUILDX_BUILDER: 'elsewhere' }
  const ofBuildx = { ...(await builderEnv('BuildKit')), ...buildx }
  await output(
    ['docker', 'buildx', 'create', '--name', 'elsewhere', '--driver', 'remote', buildKit.address],
    { env: ofBuildx },
  )
  const open = async (name: string, from: string, env: Readonly<Record<string, string>>) => {
    const world = worldOf(env)
    const place = join(directory, `run-${name}`)
    await mkdir(place)
    builders.set(name, { builder: await openBuilder(world, place), world, base: from })
  }
  const path = process.env['PATH']
  await open('buildctl', inRegistry, {
    BUILDKIT_HOST: buildKit.address,
    PATH: `${join(root, '.tools/bin')}:${path}`,
  })
  await open('buildx', inRegistry, { ...ofBuildx, DOCKER_HOST: `unix://${directory}/no-engine` })
  await open('buildah', `localhost/${base}`, { PATH: `${podman.buildah}:${path}` })

  const engine = expectValue(await openDocker(worldOf({ DOCKER_HOST: process.env['DOCKER_HOST'] ?? '' })))
  undo.defer(() => engine.removeAll(run))
  ofEngine = expectValue(await engine.pin(base, run, `linux/${worldOf({}).host.arch}`))
}, 600_000)
afterAll(() => undo.disposeAsync())

let made = 0

async function build(name: string, lines: readonly string[], buildArgs = {}) {
  const found = builders.get(name)
  if (found === undefined) throw new Error(name)
  const { builder, world } = found
  const context = join(directory, `context-${++made}`)
  const text = `${[`FROM ${found.base} AS build`, ...lines].join('\n')}\n`
  await writeTree(context, {
    Dockerfile: text,
    'kept.txt': 'kept',
    'left.txt': 'left',
    '.dockerignore': 'left.txt',
  })
  const archive = join(directory, `${name}-${made}.tar`)
  const platform = `linux/${world.host.arch}`
  const built = await builder.build({
    context,
    dockerfile: join(context, 'Dockerfile'),
    text,
    reference: imageReference(run, `${name}-${made}`),
    archive,
    run,
    platform,
    buildArgs,
    secrets: [],
    ssh: [],
  })
  return { built, archive, world, platform }
}

const names = ['buildctl', 'buildx', 'buildah'] as const

describe.each(names)('%s', (name) => {
  const about = () => builders.get(name) ?? expect.unreachable(name)

  test('builds an image as an archive, with its arguments and without ignored files', async () => {
    const lines = [
      'ARG WORD',
      'COPY . /src',
      'RUN echo "$WORD" > /word',
      'FROM scratch',
      'COPY --from=build /word /src /out/',
      'USER 7',
    ]
    const { built, archive, world, platform } = await build(name, lines, { WORD: 'a "b", c=d' })
    expect(expectValue(built)).toMatchObject({ archive })
    const image = expectValue(await readImage(world.archives, archive, { platform, scratch: directory }))
    expect(image.image).toMatchObject({ user: '7' })
    const text = async (path: string) => new TextDecoder().decode(await image.root?.read(path))
    expect(await text('/out/word')).toBe('a "b", c=d\n')
    expect(await text('/out/kept.txt')).toBe('kept')
    expect(await image.root?.entry('/out/left.txt')).toBeUndefined()
  })

  test('reads the same configuration of a base image as an engine', async () => {
    const { builder, world } = about()
    const found = expectValue(await builder.pin(about().base, run, `linux/${world.host.arch}`))
    expect({ layers: found.layers, config: found.config }).toEqual({
      layers: ofEngine?.layers,
      config: ofEngine?.config,
    })
    expect(found.digest).toMatch(/^sha256:[0-9a-f]{64}$/)
  })

  test('reports the failed step, with its line, its exit code and its output', async () => {
    const { built } = await build(name, ['WORKDIR /src', 'RUN echo said; exit 7'])
    expect(built).toMatchObject({
      ok: false,
      problem: { fault: { kind: 'step', line: 3, exitCode: 7 }, output: ['said'] },
    })
  })

  test('reports a missing base image', async () => {
    const { builder, world, base: from } = about()
    const absent = from.replace('alpine', 'absent').replace('localhost', '127.0.0.1:1')
    const found = await builder.pin(absent, run, `linux/${world.host.arch}`)
    expect(found).toMatchObject({
      ok: false,
      problem: { because: name === 'buildah' ? 'unreachable' : 'not-found' },
    })
  })

  test('leaves nothing of a run', async () => {
    const { builder, world } = about()
    if (name === 'buildah') expect(await builder.runs()).toEqual([run])
    await builder.removeAll(run)
    expect(await builder.runs()).toEqual([])
    if (name !== 'buildah') return
    const listed = async (...args: readonly string[]) =>
      JSON.parse((await world.exec.query(['buildah', ...args, '--all', '--json'])).stdout)
    expect(await listed('containers')).toBe(null)
    expect(await listed('images')).toMatchObject([{ names: [about().base] }])
  })
})
