import { CommandError, EngineLostError } from '../../../common/errors.ts'
import type { Output } from '../../../effects/exec.ts'

/** How docker's client says that the engine does not answer, or that the connection to it was cut. */
const lost =
  /error during connect|Cannot connect to the Docker daemon|connection reset by peer|unexpected EOF|broken pipe|use of closed network connection/

/** @param said on standard error, by lines */
export function lostConnection(said: readonly string[]): string | undefined {
  // an engine that responds may have lost a connection of its own, such as that to a registry
  const line = said.findLast((one) => lost.test(one) && !/^Error response from daemon:/.test(one))?.trim()
  // as its logger writes it
  return /^time="[^"]*" level=\w+ msg="(.*)"$/.exec(line ?? '')?.[1] ?? line
}

/** @throws {EngineLostError} where a command failed because the engine does not answer */
export function requireEngine(command: readonly string[], { exitCode, stderr }: Output): void {
  if (exitCode === 0) return
  const detail = lostConnection(stderr.trim().split('\n'))
  if (detail !== undefined) throw new EngineLostError(command, exitCode, detail)
}

/**
 * What a command of the engine's client printed, without spaces around it.
 *
 * @throws {CommandError} where it failed
 */
export function requireDone(command: readonly string[], output: Output): string {
  requireEngine(command, output)
  const { exitCode, stdout, stderr } = output
  if (exitCode === 0) return stdout.trim()
  throw new CommandError(command, exitCode, stderr.trim().split('\n').slice(-3))
}
