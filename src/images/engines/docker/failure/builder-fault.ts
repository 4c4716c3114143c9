import { withoutProgress } from '../../../../common/tool-output.ts'
import type { BuilderFault, BuildProblem } from '../../../../effects/engine.ts'
import type { Output } from '../../../../effects/exec.ts'
import { pullFault } from './pull.ts'

type OwnFault = Extract<BuilderFault, { readonly kind: 'builder' | 'refused' | 'image' }>

/** The fault in a builder's final message. `refused`: the message is about the Dockerfile. */
export function builderFault(message: string): OwnFault {
  const detail = message.trim()
  if (/no space left on device|disk quota exceeded/i.test(message))
    return { kind: 'builder', because: 'no-space', detail }
  if (/context canceled|\bCancell?ed\b/.test(message))
    return { kind: 'builder', because: 'cancelled', detail }
  if (unreachable.test(message)) return { kind: 'builder', because: 'unreachable', detail }
  if (stopped.test(message)) return { kind: 'builder', because: 'stopped', detail }
  return { kind: 'refused', detail }
}

/** Messages of the clients of engines and BuildKit if nothing responds. */
const unreachable =
  /Cannot connect to the Docker daemon|is the docker daemon running|error during connect:(?!.*\bEOF$)|no builder "|failed to find driver|no valid drivers found|list(?:ing)? workers|Error while dialing/

/** Messages of the same clients if the connection is lost. */
const stopped =
  /error during connect|error reading from server|code = Unavailable|transport is closing|closing transport|unexpected EOF$|: EOF$|^EOF$|broken pipe$|closed pipe$|connection reset by peer$/

/** @param image its name in the builder's output */
export function imageFault(image: string, message: string): OwnFault {
  return { kind: 'image', image, because: pullFault(message), detail: message.trim() }
}

const shownLines = 20

/** The part of an output that is shown: its last lines, without progress. */
export function lastLines(lines: readonly string[]): readonly string[] {
  return withoutProgress(lines)
    .map((line) => line.trimEnd())
    .filter((line) => line !== '')
    .slice(-shownLines)
}

/**
 * The fault of a command that ended without a result of the build; undefined if it printed one. The clients are Go programs, which
 * print `panic: …` and a stack if they crash.
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

/** The last line of a failed build. */
const verdict =
  /^(?:(?:#\d+ )?ERROR: |[Ee]rror: |Error response from daemon: |failed to )|returned a non-zero code: \d+$/
