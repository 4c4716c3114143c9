import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { resultsHome, userResults } from '../../src/world/results-home.ts'
import { temporaryFolder } from '../support/runs/linkgate.ts'

test.each<[NodeJS.ProcessEnv, NodeJS.Platform, string | undefined]>([
  [{ HOME: '/home/me' }, 'linux', '/home/me/.cache/linkgate'],
  [{ HOME: '/home/me', XDG_CACHE_HOME: '/caches' }, 'linux', '/caches/linkgate'],
  [{ HOME: '/home/me', XDG_CACHE_HOME: 'relative' }, 'linux', '/home/me/.cache/linkgate'],
  [{ HOME: '/Users/me' }, 'darwin', '/Users/me/Library/Caches/linkgate'],
  [{ HOME: '/home/me', LINKGATE_CACHE: '/elsewhere' }, 'linux', '/elsewhere'],
  [{ HOME: '/home/me', LINKGATE_CACHE: 'off' }, 'linux', undefined],
  [{ HOME: '/home/me', LINKGATE_CACHE: 'relative' }, 'linux', undefined],
  [{ HOME: 'relative' }, 'linux', undefined],
  [{}, 'linux', undefined],
  [{}, 'win32', undefined],
])('%j on %s keeps results in %s', (env, platform, directory) => {
  expect(userResults(env, platform)).toBe(directory)
})

test('the digest is that of the bundled code; there is none for sources', async () => {
  await using folder = await temporaryFolder()
  const script = join(folder.path, 'cli.js')
  const chunk = join(folder.path, 'chunks', 'run.js')
  await mkdir(join(folder.path, 'chunks'))
  await writeFile(script, 'import "./chunks/run.js"')
  await writeFile(chunk, 'run()')
  await writeFile(join(folder.path, 'licenses.txt'), 'MIT')
  const digest = await resultsHome(script)?.program()
  expect(digest).toMatch(/^[0-9a-f]{64}$/)
  await writeFile(join(folder.path, 'licenses.txt'), 'ISC')
  expect(await resultsHome(script)?.program()).toBe(digest)
  await writeFile(chunk, 'run(2)')
  expect(await resultsHome(script)?.program()).not.toBe(digest)
  expect(resultsHome(join(folder.path, 'cli.ts'))).toBeUndefined()
})
