import { describe, expect, test } from 'vitest'
import type { BuiltVariant } from '../../../src/images/built-variant.ts'
import {
  builtOnceFindings,
  cachesNotReadFinding,
  cachesUnusedFinding,
  changedMode,
  ineffectiveEnvFinding,
  labelledFinding,
  notAppFinding,
  notDerived,
  settingsFindings,
  unlistedMode,
} from '../../../src/images/dockerfile/findings.ts'
import type { Linkage } from '../../../src/model/image.ts'
import { worded } from '../../support/reports/worded.ts'
import { modeNamed, planWith } from '../../support/world/plan.ts'

const dockerfile = 'deploy/Dockerfile'
const linked = (kind: Linkage['kind'], libc?: 'glibc' | 'musl') => ({
  linkage: {
    kind,
    needed: [],
    machine: 'amd64',
    pie: false,
    ...(libc === undefined ? {} : { libc }),
  } satisfies Linkage,
})

test('an image of another program is not measured, which is a warning', () => {
  const main = { module: '.', path: './cmd/api', name: 'api', importPath: 'example.com/api/cmd/api' }
  expect(
    worded(notAppFinding({ dockerfile }, main, { because: 'it starts `nginx`', isCopied: false })),
  ).toEqual({
    id: 'dockerfile/not-used',
    verdict: 'warn',
    message:
      'The image of deploy/Dockerfile is not measured: it starts `nginx`. linkgate measures the built-in image instead, with `example.com/api/cmd/api` built on this machine.',
    fix: 'set `build: { dockerfile: … }` in .github/linkgate.yml to the Dockerfile that builds the app, or to `false` to measure the built-in image without this warning',
  })
})

test('a Dockerfile that copies a program can be measured if a command compiles that first', () => {
  const main = { module: '.', path: '.', name: 'api', importPath: 'example.com/api' }
  const found = worded(
    notAppFinding({ dockerfile }, main, { because: 'it copies a program', isCopied: true }),
  )
  expect(found.fix).toContain(
    'set `build: { prepare: … }` in .github/linkgate.yml to the command that compiles',
  )
})

describe('a label that linkgate adds', () => {
  const variant = (source: 'shipped' | 'derived', label?: string) =>
    ({
      kind: 'built',
      source,
      image: {
        kind: 'dockerfile',
        dockerfile: { path: dockerfile, changes: [], ...(label === undefined ? {} : { label }) },
      },
    }) as unknown as BuiltVariant

  test.each([
    ['docker', 'legacy'],
    ['podman', 'podman'],
  ])('to the production image, with %s, is reported once', (name, builder) => {
    const label = 'linkgate.run'
    const built = [variant('derived', label), variant('shipped', label), variant('shipped', label)]
    expect(labelledFinding(built, { name })).toMatchObject([
      { id: 'dockerfile/labelled', verdict: 'pass', params: { dockerfile, label, builder } },
    ])
  })

  test('to other images only, or to none, is not reported', () => {
    const built = [variant('derived', 'linkgate.run'), variant('shipped')]
    expect(labelledFinding(built, { name: 'docker' })).toEqual([])
  })
})

test('one image of the Dockerfile for both base and head is reported for each mode that uses it', () => {
  const variant = (revision: 'base' | 'head', mode: 'static' | 'dynamic', reference: string) =>
    ({
      kind: 'built',
      revision,
      mode: modeNamed(mode),
      image: { kind: 'dockerfile', reference, dockerfile: { path: dockerfile } },
    }) as unknown as BuiltVariant
  const found = builtOnceFindings([
    variant('base', 'static', 'linkgate/run1:head-shipped'),
    variant('base', 'dynamic', 'linkgate/run1:base-dynamic-derived'),
    variant('head', 'static', 'linkgate/run1:head-shipped'),
    variant('head', 'dynamic', 'linkgate/run1:head-dynamic-derived'),
  ])
  expect(found).toMatchObject([{ mode: 'static' }])
  expect(found.map(worded)).toMatchObject([
    {
      id: 'dockerfile/built-once',
      verdict: 'pass',
      message:
        'deploy/Dockerfile: base and head give the builder the same files and settings, so linkgate built the image once for both',
    },
  ])
})

describe('an assignment of CGO_ENABLED without effect', () => {
  const set = (value: string, unexported = true) => ({ line: 4, value, unexported })

  test('is reported if the program is linked differently; of several assignments, the last one', () => {
    const found = ineffectiveEnvFinding({ dockerfile }, linked('dynamic', 'glibc'), [
      { ...set('0'), line: 2 },
      set('0', false),
      set('1'),
    ])
    expect(found.map(worded)).toEqual([
      {
        id: 'dockerfile/ineffective-env',
        verdict: 'warn',
        message:
          'deploy/Dockerfile:4: `CGO_ENABLED=0` has no effect on `go build`, because it ends with its RUN instruction. The program in the production image is dynamic.',
        fix: 'write `ENV CGO_ENABLED=0` before that line, or put the variable directly in front of `go build`',
      },
    ])
  })

  test('is not reported if the program is linked as assigned', () => {
    expect(ineffectiveEnvFinding({ dockerfile }, linked('static'), [set('0')])).toEqual([])
  })
})

