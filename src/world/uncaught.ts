import { exitCodes, InternalError } from '../common/errors.ts'

/** As long as removing everything takes on a busy machine. */
const patienceMs = 30_000

type CatchingProcess = Pick<NodeJS.Process, 'on' | 'exit' | 'exitCode' | 'stderr'>

/**
 * Lets no error end the process before everything is removed: the first that nobody catches asks the run to stop, and the process
 * ends with exit code 3 when that has stopped, or after half a minute.
 *
 * @param stop asks the run to stop
 * @returns that error, for whoever can say it where it is read; else it is printed at the end
 */
export function catchAll(given: CatchingProcess, stop: () => void): () => InternalError | undefined {
  let uncaught: InternalError | undefined
  let isTaken = false
  given.on('uncaughtException', (error) => {
    // what fails while the run stops for the first
    if (uncaught !== undefined) return
    uncaught = new InternalError(error)
    setTimeout(() => {
      isTaken = false
      given.exit(exitCodes.notMeasured)
    }, patienceMs).unref()
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
