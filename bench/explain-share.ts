/**
 * Measures the share of explanations in a warm check, with whole checks of the demo by two bundles. One of them explains nothing:
 * npm run bench:explain -- [ROUNDS]
 *
 * Each round has five checks, in another order than the round before. Three explain: the first push of a pull request, whose base
 * was the head of an earlier run on its branch; the next push, with results for base and a new head; and the last check again, with
 * results for both. Two explain nothing, one with results for base and one for both, because those include sizes of compressed layers.
 *
 * It prints two shares. The first is that of the elapsed time. This includes the starts of the app, whose number depends on the
 * samples, so it varies by more than the time of explanations. The second share avoids that noise: nothing is explained while an app
 * is started, so the cost is in the seconds of the other phases. Their difference is divided by the sum of those seconds and the
 * median of the starts of all checks of the round. The second share is the criterion: above the limit, the benchmark exits with 1.
 *
 * It also prints the CPU seconds of linkgate and of everything that it starts, without those of the engine.
 */
import { appendFile, cp, mkdir, rm, writeFile } from 'node:fs/promises'
import { loadavg } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'rolldown'
import { ordersRepository } from '../__tests__/support/repositories/repository.ts'
import { median } from '../src/startup/statistics.ts'
import { type TimedCheck, timedCheck } from './timed-check.ts'

const mostShare = 0.15
const rounds = Number(process.argv[2] ?? 5)
const root = fileURLToPath(new URL('..', import.meta.url))
const folder = join(root, '.cache', 'explain-bench')

const nothing = `export const nothingExplained = { linked: { findings: [] }, programs: [] }
export const openExplainer = () => ({ take() {}, explain: async () => nothingExplained })
`

/** Path of a bundle. */
async function bundle(name: string, explains: boolean): Promise<string> {
  const leavingOut = {
    name: 'leaving-out',
    load: (id: string) => (!explains && id.endsWith('/attribution/explain-check.ts') ? nothing : null),
  }
  const directory = join(folder, name)
  await build({
    input: { cli: join(root, 'src/cli.ts'), worker: join(root, 'src/worker.ts') },
    platform: 'node',
    plugins: [leavingOut],
    output: { dir: directory, minify: true },
    logLevel: 'silent',
  })
  return join(directory, 'cli.js')
}

interface Spent extends Omit<TimedCheck, 'isStarted'> {
  /** Seconds of starts of the app. */
  readonly starts: number
}

await mkdir(folder, { recursive: true })
await cp(join(root, 'probe'), join(folder, 'probe'), { recursive: true })
await using repository = await ordersRepository()

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
  const options = { cli, repository: repository.directory, configuration, report, results }
  const { passed, processors, phases } = await timedCheck(options, ...more)
  const starts = phases.find(({ name, within }) => name === 'start' && within === undefined)?.seconds ?? 0
  return { passed, starts, processors, phases }
}

const server = join(repository.directory, 'cmd', 'orders', 'main.go')

/** Commits a change of the program. Returns the SHA of the commit. */
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
/** Arguments of checks whose only purpose is that their results are kept. */
const fewStarts = ['--rounds', '7']
const base = await anotherRevision('revision')
/** Results of a run on the branch of base. */
const resultsOfBase = async ({ cli, configuration }: Given, name: string) => {
  const directory = join(folder, name)
  await rm(directory, { recursive: true, force: true })
  await check({ cli, configuration }, directory, ...fewStarts)
  return directory
}
const ofBase = {
  whole: await resultsOfBase(whole, 'results-of-base'),
  bare: await resultsOfBase(bareOne, 'bare-results'),
}
/** A separate copy of the directory. */
const copyOf = async (results: string, name = 'results') => {
  const copy = join(folder, name)
  await rm(copy, { recursive: true, force: true })
  await cp(results, copy, { recursive: true })
  return copy
}
await repository.apply('heavy')
const first = await repository.commit('Export orders as a spreadsheet')
const next = await anotherRevision('edition')
// compiles the changed packages
await check(whole, 'off', '--base', base, ...fewStarts)

/** For each form that explains, the form without explanations that it is compared with. */
const without = {
  'base is of another run': 'bare',
  'head is new': 'bare',
  'both known': 'bare, both known',
} as const
type Explaining = keyof typeof without
type Form = Explaining | (typeof without)[Explaining]
const forms = Object.keys(without) as Explaining[]
const bareForms = [...new Set(Object.values(without))]
interface PreparedCheck {
  readonly by: Given
  readonly head: string
  /** Directory of results of earlier runs. */
  readonly results: string
}

