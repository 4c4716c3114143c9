import { withoutProgress } from '../../../../common/tool-output.ts'
import type { BuilderFault, BuildProblem } from '../../../../effects/engine.ts'
import type { Output } from '../../../../effects/exec.ts'
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

/** How the clients of engines and of BuildKit say that nothing answers. */
const unreachable =
  /Cannot connect to the Docker daemon|is the docker daemon running|error during connect:(?!.*\bEOF$)|no builder "|failed to find driver|no valid drivers found|list(?:ing)? workers|Error while dialing/

/** How they say that nothing answers any longer. */
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

/**
 * The fault where the command ended without a word about the build: undefined where it has one. The clients are Go
 * programs: one that crashes prints `panic: …` and where it was.
 */
export function crashed({ exitCode, stdout, stderr }: Output): BuildProblem | undefined {
  const lines = (stderr.trim() === '' ? stdout : stderr).split('\n').map((line) => line.trimEnd())
  if (lines.some((line) => verdict.test(line))) return undefined
  const at = lines.findIndex((line) => /^(?:panic|fatal error): /.test(line))
  const isSilent = stderr.trim() === '' && stdout.trim() === ''
  if (at < 0 && !isSilent) return undefined
  const detail = lines[at]?.replace(/ \[recovered\]$/, '') ?? `exit code ${exitCode}`
  return {
    fault: { kind: 'builder', because: 'crashed', detail },
    output: lastLines(lines.slice(0, Math.max(at, 0))),
  }
}

/** The last line of a build that failed. */
const verdict =
  /^(?:(?:#\d+ )?ERROR: |[Ee]rror: |Error response from daemon: |failed to )|returned a non-zero code: \d+$/
