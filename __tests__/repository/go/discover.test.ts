import { mkdir, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { discoverMain, namedMain } from '../../../src/repository/go/discover.ts'
import type {
  DiscoveredMain,
  Discovery,
  GoSearch,
  UndecidedMain,
} from '../../../src/repository/go/main-package.ts'
import { findModules } from '../../../src/repository/go/modules.ts'
import { realWorld } from '../../support/world/real.ts'
import { temporaryDirectory, writeTree } from '../../support/world/temporary.ts'
import { fakeFiles, link } from '../../support/world/world.ts'

const directory = await temporaryDirectory()
const world = realWorld(directory)
const gin = 'github.com/gin-gonic/gin'

let made = 0

/** A repository of small modules; Gin itself is a directory beside it, so that no network is asked. */
async function repository(files: Readonly<Record<string, string>>): Promise<string> {
  const root = join(directory, `repository-${++made}`)
  await writeTree(root, {
    '_gin/go.mod': `module ${gin}\n\ngo 1.24\n`,
    '_gin/gin.go': 'package gin\n\nfunc Default() int { return 1 }\n',
    ...files,
  })
  return root
}

const goMod = (path: string, require: Readonly<Record<string, string>> = { [gin]: './_gin' }) =>
  `module ${path}\n\ngo 1.24\n\n${Object.entries(require)
    .map(([name, place]) => `require ${name} v0.0.0\n\nreplace ${name} => ${place}\n`)
    .join('\n')}`

const usesGin = (name = 'main') =>
  `package ${name}\n\nimport "${gin}"\n\nvar _ = gin.Default()\n${name === 'main' ? '\nfunc main() {}\n' : ''}`
const plain = (name = 'main') => `package ${name}\n${name === 'main' ? '\nfunc main() {}\n' : ''}`

async function search(files: Readonly<Record<string, string>>): Promise<GoSearch> {
  const root = await repository(files)
  return { checkout: root, root, modules: await findModules(world.files, root), tags: [] }
}

/** The main package, or why there is none. */
const outcome = (found: Discovery) => (found.ok ? found.value : found.problem)

async function discover(
  files: Readonly<Record<string, string>>,
  known?: Parameters<typeof discoverMain>[2],
): Promise<DiscoveredMain | UndecidedMain> {
  return decided(world, await search(files), known)
}

async function decided(...given: Parameters<typeof discoverMain>): Promise<DiscoveredMain | UndecidedMain> {
  return outcome(await discoverMain(...given))
}

async function named(
  given: string,
  files: Readonly<Record<string, string>>,
): Promise<DiscoveredMain | UndecidedMain> {
  return outcome(await namedMain(world, await search(files), given))
}

describe('the main package that imports Gin', () => {
  test('at the root', async () => {
    expect(await discover({ 'go.mod': goMod('example.com/orders'), 'main.go': usesGin() })).toMatchObject({
      main: { module: '.', path: '.', name: 'orders', importPath: 'example.com/orders' },
      because: 'the only one that imports Gin',
    })
  })

  test('below cmd, among programs that do not import Gin', async () => {
    const found = await discover({
      'go.mod': goMod('example.com/orders'),
      'cmd/api/main.go': usesGin(),
      'cmd/migrate/main.go': plain(),
      'lib/lib.go': usesGin('lib'),
    })
    expect(found).toMatchObject({ main: { module: '.', path: './cmd/api', name: 'api' } })
  })

  test('with several packages between it and Gin', async () => {
    const found = await discover({
      'go.mod': goMod('example.com/orders'),
      'cmd/api/main.go': 'package main\n\nimport _ "example.com/orders/internal/http"\n\nfunc main() {}\n',
      'internal/http/http.go': 'package http\n\nimport _ "example.com/orders/internal/router"\n',
      'internal/router/router.go': usesGin('router'),
      'cmd/worker/main.go': plain(),
    })
    expect(found).toMatchObject({ main: { path: './cmd/api' } })
  })

  test('names two candidates, and how to choose', async () => {
    const found = await discover({
      'go.mod': goMod('example.com/shop'),
      'cmd/backoffice/main.go': usesGin(),
      'cmd/orders/main.go': usesGin(),
    })
    expect(found).toEqual({
      message:
        '2 main packages import Gin (./cmd/backoffice, ./cmd/orders): choose one in .github/linkgate.yml, such as `build: { main: ./cmd/backoffice }`',
      candidates: ['./cmd/backoffice', './cmd/orders'],
    })
  })

  test('names two candidates, one of them at the root', async () => {
    const found = await discover({
      'go.mod': goMod('example.com/orders'),
      'main.go': usesGin(),
      'cmd/backoffice/main.go': usesGin(),
    })
    expect(found).toMatchObject({ main: { path: '.' }, because: 'at the root of its module' })
  })

  test('does not guess among many candidates, and limits the length of the message', async () => {
    const names = [
      'app',
      'basic',
      'cmd',
      'cookie',
      'http',
      'main',
      'server',
      'service',
      'upload',
      'web',
      'websocket',
    ]
    const found = await discover({
      'go.mod': goMod('example.com/learning'),
      ...Object.fromEntries(names.map((name) => [`${name}/main.go`, usesGin()])),
    })
    expect(found).toEqual({
      message:
        '11 main packages import Gin (./app, ./basic, ./cmd, ./cookie, ./http, ./main, ./server, ./service and 3 more): choose one in .github/linkgate.yml, such as `build: { main: ./app }`',
      candidates: names.map((name) => `./${name}`),
    })
  })

  test('is the one that a Dockerfile compiles or the Procfile starts', async () => {
    const files = {
      'go.mod': goMod('example.com/shop'),
      'cmd/orders/main.go': usesGin(),
      'cmd/users/main.go': usesGin(),
      Procfile: 'web: bin/orders\n',
    }
    const compiled = [{ by: 'deploy/Dockerfile', directories: ['cmd/users'] }]
    expect(await discover(files, { compiled })).toMatchObject({
      main: { path: './cmd/users' },
      because: 'the one that deploy/Dockerfile compiles',
    })
    expect(await discover(files)).toMatchObject({
      main: { path: './cmd/orders' },
      because: 'the one that the web process of Procfile names',
    })
  })

  test.each(['examples', 'hack', 'internal/testdata2/tests', 'Docs', 'plugin/gen', 'cmd/generate'])(
    '%s is set aside',
    async (decoy) => {
      const found = await discover({
        'go.mod': goMod('example.com/orders'),
        'cmd/api/main.go': usesGin(),
        [`${decoy}/hello/main.go`]: usesGin(),
      })
      expect(found).toMatchObject({ main: { path: './cmd/api' } })
    },
  )

  test('can be an example if there is nothing else', async () => {
    const found = await discover({
      'go.mod': goMod('example.com/kit'),
      'kit.go': usesGin('kit'),
      'examples/hello/main.go': usesGin(),
    })
    expect(found).toMatchObject({ main: { path: './examples/hello', name: 'hello' } })
  })

  test('is not a program whose tests alone import Gin', async () => {
    const found = await discover({
      'go.mod': goMod('example.com/orders'),
      'cmd/api/main.go': usesGin(),
      'cmd/tool/main.go': plain(),
      'cmd/tool/main_test.go': `package main\n\nimport _ "${gin}"\n`,
    })
    expect(found).toMatchObject({ main: { path: './cmd/api' } })
  })

  test('in a nested module, under a root without Gin', async () => {
    const found = await discover({
      'go.mod': 'module example.com/tools\n\ngo 1.24\n',
      'main.go': plain(),
      'services/orders/go.mod': goMod('example.com/orders', { [gin]: '../../_gin' }),
      'services/orders/cmd/api/main.go': usesGin(),
    })
    expect(found).toMatchObject({ main: { module: 'services/orders', path: './cmd/api', name: 'api' } })
  })

  test('distinguishes two packages in two modules by their directories in the repository', async () => {
    const found = await discover({
      'orders/go.mod': goMod('example.com/orders', { [gin]: '../_gin' }),
      'orders/cmd/api/main.go': usesGin(),
      'users/go.mod': goMod('example.com/users', { [gin]: '../_gin' }),
      'users/cmd/api/main.go': usesGin(),
    })
    expect('message' in found && found.message).toContain('(./orders/cmd/api, ./users/cmd/api)')
  })

  describe('in a repository with many modules, lists only those that can import Gin', () => {
    const listing = async (files: Readonly<Record<string, string>>) => {
      const lists: string[] = []
      const counting = {
        ...world,
        // with -mod=mod, Go adds to go.mod what is not in it
        host: { ...world.host, env: { ...world.host.env, GOFLAGS: '', GOWORK: '' } },
        exec: {
          ...world.exec,
          run: (...given: Parameters<typeof world.exec.run>) => {
            lists.push(given[1]?.cwd?.split('/').at(-1) ?? '')
            return world.exec.run(...given)
          },
        },
      }
      const found = await decided(counting, await search(files))
      return { lists, found }
    }
    const without = (name: string, go = '1.24') => ({
      [`${name}/go.mod`]: `module example.com/${name}\n\ngo ${go}\n`,
      [`${name}/main.go`]: plain(),
    })
    const api = {
      'api/go.mod': goMod('example.com/api', { [gin]: '../_gin' }),
      'api/main.go': usesGin(),
    }

    test('since the Go version that lists all modules in go.mod', async () => {
      const { lists, found } = await listing({ ...without('a'), ...api, ...without('old', '1.16') })
      expect(lists).toEqual(['api', 'old'])
      expect(found).toMatchObject({ main: { module: 'api' } })
    })

    test('lists all in a workspace, or if none imports Gin', async () => {
      const work = 'go 1.24\n\nuse ./a\n\nuse ./api\n'
      expect((await listing({ ...without('a'), ...api, 'go.work': work })).lists).toEqual(['a', 'api'])
      const { lists, found } = await listing({ ...without('a'), ...without('b') })
      expect(lists).toEqual(['a', 'b'])
      expect(found).toMatchObject({ candidates: ['./a', './b'] })
    })
  })

  test('through a sibling module alone: `// indirect` in its go.mod', async () => {
    const found = await discover({
      'kit/go.mod': goMod('example.com/kit', { [gin]: '../_gin' }),
      'kit/kit.go': usesGin('kit'),
      'orders/go.mod': goMod('example.com/orders', { 'example.com/kit': '../kit', [gin]: '../_gin' }).replace(
        `require ${gin} v0.0.0`,
        `require ${gin} v0.0.0 // indirect`,
      ),
      'orders/main.go': 'package main\n\nimport _ "example.com/kit"\n\nfunc main() {}\n',
    })
    expect(found).toMatchObject({ main: { module: 'orders', path: '.', name: 'orders' } })
  })

  test('Gin in go.mod and in no program', async () => {
    const found = await discover({
      'go.mod': goMod('example.com/orders'),
      'main.go': plain(),
      'lib/lib.go': usesGin('lib'),
    })
    expect(found).toEqual({
      message:
        'no main package imports github.com/gin-gonic/gin, directly or indirectly: set `build.main` in .github/linkgate.yml, such as `build: { main: . }`',
      candidates: ['.'],
    })
  })

  describe('is found in a module cache even if modules cannot be fetched', () => {
    const tty = 'example.com/tty'
    const ginMod = `module ${gin}\n\ngo 1.24\n\nrequire ${tty} v1.0.0\n`
    const ttyMod = `module ${tty}\n\ngo 1.16\n\nrequire example.com/sys v1.0.0\n`
    const caches: Readonly<Record<string, Readonly<Record<string, string>>>> = {
      'that is empty': {},
      'that lacks a module which another one in it requires': {
        [`cache/download/${gin}/@v/v1.11.0.mod`]: ginMod,
        [`cache/download/${gin}/@v/v1.11.0.ziphash`]: `h1:${'A'.repeat(43)}=`,
        [`${gin}@v1.11.0/gin.go`]: `package gin\n\nimport _ "${tty}"\n\nfunc Default() int { return 1 }\n`,
        [`cache/download/${tty}/@v/v1.0.0.mod`]: ttyMod,
        [`cache/download/${tty}/@v/v1.0.0.ziphash`]: `h1:${'A'.repeat(43)}=`,
        [`${tty}@v1.0.0/tty.go`]: plain('tty'),
      },
    }
    const programs = Object.keys(caches).flatMap((cache) =>
      ['1.16', '1.24'].map((go) => [cache, go] as const),
    )

    test.each(programs)('%s, go %s', async (cache, go) => {
      const GOMODCACHE = join(directory, `modules-${++made}`)
      await writeTree(GOMODCACHE, caches[cache] ?? {})
      const world = realWorld(directory, { GOMODCACHE })
      const found = await discoverMain(
        world,
        await search({
          'go.mod': `module example.com/orders\n\ngo ${go}\n\nrequire ${gin} v1.11.0\n`,
          'cmd/api/main.go': 'package main\n\nimport _ "example.com/orders/internal"\n\nfunc main() {}\n',
          'cmd/worker/main.go': plain(),
          'internal/internal.go': usesGin('internal'),
        }),
      )
      expect(found).toMatchObject({ ok: true, value: { main: { path: './cmd/api' } } })
    })
  })

  test('no module', async () => {
    expect(await discover({ 'main.go': plain() })).toEqual({
      message: 'this repository has no go.mod: run `go mod init` and `go mod tidy` to create one',
    })
  })

  test.each(['Gopkg.toml', 'glide.yaml', 'vendor/vendor.json'])('no module, and %s', async (file) => {
    expect(await discover({ 'main.go': plain(), [file]: '' })).toEqual({
      message: `this repository has no go.mod, only ${file} from before Go modules: run \`go mod init\` and \`go mod tidy\`, and commit the result`,
    })
  })

  test.each([
    [
      'a Go that is newer than this one',
      { 'go.mod': goMod('example.com/orders').replace('go 1.24', 'go 1.99') },
      /^the packages could not be listed: \.: go\.mod requires Go 1\.99, but Go 1\.\d+(\.\d+)? is installed: set `go-version-file: go\.mod` for actions\/setup-go,/,
    ],
    [
      'a vendor directory that does not fit',
      {
        'go.mod': goMod('example.com/orders'),
        'vendor/modules.txt': '# example.com/other v1.0.0\n## explicit\n',
      },
      /^the packages could not be listed: \.: vendor\/ does not match go\.mod: run `go mod vendor`/,
    ],
    [
      'a workspace with a module of another repository',
      { 'go.mod': goMod('example.com/orders'), 'go.work': 'go 1.24\n\nuse (\n\t.\n\t../kit-elsewhere\n)\n' },
      /\.: go\.work uses \S*kit-elsewhere, which is not in this repository: .*GOWORK=off/,
    ],
    [
      'a workspace with too old a Go',
      { 'go.mod': goMod('example.com/orders'), 'go.work': 'go 1.23\n\nuse .\n' },
      /\.: go\.work has the line `go 1\.23`, which is older than that of a module: run `go work use`/,
    ],
  ])('%s', async (_what, files, words) => {
    const env = { GOTOOLCHAIN: 'local', GOWORK: '', GOFLAGS: '' }
    const found = await decided(realWorld(directory, env), await search({ 'main.go': usesGin(), ...files }))
    expect('message' in found ? found.message : found).toMatch(words)
  })

  test('a toolchain line with a newer Go is not an obstacle', async () => {
    const found = await decided(
      realWorld(directory, { GOTOOLCHAIN: 'local' }),
      await search({
        'go.mod': goMod('example.com/orders').replace('go 1.24\n', 'go 1.24\n\ntoolchain go1.99.0\n'),
        'main.go': usesGin(),
      }),
    )
    expect(found).toMatchObject({ main: { path: '.' } })
  })

  test('a vendor directory of a Go version that did not use it by default', async () => {
    const found = await discover({
      'go.mod': goMod('example.com/orders').replace('go 1.24', 'go 1.13'),
      'main.go': usesGin(),
      'vendor/modules.txt': '# example.com/other v1.0.0\n',
    })
    expect(found).toMatchObject({ main: { path: '.' } })
  })

  test('the module of a vendored Gin', async () => {
    const files = {
      'go.mod': `module example.com/orders\n\ngo 1.24\n\nrequire ${gin} v1.11.0\n`,
      'main.go': usesGin(),
      'vendor/modules.txt': `# ${gin} v1.11.0\n## explicit; go 1.23\n${gin}\n`,
      [`vendor/${gin}/gin.go`]: 'package gin\n\nfunc Default() int { return 1 }\n',
    }
    const found = await decided(realWorld(directory, { GOFLAGS: '' }), await search(files))
    expect(found).toMatchObject({ main: { module: '.', path: '.' } })
  })

  test('behind a build tag', async () => {
    const files = { 'go.mod': goMod('example.com/orders'), 'main.go': `//go:build web\n\n${usesGin()}` }
    expect(await discover(files)).toHaveProperty('message')
    expect(await decided(world, { ...(await search(files)), tags: ['web'] })).toHaveProperty('main')
  })

  test('is not a program for another system', async () => {
    const found = await discover({
      'go.mod': goMod('example.com/orders'),
      'cmd/windows/main_windows.go': usesGin(),
      'cmd/linux/main_linux.go': usesGin(),
    })
    expect(found).toMatchObject({ main: { path: './cmd/linux' } })
  })

  describe('in a workspace', () => {
    const files = {
      'go.work': 'go 1.24\n\nuse (\n\t./kit\n\t./orders\n)\n',
      'kit/go.mod': goMod('example.com/kit', { [gin]: '../_gin' }),
      'kit/kit.go': usesGin('kit'),
      'orders/go.mod': 'module example.com/orders\n\ngo 1.24\n',
      'orders/main.go': 'package main\n\nimport _ "example.com/kit"\n\nfunc main() {}\n',
    }
    const inWorkspace = realWorld(directory, { GOWORK: '', GOFLAGS: '' })

    test('finds Gin through a module that is only in go.work', async () => {
      expect(await decided(inWorkspace, await search(files))).toMatchObject({
        main: { module: 'orders' },
      })
    })

    test('builds a module outside of the workspace without it', async () => {
      const found = await decided(
        inWorkspace,
        await search({
          ...files,
          'orders/main.go': plain(),
          'users/go.mod': goMod('example.com/users', { [gin]: '../_gin' }),
          'users/main.go': usesGin(),
        }),
      )
      expect(found).toMatchObject({ main: { module: 'users', path: '.', outsideWorkspace: true } })
    })

    test('converts a GOWORK in the checkout to that of the revision', async () => {
      const revision = await search(files)
      const root = await repository({})
      const world = realWorld(directory, { GOWORK: `${root}/go.work`, GOFLAGS: '' })
      expect(await decided(world, { ...revision, root })).toMatchObject({ main: { module: 'orders' } })
    })
  })

  test('reports a go.mod that Go cannot read, with the message of Go', async () => {
    const found = await discover({ 'go.mod': 'modul example.com/x\n', 'main.go': plain() })
    expect('message' in found && found.message).toMatch(/could not be listed: \.: .*unknown directive/s)
  })

  test('a broken module does not hide the service in another one', async () => {
    const found = await discover({
      'broken/go.mod': 'modul example.com/x\n',
      'orders/go.mod': goMod('example.com/orders', { [gin]: '../_gin' }),
      'orders/main.go': usesGin(),
    })
    expect(found).toMatchObject({ main: { module: 'orders' } })
  })
})

describe('build.main', () => {
  const files = {
    'go.mod': goMod('example.com/orders'),
    'cmd/api/main.go': usesGin(),
    'cmd/worker/main.go': plain(),
    'lib/lib.go': plain('lib'),
    'empty/readme.txt': '',
    'services/users/go.mod': 'module example.com/users\n\ngo 1.24\n',
    'services/users/cmd/users/main.go': plain(),
  }

  test.each([
    ['./cmd/api', { module: '.', path: './cmd/api', name: 'api', importPath: 'example.com/orders/cmd/api' }],
    ['cmd/api/', { module: '.', path: './cmd/api', name: 'api', importPath: 'example.com/orders/cmd/api' }],
    [
      './cmd/worker',
      { module: '.', path: './cmd/worker', name: 'worker', importPath: 'example.com/orders/cmd/worker' },
    ],
    [
      'services/users/cmd/users',
      {
        module: 'services/users',
        path: './cmd/users',
        name: 'users',
        importPath: 'example.com/users/cmd/users',
      },
    ],
  ])('%s', async (given, main) => {
    expect(await named(given, files)).toEqual({ main, because: 'set by build.main' })
  })

  test('can be a link, or a link that leads elsewhere', async () => {
    const linked = await search({ 'go.mod': goMod('example.com/orders'), 'services/api/main.go': plain() })
    await mkdir(join(linked.checkout, 'cmd'))
    await symlink('../services/api', join(linked.checkout, 'cmd/api'))
    await symlink('../..', join(linked.checkout, 'cmd/out'))
    expect(outcome(await namedMain(world, linked, 'cmd/api'))).toMatchObject({
      main: { path: './cmd/api', importPath: 'example.com/orders/cmd/api', linkedTo: 'services/api' },
    })
    expect(outcome(await namedMain(world, linked, 'cmd/out'))).toEqual({
      message:
        'build.main `cmd/out` is a link to a path outside the repository: use a directory of the repository',
    })
  })

  test('can be `.` for the root', async () => {
    expect(await named('.', { 'go.mod': goMod('example.com/orders'), 'main.go': plain() })).toMatchObject({
      main: { module: '.', path: '.', name: 'orders' },
    })
  })

  test.each([
    [
      './cmd/nothing',
      /^build\.main `\.\/cmd\/nothing` is not a package: stat cmd\/nothing: directory not found$/,
    ],
    ['./empty', /^build\.main `\.\/empty` is not a package: no Go files in empty$/],
    ['./lib', /^build\.main `\.\/lib` is package lib: use a directory with package main$/],
    ['./cmd/api/main.go', /^build\.main `\.\/cmd\/api\/main\.go` .*directory/],
    ['./cmd/...', /^build\.main `\.\/cmd\/\.\.\.` .*directory/],
    ['../outside', /^build\.main `\.\.\/outside` /],
  ])('%s is rejected with a message', async (given, words) => {
    const found = await named(given, files)
    expect('message' in found ? found.message : found).toMatch(words)
  })

  test('outside every module', async () => {
    const found = await named('./web', { 'orders/go.mod': goMod('example.com/orders') })
    expect(found).toEqual({
      message:
        'build.main `./web` is not in a Go module of this repository: use the directory of the package, such as ./cmd/api',
    })
  })

  test('distinguishes modules if the name of one is a prefix of another', async () => {
    const found = await named('api-v2', {
      'api/go.mod': 'module example.com/api\n',
      'api-v2/go.mod': 'module example.com/api2\n\ngo 1.24\n',
      'api-v2/main.go': plain(),
    })
    expect(found).toMatchObject({ main: { module: 'api-v2', path: '.' } })
  })
})

describe('modules of a repository', () => {
  test('are found at every common depth, but not in vendored, hidden or test data directories', async () => {
    const files = fakeFiles(undefined, {
      '/r/go.mod': '',
      '/r/a/go.mod': '',
      '/r/a/b/c/go.mod': '',
      '/r/1/2/3/4/go.mod': '',
      '/r/1/2/3/4/5/go.mod': '',
      '/r/vendor/x/go.mod': '',
      '/r/node_modules/x/go.mod': '',
      '/r/a/testdata/go.mod': '',
      '/r/.git/go.mod': '',
      '/r/_old/go.mod': '',
      '/r/linked': link('/r/a'),
      '/r/dir/go.mod/': '',
    })
    expect(await findModules(files, '/r')).toEqual(['.', '1/2/3/4', 'a', 'a/b/c'])
  })

  test('none', async () => {
    expect(await findModules(fakeFiles(), '/r')).toEqual([])
  })
})
