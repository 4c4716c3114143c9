/** The output of `linkgate inspect --json`. */

import { harmlessJson } from '../common/harmless.ts'
import type { Result } from '../common/result.ts'
import {
  factFix,
  factMessage,
  factOutput,
  isFatalProblem,
  type LoadProblem,
  type RuntimeFact,
} from '../findings/facts.ts'
import type { Inspection } from '../inspect/inspect-path.ts'
import { type ImageCheck, willStart } from '../inspect/loader/image-check.ts'
import { hardening } from '../inspect/program/hardening.ts'
import type { Program } from '../inspect/program/program.ts'
import type { InspectedVulnerabilities } from '../vulnerabilities/inspect-vulnerabilities.ts'
import { inspectedVulnerabilityValue } from './inspected-vulnerabilities.ts'

/** Sizes are in bytes. */
export function inspectionJson(
  path: string,
  inspection: Inspection,
  vulnerabilities?: InspectedVulnerabilities,
): string {
  const value =
    inspection.kind === 'program'
      ? {
          path,
          kind: 'program',
          size: inspection.size,
          program: programValue(inspection.program),
          ...(inspection.behavior === undefined ? {} : { behavior: inspection.behavior }),
        }
      : {
          path,
          kind: 'image',
          ...withoutFiles(inspection.saved),
          ...(inspection.contents === undefined ? {} : { contents: inspection.contents }),
          check: checkValue(inspection.check),
        }
  return `${harmlessJson({ ...value, ...inspectedVulnerabilityValue(vulnerabilities) })}\n`
}

function checkValue(check: Result<ImageCheck>): object {
  if (!check.ok) return { problem: check.problem.message }
  const { entry, program: found } = check.value
  const about = {
    starts: willStart(check.value),
    entry: { ...entry, problems: entry.problems.map(problemValue) },
  }
  if (!found.ok) return { ...about, problem: found.problem.message }
  const { load, runtime, program, ...rest } = found.value
  return {
    ...about,
    ...rest,
    program: programValue(program),
    ...(load === undefined ? {} : { load: { ...load, problems: load.problems.map(problemValue) } }),
    runtime: runtime.map(factValue),
  }
}

function problemValue(problem: LoadProblem): object {
  return { fatal: isFatalProblem(problem), ...factValue(problem) }
}

function factValue(problem: LoadProblem | RuntimeFact): object {
  return {
    ...problem,
    message: factMessage(problem),
    shown: factOutput(problem),
    fix: factFix(problem),
  }
}

function programValue(program: Program): object {
  return { ...program, hardening: hardening(program) }
}

function withoutFiles({
  root: _,
  contents: __,
  ...saved
}: Extract<Inspection, { kind: 'image' }>['saved']): object {
  return saved
}
