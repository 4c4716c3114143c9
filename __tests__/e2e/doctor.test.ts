import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import type { Check } from '../../src/doctor/check.ts'
import { ordersRepository, type Repository } from '../support/repositories/repository.ts'
import { type Finished, root, start, temporaryFolder } from '../support/runs/linkgate.ts'
import { stepEnv, stepFolder } from '../support/workflows/step.ts'
import { example, quickStart } from '../support/world/doctor.ts'
import { writeTree } from '../support/world/temporary.ts'

const workflow = '.github/workflows/linkgate.yml'

/** Where these tests run in a workflow themselves, its own event is none of theirs. */
const machine = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^(GITHUB|RUNNER)_/.test(name)),
)

const doctor = (repository: Repository, args: readonly string[] = [], env: NodeJS.ProcessEnv = {}) =>
  start('cli.js', {
    args: ['doctor', '--repo', repository.directory, ...args],
    env: { ...machine, TMPDIR: repository.temporary, ...env },
  }).finished

const checksIn = ({ stdout }: Finished) => (JSON.parse(stdout) as { checks: readonly Check[] }).checks

test('a healthy repository: nothing to do, nothing changed', async () => {
  await using repository = await ordersRepository()
  await writeTree(repository.directory, { [workflow]: quickStart })
  await repository.commit('Measure')
  const done = await doctor(repository, ['--json'])
  expect(done.exitCode, done.stdout + done.stderr).toBe(0)
  const checks = checksIn(done)
  // how full a disk is, is the machine's own affair
  expect(checks.filter(({ id, state }) => state !== 'ok' && id !== 'disk')).toEqual([])
  const messages = checks.map(({ message }) => message).join('\n')
  expect(messages).toMatch(/^go1\.\d+.*; go\.mod requires Go 1\.24\.0$/m)
  expect(messages).toMatch(/^docker \d+.*: (classic|containerd) image store/m)
  expect(messages).toMatch(/^base [0-9a-f]{9} \(the commit before HEAD\), head [0-9a-f]{9}$/m)
  expect(messages).toMatch(/^main package \.\/cmd\/orders/m)
  expect(await repository.git('status', '--porcelain')).toBe('')
})

test('several problems: each is reported with its fix, exit code 2', async () => {
  await using repository = await ordersRepository()
  await repository.apply('two-mains')
  await repository.git('mv', 'cmd/orders', 'cmd/frontdesk')
  await writeTree(repository.directory, {
    [workflow]: quickStart.replace('  pull-requests: write\n', '').replace('@v0.1.0', '@main'),
    '.github/workflows/queue.yml': 'on: merge_group\n',
    'linkgate.yml': 'version: 1\n',
    'report.json': await readFile(join(root, '__tests__/fixtures/programs/orders/go.mod'), 'utf8'),
  })
  await repository.commit('Measure')
  const tools = join(repository.temporary, 'bin')
  await mkdir(tools)
  // of all tools, only these
  for (const name of ['git', 'go', 'gcc', 'df']) await symlink(await which(name), join(tools, name))
  const { exitCode, stdout, stderr } = await doctor(repository, [], { PATH: tools, DOCKER_HOST: '' })
  expect(exitCode, stderr).toBe(2)
  const [headline] = stdout.split('\n')
  expect(headline).toBe('✗ linkgate doctor: 1 problem, 4 hints')
  expect(stdout).toMatch(
    / {2}✓ embedded engine, because no Docker engine and no Podman answers: apps run in\s/,
  )
  expect(stdout).toMatch(
    / {2}✗ 2 main packages import Gin[\s\S]*# \.github\/linkgate\.yml\n {6}version: 1\n {6}build:\n {8}main: \.\/cmd\/backoffice # or \.\/cmd\/frontdesk\n/,
  )
  expect(stdout).toMatch(/ {2}! linkgate does not read linkgate\.yml/)
  expect(stdout).toMatch(
    /lacks the permission `pull-requests: write`:\s+linkgate cannot comment\n {6}# \.github\/workflows\/linkgate\.yml\n {6}permissions:\n {8}contents: read\n {8}pull-requests: write\n/,
  )
  expect(stdout).toContain('  ! .github/workflows/queue.yml runs on `merge_group`')
  expect(stdout).toMatch(/ {2}! job `image` of .* uses `linkgate\/linkgate@main`, which is not\s+pinned/)
  const wrong = await doctor(repository, ['--report', join(repository.directory, 'report.json')])
  expect(wrong).toMatchObject({ exitCode: 2, stdout: '', stderr: expect.stringMatching(/is not JSON/) })
})

test('main.js suggests what to configure if the app does not start, and the result is unchanged', async () => {
  await using repository = await ordersRepository()
  await using folder = await temporaryFolder()
  await stepFolder(folder.path)
  await writeTree(repository.directory, {
    [workflow]: (await example('quick-start.yml')).replace('pull_request:', 'pull_request_target:'),
  })
  const head = await repository.commit('Measure')
  const side = { sha: head, ref: 'main', repo: { id: 1, full_name: 'octo/service' } }
  const event = join(folder.path, 'event.json')
  await writeFile(event, JSON.stringify({ pull_request: { number: 7, head: side, base: side } }))
  const { exitCode, stdout } = await start('main.js', {
    env: {
      ...stepEnv(folder.path, repository, { cache: 'false' }),
      GITHUB_REPOSITORY: 'octo/service',
      GITHUB_EVENT_NAME: 'pull_request_target',
      GITHUB_EVENT_PATH: event,
      GITHUB_WORKFLOW_REF: `octo/service/${workflow}@refs/heads/main`,
      GITHUB_JOB: 'image',
    },
  }).finished
  expect(exitCode, stdout).toBe(2)
  expect(stdout).toContain('::error::linkgate does not build on `pull_request_target`')
  const notices = stdout.split('\n').filter((line) => line.startsWith('::notice title=linkgate doctor::'))
  expect(notices).toHaveLength(1)
  const [, yaml = ''] = (notices[0] ?? '').replaceAll('%0A', '\n').split(/(?<=linkgate\.yml)\n/)
  expect(parse(yaml)).toEqual({ on: { pull_request: null } })
})

async function which(name: string): Promise<string> {
  for (const folder of (process.env['PATH'] ?? '').split(':')) {
    const path = join(folder, name)
    if (
      await readFile(path).then(
        () => true,
        () => false,
      )
    )
      return path
  }
  throw new Error(`${name} is not here`)
}
