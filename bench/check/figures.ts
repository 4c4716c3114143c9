/** Results of the benchmark of whole checks, and their tables. */
import { plural } from '../../src/common/english.ts'
import { median } from '../../src/startup/statistics.ts'

interface TimedStep {
  readonly name: string
  readonly seconds: number
  /** The step that contains this one, and whose seconds include these. */
  readonly within?: string | undefined
}

/** One measurement of a command. */
export interface Timing {
  /** `one build`, `script`, `check`, `README-only check`. */
  readonly what: string
  /** `cold`: every build cache was empty. */
  readonly state: 'cold' | 'warm'
  readonly seconds: number
  /** Seconds from the report to the end of the command; absent if they were not measured. */
  readonly afterReport?: number
  /** In order: phases of the report, or steps of the script. */
  readonly steps: readonly TimedStep[]
  /** Largest total resident memory of linkgate's processes, in bytes; absent if it was not watched. */
  readonly memory?: number
  /** Load average of the last minute, when it ended. */
  readonly load: number
}

export interface Scenario {
  readonly name: string
  readonly rounds: readonly (readonly Timing[])[]
}

interface Row {
  readonly what: string
  readonly seconds: readonly number[]
  readonly steps: readonly TimedStep[]
  readonly memory: number | undefined
}

/** Medians of the rounds. The steps are those of the round with the median. */
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

/** The printed ratios: a command or one of its phases, and the command that it is compared with in the same round. */
const compared: readonly { readonly what: string; readonly phase?: string; readonly to: string }[] = [
  { what: 'check, cold', phase: 'build', to: 'one build, cold' },
  { what: 'check, cold', to: 'one build, cold' },
  { what: 'check, warm', phase: 'build', to: 'one build, cold' },
  { what: 'check, warm', to: 'one build, cold' },
  { what: 'README-only check, cold', phase: 'build', to: 'one build, cold' },
  { what: 'README-only check, cold', to: 'one build, cold' },
  { what: 'README-only check, warm', phase: 'build', to: 'one build, cold' },
  { what: 'README-only check, warm', to: 'one build, cold' },
  { what: 'script, cold', to: 'check, cold' },
  { what: 'script, warm', to: 'check, warm' },
  { what: 'tenth service, warm', to: 'first service, cold' },
]

/** Medians of the ratios of all rounds: a drift of the machine affects both sides of a ratio. */
function ratiosOf({ rounds }: Pick<Scenario, 'rounds'>): readonly {
  readonly what: string
  readonly to: string
  readonly ratio: number
}[] {
  return compared.flatMap(({ what, phase, to }) => {
    const ratios = rounds.flatMap((round) => {
      const [one, other] = [what, to].map((name) => round.find((timing) => nameOf(timing) === name))
      const seconds = phase === undefined ? one?.seconds : one && secondsOf(one, phase)
      return seconds === undefined || other === undefined ? [] : [seconds / other.seconds]
    })
    if (ratios.length === 0) return []
    return [{ what: phase === undefined ? what : `${what}: ${phase}`, to, ratio: median(ratios) }]
  })
}

/** Seconds of a top-level phase; undefined if there was none. */
function secondsOf({ steps }: Pick<Timing, 'steps'>, phase: string): number | undefined {
  return steps.find(({ name, within }) => name === phase && within === undefined)?.seconds
}

/**
 * Seconds of the command without the phases `builder`, in which `go build` or a builder runs, and `starts`. So this includes loading
 * linkgate, planning, worktrees, reading, explaining and loading images, creating containers, judging and cleanup, and also the Go
 * command that explains what is linked. It does not include work that overlaps with a build, or the overhead within `starts`:
 * waiting for containers, copies of programs, and the probe.
 */
function ownSeconds({ seconds, steps }: Pick<Timing, 'seconds' | 'steps'>): number {
  const others = steps.filter(
    ({ name, within }) =>
      (within === 'build' && name === 'builder') || (within === 'start' && name === 'starts'),
  )
  return others.reduce((left, one) => left - one.seconds, seconds)
}

/** For each kind of check, the median of warm ones. The share alone would get worse if builds or starts got faster. */
function ownWorkIn({ rounds }: Pick<Scenario, 'rounds'>): readonly string[] {
  const warm = rounds.flat().filter(({ what, state }) => what.endsWith('check') && state === 'warm')
  return [...Map.groupBy(warm, nameOf)].map(([name, timings]) => {
    const share = median(timings.map((one) => ownSeconds(one) / one.seconds))
    const seconds = median(timings.map(ownSeconds)).toFixed(1)
    const text = `${name}: ${seconds} s of linkgate's own work, ${(100 * share).toFixed(0)} % of the whole`
    const cleaning = timings.flatMap(({ afterReport }) => afterReport ?? [])
    if (cleaning.length === 0) return text
    return `${text}; ${median(cleaning).toFixed(1)} s of it after the report was written`
  })
}

export function tableOf(scenario: Scenario): string {
  const loads = scenario.rounds.flat().map(({ load }) => load)
  const rows = rowsOf(scenario).map(({ what, seconds, steps, memory }) => [
    what,
    `${median(seconds).toFixed(1)} s`,
    seconds.length === 1 ? '' : `${Math.min(...seconds).toFixed(1)}–${Math.max(...seconds).toFixed(1)} s`,
    memory === undefined ? '' : `${Math.round(memory / 1e6)} MB`,
    stepsText(steps),
  ])
  return [
    `${scenario.name}, ${plural(scenario.rounds.length, 'round')}, load ${Math.min(...loads).toFixed(1)}–${Math.max(...loads).toFixed(1)}`,
    ...columns([['', 'median', 'range', 'memory', 'of which, in seconds'], ...rows]),
    '',
    ...columns(ratiosOf(scenario).map(({ what, to, ratio }) => [what, `${ratio.toFixed(2)} times`, to])),
    ...ownWorkIn(scenario).map((line) => `  ${line}`),
  ].join('\n')
}

/** Steps within another step are in brackets, because the seconds of that step include theirs. */
export function stepsText(steps: readonly TimedStep[]): string {
  return steps
    .map(({ name, seconds, within }) => {
      const text = `${name} ${seconds.toFixed(1)}`
      return within === undefined ? text : `(${text})`
    })
    .join(' ')
}

function columns(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)))
  return rows.map((row) => `  ${row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join('  ')}`.trimEnd())
}
