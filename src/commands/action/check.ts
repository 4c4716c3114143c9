import type { PhaseCommand } from './handles.ts'
import { measureAndPublish } from './measure-and-publish.ts'

/** Phase `check`: measures, and comments on the pull request. */
export const checkPhase: PhaseCommand = (handles) => measureAndPublish(handles, handles.context)
