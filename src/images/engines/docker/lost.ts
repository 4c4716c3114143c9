import { CommandError, EngineLostError } from '../../../common/errors.ts'
import type { Output } from '../../../effects/exec.ts'

/** Messages of docker's client if the engine does not answer, or if the connection to it is lost. */
const lost =
  /error during connect|Cannot connect to the Docker daemon|connection reset by peer|unexpected EOF|broken pipe|use of closed network connection/

/** @param errors lines of standard error */
export function lostConnection(errors: readonly string[]): string | undefined {
  // an engine that responds may have lost another connection, such as that to a registry
  const line = errors.findLast((one) => lost.test(one) && !/^Error response from daemon:/.test(one))?.trim()
  // the client may write it in the format of its logger
  return /^time="[^"]*" level=\w+ msg="(.*)"$/.exec(line ?? '')?.[1] ?? line
}

/** @throws {EngineLostError} if a command failed because the engine does not answer */
export function requireEngine(command: readonly string[], { exitCode, stderr }: Output): void {
  if (exitCode === 0) return
  const detail = lostConnection(stderr.trim().split('\n'))
  if (detail !== undefined) throw new EngineLostError(command, exitCode, detail)
}

/**
 * The trimmed output of a command of the engine's client.
 *
 * @throws {CommandError} if it failed
 */
export function requireDone(command: readonly string[], output: Output): string {
  requireEngine(command, output)
  const { exitCode, stdout, stderr } = output
  if (exitCode === 0) return stdout.trim()
  throw new CommandError(command, exitCode, stderr.trim().split('\n').slice(-3))
}
