import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { cleanPath } from '../../src/common/paths.ts'
import { fail, succeed } from '../../src/common/result.ts'
import { isPlainVariable } from '../../src/common/secrets/known.ts'
import { defaultConfig, parseConfig } from '../../src/config/config.ts'
import { examine } from '../../src/doctor/doctor.ts'
import { type Detected, type DockerfileFound, nothingToStart } from '../../src/init/detect/detected.ts'
import { configText } from '../../src/init/texts/config-text.ts'
import { sentencesOf } from '../../src/init/texts/sentences.ts'
import { workflowFile, workflowText } from '../../src/init/texts/workflow-text.ts'
import { expectValue, messagesOf } from '../support/results.ts'
import { takenUp } from '../support/runs/init.ts'
import { character } from '../support/runs/outside.ts'
import { facts, workflowsIn } from '../support/world/doctor.ts'

const image: DockerfileFound = {
  kind: 'dockerfile',
  dockerfile: 'deploy/Dockerfile',
  context: '.',
  target: 'prod',
  because: 'built by .github/workflows/image.yml',
  others: [],
  buildArgs: { VERSION: '1.10' },
  unknownArgs: ['REVISION'],
  neededArgs: [],
  by: '.github/workflows/image.yml',
  secrets: ['npmrc'],
  ssh: false,
  problems: [],
  named: true,
}

const found: Detected = {
  version: '0.1.0',
  configFile: '.github/linkgate.yml',
  main: succeed({
    path: './backend/cmd/api',
    name: 'api',
    because: 'the only one that imports Gin',
    others: [],
  }),
  image,
  obstacles: [],
  start: {
    ...nothingToStart,
    by: 'compose.yaml, service api',
    args: { words: ['serve', '--listen', ':7000'], by: 'compose.yaml, service api', sure: true },
    env: { LOG: 'yes' },
    serviceEnv: { DATABASE_URL: 'postgres://app@db/app' },
    unknownEnv: ['TOKEN'],
    services: [{ name: 'db', image: 'postgres:17', env: { POSTGRES_PASSWORD: 'app' } }],
    port: { number: 7000, by: 'compose.yaml, service api' },
    health: { path: '/healthz', by: 'compose.yaml, service api' },
  },
  go: { kind: 'file', file: 'backend/go.mod', version: '1.24' },
  privateModules: ['git.example.com/me/auth'],
  mergeQueue: '.github/workflows/ci.yml',
}

function configOf(text: string) {
  const parsed = parseConfig(text, 'linkgate.yml')
  if (!parsed.ok) throw new Error(`${messagesOf(parsed).join('\n')}\n${text}`)
  return parsed.value
}

test('a variable is either copied or left to the user', () => {
  const env = { LOG: 'yes', SESSION_SECRET: 'random_string' }
  const { found: known, unknown } = sentencesOf({ ...found, start: { ...found.start, env } })
  expect(known).toContain('variables LOG (compose.yaml, service api)')
  expect(known.join()).not.toContain('SESSION_SECRET')
  expect(unknown.filter((one) => /^variables .*SESSION_SECRET/.test(one))).toHaveLength(1)
})

test('writes the configuration for a service with many known facts', () => {
  expect(configText(found)).toMatchInlineSnapshot(`
    "# yaml-language-server: $schema=https://raw.githubusercontent.com/linkgate/linkgate/main/schemas/config.v1.schema.json
    #
    # What linkgate builds, starts and measures, and which budgets fail a pull request. Written by \`linkgate init\`.
    # Commented lines show defaults and suggestions. Uncomment a line to use it, together with the key that it
    # belongs to.
    version: 1

    # app: api # name in the comment (default)

    build:
      main: ./backend/cmd/api # main package: the only one that imports Gin
      dockerfile: deploy/Dockerfile # built by .github/workflows/image.yml
      context: . # build context
      target: prod # stage of the production image
      build-args:
        VERSION: "1.10"
        # REVISION: "" # set by .github/workflows/image.yml
      # secrets: # by id, each from a variable (env) or a file
      #   npmrc: { env: NPMRC }
      # prepare: go generate ./... # shell command, runs before each build
      # ldflags: -s -w # default: no symbol table, no debug information
      # tags: [jsoniter] # build tags

    # modes: [static, dynamic] # default; a map sets flags or an image for each mode

    startup:
      args: [serve, --listen, :7000] # as in compose.yaml, service api
      env: # as in compose.yaml, service api; in addition to PORT
        LOG: yes
        # DATABASE_URL: postgres://app@db/app # address of a service, see network
        # TOKEN: "" # compose.yaml, service api reads it from the environment
      # network: services # network of the service containers of the job
      # ready: { http: /healthz } # as in compose.yaml, service api; default: any HTTP response
      # port: 7000 # as in compose.yaml, service api; default: detected
      # files: { /app/config.yaml: ci/config.yaml } # files of the repository, by their path in the container
      # timeout: 30 s # default

    # The default budgets. An increase breaks a budget if it exceeds both the percentage and the amount.
    # budgets:
    #   binary-size: { increase: 1% and 64 kB }
    #   image-size: { increase: 1% and 256 kB }
    #   pull-size: { increase: 1% and 256 kB }
    #   startup: { increase: 10% and 0.5 ms }
    #   startup-cpu: { increase: 5% and 0.3 ms }
    #   memory: { increase: 5% and 512 kB, level: warn }

    # vulnerabilities: { new: warn } # compares programs with the Go vulnerability database; default: off
    "
  `)
})

