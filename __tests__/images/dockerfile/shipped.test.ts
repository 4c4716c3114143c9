import { expect, test } from 'vitest'
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

interface Given {
  readonly buildsTwo: boolean
  /** Base turns out to need a repository. */
  readonly needsRepository?: boolean
  /** Thrown where this one is built. */
  readonly failing?: string
}

/** What began and ended, in order; each build lasts a few turns. */
async function buildAll({ buildsTwo, needsRepository = false, failing }: Given) {
  const events: string[] = []
  let needed: string | undefined
  const builder: ImageBuilder = {
    get needsRepository() {
      return needed
    },
    refusesCaches: undefined,
    unusableCaches: [],
    async build({ name }) {
      events.push(`> ${name}`)
      for (let turn = 0; turn < 200; turn++) await Promise.resolve()
      if (name === failing) throw new Error(`${name} failed`)
      if (name === 'base-shipped' && needsRepository) needed = 'Dockerfile'
      events.push(`< ${name}`)
      return proven(name)
    },
  }
  const files = { '/checkouts/head/Dockerfile': text, '/checkouts/base/Dockerfile': text }
  const world = fakeWorld({ files })
  const shipped = { kind: 'build', build } as never
  const building = buildShipped({ world, builder, buildsTwo }, planWith({ images: { shipped } }), shipped)
  const failure = await building.then(
    ({ built }) => built.map(({ kind, revision, mode }) => `${kind} ${revision} ${mode.name}`),
    (error: Error) => error.message,
  )
  return { events, failure, log: world.log.text('info') }
}

const variants = ['built head static', 'built base static', 'built head dynamic', 'built base dynamic']
const inTurn = ['head-shipped', 'base-shipped', 'head-dynamic-derived', 'base-dynamic-derived']

test('one build after the other', async () => {
  const { events, failure } = await buildAll({ buildsTwo: false })
  expect(events).toEqual(inTurn.flatMap((name) => [`> ${name}`, `< ${name}`]))
  expect(failure).toEqual(variants)
})

test('base beside the other modes of head, which come after the image of head itself', async () => {
  const { events, failure, log } = await buildAll({ buildsTwo: true })
  expect(events.slice(0, 4)).toEqual([
    '> head-shipped',
    '< head-shipped',
    expect.stringMatching(/^> (base-shipped|head-dynamic-derived)$/),
    expect.stringMatching(/^> (base-shipped|head-dynamic-derived)$/),
  ])
  expect(events.slice(-2)).toEqual(['> base-dynamic-derived', '< base-dynamic-derived'])
  expect(failure).toEqual(variants)
  // a group in the job log cannot have another one in it
  expect(log).toMatch(/build base, Dockerfile: \d+\.\d s/)
})

test('all of head is built again where base needs a repository', async () => {
  for (const buildsTwo of [false, true]) {
    const { events, failure } = await buildAll({ buildsTwo, needsRepository: true })
    const after = events.slice(events.indexOf('< base-shipped'))
    expect(after.filter((event) => event.startsWith('>'))).toEqual([
      '> head-shipped',
      '> head-dynamic-derived',
      '> base-dynamic-derived',
    ])
    expect(failure).toEqual(variants)
  }
})

test('a fault of the builder ends both, when both are at rest', async () => {
  const { events, failure } = await buildAll({ buildsTwo: true, failing: 'base-shipped' })
  expect(failure).toBe('base-shipped failed')
  expect(events.at(-1)).toBe('< head-dynamic-derived')
})
