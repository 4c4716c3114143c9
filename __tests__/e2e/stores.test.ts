import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { gzipSync, zstdCompressSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startContainerdStore } from '../../scripts/engine/containerd-store.ts'
import { startPodman } from '../../scripts/engine/podman.ts'
import { openSecrets } from '../../src/common/secrets/secrets.ts'
import type { LayerFile } from '../../src/effects/archives.ts'
import { imageReference } from '../../src/effects/engine.ts'
import type { RootFs } from '../../src/effects/root-fs.ts'
import type { World } from '../../src/effects/world.ts'
import { type PlannedLayer, writeImage } from '../../src/images/built-in/image.ts'
import { openDocker } from '../../src/images/engines/docker/docker.ts'
import { readImage, type SavedImage } from '../../src/inspect/image/archive.ts'
import { openWorld } from '../../src/world/open.ts'
import { quietLog } from '../../src/world/terminal-log.ts'
import { baseImages, copyBaseImages } from '../support/images/builder-images.ts'
import type { Builder } from '../support/images/builders.ts'
import {
  baseImageNames,
  checkOn,
  contentsOf,
  type EngineCheck,
  writeRepository,
  writeSlowRepository,
} from '../support/images/engine-checks.ts'
import { expectValue } from '../support/results.ts'
import { root, start } from '../support/runs/linkgate.ts'
import { output } from '../support/world/temporary.ts'

/**
 * The same image out of overlay2, out of the containerd store, out of Podman, and as an OCI layout: the same facts and sizes.
 * And the same whole check on these engines with each of their builders.
 */

const run = `stores${process.pid}`
const reference = imageReference(run, 'image')
const library = '/bin/bash'
const bytes = (text: string): LayerFile['content'] => ({
  kind: 'bytes',
  bytes: new TextEncoder().encode(text),
})
const undo: (() => Promise<void>)[] = []
const images = new Map<string, SavedImage>()
let directory = ''
let socket = ''
let podmanEnv: Readonly<Record<string, string>> = {}
/** What engines call the image that linkgate wrote. */
const ids = new Map<string, string>()
const versions: string[] = []

const planned: readonly PlannedLayer[] = [
  {
    createdBy: 'base',
    files: [
      { path: 'etc/', mode: 0o755, content: { kind: 'directory' } },
      { path: 'etc/gone', mode: 0o644, content: bytes('g'.repeat(700)) },
      { path: 'etc/passwd', mode: 0o644, content: bytes('root:x:0:0\n') },
      { path: 'lib', mode: 0o777, content: { kind: 'symlink', target: 'usr/lib' } },
      { path: 'usr/lib/libreal.so', mode: 0o755, content: { kind: 'file', from: library } },
    ],
  },
  {
    createdBy: 'app',
    files: [
      { path: 'app/run', mode: 0o4755, content: { kind: 'file', from: '/bin/ls' } },
      { path: 'etc/.wh.gone', mode: 0o600, content: bytes('') },
      { path: 'etc/passwd', mode: 0o600, content: bytes('root:x:0:0:changed\n') },
    ],
  },
  { createdBy: 'empty', files: [] },
]

function worldOf(env: NodeJS.ProcessEnv): World {
  const { signal } = new AbortController()
  return openWorld({
    env,
    temporaryRoot: directory,
    log: quietLog(signal, () => {}),
    signal,
    secrets: openSecrets(),
  })
}

async function through(name: string, env: NodeJS.ProcessEnv, archive: string): Promise<void> {
  const world = worldOf(env)
  const engine = expectValue(await openDocker(world))
  undo.push(() => engine.removeAll(run))
  await world.exec.commit(['docker', 'load', '--quiet', '--input', archive])
  const inspected = await world.exec.query(['docker', 'image', 'inspect', '--format={{.Id}}', reference])
  ids.set(name, inspected.stdout.trim().replace(/^sha256:/, ''))
  const saved = await engine.archiveOf(reference, join(directory, `${name}.tar`))
  images.set(name, await read(world, saved))
  versions.push(engine.version)
}

