import { describe, expect, test } from 'vitest'
import type { BuiltVariant, UnbuiltVariant } from '../../../src/images/built-variant.ts'
import type { ImageBuilder, ProofResult } from '../../../src/images/dockerfile/build-image.ts'
import { buildConfigured } from '../../../src/images/dockerfile/configured.ts'
import { settingsFindings, unlistedMode } from '../../../src/images/dockerfile/findings.ts'
import type { LinkageKind } from '../../../src/model/image.ts'
import type { Revision } from '../../../src/model/revision.ts'
import { worded, wordedObstacle } from '../../support/reports/worded.ts'
import { planWith } from '../../support/world/plan.ts'
import { fakeWorld } from '../../support/world/world.ts'

const text =
  'FROM golang AS build\nRUN go build -o /api .\nFROM scratch AS prod\nCOPY --from=build /api /api\n'
const build = {
  dockerfile: 'Dockerfile',
  context: '.',
  target: 'prod',
  buildArgs: { A: '1', TOKEN: 'secret' },
  unknownArgs: [],
  by: 'Dockerfile',
  evidence: 'configuration',
  facts: { compilesGo: ['.'], indirect: false, prebuilt: false, copySources: [] },
  compiles: ['.'],
  decoy: false,
} as const

function image(kind: LinkageKind): ProofResult {
  return {
    kind: 'proven',
    image: {
      reference: 'r',
      linkage: { kind, needed: [], machine: 'amd64', pie: false },
      check: { path: '/api' } as never,
      entry: { problems: [] },
      startsAs: { arguments: ['serve'], kept: [], env: {} },
      flags: { tags: [], ldflags: '' },
      binary: '/b',
      deviation: {},
    },
  }
}

/** Builds mode dynamic, with these results of the builder for head and base. */
async function built(
  results: Partial<Readonly<Record<Revision, ProofResult>>>,
  files: Readonly<Record<string, string>> = {},
) {
  const asked: string[] = []
  const builder: ImageBuilder = {
    needsRepository: undefined,
    refusesCaches: undefined,
    unusableCaches: [],
    async build({ name, revision }) {
      asked.push(name)
      return results[revision] ?? { kind: 'not-built', output: [`no ${revision}`], why: [] }
    },
  }
  const plan = planWith({ yaml: 'modes: { dynamic: { target: prod, build-args: { A: 1 } } }' })
  const [mode] = plan.settings.config.modes
  if (mode === undefined) throw new Error('no mode')
  const all = { '/checkouts/head/Dockerfile': text, '/checkouts/base/Dockerfile': text, ...files }
  const world = fakeWorld({ files: Object.fromEntries(Object.entries(all).filter(([, one]) => one !== '')) })
  const made = await buildConfigured({ world, builder, buildsInParallel: false }, plan, { mode, build }, {})
  const [head, base] = ['head', 'base'].map((name) => made.built.find(({ revision }) => revision === name))
  return { asked, head, base, made }
}

/** Messages about why a variant has no image. */
function reasonsOf(variant: BuiltVariant | UnbuiltVariant | undefined) {
  return variant?.kind === 'unbuilt' ? variant.failure?.why.map(wordedObstacle) : undefined
}

