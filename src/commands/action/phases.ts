/** What a step can be asked for. */
import type { Phase } from '../../config/inputs.ts'
import { checkPhase } from './check.ts'
import type { PhaseCommand } from './handles.ts'
import { measurePhase } from './measure.ts'

export const phaseCommands: Readonly<Record<Phase, PhaseCommand>> = {
  check: checkPhase,
  measure: measurePhase,
  // which needs nothing of what measures
  publish: async (handles) => (await import('./publish.ts')).publishPhase(handles),
}
