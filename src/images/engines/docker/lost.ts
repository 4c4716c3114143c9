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

/**
 * What a command of the engine's client printed, without spaces around it.
 *
 * @throws {CommandError} where it failed
 */
export function requireDone(command: readonly string[], { exitCode, stdout, stderr }: Output): string {
  if (exitCode === 0) return stdout.trim()
  const said = stderr.trim().split('\n')
  const lost = lostConnection(said)
  if (lost !== undefined) throw new EngineLostError(command, exitCode, lost)
  throw new CommandError(command, exitCode, said.slice(-3))
}
