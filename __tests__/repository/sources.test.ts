import { describe, expect, test } from 'vitest'
import { missingSources } from '../../src/repository/sources.ts'
import { wordedObstacle } from '../support/reports/worded.ts'
import { fakeWorld } from '../support/world/world.ts'

type Texts = Readonly<Record<string, string>>

interface Given {
  readonly context?: string
  readonly target?: string
  readonly buildArgs?: Texts
  /** Pattern by path, with its place: what git ignores. */
  readonly ignored?: Texts
  /** Besides those of the revision, in the user's own checkout. */
  readonly checkout?: Texts
  /** Directories of that checkout without a file, which git does not know. */
  readonly empty?: readonly string[]
  /** Git refuses to read the user's own checkout. */
  readonly refused?: boolean
}

/** What a Dockerfile at the root does not find. */
async function missing(dockerfile: readonly string[], files: Texts = {}, given: Given = {}) {
  const { context = '.', target, buildArgs = {}, ignored = {}, checkout = {}, empty = [] } = given
  const { refused = false } = given
  const all = { Dockerfile: dockerfile.join('\n'), ...files }
  const world = fakeWorld({
    files: Object.fromEntries([
      ...Object.entries(all).map(([path, text]) => [`/tree/${path}`, text]),
      ...Object.entries({ ...all, ...checkout }).map(([path, text]) => [`/repo/${path}`, text]),
    ]),
    commands: {
      'git check-ignore': ({ command }) => {
        const by = ignored[command.at(-2) ?? '']
        return by === undefined ? { exitCode: 1 } : `${by}\t${command.at(-2)}\n`
      },
      'git ls-files -z': Object.keys(all).join('\0'),
      'git ls-files --': ({ command }) =>
        refused ? { exitCode: 128 } : Object.hasOwn(all, command.at(-1) ?? '') ? 'tracked' : '',
      'git grep': { exitCode: 1 },
    },
  })
  for (const path of empty) await world.files.makeDirectory(`/repo/${path}`)
  const place = { checkout: '/tree', root: '/repo', modules: ['.'] }
  const build = { dockerfile: 'Dockerfile', context, buildArgs, ...(target === undefined ? {} : { target }) }
  return (await missingSources(world, place, build, 'linux/amd64')).map((one) => ({
    ...wordedObstacle(one),
    path: one.path,
    at: one.at,
  }))
}

const paths = async (...given: Parameters<typeof missing>) =>
  (await missing(...given)).map(({ path }) => path)

describe('sources that the context of a Dockerfile lacks', () => {
  test('have the line that needs them', async () => {
    expect(await missing(['FROM alpine', '', 'COPY web/dist /srv'])).toEqual([
      {
        kind: 'source-missing',
        path: 'web/dist',
        at: 'Dockerfile:3',
        message: 'Dockerfile:3: `COPY` finds no files: web/dist is not in git',
        fix: 'set `build: { prepare: … }` in .github/linkgate.yml to the command that creates web/dist, or add it to git',
      },
    ])
  })

  test.each<[name: string, lines: readonly string[], path: string]>([
    ['ADD', ['ADD data.tar /'], 'data.tar'],
    ['a bind mount', ['RUN --mount=type=bind,source=web/dist,target=/d true'], 'web/dist'],
    ['a mount whose type is left out', ['RUN --mount=source=web/dist,target=/d true'], 'web/dist'],
    ['one of several', ['COPY main.go gone.go /src/'], 'gone.go'],
    ['exec form', ['COPY ["web dist", "/srv"]'], 'web dist'],
    ['a variable', ['ARG DIR=web', 'COPY $DIR/dist /srv'], 'web/dist'],
    ['a way out of the context', ['COPY ../../gone /srv'], 'gone'],
    ['flags', ['COPY --chown=1:1 --link ./gone/ /srv/'], 'gone'],
  ])('%s', async (_name, lines, path) => {
    expect(await paths(['FROM alpine', ...lines], { 'main.go': '' })).toEqual([path])
  })

  test.each<[name: string, lines: readonly string[]]>([
    ['a stage that is not built', ['FROM alpine AS other', 'COPY gone /', 'FROM alpine', 'COPY main.go /']],
    ['another stage', ['FROM alpine AS other', 'FROM alpine', 'COPY --from=other /gone /']],
    ['another image', ['FROM alpine', 'COPY --from=golang:1.24 /gone /']],
    ['an address', ['FROM alpine', 'ADD https://example.com/gone /', 'ADD git@github.com:a/b.git /b']],
    ['a heredoc', ['FROM alpine', 'COPY <<EOF /gone', 'text', 'EOF']],
    ['all of it', ['FROM alpine', 'COPY . .', 'COPY ./ /', 'COPY / /']],
    ['a pattern that need not match', ['FROM alpine', 'COPY go.sum* ./']],
    ['a variable without a value', ['FROM alpine', 'ARG DIR', 'COPY $DIR/gone /']],
    ['a cache', ['FROM alpine', 'RUN --mount=type=cache,target=/gone true']],
    ['git', ['FROM alpine', 'COPY .git .git', 'RUN --mount=type=bind,source=.git,target=.git true']],
    ['what is there', ['FROM alpine', 'COPY main.go cmd /src/', 'COPY cm* /', 'COPY cmd/*/x.go /']],
  ])('nothing: %s', async (_name, lines) => {
    expect(await paths(lines, { 'main.go': '', 'cmd/api/x.go': '' })).toEqual([])
  })

  test('depend on target, arguments and context', async () => {
    const lines = ['FROM alpine AS slim', 'FROM slim AS full', 'ARG DIR=gone', 'COPY $DIR /srv', 'FROM slim']
    expect(await paths(lines)).toEqual([])
    expect(await paths(lines, {}, { target: 'full' })).toEqual(['gone'])
    expect(await paths(lines, { 'a/x': '' }, { target: 'full', buildArgs: { DIR: 'a' } })).toEqual([])
    expect(await paths(['FROM alpine', 'COPY x /'], { x: '', 'sub/y': '' }, { context: 'sub' })).toEqual([
      'sub/x',
    ])
  })
})

