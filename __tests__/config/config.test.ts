import { Ajv2020 } from 'ajv/dist/2020.js'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { stringify } from 'yaml'
import { budgetedMetrics } from '../../src/config/budget-schema.ts'
import { type Config, defaultConfig, parseConfig } from '../../src/config/config.ts'
import { configJsonSchema } from '../../src/config/schema.ts'
import { type Metric, metrics } from '../../src/model/metric.ts'
import { expectValue, messagesOf } from '../support/results.ts'
import { tries } from '../support/runs/tries.ts'

function read(source: string): Config {
  return expectValue(parseConfig(source, 'linkgate.yml'))
}

function problems(source: string): readonly string[] {
  return messagesOf(parseConfig(source, 'linkgate.yml'))
}

const budget = (source: string) => read(`version: 1\nbudgets:\n  ${source}`).budgets[0]

describe('defaults', () => {
  test('has all defaults', () => {
    expect(read('version: 1')).toEqual({
      build: { tags: [] },
      relinks: true,
      keepsResults: true,
      mountsCaches: true,
      skipsUnchanged: true,
      buildCaches: { to: [] },
      dockerfile: { buildArgs: {}, secrets: [], ssh: [] },
      modes: [
        { name: 'static', env: { CGO_ENABLED: '0' }, tags: [], ldflags: '-s -w', expects: ['static'] },
        { name: 'dynamic', env: { CGO_ENABLED: '1' }, tags: [], ldflags: '-s -w', expects: ['dynamic'] },
      ],
      startup: {
        args: [],
        env: {},
        ready: { by: 'response', statuses: [] },
        files: {},
        timeoutMs: 30_000,
        totalTimeoutMs: 120_000,
        setsPort: true,
      },
      budgets: [
        ['binary-size', 0.01, 64_000, 'fail', 'increase 1% and 64 kB'],
        ['image-size', 0.01, 256_000, 'fail', 'increase 1% and 256 kB'],
        ['pull-size', 0.01, 256_000, 'fail', 'increase 1% and 256 kB'],
        ['startup', 0.1, 0.5, 'fail', 'increase 10% and 0.5 ms'],
        ['startup-cpu', 0.05, 0.3, 'fail', 'increase 5% and 0.3 ms'],
        ['memory', 0.05, 512_000, 'warn', 'increase 5% and 512 kB'],
      ].map(([metric, relative, absolute, level, text]) => ({
        metric,
        increase: { relative, absolute },
        level,
        unmeasured: level,
        text,
        source: 'default',
      })),
    })
  })

  test('without a file, the defaults are the same', () => {
    expect(defaultConfig()).toEqual(read('version: 1'))
  })

  test('`budgets: {}` sets no budget', () => {
    expect(read('version: 1\nbudgets: {}').budgets).toEqual([])
  })
})

