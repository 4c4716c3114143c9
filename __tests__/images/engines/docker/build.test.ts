import { describe, expect, test } from 'vitest'
import type { BuildRequest } from '../../../../src/effects/engine.ts'
import {
  buildCommand,
  builderOf,
  cacheBackendsOf,
  labelled,
  needsBuildKit,
  seesImages,
  usesCacheService,
} from '../../../../src/images/engines/docker/build.ts'
import { byDigest, parseInspected } from '../../../../src/images/engines/docker/pin.ts'

const build: BuildRequest = {
  context: '/checkout/services/api',
  dockerfile: '/tmp/x/Dockerfile',
  text: 'FROM scratch\n',
  reference: 'linkgate/run:head-shipped',
  archive: '/tmp/x/image.tar',
  run: 'run',
  platform: 'linux/amd64',
  target: 'prod',
  buildArgs: { VERSION: 'a b; $(c)' },
  secrets: ['id=npm,env=NPM_TOKEN'],
  ssh: ['default'],
}

describe('the build command', () => {
  test('loads the image into the engine with buildx', () => {
    expect(buildCommand('buildx', build)).toEqual([
      'docker',
      'buildx',
      'build',
      '--load',
      '--progress=plain',
      '--provenance=false',
      '--platform=linux/amd64',
      '--file=/tmp/x/Dockerfile',
      '--tag=linkgate/run:head-shipped',
      '--target=prod',
      '--build-arg=VERSION=a b; $(c)',
      '--secret=id=npm,env=NPM_TOKEN',
      '--ssh=default',
      '/checkout/services/api',
    ])
  })

  test('has the external caches, and needs the cache service of the runner only for caches in it', () => {
    const caches = { from: ['type=gha,scope=a', 'me/app'], to: ['type=local,dest=/c'] }
    const words = buildCommand('buildx', { ...build, caches })
    expect(words.filter((word) => word.startsWith('--cache'))).toEqual([
      '--cache-from=type=gha,scope=a',
      '--cache-from=me/app',
      '--cache-to=type=local,dest=/c',
    ])
    expect(words.at(-1)).toBe(build.context)
    expect(usesCacheService({ caches })).toBe(true)
    expect(usesCacheService({ caches: { from: [], to: ['"type=gha","scope=a"'] } })).toBe(true)
    for (const entry of ['me/app', 'type=registry,ref=type=ghast', 'type=ghastly'])
      expect(usesCacheService({ caches: { from: [entry], to: [] } }), entry).toBe(false)
    expect(usesCacheService({})).toBe(false)
  })

  test.each([
    ['podman', false, '', [], []],
    ['engine', false, '', [], []],
    ['buildx', true, '', 'all', 'all'],
    ['buildx', false, '[[Backing Filesystem extfs]]', ['registry'], ['inline']],
    [
      'buildx',
      false,
      '[[driver-type io.containerd.snapshotter.v1]]',
      ['inline', 'local', 'registry', 'gha'],
      ['inline', 'local', 'registry', 'gha'],
    ],
  ] as const)(
    'cache backends of %s, outside of the engine: %j, with the store %s',
    (builder, isElsewhere, store, ...backends) => {
      const [reads, writes] = backends
      expect(cacheBackendsOf(builder, { isElsewhere, store })).toEqual({ reads, writes })
    },
  )

  test.each([
    ['/tmp/x/image.tar', '--output=type=docker,dest=/tmp/x/image.tar'],
    ['/tmp/a,b "c"/i.tar', '--output=type=docker,"dest=/tmp/a,b ""c""/i.tar"'],
  ])('has a builder outside of the engine write the image to %s', (archive, output) => {
    const [elsewhere, here] = [{ archive }, {}].map((options) => buildCommand('buildx', build, options))
    expect(elsewhere).toEqual(here?.map((word) => (word === '--load' ? output : word)))
    expect(elsewhere).toContain(output)
  })

  test.each([
    [{ isPodman: false, hasBuildx: true, client: '28.2.2' }, 'buildx'],
    [{ isPodman: false, hasBuildx: false, client: '20.10.24' }, 'buildkit'],
    [{ isPodman: false, hasBuildx: false, client: '20.10.24', buildKit: '1' }, 'buildkit'],
    [{ isPodman: false, hasBuildx: false, client: '20.10.24', buildKit: '0' }, 'engine'],
    [{ isPodman: false, hasBuildx: false, client: '28.2.2' }, 'engine'],
    [{ isPodman: false, hasBuildx: false, client: '' }, 'engine'],
    [{ isPodman: true, hasBuildx: true, client: '5.4.2' }, 'podman'],
  ])('%o selects the builder %s', (given, wanted) => {
    expect(builderOf(given)).toBe(wanted)
  })
})

