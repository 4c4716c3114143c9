import { expect, test } from 'vitest'
import { importPath, moduleFinder } from '../../src/attribution/modules.ts'
import { type BuildInfo, filesPath } from '../../src/inspect/go/buildinfo.ts'

const info: BuildInfo = {
  go: 'go1.26.1',
  path: 'orders/cmd/api',
  main: { path: 'orders', version: '(devel)' },
  dependencies: [
    { path: 'example.com/kit', version: 'v1.0.0' },
    {
      path: 'example.com/kit/v2',
      version: 'v2.1.0',
      replacedBy: { path: 'example.com/fork', version: 'v2.1.1' },
    },
  ],
  modules: {},
  settings: {},
}

test.each([
  ['orders/internal/store', { kind: 'main', name: 'orders', version: '(devel)' }],
  ['ordersx', { kind: 'standard-library', name: 'standard library', version: 'go1.26.1' }],
  ['example.com/kit/a', { kind: 'dependency', name: 'example.com/kit', version: 'v1.0.0' }],
  [
    'example.com/kit/v2/a',
    { kind: 'dependency', name: 'example.com/kit/v2', version: 'example.com/fork v2.1.1' },
  ],
  ['example.com/kitten', { kind: 'unlisted', name: 'example.com/kitten' }],
  ['net/http', { kind: 'standard-library', name: 'standard library', version: 'go1.26.1' }],
  [
    'vendor/golang.org/x/net/idna',
    { kind: 'standard-library', name: 'standard library', version: 'go1.26.1' },
  ],
  ['github.com/a/b/c/d', { kind: 'unlisted', name: 'github.com/a/b' }],
  ['C', { kind: 'c', name: 'C' }],
])('%s', (path, module) => expect(moduleFinder(info)(path)).toEqual(module))

test('the main package has its import path as name; without build information, it is the main module', () => {
  expect(importPath('main', info)).toBe('orders/cmd/api')
  expect(importPath('net/http', info)).toBe('net/http')
  expect(moduleFinder(undefined)(importPath('main', undefined))).toEqual({ kind: 'main', name: 'main' })
})

test('the main package of a program of files belongs to the main module', () => {
  const ofFiles: BuildInfo = { ...info, path: filesPath }
  expect(importPath('main', ofFiles)).toBe('main')
  expect(moduleFinder(ofFiles)('main')).toEqual({ kind: 'main', name: 'orders', version: '(devel)' })
})
