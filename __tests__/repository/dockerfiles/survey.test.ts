import { describe, expect, test } from 'vitest'
import { cleanPath, hasDirectory, relativeTo } from '../../../src/common/paths.ts'
import type { DockerfileOptions } from '../../../src/config/build-schema.ts'
import { chooseDockerfile, compiledPackages } from '../../../src/plan/choose-dockerfile.ts'
import { surveyDockerfiles } from '../../../src/repository/dockerfiles/survey.ts'
import { fakeFiles, type Given, link } from '../../support/world/world.ts'

interface Does {
  readonly compilesGo?: readonly string[]
  readonly copySources?: readonly string[]
  /** It runs make. */
  readonly indirect?: boolean
  /** It starts a program of the context. */
  readonly prebuilt?: boolean
}

type FakeTree = Readonly<Record<string, Given>>

/** Names of stages that files of these repositories build. */
const targets = 'full slim api worker run runtime prod production dev test release'.split(' ')

/** A Dockerfile that does just this, in each of the stages that may be asked for. */
function dockerfile(
  { compilesGo = [], copySources = [], indirect, prebuilt }: Does = {},
  own: string[] = [],
) {
  const isGo = compilesGo.length > 0 || indirect === true
  const sources = prebuilt === true && copySources.length === 0 ? ['app'] : copySources
  const lines = [
    isGo ? 'FROM golang:1.24 AS build' : 'FROM busybox AS build',
    'WORKDIR /src',
    ...sources.map((source) => `COPY ${source} ./${source === '.' ? '' : `${source}/`}`),
    ...compilesGo.map((directory) => `RUN go build -o /app ./${directory}`),
    ...(indirect === true ? ['RUN make'] : []),
    ...(prebuilt === true ? ['CMD ["/src/app/app"]'] : []),
    ...own,
    // each is FROM the one before, so that there is one final stage
    ...targets
      .filter((name) => !own.some((line) => line.endsWith(` AS ${name}`)))
      .map((name, at, all) => `FROM ${all[at - 1] ?? 'build'} AS ${name}`),
    'FROM release',
  ]
  return lines.join('\n')
}

const compiling = (...compilesGo: readonly string[]) => dockerfile({ compilesGo, copySources: ['.'] })

async function choice(given: FakeTree, main: string = '.', options: Partial<DockerfileOptions> = {}) {
  const survey = await surveyed(given, options)
  const [, module = '.', path = '.'] = /^(?:(.*):)?(.*)$/.exec(main) ?? []
  return chooseDockerfile(survey, { module: module || '.', path, name: 'x', importPath: 'x' })
}

function surveyed(given: FakeTree, options: Partial<DockerfileOptions> = {}) {
  const files = Object.fromEntries(
    Object.entries({ 'go.mod': '', ...given }).map(([path, text]) => [`/r/${path}`, text]),
  )
  const all = { buildArgs: {}, secrets: [], ssh: [], ...options }
  return surveyDockerfiles(fakeFiles(undefined, files), '/r', all)
}

async function chosen(...given: Parameters<typeof choice>) {
  const found = await choice(...given)
  if (found.kind !== 'build') return found
  const { dockerfile: path, context, target } = found.build
  return { dockerfile: path, context, ...(target === undefined ? {} : { target }), because: found.because }
}

const workflow = (...withs: readonly string[]) =>
  `jobs: { a: { steps: [${withs.map((one) => `{ uses: docker/build-push-action@v6, with: { ${one} } }`).join(', ')}] } }`

