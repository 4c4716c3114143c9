/** Findings about apps that did not become ready. Variants with the same failure and log share one finding. */

import { cleanPath, joinPath } from '../../common/paths.ts'
import { type Finding, finding } from '../../findings/finding.ts'
import type { ServicePlace } from '../../findings/services.ts'
import { knownFailureOf } from '../../findings/start-failures.ts'
import type { InspectedVariant } from '../../images/inspect-variants.ts'
import type { Revision } from '../../model/revision.ts'
import type { StartFailure } from '../../model/start-failure.ts'
import type { VariantSet } from '../../model/variant-set.ts'
import type { Verdict } from '../../model/verdict.ts'
import type { Advise } from '../../plan/start/advice.ts'
import { hasStarted, type MeasuredVariant, startOutcomeOf } from '../../startup/measured-variant.ts'
import type { NotStarted } from '../../startup/probe/probe.ts'
import type { Startup } from '../../startup/startup.ts'
import { workDirectory } from '../../startup/working-directory.ts'
import { comparableLog } from './comparable-log.ts'
import { isExplained } from './load-problems.ts'

interface FailedVariant {
  readonly revision: Revision
  readonly mode: string
  readonly notStarted: NotStarted
  readonly advice: ReturnType<Advise>
  /** Whether the bytes of its image explain the failure. */
  readonly explained: boolean
  readonly verdict: Extract<Verdict, 'fail' | 'warn' | 'pass'>
}

/** @param variants those that were built */
export function startFindings(variants: VariantSet<MeasuredVariant>, advise: Advise): readonly Finding[] {
  const hasDockerfile = [...variants].some(({ source }) => source !== 'built-in')
  const failed = [...variants].flatMap((variant): readonly FailedVariant[] => {
    const outcome = startOutcomeOf(variant)
    if (outcome.kind !== 'not-started') return []
    const notStarted = { ...outcome.notStarted, failure: withFilePath(outcome.notStarted.failure, variant) }
    const base = variants.pair(variant.mode.name, variant.platform)?.base
    const isShipped = variant.source !== 'built-in' || !hasDockerfile
    // only linkgate starts an app again in the same container
    const isFirst = notStarted.before === undefined
    const isOfChange = isFirst && isShipped && base !== undefined && hasStarted(base)
    const own = variant.source === 'built-in' ? (variant.startsAs?.arguments ?? []) : []
    return [
      {
        revision: variant.revision,
        mode: variant.mode.name,
        notStarted,
        explained: isExplained(variant),
        advice: isOfApp(notStarted.failure)
          ? advise({ log: notStarted.log, args: own, waitsFor: serviceOf(notStarted.failure) })
          : undefined,
        verdict: verdictOf(variant, isOfChange && isOfApp(notStarted.failure)),
      },
    ]
  })
  const lost = failed.flatMap(({ notStarted: { failure } }) =>
    failure.kind === 'engine-lost' ? failure : [],
  )
  const [first] = lost
  const others = failed.filter(({ notStarted }) => notStarted.failure.kind !== 'engine-lost')
  return [
    ...(first === undefined
      ? []
      : [finding('start/engine-lost', { detail: first.detail }, { verdict: 'unmeasured' })]),
    ...[...Map.groupBy(others, sameFailure).values()].map(findingOf),
  ]
}

/** Conditions that linkgate adds to a start, but with which the app does not start. */
export function conditionFindings(found: Startup['found']): readonly Finding[] {
  if (found === undefined) return []
  const { leftOut: conditions, notStarted, applied: isApplied } = found
  const { failure, log } = notStarted
  const verdict = isApplied ? 'pass' : 'warn'
  return [finding('start/conditions', { conditions, failure, isApplied }, { verdict, log })]
}

/**
 * A change that stops the app from starting always fails the check. Otherwise a failed start only warns: it fails the check
 * only through budgets that it leaves unmeasured.
 */
function verdictOf(
  { revision }: Pick<InspectedVariant, 'revision'>,
  isBroken: boolean,
): FailedVariant['verdict'] {
  if (revision === 'base') return 'pass'
  return isBroken ? 'fail' : 'warn'
}

function sameFailure({ notStarted: { failure, log, before }, advice, explained }: FailedVariant): string {
  return JSON.stringify([failure, comparableLog(log), before === undefined, advice, explained])
}

function findingOf(group: readonly FailedVariant[]): Finding {
  const [first] = group as [FailedVariant]
  const order = ['fail', 'warn', 'pass'] as const
  const verdict = order.find((one) => group.some((variant) => variant.verdict === one)) ?? 'pass'
  const revisions = [...new Set(group.map(({ revision }) => revision))]
  const { failure, log, before } = first.notStarted
  const params = {
    failure,
    ...(first.explained ? { explained: true as const } : {}),
    ...(first.advice === undefined ? {} : { advice: first.advice }),
    ...(before === undefined ? {} : { before }),
    ...(group.length === 1 ? {} : { variants: group.map(({ revision, mode }) => ({ revision, mode })) }),
    ...(verdict === 'fail' ? { baseStarts: true as const } : {}),
  }
  return finding('start/not-ready', params, {
    verdict,
    revision: revisions.length === 1 ? revisions[0] : undefined,
    mode: group.length === 1 ? first.mode : undefined,
    log,
  })
}

/** Adds the absolute path in the image of a missing file that the app opens relative to its working directory. */
function withFilePath(failure: StartFailure, variant: MeasuredVariant): StartFailure {
  const known = knownFailureOf(failure)
  if (known?.kind !== 'file-missing' || known.path.startsWith('/')) return failure
  const own = variant.inspection.image.workingDir
  const directory = variant.source === 'built-in' ? workDirectory : own === '' ? '/' : own
  const at = cleanPath(joinPath(directory.slice(1) || '.', known.path))
  return at === undefined ? failure : ({ ...failure, known: { ...known, at: `/${at}` } } as StartFailure)
}

/** The address of a service that does not answer. */
function serviceOf(failure: StartFailure): ServicePlace | undefined {
  const known = knownFailureOf(failure)
  return known?.kind === 'host-unknown' || known?.kind === 'service-unreachable' ? known : undefined
}

/** Whether the app itself caused the failure, or the program with which its image starts it. */
function isOfApp({ kind }: StartFailure): boolean {
  switch (kind) {
    case 'container-ended':
    case 'garbled':
    case 'probe-refused':
    case 'engine-lost':
    case 'container-error':
      return false
    default:
      return true
  }
}
