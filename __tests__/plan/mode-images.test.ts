import { describe, expect, test } from 'vitest'
import { parseConfig } from '../../src/config/config.ts'
import { compiledPackages } from '../../src/plan/choose-dockerfile.ts'
import {
  chooseImages,
  compiledHere,
  joined,
  surveyImages,
  surveyProblems,
} from '../../src/plan/mode-images.ts'
import { expectValue } from '../support/results.ts'
import { fakeFiles } from '../support/world/world.ts'

const text = (...stages: readonly string[]) => `FROM golang AS build
COPY . .
RUN go build -o /api ./cmd/api
${stages.map((stage) => `FROM scratch AS ${stage}\nCOPY --from=build /api /api\nENTRYPOINT ["/api"]\n`).join('')}`

async function survey(yaml: string, files: Readonly<Record<string, string>>) {
  const config = expectValue(parseConfig(`version: 1\n${yaml}`, 'f'))
  const at = Object.fromEntries(Object.entries(files).map(([path, content]) => [`/r/${path}`, content]))
  const found = await surveyImages(fakeFiles(undefined, at), '/r', config)
  return { survey: found, modes: config.modes }
}

/** How each mode is built, or the problems. */
async function images(yaml: string, files: Readonly<Record<string, string>>) {
  const { survey: found, modes } = await survey(yaml, files)
  const main = { module: '.', path: './cmd/api', name: 'api', importPath: 'example.com/api/cmd/api' }
  const chosen = chooseImages(modes, found, main)
  if (!chosen.ok) return { problems: chosen.problem.map(({ message }) => message) }
  const { shipped, configured } = chosen.value
  return {
    shipped: shipped?.kind === 'build' ? shipped.build.dockerfile : undefined,
    configured: configured.map(({ mode, build: { dockerfile, context, target = '-', buildArgs } }) =>
      [mode.name, dockerfile, context, target, JSON.stringify(buildArgs)].join(' '),
    ),
    here: compiledHere(modes, shipped).map(({ name }) => name),
  }
}

describe('the image of each mode', () => {
  test('may be another target of the shipped Dockerfile', async () => {
    const yaml = 'modes: { static: { target: small }, dynamic: }'
    const compose = 'services: { api: { build: { context: ., target: full } } }'
    expect(await images(yaml, { Dockerfile: text('small', 'full'), 'compose.yaml': compose })).toEqual({
      shipped: 'Dockerfile',
      configured: ['static Dockerfile . small {}'],
      here: [],
    })
  })

  test('has the build arguments of the workflow, overridden by `build`, overridden by the mode', async () => {
    const workflow =
      'jobs: { a: { steps: [{ uses: docker/build-push-action@v6, with: { context: ., file: api/Dockerfile, target: full, build-args: "A=1\\nB=1\\nC=1" } }] } }'
    const yaml = 'build: { build-args: { B: 2, C: 2 } }\nmodes: { dynamic: { build-args: { C: 3, D: 3 } } }'
    const files = { 'api/Dockerfile': text('full', 'dev'), '.github/workflows/w.yml': workflow }
    expect(await images(yaml, files)).toMatchObject({
      configured: ['dynamic api/Dockerfile . full {"A":"1","B":"2","C":"3","D":"3"}'],
    })
  })

  test('may come from a Dockerfile for each mode, without a shipped one', async () => {
    const files = { 'Dockerfile.static': text('a'), 'Dockerfile.dynamic': text('a') }
    const yaml =
      'build: { target: a }\nmodes: { static: { dockerfile: Dockerfile.static }, dynamic: { dockerfile: Dockerfile.dynamic } }'
    // the configured stage is not used for other Dockerfiles
    expect(await images(yaml, files)).toEqual({
      shipped: undefined,
      configured: ['static Dockerfile.static . - {}', 'dynamic Dockerfile.dynamic . - {}'],
      here: [],
    })
    expect(await images('', files)).toEqual({
      problems: [expect.stringMatching(/^there are 2 ways to build an/)],
    })
  })

  test('uses the Dockerfile that has the target', async () => {
    const files = { 'Dockerfile.a': text('small'), 'Dockerfile.b': text('full') }
    expect(await images('modes: { static: { target: full } }', files)).toMatchObject({
      configured: ['static Dockerfile.b . full {}'],
    })
  })

  test('uses a Dockerfile although `build` selects the built-in image', async () => {
    const yaml = 'build: { dockerfile: false }\nmodes: { static:, dynamic: { dockerfile: Dockerfile } }'
    expect(await images(yaml, { Dockerfile: text('a') })).toEqual({
      shipped: undefined,
      configured: ['dynamic Dockerfile . - {}'],
      here: ['static'],
    })
  })

  test.each([
    ['modes: { static: { base-image: alpine }, dynamic: }', ['static']],
    ['modes: { static: { dockerfile: false }, dynamic: }', ['static']],
    ['modes: { static: { tags: netgo }, dynamic: }', ['static']],
    ['', []],
  ])('modes that are certainly compiled on this machine: %s', async (yaml, here) => {
    expect(await images(yaml, { Dockerfile: text('a') })).toMatchObject({ here })
    expect(await images('', {})).toMatchObject({ here: ['static', 'dynamic'] })
  })

  test('is a problem without any Dockerfile', async () => {
    expect(await images('modes: { dynamic: { build-args: { A: 1 } } }', {})).toEqual({
      problems: [
        'mode `dynamic` needs an image of a Dockerfile, but there is no Dockerfile: set `modes.dynamic.dockerfile` in .github/linkgate.yml',
      ],
    })
  })

  test('is a problem if the Dockerfile is missing, which lists the existing ones', async () => {
    const yaml = 'modes: { static: { dockerfile: Dockerfile.statik } }'
    const { survey: found } = await survey(yaml, { Dockerfile: text('a') })
    expect(surveyProblems(found)).toEqual([
      'modes.static.dockerfile `Dockerfile.statik` does not exist: this repository has Dockerfile',
    ])
    const both = await survey(`build: { dockerfile: x }\n${yaml}`, {})
    expect(surveyProblems(both.survey)).toHaveLength(2)
  })

  test('the packages of a configured Dockerfile determine the main package', async () => {
    const files = { Dockerfile: text('a'), 'other.Dockerfile': text('b').replace('cmd/api', 'cmd/worker') }
    const { survey: found } = await survey('modes: { static: { dockerfile: other.Dockerfile } }', files)
    expect(compiledPackages(joined(found))).toEqual([{ by: 'other.Dockerfile', directories: ['cmd/worker'] }])
  })
})
