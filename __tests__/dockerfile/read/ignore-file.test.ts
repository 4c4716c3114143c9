import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { readIgnoreFile } from '../../../src/dockerfile/read/ignore-file.ts'

const ignored = (text: string, ...paths: readonly string[]) => paths.filter(readIgnoreFile(text))

describe('.dockerignore', () => {
  test.each<[text: string, ignored: readonly string[], taken: readonly string[]]>([
    ['web/dist\n', ['web/dist', 'web/dist/a.js'], ['web', 'web/dist2', 'dist']],
    ['/web/dist/', ['web/dist'], ['a/web/dist']],
    ['*.md\n!README.md', ['NOTES.md'], ['README.md', 'docs/NOTES.md']],
    ['**/*.md', ['NOTES.md', 'docs/a/NOTES.md'], ['NOTES.mdx']],
    ['*\n!cmd\n!go.*', ['web', 'web/a'], ['cmd', 'cmd/api/main.go', 'go.mod']],
    ['**/node_modules', ['node_modules/a', 'web/node_modules'], ['web/node_modules2']],
    ['a/**/z', ['a/z', 'a/b/c/z'], ['a/zz']],
    ['logs/**', ['logs/a', 'logs/a/b'], ['logs']],
    ['?.txt\n[ab].bin', ['a.txt', 'b.bin'], ['ab.txt', 'c.bin']],
    ['# web\n  web  \n\n', ['web'], ['# web']],
    ['!web\nweb', ['web'], []],
    ['./a/../b', ['b'], ['a']],
    ['.\n/', [], ['a', 'b/c']],
    ['a\\*b', ['a*b'], ['axb']],
    ['\uFEFFweb\r\ndist\r\n', ['web', 'dist'], []],
    ['[', [], ['[', 'a']],
  ])('%j', (text, out, taken) => {
    expect(ignored(text, ...out, ...taken)).toEqual(out)
  })
})

// the patterns of Docker's documentation, for what git needs to find a repository
test.each([
  ['.git', true],
  ['.git/', true],
  ['/.git', true],
  ['./.git', true],
  ['**/.git', true],
  ['.git/**', true],
  ['.git*', true],
  ['.*', true],
  ['*', true],
  ['**', true],
  ['.g?t', true],
  ['.[a-z]it', true],
  ['web\n.git\n', true],
  ['\uFEFF.git', true],
  ['  .git  ', true],
  ['', false],
  ['# .git', false],
  ['.gitignore', false],
  ['.github', false],
  ['web/.git', false],
  ['*/.git', false],
  ['.git/objects', false],
  ['*\n!.git', false],
  ['.git\n!.git/HEAD', false],
  ['!.git\n.git', true],
  ['*\n!go.mod\n!**/*.go', true],
  ['[', false],
])('%j excludes .git/HEAD: %j', (text, expected) => {
  expect(ignored(text, '.git/HEAD')).toEqual(expected ? ['.git/HEAD'] : [])
})

/** What the builders' own matcher says of files made at random: `make-vectors.go` beside it. */
const { paths, vectors } = JSON.parse(
  readFileSync(new URL('../../fixtures/dockerignore/vectors.json', import.meta.url), 'utf8'),
) as {
  readonly paths: readonly string[]
  readonly vectors: readonly { readonly text: string; readonly out: readonly string[] }[]
}

test('excludes the same paths as the matcher of builders', () => {
  const wrong = vectors
    .map(({ text, out }) => ({ text, out, found: ignored(text, ...paths) }))
    .filter(({ out, found }) => out.join() !== found.join())
  expect(wrong).toEqual([])
  expect(vectors.filter(({ out }) => out.length > 0 && out.length < paths.length).length).toBeGreaterThan(250)
})
