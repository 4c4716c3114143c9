/** What a step is trusted with, and nothing that it builds or starts may see. */
import { chmod, cp, mkdir, readdir, readFile } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeAll, expect, test } from 'vitest'
import { GitHubServer } from '../support/github/server.ts'
import { helloOrigin, type Origin } from '../support/programs/hello.ts'
import { pullRequest } from '../support/workflows/events.ts'
import { runStep, type StepEnd } from '../support/workflows/workflow-step.ts'
import { output, temporaryDirectory, writeTree } from '../support/world/temporary.ts'

const directory = await temporaryDirectory()
const fixture = fileURLToPath(new URL('../fixtures/programs/hello.environment', import.meta.url))
const tools = ['docker', 'gcc', 'git', 'go']

const secret = 'c0ffee-of-the-runner'
const token = `${secret}-0`
const secrets = {
  GITHUB_TOKEN: `${secret}-1`,
  ACTIONS_RUNTIME_TOKEN: `${secret}-2`,
  ACTIONS_ID_TOKEN_REQUEST_TOKEN: `${secret}-3`,
  ACTIONS_ID_TOKEN_REQUEST_URL: `https://${secret}-4.example`,
  ACTIONS_RESULTS_URL: `https://${secret}-5.example`,
  'INPUT_DEPLOY-KEY': `${secret}-6`,
}

let origin: Origin

beforeAll(async () => {
  origin = await helloOrigin(join(directory, 'origin'), { compiles: true })
  const { path, commit } = origin.repository
  await cp(fixture, path, { recursive: true })
  const config = (modes: string) =>
    `version: 1\nmodes: ${modes}\nstartup: { env: { TOLD: to-the-app } }\nbudgets: { binary-size: { max: 9 MB } }\n`
  await commit('Print', { 'both.yml': config('[static, dynamic]'), 'static.yml': config('[static]') })
  for (const name of tools) {
    const real = (await output(['which', name])).trim()
    // not `env`: a shell forgets variables with a dash in their name
    const script = `#!/bin/sh
cat /proc/$$/environ > ${directory}/seen/${name}-$$
cat /proc/$PPID/environ > ${directory}/seen/parent-$$
exec ${real} "$@"
`
    await writeTree(directory, { [`bin/${name}`]: script })
    await chmod(join(directory, 'bin', name), 0o755)
  }
})

interface Seen {
  readonly end: StepEnd
  readonly comments: readonly string[]
  /** Of each run of a tool: its name, and its environment. */
  readonly environments: readonly (readonly [string, readonly string[]])[]
  /** Of what has started them, as the kernel shows it to every process of the user. */
  readonly parents: readonly string[]
}

async function run(phase: string, config: string): Promise<Seen> {
  const folder = join(directory, phase)
  const seen = join(directory, 'seen')
  await output(['rm', '-rf', seen])
  await mkdir(seen)
  await mkdir(folder)
  await using server = await GitHubServer.start({ token })
  server.setPullRequest(7, origin.at.words)
  const end = await runStep({
    folder,
    directory: origin.repository.path,
    event: { name: 'pull_request', payload: pullRequest()(origin.at) },
    api: server.url,
    inputs: { phase, config, 'github-token': token },
    env: {
      ...secrets,
      PLAIN: 'seen-by-all',
      PATH: `${join(directory, 'bin')}${delimiter}${process.env['PATH']}`,
    },
  })
  const environments: [string, string[]][] = []
  const parents: string[] = []
  for (const file of await readdir(seen)) {
    const content = await readFile(join(seen, file), 'utf8')
    if (file.startsWith('parent-')) parents.push(content)
    else environments.push([file.split('-')[0] ?? '', content.split('\0')])
  }
  return { end, comments: server.commentsOf(7).map(({ body }) => body), environments, parents }
}

test.each([
  ['check', 'both.yml', ['docker', 'gcc', 'git', 'go'], 1],
  ['measure', 'static.yml', ['docker', 'git', 'go'], 0],
])('phase %s: no tool, build, probe or app sees them, and nothing repeats them', async (...given) => {
  const [phase, config, used, commented] = given
  const { end, comments, environments, parents } = await run(phase, config)
  // the app of head says what it sees, and exits, which that of base does not
  expect(end.exitCode, `${end.stdout}${end.stderr}`).toBe(1)

  expect([...new Set(environments.map(([name]) => name))].sort()).toEqual(used)
  for (const [name, variables] of environments) {
    expect(variables, name).toContain('PLAIN=seen-by-all')
    expect(variables.filter(isSecret), name).toEqual([])
  }

  expect(parents.filter((text) => text.includes('INPUT_GITHUB-TOKEN=***')).length).toBeGreaterThan(0)
  expect(parents.filter((text) => text.includes(secret))).toEqual([])

  const log = end.report?.findings.flatMap((finding) => finding.log ?? []) ?? []
  for (const whose of ['own', 'parent']) {
    const [said = ''] = log.filter((line) => line.startsWith(`${whose} `))
    expect(said).toContain('TOLD=to-the-app')
    expect(isSecret(said)).toBe(false)
  }

  expect(comments).toHaveLength(commented)
  // that is how the runner learns what to hide
  const mask = `::add-mask::${token}\n`
  expect(end.stdout).toContain(mask)
  const told = [
    end.stdout.replace(mask, ''),
    end.stderr,
    end.summary,
    JSON.stringify(end.report),
    ...comments,
  ]
  for (const text of [...told, ...Object.values(end.outputs)]) expect(text).not.toContain(secret)
  expect(end.left).toEqual([])
})

function isSecret(text: string): boolean {
  return /(?<!\w)(?:GITHUB_TOKEN|ACTIONS_\w*|INPUT_[\w-]*)=/.test(text) || text.includes(secret)
}