describe('the Dockerfile that ships the program', () => {
  test('the only one', async () => {
    expect(await chosen({ Dockerfile: compiling('.') })).toEqual({
      dockerfile: 'Dockerfile',
      context: '.',
      because: 'the only one that compiles .',
    })
  })

  test.each([
    'Containerfile',
    'api.Dockerfile',
    'Dockerfile.prod',
    'Dockerfile-alpine',
    'a/b/c/d/dockerfile',
    '.docker/Dockerfile',
  ])('can be called %s', async (name) => {
    expect(await chosen({ [name]: compiling('.') })).toMatchObject({ dockerfile: name, context: '.' })
  })

  test.each([
    'Dockerfile.dev',
    'Dockerfile.ci',
    'Dockerfile_test',
    'test.Dockerfile',
    '.devcontainer/Dockerfile',
    'examples/Dockerfile',
    'internal/teste2e/images/ffmpeg/Dockerfile',
    'bak/Dockerfile',
    'demo.Dockerfile',
    'Dockerfile.dockerignore',
    'Dockerfile.tmpl',
    'node_modules/x/Dockerfile',
    'a/b/c/d/e/Dockerfile',
    'Dockerfiles',
  ])('%s is not a candidate', async (name) => {
    expect(await choice({ [name]: compiling('.') })).toMatchObject({ kind: 'none' })
    expect(await chosen({ [name]: compiling('.'), 'build/Dockerfile': compiling('.') })).toMatchObject({
      dockerfile: 'build/Dockerfile',
    })
  })

  test('does not exist, with the reason', async () => {
    expect(await choice({})).toEqual({ kind: 'none', because: 'there is no Dockerfile' })
    expect(await choice({ 'web/Dockerfile': dockerfile({ copySources: ['package.json'] }) })).toEqual({
      kind: 'none',
      because: 'no Dockerfile compiles Go',
    })
    expect(await choice({ Dockerfile: compiling('cmd/swag') }, './example/api')).toEqual({
      kind: 'none',
      because: '`Dockerfile` compiles cmd/swag and not example/api',
    })
    expect(await choice({ Dockerfile: compiling('.') }, '.', { dockerfile: false })).toEqual({
      kind: 'none',
      because: '`build.dockerfile` is false',
    })
  })

  test('is the one that compiles the chosen program', async () => {
    const files = {
      Dockerfile: compiling('cmd/worker'),
      'cmd/api/Dockerfile': compiling('cmd/api'),
      'web/Dockerfile': dockerfile(),
      'docker/Dockerfile': dockerfile({ indirect: true }),
    }
    expect(await chosen(files, './cmd/api')).toMatchObject({
      dockerfile: 'cmd/api/Dockerfile',
      because: 'the only one that compiles cmd/api',
    })
  })

  test('compiles all packages below a pattern', async () => {
    expect(await chosen({ Dockerfile: compiling('cmd/...') }, './cmd/api')).toMatchObject({
      dockerfile: 'Dockerfile',
    })
    expect(hasDirectory(['...'], 'a/b')).toBe(true)
    expect(hasDirectory(['.', 'a/...'], 'ab')).toBe(false)
  })

  test('is one that compiles indirectly, or else one that copies a program', async () => {
    const files = {
      'a/Dockerfile': dockerfile({ indirect: true }),
      Dockerfile: dockerfile({ prebuilt: true }),
    }
    expect(await chosen(files)).toMatchObject({
      dockerfile: 'a/Dockerfile',
      because: 'the only one for a Go program',
    })
    expect(await chosen({ Dockerfile: dockerfile({ prebuilt: true }) })).toMatchObject({
      dockerfile: 'Dockerfile',
    })
  })

  test.each([
    [['Dockerfile', 'Dockerfile.alpine', 'docker/Dockerfile'], 'Dockerfile', 'the one at the root'],
    [
      ['docker/Dockerfile.slim', 'docker/Dockerfile'],
      'docker/Dockerfile',
      'the one without a suffix in its name',
    ],
  ])('of %j: %s', async (names, dockerfile, because) => {
    expect(await chosen(Object.fromEntries(names.map((name) => [name, compiling('.')])))).toEqual({
      dockerfile,
      context: '.',
      because,
    })
  })

  test('is the usual one of those that a workflow builds, with the place', async () => {
    const build = workflow('context: ., push: true', 'context: ., push: true, file: Dockerfile.slim')
    const files = { Dockerfile: compiling('.'), 'Dockerfile.slim': compiling('.') }
    expect(await chosen({ ...files, '.github/workflows/release.yml': build })).toMatchObject({
      dockerfile: 'Dockerfile',
      because: 'the one at the root, built by .github/workflows/release.yml:1',
    })
  })

  test('names all of several candidates, and how to choose', async () => {
    expect(await choice({ 'a/Dockerfile': compiling('.'), 'b/Dockerfile': compiling('.') })).toMatchObject({
      kind: 'problem',
      message:
        'there are 2 ways to build an image of . (a/Dockerfile; b/Dockerfile): choose one in .github/linkgate.yml, such as `build: { dockerfile: a/Dockerfile }`',
      candidates: [{ dockerfile: 'a/Dockerfile' }, { dockerfile: 'b/Dockerfile' }],
    })
  })
})

