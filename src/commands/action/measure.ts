import type { PhaseCommand } from './handles.ts'
import { measureAndPublish } from './measure-and-publish.ts'

/** Phase `measure`: without comment and label, which are left to the step with phase `publish` that reads this report. */
export const measurePhase: PhaseCommand = (handles) => measureAndPublish(handles, undefined)
