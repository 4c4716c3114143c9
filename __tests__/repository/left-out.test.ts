import { describe, expect, test } from 'vitest'
import { embedsOf, leftOut, type OwnPackage } from '../../src/repository/left-out.ts'
import { wordedObstacle } from '../support/reports/worded.ts'
import { fakeFiles } from '../support/world/world.ts'

const dockerfile = 'FROM golang\nWORKDIR /src\nCOPY . .\nRUN go build -o /orders ./cmd/orders\n'
const sources = {
  'cmd/orders/main.go': 'package main\n\nimport (\n\t"net/http"\n\n\t_ "example.com/orders/docs"\n)\n',
  'docs/docs.go': 'package docs\n',
  'web/web.go': 'package web\n\n//go:embed dist/*.js\n',
  'web/dist/a.js': '',
}
const own: readonly OwnPackage[] = [
  { importPath: 'example.com/orders/docs', directory: 'docs', files: ['docs.go'], embeds: [] },
  {
    importPath: 'example.com/orders/web',
    directory: 'web',
    files: ['web.go'],
    embeds: embedsOf(['dist/*.js'], ['dist/a.js']),
  },
  { importPath: 'example.com/orders/cmd/orders', directory: 'cmd/orders', files: ['main.go'], embeds: [] },
]

function found(given: Readonly<Record<string, string>>, build = {}, of = own) {
  const tree = { Dockerfile: dockerfile, ...sources, ...given }
  const files = fakeFiles(
    undefined,
    Object.fromEntries(Object.entries(tree).map(([path, text]) => [`/r/${path}`, text])),
  )
  return leftOut(files, '/r', { dockerfile: 'Dockerfile', context: '.', buildArgs: {}, ...build }, of)
}
const messages = async (...given: Parameters<typeof found>) =>
  (await found(...given)).map((one) => wordedObstacle(one).message)

describe('files of the program that an ignore file excludes', () => {
  test('a package, with the line that imports it', async () => {
    const [one, ...more] = await found({ '.dockerignore': '*.md\ndocs\n' })
    expect(more).toEqual([])
    expect(one && wordedObstacle(one)).toMatchObject({
      message:
        '.dockerignore excludes docs from the build context, but cmd/orders/main.go:6 imports the package',
      fix: 'add `!docs` at the end of .dockerignore',
    })
  })

  test.each([
    [
      'the main package',
      'cmd',
      ['.dockerignore excludes cmd/orders from the build context, but the program needs it'],
    ],
    [
      'what a pattern embeds',
      '**/*.js',
      [
        'web: `//go:embed dist/*.js` finds no files: .dockerignore excludes web/dist/*.js from the build context',
      ],
    ],
    [
      'a package with what it embeds, once',
      'web',
      ['.dockerignore excludes web from the build context, but the program needs it'],
    ],
  ])('%s', async (_what, ignored, expected) => {
    // nothing here imports web
    expect(await messages({ '.dockerignore': ignored })).toEqual(expected)
  })

  test.each<[string, Readonly<Record<string, string>>, object?]>([
    ['no ignore file', {}],
    ['other files', { '.dockerignore': '*.md\n*_test.go\nDockerfile\n' }],
    ['a part of the package', { '.dockerignore': 'docs/docs_test.go' }],
    ['taken in again', { '.dockerignore': '*\n!cmd\n!docs\n!web\n' }],
    ['the list of another Dockerfile', { '.dockerignore': 'docs', 'Dockerfile.dockerignore': '*.md' }],
    [
      'nothing of the context is taken',
      { '.dockerignore': 'docs', Dockerfile: 'FROM golang\nRUN go install x@v1\n' },
    ],
    [
      'other directories are taken',
      { '.dockerignore': 'docs', Dockerfile: 'FROM golang\nCOPY web cmd /src/\n' },
    ],
    [
      'the package is outside the context',
      { 'web/.dockerignore': '*', 'web/Dockerfile': dockerfile },
      { dockerfile: 'web/Dockerfile', context: 'web/dist' },
    ],
  ])('nothing: %s', async (_why, given, build) => {
    expect(await messages(given, build)).toEqual([])
  })

  test('in a context below the root', async () => {
    const below = own.map((one) => ({ ...one, directory: `api/${one.directory}` }))
    const tree = Object.fromEntries(Object.entries(sources).map(([path, text]) => [`api/${path}`, text]))
    const given = { ...tree, 'api/Dockerfile': dockerfile, 'api/.dockerignore': '/docs' }
    const build = { dockerfile: 'api/Dockerfile', context: 'api' }
    expect(await messages(given, build, below)).toEqual([
      'api/.dockerignore excludes api/docs from the build context, but api/cmd/orders/main.go:6 imports the package',
    ])
  })
})

test('embedded files belong to the patterns that match them or one of their directories', () => {
  const files = ['dist/a.js', 'dist/sub/b.css', 'x.tmpl']
  expect(embedsOf(['all:dist', '*.tmpl', 'dist/*.js'], files)).toEqual([
    { pattern: 'all:dist', files: ['dist/a.js', 'dist/sub/b.css'] },
    { pattern: '*.tmpl', files: ['x.tmpl'] },
    { pattern: 'dist/*.js', files: ['dist/a.js'] },
  ])
})
