import {
  decideIncrease,
  errorsFor,
  interimAnalyses,
  type TimingDecision,
  timingChange,
} from '../../../src/judge/timing/timing-rule.ts'

/** A model of start-up times on shared machines; the fields are its known components. */
export interface StartTimes {
  /** Median of base, in milliseconds. */
  readonly baseMs: number
  /** The real difference between head and base, in milliseconds. */
  readonly costMs: number
  /** Coefficient of variation of a variant's starts, which are log-normal. */
  readonly variation: number
  /** Autocorrelation of a variant's starts from round to round, at lag 1. */
  readonly autocorrelation: number
  /** Common component of all starts of a round: standard deviation of a step in a random walk of the logarithm. */
  readonly drift: number
  /** Share of starts that take several times as long. */
  readonly outliers: number
  /** Share by which head is slower because of the position of its file on disk and in memory. */
  readonly bias: number
  /** The same share for the second copy of base. */
  readonly controlBias: number
}

/** A service that starts in 6 ms, on a shared machine with two cores. */
export const usual: StartTimes = {
  baseMs: 6,
  costMs: 0,
  variation: 0.2,
  autocorrelation: 0.2,
  drift: 0.01,
  outliers: 0.01,
  bias: 0,
  controlBias: 0,
}

/** Samples of base and head for each mode, and of a second copy of the first mode's base. */
export interface Sampled {
  readonly modes: readonly { readonly base: readonly number[]; readonly head: readonly number[] }[]
  readonly control: readonly number[]
}

export function startTimes(given: StartTimes, modes: number, rounds: number, random: () => number): Sampled {
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
  const deviation = Math.sqrt(Math.log(1 + given.variation ** 2))
  const { autocorrelation } = given
  const walk: number[] = []
  for (let round = 0, level = 0; round < rounds; round++) {
    level += given.drift * normal()
    walk.push(level)
  }
  const startsOf = (median: number): readonly number[] => {
    let noise = normal()
    return walk.map((level) => {
      noise = autocorrelation * noise + Math.sqrt(1 - autocorrelation ** 2) * normal()
      const late = random() < given.outliers ? -4 * Math.log(1 - random()) : 0
      return median * (Math.exp(level + deviation * noise) + late)
    })
  }
  const headMs = (given.baseMs + given.costMs) * (1 + given.bias)
  return {
    modes: Array.from({ length: modes }, () => ({ base: startsOf(given.baseMs), head: startsOf(headMs) })),
    control: startsOf(given.baseMs * (1 + given.controlBias)),
  }
}

export interface Judged {
  readonly decisions: readonly TimingDecision[]
  readonly rounds: number
  /** Number of starts of all variants and the control. */
  readonly starts: number
}

/** The whole sequential rule: a mode stops at the first interim analysis at which its budget is kept. */
export function judgeAtAnalyses(
  { modes, control }: Sampled,
  increase: Parameters<typeof decideIncrease>[0],
  { leaving = true } = {},
): Judged {
  const planned = interimAnalyses(control.length)
  const errors = errorsFor({ analyses: planned.length, tests: modes.length })
  const { alpha } = errors
  const left = new Map<number, TimingDecision>()
  let judged: Judged = { decisions: [], rounds: 0, starts: 0 }
  for (const rounds of planned) {
    const upTo = (values: readonly number[]) => ({ values: values.slice(0, rounds) })
    // the control is a copy of the first mode's base, and stops with it
    const started = 2 * (modes.length - left.size) + (left.has(0) ? 2 : 1)
    const starts = judged.starts + started * (rounds - judged.rounds)
    const noise = modes.slice(0, 1).map(({ base }) => timingChange(upTo(base), upTo(control), { alpha }))
    const decisions = modes.map(
      ({ base, head }, mode) =>
        left.get(mode) ?? decideIncrease(increase, timingChange(upTo(base), upTo(head), errors), noise[0]),
    )
    judged = { decisions, rounds, starts }
    if (decisions.every(({ outcome }) => outcome !== 'undecided')) break
    if (leaving)
      for (const [mode, one] of decisions.entries()) if (one.outcome === 'kept') left.set(mode, one)
  }
  return judged
}
