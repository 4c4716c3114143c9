/** What was observed when an app did not become ready. The wording is in findings/start-failures.ts. */
import * as z from 'zod'
import { amount, magnitude, optional, readonlyObject, text } from './schema.ts'

/** A cause of a failed start that the last lines of the app's log show. */
export const knownFailureSchema = z
  .discriminatedUnion('kind', [
    readonlyObject({ kind: z.literal('cgo-disabled') }),
    /** The app uses a port number as if it were an address with host and port. */
    readonlyObject({ kind: z.literal('port-form'), value: text }),
    readonlyObject({
      kind: z.literal('service-unreachable'),
      host: text,
      /** Empty if the log has no port. */
      port: text,
    }),
    /** `port` is absent if the log has none. */
    readonlyObject({ kind: z.literal('host-unknown'), host: text, port: optional(text) }),
    readonlyObject({ kind: z.literal('database-unreachable') }),
    readonlyObject({ kind: z.literal('variable-missing'), name: text }),
    readonlyObject({ kind: z.literal('templates-missing'), glob: text }),
    readonlyObject({
      kind: z.literal('configuration-missing'),
      name: text,
      /** Directories that were searched, separated by blanks; empty for the working directory. */
      places: text,
    }),
    readonlyObject({
      kind: z.literal('file-missing'),
      path: text,
      /** The absolute path in the image, if `path` is relative. */
      at: optional(text),
    }),
    readonlyObject({ kind: z.literal('port-forbidden'), port: text }),
    readonlyObject({
      kind: z.literal('write-forbidden'),
      /** Empty if the log names no file; then it is the file of a database. */
      path: text,
    }),
    readonlyObject({
      kind: z.literal('usage-printed'),
      /** A subcommand in the printed usage that probably starts the server; absent if there is none. */
      subcommand: optional(text),
    }),
  ])
  .meta({ id: 'known-failure' })
export type KnownFailure = z.infer<typeof knownFailureSchema>

const readyAims = ['response', 'accept', 'log'] as const

const waited = {
  /** How long linkgate waited, in milliseconds. */
  timeoutMs: magnitude,
  /** Addresses at which the app listens: `IP:port`, `unix:/path` or `unix:@name`. */
  addresses: z.array(text).readonly(),
  /** Whether the first process ended with exit code 0 while others kept running. */
  detached: z.boolean(),
}
const known = optional(knownFailureSchema)

export const startFailureSchema = z
  .discriminatedUnion('kind', [
    /** The container ended before the app was started; `output` is what the container printed. */
    readonlyObject({ kind: z.literal('container-ended'), output: text }),
    /** The probe's answer does not follow its protocol. */
    readonlyObject({ kind: z.literal('garbled'), answer: text }),
    /** The probe could not do what was requested. */
    readonlyObject({ kind: z.literal('probe-refused'), error: text }),
    /** The engine stopped responding, or the connection to it broke; `detail` is what the engine's client printed. */
    readonlyObject({ kind: z.literal('engine-lost'), detail: text }),
    /** Anything else that went wrong with one container. */
    readonlyObject({ kind: z.literal('container-error'), detail: text }),
    readonlyObject({ kind: z.literal('exec'), detail: text, known }),
    readonlyObject({
      kind: z.literal('exited'),
      /** Absent if it is unknown. */
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

/** Whether the app kept running until the timeout but did not become ready. */
export function isTimeout(failure: StartFailure): failure is TimeoutFailure {
  return timeouts.has(failure.kind)
}
