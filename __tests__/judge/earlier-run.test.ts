import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { EngineLostError } from '../../src/common/errors.ts'
import type { Engine } from '../../src/effects/engine.ts'
import { finding } from '../../src/findings/finding.ts'
import { notNeeded, type UnbuiltVariant, unbuilt } from '../../src/images/built-variant.ts'
import type { InspectedVariant } from '../../src/images/inspect-variants.ts'
import { openResults } from '../../src/images/results/kept-results.ts'
import { resultBytes } from '../../src/images/results/result-bytes.ts'
import type { Ceilings } from '../../src/judge/ceilings.ts'
import { earlierEvidence, keepRun } from '../../src/judge/earlier-run.ts'
import { gatherEarlier } from '../../src/judge/evidence/gather.ts'
import { judge } from '../../src/judge/judge.ts'
import type { Plan } from '../../src/plan/plan.ts'
import type { MeasuredVariant } from '../../src/startup/measured-variant.ts'
import { worded } from '../support/reports/worded.ts'
import { memoryStorage } from '../support/results-storage.ts'
import { fakeEngine, handlesFor, inspectedAs, plannedAs, planWith, setOf } from '../support/world/plan.ts'
import { fakeWorld } from '../support/world/world.ts'

const key = 'k'.repeat(64)
const golang = { reference: 'golang:1.24', platform: 'linux/amd64', identity: 'sha256:1' }
const outcome = {
  kind: 'not-started',
  notStarted: { failure: { kind: 'garbled', answer: '' }, log: [] },
} as const

/** The image of a Dockerfile. */
function shipped(revision: 'base' | 'head', mode: 'static' | 'dynamic', given = {}): MeasuredVariant {
  const { image, ...one } = inspectedAs(revision, mode, given) as InspectedVariant & {
    readonly image: { readonly binary: string; readonly reference: string }
  }
  return {
    ...one,
    source: 'shipped',
    image: {
      kind: 'dockerfile',
      binary: image.binary,
      reference: image.reference,
      program: '/api',
      dockerfile: { path: 'Dockerfile', changes: [] },
      baseLayers: [],
    },
    startup: outcome,
  } as MeasuredVariant
}

const whole = [
  shipped('base', 'static'),
  shipped('base', 'dynamic'),
  shipped('head', 'static'),
  shipped('head', 'dynamic'),
]

interface Later {
  readonly plan?: Plan
  readonly key?: string
  readonly engine?: Partial<Engine>
  readonly env?: Readonly<Record<string, string>>
  /** Days between the two runs. */
  readonly after?: number
  readonly ceilings?: Ceilings
  /** The digest of linkgate's code. */
  readonly program?: string
}

interface Ended {
  readonly plan?: Plan
  readonly engine?: Partial<Engine>
  readonly frontends?: readonly string[]
}

/** Keeps a run, and returns a function that finds it in a later one. */
async function kept(
  variants: readonly (MeasuredVariant | UnbuiltVariant)[] = whole,
  found = keptFindings,
  { plan: of = planWith(), engine: given = {}, frontends = [] }: Ended = {},
) {
  const storage = memoryStorage()
  const world = fakeWorld()
  const engine = (now: Partial<Engine> = {}) =>
    fakeEngine(
      () => {
        throw new Error('nothing is started')
      },
      { baseImage: async () => ({ digest: golang.identity, layers: [] }), ...given, ...now },
    )
  const results = openResults(world, storage, 'p')
  const handles = await handlesFor(world, engine())
  const ended = { key, frontends, variants: setOf(...variants), findings: found, bases: [golang] }
  await keepRun(handles, of, results, ended)
  const find = async ({ plan = planWith(), after = 1, program = 'p', ...later }: Later = {}) => {
    const day = 24 * 60 * 60 * 1000
    const clock = { ...world.clock, wall: () => world.clock.wall() + after * day }
    const host = { ...world.host, env: { ...world.host.env, ...later.env } }
    const now = { ...(await handlesFor(world, engine(later.engine))), world: { ...world, clock, host } }
    return earlierEvidence(now, plan, openResults(world, storage, program), {
      key: later.key ?? key,
      ceilings: later.ceilings ?? { modes: [], needStarts: false, needPrograms: false },
    })
  }
  return { storage, find, handles }
}