test('writes the workflow for this service', () => {
  expect(workflowText(found)).toMatchInlineSnapshot(`
    "# Builds the container image of base and head, statically and dynamically linked, shows the changes in one comment,
    # and fails if a budget is broken (.github/linkgate.yml). Written by \`linkgate init\`.
    # This workflow cannot comment on pull requests from forks: see forks-measure.yml in the example workflows of linkgate.
    name: linkgate

    on:
      pull_request:
      merge_group: # for the merge queue, as in .github/workflows/ci.yml

    # linkgate reads the code and comments on the pull request. It needs no other permission.
    permissions:
      contents: read
      pull-requests: write

    # A new push cancels outdated runs.
    concurrency:
      group: "linkgate-\${{ github.event.pull_request.number || github.ref }}"
      cancel-in-progress: true

    jobs:
      image:
        runs-on: ubuntu-latest
        timeout-minutes: 30
        # env:
        #   GOPRIVATE: git.example.com/me/auth # fetched without a proxy; needs the step with git config
        # Uncomment if the app needs them, together with \`network\` and \`env\` in .github/linkgate.yml.
        # services:
        #   db:
        #     image: postgres:17
        #     env:
        #       POSTGRES_PASSWORD: "" # value: see compose.yaml
        steps:
          - uses: actions/checkout@v7

          - uses: actions/setup-go@v7
            with:
              go-version-file: backend/go.mod
              cache: false # linkgate has its own cache, for base and head

          # - run: git config --global url."https://x-access-token:$TOKEN@git.example.com/".insteadOf https://git.example.com/
          #   env:
          #     TOKEN: "\${{ secrets.MODULES_TOKEN }}"

          - uses: linkgate/linkgate@v0.1.0
            # env:
            #   NPMRC: "\${{ secrets.NPMRC }}"
    "
  `)
})

test('lists what could not be detected, with the place where to set it', () => {
  expect(sentencesOf(found).unknown).toMatchInlineSnapshot(`
    [
      "build arguments REVISION: their values depend on the run, so linkgate builds deploy/Dockerfile without them (set by .github/workflows/image.yml)",
      "secret \`npmrc\` of deploy/Dockerfile: if the build needs it, uncomment it under \`secrets\` in .github/linkgate.yml and under \`env\` in .github/workflows/linkgate.yml",
      "services: compose.yaml, service api starts db (postgres:17) first; if the app needs them, uncomment \`services\` in .github/workflows/linkgate.yml, and \`network\` and \`env\` in .github/linkgate.yml",
      "variables TOKEN: compose.yaml, service api reads them from the environment; if the app needs them, set them under \`env\` in .github/linkgate.yml",
      "private modules git.example.com/me/auth (GOPRIVATE): uncomment \`GOPRIVATE\` and \`git config\` in .github/workflows/linkgate.yml, and create the secret",
    ]
  `)
})

