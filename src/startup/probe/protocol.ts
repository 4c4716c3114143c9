/** What passes between here and the probe (`probe/protocol.go`): one JSON value a line, times in µs. */
import * as z from 'zod'

/** One start of the app. */
export interface StartRequest {
  readonly argv: readonly string[]
  /** `NAME=value`, besides the variables of the container. */
  readonly env: readonly string[]
  /** Empty: that of the container. */
  readonly dir: string
  /**
   * What makes it ready: an HTTP response, an accepted connection, to which nothing is sent, or a printed line that
   * matches `pattern`, for which nothing is contacted.
   */
  readonly ready: 'response' | 'accept' | 'log'
  /** Where the app is known to listen: `IP:port`, `unix:/path` or `unix:@name`; empty to find out. */
  readonly address: string
  /** `http` or `https`; empty to find out. */
  readonly scheme: string
  /** Path that is asked for; empty for `/` and any answer. */
  readonly path: string
  /** Statuses that will do. None: those below 400 where there is a path, else any. */
  readonly statuses: readonly number[]
  /** A regular expression of Go (RE2); empty but for `log`. */
  readonly pattern: string
  /** Has Go's runtime report what the initialisation of each package took (GODEBUG=inittrace=1), which costs time. */
  readonly inittrace: boolean
  /** Has the app traced for what it tries to reach, which slows it down. */
  readonly contacts: boolean
  readonly timeoutMs: number
}

/**
 * Copies of a program that take turns in its place: `copies` are made, or `copy`, from 0 on, is put there. It is refused if anything
 * below `unchanged` is not as it was at the first request that has it.
 */
export type PlacementRequest = {
  /** Path of the program. */
  readonly program: string
  /** Holds the copies, on the same file system. */
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

/** The initialisation of one Go package: when it began, after the runtime did, how long it took, what it allocated. */
export type InitTask = Readonly<z.infer<typeof initSchema>>

const readySchema = z.object({
  id: z.number(),
  ready: z.literal(true),
  /** Of a clock that all processes of the machine share, in nanoseconds. */
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

/** What an app tried to reach: host names, and addresses (`IP:port`, `unix:/path`) where nobody answered or somebody did. */
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
  /** The app speaks TLS, and the probe was compiled without it. */
  lacksTls: z.boolean().optional(),
  contacts: contactsSchema.optional(),
  log,
})
export type NotReady = z.infer<typeof notReadySchema>

/** The request itself was wrong. */
const refusalSchema = z.object({ id: z.number(), ready: z.undefined().optional(), error: z.string() })
const placedSchema = z.object({
  id: z.number(),
  ready: z.undefined().optional(),
  error: z.undefined().optional(),
  placed: z.literal(true),
})
export const responseSchema = z.union([readySchema, notReadySchema, placedSchema, refusalSchema])
export type Response = z.infer<typeof responseSchema>