const keptFindings = [
  finding('dockerfile/settings-unused', { keys: ['build.tags'] }, { verdict: 'pass' }),
  finding('dockerfile/built-once', { dockerfile: 'Dockerfile' }, { verdict: 'pass', mode: 'static' }),
]

describe('a run that is kept', () => {
  test('has the sizes of head for base and head, and no starts', async () => {
    const { find, handles } = await kept()
    const earlier = await find()
    if (earlier === undefined) throw new Error('nothing was found')
    const plan = planWith()
    const facts = { version: '0.1.0', context: undefined, phases: [] }
    const report = judge(await gatherEarlier(handles, plan, earlier, facts))
    expect(report.variants.map(({ revision, mode, image }) => [revision, mode, image?.id])).toEqual(
      ['base', 'head'].flatMap((revision) =>
        (['static', 'dynamic'] as const).map((mode) => [
          revision,
          mode,
          inspectedAs('head', mode).inspection.image.id,
        ]),
      ),
    )
    for (const { metrics } of report.variants) {
      expect(metrics['binary-size']).toEqual({ value: 7_000_000, unit: 'B' })
      expect(metrics['startup']).toEqual({ unmeasured: { kind: 'same-inputs' } })
      expect(metrics['memory']).toEqual({ unmeasured: { kind: 'same-inputs' } })
    }
    expect(new Set(report.comparisons.map(({ verdict }) => verdict))).toEqual(new Set(['unchanged']))
    expect(report.verdict).toBe('pass')
    expect(report.findings.map(({ id }) => id)).toEqual(['build/same-inputs', 'dockerfile/settings-unused'])
    expect(report.findings.map(worded)[0]?.message).toMatch(
      /^Base and head give the builder the same inputs, .* an earlier run .* \(commit `aaaaaaa`, `\d{4}-\d\d-\d\d \d\d:\d\d UTC`\): nothing was built or started\.$/,
    )
  })

  test('has its only mode', async () => {
    const other = (revision: 'base' | 'head') => notNeeded(plannedAs(revision, 'dynamic'), 'derived')
    const { find } = await kept([
      shipped('base', 'static'),
      shipped('head', 'static'),
      other('base'),
      other('head'),
    ])
    const earlier = await find()
    expect(earlier?.findings[0]).toMatchObject({ params: { built: ['static'], notBuilt: ['dynamic'] } })
    expect(
      await find({ ceilings: { modes: ['static'], needStarts: false, needPrograms: false } }),
    ).toBeDefined()
    expect(
      await find({ ceilings: { modes: ['dynamic'], needStarts: false, needPrograms: false } }),
    ).toBeUndefined()
  })

  test('does not fail because of a mode that would not be built without it', async () => {
    const { linkage } = inspectedAs('head', 'static').inspection
    const variants = whole.map((one) =>
      one.mode.name === 'dynamic' ? { ...one, inspection: { ...one.inspection, linkage } } : one,
    )
    const { find } = await kept(variants)
    const wrong = async (modes: readonly string[]) =>
      (await find({ ceilings: { modes, needStarts: false, needPrograms: false } }))?.findings
        .filter(({ id }) => id === 'link/mode-not-achieved')
        .map(({ revision, mode, verdict }) => [revision, mode, verdict])
    const atBase = ['base', 'dynamic', 'pass']
    expect(await wrong([])).toEqual([atBase, ['head', 'dynamic', 'pass']])
    // a mode that a budget needs must be built
    expect(await wrong(['dynamic'])).toEqual([atBase, ['head', 'dynamic', 'fail']])
  })

  test('has all of its platforms', async () => {
    const onArm = whole.map((one) => ({ ...one, platform: 'linux/arm64' as const }))
    const { find, handles } = await kept([...whole, ...onArm])
    const earlier = await find({ ceilings: { modes: ['dynamic'], needStarts: false, needPrograms: false } })
    if (earlier === undefined) throw new Error('nothing was found')
    const facts = { version: '0.1.0', context: undefined, phases: [] }
    const report = judge(await gatherEarlier(handles, planWith(), earlier, facts))
    const found = report.variants.map(({ revision, mode, platform }) => `${revision} ${mode} ${platform}`)
    expect(found.toSorted()).toEqual(
      [...whole, ...onArm]
        .map(({ revision, mode, platform }) => `${revision} ${mode.name} ${platform}`)
        .toSorted(),
    )
  })

  test('is not used if a needed mode was built on only one of two platforms', async () => {
    // the Dockerfile links differently on each platform
    const platform = 'linux/arm64'
    const variants = (['base', 'head'] as const).flatMap((revision) => [
      shipped(revision, 'static'),
      notNeeded(plannedAs(revision, 'dynamic'), 'derived'),
      { ...shipped(revision, 'dynamic'), platform } as const,
      { ...notNeeded(plannedAs(revision, 'static'), 'derived'), platform } as const,
    ])
    const { find } = await kept(variants)
    const needing = (...modes: string[]) =>
      find({ ceilings: { modes, needStarts: false, needPrograms: false } })
    expect((await needing())?.findings[0]).toMatchObject({
      params: { built: ['static', 'dynamic'], notBuilt: [] },
    })
    expect(await needing('static')).toBeUndefined()
    expect(await needing('dynamic')).toBeUndefined()
  })

  test('has the commit of base if head had uncommitted changes', async () => {
    const plan = planWith()
    const { revisions } = plan.source
    const dirty = { ...revisions, head: { ...revisions.head, dirty: true } as const }
    const source = { ...plan.source, revisions: dirty }
    const { find } = await kept(whole, keptFindings, { plan: { ...plan, source } })
    expect((await find())?.findings[0]).toMatchObject({ params: { earlier: { sha: 'b'.repeat(40) } } })
  })

  test.each<[string, Later]>([
    ['of other inputs', { key: 'l'.repeat(64) }],
    [
      'that has no programs, where a ceiling needs them',
      { ceilings: { modes: ['static'], needStarts: false, needPrograms: true } },
    ],
    [
      'that has no start, where a ceiling needs one',
      { ceilings: { modes: ['static'], needStarts: true, needPrograms: false } },
    ],
    ['with another configuration', { plan: planWith({ yaml: 'build: { compile-caches: false }' }) }],
    ['with other modes', { plan: planWith({ yaml: 'modes: [static]' }) }],
    ['for another platform', { plan: planWith({ platform: 'linux/arm64' }) }],
    ['by another version of linkgate', { program: 'other' }],
    ['by another engine', { engine: { name: 'podman' } }],
    ['by another version of the engine', { engine: { version: '1' } }],
    ['by a builder with cache mounts', { engine: { hasCacheMounts: async () => true } }],
    ['by another builder', { engine: { builderIdentity: async () => ['buildx', '0.14'] } }],
    ['by a builder of which nothing is known', { engine: { builderIdentity: async () => undefined } }],
    ['with another time of what is built', { env: { SOURCE_DATE_EPOCH: '0' } }],
    ['on another base image', { engine: { baseImage: async () => ({ digest: 'sha256:2', layers: [] }) } }],
    ['on a base image that nobody has now', { engine: { baseImage: async () => undefined } }],
    [
      'on an engine that was lost',
      {
        engine: {
          baseImage: async () => {
            throw new EngineLostError(['docker', 'image', 'inspect'], 1, 'EOF')
          },
        },
      },
    ],
    ['of more than a week ago', { after: 7.1 }],
    ['of tomorrow', { after: -1 }],
  ])('%s is not used', async (_, later) => {
    expect(await (await kept()).find(later)).toBeUndefined()
  })

  test.each<[string, Later]>([
    ['budgets', { plan: planWith({ yaml: 'budgets: { pull-size: { max: 1 MB } }' }) }],
    ['ways to start', { plan: planWith({ yaml: 'startup: { args: [serve] }' }) }],
  ])('is used with other %s', async (_, later) => {
    expect(await (await kept()).find(later)).toBeDefined()
  })
})

