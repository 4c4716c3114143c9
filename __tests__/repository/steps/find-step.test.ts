import { describe, expect, test } from 'vitest'
import { parentOf } from '../../../src/common/paths.ts'
import { expression } from '../../../src/doctor/checks/rule.ts'
import { commandsIn } from '../../../src/repository/steps/commands.ts'
import { findStep } from '../../../src/repository/steps/find-step.ts'
import { recipesIn } from '../../../src/repository/steps/recipes.ts'
import { wantedPath } from '../../../src/repository/steps/wanted.ts'

type Texts = Readonly<Record<string, string>>

/** What makes a path of a repository with these files. */
function stepFor(
  files: Texts,
  path: string,
  { pattern, beside }: { pattern?: RegExp; beside?: string } = {},
) {
  const paths = Object.keys(files)
  const there = new Set(['.'])
  for (const file of paths) for (let one = file; !there.has(one); one = parentOf(one)) there.add(one)
  const isThere = (one: string) => there.has(one)
  const texts = { paths, text: (one: string) => files[one] }
  const generators = paths.flatMap((file) =>
    (files[file] ?? '').split('\n').flatMap((line, at) => {
      const [, text] = /^\/\/go:generate (.*)$/.exec(line) ?? []
      return text === undefined ? [] : commandsIn({ text, file, line: at + 1, directory: parentOf(file) })
    }),
  )
  return findStep({
    texts,
    recipes: recipesIn(texts),
    generators,
    isThere,
    wanted: wantedPath(path, isThere, pattern),
    modules: paths.filter((one) => /(?:^|\/)go\.mod$/.test(one)).map(parentOf),
    ...(beside === undefined ? {} : { beside }),
  })
}

/** A workflow of one job. */
const workflow = (...steps: readonly string[]) => ({
  '.github/workflows/image.yml': `on: push\njobs:\n  image:\n    runs-on: ubuntu-latest\n    steps:\n${steps
    .map((step) => step.replaceAll(/^/gm, '        ').replace(/^ {8}/, '      - '))
    .join('\n')}\n`,
})
const image = 'uses: docker/build-push-action@v6\nwith: { context: . }'
const scripts = (given: Texts) => JSON.stringify({ scripts: given }, null, 1)
const sha = expression('github.sha')
const vite = { 'web/package.json': scripts({ build: 'vite build' }) }

