import { describe, expect, test } from 'vitest'
import { composeProject } from '../../../src/repository/compose/project.ts'
import { activeServices, composeServices } from '../../../src/repository/compose/services.ts'

type Repository = Readonly<Record<string, string>>

const textsOf = (files: Repository) => ({
  paths: Object.keys(files),
  text: (path: string) => files[path],
})

function project(given: Repository, files: readonly string[] = ['compose.yaml'], env: Repository = {}) {
  return composeServices(textsOf(given), { files, environment: (name) => env[name] })
}

/** What each service builds, as a line each. */
const builds = (...given: Parameters<typeof project>) =>
  project(...given).map(({ name, build }) =>
    build === undefined
      ? `${name}: nothing`
      : `${name}: ${build.dockerfile} in ${build.context}, ${build.target ?? 'no target'}, ${JSON.stringify(build.buildArgs)}, ${build.by}`,
  )

const common = `services:
  base:
    build: { context: ./app, dockerfile: api.Dockerfile, args: { TAGS: jsoniter, LEVEL: 1 } }
    environment: [MODE=prod, KEY]
    env_file: base.env
    ports: ["9000:8081"]
    command: [serve, --fast]
`

describe('extends', () => {
  const compose = (extended: string) => `services:
  api:
    extends: ${extended}
    build: { target: release, args: [LEVEL=2] }
    environment: { MODE: test }
    command: serve
`
  test('a service of another file, whose paths are relative to that file', () => {
    const files = {
      'compose.yaml': compose('{ file: deploy/common.yaml, service: base }'),
      'deploy/common.yaml': common,
    }
    expect(builds(files)).toEqual([
      'api: deploy/app/api.Dockerfile in deploy/app, release, {"TAGS":"jsoniter","LEVEL":"2"}, compose.yaml:2',
    ])
    expect(project(files)[0]?.hint).toMatchObject({
      env: { MODE: 'test' },
      unknownEnv: ['KEY'],
      envFiles: ['deploy/base.env'],
      ports: [8081],
      args: ['serve'],
    })
  })

  test('a service of the same file, also with only its name', () => {
    const files = { 'compose.yaml': `${common}${compose('base').replace('services:\n', '')}` }
    expect(builds(files)[1]).toBe(
      'api: app/api.Dockerfile in app, release, {"TAGS":"jsoniter","LEVEL":"2"}, compose.yaml:8',
    )
  })

  test.each([
    ['itself', 'services: { api: { extends: api, build: . } }'],
    ['each other', 'services: { api: { extends: b, build: . }, b: { extends: api } }'],
    ['what is missing', 'services: { api: { extends: { file: none.yaml, service: x }, build: . } }'],
    [
      'what is only known at run time',
      `services: { api: { extends: { file: "\${F}", service: x }, build: . } }`,
    ],
  ])('%s', (_, text) => {
    expect(builds({ 'compose.yaml': text })[0]).toBe('api: Dockerfile in ., no target, {}, compose.yaml:1')
  })
})

test('named contexts of an extended service start at its file', () => {
  const base =
    'services: { base: { build: { context: .., additional_contexts: [lib=../lib, "go=docker-image://golang:1.24", other=service:x] } } }'
  const files = {
    'compose.yaml': 'services: { api: { extends: { file: deploy/base.yaml, service: base } } }',
    'deploy/base.yaml': base,
  }
  expect(project(files)[0]?.build?.contexts).toEqual({
    lib: { kind: 'directory', path: 'lib' },
    go: { kind: 'image', image: 'golang:1.24' },
    other: { kind: 'other', written: 'service:x' },
  })
})

