import { buildFailures, isModeExclusion } from '../../findings/build-failures.ts'
import { type Finding, finding } from '../../findings/finding.ts'
import type { NamedImage } from '../../findings/named-image.ts'
import { mergePlatformFindings } from '../../findings/platform-findings.ts'
import {
  type BuildFailure,
  hasProgram,
  isBuilt,
  isUnbuilt,
  type UnbuiltVariant,
} from '../../images/built-variant.ts'
import type {
  InspectedVariant,
  ProgramInspection,
  ReadProgram,
  ReadVariant,
} from '../../images/inspect-variants.ts'
import { modeNotAchieved } from '../../inspect/program/linkage.ts'
import type { DockerfileFacts } from '../../model/image.ts'
import type { Measured } from '../../model/measurement.ts'
import type { Metric, Unit } from '../../model/metric.ts'
import { hasImages } from '../../model/platform.ts'
import { revisions } from '../../model/revision.ts'
import type { ReportVariant } from '../../model/variant.ts'
import type { VariantSet } from '../../model/variant-set.ts'
import type { Advise } from '../../plan/start/advice.ts'
import {
  type MeasuredVariant,
  startOutcomeOf,
  type VariantMeasurement,
} from '../../startup/measured-variant.ts'
import { contentsFindings } from './contents-findings.ts'
import { hardeningFindings } from './hardening-findings.ts'
import { layerFindings, wastedFindings } from './layer-findings.ts'
import { type LinkFacts, linkFindings } from './link-findings.ts'
import { loadProblemsOf } from './load-problems.ts'
import { sameInputsFinding } from './same-inputs.ts'
import { startFindings } from './start-findings.ts'
import { startFacts, startMetrics, unmeasured } from './start-metrics.ts'

/** The variants in the form of the report. */
export function reportVariants(variants: VariantSet<VariantMeasurement>): readonly ReportVariant[] {
  return [...variants].map((variant) => {
    if (variant.kind === 'unbuilt') return unbuiltReport(variant)
    return variant.kind === 'built' ? builtReport(variant) : programReport(variant)
  })
}

function unbuiltReport({ revision, mode, platform, source, failure }: UnbuiltVariant): ReportVariant {
  return {
    revision,
    mode: mode.name,
    platform,
    source,
    metrics: {
      ...unmeasured({ kind: failure === undefined ? 'same-inputs' : 'not-built' }, [
        'binary-size',
        ...imageMetrics,
        ...startMetrics,
      ]),
      ...(hasImages(platform) ? {} : withoutImage),
    },
  }
}

function programReport({ revision, mode, platform, source, image, inspection }: ReadProgram): ReportVariant {
  const { linkage, binary } = inspection
  return {
    revision,
    mode: mode.name,
    platform,
    source,
    linkage,
    binary: binaryOf(binary),
    metrics: {
      'binary-size': exact(binary.size, 'B'),
      ...withoutImage,
      'build-time': exact(Math.round(image.milliseconds), 'ms'),
    },
  }
}

function binaryOf({
  sha256,
  modules,
  direct,
  settings,
}: ProgramInspection['binary']): NonNullable<ReportVariant['binary']> {
  return { sha256, modules, direct, ...(settings === undefined ? {} : { settings }) }
}

function builtReport(variant: MeasuredVariant): ReportVariant {
  const { revision, mode, platform, source, image: built, inspection } = variant
  const { linkage, image, binary, check, contents } = inspection
  const { metrics, ready, copies, inits } = startFacts(startOutcomeOf(variant))
  return {
    revision,
    mode: mode.name,
    platform,
    source,
    ...(built.kind === 'dockerfile' ? { dockerfile: built.dockerfile } : {}),
    ...(built.kind === 'on-base' ? { on: built.on } : {}),
    linkage,
    image,
    ...(check.ok && check.value.behavior !== undefined ? { behavior: check.value.behavior } : {}),
    ...(contents === undefined ? {} : { contents }),
    binary: binaryOf(binary),
    metrics: {
      'binary-size': exact(binary.size, 'B'),
      'image-size': exact(sum(image.layers.map(({ size }) => size)), 'B'),
      'pull-size': exact(sum(image.layers.map(({ compressedSize }) => compressedSize)), 'B'),
      layers: exact(image.layers.length, 'count'),
      ...metrics,
      ...(built.kind === 'dockerfile' ? {} : { 'build-time': exact(Math.round(built.milliseconds), 'ms') }),
    },
    ...(ready === undefined ? {} : { ready }),
    ...(copies === undefined ? {} : { copies }),
    ...(inits === undefined ? {} : { inits }),
  }
}

const imageMetrics: readonly Metric[] = ['image-size', 'pull-size', 'layers']

/** Metrics of a platform without images, where nothing can be started either. */
const withoutImage = {
  ...unmeasured({ kind: 'not-applicable' }, imageMetrics),
  ...unmeasured({ kind: 'other-platform' }, startMetrics),
}