describe('a step of a workflow', () => {
  test.each<
    [name: string, steps: readonly string[], files: Texts, path: string, command: string, line: number]
  >([
    [
      'with a working directory',
      ['run: npm run build\nworking-directory: web', image],
      vite,
      'web/dist',
      'npm --prefix web run build',
      6,
    ],
    [
      'after another one that installs',
      [
        'run: npm ci\nworking-directory: web',
        'run: npm test\nworking-directory: web',
        'name: build\nrun: npm run build\nworking-directory: web',
      ],
      vite,
      'web/dist',
      'npm --prefix web ci && npm --prefix web run build',
      11,
    ],
    [
      'of several lines',
      ['run: |\n  echo front end\n  cd web\n  npm ci\n  npm run build'],
      vite,
      'web/dist',
      'npm --prefix web ci && npm --prefix web run build',
      10,
    ],
    [
      'that writes into a directory which another command creates',
      ['run: |\n  mkdir -p data tmp\n  mkdir other\n  curl -fo data/geo.bin https://example.com/geo.bin'],
      {},
      'data/geo.bin',
      'mkdir -p data tmp && curl -fo data/geo.bin https://example.com/geo.bin',
      9,
    ],
    [
      'in a subshell, which a later line is not in',
      ['run: |\n  (cd web && yarn && yarn build)\n  make lint'],
      vite,
      'web/dist',
      'yarn --cwd web && yarn --cwd web build',
      7,
    ],
    [
      'with variables of its own',
      [`run: npm run build\nworking-directory: web\nenv: { VITE_API: /api, NAME: 'a b', SHA: "${sha}" }`],
      vite,
      'web/dist',
      "VITE_API=/api NAME='a b' npm --prefix web run build",
      6,
    ],
    [
      'that names the directory by an option',
      ['run: pnpm -C web install --frozen-lockfile && pnpm -C web build'],
      vite,
      'web/dist',
      'pnpm -C web install --frozen-lockfile && pnpm -C web build',
      6,
    ],
    [
      'of a workspace',
      [
        'run: pnpm --filter site install --frozen-lockfile',
        'run: pnpm --filter site build\nworking-directory: web',
      ],
      { 'web/package.json': '{ "name": "site", "scripts": { "build": "vite build" } }' },
      'web/dist',
      'pnpm --filter site install --frozen-lockfile && pnpm --dir web --filter site build',
      7,
    ],
    [
      'of a script that runs one of a workspace',
      ['run: bun ci', 'run: bun run build'],
      {
        'package.json': scripts({ build: 'bun --filter site build' }),
        'web/package.json': '{ "name": "site", "scripts": { "build": "vite build" } }',
      },
      'web/dist',
      'bun ci && bun run build',
      7,
    ],
    [
      'whose output another one copies',
      ['run: npm ci && npm run build\nworking-directory: ui', 'run: cp -r ui/build internal/static/dist'],
      { 'ui/package.json': scripts({ build: 'react-scripts build' }) },
      'internal/static/dist',
      'npm --prefix ui ci && npm --prefix ui run build && cp -r ui/build internal/static/dist',
      8,
    ],
    [
      'whose bundler is told where to write',
      ['run: npm run build\nworking-directory: ui'],
      {
        'ui/package.json': scripts({ build: 'vite build' }),
        'ui/vite.config.ts': "export default { build: { outDir: '../server/public' } }",
      },
      'server/public',
      'npm --prefix ui run build',
      6,
    ],
    [
      'that runs a script',
      ['run: ./scripts/ui.sh'],
      { 'scripts/ui.sh': '#!/bin/sh\nset -e\ncd ui\nnpm run build -- --outDir ../dist\n', ...vite },
      'dist',
      './scripts/ui.sh',
      6,
    ],
    [
      'that runs make',
      ['run: make assets'],
      { Makefile: 'OUT := web/dist\nassets:\n\tmkdir -p $(OUT)\n\tesbuild web/app.ts --outdir=$(OUT)\n' },
      'web/dist',
      'make assets',
      6,
    ],
    [
      'that runs generators',
      ['run: go install github.com/swaggo/swag/cmd/swag@v1.16.4', 'run: swag init -g main.go'],
      {},
      'docs',
      'go install github.com/swaggo/swag/cmd/swag@v1.16.4 && swag init -g main.go',
      7,
    ],
    [
      'buf',
      ['run: buf generate'],
      { 'buf.gen.yaml': 'plugins:\n  - out: internal/pb\n' },
      'internal/pb',
      'buf generate',
      6,
    ],
    [
      'sqlc',
      ['run: sqlc generate'],
      { 'sqlc.yaml': 'sql: [{ gen: { go: { out: db } } }]' },
      'db',
      'sqlc generate',
      6,
    ],
    [
      'protoc',
      ['run: protoc --go_out=paths=source_relative:gen api.proto'],
      {},
      'gen',
      'protoc --go_out=paths=source_relative:gen api.proto',
      6,
    ],
    [
      'a redirection',
      ['run: git describe --tags > VERSION'],
      {},
      'VERSION',
      'git describe --tags > VERSION',
      6,
    ],
    [
      'the Go command',
      ['run: CGO_ENABLED=0 go build -o bin/api ./cmd/api'],
      {},
      'bin/api',
      'CGO_ENABLED=0 go build -o bin/api ./cmd/api',
      6,
    ],
    [
      'npx',
      ['run: npx --yes tailwindcss -i in.css -o assets/out.css'],
      {},
      'assets/out.css',
      'npx --yes tailwindcss -i in.css -o assets/out.css',
      6,
    ],
    [
      'a path in the workspace',
      ['run: hugo --destination $GITHUB_WORKSPACE/public'],
      {},
      'public',
      'hugo --destination $GITHUB_WORKSPACE/public',
      6,
    ],
  ])('%s', (_name, steps, files, path, command, line) => {
    const found = stepFor({ ...workflow(...steps), ...files }, path)
    expect(found?.command).toBe(command)
    expect(found?.at).toBe(`.github/workflows/image.yml:${line}`)
  })

  test('has priority in a job that builds an image', () => {
    const text = (run: string, more = '') => `jobs:\n  a:\n    steps:\n      - run: ${run}\n${more}`
    const found = stepFor(
      {
        '.github/workflows/a-lint.yml': text('npm --prefix web run build:lint'),
        '.github/workflows/b-image.yml': text('npm --prefix web run build', '      - run: docker build .\n'),
        'web/package.json': scripts({ build: 'vite build', 'build:lint': 'vite build' }),
      },
      'web/dist',
    )
    expect(found?.at).toBe('.github/workflows/b-image.yml:4')
  })

  test('a step that copies files next to those of another job generates none of them', () => {
    const text = `jobs:
  ui:
    steps:
      - run: npm --prefix web run build
  image:
    steps:
      - uses: actions/download-artifact@v5
        with: { name: ui, path: web/dist }
      - run: cp *.md web/dist
      - run: docker build .
`
    const files = { '.github/workflows/image.yml': text, 'README.md': '', ...vite }
    expect(stepFor(files, 'web/dist')?.command).toBe('npm --prefix web run build')
    // an output without a name: the command that fetches it
    expect(stepFor({ ...files, 'web/package.json': '{}' }, 'web/dist')).toEqual({
      at: '.github/workflows/image.yml:7',
      written: 'actions/download-artifact@v5',
      directory: '.',
    })
  })

  test('can be in a local action', () => {
    const found = stepFor(
      {
        ...workflow('uses: ./.github/actions/ui'),
        '.github/actions/ui/action.yml':
          'runs:\n  using: composite\n  steps:\n    - shell: bash\n      run: npm --prefix web run build\n',
        ...vite,
      },
      'web/dist',
    )
    expect(found).toMatchObject({
      at: '.github/actions/ui/action.yml:5',
      command: 'npm --prefix web run build',
    })
  })

  test('has no command if that is only known at run time', () => {
    const found = stepFor(workflow(`run: echo ${sha} > VERSION`), 'VERSION')
    expect(found).toEqual({
      at: '.github/workflows/image.yml:6',
      written: `echo ${sha} > VERSION`,
      directory: '.',
    })
  })

  test.each([
    'curl https://example.com/ui.tgz | tar xz -C web/dist',
    'for one in a b; do cp $one web/dist/; done',
  ])('has no command if it cannot run by itself: %s', (run) => {
    const found = stepFor(workflow(`run: ${run}`), 'web/dist')
    expect(found?.at).toBe('.github/workflows/image.yml:6')
    expect(found?.command).toBeUndefined()
  })

  test.each([
    ['an artifact of another job', 'uses: actions/download-artifact@v5\nwith: { name: ui, path: web/dist }'],
    ['another repository', 'uses: actions/checkout@v5\nwith: { repository: example/ui, path: web }'],
  ])('can download %s', (_name, step) => {
    const found = stepFor({ ...workflow('uses: actions/checkout@v5', step), 'main.go': '' }, 'web/dist')
    expect(found).toEqual({
      at: '.github/workflows/image.yml:7',
      written: step.slice('uses: '.length, step.indexOf('\n')),
      directory: '.',
    })
  })

  test.each([
    'ls web/dist',
    'tar czf web.tgz web/dist',
    'test -d web/dist',
    'docker build -f web/dist/Dockerfile .',
    'git diff --exit-code web/dist',
    'aws s3 sync web/dist s3://bucket',
    'npm --prefix web run lint',
    'npm --prefix docs run build',
  ])('%s generates nothing', (run) => {
    const files = {
      'web/package.json': scripts({ build: 'vite build', lint: 'eslint .' }),
      'docs/package.json': scripts({ build: 'vitepress build' }),
    }
    const found = stepFor({ ...workflow(`run: ${run}`), ...files }, 'web/dist')
    // what is left is the build script itself
    expect(found?.at).toBe('web/package.json:3')
  })
})

