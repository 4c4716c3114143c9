/**
 * Measures how often the rule for noisy metrics is wrong, and how often it finds real changes, with recorded starts and with
 * simulated start-up times: node bench/timing-rule.ts [SIMULATIONS] [CHECKS]
 *
 * Each simulation is one run with two modes and one control. It is judged at interim analyses like a user's run: a mode that keeps
 * its budget is no longer started. The last column is the share of starts that remain necessary. Recorded starts pass through all of
 * sampling and judging, like those of a check. Exits with 1 if more than 1 % of the runs without a change break a budget, although
 * their bias is within its tolerance, or more than if every mode continued to the end. Also exits with 1 if more than 5 % of the runs
 * with 120 rounds and a variation of 20 % miss a cost of 2 ms at 6 ms.
 */
import {
  type Judged,
  judgeAtAnalyses,
  type StartTimes,
  startTimes,
  usual,
} from '../__tests__/support/runs/start-times.ts'
import { seededRandom } from '../__tests__/support/world/world.ts'
import { printRates } from './timing/rates.ts'
import { readRecordings } from './timing/recordings.ts'

const simulations = Number(process.argv[2] ?? 2000)
const checks = Number(process.argv[3] ?? 300)
const budgets = {
  '10 % and 0.5 ms': { relative: 0.1, absolute: 0.5 },
  '10 %': { relative: 0.1 },
  '0.5 ms': { absolute: 0.5 },
}

/** Half of the larger part of a budget, as a share: the rule tolerates no more bias. */
const toleranceOf = ({ relative = 0, absolute = 0 }: { relative?: number; absolute?: number }) =>
  Math.max(relative, absolute / usual.baseMs) / 2

interface Tally {
  /** Shares of runs in which any mode breaks its budget, and shares of the outcomes of the first mode. */
  anyBroken: number
  broken: number
  kept: number
  rounds: number
  /** For runs in which every mode continues until all are decided. */
  together: { anyBroken: number; starts: number }
  starts: number
}

function tally(times: StartTimes, rounds: number, increase: { relative?: number; absolute?: number }): Tally {
  const random = seededRandom(20260101)
  const together = { anyBroken: 0, starts: 0 }
  const sum: Tally = { anyBroken: 0, broken: 0, kept: 0, rounds: 0, starts: 0, together }
  const isBroken = ({ decisions }: Judged) => decisions.some(({ outcome }) => outcome === 'broken')
  for (let run = 0; run < simulations; run++) {
    const sampled = startTimes(times, 2, rounds, random)
    const judged = judgeAtAnalyses(sampled, increase)
    const { decisions, rounds: taken } = judged
    const stayed = judgeAtAnalyses(sampled, increase, { leaving: false })
    if (isBroken(stayed)) together.anyBroken += 1 / simulations
    together.starts += stayed.starts / simulations
    sum.starts += judged.starts / simulations
    if (isBroken(judged)) sum.anyBroken += 1 / simulations
    if (decisions[0]?.outcome === 'broken') sum.broken += 1 / simulations
    if (decisions[0]?.outcome === 'kept') sum.kept += 1 / simulations
    sum.rounds += taken / simulations
  }
  return sum
}

const percent = (share: number) => `${(100 * share).toFixed(share < 0.1 ? 2 : 1)} %`.padStart(8)
const row = (name: string, ...cells: readonly string[]) => console.log([name.padEnd(44), ...cells].join('  '))
let failed = !(await printRates(checks, await readRecordings()))

console.log(`\n${simulations} runs each: two modes, starts of 6 ms\n\nNo change`)
row('', '  broken', ' if none', '    kept', 'rounds', '  starts')
row('', '        ', '  leaves', '        ', '      ', ' needed')
for (const [name, increase] of Object.entries(budgets)) {
  for (const variation of [0.1, 0.2, 0.4]) {
    for (const bias of [0, 0.04, 0.06]) {
      const found = tally({ ...usual, variation, bias }, 200, increase)
      const isTooMany = found.anyBroken > 0.01 || found.anyBroken > found.together.anyBroken
      if (isTooMany && bias <= toleranceOf(increase)) failed = true
      row(
        `${name}, variation ${percent(variation)}, bias ${percent(bias)}`,
        percent(found.anyBroken),
        percent(found.together.anyBroken),
        percent(found.kept),
        found.rounds.toFixed(0).padStart(6),
        percent(found.starts / found.together.starts),
      )
    }
  }
}

console.log('\nA cost at 6 ms, budget 10 % and 0.5 ms')
row('', '  broken', '    kept', 'rounds')
for (const most of [40, 60, 120, 200]) {
  for (const variation of [0.1, 0.2, 0.25]) {
    for (const costMs of [0, 1, 1.5, 2, 3]) {
      const found = tally({ ...usual, variation, costMs }, most, budgets['10 % and 0.5 ms'])
      if (most === 120 && variation === 0.2 && costMs === 2 && found.broken < 0.95) failed = true
      row(
        `at most ${most} rounds, variation ${percent(variation)}, +${costMs} ms`,
        percent(found.broken),
        percent(found.kept),
        found.rounds.toFixed(0).padStart(6),
      )
    }
  }
}
process.exitCode = failed ? 1 : 0
