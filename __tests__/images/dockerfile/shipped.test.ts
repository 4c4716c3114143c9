import { describe, expect, test } from 'vitest'
import type { BuiltVariant } from '../../../src/images/built-variant.ts'
import type { ImageBuilder, ProofResult } from '../../../src/images/dockerfile/build-image.ts'
import { buildShipped } from '../../../src/images/dockerfile/shipped.ts'
import { imageBuild as build } from '../../support/images/image-build.ts'
import { planWith } from '../../support/world/plan.ts'
import { fakeWorld } from '../../support/world/world.ts'

const text = 'FROM golang:1.24\nCOPY . .\nRUN CGO_ENABLED=0 go build -o /api .\nCMD ["/api"]\n'

function proven(name: string): ProofResult {
  const kind = name.includes('derived') ? 'dynamic' : 'static'
  const image = {
    reference: name,
    linkage: { kind },
    check: { path: '/api' },
    entry: { problems: [] },
    deviation: {},
  }
  return { kind: 'proven', image } as unknown as ProofResult
}

const stopped = { kind: 'builder', because: 'stopped', detail: 'transport is closing' } as const

interface Given {
  readonly buildsInParallel: boolean
  /** Base turns out to need a repository. */
  readonly needsRepository?: boolean
  /** The build of this image throws. */
  readonly failing?: string
  /** The builder stops answering while this image is built. */
  readonly stopping?: string
  /** If base and head have the same inputs: modes that are nevertheless built. */
  readonly needed?: readonly string[]
  /** Head turns out to need a repository. */
  readonly headNeeds?: boolean
  readonly yaml?: string
  /** Whether the builder has caches of an earlier run, which is determined while head is built. */
  readonly areWarm?: boolean | 'never known'
  /** The builder reports when a program is compiled. */
  readonly reports?: boolean
}

/** The starts and ends of builds, in order; each build takes a few turns of the event loop. */
async function buildAll(given: Given) {
  const {
    buildsInParallel,
    needsRepository = false,
    failing,
    needed: wanted,
    headNeeds = false,
    yaml,
  } = given
  const warm = Promise.withResolvers<boolean>()
  const told: string[] = []
  const events: string[] = []
  let needed: string | undefined
  const builder: ImageBuilder = {
    get needsRepository() {
      return needed
    },
    refusesCaches: undefined,
    unusableCaches: [],
    async build({ name, compiled }) {
      events.push(`> ${name}`)
      if (typeof given.areWarm === 'boolean') warm.resolve(given.areWarm)
      for (let turn = 0; turn < 100; turn++) await Promise.resolve()
      if (given.reports === true && compiled !== undefined) {
        events.push(`= ${name}`)
        compiled()
      }
      for (let turn = 0; turn < 100; turn++) await Promise.resolve()
      if (name === failing) throw new Error(`${name} failed`)
      if (name === 'base-shipped' && needsRepository) needed = 'Dockerfile'
      if (name === 'head-shipped' && headNeeds) needed = 'Dockerfile'
      events.push(`< ${name}`)
      if (name === given.stopping) return { kind: 'not-built', output: ['#9 ERROR'], why: [stopped] }
      return proven(name)
    },
  }
  const files = { '/checkouts/head/Dockerfile': text, '/checkouts/base/Dockerfile': text }
  const world = fakeWorld({ files })
  const shipped = { kind: 'build', build } as never
  const plan = planWith({ images: { shipped }, ...(yaml === undefined ? {} : { yaml }) })
  const options = {
    ...(wanted === undefined ? {} : { needed: wanted }),
    onBuilt: ({ revision, mode }: Pick<BuiltVariant, 'revision' | 'mode'>) =>
      told.push(`${revision} ${mode.name}`),
  }
  const areWarm = given.areWarm === undefined ? {} : { areWarm: warm.promise }
  const building = buildShipped({ world, builder, buildsInParallel, ...areWarm }, plan, shipped, options)
  const unbuilt = building.then(
    ({ built }) => built.flatMap((one) => (one.kind === 'unbuilt' ? [one.failure] : [])),
    () => [],
  )
  const failure = await building.then(
    ({ built }) => built.map(({ kind, revision, mode }) => `${kind} ${revision} ${mode.name}`),
    (error: Error) => error.message,
  )
  return { events, failure, unbuilt: await unbuilt, told, log: world.log.text('info') }
}

