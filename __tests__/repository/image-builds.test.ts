import { describe, expect, test } from 'vitest'
import { startAdviceText } from '../../src/findings/start-advice.ts'
import { composeServices, healthPath } from '../../src/repository/compose/services.ts'
import {
  bestAdvice,
  composeHints,
  findRunHints,
  imageNames,
  procfileHints,
  readmeHints,
} from '../../src/repository/start/hints.ts'
import { workflowBuilds } from '../../src/repository/workflow/builds.ts'
import { fakeFiles } from '../support/world/world.ts'

const steps = (text: string) => `
jobs:
  image:
    steps:
${text.replaceAll(/^/gm, '      ')}`
const builds = (text: string, files: Readonly<Record<string, string>> = {}) => {
  const all: Readonly<Record<string, string>> = { ...files, 'w.yml': text }
  const texts = { paths: Object.keys(all), text: (path: string) => all[path] }
  return workflowBuilds('w.yml', texts).builds.map(
    ({ by: _by, tags: _tags, pushed: _pushed, ...rest }) => rest,
  )
}
const none = { buildArgs: {}, unknownArgs: [] }

describe('the images that a workflow builds', () => {
  test.each([
    ['uses: docker/build-push-action@v6', { dockerfile: 'Dockerfile', context: '.' }],
    [
      'uses: docker/build-push-action@v6\nwith: { context: ./server }',
      { dockerfile: 'server/Dockerfile', context: 'server' },
    ],
    [
      'uses: docker/build-push-action@0a97817b6ade9f46837855d676c4cca3a2471fc9 # v6\nwith: { context: ., file: deploy/Dockerfile, target: prod }',
      { dockerfile: 'deploy/Dockerfile', context: '.', target: 'prod' },
    ],
    [
      `uses: docker/build-push-action@v6\nwith:\n  cache-from: |\n    type=gha\n    type=registry,ref=me/app:cache\n    type=gha,scope=\${{ github.ref_name }}`,
      {
        dockerfile: 'Dockerfile',
        context: '.',
        cacheFrom: ['type=gha', 'type=registry,ref=me/app:cache'],
      },
    ],
    [
      'run: docker buildx build --cache-from=type=gha --cache-from me/app:cache --cache-to type=gha .',
      { dockerfile: 'Dockerfile', context: '.', cacheFrom: ['type=gha', 'me/app:cache'] },
    ],
    [
      'uses: depot/build-push-action@v1\nwith: { context: "{{defaultContext}}:api" }',
      { dockerfile: 'api/Dockerfile', context: 'api' },
    ],
    [
      'uses: int128/kaniko-action@v1\nwith: { file: deploy/Dockerfile }',
      { dockerfile: 'deploy/Dockerfile', context: '.' },
    ],
    [
      `uses: docker/build-push-action@v6\nwith: { file: "\${{ github.workspace }}/a/Dockerfile" }`,
      { dockerfile: 'a/Dockerfile', context: '.' },
    ],
    ['run: docker build .', { dockerfile: 'Dockerfile', context: '.' }],
    [
      'run: |\n  echo start\n  docker buildx build --platform linux/amd64 --push \\\n    -t a/b:latest -f deploy/api.Dockerfile \\\n    --target=prod .',
      { dockerfile: 'deploy/api.Dockerfile', context: '.', target: 'prod' },
    ],
    [
      'run: cd services/api && sudo podman build -t x .',
      { dockerfile: 'services/api/Dockerfile', context: 'services/api' },
    ],
    [
      'run: docker image build -f Dockerfile ../..\nworking-directory: a/b',
      { dockerfile: 'a/b/Dockerfile', context: '.' },
    ],
    [
      'run: DOCKER_BUILDKIT=1 docker build --pull --no-cache -q api',
      { dockerfile: 'api/Dockerfile', context: 'api' },
    ],
  ])('%j', (step, expected) => {
    expect(builds(steps(`- ${step.replaceAll('\n', '\n  ')}`))).toEqual([{ ...none, ...expected }])
  })

  test.each([
    'uses: actions/checkout@v5',
    'uses: golangci/golangci-lint-action@v8\nwith: { file: Dockerfile }',
    'uses: docker/build-push-action@v6\nwith: { context: "https://github.com/a/b.git" }',
    `uses: docker/build-push-action@v6\nwith: { file: "\${{ inputs.dockerfile }}" }`,
    'uses: docker/build-push-action@v6\nwith: { context: ../other }',
    'run: docker build -f $FILE .',
    'run: docker build - < Dockerfile',
    'run: docker build > log',
    'run: docker build https://github.com/a/b.git',
    'run: cd $(mktemp -d) && docker build .',
    'run: docker compose build',
    'run: go build ./...',
    'run: echo docker build .',
  ])('%j is no evidence', (step) => {
    expect(builds(steps(`- ${step.replaceAll('\n', '\n  ')}`))).toEqual([])
  })

  test('has build arguments, and the names of those that are only known at run time', () => {
    const [build] = builds(`
env: { REGISTRY: example.com, BASE: alpine }
jobs:
  image:
    env: { BASE: debian }
    steps:
      - uses: docker/build-push-action@v6
        with:
          build-args: |
            VERSION=1.2.3
            BASE=\${{ env.BASE }}
            REVISION=\${{ github.sha }}
            EMPTY=
            FROM_OUTSIDE
`)
    expect(build).toMatchObject({
      buildArgs: { VERSION: '1.2.3', BASE: 'debian', EMPTY: '' },
      unknownArgs: ['REVISION', 'FROM_OUTSIDE'],
    })
    const [ran] = builds(
      steps(
        '- run: docker build --build-arg A=1 --build-arg B="$C" --build-arg D=$GITHUB_SHA .\n  env: { C: c }',
      ),
    )
    expect(ran).toMatchObject({ buildArgs: { A: '1', B: 'c' }, unknownArgs: ['D'] })
  })

  test('has every job of a matrix, including those of `include`', () => {
    const found = builds(`
jobs:
  images:
    strategy:
      matrix:
        service: [api, worker]
        include:
          - { service: api, file: api.Dockerfile }
          - { service: web, file: web.Dockerfile }
    steps:
      - uses: docker/build-push-action@v6
        with: { context: 'services/\${{ matrix.service }}', file: 'docker/\${{ matrix.file }}' }
      - uses: docker/build-push-action@v6
        with: { context: 'services/\${{ matrix.service }}' }
`)
    expect(found.map(({ dockerfile }) => dockerfile)).toEqual([
      'docker/api.Dockerfile',
      'services/api/Dockerfile',
      'services/worker/Dockerfile',
      'docker/web.Dockerfile',
      'services/web/Dockerfile',
    ])
    const listed = builds(`
jobs:
  images:
    strategy: { matrix: { image: [{ file: a/Dockerfile, context: a }, { file: b/Dockerfile, context: . }] } }
    steps:
      - uses: docker/build-push-action@v6
        with: { context: '\${{ matrix.image.context }}', file: '\${{ matrix.image.file }}' }
`)
    expect(listed.map(({ dockerfile, context }) => [dockerfile, context])).toEqual([
      ['a/Dockerfile', 'a'],
      ['b/Dockerfile', '.'],
    ])
  })

  test('uses the default working directory of all steps', () => {
    const text =
      'defaults: { run: { working-directory: server } }\njobs: { a: { steps: [{ run: docker build . }] } }'
    expect(builds(text)).toMatchObject([{ dockerfile: 'server/Dockerfile', context: 'server' }])
  })

  test.each(['', 'jobs: 3', 'jobs: { a: { steps: x } }', '- a\n- b', 'a: [', 'jobs: { a: null }', 'a: *b'])(
    'no workflow: %j',
    (text) => {
      expect(builds(text)).toEqual([])
    },
  )
})