async function read(world: World, path: string): Promise<SavedImage> {
  const saved = await readImage(world.archives, path, {
    platform: `linux/${world.host.arch}`,
    scratch: directory,
  })
  if (!saved.ok) throw new Error(`${path}: ${saved.problem.message}`)
  return saved.value
}

const archiveAsWritten = () => join(directory, 'image/image.tar')
/** In that archive. */
const configPath = () => `blobs/sha256/${images.get('as written')?.image.id}`

const sha256 = (content: Uint8Array) => createHash('sha256').update(content).digest('hex')

/** From the parts that `writeImage` left beside its archive. */
async function writeLayout(at: string, arch: string, pack: (bytes: Buffer) => Buffer): Promise<void> {
  const blobs = join(at, 'blobs/sha256')
  await mkdir(blobs, { recursive: true })
  const blob = async (content: Buffer, more: object) => {
    await writeFile(join(blobs, sha256(content)), content)
    return { digest: `sha256:${sha256(content)}`, size: content.length, ...more }
  }
  const encode = (value: object) => Buffer.from(JSON.stringify(value))
  const layers: object[] = []
  for (const index of planned.keys()) {
    layers.push(await blob(pack(await readFile(join(directory, 'image', `layer-${index}.tar`))), {}))
  }
  const config = await blob(await readFile(join(directory, configPath())), {})
  const manifest = await blob(encode({ schemaVersion: 2, config, layers }), {
    platform: { os: 'linux', architecture: arch },
  })
  const other = await blob(encode({ schemaVersion: 2, config, layers: [] }), {
    platform: { os: 'plan9', architecture: arch },
  })
  const inner = await blob(encode({ schemaVersion: 2, manifests: [other, manifest] }), {})
  await writeFile(join(at, 'index.json'), encode({ schemaVersion: 2, manifests: [inner] }))
  await writeFile(join(at, 'oci-layout'), '{"imageLayoutVersion":"1.0.0"}')
}

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'linkgate-stores-'))
  undo.push(() => rm(directory, { recursive: true, force: true }))
  const world = worldOf(process.env)
  const image = join(directory, 'image')
  await mkdir(image)
  const platform = `linux/${world.host.arch}` as const
  const archive = await writeImage(world, image, { reference, platform, program: 'run', layers: planned })
  expect(archive).toBe(archiveAsWritten())
  images.set('as written', await read(world, archive))

  const store = await startContainerdStore(root)
  undo.push(store.stop)
  socket = store.host.replace('unix://', '')
  const podman = await startPodman(root)
  undo.push(podman.stop)
  podmanEnv = { PATH: `${podman.bin}:${process.env['PATH']}` }
  await through('overlay2', process.env, archive)
  await through('containerd', { ...process.env, DOCKER_HOST: store.host }, archive)
  await through('podman', { ...process.env, ...podmanEnv }, archive)
  await world.exec.query(['tar', '--extract', '--file', archive, '--directory', directory, configPath()])
  const pack = {
    gzip: (all: Buffer) => gzipSync(all, { level: 1 }),
    zstd: (all: Buffer) => zstdCompressSync(all),
  }
  for (const [name, one] of Object.entries(pack)) {
    const at = join(directory, name)
    await writeLayout(at, world.host.arch, one)
    images.set(`directory ${name}`, await read(world, at))
    await world.exec.query(['tar', '--create', '--file', `${at}.tar`, '--directory', at, '.'])
    images.set(`archive ${name}`, await read(world, `${at}.tar`))
    await world.exec.query(['gzip', '--keep', '-1', `${at}.tar`])
    images.set(`archive ${name}, compressed as a whole`, await read(world, `${at}.tar.gz`))
  }
})

afterAll(async () => {
  for (const one of undo.reverse()) await one()
  expect(socket).not.toBe('')
  expect(existsSync(dirname(socket))).toBe(false)
})

test('three engines, the second with the other image store', () => {
  expect(versions).toHaveLength(3)
  expect(Number.parseInt(versions[1] ?? '', 10)).toBeGreaterThanOrEqual(25)
})

