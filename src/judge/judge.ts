import { worst } from '../document/outcome.ts'
import type { Report } from '../document/report.ts'
import { isBuildFailure } from '../findings/build-failures.ts'
import type { FindingId } from '../findings/catalog.ts'
import { type Finding, finding } from '../findings/finding.ts'
import { budgetIds } from '../findings/headline-order.ts'
import type { Budget } from '../model/budget.ts'
import type { Comparison } from '../model/comparison.ts'
import { isMeasured } from '../model/measurement.ts'
import { definitionOf, metricNames } from '../model/metric.ts'
import type { ReportVariant } from '../model/variant.ts'
import { budgetFor } from './budgets.ts'
import { explain } from './causes/explain.ts'
import { compare } from './compare.ts'
import { relaxComparisons, relaxFindings } from './outside-image.ts'
import { type ComparedStarts, judgeReferences } from './reference.ts'
import { pairsOf, type Timing, timingOf } from './timing/pairing.ts'
import { noiseFloor } from './timing/timing-rule.ts'
import { judgeVulnerabilities, vulnerabilityIds } from './vulnerabilities.ts'

/** A report before judgement: everything that was measured, with the findings of building and starting. */
export type JudgeInput = Omit<Report, 'verdict' | 'comparisons' | 'causes'>

/** Findings that judging makes; all others are evidence and stay as they are. */
const judged: ReadonlySet<FindingId> = new Set([
  ...budgetIds,
  ...vulnerabilityIds,
  'budget/no-baseline',
] as const)

/** Judges evidence, or an earlier report again; it needs nothing else. */
export function judge(evidence: JudgeInput, budgets: readonly Budget[] = evidence.budgets): Report {
  const timing = timingOf(evidence.variants, budgets, evidence.noise)
  const { comparisons, findings: found } = compare(evidence.variants, budgets, timing)
  const findings = relaxFindings(evidence, [
    ...evidence.findings.filter(({ id }) => !judged.has(id)),
    ...noBaseline(evidence, budgets),
    ...found,
    ...judgeReferences(evidence.variants, budgets, timing).findings,
    ...judgeVulnerabilities(evidence.vulnerabilities),
  ])
  return {
    ...evidence,
    budgets,
    comparisons: relaxComparisons(evidence, comparisons),
    findings,
    causes: explain(evidence.variants, { alpha: timing.alpha }, evidence.programs),
    noise: { ...evidence.noise, floor: floorOf(timing) },
    verdict: worst(findings.map(({ verdict }) => verdict)),
  }
}

export interface OpenComparisons {
  /** More rounds may decide them: a sampled metric is neither clearly within its budget nor clearly above it. */
  readonly undecided: readonly Comparison[]
  /** Comparisons of sampled metrics whose budget is broken. */
  readonly broken: readonly Comparison[]
}

/** @param limit rounds for which there is time, if fewer than planned */
export function openModes(
  { variants, budgets, noise }: Pick<JudgeInput, 'variants' | 'budgets' | 'noise'>,
  limit?: number,
): OpenComparisons {
  const timing = timingOf(variants, budgets, noise, limit)
  const { comparisons, undecided } = compare(variants, budgets, timing)
  const between = judgeReferences(variants, budgets, timing)
  const of = (starts: readonly ComparedStarts[]) =>
    comparisons.filter((one) =>
      starts.some(
        ({ mode, platform, metric }) =>
          one.mode === mode && one.platform === platform && one.metric === metric,
      ),
    )
  const isSampled = ({ metric }: Comparison) => definitionOf(metric)?.noise !== 'exact'
  return {
    undecided: [...undecided, ...of(between.undecided)],
    broken: [
      ...comparisons.filter((one) => isSampled(one) && (one.verdict === 'fail' || one.verdict === 'warn')),
      ...of(between.broken),
    ],
  }
}

function floorOf({ control }: Timing): number | null {
  const change = control('startup')
  return change === undefined ? null : noiseFloor(change)
}

function noBaseline(evidence: JudgeInput, budgets: readonly Budget[]): readonly Finding[] {
  if (evidence.base === null)
    return [finding('budget/no-baseline', { because: 'no-base' }, { verdict: 'pass' })]
  const notBuilt = evidence.findings
    // a failure that may not occur in another run is `unmeasured` instead
    .filter(({ id, revision, verdict }) => isBuildFailure(id) && revision === 'base' && verdict === 'pass')
    .map(({ mode, platform }) =>
      finding('budget/no-baseline', { because: 'base-not-built' }, { verdict: 'pass', mode, platform }),
    )
  return [...notBuilt, ...basesNotStarted(evidence, budgets)]
}

/** If base does not start, it has no values that head could exceed. */
function basesNotStarted({ variants }: JudgeInput, budgets: readonly Budget[]): readonly Finding[] {
  const pairs = pairsOf(variants)
  const found = pairs.filter(
    ({ base, head }) =>
      hasFailedToStart(base) &&
      metricNames.some(
        (metric) =>
          isMeasured(head.metrics[metric]) &&
          !isMeasured(base?.metrics[metric]) &&
          budgetFor(budgets, metric, head.mode)?.increase !== undefined,
      ),
  )
  const about = { verdict: 'pass', revision: 'base' } as const
  const because = { because: 'base-not-started' } as const
  // if no mode has a baseline, that is one finding
  if (found.length > 0 && found.length === pairs.length)
    return [finding('budget/no-baseline', because, about)]
  const isOne = new Set(variants.map(({ platform }) => platform)).size <= 1
  return found.map(({ head: { mode, platform } }) =>
    finding('budget/no-baseline', because, { ...about, mode, ...(isOne ? {} : { platform }) }),
  )
}

function hasFailedToStart(variant: ReportVariant | undefined): boolean {
  const startup = variant?.metrics['startup']
  return startup !== undefined && !isMeasured(startup) && startup.unmeasured.kind === 'start-failed'
}
