import { expect, test } from 'vitest'
import { privateModules } from '../../../src/init/detect/private-modules.ts'
import { fakeWorld } from '../../support/world/world.ts'

test.each([
  ['lists modules that match', 'git.example.com/*\n', ['git.example.com/me/auth']],
  ['is empty without such a setting', '\n', []],
  ['is empty if Go does not report its settings', { exitCode: 1, stdout: 'git.example.com/*\n' }, []],
  ['is empty without Go', { exitCode: 127 }, []],
])('private modules: %s', async (_, answer, expected) => {
  const source =
    'module example.com/shop\n\nrequire (\n\tgit.example.com/me/auth v1.0.0\n\tgithub.com/a/b v1.0.0\n)\n'
  const world = fakeWorld({ files: { '/shop/go.mod': source }, commands: { 'go env GOPRIVATE': answer } })
  expect(await privateModules(world, '/shop', '.')).toEqual(expected)
})
