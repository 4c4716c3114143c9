/** What differs between the logs of two starts that end in the same way: when, where in memory, in which container, how often. */
const volatile: readonly RegExp[] = [
  /\b0x[0-9a-f]+\b/gi,
  // digests, and the ids of containers, requests and traces
  /\b(?=[0-9a-f-]*\d)[0-9a-f]{8,}(?:-[0-9a-f]{4,})*\b/gi,
  /\d+(?:[.,:/T -]*\d+)*/g,
]

/** `/src/cmd/api/main.go:27`, which a program that was compiled with -trimpath prints with its import path instead. */
const goPlace = /(?<![^\s:"'`(])[^\s:"'`(]+\.go(?=:\d)/g

/**
 * The different lines of a log, without numbers: an app that tries again and again prints the same, more or less often. What a
 * number may reveal about a failure, such as the port of a service, is in the failure itself.
 */
export function comparableLog(log: readonly string[]): readonly string[] {
  const lines = log
    .map((line) => line.replace(goPlace, (path) => path.slice(path.lastIndexOf('/') + 1)))
    .map((line) => volatile.reduce((text, pattern) => text.replace(pattern, 'N'), line))
  return [...new Set(lines)]
}