test('an engine has the image under the digest that it has in the archive', async () => {
  const text = await output(['tar', '--extract', '--to-stdout', '--file', archiveAsWritten(), 'index.json'])
  const config = images.get('as written')?.image.id
  expect(Object.fromEntries(ids)).toEqual({
    overlay2: config,
    containerd: JSON.parse(text).manifests[0].digest.replace('sha256:', ''),
    podman: config,
  })
})

test('the same image, field by field', () => {
  const [first, ...others] = [...images].map(([, { stored: _, root: __, contents: ___, ...facts }]) => facts)
  expect(others).toHaveLength(9)
  for (const other of others) expect(other).toEqual(first)
  expect(first?.image.layers).toMatchObject([
    { createdBy: 'base', wasted: 700 + 'root:x:0:0\n'.length },
    { createdBy: 'app', wasted: 0 },
    { createdBy: 'empty', wasted: 0 },
  ])
})

test('sizes are those of the bytes themselves', async () => {
  for (const index of planned.keys()) {
    const layer = await readFile(join(directory, 'image', `layer-${index}.tar`))
    for (const { image } of images.values()) {
      expect(image.layers[index]).toMatchObject({
        diffId: sha256(layer),
        size: layer.length,
        compressedSize: gzipSync(layer, { level: 6 }).length,
      })
    }
  }
})

test('the same files with the same content', async () => {
  for (const [name, { root: files, rootProblem }] of images) {
    if (files === undefined) throw new Error(`${name}: ${rootProblem}`)
    expect(await tree(files), name).toEqual([
      '/app directory 755',
      '/app/run file 4755',
      '/etc directory 755',
      '/etc/passwd file 600',
      '/lib symlink 777',
      '/usr directory 755',
      '/usr/lib directory 755',
      '/usr/lib/libreal.so file 755',
    ])
    const read = await files.read('/lib/libreal.so')
    expect(sha256(read ?? new Uint8Array()), name).toBe(sha256(await readFile(library)))
    expect(sha256((await files.read('/app/run')) ?? new Uint8Array()), name).toBe(
      sha256(await readFile('/bin/ls')),
    )
    expect(new TextDecoder().decode(await files.read('/etc/passwd')), name).toBe('root:x:0:0:changed\n')
  }
})