describe('valid settings', () => {
  test('accepts a complete file', () => {
    expect(
      read(`
version: 1
app: orders-api
build: { main: ./cmd/api, tags: [jsoniter, nomsgpack], ldflags: -s }
modes:
  static:
  netgo: { link: static, tags: "netgo, osusergo", env: { CGO_ENABLED: 1, GOAMD64: v3 }, ldflags: "" }
startup:
  args: [serve, --port=8080]
  env: { GIN_MODE: release, LIMIT: 10, DEBUG: false }
  ready: { http: /healthz }
  timeout: 1.5 min
budgets:
  binary-size: { max: 20 MB, level: warn }
`),
    ).toEqual({
      app: 'orders-api',
      main: './cmd/api',
      build: { tags: ['jsoniter', 'nomsgpack'], ldflags: '-s' },
      relinks: true,
      keepsResults: true,
      mountsCaches: true,
      skipsUnchanged: true,
      buildCaches: { to: [] },
      dockerfile: { buildArgs: {}, secrets: [], ssh: [] },
      modes: [
        {
          name: 'static',
          env: { CGO_ENABLED: '0' },
          tags: ['jsoniter', 'nomsgpack'],
          ldflags: '-s',
          expects: ['static'],
        },
        {
          name: 'netgo',
          env: { CGO_ENABLED: '1', GOAMD64: 'v3' },
          tags: ['jsoniter', 'nomsgpack', 'netgo', 'osusergo'],
          ldflags: '',
          expects: ['static'],
          own: ['tags', 'env', 'ldflags'],
        },
      ],
      startup: {
        args: ['serve', '--port=8080'],
        env: { GIN_MODE: 'release', LIMIT: '10', DEBUG: 'false' },
        ready: { by: 'response', path: '/healthz', statuses: [] },
        files: {},
        timeoutMs: 90_000,
        totalTimeoutMs: 360_000,
        setsPort: true,
      },
      budgets: [
        {
          metric: 'binary-size',
          max: 20_000_000,
          level: 'warn',
          unmeasured: 'warn',
          text: 'max 20 MB',
          source: 'config',
        },
      ],
    })
  })

  test.each([
    ['', { ready: { by: 'response', statuses: [] } }],
    ['ready: { http: /up, status: 204 }', { ready: { by: 'response', path: '/up', statuses: [204] } }],
    [
      'ready: { http: /up, status: [200, 401] }',
      { ready: { by: 'response', path: '/up', statuses: [200, 401] } },
    ],
    ['ready: { tcp: true }', { ready: { by: 'accept' } }],
    ['ready: { log: "listening on :\\\\d+" }', { ready: { by: 'log', pattern: 'listening on :\\d+' } }],
    ['port: 9000', { port: 9000 }],
    ['socket: /run/app.sock', { socket: '/run/app.sock' }],
    ['socket: "@app"', { socket: '@app' }],
    ['timeout: 5 s', { timeoutMs: 5000, totalTimeoutMs: 120_000 }],
    ['timeout: 5 s, total-timeout: 20 s', { timeoutMs: 5000, totalTimeoutMs: 20_000 }],
    ['env: { PORT: null, A: 1 }', { env: { A: '1' }, setsPort: false }],
    ['env: { PORT: ":8080" }', { env: { PORT: ':8080' }, setsPort: true }],
  ])('startup: { %s }', (text, expected) => {
    expect(read(`version: 1\nstartup: { ${text} }`).startup).toMatchObject(expected)
  })

  test.each([
    ['binary-size: { max: 64.1 kB }', { max: 64_100 }],
    ['binary-size: { max: 20 MiB }', { max: 20 * 1024 * 1024 }],
    ['binary-size: { max: 0 }', { max: 0 }],
    ['binary-size: { max: "0" }', { max: 0 }],
    ['startup: { max: 250 ms }', { max: 250 }],
    ['startup: { max: 1.5 s }', { max: 1500 }],
    ['listen: { max: 800 us }', { max: 0.8 }],
    ['layers: { max: 5 }', { max: 5 }],
    ['layers: { max: "5" }', { max: 5 }],
    ['memory: { increase: 5% }', { increase: { relative: 0.05 } }],
    ['memory: { increase: 512 kB }', { increase: { absolute: 512_000 } }],
    ['memory: { increase: 512 kB and 5 % }', { increase: { relative: 0.05, absolute: 512_000 } }],
    ['memory: { increase: 0 }', { increase: { absolute: 0 } }],
    ['memory: { increase: 0% }', { increase: { relative: 0 } }],
    ['layers: { increase: 1 }', { increase: { absolute: 1 } }],
    [
      'startup: { max: 1 s, increase: 10% and 1 ms }',
      { max: 1000, increase: { relative: 0.1, absolute: 1 } },
    ],
    ['memory: { max: 1 MB, level: warn }', { level: 'warn', unmeasured: 'warn' }],
    ['memory: { max: 1 MB, unmeasured: warn }', { level: 'fail', unmeasured: 'warn' }],
    ['memory: { max: 1 MB, level: warn, unmeasured: fail }', { level: 'warn', unmeasured: 'fail' }],
    ['memory: { max: 1 MB, increase: 5% }', { text: 'max 1 MB, increase 5%' }],
  ])('%s', (source, wanted) => {
    expect(budget(source)).toMatchObject(wanted)
  })

  test.each([
    ['dockerfile: ./deploy//Dockerfile', { dockerfile: 'deploy/Dockerfile' }],
    ['dockerfile: web/../Dockerfile.prod', { dockerfile: 'Dockerfile.prod' }],
    ['dockerfile: false', { dockerfile: false }],
    ['dockerfile: built-in', { dockerfile: false }],
    ['dockerfile: ./built-in', { dockerfile: 'built-in' }],
    ['context: ./', { context: '.' }],
    ['context: services/api/', { context: 'services/api' }],
    ['target: prod', { target: 'prod' }],
    [
      'build-args: { VERSION: "1.20", LEVEL: 2, DEBUG: false, NAME: a b }',
      { buildArgs: { VERSION: '1.20', LEVEL: '2', DEBUG: 'false', NAME: 'a b' } },
    ],
    [
      'secrets: { npm: { env: NPM_TOKEN }, netrc: { file: .netrc } }',
      {
        secrets: [
          { id: 'npm', from: { env: 'NPM_TOKEN' } },
          { id: 'netrc', from: { file: '.netrc' } },
        ],
      },
    ],
    ['ssh: true', { ssh: ['default'] }],
    ['ssh: false', { ssh: [] }],
    ['ssh: default', { ssh: ['default'] }],
    ['ssh: [default, key=/run/key]', { ssh: ['default', 'key=/run/key'] }],
  ])('build: { %s }', (text, expected) => {
    expect(read(`version: 1\nbuild: { ${text} }`).dockerfile).toEqual({
      buildArgs: {},
      secrets: [],
      ssh: [],
      ...expected,
    })
  })

  test('accepts a `prepare` command of several lines', () => {
    const { prepare } = read('version: 1\nbuild:\n  prepare: |\n    go generate ./...\n    npm ci\n')
    expect(prepare).toBe('go generate ./...\nnpm ci\n')
  })

  test("a mode's own budgets, and no others for a mode that has none", () => {
    const { budgets } = read(`
version: 1
modes: { static: , lean: { link: static } }
budgets:
  binary-size: { max: 20 MB }
  lean: { binary-size: { max: 10 MB }, layers: { max: 3 } }
`)
    expect(budgets.map(({ metric, mode, max }) => [metric, mode, max])).toEqual([
      ['binary-size', undefined, 20e6],
      ['binary-size', 'lean', 10e6],
      ['layers', 'lean', 3],
    ])
  })

  test('accepts anchors and aliases', () => {
    const { budgets } = read('version: 1\nbudgets: { binary-size: &same { max: 1 MB }, memory: *same }')
    expect(budgets.map(({ metric, max }) => [metric, max])).toEqual([
      ['binary-size', 1e6],
      ['memory', 1e6],
    ])
  })
})

