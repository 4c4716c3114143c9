import type { Built } from '../../images/built-variant.ts'
import type { Inspected } from '../../images/inspect-variants.ts'
import { modeNotAchieved } from '../../inspect/program/linkage.ts'
import type { Finding } from '../../model/finding.ts'
import type { DockerfileFacts } from '../../model/image.ts'
import type { Measured } from '../../model/measurement.ts'
import type { Metric, Unit } from '../../model/metric.ts'
import { type ReportVariant, revisions } from '../../model/variant.ts'
import type { Advise } from '../../plan/start/advice.ts'
import type { Started } from '../../startup/startup.ts'
import { layerFindings } from './layer-findings.ts'
import { linkFindings } from './link-findings.ts'
import { startedAs, startFacts, startMetrics, unmeasured } from './start-metrics.ts'

/** Gathers what the steps found into the variants of the report. */
export function variantsOf(
  built: readonly Built[],
  inspected: readonly Inspected[],
  started: readonly Started[],
  platform: string,
): readonly ReportVariant[] {
  return built.map(({ revision, mode, source, result }) => {
    const about = { revision, mode: mode.name, platform, source }
    const found = inspected.find((one) => one.revision === revision && one.mode.name === mode.name)
    if (!result.ok || found === undefined) {
      return { ...about, metrics: unmeasured('it does not build', [...sizeMetrics, ...startMetrics]) }
    }
    const { image, binary } = found
    const { metrics, ready, inits } = startFacts(startedAs(found, inspected, started))
    return {
      ...about,
      ...(found.dockerfile === undefined ? {} : { dockerfile: found.dockerfile }),
      ...(found.on === undefined ? {} : { on: found.on }),
      linkage: found.linkage,
      image,
      binary: { sha256: binary.sha256, modules: binary.modules, direct: binary.direct },
      metrics: {
        'binary-size': exact(binary.size, 'B'),
        'image-size': exact(sum(image.layers.map(({ size }) => size)), 'B'),
        'pull-size': exact(sum(image.layers.map(({ compressedSize }) => compressedSize)), 'B'),
        layers: exact(image.layers.length, 'count'),
        ...metrics,
        ...(result.milliseconds === undefined
          ? {}
          : { 'build-time': exact(Math.round(result.milliseconds), 'ms') }),
      },
      ...(ready === undefined ? {} : { ready }),
      ...(inits === undefined ? {} : { inits }),
    }
  })
}

const sizeMetrics: readonly Metric[] = ['binary-size', 'image-size', 'pull-size', 'layers']

/** What building, reading and starting the variants has to say, budgets aside. */
export function findingsOf(
  built: readonly Built[],
  inspected: readonly Inspected[],
  started: readonly Started[],
  advise: Advise = () => undefined,
): readonly Finding[] {
  const linked = inspected.flatMap(({ revision, mode, linkage, load, runtime }) =>
    load === undefined ? [] : [{ revision, mode: mode.name, linkage, load, runtime }],
  )
  return [
    ...buildFindings(built),
    ...modeFindings(inspected),
    ...uncheckedFindings(inspected),
    ...linkFindings(linked),
    ...layerFindings(inspected),
    ...startFindings(built, started, advise),
  ]
}

function buildFindings(built: readonly Built[]): readonly Finding[] {
  return revisions.flatMap((revision) => {
    const ofRevision = built.filter((one) => one.revision === revision)
    const failed = ofRevision.flatMap(({ mode, result }) =>
      result.ok ? [] : [{ mode: mode.name, log: result.output, why: result.why ?? [] }],
    )
    // one mistake in the source breaks every mode: it is said once
    const same = failed.every(({ log }) => log.join('\n') === failed[0]?.log.join('\n'))
    const said = failed.length === ofRevision.length && same ? failed.slice(0, 1) : failed
    return said.map(({ mode, log, why }): Finding => {
      const everywhere = said.length < failed.length
      return {
        // head that does not build cannot be measured; base that does not build is no fault of this change
        verdict: revision === 'head' ? 'unmeasured' : 'pass',
        kind: 'build-failed',
        revision,
        ...(everywhere ? {} : { mode }),
        message: [
          `${capital(revision)} does not build${everywhere ? '' : ` in mode \`${mode}\``}`,
          ...why.map(({ message }) => message),
        ].join(': '),
        log,
        ...(why.length === 0 ? {} : { fix: why.map(({ fix }) => fix).join('; ') }),
      }
    })
  })
}

function modeFindings(inspected: readonly Inspected[]): readonly Finding[] {
  return inspected.flatMap(({ revision, mode, linkage, dockerfile }) => {
    const not = modeNotAchieved(mode, linkage)
    if (not === undefined) return []
    // nothing stands in for what the configuration names
    const named = mode.image?.from === 'dockerfile' ? dockerfile : undefined
    const finding: Finding = {
      verdict: revision === 'head' ? 'fail' : 'pass',
      kind: 'mode-not-achieved',
      revision,
      mode: mode.name,
      message: `${capital(revision)}: ${not.message}${named === undefined ? '' : `. The configuration names ${namedImage(named)} for it`}`,
      fix: `${not.fix}${named === undefined ? '' : `; or name another image under \`modes: { ${mode.name}: … }\` in .github/linkgate.yml`}`,
    }
    return [finding]
  })
}

function namedImage({ path, target, buildArgs = {} }: DockerfileFacts): string {
  const args = Object.entries(buildArgs).map(([name, value]) => `\`${name}=${value}\``)
  return [
    `\`${path}\``,
    ...(target === undefined ? [] : [`target \`${target}\``]),
    ...(args.length === 0 ? [] : [`build arguments ${args.join(' ')}`]),
  ].join(', ')
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

function startFindings(
  built: readonly Built[],
  started: readonly Started[],
  advise: Advise,
): readonly Finding[] {
  return started.flatMap(({ revision, mode, result }) => {
    if (!('notStarted' in result)) return []
    const { reason, log, fix: known, failure } = result.notStarted
    const own = built.find((one) => one.revision === revision && one.mode.name === mode)
    // what could not be executed asked for nothing yet
    const advice =
      failure === undefined || failure === 'exec' ? undefined : advise(log, own?.startsAs?.arguments ?? [])
    const fix =
      advice === undefined || advice.answers ? (advice?.text ?? known) : [known, advice.text].join('; ')
    // whether that fails the check is for the budgets of what could not be measured to say
    const finding: Finding = {
      verdict: revision === 'head' ? 'warn' : 'pass',
      kind: 'not-started',
      revision,
      mode,
      message: `${capital(revision)}, mode \`${mode}\`: the app did not become ready: ${reason}`,
      log,
      ...(fix === undefined ? {} : { fix }),
    }
    return [finding]
  })
}

function exact(value: number, unit: Unit): Measured {
  return { value, unit }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
