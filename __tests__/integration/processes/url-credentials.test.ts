import { execFile } from 'node:child_process'
import { readdir, readFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { gitAddress } from '../../../src/repository/git/url-credentials.ts'
import { gitEnv } from '../../support/repositories/git.ts'
import { httpServer } from '../../support/world/http-server.ts'
import { temporaryDirectory } from '../../support/world/temporary.ts'

test.each([
  'https://example.com/a',
  'git@example.com:a/b',
  'ssh://me:x@example.com/a',
  '/srv/a@b',
  'https://example.com/a@b',
])('%s is unchanged', (url) => {
  expect(gitAddress(url)).toEqual({ url, options: [], variables: {} })
})

const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`

test.each([
  ['me:p%40ss/', 'me:p@ss/'],
  ['token', 'token:'],
  ['me:50%', 'me:50%'],
  ['me@home:one:two', 'me@home:one:two'],
])('http://%s@…: the server gets it, and no command line has it', async (account, sent) => {
  const secret = account.replace(/^.*:/, '')
  const seen: (string | undefined)[] = []
  const lines: string[] = []
  await using server = await httpServer(async ({ headers }, response) => {
    seen.push(headers.authorization)
    lines.push(...(await commandLines()))
    response.writeHead(403).end()
  })
  const { url, options, variables } = gitAddress(`http://${account.replace('/', '%2F')}@${server.host}/a`)
  const settings = ['-c', `http.http://${server.host}/.extraHeader=Authorization: ${basic('other')}`]
  const asking = promisify(execFile)('git', [...settings, ...options, 'ls-remote', '--', url], {
    cwd: await temporaryDirectory(),
    env: { ...process.env, ...gitEnv, ...variables },
  })
  await expect(asking).rejects.toThrow('403')
  expect(seen).toEqual([basic(sent)])
  const own = lines.filter((line) => line.includes(server.host))
  expect(own.some((line) => line.includes('remote-http'))).toBe(true)
  expect(own.filter((line) => line.includes(secret))).toEqual([])
})

async function commandLines(): Promise<readonly string[]> {
  const processes = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  return Promise.all(processes.map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')))
}
