/** Types and helpers that the rules about workflows share. */

import type { Use, Workflow } from '../../repository/workflow/workflow.ts'
import type { Addition, Check, CheckId } from '../check.ts'
import type { DoctorFacts } from '../facts/facts.ts'

export interface Surroundings extends Pick<DoctorFacts, 'goRequirements' | 'version'> {
  readonly workflows: readonly Workflow[]
  readonly uses: readonly Use[]
}

/** Problems of one use of linkgate, if any. */
export type Rule = (use: Use, all: Surroundings) => readonly Check[]

export function check(id: CheckId, state: Check['state'], message: string, more?: Addition): Check {
  return { id, state, message, ...more }
}

export const placeOf = ({ workflow, job }: Use): string => `job \`${job.id}\` of ${workflow.file}`

export const isMeasuring = ({ phase }: Use): boolean => phase === 'check' || phase === 'measure'

export const runsOn = ({ events }: Workflow, event: string): boolean => Object.hasOwn(events, event)

/** An expression of a workflow. */
export const expression = (inner: string): string => `\${{ ${inner} }}`