describe('.dockerignore', () => {
  const lines = ['FROM alpine', 'COPY web/dist /srv']
  const files = { 'web/dist/index.html': '' }

  test('excludes existing files', async () => {
    const [one] = await missing(lines, { ...files, '.dockerignore': 'web\n' })
    expect(one?.message).toBe(
      'Dockerfile:2: `COPY` finds no files: .dockerignore excludes web/dist from the build context',
    )
    expect(one?.fix).toBe('add `!web/dist` at the end of .dockerignore')
  })

  test('that of the Dockerfile has priority over that of the context', async () => {
    const own = { ...files, '.dockerignore': 'web', 'Dockerfile.dockerignore': 'docs' }
    expect(await paths(lines, own)).toEqual([])
  })

  test('includes files again', async () => {
    expect(await paths(lines, { ...files, '.dockerignore': '*\n!web/dist' })).toEqual([])
    expect(await paths(['FROM alpine', 'COPY web /'], { ...files, '.dockerignore': '*\n!web/dist' })).toEqual(
      [],
    )
    expect(await paths(['FROM alpine', 'COPY web /'], { ...files, '.dockerignore': '*\n!docs' })).toEqual([
      'web',
    ])
  })
})

describe('the reason for a missing source', () => {
  const lines = ['FROM alpine', 'COPY web/dist /srv']
  const message = async (files: Texts, given: Given = {}, of = lines) => (await missing(of, files, given))[0]

  test('git ignores it, and a step of a workflow generates it', async () => {
    const found = await message(
      {
        '.github/workflows/ci.yml': 'jobs:\n  a:\n    steps:\n      - run: npm --prefix web run build\n',
        'web/package.json': '{ "scripts": { "build": "vite build" } }',
      },
      { ignored: { 'web/dist': 'web/.gitignore:1:dist' } },
    )
    expect(found).toMatchObject({
      message:
        'Dockerfile:2: `COPY` finds no files: git ignores web/dist (web/.gitignore:1); .github/workflows/ci.yml:4 creates it with `npm --prefix web run build`',
      fix: 'set `build: { prepare: npm --prefix web run build }` in .github/linkgate.yml',
    })
  })

  test('a file that is not added to git', async () => {
    const found = await message({}, { checkout: { 'web/dist': '' } })
    expect(found?.message).toContain(
      'Dockerfile:2: `COPY` finds no files: web/dist is in this checkout, but not in git',
    )
  })

  test('git left an empty directory behind', async () => {
    const found = await message({}, { empty: ['web/dist'] })
    expect(found?.message).toBe('Dockerfile:2: `COPY` finds no files: web/dist is not in git')
  })

  test('is unknown if git refuses to read the checkout', async () => {
    const found = await message({}, { checkout: { 'web/dist': '' }, refused: true })
    expect(found?.message).toBe('Dockerfile:2: `COPY` finds no files: web/dist is not in git')
  })

  test('it is in a submodule', async () => {
    const files = { '.gitmodules': '[submodule "web"]\n\tpath = web\n\turl = ../web\n' }
    expect(await message(files)).toMatchObject({
      message:
        'Dockerfile:2: `COPY` finds no files: web/dist is in the git submodule web, which is not checked out',
      fix: 'set `submodules: recursive` for actions/checkout, or `build: { prepare: git submodule update --init --recursive }` in .github/linkgate.yml',
    })
  })

  test.each([
    ['that builds the image', 'docker build .', 1],
    ['of another kind', 'go test ./...', 0],
  ])('git has only a placeholder for a directory, and a job %s fills it', async (_name, other, count) => {
    const files = {
      'web/dist/.gitkeep': '',
      'web/package.json': '{ "scripts": { "build": "vite build" } }',
      '.github/workflows/ci.yml': `jobs:\n  a:\n    steps:\n      - run: npm --prefix web run build\n      - run: ${other}\n`,
    }
    const found = await missing(lines, files)
    expect(found).toHaveLength(count)
    for (const { message } of found) {
      expect(message).toBe(
        'Dockerfile:2: `COPY` finds no files: web/dist is an empty directory in git; .github/workflows/ci.yml:4 creates it with `npm --prefix web run build`',
      )
    }
  })

  test('a pattern matches nothing without a step', async () => {
    const files = {
      '.github/workflows/ci.yml': 'jobs: { a: { steps: [{ run: "go build -o bin/api-linux ." }] } }',
    }
    const found = await message(files, {}, ['FROM alpine', 'COPY bin/api-* /'])
    expect(found?.fix).toContain('prepare: go build -o bin/api-linux .')
  })
})