async function checkAt({ by, head, results }: PreparedCheck, ...more: readonly string[]): Promise<Spent> {
  await repository.git('checkout', '--quiet', head)
  return check(by, results, '--base', base, ...more)
}
/** Results of the previous check. */
async function after(given: PreparedCheck, name: string): Promise<string> {
  const results = await copyOf(given.results, name)
  await checkAt({ ...given, results }, ...fewStarts)
  return results
}
const atFirst = { by: whole, head: first, results: ofBase.whole }
const atNext = { by: whole, head: next, results: await after(atFirst, 'results-of-first') }
const bare = { by: bareOne, head: next, results: ofBase.bare }
const checks: Readonly<Record<Form, PreparedCheck>> = {
  bare,
  'bare, both known': { ...bare, results: await after(bare, 'bare-results-of-next') },
  'base is of another run': atFirst,
  'head is new': atNext,
  'both known': { ...atNext, results: await after(atNext, 'results-of-next') },
}

/** Each form is first in one of five rounds, and every other round is reversed. */
function orderOf(round: number): readonly Form[] {
  const all: readonly Form[] = [...bareForms, ...forms]
  const turned = [...all.slice(round % all.length), ...all.slice(0, round % all.length)]
  return round % 2 === 0 ? turned : turned.toReversed()
}

type Round = Readonly<Record<Form, Spent>>
const samples: Round[] = []
for (let round = 0; round < rounds; round++) {
  const spent: Partial<Record<Form, Spent>> = {}
  for (const form of orderOf(round)) {
    const given = checks[form]
    spent[form] = await checkAt({ ...given, results: await copyOf(given.results) })
  }
  samples.push(spent as Round)
}

const measures = ['passed', 'processors'] as const
type Measure = (typeof measures)[number]
const shareOf = (form: Explaining, of: Measure) =>
  median(samples.map((one) => 1 - one[without[form]][of] / one[form][of]))
const secondsOf = (which: Form, of: Measure) => median(samples.map((one) => one[which][of])).toFixed(2)
const nameOf = (form: Form) =>
  form in without ? `where ${form}` : `without explaining${form === 'bare' ? '' : ', where both known'}`
const percent = (share: number) => `${(100 * share).toFixed(1)} %`
const names = { passed: 'passed', processors: 'of processors, without the engine' }
for (const of of measures) {
  console.log(`seconds ${names[of]}:`)
  for (const form of bareForms) console.log(`  ${secondsOf(form, of)} ${nameOf(form)}`)
  for (const form of forms)
    console.log(`  ${secondsOf(form, of)} ${nameOf(form)}: ${percent(shareOf(form, of))}`)
}
const besidesStarts = ({ passed, starts }: Spent) => passed - starts
function shareWithoutNoise(form: Explaining): number {
  return median(
    samples.map((round) => {
      const starts = median(Object.values(round).map((one) => one.starts))
      const spent = besidesStarts(round[form])
      return (spent - besidesStarts(round[without[form]])) / (spent + starts)
    }),
  )
}
console.log('seconds besides starts, and those of starts:')
for (const form of [...bareForms, ...forms]) {
  const seconds = median(samples.map((one) => besidesStarts(one[form])))
  const starts = median(samples.map((one) => one[form].starts))
  console.log(`  ${seconds.toFixed(2)} and ${starts.toFixed(1)} ${nameOf(form)}`)
}
for (const form of forms)
  console.log(`explaining takes ${percent(shareWithoutNoise(form))} of a check ${nameOf(form)}`)
for (const [form, spent] of Object.entries(samples.at(-1) ?? {})) {
  console.log(`phases of the last check, ${nameOf(form as Form)}:`)
  for (const { name, seconds, within } of spent.phases ?? [])
    console.log(`  ${name} ${seconds.toFixed(1)} s${within === undefined ? '' : `, beside ${within}`}`)
}
console.log(
  `medians of ${rounds} rounds, load ${(loadavg()[0] ?? 0).toFixed(1)}; explaining may take ${percent(mostShare)} of a check, with the same time for starts`,
)
process.exitCode = forms.every((form) => shareWithoutNoise(form) <= mostShare) ? 0 : 1