describe('evidence in other files', () => {
  const two = { 'a/Dockerfile': compiling('.'), 'b/Dockerfile': compiling('.') }
  const w = '.github/workflows/release.yml'

  test('a workflow has priority over compose files, and these over being the only Dockerfile', async () => {
    const compose = {
      'compose.yaml': 'services: { api: { build: { context: ., dockerfile: b/Dockerfile, target: run } } }',
    }
    expect(await chosen({ ...two, ...compose })).toEqual({
      dockerfile: 'b/Dockerfile',
      context: '.',
      target: 'run',
      because: 'built by compose.yaml:1',
    })
    expect(await chosen({ ...two, ...compose, [w]: workflow('file: a/Dockerfile') })).toEqual({
      dockerfile: 'a/Dockerfile',
      context: '.',
      because: 'built by .github/workflows/release.yml:1',
    })
  })

  test('uses the context that they set', async () => {
    const files = {
      'server/Dockerfile': compiling('.'),
      'server/go.mod': '',
      [w]: workflow('context: server'),
    }
    expect(await chosen(files, 'server:.')).toMatchObject({
      dockerfile: 'server/Dockerfile',
      context: 'server',
    })
  })

  test('ignores images of other programs, without Go, for tests, and missing files', async () => {
    const files = {
      ...two,
      'Dockerfile.worker': compiling('cmd/worker'),
      'web/Dockerfile': dockerfile(),
      'Dockerfile.ci': compiling('.'),
      [w]: workflow(
        'file: Dockerfile.worker',
        'context: web',
        'file: Dockerfile.ci',
        'file: gone',
        'file: b/Dockerfile',
      ),
    }
    expect(await chosen(files)).toMatchObject({ dockerfile: 'b/Dockerfile', because: `built by ${w}:1` })
  })

  test('ignores a compose file for development', async () => {
    const files = { ...two, 'docker-compose.dev.yml': 'services: { api: { build: a } }' }
    expect(await choice(files)).toMatchObject({ kind: 'problem' })
  })

  test('the same image with different arguments is one image, with the common arguments', async () => {
    const found = await choice({
      Dockerfile: compiling('.'),
      [w]: workflow(
        `build-args: "A=1\\nVERSION=2\\nD=\${{ github.sha }}"`,
        'build-args: "A=1\\nVERSION=3\\nGIT_COMMIT=4"',
      ),
    })
    expect(found).toMatchObject({
      kind: 'build',
      build: { buildArgs: { A: '1' }, unknownArgs: ['D', 'VERSION', 'GIT_COMMIT'] },
    })
  })

  test('a target for development does not ship; reports two others', async () => {
    const files = { Dockerfile: compiling('.'), [w]: workflow('target: dev', 'target: prod') }
    expect(await chosen(files)).toMatchObject({ target: 'prod' })
    expect(await choice({ ...files, [w]: workflow('target: full', 'target: slim') })).toMatchObject({
      kind: 'problem',
      message:
        'there are 2 ways to build an image of . (Dockerfile, target full, built by .github/workflows/release.yml:1; Dockerfile, target slim, built by .github/workflows/release.yml:1): choose one in .github/linkgate.yml, such as `build: { dockerfile: Dockerfile, target: full }`',
    })
  })

  test('reads compiled packages only up to the target', async () => {
    const text = dockerfile({ compilesGo: ['cmd/worker'], copySources: ['.'] }, [
      'FROM golang:1.24 AS api',
      'WORKDIR /src',
      'COPY . .',
      'RUN go build ./cmd/api',
    ])
    const files = { Dockerfile: text, [w]: workflow('target: api', 'target: worker') }
    expect(await chosen(files, './cmd/api')).toMatchObject({ target: 'api' })
  })
})

