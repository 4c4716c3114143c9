import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import type { Check } from '../../src/doctor/check.ts'
import { repositoryAt } from '../support/repositories/git.ts'
import { layOut } from '../support/repositories/repositories.ts'
import { takenUp } from '../support/runs/init.ts'
import { start, temporaryFolder } from '../support/runs/linkgate.ts'
import { writeTree } from '../support/world/temporary.ts'

const exec = promisify(execFile)
const file = '.github/workflows/linkgate.yml'

/** What is about the machine and the clone, and not about what init writes. */
const others = new Set(['go', 'compiler', 'engine', 'disk', 'git', 'event'])

test('what init writes is a workflow for GitHub and for the doctor, and is not written twice', async () => {
  await using folder = await temporaryFolder()
  const directory = join(folder.path, 'accounts')
  await layOut('needs-a-database', directory)
  const repository = repositoryAt(directory)
  await writeTree(directory, {
    '.github/workflows/ci.yml': 'on: { pull_request: {}, merge_group: {} }\njobs: {}\n',
    Dockerfile: (await readFile(join(directory, 'Dockerfile'), 'utf8')).replace(
      'RUN ',
      'RUN --mount=type=secret,id=npmrc ',
    ),
  })
  const env = { ...process.env, GOPRIVATE: 'github.com/gin-gonic' }
  const cli = (...args: string[]) => start('cli.js', { args: [...args, '--repo', directory], env }).finished

  const done = await cli('init')
  expect(done, done.stderr).toMatchObject({ exitCode: 0, stderr: '' })
  expect(done.stdout).toMatch(
    /^✓ linkgate init: wrote \.github\/linkgate\.yml and \.github\/workflows\/linkgate\.yml\n/,
  )
  expect(done.stdout).toMatch(/! services: .* starts db \(postgres:16-alpine\) first/)
  expect(done.stdout).toMatch(/! secret `npmrc` of Dockerfile: if the build needs it/)

  const workflow = await readFile(join(directory, file), 'utf8')
  const whole = join(folder.path, 'taken-up.yml')
  await writeTree(folder.path, { 'taken-up.yml': takenUp(workflow) })
  expect(takenUp(workflow)).not.toBe(workflow)
  await exec('actionlint', [join(directory, file), whole])
  await repository.commit('Measure')
  const { checks } = JSON.parse((await cli('doctor', '--json')).stdout) as { checks: readonly Check[] }
  const about = checks.filter(({ id }) => !others.has(id))
  expect(about.map(({ id }) => id)).toEqual(['config', 'main', 'image', 'workflow'])
  expect(about.filter(({ state }) => state !== 'ok')).toEqual([])

  const again = await cli('init')
  expect(again).toMatchObject({ exitCode: 2, stdout: '' })
  expect(again.stderr).toMatch(
    /^linkgate: .* already exist, so linkgate wrote nothing: .*--dry-run.*--force to overwrite\n$/,
  )
  expect((await cli('init', '--dry-run')).exitCode).toBe(0)
  expect((await cli('init', '--force')).exitCode).toBe(0)
  expect(await repository.git('status', '--porcelain')).toBe('')
})
