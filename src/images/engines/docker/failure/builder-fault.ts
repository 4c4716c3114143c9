import { withoutProgress } from '../../../../common/tool-output.ts'
import type { BuilderFault } from '../../../../effects/engine.ts'
import { pullFault } from './pull.ts'

type OwnFault = Extract<BuilderFault, { readonly kind: 'builder' | 'refused' | 'image' }>

/** What a builder says of itself, in the sentence that it ends with; `refused` where that is about the Dockerfile. */
export function builderFault(said: string): OwnFault {
  const detail = said.trim()
  if (/no space left on device|disk quota exceeded/i.test(said))
    return { kind: 'builder', because: 'no-space', detail }
  if (/context canceled|\bCancell?ed\b/.test(said)) return { kind: 'builder', because: 'cancelled', detail }
  if (unreachable.test(said)) return { kind: 'builder', because: 'unreachable', detail }
  if (stopped.test(said)) return { kind: 'builder', because: 'stopped', detail }
  return { kind: 'refused', detail }
}

/** How the clients of engines and of BuildKit say that nobody answers. */
const unreachable =
  /Cannot connect to the Docker daemon|is the docker daemon running|error during connect:(?!.*\bEOF$)|no builder "|failed to find driver|no valid drivers found|list(?:ing)? workers|Error while dialing/

/** How they say that nobody answers any longer. */
const stopped =
  /error during connect|error reading from server|code = Unavailable|transport is closing|closing transport|unexpected EOF$|: EOF$|^EOF$|broken pipe$|closed pipe$|connection reset by peer$/

/** @param image as the builder names it */
export function imageFault(image: string, said: string): OwnFault {
  const detail = said.trim()
  return { kind: 'image', image, because: pullFault(said), detail }
}

const shownLines = 20

/** What there is to see of an output: its last lines, without progress. */
export function lastLines(lines: readonly string[]): readonly string[] {
  return withoutProgress(lines)
    .map((line) => line.trimEnd())
    .filter((line) => line !== '')
    .slice(-shownLines)
}