describe('only Go is known', () => {
  const nothing: Detected = {
    ...found,
    main: fail('Go was not found: install it'),
    image: { kind: 'built-in', because: 'the main package is unknown' },
    start: nothingToStart,
    go: { kind: 'newest', because: 'go.mod asks for 1.13, but linkgate needs Go 1.21' },
    privateModules: [],
  }

  test('uses the defaults', () => {
    expect(configOf(configText(nothing))).toEqual(defaultConfig())
    expect(sentencesOf(nothing)).toEqual({
      found: [
        'the newest Go in the workflow: go.mod asks for 1.13, but linkgate needs Go 1.21',
        'merge queue (.github/workflows/ci.yml): the workflow also runs on `merge_group`',
      ],
      unknown: ['main package: Go was not found: install it; each run looks for it again'],
    })
    expect(workflowText(nothing)).toContain('go-version: stable # the newest: go.mod asks for 1.13')
  })
})

test('suggests the command that compiles the program that a Dockerfile copies', () => {
  const because = 'deploy/Dockerfile is not used: it copies a program'
  const { unknown } = sentencesOf({
    ...found,
    image: { kind: 'built-in', because, copying: 'deploy/Dockerfile' },
  })
  expect(unknown).toContain(
    'production image: if a command such as `make build` compiles the program before deploy/Dockerfile copies it, set `prepare` in .github/linkgate.yml to that command',
  )
})

test('names main package and Dockerfile with their alternatives', () => {
  const several: Detected = {
    ...found,
    main: succeed({ path: './a', name: 'a', because: 'the first of several', others: ['./b', './c'] }),
    image: {
      ...image,
      others: ['Dockerfile, target slim', 'a', 'b', 'c', 'd', 'e', 'f'],
      neededArgs: ['SERVICE'],
      ssh: true,
      problems: ['deploy/Dockerfile:3: odd'],
    },
    obstacles: ['the module of x could not be fetched; log in'],
  }
  expect(configText(several)).toContain(
    '  main: ./a # main package: the first of several\n  # main: ./b\n  # main: ./c\n',
  )
  const { unknown } = sentencesOf(several)
  for (const part of [
    /\.\/a, \.\/b, \.\/c are equally likely\. linkgate picked \.\/a\./,
    /production image: linkgate picked deploy\/Dockerfile; alternatives: Dockerfile, target slim; a; b; c; d and 2 more/,
    /build argument `SERVICE` of deploy\/Dockerfile has no default/,
    /SSH agent/,
    /^deploy\/Dockerfile:3: odd$/,
    /build: the module of x could not be fetched; log in/,
  ])
    expect(unknown.filter((sentence) => part.test(sentence))).toHaveLength(1)
  // a Dockerfile that leaves more open when it is named is left to be found
  const left = configOf(configText({ ...several, image: { ...image, named: false } }))
  expect(left.dockerfile).toEqual(defaultConfig().dockerfile)
})

const text = fc.string({ unit: character }).filter((given) => given.isWellFormed())
const line = fc.oneof(
  text,
  fc.constantFrom('a\nversion: 2', '# x', ': y', `\${{ x }}`, '- a', 'on', '1.10', '0x1f', '~', ''),
)
const path = line
  .map((given) => cleanPath(given.replaceAll('\0', '')) ?? 'a')
  .filter((given) => given !== '.')
const variable = fc.stringMatching(/^[A-Za-z_]\w{0,12}$/)
const variables = fc.dictionary(variable, line, { noNullPrototype: true, maxKeys: 3 })
const word = fc.stringMatching(/^[A-Za-z0-9][\w.-]{0,12}$/)
const list = <T>(of: fc.Arbitrary<T>) => fc.array(of, { maxLength: 3 })
const optional = <Key extends string, T>(key: Key, of: fc.Arbitrary<T>) =>
  fc
    .option(of, { nil: undefined })
    .map((value) => (value === undefined ? {} : { [key]: value })) as fc.Arbitrary<{
    readonly [_ in Key]?: T
  }>

const anyImage: fc.Arbitrary<DockerfileFound> = fc
  .tuple(
    fc.record({
      kind: fc.constant('dockerfile'),
      dockerfile: path,
      context: fc.oneof(path, fc.constant('.')),
      because: line,
      others: list(line),
      buildArgs: variables,
      unknownArgs: fc.constant([]),
      neededArgs: fc.constant([]),
      by: line,
      secrets: fc.uniqueArray(word, { maxLength: 2 }),
      ssh: fc.boolean(),
      problems: list(line),
      named: fc.constant(true),
    }),
    optional('target', word),
  )
  .map(([given, target]) => ({ ...given, ...target }))

