/** The ways to GitHub through a proxy, which Node reads from the environment that it is started with. */
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { head } from '../../support/github/client.ts'
import { LoopbackProxy } from '../../support/github/proxy.ts'
import { GitHubServer } from '../../support/github/server.ts'

describe('through a proxy', () => {
  const api = new URL('../../../src/world/github/github.ts', import.meta.url)

  /** The head of pull request 7 as a process with this environment sees it, or how it fails. */
  async function headOf(
    apiUrl: string,
    env: Readonly<Record<string, string>>,
  ): Promise<Record<string, unknown>> {
    const script = `
      import { githubApi } from ${JSON.stringify(api.href)}
      const signal = new AbortController().signal
      const options = { token: 'token-that-writes', apiUrl: process.env.GITHUB_API_URL, owner: 'octo', repo: 'service' }
      const github = githubApi({ ...options, signal, budgetMs: 0, timeoutMs: 5000 })
      const answer = await github.pullRequest(7).then(
        ({ headSha }) => ({ headSha }),
        ({ name, status, proxyStatus, message }) => ({ name, status: status ?? 'none', proxyStatus, message }),
      )
      console.log(JSON.stringify(answer))
      process.exit()`
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['--input-type=module', '--eval', script],
      {
        env: { PATH: process.env['PATH'], GITHUB_API_URL: apiUrl, ...env },
      },
    )
    return JSON.parse(stdout) as Record<string, unknown>
  }

  async function behindProxy() {
    const server = await GitHubServer.start({ flavor: 'enterprise' })
    server.setPullRequest(7, head)
    const proxy = await LoopbackProxy.start(server.port)
    return {
      server,
      proxy,
      async [Symbol.asyncDispose]() {
        await proxy[Symbol.asyncDispose]()
        await server[Symbol.asyncDispose]()
      },
    }
  }

  test.each(['HTTP_PROXY', 'http_proxy'])('%s, with a name and a password', async (name) => {
    await using at = await behindProxy()
    const url = `http://user:secret@127.0.0.1:${at.proxy.port}`
    expect(await headOf('http://github.example/api/v3', { [name]: url })).toEqual({ headSha: head })
    expect(at.proxy.tunnels).toEqual([
      {
        to: 'github.example:80',
        authorization: `Basic ${Buffer.from('user:secret').toString('base64')}`,
      },
    ])
  })

  test.each([403, 407, 502])('HTTPS_PROXY for https, and a proxy that refuses with %d', async (refuses) => {
    await using proxy = await LoopbackProxy.start(undefined, { refuses })
    const url = `http://user:secret@127.0.0.1:${proxy.port}`
    const answer = await headOf('https://github.example/api/v3', { HTTPS_PROXY: url })
    expect(answer).toMatchObject({ name: 'ApiError', status: 'none', proxyStatus: refuses })
    expect(answer['message']).not.toContain('secret')
    expect(proxy.tunnels.map(({ to }) => to)).toEqual(['github.example:443'])
  })

  test.each(['github.example', '.example', 'other,github.example'])(
    'NO_PROXY=%s bypasses it',
    async (none) => {
      await using proxy = await LoopbackProxy.start()
      const env = { HTTPS_PROXY: `http://127.0.0.1:${proxy.port}`, NO_PROXY: none }
      expect(await headOf('https://github.example/api/v3', env)).toMatchObject({ name: 'ApiError' })
      expect(proxy.tunnels).toEqual([])
    },
  )
})
