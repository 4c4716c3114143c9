/** What differs between the logs of two starts that end in the same way: when, where in memory, and in which container. */
const volatile: readonly (readonly [pattern: RegExp, name: string])[] = [
  [
    /\b\d{4}[-/]\d\d[-/]\d\d(?:[T ]\d\d:\d\d:\d\d(?:[.,]\d+)?(?:Z| ?[+-]\d\d:?\d\d)?(?: [A-Z]{3,4})?)?/g,
    'DATE',
  ],
  [/\b\d\d:\d\d:\d\d(?:[.,]\d+)?/g, 'TIME'],
  // seconds, or smaller parts of them, since 1970
  [/\b1\d{9}(?:\.\d+|\d{3}|\d{6}|\d{9})?\b/g, 'TIME'],
  [/\b[\d.]+(?:ns|µs|us|ms|s)\b/g, 'DURATION'],
  [/\b0x[0-9a-f]+\b/gi, 'ADDRESS'],
  [/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi, 'ID'],
  [/\b(?=[0-9a-f]*\d)[0-9a-f]{12,64}\b/gi, 'ID'],
  [/\b\d{1,3}(?:\.\d{1,3}){3}:\d{5}\b/g, 'ENDPOINT'],
  [/\b(?:10|172|192)(?:\.\d{1,3}){3}\b/g, 'IP'],
  [/\b(goroutine|pid|PID|process)([ =:[]+)\d+/g, '$1$2N'],
]

/** The lines of a log without what differs from start to start although the same was printed. */
export function comparableLog(log: readonly string[]): readonly string[] {
  return log.map((line) => volatile.reduce((text, [pattern, name]) => text.replace(pattern, name), line))
}
