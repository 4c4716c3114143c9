/**
 * Whether the verdict on start-up can be trusted: node bench/noise.ts [--seed N] [--live N] [--resampled N] [--only cost]
 *
 * Whole runs of `linkgate check`, the same program against itself and against one that starts 2 ms later, alone and with
 * two busy processes beside it; then more comparisons from the rounds that they recorded (the seed decides which), the
 * smallest change that is found nine times in ten, and the usual way: docker run, poll, docker rm. Needs a Docker engine.
 * Exits with 1 when a target is missed.
 */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { seededRandom } from '../__tests__/support/world/world.ts'
import type { Report } from '../src/document/report.ts'
import { isMeasured } from '../src/model/measurement.ts'
import { median } from '../src/startup/statistics.ts'
import { beside, liveRun } from './noise/live.ts'
import { type Random, resampled, startupVerdicts } from './noise/resample.ts'
import { importImage, type UsualSample, usualStart } from './noise/usual.ts'

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    live: { type: 'string', default: '30' },
    resampled: { type: 'string', default: '300' },
    only: { type: 'string' },
  },
})
const random = seededRandom(Number(values.seed))
const live = Number(values.live)
const more = Number(values.resampled)
const recorded = fileURLToPath(new URL('../.cache/noise', import.meta.url))
const missed: string[] = []

function target(what: string, holds: boolean): void {
  console.log(`  ${holds ? 'holds ' : 'MISSED'}  ${what}`)
  if (!holds) missed.push(what)
}

const percent = (part: number, whole: number) => `${((100 * part) / whole).toFixed(2)} %`

async function liveRuns(name: string, count: number, delayMs: number): Promise<readonly Report[]> {
  const reports: Report[] = []
  for (let run = 0; run < count; run++) {
    const report = await liveRun(`${name}-${run}`, { delayMs })
    await writeFile(join(recorded, `${name}-${run}.json`), JSON.stringify(report))
    reports.push(report)
    const rounds = `${report.noise.rounds} rounds`
    const floor = report.noise.floor === null ? 'none' : `${(100 * report.noise.floor).toFixed(1)} %`
    console.log(`    ${name} ${run}: ${startupVerdicts(report).join(', ')}; ${rounds}, noise floor ${floor}`)
  }
  return reports
}

/** As many comparisons as are asked for, spread evenly over the recorded runs. */
function* redrawn(reports: readonly Report[], count: number, random: Random, delayMs = 0): Generator<Report> {
  for (let index = 0; index < count; index++) {
    const report = reports[index % reports.length]
    if (report !== undefined) yield resampled(report, random, delayMs)
  }
}

interface Tally {
  readonly verdicts: number
  readonly runs: number
  readonly failedRuns: number
  readonly failed: number
  readonly inconclusive: number
}

function tally(reports: Iterable<Report>): Tally {
  let [verdicts, runs, failedRuns, failed, inconclusive] = [0, 0, 0, 0, 0]
  for (const report of reports) {
    const found = startupVerdicts(report)
    runs += 1
    verdicts += found.length
    failed += found.filter((one) => one === 'fail').length
    inconclusive += found.filter((one) => one === 'inconclusive').length
    if (found.includes('fail')) failedRuns += 1
  }
  return { verdicts, runs, failedRuns, failed, inconclusive }
}

function say(what: string, { runs, verdicts, failedRuns, failed, inconclusive }: Tally): void {
  console.log(
    `  ${what}: ${failed} of ${verdicts} verdicts fail (${percent(failed, verdicts)}), ${inconclusive} inconclusive; ${failedRuns} of ${runs} runs fail`,
  )
}

function compareSelf(where: string, reports: readonly Report[]): void {
  const alive = tally(reports)
  const drawn = tally(redrawn(reports, Math.max(0, more - alive.runs), random))
  say(`live, ${where}`, alive)
  say(`resampled, ${where}`, drawn)
  const failedRuns = alive.failedRuns + drawn.failedRuns
  const runs = alive.runs + drawn.runs
  target(
    `at most 1 % false alarms, ${where}: ${failedRuns} of ${runs} runs (${percent(failedRuns, runs)})`,
    failedRuns <= 0.01 * runs,
  )
}

function detect(reports: readonly Report[]): void {
  const alive = tally(reports)
  const drawn = tally(redrawn(reports, Math.max(0, more - alive.runs), random))
  say('live, head 2 ms slower', alive)
  say('resampled, head 2 ms slower', drawn)
  const [found, all] = [alive.failed + drawn.failed, alive.verdicts + drawn.verdicts]
  target(`at least 95 % of +2 ms found: ${percent(found, all)}`, found >= 0.95 * all)
}

