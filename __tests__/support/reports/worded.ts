/** Findings and facts with their English texts from the catalog, for tests of these texts. */

import type { Report } from '../../../src/document/report.ts'
import type { FindingId } from '../../../src/findings/catalog.ts'
import {
  factFix,
  factMessage,
  factOutput,
  isFatalProblem,
  type LoadProblem,
  type RuntimeFact,
} from '../../../src/findings/facts.ts'
import { type Finding, findingFix, findingMessage } from '../../../src/findings/finding.ts'
import { type Obstacle, obstacleFix, obstacleMessage } from '../../../src/findings/obstacles.ts'
import { prepareFor } from '../../../src/findings/tree-obstacles.ts'
import type { Revision } from '../../../src/model/revision.ts'
import type { Verdict } from '../../../src/model/verdict.ts'

export interface WordedFinding {
  readonly id: FindingId
  readonly verdict: Verdict
  readonly revision?: Revision
  readonly mode?: string
  readonly platform?: string
  readonly metric?: string
  readonly log?: readonly string[]
  readonly message: string
  readonly fix?: string
}

/** A report as in its file. */
export type WrittenReport = Omit<Report, 'findings'> & { readonly findings: readonly WordedFinding[] }

/** Replaces the parameters by the texts that are made from them. */
export function worded(finding: Finding): WordedFinding {
  const { params: _, ...about } = finding
  const fix = findingFix(finding)
  return { ...about, message: findingMessage(finding), ...(fix === undefined ? {} : { fix }) }
}

export function wordedObstacle(obstacle: Obstacle) {
  const { kind } = obstacle
  const prepare = prepareFor(obstacle)
  const words = { message: obstacleMessage(obstacle), fix: obstacleFix(obstacle) }
  return { kind, ...words, ...(prepare === undefined ? {} : { prepare }) }
}

export function wordedProblem(problem: LoadProblem) {
  return { id: problem.id, fatal: isFatalProblem(problem), ...words(problem) }
}

export function wordedFact(fact: RuntimeFact) {
  return { id: fact.id, level: fact.level, ...words(fact) }
}

const words = (problem: LoadProblem | RuntimeFact) => ({
  message: factMessage(problem),
  shown: factOutput(problem),
  fix: factFix(problem),
})