describe('other files', () => {
  test('a target of a Makefile: the one with the fewest commands', () => {
    const files = {
      Makefile:
        'all: ui api\nui: web/dist\nweb/dist:\n\tcd web && npm ci && npm run build\napi:\n\tgo build ./...\n',
      ...vite,
    }
    expect(stepFor(files, 'web/dist')).toEqual({
      at: 'Makefile:4',
      written: 'make ui',
      directory: '.',
      command: 'make ui',
    })
  })

  test('a Makefile below the root', () => {
    const files = { 'server/Makefile': 'proto:\n\tprotoc --go_out=pb api.proto\n' }
    expect(stepFor(files, 'server/pb')?.command).toBe('make -C server proto')
  })

  test('a hook of GoReleaser', () => {
    const files = {
      '.goreleaser.yaml': 'before:\n  hooks:\n    - go mod tidy\n    - npm --prefix web run build\n',
      ...vite,
    }
    expect(stepFor(files, 'web/dist')).toMatchObject({
      at: '.goreleaser.yaml:4',
      command: 'npm --prefix web run build',
    })
  })

  test('a hook of GoReleaser has priority over a job that ships nothing', () => {
    const files = {
      '.goreleaser.yml': 'before:\n  hooks:\n    - npm --prefix web run build\n',
      '.github/workflows/lint.yml': 'jobs:\n  a:\n    steps:\n      - run: npm --prefix web run build\n',
      ...vite,
    }
    expect(stepFor(files, 'web/dist')?.at).toBe('.goreleaser.yml:3')
  })

  test.each([
    ['.', { 'go.mod': '' }, 'go generate ./web'],
    ['server', { 'server/go.mod': '' }, 'cd server && go generate ./web'],
  ])('a generator in the package that embeds it, in a module at %s', (module, files, command) => {
    const at = (path: string) => (module === '.' ? path : `${module}/${path}`)
    const all = {
      ...files,
      [at('web/web.go')]: 'package web\n\n//go:generate npm run build\n//go:embed dist\nvar Files embed.FS\n',
      [at('web/package.json')]: scripts({ build: 'vite build' }),
      ...workflow('run: npm run build'),
    }
    expect(stepFor(all, at('web/dist'), { beside: at('web') })).toMatchObject({
      at: `${at('web/web.go')}:3`,
      command,
    })
  })

  test('a generator elsewhere', () => {
    const files = {
      'go.mod': '',
      'tools/gen.go': 'package tools\n\n//go:generate go tool swag init -d .. -o ../docs\n',
    }
    expect(stepFor(files, 'docs')).toMatchObject({ at: 'tools/gen.go:3', command: 'go generate ./tools' })
  })

  test('the build script of a package, with its install command', () => {
    const files = { ...vite, 'web/pnpm-lock.yaml': '' }
    expect(stepFor(files, 'web/dist')?.command).toBe(
      'pnpm --dir web install --frozen-lockfile && pnpm --dir web run build',
    )
  })

  test('files of a pattern', () => {
    const files = workflow('run: go build -o dist/api-linux ./cmd/api')
    expect(stepFor(files, 'dist', { pattern: /^dist\/api-[^/]*$/ })?.written).toBe(
      'go build -o dist/api-linux ./cmd/api',
    )
  })

  test('no evidence', () => {
    expect(stepFor({ ...workflow('run: go test ./...'), 'go.mod': '' }, 'web/dist')).toBeUndefined()
    expect(
      stepFor({ ...workflow('run: ./scripts/missing.sh'), Makefile: 'x:\n\ttrue\n' }, 'data'),
    ).toBeUndefined()
  })
})