test('reports that no column shows the mode of the production image, with the keys that exclude it', () => {
  const modes = (yaml: string) => planWith({ yaml }).settings.config.modes
  expect(unlistedMode({ dockerfile }, modes('modes: [dynamic]'), linked('static'))).toMatchObject({
    id: 'dockerfile/mode-not-listed',
    params: { shipped: 'static', because: { kind: 'no-mode', modes: ['dynamic'] } },
  })
  expect(
    unlistedMode({ dockerfile }, modes('modes: { static: { tags: a } }'), linked('static')),
  ).toMatchObject({
    id: 'dockerfile/mode-not-listed',
    mode: 'static',
    params: { because: { kind: 'own-keys', keys: ['tags'], link: 'static' } },
  })
})

test('the production image is linked differently than at base', () => {
  expect(changedMode(linked('static'), linked('dynamic', 'musl')).map(worded)).toEqual([
    {
      id: 'dockerfile/mode-changed',
      verdict: 'warn',
      revision: 'head',
      message:
        'The program in the production image changes from static to dynamic (musl). Each column compares images of one mode, so no column shows this change.',
      fix: 'compare base in the column of the old mode with head in the column of the new mode',
    },
  ])
  expect(changedMode(linked('dynamic', 'glibc'), linked('dynamic', 'glibc'))).toEqual([])
})

describe('a mode that is not made from the Dockerfile', () => {
  const path = 'Dockerfile'
  const not = {
    mode: 'static',
    promised: ['static'],
    made: 'dynamic',
    machine: 'amd64',
    interpreter: '/lib/ld.so',
    needed: [],
  } as const

  test.each([
    [{ kind: 'refused', detail: 'line 3 cannot be changed' }, 'line 3 cannot be changed'],
    [{ kind: 'copy-not-built', path }, 'the changed copy of Dockerfile does not build'],
    [
      {
        kind: 'copy-not-built',
        path,
        because: { kind: 'base-image', image: 'alpine:3.19', because: 'unreachable', detail: 'i/o timeout' },
      },
      'the changed copy of Dockerfile does not build: the registry of the base image `alpine:3.19` could not be reached (i/o timeout)',
    ],
    [
      { kind: 'copy-linked-otherwise', path, not },
      'in the changed copy of Dockerfile, mode `static` must produce a static binary, but the result is a dynamic binary; it starts only in an image with `/lib/ld.so`',
    ],
    [
      {
        kind: 'copy-not-starting',
        path,
        problem: { id: 'load/not-executable', params: { path: '/api' } },
      },
      'the changed copy of Dockerfile does not start: `/api` is not executable in the image',
    ],
  ] as const)('%j', (why, message) => {
    expect(worded(notDerived(modeNamed('static'), { why, log: ['#8 failed'] }))).toEqual({
      id: 'dockerfile/not-derived',
      verdict: 'pass',
      mode: 'static',
      message: `Mode \`static\` uses the built-in image, not the Dockerfile; ${message}`,
      log: ['#8 failed'],
    })
  })
})

test('settings that have no effect on an image of a Dockerfile', () => {
  const build = {
    dockerfile,
    context: '.',
    buildArgs: {},
    unknownArgs: [],
    by: dockerfile,
    evidence: 'configuration',
    facts: { compilesGo: ['.'], indirect: false, prebuilt: false, copySources: [] },
    compiles: ['.'],
    decoy: false,
  } as const
  const yaml = 'build: { tags: a }\nmodes: { static: { tags: b }, dynamic: }'
  const plan = planWith({ yaml, images: { shipped: { build } } })
  expect(settingsFindings(plan, [{ source: 'shipped' }]).map(({ id }) => id)).toEqual([
    'dockerfile/not-derived',
    'dockerfile/settings-unused',
  ])
})

test.each([
  [['gha'], 'the BuildKit cache `type=gha`, so linkgate built without it'],
  [['gha', 's3'], 'the BuildKit caches `type=gha` and `type=s3`, so linkgate built without them'],
])('caches %j that the builder does not support', (backends, said) => {
  expect(cachesNotReadFinding([])).toEqual([])
  expect(cachesNotReadFinding(backends).map(worded)).toEqual([
    {
      id: 'dockerfile/caches-unsupported',
      verdict: 'pass',
      message: `The builder does not support ${said}. The numbers are the same; only the build takes longer.`,
      fix: 'add docker/setup-buildx-action before linkgate, or set `build: { cache-from: [], cache-to: [] }` in .github/linkgate.yml',
    },
  ])
})

test('a Dockerfile that does not build with the added cache mounts', () => {
  expect(cachesUnusedFinding(undefined)).toEqual([])
  expect(cachesUnusedFinding(dockerfile).map(worded)).toEqual([
    {
      id: 'dockerfile/caches-unused',
      verdict: 'pass',
      message:
        'deploy/Dockerfile does not build with the cache mounts that linkgate adds for GOCACHE and GOMODCACHE, so it was built without them. The numbers are the same; only the build takes longer.',
      fix: 'no action is needed; to skip the first attempt, set `build: { compile-caches: false }` in .github/linkgate.yml',
    },
  ])
})
