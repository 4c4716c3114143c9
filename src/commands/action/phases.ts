/** The phases of a step. */
import type { Phase } from '../../config/inputs.ts'
import { checkPhase } from './check.ts'
import type { PhaseCommand } from './handles.ts'
import { measurePhase } from './measure.ts'

export const phaseCommands: Readonly<Record<Phase, PhaseCommand>> = {
  check: checkPhase,
  measure: measurePhase,
  // loaded separately, because it needs no code for measuring
  publish: async (handles) => (await import('./publish.ts')).publishPhase(handles),
}
