import { exitCodes, InternalError } from '../common/errors.ts'
import { systemCodeOf } from './error-code.ts'

/** Long enough to remove everything on a busy machine. */
const patienceMs = 30_000

type CatchingProcess = Pick<NodeJS.Process, 'on' | 'exit' | 'exitCode' | 'stderr'>

/**
 * Keeps uncaught errors from ending the process before everything is removed. The first one stops the run, and the process exits
 * with code 3 when the run has stopped, but at the latest after half a minute.
 *
 * @param stop requests the run to stop
 * @returns the uncaught error, if any, for a caller that reports it; without such a call it is printed at the end
 */
export function catchAll(given: CatchingProcess, stop: () => void): () => InternalError | undefined {
  let uncaught: InternalError | undefined
  let isTaken = false
  given.on('uncaughtException', (error) => {
    // errors while the run stops are consequences of the first
    if (uncaught !== undefined) return
    uncaught = new InternalError(error)
    setTimeout(() => given.exit(exitCodes.notMeasured), patienceMs).unref()
    stop()
  })
  given.on('exit', () => {
    if (uncaught === undefined) return
    given.exitCode = exitCodes.notMeasured
    if (!isTaken) given.stderr.write(`linkgate: ${[uncaught.message, ...uncaught.trace].join('\n')}\n`)
  })
  return () => {
    isTaken = uncaught !== undefined
    return uncaught
  }
}

/** Allows the reader of an output to stop early, as in `linkgate inspect app | head -1`. Other errors are thrown. */
export function allowClosedPipe(output: Pick<NodeJS.WriteStream, 'on'>): void {
  output.on('error', (error) => {
    if (systemCodeOf(error) !== 'EPIPE') throw error
  })
}