describe('how a mode is linked', () => {
  const modeOf = (text: string) => read(`version: 1\nmodes: { own: { ${text} } }`).modes[0]

  test('the flags of a custom mode precede those of the mode that it is based on', () => {
    expect(modeOf('link: pie, gcflags: all=-N -l, ldflags: ""')).toMatchObject({
      buildmode: 'pie',
      gcflags: 'all=-N -l',
      requires: { pie: true },
      own: ['ldflags', 'gcflags'],
    })
    expect(modeOf('link: dynamic, buildmode: pie')).toMatchObject({ buildmode: 'pie', own: ['buildmode'] })
    expect(modeOf('link: dynamic, buildmode: pie')?.requires).toBeUndefined()
  })

  test('a list may contain any built-in modes', () => {
    const { modes } = read('version: 1\nmodes: [static-pie, dynamic-musl]')
    expect(modes.map(({ name, needs }) => [name, needs])).toEqual([
      ['static-pie', ['static-pie-libc']],
      ['dynamic-musl', ['musl-compiler']],
    ])
  })
})

describe('platforms', () => {
  test('have canonical names', () => {
    expect(read('version: 1\nplatforms: [linux/arm64/v8, linux/amd64/v3]').platforms).toEqual([
      'linux/arm64',
      'linux/amd64/v3',
    ])
  })

  test.each([
    ['platforms: []', /: .*list at least one platform, or remove the key$/],
    ['platforms: [linux/arm64, linux/arm64/v8]', /: .*`linux\/arm64` is listed twice: remove one of them$/],
    ['platforms: [linux/x86]', /: .*`linux\/x86` is not a platform that linkgate builds for: /],
    [
      'platforms: [linux/amd64, windows/amd64]\nmodes: [dynamic]',
      /:2: no mode in `modes` exists on `windows\/amd64`: add `static` to `modes`, or remove the platform$/,
    ],
  ])('%s is rejected', (source, wanted) => {
    expect(problems(`version: 1\n${source}`)).toEqual([expect.stringMatching(wanted)])
  })
})

describe('the reference mode', () => {
  const between = (text: string) =>
    read(`version: 1\n${text}\nbudgets: { binary-size: { over-reference: 10% and 1 MB } }`).budgets[0]

  test.each([
    ['', 'static'],
    ['modes: [pie, dynamic]', 'pie'],
    ['modes: [pie, static-glibc]', 'static-glibc'],
    ['modes: [static, dynamic]\nreference: dynamic', 'dynamic'],
  ])('%j', (text, mode) => {
    expect(between(text)).toMatchObject({
      overReference: { mode, relative: 0.1, absolute: 1e6 },
      text: 'over-reference 10% and 1 MB',
    })
  })

  test('must be one of the modes', () => {
    expect(problems('version: 1\nmodes: [static, dynamic]\nreference: dynamc')).toEqual([
      'linkgate.yml:3: `reference` is `dynamc`, which is not in `modes`: did you mean `dynamic`?',
    ])
  })

  test('must not be compared with itself, because that cannot break a budget', () => {
    const own = 'budgets: { static: { binary-size: { over-reference: 10% } } }'
    expect(problems(`version: 1\n${own}`)).toEqual([
      'linkgate.yml:2: `over-reference` compares mode `static` with itself: set `reference` to another mode, or remove the key',
    ])
    expect(problems(`version: 1\nreference: dynamic\n${own}`)).toEqual([])
    expect(problems('version: 1\nmodes: [pie]\nbudgets: { layers: { over-reference: 1 } }')).toEqual([
      'linkgate.yml:3: `over-reference` compares two modes, but `modes` has only `pie`: add a mode, or remove the key',
    ])
  })

  test('limits times as well as sizes', () => {
    const budgets = 'budgets: { startup: { over-reference: 10% and 1 ms } }'
    expect(read(`version: 1\n${budgets}`).budgets[0]).toMatchObject({
      metric: 'startup',
      overReference: { mode: 'static', relative: 0.1, absolute: 1 },
    })
  })
})

