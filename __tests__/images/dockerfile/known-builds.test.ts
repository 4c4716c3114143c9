import { describe, expect, test } from 'vitest'
import { KnownBuilds } from '../../../src/images/dockerfile/known-builds.ts'
import type { Revision } from '../../../src/model/revision.ts'
import type { ImageBuild } from '../../../src/repository/dockerfiles/image-build.ts'
import { planWith } from '../../support/world/plan.ts'
import { fakeWorld } from '../../support/world/world.ts'

const text = 'FROM golang\nCOPY . .\nRUN go build -o /api .\n'
const build = {
  dockerfile: 'Dockerfile',
  context: '.',
  buildArgs: {},
  unknownArgs: [],
} as unknown as ImageBuild
type Outcome = { readonly kind: 'proven' | 'not-built'; readonly by: string }

/** The outcomes of head and then base, and the revisions that were built for them. */
async function builds(
  files: Readonly<Record<string, string>>,
  {
    kind = 'proven',
    of = build,
    ofBase = text,
  }: { kind?: Outcome['kind']; of?: ImageBuild; ofBase?: string } = {},
) {
  const own = { Dockerfile: text, 'main.go': 'package main' }
  const all = ['head', 'base'].flatMap((revision) =>
    Object.entries(own).map(([name, content]) => [`/checkouts/${revision}/${name}`, content]),
  )
  const world = fakeWorld({ files: { ...Object.fromEntries(all), ...files } })
  const known = new KnownBuilds<Outcome>(world, planWith())
  const built: string[] = []
  const outcomes: Outcome[] = []
  for (const revision of ['head', 'base'] satisfies Revision[]) {
    const tree = await world.files.setTimesByContent(`/checkouts/${revision}`)
    const dockerfile = { text: revision === 'head' ? text : ofBase }
    const context = { tree, repository: false }
    outcomes.push(
      await known.once({ revision, dockerfile, build: of }, context, async () => {
        built.push(revision)
        return { kind, by: revision }
      }),
    )
  }
  return { built, outcomes, said: world.log.text() }
}

describe('base and head', () => {
  test('are built once if their inputs are the same', async () => {
    const { built, outcomes, said } = await builds({})
    expect(built).toEqual(['head'])
    expect(outcomes).toEqual(Array(2).fill({ kind: 'proven', by: 'head' }))
    expect(said).toContain(
      'Dockerfile: the builder would get the same files again, so the image is built once',
    )
  })

  test('are built once if only a README differs that `.dockerignore` excludes', async () => {
    const ignore = Object.fromEntries(
      ['head', 'base'].map((one) => [`/checkouts/${one}/.dockerignore`, '*.md\n']),
    )
    expect((await builds({ ...ignore, '/checkouts/head/README.md': 'New.' })).built).toEqual(['head'])
  })

  test('that are requested at the same time are built once, and again only if that failed', async () => {
    const files = { '/checkouts/head/Dockerfile': text, '/checkouts/base/Dockerfile': text }
    const world = fakeWorld({ files })
    const known = new KnownBuilds<Outcome>(world, planWith())
    const built: string[] = []
    const request = async (revision: Revision, by: string) => {
      const tree = await world.files.setTimesByContent(`/checkouts/${revision}`)
      return known.once({ revision, dockerfile: { text }, build }, { tree, repository: false }, async () => {
        const kind = built.length === 0 ? 'not-built' : 'proven'
        built.push(by)
        await new Promise(setImmediate)
        return { kind, by }
      })
    }
    const outcomes = await Promise.all([
      request('head', 'first'),
      request('base', 'second'),
      request('base', 'third'),
      request('head', 'fourth'),
    ])
    expect(built).toHaveLength(2)
    expect(outcomes.filter(({ kind }) => kind === 'not-built')).toHaveLength(1)
    expect(new Set(outcomes.map(({ by }) => by))).toEqual(new Set(built))
  })

  test.each<[string, Parameters<typeof builds>]>([
    ['a copied file differs', [{ '/checkouts/head/README.md': 'New.' }]],
    ['the Dockerfile as built differs, although the file does not', [{}, { ofBase: `${text}USER 1\n` }]],
    ['the first build failed', [{}, { kind: 'not-built' }]],
    [
      'only some builders would exclude what differs',
      [{ '/checkouts/head/Dockerfile.dockerignore': '*\n', '/checkouts/head/README.md': 'New.' }],
    ],
    [
      'only an ignore file outside of the context differs',
      [
        {
          '/checkouts/head/docker/Dockerfile.dockerignore': 'a\n',
          '/checkouts/base/docker/Dockerfile.dockerignore': 'b\n',
          '/checkouts/head/app/a': '',
          '/checkouts/base/app/a': '',
        },
        { of: { ...build, dockerfile: 'docker/Dockerfile', context: 'app' } },
      ],
    ],
    [
      'Podman has an ignore file of its own',
      [
        {
          '/checkouts/head/.dockerignore': '*.md\n.*\n',
          '/checkouts/base/.dockerignore': '*.md\n.*\n',
          '/checkouts/head/.containerignore': '',
          '/checkouts/base/.containerignore': '',
          '/checkouts/head/README.md': 'New.',
        },
      ],
    ],
  ])('are each built if %s', async (_, given) => {
    expect((await builds(...given)).built).toEqual(['head', 'base'])
  })
})
