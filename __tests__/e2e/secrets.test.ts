/** What a step is trusted with, and nothing that it builds or starts may see. */
import { chmod, cp, mkdir, readdir, readFile } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeAll, expect, test } from 'vitest'
import { GitHubServer } from '../support/github/server.ts'
import { baseImages } from '../support/images/builder-images.ts'
import { helloOrigin, type Origin } from '../support/programs/hello.ts'
import { newRepository } from '../support/repositories/git.ts'
import { check } from '../support/runs/checks.ts'
import { annotationsIn, plantedCommands, plantedCommandsIn, plantedIn } from '../support/runs/planted.ts'
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

/** A secret of twelve characters for each place where one can come from, none of them of a known form. */
const places = [
  'job',
  'secretEnv',
  'secretFile',
  'npmrc',
  'startup',
  'address',
  'argument',
  'compose',
  'dotenv',
] as const
const planted = Object.fromEntries(places.map((place, index) => [place, `Pl@nt${index}/x+yzA`])) as Readonly<
  Record<(typeof places)[number], string>
>

let origin: Origin

beforeAll(async () => {
  origin = await helloOrigin(join(directory, 'origin'), { compiles: true })
  const { path, commit } = origin.repository
  await cp(fixture, path, { recursive: true })
  const config = (modes: string) =>
    `version: 1
modes: ${modes}
build:
  build-args: { NPM_TOKEN: ${planted.argument} }
  secrets: { one: { env: BUILD_ONE }, two: { file: two.txt }, npmrc: { file: three.txt } }
startup:
  env: { TOLD: to-the-app, APP_SECRET: ${planted.startup}, STORE: "redis://me:${encodeURIComponent(planted.address)}@store/0" }
budgets: { binary-size: { max: 9 MB } }
`
  await commit('Print', {
    'both.yml': config('[static, dynamic]'),
    'static.yml': config('[static]'),
    'planted.txt': Object.values(planted).join('\n'),
    'two.txt': `${planted.secretFile}\n`,
    'three.txt': `//npm.example.com/:_authToken=${planted.npmrc}\n`,
    'compose.yaml': `services: { hello: { image: octo/hello, environment: { TOLD: x, MAIL_PASSWORD: ${planted.compose} } } }\n`,
    '.env': `SMTP_PASSWORD=${planted.dotenv}\n`,
  })
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
  /** The HTML report. */
  readonly page: string
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
      BUILD_ONE: planted.secretEnv,
      DEPLOY_PASSWORD: planted.job,
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
  const page = await readFile(end.outputs['html'] ?? '', 'utf8')
  return { end, page, comments: server.commentsOf(7).map(({ body }) => body), environments, parents }
}

test.each([
  ['check', 'both.yml', ['docker', 'gcc', 'git', 'go'], 1],
  ['measure', 'static.yml', ['docker', 'git', 'go'], 0],
])('phase %s: no tool, build, probe or app sees them, and nothing repeats them', async (...given) => {
  const [phase, config, used, commented] = given
  const { end, page, comments, environments, parents } = await run(phase, config)
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
    if (whose === 'parent') expect(said).toMatch(/stop-commands\]planted /)
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
    page,
    ...comments,
  ]
  const annotations = annotationsIn(end.stdout)
  expect(annotations.length, end.stdout).toBeGreaterThan(0)
  for (const text of [...told, ...annotations, ...Object.values(end.outputs)]) {
    expect(text).not.toContain(secret)
    expect(plantedIn(text, planted)).toEqual([])
  }
  for (const text of [end.stdout, end.stderr, end.summary, ...comments, ...Object.values(end.outputs)])
    expect(plantedCommandsIn(text)).toEqual([])
  // each as it is, in base64, URL-encoded, and split over two lines
  // what the app prints of its surroundings differs between modes
  const count = end.report?.findings.filter((finding) => finding.log !== undefined).length ?? 0
  const like = (form: RegExp) => log.filter((line) => form.test(line)).length
  expect(like(/^\*{3} \w{0,3}\*{3}=* \*{3}$/), log.join('\n')).toBe(places.length * count)
  expect(like(/^\*{3}$/), log.join('\n')).toBe(2 * places.length * count)
  expect(end.left).toEqual([])
})

test('what the builder prints has no secret of a build, of the Dockerfile or of the job', async () => {
  await using images = await baseImages(['alpine:3.20'])
  expect(images).toBeDefined()
  const secrets = {
    mounted: 'M0unt/ed+123',
    argument: 'Arg/ument+12',
    ofEnv: 'Env/ofIm+age',
    ofArg: 'D/efault+123',
  }
  const path = join(directory, 'printing')
  const repository = await newRepository(path)
  const print = (value: string) =>
    `echo "${value}"; echo "${value}" | base64; echo "u:${value}" | base64; echo "${value}" | fold -w 5`
  await writeTree(path, {
    'go.mod': 'module example.com/printing\n\ngo 1.24\n',
    'main.go': 'package main\n\nfunc main() {}\n',
    '.github/linkgate.yml': `version: 1
build: { main: ., dockerfile: Dockerfile, secrets: { token: { env: PROTOCOL } }, build-args: { API_TOKEN: ${secrets.argument} } }
`,
    Dockerfile: `FROM alpine:3.20
ENV MAIL_PASSWORD=${secrets.ofEnv}
ARG NPM_TOKEN=${secrets.ofArg}
ARG API_TOKEN
RUN ${plantedCommands.map((line) => `echo '${line}'`).join('; ')}
RUN --mount=type=secret,id=token ${plantedCommands.map((line) => `echo '${line}'`).join('; ')}; ${print('$(cat /run/secrets/token)')}; echo "Authorization: Bearer $(cat /run/secrets/token)"; false
RUN go build -o /server .
CMD ["/server"]
`,
  })
  await repository.commit('Print', {})
  await repository.commit('Change', { 'words.md': 'Words.\n' })
  const { exitCode, report, said } = await check(path, ['--base', 'HEAD~1'], {
    PROTOCOL: secrets.mounted,
    TMPDIR: directory,
  })
  expect(exitCode, said).toBe(3)
  const log = report?.findings.flatMap((finding) => finding.log ?? []) ?? []
  expect(log).toContain('Authorization: Bearer ***')
  expect(log.filter((line) => line === '***').length, said).toBeGreaterThanOrEqual(4)
  for (const text of [said, JSON.stringify(report)]) expect(plantedIn(text, secrets)).toEqual([])
  expect(log.filter((line) => line.endsWith('planted'))).toHaveLength(3)
  expect(plantedCommandsIn(said)).toEqual([])
})

function isSecret(text: string): boolean {
  return /(?<!\w)(?:GITHUB_TOKEN|ACTIONS_\w*|INPUT_[\w-]*)=/.test(text) || text.includes(secret)
}
