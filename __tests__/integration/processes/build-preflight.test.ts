import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { openSecrets } from '../../../src/common/secrets/secrets.ts'
import { predictBuild } from '../../../src/repository/go/build-preflight.ts'
import { wordedObstacle } from '../../support/reports/worded.ts'
import { newRepository } from '../../support/repositories/git.ts'
import { realWorld } from '../../support/world/real.ts'
import { temporaryDirectory, writeTree } from '../../support/world/temporary.ts'
import { fakeWorld } from '../../support/world/world.ts'

const directory = await temporaryDirectory()
const world = realWorld(directory, { GOTOOLCHAIN: 'local', GOFLAGS: '' })

const goMod = 'module example.com/api\n\ngo 1.24\n'
const main = (...imports: readonly string[]) =>
  `package main\n\nimport (\n${imports.map((path) => `\t_ "${path}"\n`).join('')})\n\nfunc main() {}\n`
const embedding = (pattern: string, name = 'web') =>
  `package ${name}\n\nimport "embed"\n\n//go:embed ${pattern}\nvar Files embed.FS\n`
const package_ = (manager: string) => JSON.stringify({ scripts: { build: manager } })

let made = 0

/** Obstacles of the program at the root of a repository, or in one of its modules. */
async function obstacles(
  files: Readonly<Record<string, string>>,
  module = '.',
  tags: readonly string[] = [],
) {
  const checkout = join(directory, `repository-${++made}`)
  const repository = await newRepository(checkout)
  await writeTree(checkout, files)
  // a generator is looked for in what git has
  await repository.git('add', '--all')
  const search = { checkout, root: checkout, modules: [module], tags }
  const main = { module, path: '.', name: 'api', importPath: 'example.com/x' }
  return (await predictBuild(world, search, main)).obstacles.map(wordedObstacle)
}

describe('missing files to embed', () => {
  const files = { 'go.mod': goMod, 'main.go': main('example.com/api/web'), 'web/web.go': embedding('dist') }
  const message = 'web/web.go:5: `//go:embed dist` finds no files: web/dist is not in git'

  test.each([
    ['package-lock.json', 'npm --prefix web ci && npm --prefix web run build'],
    ['yarn.lock', 'yarn --cwd web install --frozen-lockfile && yarn --cwd web run build'],
    ['pnpm-lock.yaml', 'pnpm --dir web install --frozen-lockfile && pnpm --dir web run build'],
    ['bun.lock', 'bun --cwd web install --frozen-lockfile && bun --cwd web run build'],
    ['README.md', 'npm --prefix web install && npm --prefix web run build'],
  ])('a front end with %s: its build is named', async (lock, command) => {
    expect(
      await obstacles({ ...files, 'web/package.json': package_('vite build'), [`web/${lock}`]: '' }),
    ).toEqual([
      {
        message: `${message}; web/package.json:1 creates it with \`${command.split(' ')[0]} run build\` in web`,
        fix: `set \`build: { prepare: ${command} }\` in .github/linkgate.yml`,
        prepare: command,
        kind: 'embed-missing',
      },
    ])
  })

  test('a front end elsewhere, if it is the only one', async () => {
    const fronts = { 'frontend/package.json': package_('x'), 'docs/package.json': '{}' }
    const [one] = await obstacles({ ...files, ...fronts })
    expect(one?.fix).toContain('npm --prefix frontend install')
    const [two] = await obstacles({ ...files, ...fronts, 'site/package.json': package_('x') })
    expect(two?.fix).toBe(
      'set `build: { prepare: … }` in .github/linkgate.yml to the command that creates web/dist (frontend, site have a build script), or add it to git',
    )
  })

  test('a pattern with wildcards, in a module below the root, and a directory with hidden files only', async () => {
    const [one] = await obstacles(
      {
        'server/go.mod': goMod,
        'server/main.go': main('example.com/api/ui'),
        'server/ui/ui.go': embedding('all:static/*.html', 'ui'),
      },
      'server',
    )
    expect(one?.message).toContain(
      'server/ui/ui.go:5: `//go:embed all:static/*.html` finds no files: server/ui/static is not in git',
    )
    expect(one?.fix).toContain(
      'set `build: { prepare: … }` in .github/linkgate.yml to the command that creates server/ui/static, or add it to git',
    )
    const [there] = await obstacles({
      ...files,
      'web/web.go': embedding('*-dist'),
      '.gitignore': '/web/*-dist\n',
    })
    expect(there?.message).toBe(
      'web/web.go:5: `//go:embed *-dist` finds no files: git ignores web/*-dist (.gitignore:1)',
    )
    const [kept] = await obstacles({ ...files, 'web/dist/.gitkeep': '' })
    expect(kept?.message).toBe(message)
  })

  test('reports nothing for existing files, or for files with a build tag that is not set', async () => {
    expect(await obstacles({ ...files, 'web/dist/index.html': '' })).toEqual([])
    const tagged = {
      ...files,
      'web/web.go': `//go:build prod\n\n${embedding('dist')}`,
      'web/none.go': 'package web\n',
    }
    expect(await obstacles(tagged)).toEqual([])
    expect(await obstacles(tagged, '.', ['prod'])).toHaveLength(1)
  })
})