describe('include', () => {
  const api = 'services:\n  api: { build: { context: .., target: "$STAGE" } }\n'
  test('paths are relative to the included file, and its variables are in `.env` next to it', () => {
    const files = {
      'compose.yaml': 'include: [deploy/api.yaml]\nservices: { db: { image: postgres } }',
      'deploy/api.yaml': api,
      'deploy/.env': 'STAGE=release',
    }
    expect(builds(files)).toEqual(['api: Dockerfile in ., release, {}, deploy/api.yaml:2', 'db: nothing'])
  })

  test('options', () => {
    const files = {
      'compose.yaml':
        'include:\n  - { path: [a/api.yaml, b/over.yaml], project_directory: app/cmd, env_file: prod.env }',
      'a/api.yaml': api,
      'b/over.yaml': 'services: { api: { build: { dockerfile: D } } }',
      'prod.env': 'STAGE=slim',
    }
    expect(builds(files)).toEqual(['api: app/D in app, slim, {}, b/over.yaml:1'])
  })

  test('files that include each other are read to a limited depth', () => {
    const reads: string[] = []
    const text = 'include: [compose.yaml, compose.yaml]\nservices: { api: { build: . } }'
    const texts = { paths: ['compose.yaml'], text: (path: string) => (reads.push(path) > 0 ? text : '') }
    expect(composeProject(texts, { files: ['compose.yaml'], environment: () => undefined })).toHaveLength(1)
    expect(reads.filter((path) => path === 'compose.yaml').length).toBeLessThan(101)
  })
})

describe('several files', () => {
  test('a later one adds to the service of an earlier one, relative to the directory of the first', () => {
    const files = {
      'deploy/compose.yaml': 'services:\n  api: { build: { context: .., args: { A: 1 } }, ports: [80] }\n',
      'prod.yaml': 'services:\n  api:\n    build: { target: release, args: { B: 2 } }\n    ports: [81]\n',
    }
    const given = ['deploy/compose.yaml', 'prod.yaml']
    expect(builds(files, given)).toEqual(['api: Dockerfile in ., release, {"A":"1","B":"2"}, prod.yaml:2'])
    expect(project(files, given)[0]?.hint.ports).toEqual([80, 81])
  })

  test('a file without `build` does not change the build', () => {
    const files = {
      'compose.yaml': 'services: { api: { build: x } }',
      'b.yaml': 'services: { api: { ports: [1] } }',
    }
    expect(builds(files, ['compose.yaml', 'b.yaml'])).toEqual([
      'api: x/Dockerfile in x, no target, {}, compose.yaml:1',
    ])
  })
})

describe('tags of a later file', () => {
  const first = 'services:\n  api: { build: { context: app, target: dev, args: { A: 1 } }, profiles: [p] }\n'
  test.each([
    ['build: !reset null', 'api: nothing'],
    ['build: !override { context: prod }', 'api: prod/Dockerfile in prod, no target, {}, b.yaml:2'],
    ['build: { target: !reset "" }', 'api: app/Dockerfile in app, no target, {"A":"1"}, b.yaml:2'],
    ['build: { args: !override { B: 2 } }', 'api: app/Dockerfile in app, dev, {"B":"2"}, b.yaml:2'],
    ['build: { target: }', 'api: app/Dockerfile in app, dev, {"A":"1"}, b.yaml:2'],
  ])('%s', (text, expected) => {
    const files = { 'compose.yaml': first, 'b.yaml': `services:\n  api: { ${text} }\n` }
    expect(builds(files, ['compose.yaml', 'b.yaml'])).toEqual([expected])
  })

  test.each([
    ['!reset null', []],
    ['!override { image: x }', ['api: nothing']],
  ])('a service %s', (text, expected) => {
    const files = { 'compose.yaml': first, 'b.yaml': `services: { api: ${text} }` }
    expect(builds(files, ['compose.yaml', 'b.yaml'])).toEqual(expected)
  })

  test('also for an extended service', () => {
    const files = {
      'compose.yaml': 'services: { api: { extends: { file: b.yaml, service: api }, profiles: !reset [] } }',
      'b.yaml': first,
    }
    expect(project(files)[0]?.profiles).toEqual([])
  })
})

test('many services extend one of another file, which is read once', () => {
  const names = Array.from({ length: 300 }, (_, at) => `s${at}`)
  const files = {
    'compose.yaml': `services:\n${names.map((name) => `  ${name}: { extends: { file: b.yaml, service: base } }\n`).join('')}`,
    'b.yaml': 'services: { base: { build: . } }',
  }
  expect(builds(files).filter((one) => !one.endsWith('nothing'))).toHaveLength(300)
})