const services = (text: string, file = 'compose.yaml', others: Readonly<Record<string, string>> = {}) =>
  composeServices(
    { paths: [file, ...Object.keys(others)], text: (path) => (path === file ? text : others[path]) },
    { files: [file], environment: () => undefined },
  )

describe('the images that compose files build and how they run them', () => {
  test.each([
    ['build: .', { dockerfile: 'Dockerfile', context: '.' }],
    ['build: ./server', { dockerfile: 'server/Dockerfile', context: 'server' }],
    [
      'build: { context: server, dockerfile: ../deploy/Dockerfile }',
      { dockerfile: 'deploy/Dockerfile', context: 'server' },
    ],
    [
      'build: { dockerfile: Dockerfile.prod, target: run }',
      { dockerfile: 'Dockerfile.prod', context: '.', target: 'run' },
    ],
    [
      `build: { context: "\${DIR:-api}", target: "\${STAGE-prod}" }`,
      { dockerfile: 'api/Dockerfile', context: 'api', target: 'prod' },
    ],
    [
      `build: { args: { A: 1, B: "\${X}", C: } }`,
      { dockerfile: 'Dockerfile', context: '.', buildArgs: { A: '1' }, unknownArgs: ['B', 'C'] },
    ],
    ['build: { args: [A=1, B=$$2, C] }', { buildArgs: { A: '1', B: '$2' }, unknownArgs: ['C'] }],
  ])('%s', (text, expected) => {
    expect(services(`services: { api: { ${text} } }`)[0]?.build).toMatchObject(expected)
  })

  test.each(['image: postgres', 'build: https://github.com/a/b.git', `build: "\${DIR}"`, 'build:'])(
    '%s builds nothing of the repository',
    (text) => {
      expect(services(`services:\n  api:\n    ${text}`)[0]?.build).toBeUndefined()
    },
  )

  test('are relative to the directory of the file', () => {
    const [service] = services('services: { api: { build: .., env_file: .env } }', 'deploy/compose.yaml')
    expect(service?.build).toMatchObject({ dockerfile: 'Dockerfile', context: '.' })
    expect(service?.hint.envFiles).toEqual(['deploy/.env'])
  })

  test('are run with hints', () => {
    const [, api] = services(`
services:
  db: { image: "postgres:\${PG:-16}" }
  api:
    build: .
    entrypoint: /app/api
    command: serve --addr ":8080"
    environment: [GIN_MODE=release, DATABASE_URL=postgres://db/x, TOKEN]
    env_file: [.env, { path: extra.env, required: false }]
    ports: ["127.0.0.1:80:8080", 9090, { target: 7070, published: 70 }, "6060-6070:6060-6070"]
    expose: ["5050/tcp", "5051/udp"]
    healthcheck: { test: [CMD, curl, -f, "http://localhost:8080/healthz?full=1"] }
    depends_on: [db]
  worker: { build: ./worker, command: [run, "\${MODE}"], depends_on: { db: { condition: service_healthy } } }
`)
    expect(api?.hint).toEqual({
      by: 'compose.yaml, service api',
      entrypoint: ['/app/api'],
      args: ['serve', '--addr', ':8080'],
      env: { GIN_MODE: 'release', DATABASE_URL: 'postgres://db/x' },
      unknownEnv: ['TOKEN'],
      envFiles: ['.env', 'extra.env'],
      ports: [8080, 9090, 7070, 5050],
      health: '/healthz?full=1',
      services: { db: 'postgres:16' },
    })
  })

  test('a service does not depend on itself, or on a database with its name', () => {
    const [api] = services(`services:
  api: { image: acme/api, environment: { DSN: "u:p@tcp(db:3306)/api", QUEUE: "amqp://api" } }
  db: { image: mysql:8 }
  cache: { image: redis:7 }
`)
    expect(api?.hint.services).toEqual({ db: 'mysql:8' })
  })

  test('hints for a Dockerfile come from its services and the Procfile', async () => {
    const text = 'services: { api: { build: ., command: serve }, web: { build: web, command: start } }'
    const survey = { builds: [], services: services(text), notes: [] }
    const files = fakeFiles(undefined, { '/r/Procfile': 'web: ./api work' })
    const hintsOf = async (dockerfile?: string) =>
      (await findRunHints(files, '/r', survey, { dockerfile, names: [] })).map(({ args }) => args)
    expect(await hintsOf('Dockerfile')).toEqual([['serve'], ['work']])
    expect(await hintsOf()).toEqual([['work']])
  })

  test('if no service builds, hints come from an image of the repository', () => {
    const names = imageNames(
      { importPath: 'github.com/Acme/orders/cmd/server', name: 'server' },
      'orders-service',
    )
    expect(names).toEqual(['orders-service', 'orders', 'acme/orders'])
    const argsFor = (text: string) =>
      composeHints({ builds: [], services: services(text), notes: [] }, 'Dockerfile', names).map(
        ({ args }) => args,
      )
    for (const image of [
      'orders',
      'ghcr.io/acme/orders:1.2',
      'registry:5000/acme/Orders@sha256:00',
      `me/orders-service:\${TAG:-latest}`,
      `me/orders:\${TAG}`,
    ])
      expect([image, argsFor(`services: { api: { image: "${image}", command: serve } }`)]).toEqual([
        image,
        [['serve']],
      ])
    for (const image of ['postgres:17', 'acme/orders-db', 'me/server', 'reorders'])
      expect([image, argsFor(`services: { api: { image: "${image}", command: serve } }`)]).toEqual([
        image,
        [],
      ])
    // what builds it says more surely how it is run
    const both =
      'services: { a: { image: orders, command: image }, b: { build: ., image: orders, command: build } }'
    expect(argsFor(both)).toEqual([['build']])
  })

  test.each([
    ['DB_HOST: db', { db: 'postgres:17' }],
    ['DB_URL: "postgres://app:secret@db:5432/app"', { db: 'postgres:17' }],
    ['DB_DSN: "app:secret@tcp(db:3306)/app"', { db: 'postgres:17' }],
    ['DSN: "host=db port=5432"', { db: 'postgres:17' }],
    ['REDIS: cache:6379', { cache: 'redis:7' }],
    ['DB_NAME: dbname, MODE: cached', {}],
  ])('services in a variable are needed, too: %s', (variable, needed) => {
    const [api] = services(
      `services: { api: { image: a, environment: { ${variable} } }, db: { image: postgres:17 }, cache: { image: redis:7 } }`,
    )
    expect(api?.hint.services).toEqual(needed)
  })

  test.each([
    [
      'services: { api: { command: [serve, --port, "80"], environment: [A=1, B], depends_on: [db] }, db: { image: postgres } }',
      'set `startup: { args: ["serve","--port","80"], env: { A: "1", B: … }, network: services }` in .github/linkgate.yml, as in compose.yaml, service api, which passes `serve --port 80`, sets A and B and starts db (postgres) first. Add db as service container of the job.',
    ],
    [
      'services: { api: { command: ./api serve } }',
      /^set `startup: \{ args: \["serve"\] \}` in \S+, as in .* which passes `serve`$/,
    ],
    ['services: { api: { command: orders serve } }', /which passes `serve`/],
    [
      'services: { api: { depends_on: [db] }, db: { image: mysql:8 } }',
      'set `startup: { network: services }` in .github/linkgate.yml, as in compose.yaml, service api, which starts db (mysql:8) first. Add db as service container of the job.',
    ],
    [
      'services: { api: { environment: { DB_USER: me, DB_PASSWORD: p4rcels, KEYS: "a|b", JWT_SECRET: x } } }',
      'set `startup: { env: { DB_USER: "me", DB_PASSWORD: …, KEYS: …, JWT_SECRET: … } }` in .github/linkgate.yml, as in compose.yaml, service api, which sets DB_USER, DB_PASSWORD, KEYS and JWT_SECRET. Copy the values of DB_PASSWORD, KEYS and JWT_SECRET from there.',
    ],
    ['services: { api: { ports: ["80:80"] } }', undefined],
  ])('advice from %s', (text, expected) => {
    const found = bestAdvice(
      services(text)
        .filter(({ name }) => name === 'api')
        .map(({ hint }) => hint),
      'orders',
      {},
    )
    const advice = found && startAdviceText(found.start)
    if (expected instanceof RegExp) expect(advice).toMatch(expected)
    else expect(advice).toBe(expected)
  })

  describe('advice for an app whose log shows', () => {
    const text = `services:
  api: { build: ., command: api serve, environment: { A_URL: "postgres://me:secret@db/x", OTHER: x } }
  worker: { build: ., environment: { JOBS: 2 } }`
    const hints = services(text).map(({ hint }) => hint)
    const advice = (log: readonly string[], given = { args: [] as string[], env: [] as string[] }) => {
      const found = bestAdvice(hints, 'api', { log, given })
      return found && { text: startAdviceText(found.start), answers: found.answers }
    }

    test('a missing variable: names that variable, without its password', () => {
      const given = { args: ['work'], env: [] }
      expect(advice(['A_URL must be set'], given)).toEqual({
        text: 'set `startup: { env: { A_URL: … } }` in .github/linkgate.yml, as in compose.yaml, service api, which sets A_URL. Copy the value of A_URL from there.',
        answers: true,
      })
      expect(advice(['JOBS must be set'])?.text).toMatch(
        /, as in compose.yaml, service worker, which sets JOBS$/,
      )
    })

    test('nothing, but waits for a service in the file', () => {
      const [api] = services(
        'services: { api: { build: ., depends_on: [db] }, db: { image: postgres:17 } }',
      ).map(({ hint }) => hint)
      const found = (host: string, port = '') =>
        bestAdvice(api === undefined ? [] : [api], 'api', { waitsFor: { host, port } })
      expect(found('db')).toMatchObject({
        start: { services: [{ name: 'db', image: 'postgres:17' }] },
        answers: true,
      })
      expect(found('localhost', '5432')).toMatchObject({ answers: true })
      expect(found('cache', '6379')).toMatchObject({ answers: false })
    })

    test('its usage: suggests a subcommand', () => {
      expect(advice(['Usage: api serve|work'])).toMatchObject({ answers: true })
      const given = { args: ['serve'], env: ['A_URL', 'OTHER', 'JOBS'] }
      expect(advice(['Usage: api serve|work'], given)).toBeUndefined()
      expect(advice(['out of luck'])).toMatchObject({ answers: false })
    })

    test.each([
      ['```sh\n./api serve --listen :80\n```', ['serve', '--listen', ':80'], 2],
      ['Run `go run ./cmd/api start` first', ['start'], 1],
      ['$ api run # now', ['run'], 1],
      ['the api server does it, `api migrate`, `myapi serve`, `go run ./cmd/other serve`', undefined, 0],
    ])('the commands in a README: %j', (readme, args, line) => {
      const [found] = readmeHints(readme, 'README.md', 'api')
      expect(found?.args).toEqual(args)
      if (args !== undefined) expect(found?.by).toBe(`README.md:${line}`)
    })
  })

  test.each([
    ['wget -qO- http://127.0.0.1:3000/api/health || exit 1', '/api/health'],
    [`curl --fail http://localhost:\${PORT:-8080}/up`, '/up'],
    ['curl http://[::1]/', '/'],
    ['curl http://localhost:8080', undefined],
    ['pg_isready -U x', undefined],
    ['curl https://example.com/x', undefined],
  ])('the path of a health check: %s', (text, path) => {
    expect(healthPath(text)).toBe(path)
  })

  test.each([
    [
      'web: bin/app serve --port $PORT\nworker: bin/app work',
      [{ args: ['serve', '--port', '$PORT'], env: {} }],
    ],
    ['web: GIN_MODE=release ./app', [{ args: [], env: { GIN_MODE: 'release' } }]],
    ['# web: x\nrelease: ./migrate', []],
  ])('a Procfile: %j', (text, expected) => {
    expect(procfileHints(text, 'Procfile').map(({ args, env }) => ({ args, env }))).toEqual(expected)
  })
})
