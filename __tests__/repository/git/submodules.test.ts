import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { belongs } from '../../../src/repository/git/checkout-submodules.ts'
import { gitConfigText } from '../../../src/repository/git/config-text.ts'
import { pairSubmodules, submoduleUrl } from '../../../src/repository/git/submodules.ts'
import { character } from '../../support/runs/outside.ts'

describe('the URL of a submodule', () => {
  // of t0060-path-utils.sh in git's own tests
  test.each([
    ['ssh://hostname/repo', '../subrepo', 'ssh://hostname/subrepo'],
    ['ssh://hostname:22/repo', '../subrepo', 'ssh://hostname:22/subrepo'],
    ['ssh://user@host:22/path/to/repo', '../subrepo', 'ssh://user@host:22/path/to/subrepo'],
    ['/foo/repo', '../subrepo', '/foo/subrepo'],
    ['/foo', '../subrepo', '/subrepo'],
    ['./foo', '../submodule', 'submodule'],
    ['./foo/bar', '../submodule', 'foo/submodule'],
    ['../foo', '../submodule', '../submodule'],
    ['foo', '../submodule', 'submodule'],
    ['foo/bar', '../submodule', 'foo/submodule'],
    ['user@host:path/to/repo', '../subrepo', 'user@host:path/to/subrepo'],
    ['user@host:repo', '../subrepo', 'user@host:subrepo'],
    ['helper:://hostname/repo', '../subrepo', 'helper:://hostname/subrepo'],
    ['https://github.com/example/service.git', '../theme.git', 'https://github.com/example/theme.git'],
    ['https://github.com/example/service/', '../theme/', 'https://github.com/example/theme'],
    ['https://github.com/example/service', '../../other/theme', 'https://github.com/other/theme'],
    ['https://github.com/example/service', './theme', 'https://github.com/example/service/theme'],
    ['https://github.com/example/service', 'https://example.com/theme', 'https://example.com/theme'],
    ['https://github.com/example/service', '/srv/theme', '/srv/theme'],
    ['https://github.com/example/service', 'git@example.com:theme', 'git@example.com:theme'],
    ['foo', '../../../submodule', undefined],
    ['https://github.com/example/service', '--upload-pack=touch /tmp/x', undefined],
  ])('%s and %s', (of, url, expected) => {
    expect(submoduleUrl(of, url)).toBe(expected)
  })
})

describe('the content of .gitmodules', () => {
  const pair = (...settings: readonly string[]) => pairSubmodules([{ path: 'web/theme', id: 'a' }], settings)

  test('finds a submodule by its path, regardless of its name', () => {
    expect(
      pair('submodule.a.b c.path\nweb/theme/', 'submodule.a.b c.url\n../theme', 'submodule.other.path\nweb'),
    ).toEqual([{ name: 'a.b c', path: 'web/theme', sha: 'a', url: '../theme', isOptional: false }])
  })

  test('submodules with `update = none`, without a URL, and without an entry', () => {
    const named = 'submodule.x.path\nweb/theme'
    expect(pair(named, 'submodule.x.update\nnone')).toMatchObject([{ isOptional: true }])
    expect(pair(named)).toEqual([{ name: 'x', path: 'web/theme', sha: 'a', isOptional: false }])
    expect(pair('submodule.x.path\nelsewhere')).toEqual([])
  })

  test.each(['../../hooks', 'a/../../b', '..', '-x', 'a\\..\\b'])(
    'rejects a name that leads out of the directory: %s',
    (name) => {
      expect(pair(`submodule.${name}.path\nweb/theme`)).toEqual([])
    },
  )
})

describe('submodules that belong in a tree', () => {
  const one = { name: 'one', isOptional: false }
  const there = (present: readonly string[], absent: readonly string[]) => ({
    present: new Map(present.map((name) => [name, undefined as never])),
    absent: new Set(absent),
  })
  test.each<[string, readonly string[], readonly string[], boolean]>([
    ['it is checked out', ['one'], ['other'], true],
    ['it is not', ['other'], ['one'], false],
    ['head does not have it, and others are checked out', ['other'], [], true],
    ['head does not have it, and others are not', [], ['other'], false],
    ['head has none', [], [], true],
  ])('%s', (_, present, absent, expected) => {
    expect(belongs(there(present, absent), one)).toBe(expected)
  })

  test('include an optional one only if it is checked out', () => {
    const optional = { ...one, isOptional: true }
    expect(belongs(there([], []), optional)).toBe(false)
    expect(belongs(there(['one'], []), optional)).toBe(true)
  })
})

test('reads settings in a file unchanged', () => {
  expect(
    gitConfigText(['http.https://example.com/.extraheader\nAUTHORIZATION: basic "a\\b"', 'core.bare']),
  ).toBe(
    '[http "https://example.com/"]\n\textraheader = "AUTHORIZATION: basic \\"a\\\\b\\""\n[core]\n\tbare\n',
  )
  // each setting is two lines, whatever is in it
  fc.assert(
    fc.property(fc.string({ unit: character }), (value) => {
      expect(gitConfigText([`lfs.url\n${value.replaceAll('\r', '')}`]).split('\n')).toHaveLength(3)
    }),
  )
})
