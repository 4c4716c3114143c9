/** How docker's client says that the engine does not answer, or that the connection to it was cut. */
const lost =
  /error during connect|Cannot connect to the Docker daemon|connection reset by peer|unexpected EOF|broken pipe|use of closed network connection/

/** @param said on standard error, by lines */
export function lostConnection(said: readonly string[]): string | undefined {
  const line = said.findLast((one) => lost.test(one))?.trim()
  // as its logger writes it
  return /^time="[^"]*" level=\w+ msg="(.*)"$/.exec(line ?? '')?.[1] ?? line
}