const variants = ['built head static', 'built base static', 'built head dynamic', 'built base dynamic']
const inTurn = ['head-shipped', 'base-shipped', 'head-dynamic-derived', 'base-dynamic-derived']

test('builds one image after the other', async () => {
  const { events, failure } = await buildAll({ buildsInParallel: false })
  expect(events).toEqual(inTurn.flatMap((name) => [`> ${name}`, `< ${name}`]))
  expect(failure).toEqual(variants)
})

test('builds the production image of head first, then base in parallel with the other modes of head', async () => {
  const { events, failure, log } = await buildAll({ buildsInParallel: true })
  expect(events.slice(0, 4)).toEqual([
    '> head-shipped',
    '< head-shipped',
    expect.stringMatching(/^> (base-shipped|head-dynamic-derived)$/),
    expect.stringMatching(/^> (base-shipped|head-dynamic-derived)$/),
  ])
  expect(events.slice(-2)).toEqual(['> base-dynamic-derived', '< base-dynamic-derived'])
  expect(failure).toEqual(variants)
  // groups in the job log cannot be nested
  expect(log).toMatch(/build base, Dockerfile: \d+\.\d s/)
})

describe('with caches of an earlier run', () => {
  test('builds base in parallel with head, and the other modes of both in parallel with each other', async () => {
    const { events, failure, told } = await buildAll({ buildsInParallel: true, areWarm: true })
    const begun = events.flatMap((event, at) =>
      event.startsWith('>') ? [[event.slice(2), at] as const] : [],
    )
    expect(begun.map(([name]) => name).slice(0, 2)).toEqual(['head-shipped', 'base-shipped'])
    expect(
      begun
        .map(([name]) => name)
        .slice(2)
        .toSorted(),
    ).toEqual(inTurn.slice(2).toReversed())
    expect(events.indexOf('> base-dynamic-derived')).toBeLessThan(events.indexOf('< head-dynamic-derived'))
    expect(failure).toEqual(variants)
    expect(told).toEqual(variants.map((one) => one.replace('built ', '')))
  })

  test.each([false, 'never known'] as const)(
    'builds head first if both would compile the same (warm: %s)',
    async (areWarm) => {
      const { events, failure } = await buildAll({ buildsInParallel: true, areWarm })
      expect(events.slice(0, 2)).toEqual(['> head-shipped', '< head-shipped'])
      expect(events.slice(-2)).toEqual(['> base-dynamic-derived', '< base-dynamic-derived'])
      expect(failure).toEqual(variants)
    },
  )

  test('builds both again if head needs a repository', async () => {
    const { events, failure } = await buildAll({ buildsInParallel: true, areWarm: true, headNeeds: true })
    const after = events.slice(events.indexOf('< base-shipped'))
    for (const name of inTurn) expect(after).toContain(`> ${name}`)
    expect(failure).toEqual(variants)
  })

  test('builds all other images again if base needs a repository', async () => {
    const { events, failure } = await buildAll({
      buildsInParallel: true,
      areWarm: true,
      needsRepository: true,
    })
    const after = events.slice(events.lastIndexOf('> head-shipped'))
    expect(after.filter((event) => event.startsWith('>')).map((event) => event.slice(2))).toEqual([
      'head-shipped',
      'head-dynamic-derived',
      'base-dynamic-derived',
    ])
    expect(failure).toEqual(variants)
  })

  test('a fault of the builder ends the run once no build is running', async () => {
    for (const failing of inTurn) {
      const { events, failure } = await buildAll({ buildsInParallel: true, areWarm: true, failing })
      expect(failure).toBe(`${failing} failed`)
      const ended = events.filter((event) => event.startsWith('<')).length
      expect(events).toHaveLength(2 * ended + 1)
    }
  })
})

