/** What the process that uses the cache service reports, and what can be learnt from what its client prints. */
import * as z from 'zod'

export const noService =
  'this runner has no cache service; on a self-hosted runner, keep the directories GOMODCACHE and GOCACHE between jobs'

export const cacheAnswer = z.object({
  /** False where there is no service, of which the client would say that it holds nothing, or has kept everything. */
  available: z.literal(false).optional(),
  /** Of what was restored. */
  key: z.string().optional(),
  /** Of what was saved; below 0 where nothing was. */
  id: z.number().or(z.nan()).optional(),
  /** Bytes so far; only in answers that report progress and have no result yet. */
  transferred: z.number().optional(),
})
export type CacheAnswer = z.infer<typeof cacheAnswer>

export const unexplained = 'the client of the cache service gives no reason'
const longest = 300

/** The best first: what the client says for every reason alike comes last. */
const reasons: readonly RegExp[] = [
  /^Failed to reserve cache: (?:Error: )?(.*)/,
  /^Cache reservation failed: (.*)/,
  /^Cache (?:restore|save) skipped: (.*)/,
  /^Failed to (?:restore|save): (.*)/,
]

/** Why the client could not do what it was asked for, in its own words; undefined where it complains of nothing. */
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

/** Whether the complaint is that somebody has stored something under this key before. */
export function isTaken(complaint: string): boolean {
  return /\(409\)|already.exists/i.test(complaint)
}

/** Whether the complaint is that the archive, which arrived, cannot be read. */
export function isUnreadable(complaint: string): boolean {
  return /\btar(?:\.exe)?"? failed with error/i.test(complaint)
}

function unescaped(text: string): string {
  return text.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%')
}

/** Addresses of archives hold the permission to use them. */
function inOneLine(text: string): string {
  const told = text.replaceAll(/(https?:\/\/[^\s?"']+)\?[^\s"']*/g, '$1')
  const line = told.replaceAll(/\s+/g, ' ').trim()
  return line.length > longest ? `${line.slice(0, longest)}…` : line
}
