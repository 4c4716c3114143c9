import { expect, test } from 'vitest'
import { isIgnored } from '../../../src/repository/dockerfiles/dockerignore.ts'

// the patterns of Docker's documentation of .dockerignore, asked for `.git`
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
])('%j', (text, expected) => {
  expect(isIgnored(text, '.git')).toBe(expected)
})
