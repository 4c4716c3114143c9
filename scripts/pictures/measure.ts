/** Measures the scenarios with the built command, and writes their reports as fixtures, without parts that no comment shows. */
import { spawn } from 'node:child_process'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Scenario, scenarios } from './scenarios.ts'

const root = join(import.meta.dirname, '../..')
const reportsFolder = join(root, '__tests__/fixtures/reports')

/** @param wanted names of reports; empty for all */
export async function measureReports(wanted: readonly string[]): Promise<void> {
  await mkdir(reportsFolder, { recursive: true })
  for (const scenario of scenarios) {
    if (wanted.length > 0 && !wanted.includes(scenario.report)) continue
    console.log(`\n=== ${scenario.report}`)
    await measure(scenario)
  }
}

async function measure({ report, prepare, args = [] }: Scenario): Promise<void> {
  await using repository = await prepare()
  const file = join(repository.temporary, 'report.json')
  const command = ['check', '--repo', repository.directory, '--report', file, ...args]
  await new Promise((resolve, reject) => {
    const env = { ...process.env, TMPDIR: repository.temporary }
    const check = spawn(process.execPath, [join(root, 'dist/cli.js'), ...command], { stdio: 'inherit', env })
    check.on('error', reject)
    check.on('close', resolve)
  })
  const measured = JSON.parse(await readFile(file, 'utf8'), shownInComments)
  await writeFile(join(reportsFolder, `${report}.json`), `${JSON.stringify(measured)}\n`)
}

/** Leaves out package initialization and the attribution of programs. */
function shownInComments(key: string, value: unknown): unknown {
  if (key === 'inits') return undefined
  return key === 'modules' && Array.isArray(value) ? [] : value
}