describe('an image that the configuration names for a mode', () => {
  test('is built unchanged in both revisions; only arguments of the mode are reported', async () => {
    const { asked, head, made } = await built({ head: image('dynamic'), base: image('dynamic') })
    expect(asked).toEqual(['head-dynamic-configured', 'base-dynamic-configured'])
    expect(made.built.map(({ source, kind }) => [source, kind])).toEqual([
      ['configured', 'built'],
      ['configured', 'built'],
    ])
    expect(made.reference?.startsAs).toEqual({ arguments: ['serve'], kept: [], env: {} })
    expect(head).toMatchObject({
      image: {
        kind: 'dockerfile',
        program: '/api',
        dockerfile: { path: 'Dockerfile', target: 'prod', buildArgs: { A: '1' }, changes: [] },
      },
    })
  })

  test('a head that is linked differently than its mode is kept, without a fallback', async () => {
    const { head, base } = await built({ head: image('static'), base: image('static') })
    expect([head?.kind, base?.kind]).toEqual(['built', 'built'])
  })

  test('a base that is linked differently than head is no baseline', async () => {
    const { head, base } = await built({ head: image('dynamic'), base: image('static') })
    expect(head?.kind).toBe('built')
    expect(reasonsOf(base)).toEqual([
      {
        kind: 'linked-otherwise',
        message: expect.stringMatching(
          /^at base, `Dockerfile` \(target `prod`\), configured for mode `dynamic`, builds a static binary, not a dynamic one$/,
        ),
        fix: 'merge this change to get a baseline',
      },
    ])
  })

  test('a base without the Dockerfile is not built', async () => {
    const { base } = await built({ head: image('dynamic') }, { '/checkouts/base/Dockerfile': '' })
    expect(base).toMatchObject({
      failure: { output: [], why: [{ kind: 'dockerfile-missing', dockerfile: 'Dockerfile' }] },
    })
  })

  test('if head does not build, base is not built either', async () => {
    const { asked, head, base } = await built({
      head: {
        kind: 'not-built',
        output: ['syntax error'],
        why: [{ kind: 'not-compiled', first: 'a.go:1:1: x' }],
      },
    })
    expect(asked).toEqual(['head-dynamic-configured'])
    expect(head).toMatchObject({
      failure: { output: ['syntax error'], why: [{ kind: 'not-compiled', first: 'a.go:1:1: x' }] },
    })
    expect(base).toMatchObject({ failure: { output: [], why: [{ kind: 'head-not-built' }] } })
  })

  test.each<[string, ProofResult, Readonly<Record<string, string>>, RegExp]>([
    [
      'another program',
      { kind: 'not-the-app', problem: 'it starts `nginx`' },
      {},
      /for mode `dynamic`, does not build the app: it starts `nginx`$/,
    ],
    [
      'a program that is compiled outside of it',
      image('dynamic'),
      { '/checkouts/head/Dockerfile': 'FROM scratch AS prod\nCOPY api /api\nENTRYPOINT ["/api"]\n' },
      /does not build the app: it copies a program that is compiled outside the Dockerfile/,
    ],
  ])('%s in it is reported, without a fallback', async (_, result, files, message) => {
    const { head } = await built({ head: result }, files)
    expect(reasonsOf(head)).toEqual([
      {
        kind: 'not-the-app',
        message: expect.stringMatching(message),
        fix: expect.stringMatching(/`modes: \{ dynamic: … \}`/),
      },
    ])
  })
})

describe('settings that only apply to `go build`', () => {
  const said = (yaml: string, source: 'shipped' | 'built-in' = 'shipped') => {
    const plan = planWith({ yaml, images: { shipped: { build } } })
    const all = plan.settings.config.modes.map(() => ({ source }))
    return settingsFindings(plan, all)
      .map(worded)
      .map(({ verdict, mode, message }) => [verdict, mode, message])
  }
  const ofMode = expect.stringMatching(
    /^Mode `static` uses the built-in image, not the Dockerfile; the mode sets `tags`, `env`, which a Dockerfile does not follow/,
  )

  test.each<[string, Parameters<typeof said>, readonly unknown[]]>([
    ['none', ['modes: [static]'], []],
    [
      'one that is set to its default',
      ['build: { ldflags: -s -w }'],
      [
        [
          'pass',
          undefined,
          expect.stringMatching(/^`build.ldflags` has no effect on images of the Dockerfile/),
        ],
      ],
    ],
    ['of a mode', ['modes: { static: { tags: a, env: { B: 1 } }, dynamic: }'], [['pass', 'static', ofMode]]],
    [
      'of every mode, so that no column shows the Dockerfile',
      ['modes: { static: { tags: a, env: { B: 1 } } }', 'built-in'],
      [['warn', 'static', ofMode]],
    ],
    [
      'of a mode that uses the built-in image anyway',
      ['modes: { static: { base-image: alpine, tags: a } }'],
      [],
    ],
    [
      'of all modes',
      ['build: { ldflags: -s, tags: a }'],
      [
        [
          'pass',
          undefined,
          '`build.tags` and `build.ldflags` have no effect on images of the Dockerfile, which calls `go build` with its own flags',
        ],
      ],
    ],
  ])('%s', (_, given, expected) => {
    expect(said(...given)).toEqual(expected)
  })

  test.each([
    ['modes: [static]', undefined],
    ['modes: { static: { base-image: alpine } }', undefined],
    ['modes: [dynamic]', /its program is static, and `modes` lists only `dynamic`$/],
    [
      'modes: { static: { tags: a } }',
      /^The production image .* is not in the table; its program is static, but mode `static` sets `tags`/,
    ],
  ])('reports whether the production image is missing from the table: %s', (yaml, message) => {
    const { modes } = planWith({ yaml }).settings.config
    const linkage = { kind: 'static', needed: [], machine: 'amd64', pie: false } as const
    const found = unlistedMode(build, modes, { linkage })
    if (message === undefined) expect(found).toBeUndefined()
    else expect(found && worded(found).message).toMatch(message)
  })
})
