import type { Report } from '../../document/report.ts'
import type { Measured, Measurement, Unmeasured, UnmeasuredReason } from '../../model/measurement.ts'
import type { Metric, Unit } from '../../model/metric.ts'
import type { PackageInit, ReportVariant } from '../../model/variant.ts'
import type { StartOutcome } from '../../startup/measured-variant.ts'
import type { Start } from '../../startup/probe/probe.ts'
import { controlEvery } from '../../startup/sampling/sampling.ts'
import type { Startup } from '../../startup/startup.ts'
import { median, medianInterval } from '../../startup/statistics.ts'
import { pressureOf } from './pressure.ts'

type Measurements = Readonly<Partial<Record<Metric, Measurement>>>

export const startMetrics: readonly Metric[] = [
  'startup',
  'listen',
  'startup-cpu',
  'memory',
  'init-allocs',
  'init-bytes',
]

export interface StartEvidence {
  readonly metrics: Measurements
  readonly ready?: NonNullable<ReportVariant['ready']>
  readonly copies?: readonly number[]
  readonly inits?: readonly PackageInit[]
}

/** The metrics and facts of a variant's starts. */
export function startFacts(outcome: StartOutcome): StartEvidence {
  if (outcome.kind === 'not-started') {
    const { failure } = outcome.notStarted
    return { metrics: unmeasured({ kind: 'start-failed', failure }, startMetrics) }
  }
  if (outcome.kind === 'foreign') {
    const own = outcome.traced === undefined ? {} : traced(outcome.traced)
    return {
      metrics: { ...unmeasured({ kind: outcome.because }, startMetrics), ...own },
      ...initsOf(outcome),
    }
  }
  if (outcome.kind === 'same-inputs') return { metrics: unmeasured({ kind: 'same-inputs' }, startMetrics) }
  const { first } = outcome
  const { address, scheme } = first?.start ?? outcome.starts[0] ?? {}
  return {
    metrics: {
      ...inRounds(outcome.starts),
      ...traced(outcome.traced),
      ...(first === undefined
        ? {}
        : {
            'first-start': once(first.start.readyMs),
            'engine-start': once(Math.round(first.engineMs)),
          }),
    },
    ...(address === undefined ? {} : { ready: { address, ...(scheme === undefined ? {} : { scheme }) } }),
    ...copiesOf(outcome.starts),
    ...initsOf(outcome),
  }
}

function initsOf({ inits }: { readonly inits: readonly PackageInit[] }): Pick<StartEvidence, 'inits'> {
  return inits.length === 0 ? {} : { inits }
}

/** The rounds, and the measurements of their control. `judge` computes the noise floor. */
export function noiseOf({ rounds, control, variants, placement }: Startup, limit: number): Report['noise'] {
  const pressure = pressureOf(variants)
  return {
    floor: null,
    rounds,
    limit,
    ...(placement === undefined ? {} : { placement }),
    ...(pressure === undefined ? {} : { pressure }),
    ...(control?.outcome.kind === 'started'
      ? {
          control: {
            mode: control.of.mode.name,
            platform: control.of.platform,
            every: controlEvery,
            metrics: inRounds(control.outcome.starts),
            ...copiesOf(control.outcome.starts),
            ...(control.original === undefined ? {} : { original: inRounds(control.original) }),
          },
        }
      : {}),
  }
}

function copiesOf(starts: readonly Start[]): Pick<StartEvidence, 'copies'> {
  const copies = starts.flatMap(({ copy }) => (copy === undefined ? [] : [copy]))
  return copies.length > 0 && copies.length === starts.length ? { copies } : {}
}

/** Why a start has no sample of a metric. */
type MissingSample = 'not-ready' | 'ready-by-log' | 'no-proc'

function inRounds(starts: readonly Start[]): Measurements {
  const of = (
    read: (start: Start) => number | undefined,
    unit: Unit,
    missing: MissingSample,
  ): Measurement => {
    const samples = starts.map(read).filter((value) => value !== undefined)
    if (starts.length === 0) return { unmeasured: { kind: 'no-rounds' } }
    // a sample's index is its round, so none may be missing
    if (samples.length < starts.length) return { unmeasured: { kind: missing } }
    return summary(samples.map(toMicroseconds), unit)
  }
  return {
    startup: of(({ readyMs }) => readyMs, 'ms', 'not-ready'),
    listen: of(({ listenMs }) => listenMs, 'ms', 'ready-by-log'),
    'startup-cpu': of(({ cpuMs }) => cpuMs, 'ms', 'no-proc'),
    memory: of(({ rssBytes }) => rssBytes, 'B', 'no-proc'),
    // whether the kernel counts it depends on the runner, so it is absent and not unmeasured
    ...(starts.every(({ runDelayMs }) => runDelayMs === undefined)
      ? {}
      : { 'run-delay': of(({ runDelayMs }) => runDelayMs, 'ms', 'no-proc') }),
  }
}

function traced(starts: readonly Start[] | undefined): Measurements {
  if (starts === undefined) return unmeasured({ kind: 'no-time' }, ['init-allocs', 'init-bytes'])
  const total = (read: (init: NonNullable<Start['inits']>[number]) => number) =>
    starts.map(({ inits = [] }) => inits.reduce((sum, init) => sum + read(init), 0))
  if (starts.length === 0) return unmeasured({ kind: 'no-trace' }, ['init-allocs', 'init-bytes'])
  return {
    'init-allocs': summary(
      total(({ allocs }) => allocs),
      'count',
    ),
    'init-bytes': summary(
      total(({ bytes }) => bytes),
      'B',
    ),
  }
}

function summary(samples: readonly number[], unit: Unit): Measured {
  return { value: median(samples), unit, ...medianInterval(samples), samples }
}

function once(ms: number): Measured {
  return { value: toMicroseconds(ms), unit: 'ms' }
}

/** The resolution of the probe's clock. */
function toMicroseconds(value: number): number {
  return Math.round(value * 1000) / 1000
}

export function unmeasured(
  reason: UnmeasuredReason,
  names: readonly Metric[],
): Readonly<Partial<Record<Metric, Unmeasured>>> {
  return Object.fromEntries(names.map((name) => [name, { unmeasured: reason }]))
}
