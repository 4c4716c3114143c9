import type { Built } from '../build/build.ts'
import type { Inspected } from '../inspect/inspect.ts'
import { modeNotAchieved } from '../inspect/linkage.ts'
import type { Metric, Unit } from '../metrics.ts'
import {
  type Finding,
  type Measured,
  type Measurement,
  type Revision,
  revisions,
  type Variant,
} from '../model.ts'
import type { Start } from '../startup/probe.ts'
import type { Started } from '../startup/startup.ts'
import { median, medianInterval } from '../startup/statistics.ts'
import { linkFindings } from './link-findings.ts'

/** Gathers what the steps found into the variants of the report. */
export function variantsOf(
  built: readonly Built[],
  inspected: readonly Inspected[],
  started: readonly Started[],
  platform: string,
): readonly Variant[] {
  return built.map(({ revision, mode, result }) => {
    const about = { revision, mode: mode.name, platform, source: 'built-in' as const }
    const found = inspected.find((one) => one.revision === revision && one.mode.name === mode.name)
    if (!result.ok || found === undefined) {
      return { ...about, metrics: all('it does not build', [...sizeMetrics, ...startMetrics]) }
    }
    const { image, binary } = found
    return {
      ...about,
      linkage: found.linkage,
      image,
      binary: { sha256: binary.sha256, modules: binary.modules, direct: binary.direct },
      metrics: {
        'binary-size': exact(binary.size, 'B'),
        'image-size': exact(sum(image.layers.map(({ size }) => size)), 'B'),
        'pull-size': exact(sum(image.layers.map(({ compressedSize }) => compressedSize)), 'B'),
        layers: exact(image.layers.length, 'count'),
        ...startsOf(startedAs(found, inspected, started)),
        'build-time': exact(Math.round(result.milliseconds), 'ms'),
      },
    }
  })
}

const sizeMetrics: readonly Metric[] = ['binary-size', 'image-size', 'pull-size', 'layers']
const startMetrics: readonly Metric[] = ['startup', 'listen', 'startup-cpu', 'memory']

/** A base with the image of head was not started a second time: the starts of head are its own. */
function startedAs(
  variant: Inspected,
  inspected: readonly Inspected[],
  started: readonly Started[],
): Started | undefined {
  const of = (revision: Revision) =>
    started.find((one) => one.revision === revision && one.mode === variant.mode.name)
  const own = of(variant.revision)
  if (own !== undefined || variant.revision === 'head') return own
  const head = inspected.find((one) => one.revision === 'head' && one.mode.name === variant.mode.name)
  return head?.image.id === variant.image.id ? of('head') : undefined
}

function startsOf(started: Started | undefined): Readonly<Partial<Record<Metric, Measurement>>> {
  if (started === undefined) return all('it was not started', startMetrics)
  if ('notStarted' in started.result) return all(started.result.notStarted.reason, startMetrics)
  const { starts } = started.result
  const of = (read: (start: Start) => number | undefined, unit: Unit): Measurement => {
    const samples = starts
      .map(read)
      .filter((value) => value !== undefined)
      .map(toMicroseconds)
    if (samples.length === 0) return { unmeasured: 'no round was completed' }
    return { value: median(samples), unit, ...medianInterval(samples), samples }
  }
  return {
    startup: of((start) => start.responseMs, 'ms'),
    listen: of((start) => start.listenMs, 'ms'),
    'startup-cpu': of((start) => start.cpuMs, 'ms'),
    memory: of((start) => start.rssBytes, 'B'),
  }
}

/** What building, reading and starting the variants has to say, budgets aside. */
export function findingsOf(
  built: readonly Built[],
  inspected: readonly Inspected[],
  started: readonly Started[],
): readonly Finding[] {
  const linked = inspected.flatMap(({ revision, mode, linkage, load, runtime }) =>
    load === undefined ? [] : [{ revision, mode: mode.name, linkage, load, runtime }],
  )
  return [
    ...buildFindings(built),
    ...modeFindings(inspected),
    ...uncheckedFindings(inspected),
    ...linkFindings(linked),
    ...startFindings(started),
  ]
}

function buildFindings(built: readonly Built[]): readonly Finding[] {
  return revisions.flatMap((revision) => {
    const ofRevision = built.filter((one) => one.revision === revision)
    const failed = ofRevision.flatMap(({ mode, result }) =>
      result.ok ? [] : [{ mode: mode.name, log: result.output }],
    )
    // one mistake in the source breaks every mode: it is said once
    const same = failed.every(({ log }) => log.join('\n') === failed[0]?.log.join('\n'))
    const said = failed.length === ofRevision.length && same ? failed.slice(0, 1) : failed
    return said.map(({ mode, log }): Finding => {
      const everywhere = said.length < failed.length
      return {
        // head that does not build cannot be measured; base that does not build is no fault of this change
        verdict: revision === 'head' ? 'unmeasured' : 'pass',
        kind: 'build-failed',
        revision,
        ...(everywhere ? {} : { mode }),
        message: `${capital(revision)} does not build${everywhere ? '' : ` in mode \`${mode}\``}`,
        log,
      }
    })
  })
}

function modeFindings(inspected: readonly Inspected[]): readonly Finding[] {
  return inspected.flatMap(({ revision, mode, linkage }) => {
    const not = modeNotAchieved(mode, linkage)
    if (not === undefined) return []
    const finding: Finding = {
      verdict: revision === 'head' ? 'fail' : 'pass',
      kind: 'mode-not-achieved',
      revision,
      mode: mode.name,
      message: `${capital(revision)}: ${not.message}`,
      mend: not.mend,
    }
    return [finding]
  })
}

/** An image whose program could not be looked at is not one whose program starts. */
function uncheckedFindings(inspected: readonly Inspected[]): readonly Finding[] {
  return inspected.flatMap(({ revision, mode, unchecked }) => {
    if (unchecked === undefined) return []
    const finding: Finding = {
      verdict: revision === 'head' ? 'warn' : 'pass',
      kind: 'not-checked',
      revision,
      mode: mode.name,
      message: `${capital(revision)}: whether mode \`${mode.name}\` starts in its image could not be checked: ${unchecked}`,
    }
    return [finding]
  })
}

function startFindings(started: readonly Started[]): readonly Finding[] {
  return started.flatMap(({ revision, mode, result }) => {
    if (!('notStarted' in result)) return []
    const { reason, log, mend } = result.notStarted
    // whether that fails the check is for the budgets of what could not be measured to say
    const finding: Finding = {
      verdict: revision === 'head' ? 'warn' : 'pass',
      kind: 'not-started',
      revision,
      mode,
      message: `${capital(revision)}, mode \`${mode}\`: the app did not become ready: ${reason}`,
      log,
      ...(mend === undefined ? {} : { mend }),
    }
    return [finding]
  })
}

/** The probe's clock tells no more than that. */
function toMicroseconds(value: number): number {
  return Math.round(value * 1000) / 1000
}

function exact(value: number, unit: Unit): Measured {
  return { value, unit }
}

function all(reason: string, names: readonly Metric[]): Readonly<Partial<Record<Metric, Measurement>>> {
  return Object.fromEntries(names.map((name) => [name, { unmeasured: reason }]))
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