describe("the source of a mode's image", () => {
  const imageOf = (text: string) => read(`version: 1\nmodes: { static: { ${text} } }`).modes[0]?.image

  test.each([
    ['', undefined],
    ['tags: netgo', undefined],
    [
      'dockerfile: ./deploy/static.Dockerfile',
      { from: 'dockerfile', dockerfile: 'deploy/static.Dockerfile' },
    ],
    ['target: prod', { from: 'dockerfile', target: 'prod' }],
    ['context: ./api', { from: 'dockerfile', context: 'api' }],
    ['build-args: { CGO_ENABLED: 0 }', { from: 'dockerfile', buildArgs: { CGO_ENABLED: '0' } }],
    ['dockerfile: false', { from: 'built-in' }],
    ['base-image: debian:bookworm-slim', { from: 'built-in', base: 'debian:bookworm-slim' }],
    ['dockerfile: false, base-image: alpine, tags: a', { from: 'built-in', base: 'alpine' }],
  ])('{ %s }', (text, expected) => {
    expect(imageOf(text)).toEqual(expected?.from === 'dockerfile' ? { buildArgs: {}, ...expected } : expected)
  })
})

describe('a problem is reported with its line', () => {
  test.each([
    ['', 'linkgate.yml: `version` is missing: write `version: 1`'],
    ['just text', 'linkgate.yml: `the configuration` must be a map'],
    ['version: 2', 'linkgate.yml:1: `version` is `2`: did you mean `1`?'],
    ['version: "1"', 'linkgate.yml:1: `version` must be 1 without quotes'],
    ['version: 1\n\tapp: x', 'linkgate.yml:2: not valid YAML: Tabs are not allowed as indentation'],
    ['version: 1\napp: x\napp: y', 'linkgate.yml:3: not valid YAML: Map keys must be unique'],
    ['version: 1\n---\nversion: 1', 'linkgate.yml:2: not valid YAML: Source contains multiple documents'],
    ['app: *nobody', /^linkgate\.yml: not valid YAML: Unresolved alias .*nobody$/],
    [
      'version: 1\nbuild:\n  mian: ./cmd',
      'linkgate.yml:3: unknown key `mian` in `build`: did you mean `main`?',
    ],
    [
      'version: 1\n\ntargets: arm',
      /^linkgate\.yml:3: unknown key `targets` in the configuration: allowed: `version`, `app`, `build`,/,
    ],
    ['version: 1\nbuild: x', 'linkgate.yml:2: `build` must be a map'],
    ['version: 1\nbuild: { ldflags: [-s] }', 'linkgate.yml:2: `build.ldflags` must be a string'],
    ['version: 1\nbuild: { tags: { a: 1 } }', 'linkgate.yml:2: `build.tags` must be a string or a list'],
    ['version: 1\nbuild: { tags: [1] }', 'linkgate.yml:2: `build.tags.0` must be a string'],
    [
      'version: 1\nbuild: { dockerfile: ../Dockerfile }',
      'linkgate.yml:2: `build.dockerfile`: use a path inside the repository, relative to its root, such as deploy/Dockerfile, or `false` for the built-in image',
    ],
    ['version: 1\nbuild: { dockerfile: . }', /`build\.dockerfile`: use a path inside/],
    ['version: 1\nbuild: { dockerfile: /etc/Dockerfile }', /`build\.dockerfile`: use a path inside/],
    [
      'version: 1\nbuild: { dockerfile: true }',
      'linkgate.yml:2: `build.dockerfile`: `true` is not valid: use the path of the Dockerfile, or `false` for the built-in image, or omit the key',
    ],
    ['version: 1\nbuild: { dockerfile: [a] }', /`build\.dockerfile` must be a string/],
    [
      'version: 1\nbuild:\n  context: https://example.com/x.git',
      'linkgate.yml:3: `build.context`: use a path inside the repository, relative to its root, such as `.`',
    ],
    [
      'version: 1\nbuild:\n  dockerfile: false\n  target: prod',
      'linkgate.yml:4: `build.target`: this key needs a Dockerfile, but `dockerfile` selects the built-in image: remove one of the two',
    ],
    ['version: 1\nbuild: { target: a b }', /`build\.target` is `a b`: a stage is a number, or a name/],
    ['version: 1\nbuild: { build-args: [A=1] }', 'linkgate.yml:2: `build.build-args` must be a map'],
    [
      'version: 1\nbuild: { build-args: { A: } }',
      'linkgate.yml:2: `build.build-args.A` must be a string or a number or a boolean',
    ],
    [
      'version: 1\nbuild:\n  build-args:\n    GO_VERSION: 1.20',
      "linkgate.yml:4: `build.build-args.GO_VERSION` is the number 1.2: write '1.20' in quotes",
    ],
    [
      'version: 1\nmodes:\n  static:\n    target: prod\n    base-image: alpine',
      'linkgate.yml:5: `modes.static.base-image`: this key needs the built-in image, but `target` selects an image of a Dockerfile: remove one of the two',
    ],
    [
      'version: 1\nmodes:\n  static:\n    dockerfile: a.Dockerfile\n    tags: netgo',
      'linkgate.yml:5: `modes.static.tags`: this key only affects `go build` on this machine, but `dockerfile` selects an image of a Dockerfile: set it in the Dockerfile, or remove `dockerfile`',
    ],
    [
      'version: 1\nmodes: { static: { build-args: { A: 1 }, env: { B: 1 } } }',
      /`modes\.static\.env`: this key only affects `go build` on this machine,/,
    ],
    [
      'version: 1\nmodes: { static: { context: ., ldflags: -s } }',
      /`modes\.static\.ldflags`: this key only affects `go build` on this machine,/,
    ],
    [
      'version: 1\nmodes: { static: { dockerfile: false, target: prod } }',
      'linkgate.yml:2: `modes.static.target`: this key needs a Dockerfile, but `dockerfile` selects the built-in image: remove one of the two',
    ],
    [
      'version: 1\nbuild: { dockerfile: false }\nmodes:\n  static: { target: prod }',
      'linkgate.yml:4: mode `static` selects an image of a Dockerfile, but `build.dockerfile` selects the built-in image: set `dockerfile` in the mode, or remove `build.dockerfile`',
    ],
    ['version: 1\nmodes: { static: { base-image: scratch } }', /has no base by default: remove `base-image`/],
    [
      'version: 1\nmodes: { static: { base-image: "a b" } }',
      /write the name of an image, such as `debian:bookworm-slim`/,
    ],
    [
      'version: 1\nmodes: { static: { base_image: alpine } }',
      'linkgate.yml:2: unknown key `base_image` in `modes.static`: did you mean `base-image`?',
    ],
    [
      'version: 1\nmodes: { static: { build-args: { GO_VERSION: 1.20 } } }',
      /`modes\.static\.build-args\.GO_VERSION` is the number 1\.2: write '1\.20'/,
    ],
    ['version: 1\nstartup: { env: { MASK: 0o17 } }', /`startup\.env\.MASK` is the number 15: write '0o17'/],
    [
      'version: 1\nbuild: { build-arg: { A: 1 } }',
      'linkgate.yml:2: unknown key `build-arg` in `build`: did you mean `build-args`?',
    ],
    [
      'version: 1\nbuild: { secrets: { npm: {} } }',
      'linkgate.yml:2: `build.secrets.npm`: a secret needs exactly one source: `env` or `file`',
    ],
    ['version: 1\nbuild: { secrets: { npm: { env: A, file: b } } }', /a secret needs exactly one source:/],
    [
      'version: 1\nbuild: { secrets: { npm: { env: A, path: b } } }',
      'linkgate.yml:2: unknown key `path` in `build.secrets.npm`: allowed: `env`, `file`',
    ],
    [
      'version: 1\nbuild: { secrets: { "a,b": { env: A } } }',
      /`build\.secrets\.a,b`: a secret id consists of/,
    ],
    [
      'version: 1\nbuild: { secrets: { gh: { env: GITHUB_TOKEN } } }',
      /`build\.secrets\.gh\.env`: linkgate removes this variable from the build/,
    ],
    [
      'version: 1\nbuild: { ssh: [--x] }',
      'linkgate.yml:2: `build.ssh`: use `default` for the SSH agent, or `id=path` of a socket or key',
    ],
    ['version: 1\nbuild: { prepare: " " }', /`build\.prepare` is ` `: write a command,/],
    ['version: 1\nbuild: { prepare: [npm ci] }', 'linkgate.yml:2: `build.prepare` must be a string'],
    [
      'version: 1\napp: my app',
      'linkgate.yml:2: `app` is `my app`: an app name consists of letters, digits, `.`, `_` and `-`',
    ],
    ['version: 1\nmodes: static', 'linkgate.yml:2: `modes` must be a list or a map'],
    [
      'version: 1\nmodes: []',
      'linkgate.yml:2: `modes` is empty: list at least one of static, dynamic, pie, static-pie, static-glibc, dynamic-musl, static-musl',
    ],
    [
      'version: 1\nmodes: {}',
      'linkgate.yml:2: `modes` is empty: list at least one of static, dynamic, pie, static-pie, static-glibc, dynamic-musl, static-musl',
    ],
    ['version: 1\nmodes:\n  - dynamc', 'linkgate.yml:3: `modes.0` is `dynamc`: did you mean `dynamic`?'],
    [
      'version: 1\nmodes: [static, static]',
      'linkgate.yml:2: `modes` lists `static` twice: remove one of them',
    ],
    [
      'version: 1\nmodes:\n  musl: { tags: x }',
      'linkgate.yml:3: `musl` is not a built-in mode (static, dynamic, pie, static-pie, static-glibc, dynamic-musl, static-musl): add `link:` with the built-in mode that it is based on',
    ],
    [
      'version: 1\nmodes:\n  Musl: { link: static }',
      'linkgate.yml:3: `modes.Musl`: a mode name consists of a-z, 0-9 and -',
    ],
    [
      'version: 1\nmodes:\n  memory: { link: static }',
      /^linkgate\.yml:3: a mode cannot have the name of a metric \(`memory`\)/,
    ],
    ['version: 1\nmodes: { static: 3 }', 'linkgate.yml:2: `modes.static` must be a map'],
    [
      'version: 1\nmodes:\n  static:\n    tag: x',
      'linkgate.yml:4: unknown key `tag` in `modes.static`: did you mean `tags`?',
    ],
    [
      'version: 1\nmodes: { static: { env: { A B: 1 } } }',
      'linkgate.yml:2: `modes.static.env.A B`: a variable name consists of letters, digits and `_`',
    ],
    [
      'version: 1\nmodes: { static: { env: { A: [1] } } }',
      'linkgate.yml:2: `modes.static.env.A` must be a string or a number or a boolean',
    ],
    ['version: 1\nstartup: { env: [A=1] }', 'linkgate.yml:2: `startup.env` must be a map'],
    ['version: 1\nstartup: { args: serve }', 'linkgate.yml:2: `startup.args` must be a list'],
    [
      'version: 1\nstartup:\n  ready:\n    http: healthz',
      'linkgate.yml:4: `startup.ready.http` is `healthz`: a path starts with `/` and has no spaces',
    ],
    [
      'version: 1\nstartup: { ready: { http: /up, tcp: true } }',
      'linkgate.yml:2: `startup.ready`: `http`, `tcp` and `log` are mutually exclusive: keep one of them',
    ],
    [
      'version: 1\nstartup: { ready: {} }',
      'linkgate.yml:2: `startup.ready`: `http`, `tcp` and `log` are mutually exclusive: keep one of them',
    ],
    [
      'version: 1\nstartup: { ready: { log: up, status: 200 } }',
      'linkgate.yml:2: `startup.ready`: `status` needs `http`: add the path of the request',
    ],
    ['version: 1\nstartup: { ready: { http: /, status: 99 } }', /^linkgate\.yml:2: `startup\.ready\.status`/],
    ['version: 1\nstartup: { port: 70000 }', /^linkgate\.yml:2: `startup\.port`/],
    ['version: 1\nstartup: { socket: app.sock }', /Unix socket is a path that starts with `\/`,/],
    [
      'version: 1\nstartup: { port: 80, socket: /app.sock }',
      'linkgate.yml:2: `startup`: `port` and `socket` are mutually exclusive: keep one of them',
    ],
    [
      'version: 1\nstartup: { timeout: 30 }',
      'linkgate.yml:2: `startup.timeout`: `30` is not a duration: write a number and one of us, µs, ms, s, min, such as `250 ms`',
    ],
    ['version: 1\nstartup: { timeout: 0 }', /^linkgate\.yml:2: `startup\.timeout`: the time must be greater/],
    [
      'version: 1\nstartup: { timeout: 3 min, total-timeout: 2 min }',
      /^linkgate\.yml:2: `startup\.total-timeout`: the time must be at least that of `timeout`/,
    ],
    [
      'version: 1\nstartup: { total-timeout: 20 s }',
      /^linkgate\.yml:2: `startup\.total-timeout`: the time must be at least that of `timeout`/,
    ],
    [
      'version: 1\nstartup: { env: { HOST: null } }',
      /^linkgate\.yml:2: `startup\.env\.HOST`: only PORT can be `null`: set `HOST` to a value,/,
    ],
    ['version: 1\nbudgets: 1 MB', 'linkgate.yml:2: `budgets` must be a map'],
    ['version: 1\nbudgets: { memory: 1 MB }', 'linkgate.yml:2: `budgets.memory` must be a map'],
    [
      'version: 1\nbudgets: { memory: {} }',
      'linkgate.yml:2: `budgets.memory`: a budget needs `max`, `increase` or `over-reference`',
    ],
    [
      'version: 1\nbudgets: { memory: { max: [1 MB] } }',
      'linkgate.yml:2: `budgets.memory.max` must be a string or a number',
    ],
    [
      'version: 1\nbudgets: { memory: { max: 64 kb } }',
      'linkgate.yml:2: `budgets.memory.max`: `64 kb` is not a size: write `64 kB`',
    ],
    [
      'version: 1\nbudgets: { startup: { max: 64 kB } }',
      /^linkgate\.yml:2: `budgets\.startup\.max`: `64 kB` is not a duration/,
    ],
    [
      'version: 1\nbudgets: { layers: { max: 1.5 } }',
      'linkgate.yml:2: `budgets.layers.max`: `1.5` is not a count: write a whole number, such as `3`',
    ],
    ['version: 1\nbudgets: { memory: { increase: -5% } }', /`-5%` is not a percentage/],
    [
      'version: 1\nbudgets: { memory: { increase: 1% and 2% } }',
      'linkgate.yml:2: `budgets.memory.increase`: `1% and 2%` has two percentages: write at most one percentage and one amount, such as `1% and 64 kB`',
    ],
    ['version: 1\nbudgets: { memory: { increase: 1 kB and 2 kB } }', /has two amounts/],
    [
      'version: 1\nbudgets: { memory: { max: 1 MB, level: error } }',
      'linkgate.yml:2: `budgets.memory.level` is `error`: allowed: `fail`, `warn`',
    ],
    [
      'version: 1\nbudgets:\n  memory: { max: 1 MB, unmesured: warn }',
      'linkgate.yml:3: unknown key `unmesured` in `budgets.memory`: did you mean `unmeasured`?',
    ],
    [
      'version: 1\nbudgets:\n  binary-sise: { max: 1 MB }',
      'linkgate.yml:3: unknown key `binary-sise` in `budgets`: did you mean `binary-size`?',
    ],
    [
      'version: 1\nbudgets:\n  static:\n    binary-sise: { max: 1 MB }',
      'linkgate.yml:4: unknown key `binary-sise` in `budgets.static`: did you mean `binary-size`?',
    ],
    [
      'version: 1\nbudgets: { build-time: { max: 1 s } }',
      'linkgate.yml:2: `build-time` is informational: it cannot have a budget',
    ],
    [
      'version: 1\nmodes: [dynamic]\nbudgets:\n  static: { layers: { max: 1 } }',
      'linkgate.yml:4: `budgets` has `static`, which is not in `modes`',
    ],
  ])('%j', (source, wanted) => {
    const found = problems(source)
    expect(found).toHaveLength(1)
    if (typeof wanted === 'string') expect(found[0]).toBe(wanted)
    else expect(found[0]).toMatch(wanted)
  })

  test('suggests a mode of this file for an unknown mode in budgets', () => {
    expect(
      problems('version: 1\nmodes: { lean: { link: static } }\nbudgets: { leen: { layers: { max: 1 } } }'),
    ).toEqual(['linkgate.yml:3: unknown key `leen` in `budgets`: did you mean `lean`?'])
  })

  test('reports all problems together, each once', () => {
    const found = problems(`version: 3
bulid: {}
modes: [statik]
startup: { timeout: soon }
budgets:
  binary-size: { max: 1 mb }
  nonsense: { max: 1 MB }
`)
    expect(found.map((line) => Number(/:(\d+):/.exec(line)?.[1])).sort()).toEqual([1, 2, 3, 4, 6, 7])
    expect(new Set(found).size).toBe(found.length)
  })

  test('reports two wrong modes', () => {
    expect(problems('version: 1\nmodes:\n  a: {}\n  b: {}').map((line) => line.slice(0, 19))).toEqual([
      'linkgate.yml:3: `a`',
      'linkgate.yml:4: `b`',
    ])
  })

  test('rejects aliases that grow exponentially', () => {
    const bomb = 'abcdefghi'
      .split('')
      .map((name, index, all) => `${name}: &${name} [${`*${all[index - 1]},`.repeat(9)}]`)
      .join('\n')
      .replaceAll('*undefined', 'x')
    expect(problems(bomb)).toEqual([expect.stringMatching(/not valid YAML: Excessive alias count/)])
  })

  test.each([
    ['open brackets', `app: ${'['.repeat(3_000)}`],
    ['lists', `app: x\n${'- '.repeat(3_000)}`],
  ])('%s that are nested too deeply are one problem', (_, text) => {
    expect(problems(`version: 1\n${text}`)).toEqual([
      expect.stringMatching(/^linkgate\.yml:\d: not valid YAML: nested too deeply: use fewer levels$/),
    ])
  })

  test('never throws', () => {
    const words = fc.constantFrom(
      ...'version: |1|\n|  |- |{|}|[|]|, |modes|budgets|static|memory|max|1 MB|startup|env|&a |*a|? |!x |"|~|:|: '.split(
        '|',
      ),
    )
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(words).map((parts) => parts.join('')),
        ),
        (source) => {
          const result = parseConfig(source, 'f')
          return result.ok || result.problem.every(({ message }) => message.startsWith('f'))
        },
      ),
      { numRuns: tries(400) },
    )
  })
})