describe('the configuration', () => {
  const files = {
    'Dockerfile.dev': compiling('.'),
    'a/Dockerfile': compiling('.'),
    'b/Dockerfile': compiling('cmd/x'),
    'cmd/x/main.go': '',
    'compose.yaml': `services: { api: { build: { context: a, target: run, args: { A: 1, B: "\${X}" } } } }`,
  }

  test.each(['Dockerfile.dev', 'b/Dockerfile'])('%s is used unconditionally', async (dockerfile) => {
    expect(await chosen(files, '.', { dockerfile })).toEqual({
      dockerfile,
      context: '.',
      because: 'set by build.dockerfile',
    })
  })

  test('is completed by other files', async () => {
    const found = await choice(files, '.', { dockerfile: 'a/Dockerfile', buildArgs: { B: '2' } })
    expect(found).toMatchObject({
      because: 'set by build.dockerfile',
      build: { context: 'a', target: 'run', buildArgs: { A: '1', B: '2' }, unknownArgs: [] },
    })
  })

  test('has priority over other files', async () => {
    const options = { context: '.', target: 'prod', buildArgs: { A: '9' } }
    const found = await choice(files, '.', options)
    expect(found).toMatchObject({ build: { dockerfile: 'a/Dockerfile', ...options, unknownArgs: ['B'] } })
  })

  test('a missing Dockerfile', async () => {
    expect(await choice(files, '.', { dockerfile: 'c/Dockerfile' })).toEqual({
      kind: 'problem',
      candidates: [],
      message:
        'build.dockerfile `c/Dockerfile` does not exist: this repository has Dockerfile.dev, a/Dockerfile, b/Dockerfile',
    })
    expect(await choice({}, '.', { dockerfile: 'Dockerfile' })).toEqual({
      kind: 'problem',
      candidates: [],
      message: 'build.dockerfile `Dockerfile` does not exist: this repository has no Dockerfile',
    })
  })
})

describe('the context, if no file sets it', () => {
  const at = async (files: Readonly<Record<string, string>>) => {
    const { builds } = await surveyed(files)
    return builds[0]?.context
  }
  const copying = (copySources: readonly string[], compilesGo: readonly string[] = ['.']) =>
    dockerfile({ copySources, compilesGo })

  test.each([
    ['the root that has the module', { 'deploy/Dockerfile': copying(['.']) }, '.'],
    [
      'its own directory where the module is',
      { 'server/Dockerfile': copying(['.']), 'server/go.mod': '' },
      'server',
    ],
    [
      'the root, where it copies what only the root has',
      {
        'server/Dockerfile': copying(['server', 'web/dist']),
        'server/go.mod': '',
        'server/x.go': '',
        'web/dist/x': '',
      },
      '.',
    ],
    [
      'the directory with most of it',
      {
        'a/b/Dockerfile': copying(['x', 'y', 'gone'], ['cmd/api']),
        'a/x/f': '',
        'a/y/f': '',
        'a/go.mod': '',
        'a/cmd/api/m.go': '',
      },
      'a',
    ],
    [
      'the directory that has the package',
      { 'a/Dockerfile': copying(['.'], ['cmd/api']), 'a/go.mod': '', 'cmd/api/main.go': '' },
      '.',
    ],
    [
      'a pattern begins somewhere',
      { 'a/Dockerfile': copying(['cfg/*.yml', '*.go', '$FILES', '[a-c].txt']), 'cfg/x.yml': '' },
      '.',
    ],
    [
      'for a program that is taken, where it lies',
      { 'a/Dockerfile': dockerfile({ prebuilt: true, copySources: ['app'] }) },
      'a',
    ],
    [
      'for a hidden build, where the module is',
      { 'a/Dockerfile': dockerfile({ indirect: true, copySources: ['.'] }) },
      '.',
    ],
  ])('%s', async (_what, files, context) => {
    expect(await at(files as unknown as Readonly<Record<string, string>>)).toBe(context)
  })
})

