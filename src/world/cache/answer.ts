/** Messages of the process that uses the cache service, and reasons in the output of its client. */
import * as z from 'zod'

export const noService =
  'this runner has no cache service; on a self-hosted runner, keep the directories GOMODCACHE and GOCACHE between jobs'

export const cacheAnswer = z.object({
  /** False if there is no service. The client itself would report an empty cache, or a successful save. */
  available: z.literal(false).optional(),
  /** Key of the restored entry. */
  key: z.string().optional(),
  /** ID of the saved entry; below 0 if nothing was saved. */
  id: z.number().or(z.nan()).optional(),
  /** Bytes so far; only in answers that report progress and have no result yet. */
  transferred: z.number().optional(),
})
export type CacheAnswer = z.infer<typeof cacheAnswer>

export const unexplained = 'the client of the cache service gives no reason'
const longest = 300

/** Most specific first: the client prints a line of the last form for every failure. */
const reasons: readonly RegExp[] = [
  /^Failed to reserve cache: (?:Error: )?(.*)/,
  /^Cache reservation failed: (.*)/,
  /^Cache (?:restore|save) skipped: (.*)/,
  /^Failed to (?:restore|save): (.*)/,
]

/** Why the client failed, in its own words; undefined if it printed no warning or error. */
export function complaintIn(printed: string): string | undefined {
  const messages = [...printed.matchAll(/^(?:::(debug|notice|warning|error)(?: [^:]*)?::)?(.*?)\r?$/gm)].map(
    ([, level, text = '']) => ({ level, text: unescaped(text) }),
  )
  const texts = messages.map(({ text }) => text)
  const known = reasons.flatMap((reason) => texts.flatMap((text) => reason.exec(text)?.[1] ?? []))
  const complaints = messages.filter(({ level }) => level === 'warning' || level === 'error')
  const found = known[0] ?? complaints.at(-1)?.text
  return found === undefined ? undefined : inOneLine(found) || unexplained
}

/** Whether the complaint is that the key already exists. */
export function isTaken(complaint: string): boolean {
  return /\(409\)|already.exists/i.test(complaint)
}

/** Whether the complaint is that the downloaded archive cannot be read. */
export function isUnreadable(complaint: string): boolean {
  return /\btar(?:\.exe)?"? failed with error/i.test(complaint)
}

function unescaped(text: string): string {
  return text.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%')
}

/** Removes queries from URLs, because those of archives contain a signature that grants access. */
function inOneLine(text: string): string {
  const withoutQueries = text.replaceAll(/(https?:\/\/[^\s?"']+)\?[^\s"']*/g, '$1')
  const line = withoutQueries.replaceAll(/\s+/g, ' ').trim()
  return line.length > longest ? `${line.slice(0, longest)}…` : line
}