const anyFound: fc.Arbitrary<Detected> = fc
  .tuple(
    fc.record({
      version: fc.constant('0.1.0'),
      configFile: path,
      main: fc.record({ path: line, name: line, because: line, others: fc.constant([]) }).map(succeed),
      image: fc.oneof(anyImage, fc.record({ kind: fc.constant('built-in'), because: line })),
      obstacles: list(line),
      start: fc
        .tuple(
          fc.record({
            env: variables,
            serviceEnv: fc.constant({}),
            unknownEnv: fc.constant([]),
            envFiles: list(line),
            services: fc.uniqueArray(fc.record({ name: word, image: line, env: variables }), {
              maxLength: 3,
              selector: ({ name }) => name,
            }),
            by: line,
          }),
          optional(
            'args',
            fc.record({
              words: fc.array(line, { minLength: 1, maxLength: 3 }),
              by: line,
              sure: fc.constant(true),
            }),
          ),
          optional('port', fc.record({ number: fc.integer({ min: 1, max: 65535 }), by: line })),
          optional('health', fc.record({ path: fc.constant('/up'), by: line })),
        )
        .map(([start, ...more]) => Object.assign({}, start, ...more) as Detected['start']),
      go: fc.oneof(
        fc.record({ kind: fc.constant('file'), file: path, version: word }),
        fc.record({ kind: fc.constant('newest'), because: line }),
      ),
      privateModules: list(word.map((name) => `example.com/${name}`)),
    }),
    optional(
      'prepare',
      fc.record({ command: line.filter((given) => /\S/.test(given)), needed: fc.constant(true) }),
    ),
    optional('mergeQueue', path),
  )
  .map(([given, ...more]) => Object.assign({}, given, ...more) as Detected)

/** What may be a secret is written nowhere. */
const plain = (variables: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(variables).filter(([name, value]) => isPlainVariable(name, value)))

test('for any facts, the written files are read back as these facts, and the doctor reports no problem', () => {
  void fc.assert(
    fc.property(anyFound, (given) => {
      const { main, image, start, prepare, go, configFile } = given
      const config = configOf(configText(given))
      expect(config).toEqual({
        ...defaultConfig(),
        main: expectValue(main).path,
        ...(prepare === undefined ? {} : { prepare: prepare.command }),
        dockerfile:
          image.kind === 'built-in'
            ? defaultConfig().dockerfile
            : {
                ...defaultConfig().dockerfile,
                dockerfile: image.dockerfile,
                ...('context' in config.dockerfile ? { context: image.context } : {}),
                ...(image.target === undefined ? {} : { target: image.target }),
                buildArgs: plain(image.buildArgs),
              },
        startup: { ...defaultConfig().startup, args: start.args?.words ?? [], env: plain(start.env) },
      })
      const source = workflowText(given)
      const steps = parse(source).jobs.image.steps
      expect(steps.slice(0, 2)).toEqual([
        { uses: 'actions/checkout@v7' },
        {
          uses: 'actions/setup-go@v7',
          with: {
            ...(go.kind === 'file' ? { 'go-version-file': go.file } : { 'go-version': 'stable' }),
            cache: false,
          },
        },
      ])
      expect(steps[2]).toEqual({ uses: 'linkgate/linkgate@v0.1.0', with: { config: configFile } })
      expect(steps).toHaveLength(3)
      const workflows = workflowsIn({
        [workflowFile]: source,
        ...(given.mergeQueue === undefined ? {} : { [given.mergeQueue]: 'on: merge_group' }),
      })
      expect(examine(facts({ workflows })).filter(({ state }) => state !== 'ok')).toEqual([])
    }),
  )
})

test('every suggestion is valid when it is uncommented', () => {
  void fc.assert(
    fc.property(anyFound, (given) => {
      const config = configOf(takenUp(configText(given)))
      expect(config.startup.ready).toEqual({
        by: 'response',
        path: given.start.health?.path ?? '/healthz',
        statuses: [],
      })
      expect(config.budgets.map(({ text }) => text)).toEqual(defaultConfig().budgets.map(({ text }) => text))
      const { image } = parse(takenUp(workflowText(given))).jobs
      expect(new Set(Object.keys(image.services ?? {}))).toEqual(
        new Set(given.start.services.map(({ name }) => name)),
      )
      expect(image.steps).toHaveLength(given.privateModules.length > 0 ? 4 : 3)
    }),
  )
})