describe('a Dockerfile that needs BuildKit', () => {
  test.each([
    'RUN --mount=type=cache,target=/root/.cache go build',
    '  run --network=none true',
    'RUN <<EOF',
    'RUN cat <<-"EOF" > /x',
    'COPY --chmod=755 a b',
    'COPY --from=build --link a b',
    'ADD --checksum=sha256:0 https://x y',
    'COPY <<EOF /x',
  ])('%s', (line) => {
    const text = `FROM scratch\n${line}\n`
    const plain = { ...build, secrets: [], ssh: [], text }
    expect(needsBuildKit('engine', plain)).toBe(
      `line 2 of the Dockerfile (\`${line.trim()}\`) needs BuildKit, but this Docker has no buildx plugin: install docker-buildx, or add docker/setup-buildx-action before this step`,
    )
    expect(needsBuildKit('buildx', plain)).toBeUndefined()
  })

  test('has one of these lines, secrets or SSH', () => {
    const text = 'FROM a\nRUN echo "1 << 2"\nCOPY --from=b --chown=1 c d\n# RUN --mount=x\n'
    expect(needsBuildKit('engine', { ...build, text, secrets: [], ssh: [] })).toBeUndefined()
    expect(needsBuildKit('engine', { ...build, text, ssh: [] })).toContain(
      '`secrets` and `ssh` under `build` need',
    )
  })
})

describe('a label in every stage', () => {
  test('after its FROM, wherever that ends', () => {
    const text =
      '# escape=`\nARG V=1\nFROM golang:$V `\n  AS build\nRUN true\r\nFROM scratch\nCOPY --from=build /x /x'
    expect(labelled(text, 'a=b')).toBe(
      '# escape=`\nARG V=1\nFROM golang:$V `\n  AS build\nLABEL a=b\nRUN true\r\nFROM scratch\nLABEL a=b\nCOPY --from=build /x /x',
    )
  })

  test('leaves a Dockerfile that cannot be parsed unchanged', () => {
    expect(labelled('FROM a\nNONSENSE b\n', 'a=b')).toBe('FROM a\nNONSENSE b\n')
  })
})

test.each([
  ['Name:          default\nDriver:        docker\n', true],
  ['Name:          builder-1\nDriver:        docker-container\n', false],
  ['', true],
])('whether buildx sees the images of the engine: %j', (said, sees) => {
  expect(seesImages(said)).toBe(sees)
})

describe('the image of a reference', () => {
  const digest = (character: string) => `sha256:${character.repeat(64)}`
  const image = (RepoDigests: readonly string[]) => {
    const found = parseInspected(JSON.stringify({ RepoDigests, RootFS: { Layers: ['sha256:1'] } }))
    if (found === undefined) throw new Error('not understood')
    return found
  }

  test.each([
    ['golang:1.24-alpine', [`golang@${digest('a')}`], `golang@${digest('a')}`],
    ['alpine', [`docker.io/library/alpine@${digest('a')}`], `alpine@${digest('a')}`],
    ['docker.io/library/alpine:3', [`alpine@${digest('a')}`], `docker.io/library/alpine@${digest('a')}`],
    ['localhost:5000/base', [`localhost:5000/base@${digest('a')}`], `localhost:5000/base@${digest('a')}`],
    ['b:1', [`a@${digest('a')}`, `b@${digest('b')}`], `b@${digest('b')}`],
    [`c:1@${digest('c')}`, [], `c:1@${digest('c')}`],
  ])('%s', (reference, digests, pinned) => {
    expect(byDigest(reference, image(digests))).toEqual({
      pinned,
      digest: pinned.slice(pinned.indexOf('@') + 1),
      layers: ['sha256:1'],
    })
  })

  test('has no digest if it is in no registry', () => {
    expect(byDigest('mine:1', image([]))).toEqual({ layers: ['sha256:1'] })
    expect(byDigest('mine:1', image([`yours@${digest('a')}`]))).toEqual({ layers: ['sha256:1'] })
    const config = { Env: ['GOPATH=/go', 'EMPTY=', 'SET=a=b'], User: '1001:0', OnBuild: ['RUN make'] }
    expect(byDigest('mine:1', { Config: config })).toEqual({
      layers: [],
      config: { env: { GOPATH: '/go', EMPTY: '', SET: 'a=b' }, user: '1001:0', workdir: '/', onBuild: true },
    })
    expect(byDigest('mine:1', { Config: { Env: null, WorkingDir: '/src' } })).toEqual({
      layers: [],
      config: { env: {}, user: '', workdir: '/src', onBuild: false },
    })
    expect(parseInspected('nonsense')).toBeUndefined()
    expect(parseInspected('[{"Os":"linux"}]')).toEqual({ Os: 'linux' })
  })
})
