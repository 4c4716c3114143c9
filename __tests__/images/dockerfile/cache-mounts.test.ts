import { describe, expect, test } from 'vitest'
import { fail, succeed } from '../../../src/common/result.ts'
import { parseDockerfile } from '../../../src/dockerfile/read/parse.ts'
import type { BaseImage, BuildOutcome, BuildRequest } from '../../../src/effects/engine.ts'
import type { TreeEntry } from '../../../src/effects/files.ts'
import { CacheMounts } from '../../../src/images/dockerfile/cache-mounts.ts'
import { PinnedBuilds } from '../../../src/images/dockerfile/pinned-builds.ts'
import { openPins } from '../../../src/images/pins.ts'
import type { Plan } from '../../../src/plan/plan.ts'
import { imageBuild as build } from '../../support/images/image-build.ts'
import { expectValue } from '../../support/results.ts'
import { fakeEngine, handlesFor, planWith } from '../../support/world/plan.ts'
import { fakeWorld } from '../../support/world/world.ts'

const text =
  'FROM golang AS build\nCOPY . /src\nRUN go build -o /app /src\nFROM scratch\nCOPY --from=build /app /\n'

type Answer = (request: BuildRequest) => BuildOutcome
const built: Answer = () => succeed({ milliseconds: 1 })
const failing = (kind: 'step' | 'refused', output: readonly string[] = [], line = 3): BuildOutcome => ({
  ok: false,
  problem: {
    fault:
      kind === 'refused'
        ? { kind, detail: 'unknown flag: mount' }
        : { kind, line, exitCode: 1, instruction: 'RUN go build -o /app /src' },
    output,
  },
})

/** Builds one Dockerfile at each call, and records the texts that the builder got. */
async function scene({
  answer = built,
  hasCacheMounts = true,
  yaml = '',
  base = {},
  source = {},
}: {
  readonly answer?: Answer
  readonly hasCacheMounts?: boolean
  readonly yaml?: string
  readonly base?: Partial<BaseImage>
  readonly source?: Partial<Pick<Plan['source'], 'root' | 'address'>>
} = {}) {
  const texts: string[] = []
  const watched: BuildRequest['watched'][] = []
  const engine = fakeEngine(() => fail('none') as never, {
    hasCacheMounts: async () => hasCacheMounts,
    pin: async (name) => succeed({ pinned: `pinned/${name}`, layers: ['sha256:1'], ...base }),
    async build(request) {
      texts.push(request.text)
      watched.push(request.watched)
      return answer(request)
    },
  })
  const world = fakeWorld()
  const planned = planWith({ yaml })
  const plan = { ...planned, source: { ...planned.source, ...source } }
  const handles = await handlesFor(world, engine)
  const mounts = new CacheMounts(engine, plan)
  const builds = new PinnedBuilds(handles, plan, openPins(engine, 'run1', 'linux/amd64').pin, mounts)
  const dockerfile = expectValue(parseDockerfile(text))
  return {
    texts,
    watched,
    mounts,
    build: (tree: readonly TreeEntry[] = [], compiled?: () => void) =>
      builds.build({ name: 'head-shipped', revision: 'head', dockerfile, build, compiled }, { tree }),
  }
}

const idsIn = (of: string | undefined) => [...(of ?? '').matchAll(/id=([\w-]+)/g)].map(([, id]) => id)

test('adds the mounts, on the pinned base images', async () => {
  const { build: run, texts } = await scene()
  expect(await run()).toMatchObject({ kind: 'built', compileCaches: { lines: [3], without: [] } })
  expect(texts[0]?.split('\n')).toEqual([
    'FROM pinned/golang AS build',
    'COPY . /src',
    expect.stringMatching(
      /^RUN --mount=type=cache,id=linkgate-go-build-[0-9a-f]{32},target=\/root\/\.cache\/go-build --mount=type=cache,id=linkgate-go-modules-[0-9a-f]{32},target=\/go\/pkg\/mod GOGC=400 go build -o \/app \/src$/,
    ),
    'FROM scratch',
    'COPY --from=build /app /',
    '',
  ])
})

test.each([
  ['a builder without them', { hasCacheMounts: false }],
  ['a configuration without them', { yaml: 'build: { compile-caches: false }' }],
])('adds none with %s', async (_, given) => {
  const { build: run, texts } = await scene(given)
  expect(await run()).toMatchObject({ kind: 'built', compileCaches: undefined })
  expect(texts).toEqual([text.replace('golang', 'pinned/golang')])
})

test('watches the step that compiles', async () => {
  const { build: run, texts, watched } = await scene()
  await run()
  const compiled = () => {}
  await run([], compiled)
  expect(watched).toEqual([undefined, { marker: expect.any(String), count: 1, done: compiled }])
  const lines = (texts[1] ?? '').split('\n').filter((line) => line.includes(watched[1]?.marker ?? ''))
  expect(lines).toEqual([expect.stringMatching(/^RUN .* go build /)])
})

