/**
 * The same whole check with builders and engines that stand elsewhere: a BuildKit daemon that sees no image of the engine, with
 * and without an engine here, one in a container of another engine, and an engine behind a network connection. All get the base
 * images from a registry.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startBuilderContainer } from '../../scripts/engine/builder-container.ts'
import { buildctl, startBuildKit } from '../../scripts/engine/buildkit.ts'
import { ensureGoTool } from '../../scripts/tools/go-tools.ts'
import { BaseRegistry } from '../support/images/base-registry.ts'
import { builderEnv } from '../support/images/builders.ts'
import { checkOn, contentsOf, type EngineCheck } from '../support/images/engine-checks.ts'
import { EngineProxy } from '../support/images/engine-proxy.ts'
import { repositoryAt } from '../support/repositories/git.ts'
import { layOut } from '../support/repositories/repositories.ts'
import type { Repository } from '../support/repositories/repository.ts'
import { left, root, traces } from '../support/runs/linkgate.ts'
import { output } from '../support/world/temporary.ts'

const baseImages = ['golang:1.24-alpine', 'alpine:latest'] as const
const undo = new AsyncDisposableStack()
const checks = new Map<string, EngineCheck>()
let place: Pick<Repository, 'directory' | 'temporary'>
let before = ''
/** What the engine of the builder's container has, when the builder is there and at the end. */
const ofContainer: (readonly string[])[] = []

beforeAll(async () => {
  const directory = await mkdtemp(join(tmpdir(), 'linkgate-elsewhere-'))
  undo.defer(() => rm(directory, { recursive: true, force: true }))
  const registry = undo.use(await BaseRegistry.start(baseImages))
  const [golang, alpine] = baseImages.map((name) => `${registry.address}/${name}`)
  const repository = join(directory, 'repository')
  place = { directory: repository, temporary: await mkdtemp(join(directory, 'temporary-')) }
  await layOut('alpine-default-to-scratch', repository)
  const dockerfile = await readFile(join(repository, 'Dockerfile'), 'utf8')
  await repositoryAt(repository).commit('All there is, with base images from the registry', {
    Dockerfile: dockerfile.replace(baseImages[0], `${golang}`).replace('scratch', `${alpine}`),
  })

  const buildKit = await startBuildKit(root, join(directory, 'buildkit'))
  undo.defer(buildKit.stop)
  const builder = { BUILDX_CONFIG: join(directory, 'buildx'), BUILDX_BUILDER: 'elsewhere' }
  const create = ['create', '--name', builder.BUILDX_BUILDER, '--driver', 'remote', buildKit.address]
  await output(['docker', 'buildx', ...create], { env: { ...(await builderEnv('BuildKit')), ...builder } })
  const container = await startBuilderContainer(root, join(directory, 'container'))
  undo.defer(container.stop)
  const ofEngine = () => contentsOf({ DOCKER_HOST: container.host })
  ofContainer.push(await ofEngine())
  const proxy = undo.use(await EngineProxy.start())

  const noEngine = { DOCKER_HOST: `unix://${join(directory, 'none')}` }
  await ensureGoTool(root, buildctl)
  const tools = `${join(root, '.tools/bin')}:${process.env['PATH']}`
  const places = {
    here: {},
    'a remote BuildKit': builder,
    'BuildKit in a container': container.env,
    'an engine over TCP': { DOCKER_HOST: proxy.host },
    'BuildKit without an engine': { ...noEngine, BUILDKIT_HOST: buildKit.address, PATH: tools },
    'a builder of buildx without an engine': { ...noEngine, ...builder },
  }
  before = await traces(place)
  for (const [name, env] of Object.entries(places)) {
    const engine = name.endsWith('without an engine') ? ['--engine', 'embedded'] : []
    checks.set(name, await checkOn(repository, { TMPDIR: place.temporary, ...env }, 'BuildKit', engine))
  }
  ofContainer.push(await ofEngine())
})
afterAll(() => undo.disposeAsync())

test('the same sizes, layers, linkage and start', () => {
  const { variants = [], pullSizes = [] } = checks.get('here') ?? {}
  expect(variants).toMatchObject([
    { mode: 'static', source: 'shipped', started: true, linkage: { kind: 'static' } },
    { mode: 'dynamic', source: 'derived', started: true, linkage: { kind: 'dynamic', libc: 'musl' } },
  ])
  expect([...checks].map(([, { engine }]) => engine.name)).toEqual([
    'docker',
    'docker',
    'docker',
    'docker',
    'embedded',
    'embedded',
  ])
  for (const [name, check] of checks) {
    expect(check.variants, name).toEqual(variants)
    expect(check.programs, name).toEqual(checks.get('here')?.programs)
    // headers of layers are compressed too
    for (const [index, size] of check.pullSizes.entries())
      expect(Math.abs(size - (pullSizes[index] ?? 0)), name).toBeLessThan(64)
  }
})

test('leaves nothing behind, neither in an engine nor in a directory', async () => {
  expect(await left(place, before)).toEqual([])
  expect(ofContainer[0]).toEqual(ofContainer[1])
  expect(ofContainer[0]).toContain('linkgate-buildkit:test')
})
