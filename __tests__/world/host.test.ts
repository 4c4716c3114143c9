import { expect, test } from 'vitest'
import { realHost, secretsOf } from '../../src/world/host.ts'
import { temporaryDirectory, writeTree } from '../support/world/temporary.ts'

const HOME = await temporaryDirectory()
const said = 'it is correct-horse'

test.each([
  ['.netrc', 'machine a.example\n    login user\n    password correct-horse\n'],
  ['.netrc', 'machine a.example password correct-horse login user\n'],
  ['.git-credentials', 'https://user:correct%2Dhorse@a.example\n'],
  ['.config/git/credentials', 'https://user:correct-horse@a.example\n'],
  ['.config/go/env', 'GOPROXY=https://user:correct-horse@a.example\n'],
  ['.npmrc', '//a.example/:_authToken=correct-horse\n'],
  ['.docker/config.json', '{"auths":{"a.example":{"auth":"dXNlcjpjb3JyZWN0LWhvcnNl"}}}'],
])('credentials in %s are masked', async (path, content) => {
  expect(secretsOf({ HOME }).mask(said)).toBe(said)
  await writeTree(HOME, { [path]: content })
  expect(secretsOf({ HOME }).mask(said)).toBe('it is ***')
  await writeTree(HOME, { [path]: '' })
})

test('credential files are also found by the variables of the tools, and devices are skipped', async () => {
  await writeTree(HOME, { 'other/netrc': 'default login user password correct-horse' })
  expect(secretsOf({ HOME, NETRC: `${HOME}/other/netrc` }).mask(said)).toBe('it is ***')
  expect(secretsOf({ HOME, NETRC: '/dev/zero', DOCKER_CONFIG: '/dev/null' }).mask(said)).toBe(said)
  expect(secretsOf({}).mask(said)).toBe(said)
})

test('variables for the cache service are separate from those for builds', () => {
  const { env, cacheService } = realHost({
    ACTIONS_RUNTIME_TOKEN: 'a',
    ACTIONS_CACHE_URL: 'b',
    GITHUB_TOKEN: 'c',
    A: 'd',
  })
  expect([env, cacheService]).toEqual([{ A: 'd' }, { ACTIONS_RUNTIME_TOKEN: 'a', ACTIONS_CACHE_URL: 'b' }])
})
