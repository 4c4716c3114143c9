/**
 * Measures the cost of several platforms in one warm check: npm run bench:platforms -- [ROUNDS]
 *
 * The demo is checked alternately for one platform and for six, with everything compiled and all results kept; every other round is
 * reversed. It prints elapsed and CPU seconds of both, without the engine, and their phases. It exits with 1 if six platforms take
 * more than twice the time of one.
 */
import { mkdir, writeFile } from 'node:fs/promises'
import { loadavg } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ordersRepository } from '../__tests__/support/repositories/repository.ts'
import { median } from '../src/startup/statistics.ts'
import { type TimedCheck, timedCheck } from './timed-check.ts'

const mostRatio = 2
const rounds = Number(process.argv[2] ?? 3)
const root = fileURLToPath(new URL('..', import.meta.url))
const folder = join(root, '.cache', 'platforms-bench')
const one = ['linux/amd64']
const six = [...one, 'linux/arm64', 'linux/386', 'linux/arm', 'windows/amd64', 'darwin/arm64']
const modes = 'modes: [static]\n'

await mkdir(folder, { recursive: true })
await using repository = await ordersRepository()

async function configured(name: string, platforms: readonly string[]): Promise<string> {
  const path = join(folder, `${name}.yml`)
  await writeFile(path, `version: 1\n${modes}platforms: [${platforms.join(', ')}]\n`)
  return path
}

async function check(configuration: string): Promise<TimedCheck> {
  const timed = await timedCheck({
    cli: join(root, 'dist', 'cli.js'),
    repository: repository.directory,
    configuration,
    report: join(folder, 'report.json'),
    results: join(folder, 'results'),
  })
  // without starts, the ratio would be meaningless
  if (!timed.isStarted)
    throw new Error('the check started no program: build dist with `npm run build`, and try again')
  return timed
}

const forms = { one: await configured('one', one), six: await configured('six', six) }
type Form = keyof typeof forms
await repository.apply('heavy')
await repository.commit('Export orders as a spreadsheet')
// compiles everything, and keeps the results
for (const form of ['six', 'one'] as const) await check(forms[form])

const samples: Record<Form, TimedCheck>[] = []
for (let round = 0; round < rounds; round++) {
  const order: readonly Form[] = round % 2 === 0 ? ['one', 'six'] : ['six', 'one']
  const spent: Partial<Record<Form, TimedCheck>> = {}
  for (const form of order) spent[form] = await check(forms[form])
  samples.push(spent as Record<Form, TimedCheck>)
}

const measures = { passed: 'passed', processors: 'of processors, without the engine' } as const
const ratioOf = (of: keyof typeof measures) => median(samples.map(({ one, six }) => six[of] / one[of]))
for (const of of Object.keys(measures) as (keyof typeof measures)[]) {
  const secondsOf = (form: Form) => median(samples.map((sample) => sample[form][of])).toFixed(2)
  console.log(
    `seconds ${measures[of]}: ${secondsOf('one')} for one platform, ${secondsOf('six')} for six: ${ratioOf(of).toFixed(2)} ×`,
  )
}
for (const [form, { phases }] of Object.entries(samples.at(-1) ?? {})) {
  console.log(`phases of the last check for ${form}:`)
  for (const { name, seconds, within } of phases)
    console.log(`  ${name} ${seconds.toFixed(1)} s${within === undefined ? '' : `, within ${within}`}`)
}
console.log(`medians of ${rounds} rounds, load ${(loadavg()[0] ?? 0).toFixed(1)}; at most ${mostRatio} ×`)
process.exitCode = ratioOf('passed') <= mostRatio ? 0 : 1