describe('missing packages of the module', () => {
  const files = { 'go.mod': goMod, 'main.go': main('example.com/api/docs') }

  test.each([
    [
      'swag',
      { 'main.go': `// @title swaggo/swag\n${files['main.go']}` },
      'go run github.com/swaggo/swag/cmd/swag@latest init -g main.go -o docs',
    ],
    [
      'a generator',
      { 'gen.go': 'package main\n\n//go:generate go run ./internal/gen\n' },
      'go generate ./...',
    ],
    ['make', { Makefile: 'all:\n\ngenerate: x\n' }, 'make generate'],
  ])('made by %s', async (_what, more, command) => {
    expect(await obstacles({ ...files, ...more })).toEqual([
      {
        message: expect.stringMatching(
          /^main\.go:\d: the imported package example\.com\/api\/docs is not in the repository: docs is not in git$/,
        ),
        fix: `set the command that creates docs in .github/linkgate.yml, such as \`build: { prepare: ${command} }\``,
        prepare: command,
        kind: 'package-missing',
      },
    ])
  })

  test('generated by a generator with known output', async () => {
    const [one] = await obstacles({ ...files, 'gen.go': 'package main\n\n//go:generate go tool swag init\n' })
    expect(one?.message).toContain(
      'main.go:4: the imported package example.com/api/docs is not in the repository: docs is not in git; gen.go:3 creates it with `go generate .`',
    )
    expect(one?.prepare).toBe('go generate .')
  })

  test('made by an unknown command', async () => {
    const [one] = await obstacles(files)
    expect(one?.fix).toBe(
      'set `build: { prepare: … }` in .github/linkgate.yml to the command that creates docs, or add it to git',
    )
  })

  test('of a sibling, in a module without a dot in its name, and in a subdirectory', async () => {
    const found = await obstacles(
      {
        'kit/go.mod': 'module kit\n\ngo 1.24\n',
        'kit/kit.go': 'package kit\n\n//go:generate true\n',
        'server/go.mod': 'module server\n\ngo 1.24\n\nrequire kit v0.0.0\n\nreplace kit => ../kit\n',
        'server/main.go': main('kit', 'kit/pb', 'server/pb'),
      },
      'server',
    )
    expect(found.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^server\/main\.go:5: the imported package kit\/pb /),
      expect.stringMatching(/^server\/main\.go:6: the imported package server\/pb /),
    ])
    expect(found[0]?.fix).toContain(
      'set the command that creates kit/pb in .github/linkgate.yml, such as `build: { prepare: cd kit && go generate ./... }`',
    )
  })
})

