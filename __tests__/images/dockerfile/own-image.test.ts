import { expect, test } from 'vitest'
import { obstacleText } from '../../../src/findings/obstacles.ts'
import { buildOwn } from '../../../src/images/dockerfile/own-image.ts'
import { dockerfileText } from '../../../src/repository/dockerfiles/image-build.ts'
import { imageBuild } from '../../support/images/image-build.ts'
import { fakeWorld } from '../../support/world/world.ts'

const text = `FROM base AS build
COPY --from=lib . /lib/
RUN go build -o /api .
FROM scratch
COPY --from=build /api /api
FROM scratch AS docs
COPY --from=pages / /
`

async function built(contexts: NonNullable<Parameters<typeof buildOwn>[2]['contexts']>, target?: string) {
  const world = fakeWorld({ files: { '/r/Dockerfile': text } })
  const requests: string[] = []
  const builder = {
    needsRepository: undefined,
    refusesCaches: undefined,
    unusableCaches: [],
    build: async ({ dockerfile }: { readonly dockerfile: { readonly text: string } }) => {
      requests.push(dockerfile.text)
      return { kind: 'not-built', output: [], why: [] } as const
    },
  }
  const build = {
    ...imageBuild,
    contexts,
    by: 'docker-bake.hcl:3',
    ...(target === undefined ? {} : { target }),
  }
  const result = await buildOwn(
    { world, builder, buildsInParallel: false } as never,
    { revision: 'head', checkout: '/r' },
    build,
    'name',
  )
  const why = result.kind === 'not-built' ? result.why.map(obstacleText) : []
  return { requests, why, text: await dockerfileText(world.files, '/r', build) }
}

const base = { kind: 'image', image: 'golang:1.24' } as const

test('images and directories of the build context take the place of named contexts', async () => {
  const contexts = {
    base,
    lib: { kind: 'directory', path: 'libs' },
    pages: { kind: 'other', written: '$' },
  } as const
  const expected = text.replace('FROM base', 'FROM golang:1.24').replace('--from=lib .', ' libs/.')
  const found = await built(contexts, 'build')
  expect(found).toEqual({ requests: [expected], why: [], text: expected })
})

test.each([
  [
    { base, lib: { kind: 'other', written: 'target:lib' } },
    'Dockerfile:2: linkgate does not support the named build context `lib` (`target:lib`, docker-bake.hcl:3), which is neither an image nor a directory of the build context',
  ],
] as const)('a named context that linkgate does not support: %j', async (contexts, message) => {
  expect(await built(contexts, 'build')).toMatchObject({ requests: [], why: [message] })
})