test('mounts at the directories that the base image sets', async () => {
  const config = { env: { GOCACHE: '/c' }, user: '', workdir: '/', onBuild: false }
  const { build: run, texts } = await scene({ base: { config } })
  await run()
  expect(texts[0]).toMatch(/,target=\/c .*,target=\/root\/go\/pkg\/mod /)
})

describe('builds share their compiled packages', () => {
  const file = (path: string, digest: string): TreeEntry => ({ path, digest, kind: 'file', mode: 0o644 })
  const ids = async (tree: readonly TreeEntry[], base: Partial<BaseImage> = {}) => {
    const { build: run, texts } = await scene({ base })
    await run(tree)
    return idsIn(texts[0])
  }
  const before = [file('main.go', '1'), file('README.md', '1'), file('lib/a.h', '1')]

  test('although Go files or texts differ', async () => {
    const after = [file('lib/a.h', '1'), file('main.go', '2'), file('README.md', '2')]
    expect(await ids(after)).toEqual(await ids(before))
  })

  test.each<[string, readonly TreeEntry[], Partial<BaseImage>]>([
    ['other headers', [file('lib/a.h', '2')], {}],
    [
      'another base image',
      before,
      { layers: ['sha256:2'], config: { env: { GOPATH: '/go' }, user: '', workdir: '/', onBuild: false } },
    ],
  ])('not with %s, but they share modules', async (_, tree, base) => {
    const [compiled, modules] = await ids(tree, base)
    const [other, same] = await ids(before)
    expect(compiled).not.toBe(other)
    expect(modules).toBe(same)
  })
})

test('each repository has its own mounts, identified by its address in a job, or else by its directory', async () => {
  const ids = async (source: Partial<Pick<Plan['source'], 'root' | 'address'>>) => {
    const { build: run, texts } = await scene({ source })
    await run()
    return idsIn(texts[0])
  }
  const address = 'https://github.com/octo/service'
  const own = await ids({ address, root: '/a/service' })
  expect(await ids({ address, root: '/b/service' })).toEqual(own)
  const others = [
    await ids({ address: 'https://github.com/other/service' }),
    await ids({ root: '/a/service' }),
    await ids({ root: '/b/service' }),
  ]
  expect(new Set([own, ...others].flat()).size).toBe(8)
})

describe('a build that fails', () => {
  const withMounts = ({ text: given }: BuildRequest) => given.includes('--mount')
  const unlessMounted =
    (outcome: BuildOutcome): Answer =>
    (request) =>
      withMounts(request) ? outcome : built(request)

  test.each<[string, BuildOutcome]>([
    ['in a step with mounts', failing('step')],
    ['at a missing module', failing('step', ['go: example.com/x@v1.0.0: reading file:///x: no such file'])],
    ['as a whole', failing('refused')],
  ])('%s is repeated without mounts, and all later builds have none', async (_, outcome) => {
    const { build: run, texts, mounts } = await scene({ answer: unlessMounted(outcome) })
    expect(mounts.failing).toBeUndefined()
    expect(await run()).toMatchObject({ kind: 'built', compileCaches: undefined })
    expect(mounts.failing).toBe('Dockerfile')
    await run()
    expect(texts.map((one) => one.includes('--mount'))).toEqual([true, false, false])
  })

  test('without the mounts too does not blame the mounts', async () => {
    const { build: run, texts, mounts } = await scene({ answer: () => failing('step', ['boom']) })
    expect(await run()).toMatchObject({
      kind: 'not-built',
      output: ['boom'],
      why: [{ kind: 'step-failed', line: 3 }],
    })
    expect(texts).toHaveLength(2)
    expect(mounts.failing).toBeUndefined()
  })

  test.each<[string, BuildOutcome]>([
    ['in another step', failing('step', [], 2)],
    ['at the compiler', failing('step', ['# example.com/app', './main.go:3:2: undefined: x'])],
    ['for lack of a C compiler', failing('step', ['# runtime/cgo', 'cgo: C compiler "gcc" not found: exec'])],
    ['for lack of a library', failing('step', ['# example.com/app', '/usr/bin/ld: cannot find -lfoo'])],
    [
      'for lack of a newer Go',
      failing('step', ['go: go.mod requires go >= 1.30 (running go 1.24.0; GOTOOLCHAIN=local)']),
    ],
  ])('%s is not repeated', async (_, outcome) => {
    const { build: run, texts } = await scene({ answer: () => outcome })
    expect(await run()).toMatchObject({ kind: 'not-built' })
    expect(texts).toHaveLength(1)
  })

  test('is shown as in the Dockerfile, without the mounts', async () => {
    const { build: run } = await scene({
      answer: ({ text: given }) => ({
        ok: false,
        problem: {
          fault: { kind: 'step', instruction: given.split('\n')[2] ?? '' },
          output: [`3 | >>> ${given.split('\n')[2]}`, './main.go:3:2: undefined: x'],
        },
      }),
    })
    expect(await run()).toMatchObject({
      output: ['3 | >>> RUN go build -o /app /src', './main.go:3:2: undefined: x'],
      why: [{ kind: 'step-failed', step: 'RUN go build -o /app /src' }],
    })
  })
})
