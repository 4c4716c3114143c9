import { expect, test } from 'vitest'
import { chooseMain } from '../../../src/repository/go/choose-main.ts'
import { type MainEvidence, otherEvidence } from '../../../src/repository/go/main-evidence.ts'
import type { MainCandidate } from '../../../src/repository/go/main-package.ts'
import { fakeFiles } from '../../support/world/world.ts'

/** A main package: `MODULE DIRECTORY:PATH`, the directory only where it is not the root. */
function candidate(given: string): MainCandidate {
  const [, moduleName = 'shop', module = '.', path = '.'] = /^(?:(\S+) )?(?:(.*):)?(.*)$/.exec(given) ?? []
  const inside = path === '.' ? '' : path
  const directory = [module, inside].filter((part) => part !== '' && part !== '.').join('/') || '.'
  return {
    module,
    path: path === '.' ? '.' : `./${path}`,
    name: directory === '.' ? moduleName : (directory.split('/').at(-1) ?? ''),
    importPath: `example.com/${directory}`,
    directory,
    moduleName,
  }
}

const by = (file: string, ...directories: readonly string[]): MainEvidence => ({ by: file, directories })

async function choose(
  given: readonly string[],
  dockerfiles: readonly MainEvidence[] = [],
  { repository = '', others = [] }: { repository?: string; others?: readonly MainEvidence[] } = {},
): Promise<string | readonly string[]> {
  const choice = await chooseMain(given.map(candidate), repository, dockerfiles, async () => others)
  return choice.ok
    ? `${choice.value.candidate.directory}: ${choice.value.because}`
    : choice.problem.map(({ directory }) => directory)
}

test.each<[string, Parameters<typeof choose>, string | readonly string[]]>([
  ['one', [['cmd/api']], 'cmd/api: the only one that imports Gin'],
  [
    'beside examples',
    [['cmd/api', 'examples/hello', 'docs/gen']],
    'cmd/api: the only one that imports Gin and is not an example, tool or test',
  ],
  ['two', [['cmd/orders', 'cmd/users']], ['cmd/orders', 'cmd/users']],
  ['the root', [['.', 'cmd/users']], '.: at the root of its module'],
  ['the root of one of several modules', [['.', 'users:cmd/users']], '.: at the root of the repository'],
  ['a root of its own each', [['orders:.', 'users:.']], ['orders', 'users']],
  ['one of them at a root of its own', [['orders:.', 'users:cmd/api']], ['orders', 'users/cmd/api']],
  ['named like the module', [['cmd/shop', 'cmd/users']], ['cmd/shop', 'cmd/users']],
  [
    'named like the repository',
    [['cmd/users', 'cmd/web'], [], { repository: 'web' }],
    ['cmd/users', 'cmd/web'],
  ],
  ['named like services are', [['cmd/api', 'cmd/server', 'cmd/x']], ['cmd/api', 'cmd/server', 'cmd/x']],
  [
    'beside helpers',
    [['cmd/shop', 'cmd/shop-cli', 'cmd/shopctl', 'cmd/migrate', 'cmd/seed']],
    'cmd/shop: the names of the others suggest helpers: ./cmd/shop-cli, ./cmd/shopctl, ./cmd/migrate, ./cmd/seed',
  ],
  ['two beside helpers', [['cmd/api', 'cmd/admin', 'cmd/worker']], ['cmd/api', 'cmd/admin']],
  ['helpers alone', [['cmd/cron', 'cmd/worker']], ['cmd/cron', 'cmd/worker']],
  [
    'a helper that is called like the module',
    [['migrate cmd/migrate', 'migrate cmd/worker']],
    'cmd/migrate: the names of the others suggest helpers: ./cmd/worker',
  ],
  [
    'compiled by a Dockerfile',
    [['.', 'cmd/users', 'cmd/web'], [by('deploy/web.Dockerfile', 'cmd/web')]],
    'cmd/web: the one that deploy/web.Dockerfile compiles',
  ],
  [
    'compiled by two',
    [
      ['cmd/users', 'cmd/web'],
      [by('a.Dockerfile', 'cmd/web'), by('b.Dockerfile', 'cmd/web', 'cmd/none')],
    ],
    'cmd/web: the one that a.Dockerfile, b.Dockerfile compile',
  ],
  [
    'one by the Dockerfile at the root, another by another',
    [
      ['cmd/users', 'cmd/web'],
      [by('users.Dockerfile', 'cmd/users'), by('Dockerfile', 'cmd/web')],
    ],
    'cmd/web: the one that Dockerfile compiles',
  ],
  [
    'two of three compiled',
    [
      ['cmd/x', 'cmd/users', 'cmd/web'],
      [by('a.Dockerfile', 'cmd/users'), by('b.Dockerfile', 'cmd/web')],
    ],
    ['cmd/users', 'cmd/web'],
  ],
  [
    'a service and a helper compiled',
    [['.', 'cmd/users', 'cmd/worker'], [by('Dockerfile', 'cmd/...')]],
    'cmd/users: the names of the others suggest helpers: ./cmd/worker',
  ],
  [
    'nothing that reaches Gin compiled',
    [['.', 'cmd/users'], [by('Dockerfile', 'cmd/tool')]],
    '.: at the root of its module',
  ],
  [
    'named by another file',
    [['cmd/users', 'cmd/web'], [], { others: [by('.goreleaser.yaml', 'cmd/web')] }],
    'cmd/web: the one that .goreleaser.yaml names',
  ],
])('%s', async (_, given, expected) => {
  expect(await choose(...given)).toEqual(expected)
})

test.each<[string, string, readonly string[]]>([
  ['Procfile', 'web: ENV=1 exec bin/orders --port $PORT\nworker: bin/users\n', ['cmd/orders']],
  ['Procfile', 'web: go run -v ./cmd/orders\n', ['cmd/orders']],
  ['Procfile', 'web: go run ./cmd/orders/main.go\n', ['cmd/orders']],
  ['Procfile', 'web: npm start\n', []],
  ['Procfile', 'release: bin/orders\n', []],
  ['.goreleaser.yaml', 'builds: [{ id: a, main: ./cmd/orders }]\n', ['cmd/orders']],
  ['.goreleaser.yml', 'builds: [{ id: a, dir: cmd, main: orders/main.go }]\n', ['cmd/orders']],
])('%s names packages: %s', async (file, text, expected) => {
  const files = fakeFiles(undefined, { [`/r/${file}`]: text })
  const found = await otherEvidence(files, '/r', ['cmd/orders', 'cmd/users'].map(candidate))
  expect(found.flatMap(({ directories }) => directories)).toEqual(expected)
})