describe('images that read Dockerfiles', () => {
  const frontends = ['docker/dockerfile:1']
  const means = (digest: string | undefined, hasCacheMounts = true): Partial<Engine> => ({
    hasCacheMounts: async () => hasCacheMounts,
    baseImage: async (reference, platform) => {
      if (reference === golang.reference) return { digest: golang.identity, layers: [] }
      return platform === 'linux/amd64' && digest !== undefined ? { digest, layers: [] } : undefined
    },
  })

  test.each<[string, string | undefined, boolean]>([
    ['is used while its name means the same', 'sha256:f', true],
    ['is not used when its name means another one', 'sha256:g', false],
    ['is not used when the builder cannot resolve its name', undefined, false],
  ])('a run with one %s', async (_, now, isUsed) => {
    const { find } = await kept(whole, keptFindings, { frontends, engine: means('sha256:f') })
    expect((await find({ engine: means(now) })) !== undefined).toBe(isUsed)
  })

  test('do not matter to a builder that reads Dockerfiles itself', async () => {
    const { find } = await kept(whole, keptFindings, { frontends, engine: means('sha256:f', false) })
    expect(await find({ engine: means('sha256:g', false) })).toBeDefined()
  })

  test.each<[string, Partial<Engine>]>([
    ['their names cannot be resolved', means(undefined)],
    [
      'the engine was lost',
      {
        hasCacheMounts: async () => true,
        baseImage: async () => {
          throw new EngineLostError(['docker', 'image', 'inspect'], 1, 'EOF')
        },
      },
    ],
    ['nothing is known of the builder', { builderIdentity: async () => undefined }],
  ])('no run is kept where %s', async (_, engine) => {
    const { storage } = await kept(whole, keptFindings, { frontends, engine })
    expect(storage.contents.size).toBe(0)
  })
})

