/**
 * Set-up of the projects that run the built program. If a test of a file fails, the output of each run of linkgate in that file is
 * written to `.cache/failed-tests/<file>/`, in the order of their starts.
 */
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect } from 'vitest'
import { endedRuns, root } from './linkgate.ts'

const failed: string[] = []
const folder = () =>
  join(root, '.cache/failed-tests', basename(expect.getState().testPath ?? 'unknown', '.test.ts'))

beforeAll(() => rm(folder(), { recursive: true, force: true }))

beforeEach(({ onTestFailed, task }) => {
  onTestFailed(() => {
    failed.push(task.name)
  })
})

afterAll(async () => {
  if (failed.length === 0 || endedRuns.length === 0) return
  await mkdir(folder(), { recursive: true })
  for (const [index, { command, cwd, exitCode, stdout, stderr }] of endedRuns.entries()) {
    const name = `${String(index + 1).padStart(2, '0')}.txt`
    const head = `$ ${command.join(' ')}\nin ${cwd}, exit code ${exitCode}\n`
    await writeFile(join(folder(), name), `${head}\n--- stderr\n${stderr}\n--- stdout\n${stdout}\n`)
  }
  console.log(`What linkgate printed in this file: ${folder()}`)
})
