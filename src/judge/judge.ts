import { worst } from '../document/outcome.ts'
import type { Report } from '../document/report.ts'
import type { FindingId } from '../findings/catalogue.ts'
import { type Finding, finding } from '../findings/finding.ts'
import { budgetIds } from '../findings/headline-order.ts'
import type { Budget } from '../model/budget.ts'
import { explain } from './causes/explain.ts'
import { compare } from './compare.ts'
import { type Timing, timingOf } from './timing/pairing.ts'
import { noiseFloor } from './timing/timing-rule.ts'

/** A report before judgement: everything that was measured, and what building and starting had to say. */
export type JudgeInput = Omit<Report, 'verdict' | 'comparisons' | 'causes'>

/** Findings that judging makes; all others are evidence and stay as they are. */
const judged: ReadonlySet<FindingId> = new Set([...budgetIds, 'budget/no-baseline'] as const)

/** Judges evidence, or an earlier report anew: nothing else is needed for it. */
export function judge(evidence: JudgeInput, budgets: readonly Budget[] = evidence.budgets): Report {
  const timing = timingOf(evidence.variants, budgets, evidence.noise)
  const { comparisons, findings: found } = compare(evidence.variants, budgets, timing)
  const findings = [
    ...evidence.findings.filter(({ id }) => !judged.has(id)),
    ...noBaseline(evidence),
    ...found,
  ]
  return {
    ...evidence,
    budgets,
    comparisons,
    findings,
    causes: explain(evidence.variants),
    noise: { ...evidence.noise, floor: floorOf(timing) },
    verdict: worst(findings.map(({ verdict }) => verdict)),
  }
}

/** Whether more rounds could not change any verdict: everything that is sampled is clear of its budget, on either side. */
export function isDecided(evidence: Pick<JudgeInput, 'variants' | 'budgets' | 'noise'>): boolean {
  const { variants, budgets, noise } = evidence
  const { comparisons } = compare(variants, budgets, timingOf(variants, budgets, noise))
  return comparisons.every(({ verdict }) => verdict !== 'inconclusive')
}

function floorOf({ control }: Timing): number | null {
  const change = control('startup')
  return change === undefined ? null : noiseFloor(change)
}

function noBaseline(evidence: JudgeInput): readonly Finding[] {
  if (evidence.base === null)
    return [finding('budget/no-baseline', { because: 'no-base' }, { verdict: 'pass' })]
  return evidence.findings
    .filter(({ id, revision }) => id === 'build/failed' && revision === 'base')
    .map(({ mode }) =>
      finding('budget/no-baseline', { because: 'base-not-built' }, { verdict: 'pass', mode }),
    )
}
