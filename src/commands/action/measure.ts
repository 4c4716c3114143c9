import type { PhaseCommand } from './handles.ts'
import { measureAndPublish } from './measure-and-publish.ts'

/** Phase `measure`: neither comment nor label; both are for the step with phase `publish`, which reads this report. */
export const measurePhase: PhaseCommand = (handles) => measureAndPublish(handles, undefined)