describe('links', () => {
  const api = { 'services/api/main.go': '', 'cmd/api': link('../services/api') }

  test('resolves links to compiled packages on both sides', async () => {
    const files = { Dockerfile: compiling('cmd/api'), ...api }
    expect(await choice(files, 'services/api')).toMatchObject({
      kind: 'build',
      because: 'the only one that compiles services/api',
      build: { compiles: ['services/api'], links: new Map([['services/api', 'cmd/api']]) },
    })
    expect(await choice(files, 'services')).toMatchObject({
      because: '`Dockerfile` compiles services/api and not services',
    })
    const linked = { module: '.', path: './cmd/api', name: 'api', importPath: 'x', linkedTo: 'services/api' }
    const survey = await surveyed({ Dockerfile: compiling('services/api'), ...api })
    expect(chooseDockerfile(survey, linked)).toMatchObject({ kind: 'build' })
  })

  test('that lead out of the repository are reported, not read', async () => {
    const outside = ['.github/workflows/image.yml', 'compose.yaml', 'Makefile', 'api/Dockerfile', 'README.md']
    const links = Object.fromEntries(outside.map((path) => [path, link('/etc/passwd')]))
    const { builds, notes } = await surveyed({ ...links, Dockerfile: 'FROM golang\nRUN go build -o /a .\n' })
    expect(builds).toHaveLength(1)
    expect(notes).toEqual([
      'linkgate does not follow symbolic links that are broken or lead out of the repository (Makefile, compose.yaml, api/Dockerfile, .github/workflows/image.yml)',
    ])
  })

  test('resolves a context or parent directory that is a link', async () => {
    const files = {
      'build/Dockerfile': compiling('cmd/...'),
      'app/go.mod': '',
      'app/cmd/api/main.go': '',
      'build/src': link('../app'),
      '.github/workflows/w.yml': workflow('context: build/src, file: build/Dockerfile'),
    }
    expect(await choice(files, 'app/cmd/api')).toMatchObject({
      build: { context: 'build/src', compiles: ['app/cmd/...'] },
    })
  })

  test('a file and links to it count once, with the shortest path; a link alone counts as a file', async () => {
    const files = {
      'docker/prod.Dockerfile': compiling('.'),
      'docker/Dockerfile': link('prod.Dockerfile'),
      Dockerfile: link('docker/prod.Dockerfile'),
      'compose.yml': link('deploy/stack.yml'),
      'deploy/stack.yml': 'services: { app: { build: . } }',
    }
    const { builds, services } = await surveyed(files)
    expect(builds.map(({ dockerfile, context, by }) => [dockerfile, context, by])).toEqual([
      ['Dockerfile', '.', 'compose.yml:1'],
      ['Dockerfile', '.', 'Dockerfile'],
    ])
    expect(services).toHaveLength(1)
  })

  test.each([
    [
      'leads out of the repository',
      { Dockerfile: link('../shared/Dockerfile'), '../shared/Dockerfile': compiling('.') },
    ],
    ['leads nowhere', { Dockerfile: link('gone/Dockerfile') }],
  ])('a Dockerfile that %s is rejected, with a fix', async (_, files) => {
    const message =
      '`Dockerfile` is a link to a file outside this repository: commit the file, or set `build: { dockerfile: … }` in .github/linkgate.yml to another one'
    expect(await choice(files)).toMatchObject({ kind: 'problem', message })
    expect(
      await choice({ ...files, 'a/Dockerfile': compiling('.') }, '.', { dockerfile: 'Dockerfile' }),
    ).toMatchObject({
      kind: 'problem',
      message,
    })
    expect(await choice({ ...files, 'prod.Dockerfile': compiling('.') })).toMatchObject({
      build: { dockerfile: 'prod.Dockerfile' },
    })
  })
})

describe('the packages that Dockerfiles compile', () => {
  test('are those with the strongest evidence', async () => {
    const files = {
      'a/Dockerfile': compiling('cmd/a'),
      'b/Dockerfile': compiling('./cmd/b', '.'),
      'b/go.mod': '',
      'b/cmd/b/main.go': '',
      'Dockerfile.dev': compiling('cmd/dev'),
    }
    const a = { by: 'a/Dockerfile', directories: ['a/cmd/a'] }
    const b = { by: 'b/Dockerfile', directories: ['b/cmd/b', 'b'] }
    expect(compiledPackages(await surveyed(files))).toEqual([a, b])
    const workflows = { '.github/workflows/w.yml': workflow('context: b') }
    expect(compiledPackages(await surveyed({ ...files, ...workflows }))).toEqual([b])
    expect(compiledPackages(await surveyed(files, { dockerfile: 'Dockerfile.dev' }))).toEqual([
      { by: 'Dockerfile.dev', directories: ['cmd/dev'] },
    ])
    expect(compiledPackages(await surveyed({}))).toEqual([])
  })
})

test.each([
  ['a//b/./c/', 'a/b/c'],
  ['./', '.'],
  ['a/../..', undefined],
  ['/a', undefined],
  ['', undefined],
  ['C:/a', undefined],
])('the path %j', (given, clean) => {
  expect(cleanPath(given)).toBe(clean)
})

test.each([
  ['.', 'a/b', 'a/b'],
  ['a', 'a', '.'],
  ['a', 'a/b', 'b'],
  ['a', 'ab', undefined],
])('relative to %j, %j is %j', (directory, path, seen) => {
  expect(relativeTo(directory, path)).toBe(seen)
})
