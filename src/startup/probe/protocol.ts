/** The messages between linkgate and the probe (`probe/protocol.go`): one JSON value per line, times in µs. */
import * as z from 'zod'

/** One start of the app. */
export interface StartRequest {
  readonly argv: readonly string[]
  /** `NAME=value`, in addition to the variables of the container. */
  readonly env: readonly string[]
  /** Working directory; empty for that of the container. */
  readonly dir: string
  /**
   * What makes it ready: an HTTP response; an accepted connection, to which the probe sends nothing; or a printed line that
   * matches `pattern`, for which the probe does not connect to the app.
   */
  readonly ready: 'response' | 'accept' | 'log'
  /** Known address of the app: `IP:port`, `unix:/path` or `unix:@name`; empty if the probe must find it. */
  readonly address: string
  /** `http` or `https`; empty if the probe must find it. */
  readonly scheme: string
  /** Path to request; empty for `/` and any response. */
  readonly path: string
  /** Acceptable statuses. If empty, those below 400 if there is a path, else any. */
  readonly statuses: readonly number[]
  /** A regular expression of Go (RE2) for `log`; otherwise empty. */
  readonly pattern: string
  /** Whether Go's runtime reports the initialization of each package (GODEBUG=inittrace=1), which takes time. */
  readonly inittrace: boolean
  /** Whether the probe traces what the app tries to reach, which slows the app down. */
  readonly contacts: boolean
  readonly timeoutMs: number
}

/**
 * A request about copies of a program. With `copies`, it makes this number of copies. With `copy`, it puts the copy with this number,
 * from 0 on, in place of the program. It fails if anything below `unchanged` has changed since the first request with `unchanged`.
 */
export type PlacementRequest = {
  /** Path of the program. */
  readonly program: string
  /** Directory of the copies, on the same file system as the program. */
  readonly directory: string
} & ({ readonly copies: number } | { readonly copy: number; readonly unchanged?: string })

export const helloSchema = z.object({ probe: z.literal(7) })

const log = z.array(z.string())

const initSchema = z.object({
  package: z.string(),
  startMs: z.number(),
  clockMs: z.number(),
  bytes: z.number(),
  allocs: z.number(),
})

/** The initialization of one Go package: when it began after the start of the runtime, its duration, and its allocations. */
export type InitTask = Readonly<z.infer<typeof initSchema>>

const readySchema = z.object({
  id: z.number(),
  ready: z.literal(true),
  /** By a clock that all processes of the machine share, in nanoseconds. */
  startedNs: z.exactOptional(z.number()),
  readyUs: z.number(),
  address: z.exactOptional(z.string()),
  scheme: z.exactOptional(z.enum(['http', 'https'])),
  listenUs: z.exactOptional(z.number()),
  responseUs: z.exactOptional(z.number()),
  cpuUs: z.exactOptional(z.number()),
  runDelayUs: z.exactOptional(z.number()),
  rssBytes: z.exactOptional(z.number()),
  minorFaults: z.exactOptional(z.number()),
  majorFaults: z.exactOptional(z.number()),
  threads: z.exactOptional(z.number()),
  pressure: z.exactOptional(z.object({ cpuUs: z.number(), ioUs: z.number() })),
  inits: z.exactOptional(z.array(initSchema)),
})
export type Ready = z.infer<typeof readySchema>

const contactsSchema = z.object({
  names: z.array(z.string()),
  failed: z.array(z.string()),
  connected: z.array(z.string()),
})

/** What an app tried to reach: host names, addresses that did not answer, and addresses that did (`IP:port`, `unix:/path`). */
export type Contacts = Readonly<z.infer<typeof contactsSchema>>

const failures = [
  'exec',
  'exited',
  'never-listened',
  'no-response',
  'status',
  'no-line',
  'address-taken',
] as const

const notReadySchema = z.object({
  id: z.number(),
  ready: z.literal(false),
  failure: z.enum(failures),
  exitCode: z.number().optional(),
  signal: z.string().optional(),
  status: z.number().optional(),
  addresses: z.array(z.string()).optional(),
  detail: z.string(),
  /** Whether the app uses TLS, but the probe was compiled without it. */
  lacksTls: z.boolean().optional(),
  contacts: contactsSchema.optional(),
  log,
})
export type NotReady = z.infer<typeof notReadySchema>

/** The request was invalid, or copies could not be made or put in place. */
const refusalSchema = z.object({ id: z.number(), ready: z.undefined().optional(), error: z.string() })
const placedSchema = z.object({
  id: z.number(),
  ready: z.undefined().optional(),
  error: z.undefined().optional(),
  placed: z.literal(true),
})
export const responseSchema = z.union([readySchema, notReadySchema, placedSchema, refusalSchema])
export type Response = z.infer<typeof responseSchema>
