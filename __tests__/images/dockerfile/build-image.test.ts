import { expect, test } from 'vitest'
import { succeed } from '../../../src/common/result.ts'
import { parseDockerfile } from '../../../src/dockerfile/read/parse.ts'
import { openImageBuilder } from '../../../src/images/dockerfile/build-image.ts'
import { BuildContexts } from '../../../src/images/dockerfile/repository-use.ts'
import type { SavedImages } from '../../../src/images/saved-images.ts'
import type { SavedImage } from '../../../src/inspect/image/archive.ts'
import type { ImageBuild } from '../../../src/repository/dockerfiles/image-build.ts'
import { expectValue } from '../../support/results.ts'
import { fakeEngine, handlesFor, planWith } from '../../support/world/plan.ts'
import { fakeWorld } from '../../support/world/world.ts'

test('an image that is rebuilt under the same name is read again', async () => {
  const build = {
    dockerfile: 'Dockerfile',
    context: '.',
    buildArgs: {},
    unknownArgs: [],
  } as unknown as ImageBuild
  const world = fakeWorld({ files: { '/checkouts/head/main.go': 'package main' }, commands: {} })
  const engine = fakeEngine(() => {
    throw new Error('nothing is started here')
  })
  const builds: string[] = []
  const handles = await handlesFor(world, {
    ...engine,
    async build({ text }) {
      builds.push(text)
      return succeed({ milliseconds: 1 })
    },
  })
  // remembers what it has read, as the real one does
  const read = new Map<string, SavedImage>()
  const images: Pick<SavedImages, 'read' | 'forget'> = {
    async read(reference) {
      const image = read.get(reference) ?? ({ rootProblem: `build ${builds.length}` } as SavedImage)
      read.set(reference, image)
      return image
    },
    async forget(reference) {
      read.delete(reference)
    },
  }
  const plan = planWith()
  const builder = openImageBuilder(handles, plan, images, {
    pin: async () => succeed({ pinned: 'p', layers: [] }),
    contexts: new BuildContexts(handles, plan),
  })
  const outcomes = []
  for (const text of ['FROM scratch\nCOPY . /\n', 'FROM scratch\nCOPY . /app/\n']) {
    const dockerfile = expectValue(parseDockerfile(text))
    outcomes.push(await builder.build({ name: 'head-shipped', revision: 'head', dockerfile, build }))
  }
  expect(outcomes).toEqual([
    { kind: 'not-the-app', problem: 'build 1' },
    { kind: 'not-the-app', problem: 'build 2' },
  ])
})
