/** Why linkgate could not make a mode's image from the app's own Dockerfile. */
import * as z from 'zod'
import { optional, readonlyObject, text } from '../model/schema.ts'
import { factMessage, loadProblemSchema } from './facts.ts'
import { modeNotAchievedMessage, modeNotAchievedSchema } from './mode-not-achieved.ts'
import { obstacleMessage, obstacleSchema } from './obstacles.ts'
import { codes } from './subject.ts'

export const notDerivedSchema = z.discriminatedUnion('kind', [
  /** `detail`: a sentence from the code that reads or changes Dockerfiles. */
  readonlyObject({ kind: z.literal('refused'), detail: text }),
  /** A changed copy of this Dockerfile does not build. `because` supplements the log, which can be empty. */
  readonlyObject({ kind: z.literal('copy-not-built'), path: text, because: optional(obstacleSchema) }),
  readonlyObject({ kind: z.literal('copy-linked-otherwise'), path: text, not: modeNotAchievedSchema }),
  readonlyObject({ kind: z.literal('copy-not-starting'), path: text, problem: loadProblemSchema }),
  /** linkgate cannot change Dockerfiles to this mode. */
  readonlyObject({ kind: z.literal('mode-not-derivable') }),
  /** Keys of the mode that have no effect on a Dockerfile build. */
  readonlyObject({ kind: z.literal('keys-of-go-build'), keys: z.array(text).readonly() }),
])
export type NotDerived = z.infer<typeof notDerivedSchema>

export function notDerivedMessage(why: NotDerived): string {
  switch (why.kind) {
    case 'refused':
      return why.detail
    case 'copy-not-built':
      return `the changed copy of ${why.path} does not build${why.because === undefined ? '' : `: ${obstacleMessage(why.because)}`}`
    case 'copy-linked-otherwise':
      return `in the changed copy of ${why.path}, ${modeNotAchievedMessage(why.not)}`
    case 'copy-not-starting':
      return `the changed copy of ${why.path} does not start: ${factMessage(why.problem)}`
    case 'mode-not-derivable':
      return 'linkgate changes a Dockerfile only to the modes `static` and `dynamic`'
    case 'keys-of-go-build':
      return `the mode sets ${codes(why.keys)}, which a Dockerfile does not follow`
  }
}
