/**
 * How much of a warm check is spent in explaining: whole checks of the demo by two bundles in turn, one of which explains
 * nothing: npm run bench:explain -- [ROUNDS]
 *
 * Seconds that passed, of which explaining may take a share: it exits with 1 if that is more. And seconds of processors, of linkgate
 * and everything that it starts; those of the engine, which builds, saves and starts, are not among them.
 */
import { spawn } from 'node:child_process'
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises'
import { loadavg } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'rolldown'
import { ordersRepository } from '../__tests__/support/repositories/repository.ts'
import type { Report } from '../src/document/report.ts'
import { median } from '../src/startup/statistics.ts'

const mostShare = 0.15
const rounds = Number(process.argv[2] ?? 5)
const root = fileURLToPath(new URL('..', import.meta.url))
const folder = join(root, '.cache', 'explain-bench')

const nothing = `export const nothingExplained = { linked: { findings: [] }, programs: [] }
export const explainCheck = async () => nothingExplained
`

/** Path of a bundle. */
async function bundle(name: string, explains: boolean): Promise<string> {
  const leavingOut = {
    name: 'leaving-out',
    load: (id: string) => (!explains && id.endsWith('/attribution/explain-check.ts') ? nothing : null),
  }
  const directory = join(folder, name)
  await build({
    input: { cli: join(root, 'src/cli.ts') },
    platform: 'node',
    plugins: [leavingOut],
    output: { dir: directory, minify: true },
    logLevel: 'silent',
  })
  return join(directory, 'cli.js')
}

interface Spent {
  readonly passed: number
  readonly processors: number
  readonly phases: Report['phases']
}

/** Of the processes that ended and were waited for. */
async function processorSeconds(): Promise<number> {
  const fields = (await readFile('/proc/self/stat', 'utf8')).replace(/^.*\) /s, '').split(' ')
  const ticksPerSecond = 100
  return (Number(fields[13]) + Number(fields[14])) / ticksPerSecond
}

async function check(cli: string, configuration: string, directory: string): Promise<Spent> {
  const report = join(folder, 'report.json')
  const args = [cli, 'check', '--quiet', '--repo', directory, '--config', configuration, '--report', report]
  const [since, before] = [performance.now(), await processorSeconds()]
  const code = await new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] })
    child.on('error', reject)
    child.on('close', resolve)
  })
  // 1: a budget is broken, which is a result
  if (code !== 0 && code !== 1) throw new Error(`linkgate check ended with ${code}`)
  const passed = (performance.now() - since) / 1000
  const { phases } = JSON.parse(await readFile(report, 'utf8')) as Report
  return { passed, processors: (await processorSeconds()) - before, phases }
}

await mkdir(folder, { recursive: true })
await cp(join(root, 'probe'), join(folder, 'probe'), { recursive: true })
await using repository = await ordersRepository()
await repository.apply('heavy')
await repository.commit('Export orders as a spreadsheet')
const configured = async (name: string, text: string) => {
  const path = join(folder, `${name}.yml`)
  await writeFile(path, `version: 1\n${text}`)
  return path
}
const [whole, bare] = [
  [await bundle('whole', true), await configured('whole', '')],
  [await bundle('bare', false), await configured('bare', 'build: { relink: false }\n')],
] as const
await check(...whole, repository.directory)
const samples: { readonly whole: Spent; readonly bare: Spent }[] = []
for (let round = 0; round < rounds; round++) {
  const one = await check(...whole, repository.directory)
  samples.push({ whole: one, bare: await check(...bare, repository.directory) })
}
const shareOf = (of: 'passed' | 'processors') =>
  median(samples.map((one) => 1 - one.bare[of] / one.whole[of]))
const line = (of: 'passed' | 'processors') => {
  const [all, without] = (['whole', 'bare'] as const).map((which) =>
    median(samples.map((one) => one[which][of])).toFixed(2),
  )
  return `${all}, and ${without} without explaining: ${(100 * shareOf(of)).toFixed(1)} %`
}
console.log(`seconds passed: ${line('passed')} of at most ${100 * mostShare} %`)
console.log(`seconds of processors, without the engine: ${line('processors')}`)
for (const { name, seconds, within } of samples.at(-1)?.whole.phases ?? [])
  console.log(`  ${name} ${seconds.toFixed(1)} s${within === undefined ? '' : `, beside ${within}`}`)
console.log(`medians of ${rounds} rounds, load ${(loadavg()[0] ?? 0).toFixed(1)}`)
process.exitCode = shareOf('passed') <= mostShare ? 0 : 1
