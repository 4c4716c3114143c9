import { type Budget, type Finding, type Report, worst } from '../model.ts'
import { compare } from './compare.ts'
import { explain } from './explain.ts'

/** A report before judgement: everything that was measured, and what building and starting had to say. */
export type Evidence = Omit<Report, 'verdict' | 'comparisons' | 'causes'>

/** Kinds of findings that judging makes; all others are evidence and stay as they are. */
const judged: ReadonlySet<string> = new Set(['budget', 'no-baseline', 'notice'])

/** Judges evidence, or an earlier report anew: nothing else is needed for it. */
export function judge(evidence: Evidence, budgets: readonly Budget[] = evidence.budgets): Report {
  const { comparisons, findings: found } = compare(evidence.variants, budgets)
  const findings = [
    ...evidence.findings.filter(({ kind }) => !judged.has(kind)),
    ...noBaseline(evidence),
    ...found,
  ]
  return {
    ...evidence,
    budgets,
    comparisons,
    findings,
    causes: explain(evidence.variants),
    verdict: worst(findings.map(({ verdict }) => verdict)),
  }
}

function noBaseline(evidence: Evidence): readonly Finding[] {
  if (evidence.base === null) {
    return [
      {
        verdict: 'pass',
        kind: 'no-baseline',
        message:
          'There is nothing to compare with: only `max` budgets are judged, `increase` budgets are skipped',
      },
    ]
  }
  return evidence.findings
    .filter(({ kind, revision }) => kind === 'build-failed' && revision === 'base')
    .map(({ mode }) => ({
      verdict: 'pass' as const,
      kind: 'no-baseline',
      ...(mode === undefined ? {} : { mode }),
      message: `Base does not build${mode === undefined ? '' : ` in mode \`${mode}\``}, so there is no baseline: only \`max\` budgets are judged, \`increase\` budgets are skipped`,
    }))
}