describe('the published schema', () => {
  const schema = configJsonSchema()
  const validate = new Ajv2020({ strictTypes: false }).compile(schema)

  const size = fc.constantFrom('64 kB', '1.5 MiB', '0 B', 0)
  const level = fc.constantFrom('fail', 'warn')
  const amounts = {
    B: size,
    ms: fc.constantFrom('1 ms', '2.5 s', 0),
    count: fc.nat({ max: 9 }),
  }
  const rule = (metric: Metric) =>
    fc.oneof(
      fc.record({ max: amounts[metrics[metric].unit], level }, { requiredKeys: ['max'] }),
      fc.record(
        { increase: fc.constantFrom('1%', '0%', 0), unmeasured: level },
        { requiredKeys: ['increase'] },
      ),
    )
  const rules = fc.record(Object.fromEntries(budgetedMetrics.map((metric) => [metric, rule(metric)])), {
    requiredKeys: [],
  })
  const env = fc.dictionary(
    fc.stringMatching(/^[A-Z_][A-Z0-9_]{0,5}$/),
    fc.oneof(fc.string(), fc.boolean(), fc.integer()),
    { maxKeys: 3 },
  )
  const file = fc.record(
    {
      version: fc.constant(1),
      app: fc.stringMatching(/^[a-z][a-z0-9._-]{0,8}$/),
      build: fc.record(
        { main: fc.string(), tags: fc.oneof(fc.string(), fc.array(fc.string())), ldflags: fc.string() },
        { requiredKeys: [] },
      ),
      modes: fc.oneof(
        fc.constant(['static']),
        fc.constant(['dynamic', 'static']),
        fc.record({
          static: fc.option(fc.record({ env }, { requiredKeys: [] })),
          dynamic: fc.constant(null),
        }),
        fc.constant({ static: { tags: 'a' }, lean: { link: 'static' }, dynamic: null }),
      ),
      startup: fc.record(
        {
          args: fc.array(fc.string()),
          env,
          ready: fc.constantFrom(
            { http: '/ready' },
            { http: '/ready', status: 204 },
            { http: '/ready', status: [200, 503] },
            { tcp: true },
            { log: 'ready' },
          ),
          port: fc.integer({ min: 1, max: 65_535 }),
          timeout: fc.constantFrom('1 s', '250 ms'),
        },
        { requiredKeys: [] },
      ),
      budgets: fc.tuple(rules, rules).map(([common, own]) => ({ ...common, static: own })),
    },
    { requiredKeys: ['version', 'modes'] },
  )

  test('accepts valid configurations', () => {
    fc.assert(
      fc.property(file, (given) => {
        // only a mode of the file may have budgets of its own
        const budgets = Object.keys(given.modes).includes('static') || Array.isArray(given.modes)
        const source = stringify(budgets ? given : { ...given, budgets: {} })
        const result = parseConfig(source, 'f')
        expect(messagesOf(result)).toEqual([])
        expect(validate(given), JSON.stringify(validate.errors)).toBe(true)
      }),
      { numRuns: tries(200) },
    )
  })

  test('rejects an unknown key at every level, like the parser', () => {
    const whole = {
      version: 1,
      build: { main: '.' },
      modes: { static: { tags: 'a' } },
      startup: { ready: { http: '/' } },
      budgets: { memory: { max: '1 MB' }, static: { memory: { max: '1 MB' } } },
    }
    expect(validate(whole)).toBe(true)
    const levels = [
      '',
      'build',
      'modes.static',
      'startup',
      'startup.ready',
      'budgets.memory',
      'budgets.static',
    ]
    for (const level of [...levels, 'budgets.static.memory']) {
      const broken = structuredClone(whole)
      let at = broken as Record<string, unknown>
      for (const step of level.split('.').filter(Boolean)) at = at[step] as Record<string, unknown>
      at['color'] = 1
      expect(validate(broken), level).toBe(false)
      expect(problems(stringify(broken)).join(), level).toContain('unknown key `color`')
    }
  })

  test.each([
    { version: 2 },
    { app: 'x' },
    { version: 1, modes: ['statik'] },
    { version: 1, modes: { 'Not a name': { link: 'static' } } },
    { version: 1, budgets: { memory: { level: 'error' } } },
    { version: 1, startup: { args: 'serve' } },
    { version: 1, startup: { env: { 'A B': 'x' } } },
    { version: 1, budgets: { 'build-time': { max: '1 s' } } },
  ])('rejects %j, like the parser', (given) => {
    expect(validate(given)).toBe(false)
    expect(problems(stringify(given))).not.toEqual([])
  })

  test('describes each key for editors', () => {
    const { properties } = schema as { properties: Record<string, { description?: string }> }
    expect(Object.keys(properties)).toEqual([
      'version',
      'app',
      'build',
      'modes',
      'reference',
      'platforms',
      'startup',
      'budgets',
      'vulnerabilities',
    ])
    const examples = (metric: string, key: string) =>
      ['budgets', 'properties', metric, 'properties', key, 'examples'].reduce<unknown>(
        (at, step) => (at as Record<string, unknown>)[step],
        properties,
      )
    expect(examples('binary-size', 'max')).toEqual(['20 MB'])
    expect(examples('startup', 'increase')).toEqual(['10% and 0.5 ms'])
    expect(properties['budgets']?.description).toMatch(/Budgets by metric\./i)
  })
})

describe('places of budgets', () => {
  const placesOf = (source: string, path?: string) => {
    const { budgets } = expectValue(parseConfig(source, 'linkgate.yml', path))
    return budgets.map(({ metric, mode, place }) => [metric, mode, place?.line])
  }
  const source = `version: 1
# how much is allowed
budgets:
  startup: { max: 250 ms }
  binary-size:
    max: 20 MB

  static: &static
    'binary-size': { max: 15 MB }
  dynamic: *static
`

  test('are the lines of their keys, or of the alias', () => {
    expect(placesOf(source, '.github/linkgate.yml')).toEqual([
      ['binary-size', undefined, 5],
      ['startup', undefined, 4],
      ['binary-size', 'static', 9],
      ['binary-size', 'dynamic', 10],
    ])
    const [budget] = read('version: 1').budgets
    expect(budget).not.toHaveProperty('place')
  })

  test('do not exist for defaults, or for a file outside of the repository', () => {
    expect(placesOf('version: 1', '.github/linkgate.yml').map(([, , line]) => line)).toEqual(
      Array(6).fill(undefined),
    )
    expect(placesOf(source).map(([, , line]) => line)).toEqual(Array(4).fill(undefined))
  })
})
