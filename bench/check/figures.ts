/** What the benchmark of whole checks has measured, and how it is shown. */
import { plural } from '../../src/common/english.ts'
import { median } from '../../src/startup/statistics.ts'

/** One thing that was timed, once. */
export interface Timing {
  /** `one build`, `script`, `check`, `README-only check`. */
  readonly what: string
  /** `cold`: every build cache was empty. */
  readonly state: 'cold' | 'warm'
  readonly seconds: number
  /** Parts of it, in their order: phases of the report, or steps of the script. */
  readonly steps: readonly { readonly name: string; readonly seconds: number }[]
  /** Largest resident memory of the process, in bytes; absent where it was not watched. */
  readonly memory?: number
  /** Of the machine, over the last minute, when it ended. */
  readonly load: number
}

export interface Scenario {
  readonly name: string
  readonly rounds: readonly (readonly Timing[])[]
}

interface Row {
  readonly what: string
  readonly seconds: readonly number[]
  readonly steps: readonly { readonly name: string; readonly seconds: number }[]
  readonly memory: number | undefined
}

/** Medians of the rounds; the parts are those of the round with the median. */
function rowsOf({ rounds }: Pick<Scenario, 'rounds'>): readonly Row[] {
  const names = [...new Set(rounds.flat().map(nameOf))]
  return names.map((what) => {
    const timings = rounds.flat().filter((one) => nameOf(one) === what)
    const sorted = timings.toSorted((a, b) => a.seconds - b.seconds)
    const memories = timings.flatMap(({ memory }) => memory ?? [])
    return {
      what,
      seconds: timings.map(({ seconds }) => seconds),
      steps: sorted[Math.floor((sorted.length - 1) / 2)]?.steps ?? [],
      memory: memories.length === 0 ? undefined : Math.max(...memories),
    }
  })
}

const nameOf = ({ what, state }: Pick<Timing, 'what' | 'state'>) => `${what}, ${state}`

/** What is compared within each round: the work, and what it is a multiple of. */
const compared = [
  ['check, cold', 'one build, cold'],
  ['check, warm', 'one build, cold'],
  ['README-only check, cold', 'one build, cold'],
  ['README-only check, warm', 'one build, cold'],
  ['script, cold', 'check, cold'],
  ['script, warm', 'check, warm'],
  ['tenth service, warm', 'first service, cold'],
] as const

/** Medians of the ratios of each round, so that what drifts on the machine drifts for both. */
function ratiosOf({ rounds }: Pick<Scenario, 'rounds'>): readonly {
  readonly what: string
  readonly to: string
  readonly ratio: number
}[] {
  return compared.flatMap(([what, to]) => {
    const ratios = rounds.flatMap((round) => {
      const [of, by] = [what, to].map((name) => round.find((one) => nameOf(one) === name)?.seconds)
      return of === undefined || by === undefined ? [] : [of / by]
    })
    return ratios.length === 0 ? [] : [{ what, to, ratio: median(ratios) }]
  })
}

/** What the report does not spend in builds and starts, as a share of it. */
function ownShare({ seconds, steps }: Pick<Timing, 'seconds' | 'steps'>): number {
  const others = steps.filter(({ name }) => name === 'build' || name === 'start')
  return 1 - others.reduce((sum, one) => sum + one.seconds, 0) / seconds
}

export function tableOf(scenario: Scenario): string {
  const loads = scenario.rounds.flat().map(({ load }) => load)
  const rows = rowsOf(scenario).map(({ what, seconds, steps, memory }) => [
    what,
    `${median(seconds).toFixed(1)} s`,
    seconds.length === 1 ? '' : `${Math.min(...seconds).toFixed(1)}–${Math.max(...seconds).toFixed(1)} s`,
    memory === undefined ? '' : `${Math.round(memory / 1e6)} MB`,
    steps.map((step) => `${step.name} ${step.seconds.toFixed(1)}`).join(', '),
  ])
  const shares = scenario.rounds
    .flat()
    .filter(({ what, state }) => what.endsWith('check') && state === 'warm')
    .map(ownShare)
  return [
    `${scenario.name}, ${plural(scenario.rounds.length, 'round')}, load ${Math.min(...loads).toFixed(1)}–${Math.max(...loads).toFixed(1)}`,
    ...columns([['', 'median', 'range', 'memory', 'of which, in seconds'], ...rows]),
    '',
    ...columns(ratiosOf(scenario).map(({ what, to, ratio }) => [what, `${ratio.toFixed(2)} times`, to])),
    ...(shares.length === 0
      ? []
      : [`  warm checks spend ${(100 * median(shares)).toFixed(0)} % in neither builds nor starts`]),
  ].join('\n')
}

function columns(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)))
  return rows.map((row) => `  ${row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join('  ')}`.trimEnd())
}