describe('modules', () => {
  const requiring = (more: string) => `${goMod}\nrequire example.com/private/kit v1.0.0\n${more}`

  test('replaced by a missing directory', async () => {
    const [one, ...others] = await obstacles({
      'go.mod': requiring('\nreplace example.com/private/kit => ../kit\n'),
      'main.go': main('example.com/private/kit/log'),
    })
    expect(others).toEqual([])
    expect(one?.message).toBe('go.mod:7: `replace` names ../kit, which is outside this repository')
  })

  test('replaced by a git submodule', async () => {
    const [one] = await obstacles(
      {
        '.gitmodules': '[submodule "kit"]\n\tpath = third_party/kit\n\turl = https://example.com/kit.git\n',
        'server/go.mod': requiring('\nreplace example.com/private/kit => ../third_party/kit/go\n'),
        'server/main.go': main('example.com/private/kit'),
      },
      'server',
    )
    expect(one).toEqual({
      kind: 'directory-missing',
      message:
        'server/go.mod:7: `replace` names ../third_party/kit/go, which has no module: third_party/kit/go is in the git submodule third_party/kit, which is not checked out',
      fix: 'set `submodules: recursive` for actions/checkout, or `build: { prepare: git submodule update --init --recursive }` in .github/linkgate.yml',
      prepare: 'git submodule update --init --recursive',
    })
  })

  test('not in go.sum', async () => {
    const [one] = await obstacles({ 'go.mod': requiring(''), 'main.go': main('example.com/private/kit') })
    expect(one).toEqual({
      kind: 'go-mod-outdated',
      message: 'go.mod or go.sum is not up to date: example.com/private/kit is missing',
      fix: 'run `go mod tidy` and commit the result',
    })
  })

  test.each([
    "fatal: could not read Username for 'https://github.com': terminal prompts disabled",
    'reading https://user:secret@proxy.example.com/github.com/acme/kit/@v/v1.0.0.mod: 404 Not Found',
    'git@github.com: Permission denied (publickey).',
  ])('cannot be fetched without credentials: %s', async (said) => {
    const answer = {
      ImportPath: 'github.com/acme/kit/log',
      Error: {
        Err: `github.com/acme/kit@v1.0.0: git ls-remote -q: exit status 128:\n\t${said}\nConfirm the import path was entered correctly.`,
      },
    }
    const asked = fakeWorld({ commands: { 'go list': JSON.stringify(answer) } })
    const search = { checkout: '/c', root: '/r', modules: ['.'], tags: [] }
    const main = { module: '.', path: '.', name: 'api', importPath: 'example.com/x' }
    const [one] = (await predictBuild(asked, search, main)).obstacles.map(wordedObstacle)
    expect(one?.message).toMatch(/^module github\.com\/acme\/kit could not be fetched: /)
    // as it is shown
    expect(openSecrets().mask(one?.message ?? '')).not.toContain('secret')
    expect(one?.fix).toContain('`GOPRIVATE: github.com/acme`')
    expect(one?.fix).toContain('~/.netrc')
    expect(one?.fix).toContain('url."https://x-access-token:$TOKEN@github.com/".insteadOf')
  })

  test('many of one host: one sentence, with the advice once', async () => {
    const answers = Array.from({ length: 26 }, (_, index) => ({
      ImportPath: `git.acme.example/team/m${index}/log`,
      Error: {
        Err: `git.acme.example/team/m${index}@v1.0.0: reading https://proxy.example.com/x: 404 Not Found`,
      },
    }))
    const asked = fakeWorld({
      commands: { 'go list': answers.map((one) => JSON.stringify(one, null, 1)).join('\n') },
    })
    const search = { checkout: '/c', root: '/r', modules: ['.'], tags: [] }
    const main = { module: '.', path: '.', name: 'api', importPath: 'example.com/x' }
    const found = (await predictBuild(asked, search, main)).obstacles.map(wordedObstacle)
    expect(found).toEqual([
      {
        kind: 'modules-not-fetched',
        message:
          '26 modules of git.acme.example (git.acme.example/team/m0, git.acme.example/team/m1, git.acme.example/team/m2 and 23 more) could not be fetched: git.acme.example/team/m0@v1.0.0: reading https://proxy.example.com/x: 404 Not Found',
        fix: expect.stringContaining('`GOPRIVATE: git.acme.example`'),
      },
    ])
  })

  test.each(['dial tcp: lookup goproxy.example.com: no such host', 'i/o timeout', 'unexpected newline'])(
    'does not predict %s',
    async (said) => {
      const answer = { ImportPath: 'github.com/acme/kit', Error: { Err: said } }
      const asked = fakeWorld({ commands: { 'go list': JSON.stringify(answer) } })
      const search = { checkout: '/c', root: '/r', modules: ['.'], tags: [] }
      const { obstacles: found } = await predictBuild(asked, search, {
        module: '.',
        path: '.',
        name: 'api',
        importPath: 'example.com/x',
      })
      expect(found).toEqual([])
    },
  )
})
