/** Parts of a log that differ between starts that fail in the same way: times, addresses, container IDs and counts. */
const volatile: readonly RegExp[] = [
  /\b0x[0-9a-f]+\b/gi,
  // digests, and the ids of containers, requests and traces
  /\b(?=[0-9a-f-]*\d)[0-9a-f]{8,}(?:-[0-9a-f]{4,})*\b/gi,
  /\d+(?:[.,:/T -]*\d+)*/g,
]

/** A path such as that in `/src/cmd/api/main.go:27`. A program compiled with -trimpath prints its import path instead. */
const goPlace = /(?<![^\s:"'`(])[^\s:"'`(]+\.go(?=:\d)/g

/**
 * The lines of a log without numbers and duplicates. Duplicates do not matter, because an app that retries prints the same lines
 * more or less often. A number that matters, such as the port of a service, is in the failure itself.
 */
export function comparableLog(log: readonly string[]): readonly string[] {
  const lines = log
    .map((line) => line.replace(goPlace, (path) => path.slice(path.lastIndexOf('/') + 1)))
    .map((line) => volatile.reduce((text, pattern) => text.replace(pattern, 'N'), line))
  return [...new Set(lines)]
}
