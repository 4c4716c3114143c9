/** Credentials of git and Go for servers that refuse them, and repeat them in their answers. */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { GitHubServer } from '../support/github/server.ts'
import { gitEnv, newRepository, type Repository } from '../support/repositories/git.ts'
import { start } from '../support/runs/linkgate.ts'
import { annotationsIn, plantedIn } from '../support/runs/planted.ts'
import { gone, pullRequestBetween } from '../support/workflows/events.ts'
import { runStep } from '../support/workflows/workflow-step.ts'
import { type HttpServer, httpServer } from '../support/world/http-server.ts'
import { temporaryDirectory, writeTree } from '../support/world/temporary.ts'

const directory = await temporaryDirectory()
const token = 'token-of-the-test'

/** Where each is kept. */
const secrets = {
  environment: 'Pl@ntE/x+yzA',
  goproxy: 'Pl@ntP/x+yzA',
  netrc: 'Pl@ntN/x+yzA',
  store: 'Pl@ntS/x+yzA',
  header: 'Pl@ntH/x+yzA',
  address: 'Pl@ntA/x+yzA',
  module: 'Pl@ntM/x+yzA',
}

interface Refusing extends HttpServer {
  /** Passwords that it was given. */
  readonly seen: ReadonlySet<string>
}

async function refusingServer(): Promise<Refusing> {
  const seen = new Set<string>()
  const server = await httpServer(({ headers: { authorization } }, response) => {
    if (authorization === undefined) {
      response.writeHead(401, { 'www-authenticate': 'Basic realm="all"' }).end()
      return
    }
    const [, encoded = ''] = authorization.split(' ')
    const user = Buffer.from(encoded, 'base64').toString()
    const password = user.slice(user.indexOf(':') + 1)
    seen.add(password)
    const base64 = Buffer.from(password).toString('base64')
    // git prints text, as the words of the server
    response
      .writeHead(403, { 'content-type': 'text/plain' })
      .end(`error: access denied to ${user} (${password} ${base64} ${encodeURIComponent(password)})
${authorization}\n${password}\n${base64}\n`)
  })
  return { ...server, seen }
}

const inAddress = (secret: string, host: string) => `http://user:${encodeURIComponent(secret)}@${host}/`

/** Base has submodules that the checkout lacks, each at an address with other credentials, and head a module of a private server. */
async function privateService({ host }: Refusing): Promise<Repository> {
  const repository = await newRepository(join(directory, 'service'))
  const addresses = {
    environment: 'http://environment.example/one',
    netrc: `http://${host}/netrc`,
    store: `http://localhost${host.slice(host.indexOf(':'))}/store`,
    header: 'http://header.example/one',
    address: `${inAddress(secrets.address, host)}one`,
  }
  await writeTree(repository.path, {
    'go.mod': 'module example.com/service\n\ngo 1.24\n\nrequire github.com/octo/kit v1.0.0\n',
    'main.go': 'package main\n\nimport _ "github.com/octo/kit"\n\nfunc main() {}\n',
    '.github/linkgate.yml': 'version: 1\nbuild: { main: . }\n',
    '.gitmodules': Object.entries(addresses)
      .map(([name, url]) => `[submodule "${name}"]\n\tpath = ${name}\n\turl = ${url}\n`)
      .join(''),
  })
  await repository.git('add', '--all')
  const links = Object.keys(addresses).flatMap((name) => ['--cacheinfo', `160000,${gone},${name}`])
  await repository.git('update-index', '--add', ...links)
  await repository.git('commit', '--quiet', '--message', 'With submodules')
  await repository.git('rm', '--quiet', '--cached', ...Object.keys(addresses))
  await repository.git('rm', '--quiet', '--force', '.gitmodules')
  await repository.commit('Without')
  const basic = Buffer.from(`user:${secrets.header}`).toString('base64')
  await repository.git('config', `url.http://${host}/header/.insteadOf`, 'http://header.example/')
  await repository.git('config', `http.http://${host}/header/.extraheader`, `AUTHORIZATION: basic ${basic}`)
  await repository.git('config', 'credential.helper', 'store')
  return repository
}

test('none of them is in what linkgate shows, writes or sends, wherever they are kept', async () => {
  await using server = await refusingServer()
  await using github = await GitHubServer.start({ token })
  const repository = await privateService(server)
  const home = join(directory, 'home')
  await writeTree(home, {
    '.netrc': `machine 127.0.0.1\n    login user\n    password ${secrets.netrc}\n`,
    '.git-credentials': `${inAddress(secrets.store, `localhost${server.host.slice(server.host.indexOf(':'))}`)}\n`,
  })
  const env = {
    ...gitEnv,
    HOME: home,
    GIT_CONFIG_COUNT: '2',
    GIT_CONFIG_KEY_0: `url.${inAddress(secrets.environment, server.host)}.insteadOf`,
    GIT_CONFIG_VALUE_0: 'http://environment.example/',
    GIT_CONFIG_KEY_1: `url.${inAddress(secrets.module, server.host)}.insteadOf`,
    GIT_CONFIG_VALUE_1: 'https://github.com/octo/',
    GOPROXY: `${inAddress(secrets.goproxy, '127.0.0.1:1')}|direct`,
    GOFLAGS: '-mod=mod -modcacherw',
    GOMODCACHE: join(directory, 'modules'),
    GOTOOLCHAIN: 'local',
    GOSUMDB: 'off',
    TMPDIR: directory,
  }
  const [base, head] = [await repository.sha('HEAD~1'), await repository.sha('HEAD')]
  github.setPullRequest(7, head)
  const step = async (compared: string) => {
    const folder = join(directory, compared)
    await mkdir(folder)
    const event = { name: 'pull_request', payload: pullRequestBetween(compared, head) }
    const inputs = { phase: 'check', base: compared, 'github-token': token }
    return runStep({ folder, directory: repository.path, event, api: github.url, inputs, env })
  }
  const doctor = start('cli.js', {
    args: ['doctor', '--repo', repository.path],
    env: { ...process.env, ...env },
  }).finished
  // base lacks its submodules; head by itself lacks a module
  const ends = [await step(base), await step(head)]
  const { stdout, stderr } = await doctor
  const { goproxy: _, ...sent } = secrets
  expect([...server.seen].sort()).toEqual(Object.values(sent).sort())

  const steps = ends.map((end) => ({
    log: end.stdout.replace(`::add-mask::${token}\n`, '') + end.stderr,
    annotations: annotationsIn(end.stdout).join('\n'),
    report: JSON.stringify(end.report ?? {}),
    summary: end.summary,
    outputs: JSON.stringify(end.outputs),
  }))
  const comments = github.commentsOf(7).map(({ body }) => body)
  const texts = [stdout + stderr, ...steps.flatMap((one) => Object.values(one)), ...comments]
  for (const text of texts) expect(plantedIn(text, secrets), text).toEqual([])

  // what the server answered stands there, masked
  const answer = /access\s+denied\s+to\s+user:\*{3}/
  const [first, second] = steps
  const saying = [stdout, first?.log, first?.annotations, second?.report, second?.summary, ...comments]
  expect(saying).toEqual(saying.map(() => expect.stringMatching(answer)))
  expect(second?.annotations).toContain('::error')
  expect(comments).toHaveLength(1)
})
