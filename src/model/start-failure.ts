/** Why an app did not become ready, as what was observed; its words are in findings/start-failures.ts. */
import * as z from 'zod'
import { amount, magnitude, optional, readonlyObject, text } from './schema.ts'

/** What an app lacks, according to the last lines of its log. */
export const knownFailureSchema = z
  .discriminatedUnion('kind', [
    readonlyObject({ kind: z.literal('cgo-disabled') }),
    /** It uses a port as if it were a whole address. */
    readonlyObject({ kind: z.literal('port-form'), value: text }),
    readonlyObject({
      kind: z.literal('service-unreachable'),
      host: text,
      /** Empty where the log has none. */
      port: text,
    }),
    /** `port`: where the log has it. */
    readonlyObject({ kind: z.literal('host-unknown'), host: text, port: optional(text) }),
    readonlyObject({ kind: z.literal('database-unreachable') }),
    readonlyObject({ kind: z.literal('variable-missing'), name: text }),
    readonlyObject({ kind: z.literal('templates-missing'), glob: text }),
    readonlyObject({
      kind: z.literal('configuration-missing'),
      name: text,
      /** Directories, separated by blanks; empty: the working directory. */
      places: text,
    }),
    readonlyObject({
      kind: z.literal('file-missing'),
      path: text,
      /** Where that is in the image, if the path is relative. */
      at: optional(text),
    }),
    readonlyObject({ kind: z.literal('port-forbidden'), port: text }),
    readonlyObject({
      kind: z.literal('write-forbidden'),
      /** Empty where the log names no file: that of a database. */
      path: text,
    }),
    readonlyObject({
      kind: z.literal('usage-printed'),
      /** A subcommand that it offers; absent where it offers no usual one. */
      subcommand: optional(text),
    }),
  ])
  .meta({ id: 'known-failure' })
export type KnownFailure = z.infer<typeof knownFailureSchema>

const readyAims = ['response', 'accept', 'log'] as const

const waited = {
  /** How long it was waited for, in milliseconds. */
  timeoutMs: magnitude,
  /** Where it listens: `IP:port`, `unix:/path` or `unix:@name`. */
  addresses: z.array(text).readonly(),
  /** Its first process ended with exit code 0 and left others behind. */
  detached: z.boolean(),
}
const known = optional(knownFailureSchema)

export const startFailureSchema = z
  .discriminatedUnion('kind', [
    /** The container ended before the app was started; `output` is what it printed, empty for nothing. */
    readonlyObject({ kind: z.literal('container-ended'), output: text }),
    /** The probe answered something else than its protocol has. */
    readonlyObject({ kind: z.literal('garbled'), answer: text }),
    /** The probe could not do what was requested. */
    readonlyObject({ kind: z.literal('probe-refused'), error: text }),
    /** The engine no longer answered, or the connection to it was cut; `detail` is what its client printed. */
    readonlyObject({ kind: z.literal('engine-lost'), detail: text }),
    /** Anything else that went wrong with one container. */
    readonlyObject({ kind: z.literal('container-error'), detail: text }),
    readonlyObject({ kind: z.literal('exec'), detail: text, known }),
    readonlyObject({
      kind: z.literal('exited'),
      /** Absent where it is not known. */
      exitCode: optional(amount),
      signal: optional(text),
      ready: z.enum(readyAims),
      known,
    }),
    readonlyObject({ kind: z.literal('address-taken'), detail: text, known }),
    readonlyObject({ kind: z.literal('never-listened'), ...waited, known }),
    readonlyObject({ kind: z.literal('no-response'), ...waited, known }),
    readonlyObject({
      kind: z.literal('status'),
      timeoutMs: magnitude,
      addresses: z.array(text).readonly(),
      path: text,
      status: optional(magnitude),
      known,
    }),
    readonlyObject({ kind: z.literal('no-line'), ...waited, pattern: text, known }),
  ])
  .meta({ id: 'start-failure' })
export type StartFailure = z.infer<typeof startFailureSchema>
type TimeoutFailure = Extract<StartFailure, { readonly timeoutMs: number }>

const timeouts: ReadonlySet<StartFailure['kind']> = new Set<TimeoutFailure['kind']>([
  'never-listened',
  'no-response',
  'status',
  'no-line',
])

/** Whether the app went on without becoming ready until its time was over. */
export function isTimeout(failure: StartFailure): failure is TimeoutFailure {
  return timeouts.has(failure.kind)
}
