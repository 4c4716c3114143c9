/**
 * Compares cost and variance of a sample with those of `docker run`, polling and `docker rm`: node bench/sample-cost.ts
 *
 * Uses whole runs of `linkgate check` with a fixed number of rounds. Needs a Docker engine. Exits with 1 if a target is missed.
 */
import type { Report } from '../src/document/report.ts'
import { isMeasured } from '../src/model/measurement.ts'
import { median } from '../src/startup/statistics.ts'
import { liveRun } from './noise/live.ts'
import { importImage, type UsualSample, usualStart } from './noise/usual.ts'

const missed: string[] = []

function target(what: string, holds: boolean): void {
  console.log(`  ${holds ? 'holds ' : 'MISSED'}  ${what}`)
  if (!holds) missed.push(what)
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

/** Seconds of the start phase and its samples, with this number of rounds. */
async function fixedRounds(rounds: number): Promise<{ readonly seconds: number; readonly lanes: Lanes }> {
  const report = await liveRun(`fixed-${rounds}`, { delayMs: 0, rounds, config: undecidable })
  const seconds = report.phases.find(({ name }) => name === 'start')?.seconds ?? Number.NaN
  return { seconds, lanes: startsOf(report) }
}

/** Alternates between both ways, so that other load on the machine affects both. */
async function compareWithUsualWay(): Promise<void> {
  await using image = await importImage()
  const usual: UsualSample[] = []
  const costs: number[] = []
  const deviations: number[] = []
  for (let turn = 0; turn < 3; turn++) {
    // the first sample is cold
    for (let sample = 0; sample < 15; sample++) {
      const one = await usualStart(image.name, 18_080)
      if (sample > 0) usual.push(one)
    }
    const [few, many] = [await fixedRounds(20), await fixedRounds(120)]
    const samples = (lanes: Lanes) => sum(lanes.map((lane) => lane.length))
    // the marginal cost of a sample; the last target is about the fixed cost
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

/** The overhead of the start phase in addition to the starts, with four variants, the control and 100 rounds. */
async function overhead(): Promise<void> {
  const { seconds, lanes } = await fixedRounds(100)
  const starts = sum(lanes.flat()) / 1000
  const text = `100 rounds of ${lanes.length}: ${seconds.toFixed(1)} s for ${starts.toFixed(1)} s of starts`
  target(
    `at most 2.5 times the starts themselves: ${text} (${(seconds / starts).toFixed(2)})`,
    seconds <= 2.5 * starts,
  )
}

// fills the build cache with everything that all runs compile
await liveRun('warm', { delayMs: 0, rounds: 7 })
await compareWithUsualWay()
await overhead()
console.log(missed.length === 0 ? 'All targets hold.' : `${missed.length} targets missed.`)
process.exitCode = missed.length === 0 ? 0 : 1