/** The smallest change that is found in nine of ten, in steps of 0.1 ms. */
function smallestFound(reports: readonly Report[]): void {
  for (let delayMs = 1; delayMs <= 10; delayMs += 0.1) {
    const { failed, verdicts } = tally(redrawn(reports, 60, random, delayMs))
    if (failed < 0.9 * verdicts) continue
    const starts = reports.flatMap(({ comparisons }) =>
      comparisons.filter(({ metric }) => metric === 'startup').map(({ base }) => base ?? Number.NaN),
    )
    const share = percent(delayMs, median(starts))
    console.log(
      `  smallest change found with 90 % power: +${delayMs.toFixed(1)} ms (${share} of ${median(starts).toFixed(1)} ms)`,
    )
    return
  }
  console.log('  no change up to 10 ms was found with 90 % power')
}

type Lanes = readonly (readonly number[])[]

function startsOf(report: Report): Lanes {
  const metrics = [...report.variants.map((one) => one.metrics), report.noise.control?.metrics ?? {}]
  return metrics.flatMap(({ startup }) => (isMeasured(startup) && startup.samples ? [startup.samples] : []))
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0)
const deviation = (numbers: readonly number[]) =>
  median(numbers.map((one) => Math.abs(one - median(numbers))))

const undecidable = 'version: 1\nbudgets:\n  startup: { increase: 0.0001% }\n'

/** The seconds of starting, and the samples that came of it, with as many rounds as are asked for. */
async function fixedRounds(rounds: number): Promise<{ readonly seconds: number; readonly lanes: Lanes }> {
  const report = await liveRun(`fixed-${rounds}`, { delayMs: 0, rounds, config: undecidable })
  const seconds = report.phases.find(({ name }) => name === 'start')?.seconds ?? Number.NaN
  return { seconds, lanes: startsOf(report) }
}

/** Both ways in turn, so that whatever else the machine does falls on both. */
async function compareWithUsualWay(): Promise<void> {
  await using image = await importImage()
  const usual: UsualSample[] = []
  const costs: number[] = []
  const deviations: number[] = []
  for (let turn = 0; turn < 3; turn++) {
    // the first one is the coldest
    for (let sample = 0; sample < 15; sample++) {
      const one = await usualStart(image.name, 18_080)
      if (sample > 0) usual.push(one)
    }
    const [few, many] = [await fixedRounds(20), await fixedRounds(120)]
    const samples = (lanes: Lanes) => sum(lanes.map((lane) => lane.length))
    // what one sample more costs: what is set up once is told by the last target
    costs.push((1000 * (many.seconds - few.seconds)) / (samples(many.lanes) - samples(few.lanes)))
    deviations.push(...many.lanes.map(deviation))
  }
  const ours = { costMs: median(costs), mad: median(deviations) }
  const theirs = {
    costMs: median(usual.map(({ costMs }) => costMs)),
    mad: deviation(usual.map(({ readyMs }) => readyMs)),
  }
  console.log(
    `  a sample costs ${ours.costMs.toFixed(1)} ms, ${theirs.costMs.toFixed(0)} ms the usual way; median absolute deviation ${ours.mad.toFixed(2)} ms against ${theirs.mad.toFixed(1)} ms`,
  )
  target(
    `a sample at least 20 times cheaper: ${(theirs.costMs / ours.costMs).toFixed(0)} times`,
    theirs.costMs >= 20 * ours.costMs,
  )
  target(
    `deviation at least 10 times smaller: ${(theirs.mad / ours.mad).toFixed(0)} times`,
    theirs.mad >= 10 * ours.mad,
  )
}

/** Four variants and the control, 100 rounds: what everything takes beside the starts themselves. */
async function overhead(): Promise<void> {
  const { seconds, lanes } = await fixedRounds(100)
  const starts = sum(lanes.flat()) / 1000
  const text = `100 rounds of ${lanes.length}: ${seconds.toFixed(1)} s for ${starts.toFixed(1)} s of starts`
  target(
    `at most 2.5 times the starts themselves: ${text} (${(seconds / starts).toFixed(2)})`,
    seconds <= 2.5 * starts,
  )
}

await mkdir(recorded, { recursive: true })
// what every run compiles is in the build cache after the first
await liveRun('warm', { delayMs: 0, rounds: 7 })

if (values.only !== 'cost') {
  console.log('The same program against itself')
  const same = await liveRuns('same', live, 0)
  compareSelf('alone', same)
  console.log('The same, with two busy processes beside it')
  const busy = await beside(2, () => liveRuns('busy', Math.max(1, Math.round(live / 3)), 0))
  compareSelf('beside two busy processes', busy)
  console.log('Head 2 ms slower')
  detect(await liveRuns('slower', Math.max(1, Math.round(live / 3)), 2))
  console.log('Power')
  smallestFound(same)
}
console.log('Cost')
await compareWithUsualWay()
await overhead()
console.log(missed.length === 0 ? 'All targets hold.' : `${missed.length} targets missed.`)
process.exitCode = missed.length === 0 ? 0 : 1