test('services of files that include each other are read a limited number of times', () => {
  const many = Array.from({ length: 1500 }, (_, at) => ` s${at}: { image: x }\n`).join('')
  const files = {
    'compose.yaml': 'include: [b.yaml, c.yaml, b.yaml]',
    'b.yaml': `services:\n${many}`,
    'c.yaml': `services:\n${many.replaceAll('s', 't')}`,
  }
  expect(project(files)).toHaveLength(2000)
})

test('merge keys', () => {
  const text = `x-build: &build { context: app, target: dev, args: { A: 1 } }
services:
  api: { build: { <<: *build, target: release } }
`
  expect(builds({ 'compose.yaml': text })).toEqual([
    'api: app/Dockerfile in app, release, {"A":"1"}, compose.yaml:3',
  ])
})

test.each([
  [`\${A:-\${B:-c}}`, {}, 'c'],
  [`\${A:-\${B:-c}}`, { B: 'b' }, 'b'],
  [`\${A-x}`, { A: '' }, ''],
  [`\${A:-x}`, { A: '' }, 'x'],
  [`\${A:?missing}`, { A: 'a' }, 'a'],
  [`\${A:?missing}`, {}, undefined],
  [`\${A:+x}`, { A: 'a' }, 'x'],
  [`\${A:+x}`, {}, ''],
  [`\${A?\${B}}-$A`, { A: 'a', B: 'b' }, 'a-a'],
  ['$$A', { A: 'a' }, '$A'],
  [`\${A:-${'${A:-'.repeat(40)}${'}'.repeat(41)}`, {}, undefined],
])('%s with %j is %s', (value, env, expected) => {
  const text = `services: { api: { build: { args: { V: "${value}" } } } }`
  expect(project({ 'compose.yaml': text }, ['compose.yaml'], env)[0]?.build?.buildArgs['V']).toBe(expected)
})

test('variables of `.env` have a lower priority than those of the environment', () => {
  const files = {
    'compose.yaml': 'services: { api: { build: { args: { A: $A, B: $B, C: $C, D: $D, E: $E, F: $F } } } }',
    '.env': `# words\nA=1 # one\nexport B = "two # words"\nC='$x'\nD=$A-\${E}-\${G:-g}\nE=5\nF=$UNKNOWN\n`,
  }
  const env = { E: 'env' }
  expect(project(files, ['compose.yaml'], env)[0]?.build).toMatchObject({
    buildArgs: { A: '1', B: 'two # words', C: '$x', D: '1-env-g', E: 'env' },
    unknownArgs: ['F'],
  })
})

test('a value of `.env` that doubles itself many times is unknown', () => {
  const files = {
    'compose.yaml': 'services: { api: { build: { args: { A: $A } } } }',
    '.env': `A=xx\n${'A=$A$A\n'.repeat(60)}`,
  }
  expect(project(files)[0]?.build?.unknownArgs).toEqual(['A'])
})

test.each([
  [String.raw`A="x\"y\\n\$B\tz"`, 'x"y\\n$B\tz'],
  [String.raw`A='it\'s \n'`, String.raw`it's \n`],
  ['A="two\nlines" # words', 'two\nlines'],
  ['A: 5', '5'],
  ['A=a#b', 'a#b'],
  ['A=\nB=2', ''],
])('the value in `.env`: %s', (text, expected) => {
  const files = { 'compose.yaml': 'services: { api: { build: { args: { A: $A } } } }', '.env': text }
  expect(project(files)[0]?.build?.buildArgs['A']).toBe(expected)
})

test('services of profiles are not built unless a profile is active', () => {
  const text =
    'services: { api: { build: . }, dev: { build: ., profiles: [dev] }, all: { build: ., profiles: [a, b] } }'
  const names = (...active: string[]) =>
    activeServices(project({ 'compose.yaml': text }), active).map(({ name }) => name)
  expect([names(), names('b'), names('*')]).toEqual([['api'], ['api', 'all'], ['api', 'dev', 'all']])
})