/** Findings of building, reading and starting the variants. Budgets are judged elsewhere. */
export function findingsOf(
  variants: VariantSet<VariantMeasurement>,
  advise: Advise = () => undefined,
): readonly Finding[] {
  const platforms = [...new Set([...variants].map(({ platform }) => platform))]
  const found = mergePlatformFindings(
    platforms.map((platform) => {
      const some = variants.filter((one) => one.platform === platform)
      return { platform, findings: findingsOfPlatform(some, advise) }
    }),
  )
  const hasHead = [...variants].some((one) => one.revision === 'head' && hasProgram(one))
  return hasHead ? found : found.map(withNothingMeasured)
}

/** If every mode is left out on every platform, the check must not pass. */
function withNothingMeasured(one: Finding): Finding {
  return one.id === 'build/mode-excluded' && one.verdict === 'warn' ? { ...one, verdict: 'unmeasured' } : one
}

function findingsOfPlatform(variants: VariantSet<VariantMeasurement>, advise: Advise): readonly Finding[] {
  const measured = variants.filter(isBuilt)
  const built = [...measured]
  return [
    ...sameInputsFinding(variants),
    ...buildFindings([...variants]),
    ...modeFindings([...variants].filter(hasProgram)),
    ...uncheckedFindings(built),
    ...linkFindings(measured.map(linkFacts).filter((one) => one !== undefined)),
    ...layerFindings(measured),
    ...wastedFindings(measured),
    ...contentsFindings(measured),
    ...hardeningFindings(variants.filter(hasProgram)),
    ...startFindings(measured, advise),
  ]
}

/** undefined if the load check could not be made. */
function linkFacts(variant: MeasuredVariant): LinkFacts | undefined {
  const { revision, mode, inspection } = variant
  const { linkage, check } = inspection
  if (!check.ok || check.value.load === undefined) return undefined
  const { runtime, behavior } = check.value
  return {
    revision,
    mode: mode.name,
    linkage,
    load: { problems: loadProblemsOf(variant) },
    runtime,
    ...(behavior === undefined ? {} : { behavior }),
  }
}

function buildFindings(variants: readonly VariantMeasurement[]): readonly Finding[] {
  // a mode that is excluded at head needs no baseline
  const excluded = variants
    .filter(isUnbuilt)
    .filter(({ revision, failure }) => revision === 'head' && failure?.why.some(isModeExclusion) === true)
    .map(({ mode }) => mode.name)
  return revisions.flatMap((revision) => {
    const ofRevision = variants.filter((one) => one.revision === revision)
    const failed = ofRevision
      .filter(isUnbuilt)
      .flatMap(({ mode, failure }) => (failure === undefined ? [] : [{ mode, failure }]))
      .filter(({ mode }) => revision === 'head' || !excluded.includes(mode.name))
    // one mistake in the source breaks every mode: it is reported once
    const same = failed.every(({ failure }) => isSameFailure(failure, failed[0]?.failure))
    const reported = failed.length === ofRevision.length && same ? failed.slice(0, 1) : failed
    const everywhere = reported.length < failed.length
    return reported.flatMap(({ mode, failure }) =>
      buildFailures(failure, { revision, ...(everywhere ? {} : { mode: mode.name }) }),
    )
  })
}

function isSameFailure(one: BuildFailure, other: BuildFailure | undefined): boolean {
  return JSON.stringify([one.output, one.why]) === JSON.stringify([other?.output, other?.why])
}

function modeFindings(inspected: readonly ReadVariant[]): readonly Finding[] {
  return inspected.flatMap(({ revision, mode, image, inspection }) => {
    const not = modeNotAchieved(mode, inspection.linkage)
    if (not === undefined) return []
    // a Dockerfile that the configuration sets for a mode has no fallback
    const isNamed = mode.image?.from === 'dockerfile' && image.kind === 'dockerfile'
    const named = isNamed ? image.dockerfile : undefined
    const params = { not, ...(named === undefined ? {} : { named: namedImage(named) }) }
    const verdict = revision === 'head' ? 'fail' : 'pass'
    return [finding('link/mode-not-achieved', params, { verdict, revision, mode: mode.name })]
  })
}

function namedImage({ path, target, buildArgs }: DockerfileFacts): NamedImage {
  return {
    path,
    ...(target === undefined ? {} : { target }),
    ...(buildArgs === undefined ? {} : { buildArgs }),
  }
}

/** If the load check could not be made, the program must not count as one that starts. */
function uncheckedFindings(inspected: readonly InspectedVariant[]): readonly Finding[] {
  return inspected.flatMap(({ revision, mode, inspection: { check } }) => {
    if (check.ok) return []
    const verdict = revision === 'head' ? 'warn' : 'pass'
    const params = { detail: check.problem.message }
    return [finding('load/not-checked', params, { verdict, revision, mode: mode.name })]
  })
}

function exact(value: number, unit: Unit): Measured {
  return { value, unit }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
