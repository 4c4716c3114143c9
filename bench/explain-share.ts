/**
 * How much of a warm check is spent in explaining: whole checks of the demo by two bundles in turn, one of which explains
 * nothing: npm run bench:explain -- [ROUNDS]
 *
 * The bundle that explains runs three checks of a pull request: the first push, whose base was the head of an earlier run on its
 * branch; the next push, with results of base and a new head; and the last check again, with results of both.
 *
 * It exits with 1 if explaining takes more than its share of the seconds that pass. It also prints the CPU seconds of linkgate and
 * of everything that it starts, without those of the engine.
 */
import { spawn } from 'node:child_process'
import { appendFile, cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
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

await mkdir(folder, { recursive: true })
await cp(join(root, 'probe'), join(folder, 'probe'), { recursive: true })
await using repository = await ordersRepository()

/** Of the processes that ended and were waited for. */
async function processorSeconds(): Promise<number> {
  const fields = (await readFile('/proc/self/stat', 'utf8')).replace(/^.*\) /s, '').split(' ')
  const ticksPerSecond = 100
  return (Number(fields[13]) + Number(fields[14])) / ticksPerSecond
}

interface Given {
  readonly cli: string
  readonly configuration: string
}

/** @param results directory of kept results, or `off` */
async function check(
  { cli, configuration }: Given,
  results: string,
  ...more: readonly string[]
): Promise<Spent> {
  const report = join(folder, 'report.json')
  const args = [
    cli,
    'check',
    '--quiet',
    '--repo',
    repository.directory,
    '--config',
    configuration,
    '--report',
    report,
    ...more,
  ]
  const env = { ...process.env, LINKGATE_CACHE: results }
  const [since, before] = [performance.now(), await processorSeconds()]
  const code = await new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'ignore', 'inherit'] })
    child.on('error', reject)
    child.on('close', resolve)
  })
  // 1: a budget is broken, which is a result
  if (code !== 0 && code !== 1) throw new Error(`linkgate check ended with ${code}`)
  const passed = (performance.now() - since) / 1000
  const { phases } = JSON.parse(await readFile(report, 'utf8')) as Report
  return { passed, processors: (await processorSeconds()) - before, phases }
}

const server = join(repository.directory, 'cmd', 'orders', 'main.go')

/** What is linked is another program. The SHA of the commit. */
async function anotherRevision(name: string): Promise<string> {
  const check = `if ${name} == "" {\n\t\tpanic(${name})\n\t}`
  await appendFile(server, `\nvar ${name} = "2"\n\nfunc init() {\n\t${check}\n}\n`)
  return repository.commit(`Name ${name}`)
}

const configured = async (name: string, text: string) => {
  const path = join(folder, `${name}.yml`)
  await writeFile(path, `version: 1\n${text}`)
  return path
}
const whole = { cli: await bundle('whole', true), configuration: await configured('whole', '') }
const bareOne = {
  cli: await bundle('bare', false),
  configuration: await configured('bare', 'build: { relink: false }\n'),
}
const base = await anotherRevision('revision')
/** What a run on the branch of base left. */
const resultsOfBase = async ({ cli, configuration }: Given, name: string) => {
  const directory = join(folder, name)
  await rm(directory, { recursive: true, force: true })
  await check({ cli, configuration }, directory)
  return directory
}
const ofBase = {
  whole: await resultsOfBase(whole, 'results-of-base'),
  bare: await resultsOfBase(bareOne, 'bare-results'),
}
/** A directory of its own, which has the same. */
const copyOf = async (results: string) => {
  const copy = join(folder, 'results')
  await rm(copy, { recursive: true, force: true })
  await cp(results, copy, { recursive: true })
  return copy
}
await repository.apply('heavy')
const first = await repository.commit('Export orders as a spreadsheet')
const next = await anotherRevision('edition')
// compiles what is new
await check(whole, 'off', '--base', base)

const forms = ['base is of another run', 'head is new', 'both known'] as const
type Form = (typeof forms)[number]
const samples: (Readonly<Record<Form, Spent>> & { readonly bare: Spent })[] = []
for (let round = 0; round < rounds; round++) {
  const bare = await check(bareOne, await copyOf(ofBase.bare), '--base', base)
  const kept = await copyOf(ofBase.whole)
  await repository.git('checkout', '--quiet', first)
  const atFirst = await check(whole, kept, '--base', base)
  await repository.git('checkout', '--quiet', next)
  const atNext = await check(whole, kept, '--base', base)
  const again = await check(whole, kept, '--base', base)
  samples.push({ 'base is of another run': atFirst, bare, 'head is new': atNext, 'both known': again })
}

const measures = ['passed', 'processors'] as const
type Measure = (typeof measures)[number]
const shareOf = (form: Form, of: Measure) => median(samples.map((one) => 1 - one.bare[of] / one[form][of]))
const secondsOf = (which: keyof (typeof samples)[number], of: Measure) =>
  median(samples.map((one) => one[which][of])).toFixed(2)
const names = { passed: 'passed', processors: 'of processors, without the engine' }
for (const of of measures) {
  console.log(`seconds ${names[of]}: ${secondsOf('bare', of)} without explaining`)
  for (const form of forms)
    console.log(`  ${secondsOf(form, of)} where ${form}: ${(100 * shareOf(form, of)).toFixed(1)} %`)
}
for (const [form, spent] of Object.entries(samples.at(-1) ?? {})) {
  console.log(`phases of the last check, ${form === 'bare' ? 'without explaining' : `where ${form}`}:`)
  for (const { name, seconds, within } of spent.phases ?? [])
    console.log(`  ${name} ${seconds.toFixed(1)} s${within === undefined ? '' : `, beside ${within}`}`)
}
console.log(
  `medians of ${rounds} rounds, load ${(loadavg()[0] ?? 0).toFixed(1)}; of the seconds that passed, explaining may take ${100 * mostShare} %`,
)
process.exitCode = forms.every((form) => shareOf(form, 'passed') <= mostShare) ? 0 : 1