describe('with a builder that reports when a program is compiled', () => {
  test('starts base of a mode at that time, while the image of head is written', async () => {
    const { events, failure, told } = await buildAll({ buildsInParallel: true, reports: true })
    expect(events.slice(0, 4)).toEqual([
      '> head-shipped',
      '= head-shipped',
      '> base-shipped',
      '< head-shipped',
    ])
    const at = (event: string) => events.indexOf(event)
    expect(at('> head-dynamic-derived')).toBeLessThan(at('< base-shipped'))
    expect(at('> base-dynamic-derived')).toBeGreaterThan(at('= head-dynamic-derived'))
    expect(at('> base-dynamic-derived')).toBeLessThan(at('< head-dynamic-derived'))
    expect(failure).toEqual(variants)
    expect(told).toEqual(variants.map((one) => one.replace('built ', '')))
  })

  test('builds one image after the other on one processor', async () => {
    const { events } = await buildAll({ buildsInParallel: false, reports: true })
    expect(events.filter((event) => !event.startsWith('='))).toEqual(
      inTurn.flatMap((name) => [`> ${name}`, `< ${name}`]),
    )
  })

  test.each(['needsRepository', 'headNeeds'])('%s: builds the other modes of both again', async (which) => {
    const { events, failure } = await buildAll({ buildsInParallel: true, reports: true, [which]: true })
    const after = events.slice(events.lastIndexOf('> head-shipped'))
    for (const name of inTurn.slice(2)) expect(after).toContain(`> ${name}`)
    expect(failure).toEqual(variants)
  })

  test('a fault of the builder ends the run once no build is running', async () => {
    for (const failing of inTurn) {
      const { events, failure } = await buildAll({ buildsInParallel: true, reports: true, failing })
      expect(failure).toBe(`${failing} failed`)
      const count = (mark: string) => events.filter((event) => event.startsWith(mark)).length
      expect(count('>')).toBe(count('<') + 1)
    }
  })
})

test('builds all images of head again if base needs a repository', async () => {
  for (const buildsInParallel of [false, true]) {
    const { events, failure } = await buildAll({ buildsInParallel, needsRepository: true })
    const after = events.slice(events.indexOf('< base-shipped'))
    expect(after.filter((event) => event.startsWith('>'))).toEqual([
      '> head-shipped',
      '> head-dynamic-derived',
      '> base-dynamic-derived',
    ])
    expect(failure).toEqual(variants)
  }
})

test('a fault of the builder ends the run once no build is running', async () => {
  const { events, failure } = await buildAll({ buildsInParallel: true, failing: 'base-shipped' })
  expect(failure).toBe('base-shipped failed')
  expect(events.at(-1)).toBe('< head-dynamic-derived')
})

test('if the builder stops while the changed copy of base is built, that is the reason why the mode is unbuilt', async () => {
  const { failure, unbuilt } = await buildAll({ buildsInParallel: false, stopping: 'base-dynamic-derived' })
  expect(failure).toContain('unbuilt base dynamic')
  expect(unbuilt).toMatchObject([{ why: [stopped] }])
})

describe('if the builder gets the same inputs for base and head', () => {
  const built = ({ events }: Awaited<ReturnType<typeof buildAll>>) =>
    events.flatMap((event) => (event.startsWith('>') ? [event.slice(2)] : []))

  test('builds only the production image', async () => {
    for (const buildsInParallel of [false, true]) {
      const all = await buildAll({ buildsInParallel, needed: [] })
      expect(built(all)).toEqual(['head-shipped', 'base-shipped'])
      expect(all.failure).toEqual([
        'built head static',
        'built base static',
        'unbuilt head dynamic',
        'unbuilt base dynamic',
      ])
    }
  })

  test('also builds the modes that are needed', async () => {
    const all = await buildAll({ buildsInParallel: false, needed: ['dynamic'] })
    expect(built(all)).toEqual(inTurn)
    expect(all.failure).toEqual(variants)
  })

  test('builds a mode if the mode of the production image is not listed', async () => {
    const all = await buildAll({ buildsInParallel: false, needed: [], yaml: 'modes: [dynamic]' })
    expect(all.failure).toEqual(['built head dynamic', 'built base dynamic'])
  })

  test('builds everything if a repository is needed, because its commit differs', async () => {
    const all = await buildAll({ buildsInParallel: false, needed: [], headNeeds: true })
    expect(all.failure).toEqual(variants)
  })
})