describe('a whole check, both modes', () => {
  const checks = new Map<string, EngineCheck>()
  const engines: Record<'overlay2' | 'containerd' | 'podman', Readonly<Record<string, string>>> = {
    overlay2: {},
    containerd: {},
    podman: {},
  }
  /** Images and containers of the engines that nobody else uses, after each check. */
  const left = new Map<string, readonly string[]>()

  beforeAll(async () => {
    const repository = join(directory, 'repository')
    await writeRepository(repository)
    engines.containerd = { DOCKER_HOST: `unix://${socket}` }
    engines.podman = podmanEnv
    const held = await baseImages(baseImageNames)
    undo.push(async () => held[Symbol.asyncDispose]())
    const others = [engines.containerd, engines.podman]
    await Promise.all(others.map((env) => copyBaseImages(baseImageNames, env)))

    async function lane(...names: readonly (readonly [keyof typeof engines, Builder])[]): Promise<void> {
      for (const [engine, builder] of names) {
        const name = engine === 'podman' ? engine : `${engine}, ${builder}`
        const env = { ...engines[engine], LINKGATE_CACHE: join(directory, `results of ${names[0]?.join()}`) }
        checks.set(name, await checkOn(repository, env, builder))
        if (engine !== 'overlay2') left.set(name, await contentsOf(engines[engine]))
      }
    }
    await Promise.all([
      lane(['overlay2', 'BuildKit'], ['overlay2', 'legacy'], ['podman', 'legacy']),
      lane(['containerd', 'BuildKit']),
    ])
  })

  test('by four builders, one of them Podman', () => {
    expect([...checks].map(([name, { engine }]) => `${name}: ${engine.name}`).sort()).toEqual([
      'containerd, BuildKit: docker',
      'overlay2, BuildKit: docker',
      'overlay2, legacy: docker',
      'podman: podman',
    ])
  })

  test('the same sizes, layers, linkage and start', () => {
    const [[, first] = [], ...others] = checks
    expect(first?.variants).toMatchObject([
      { mode: 'static', source: 'shipped', started: true, hasCopies: true, linkage: { kind: 'static' } },
      {
        mode: 'dynamic',
        source: 'derived',
        started: true,
        hasCopies: true,
        linkage: { kind: 'dynamic', libc: 'musl' },
      },
    ])
    for (const [name, { variants, pullSizes }] of others) {
      expect(variants, name).toEqual(first?.variants)
      // the time of a file and how its owner is written are compressed too
      for (const [index, size] of pullSizes.entries())
        expect(Math.abs(size - (first?.pullSizes[index] ?? 0)), name).toBeLessThan(64)
    }
  })

  test('the same bytes of the programs, which are read once where results are kept', () => {
    const [[, first] = [], ...others] = checks
    expect(first?.programs?.map(({ mode }) => mode)).toEqual(['static', 'dynamic'])
    for (const [name, { programs }] of others) expect(programs, name).toEqual(first?.programs)
    // used are both programs and the layer of the base image; layers with a program are new, as they have a time
    const results = 'results of earlier runs: 3 used, 2 new'
    expect(Object.fromEntries([...checks].map(([name, check]) => [name, check.results]))).toEqual({
      'containerd, BuildKit': undefined,
      'overlay2, BuildKit': undefined,
      'overlay2, legacy': results,
      podman: results,
    })
  })

  test('have a label of linkgate only if the builder leaves steps behind', () => {
    expect(Object.fromEntries([...checks].map(([name, { labels }]) => [name, labels]))).toEqual({
      'containerd, BuildKit': [],
      'overlay2, BuildKit': [],
      'overlay2, legacy': ['linkgate.run'],
      podman: ['linkgate.run'],
    })
  })

  test('leaves no image and no container', () => {
    expect([...left.keys()].sort()).toEqual(['containerd, BuildKit', 'podman'])
    for (const [name, all] of left) expect(othersIn(all), name).toEqual([])
  })

  test('cancelled while Podman builds, leaves nothing either', async () => {
    const repository = join(directory, 'slow')
    await writeSlowRepository(repository, 'static')
    const temporary = join(directory, 'temporary')
    await mkdir(temporary)
    const env = { ...engines.podman, TMPDIR: temporary }
    const running = start('cli.js', {
      args: ['check', '--repo', repository],
      env: { ...process.env, ...env },
    })
    await running.said('build head, Dockerfile')
    await sleep(2_500)
    running.child.kill('SIGINT')
    const since = performance.now()
    expect(await running.finished).toMatchObject({ exitCode: 130 })
    expect(performance.now() - since).toBeLessThan(7_500)
    // containers of steps are none of Podman's own
    expect(othersIn(await contentsOf(engines.podman, '--external'))).toEqual([])
    expect(await readdir(temporary)).toEqual([])
  })

  function othersIn(all: readonly string[]): readonly string[] {
    const ours = new Set<string>([...baseImageNames, reference])
    // Podman puts a registry, or that there is none, before every name
    const others = all.filter((one) => !ours.has(one.replace(/^(docker\.io(\/library)?|localhost)\//, '')))
    return all.length === 0 ? ['nothing at all'] : others
  }
})

async function tree(files: RootFs, directory = ''): Promise<readonly string[]> {
  const found: string[] = []
  for (const name of await files.list(directory === '' ? '/' : directory)) {
    const entry = await files.entry(`${directory}/${name}`)
    if (entry === undefined) throw new Error(`${directory}/${name} is listed and not there`)
    found.push(`${entry.path} ${entry.kind} ${entry.mode.toString(8)}`)
    if (entry.kind === 'directory') found.push(...(await tree(files, entry.path)))
  }
  return found
}