describe('a run is not kept', () => {
  const failed = unbuilt(plannedAs('head', 'dynamic'), 'derived', { output: [] })
  test.each<[string, readonly (MeasuredVariant | UnbuiltVariant)[], typeof keptFindings]>([
    ['that did not build every mode', [shipped('head', 'static'), failed], keptFindings],
    [
      'with an image that was compiled on this machine',
      [shipped('head', 'static'), { ...inspectedAs('head', 'dynamic'), startup: outcome }],
      keptFindings,
    ],
    [
      'with a platform that was compiled on this machine',
      [
        shipped('head', 'static'),
        { ...inspectedAs('head', 'static'), startup: outcome, platform: 'linux/arm64' },
      ],
      keptFindings,
    ],
    ['without any image', [notNeeded(plannedAs('head', 'static'), 'derived')], keptFindings],
    [
      'whose images have their commits in them',
      whole,
      [finding('dockerfile/needs-repository', { dockerfile: 'Dockerfile' }, { verdict: 'pass' })] as never,
    ],
  ])('%s', async (_, variants, found) => {
    expect((await kept(variants, found)).storage.contents.size).toBe(0)
  })
})

describe('a kept run that is read', () => {
  test('is ignored after any damage', async () => {
    const { storage, find } = await kept()
    const [[name, content] = ['', new Uint8Array()]] = storage.contents
    const at = fc.nat(content.length - 1)
    await fc.assert(
      fc.asyncProperty(at, fc.integer({ min: 1, max: 255 }), async (index, by) => {
        const damaged = Uint8Array.from(content)
        damaged[index] = (damaged[index] ?? 0) ^ by
        storage.contents.set(name, damaged)
        expect(await find()).toBeUndefined()
      }),
      { numRuns: 100 },
    )
  })

  test('is ignored if it has the right checksum but another form', async () => {
    const { storage, find } = await kept()
    const [[name, content] = ['', new Uint8Array()]] = storage.contents
    const [, json = ''] = new TextDecoder().decode(content).split('\n', 2)
    const value = JSON.parse(json) as Record<string, unknown>
    const forged: readonly Record<string, unknown>[] = [
      { ...value, at: 'now' },
      { ...value, at: -1 },
      { ...value, sha: 'HEAD' },
      { ...value, bases: undefined },
      { ...value, variants: [{ revision: 'head' }] },
      { ...value, findings: [{ id: 'build/unheard-of' }] },
    ]
    for (const one of forged) {
      storage.contents.set(name, await resultBytes(name.replace('.json', ''), one))
      expect(await find()).toBeUndefined()
    }
    storage.contents.set(name, await resultBytes(name.replace('.json', ''), value))
    expect(await find()).toBeDefined()
  })
})
