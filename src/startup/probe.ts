/** The conversation with the probe (`probe/`): one JSON value a line, requests in, responses out. */
import * as z from 'zod'
import { CancelledError } from '../errors.ts'
import type { Session } from '../world.ts'

export interface StartRequest {
  readonly argv: readonly string[]
  readonly dir: string
  /** First HTTP response, first accepted connection, or a line of the log. */
  readonly ready: 'response' | 'accept' | 'log'
  /** Where the app is known to listen, `IP:port` or `unix:PATH`; empty to find out. */
  readonly address: string
  /** `http` or `https`; empty to find out. */
  readonly scheme: string
  /** Path that must answer; empty for any answer. */
  readonly path: string
  /** What it must answer with; empty: below 400. */
  readonly statuses: readonly number[]
  /** Regular expression (RE2) of the line that says it is ready. */
  readonly pattern: string
  /** Whether the Go runtime tells what packages do when they are initialised (GODEBUG=inittrace=1). */
  readonly inittrace: boolean
  readonly timeoutMs: number
}

const helloSchema = z.object({ probe: z.literal(2) })

const log = z.array(z.string())

const initSchema = z.object({
  package: z.string(),
  startMs: z.number(),
  clockMs: z.number(),
  bytes: z.number(),
  allocs: z.number(),
})

const readySchema = z.object({
  id: z.number(),
  ready: z.literal(true),
  readyUs: z.number(),
  address: z.exactOptional(z.string()),
  scheme: z.exactOptional(z.enum(['http', 'https'])),
  listenUs: z.exactOptional(z.number()),
  responseUs: z.exactOptional(z.number()),
  cpuUs: z.exactOptional(z.number()),
  rssBytes: z.exactOptional(z.number()),
  minorFaults: z.exactOptional(z.number()),
  majorFaults: z.exactOptional(z.number()),
  threads: z.exactOptional(z.number()),
  inits: z.exactOptional(z.array(initSchema)),
})

const notReadySchema = z.object({
  id: z.number(),
  ready: z.literal(false),
  failure: z.enum(['exec', 'exited', 'never-listened', 'no-response', 'status', 'address-taken', 'no-line']),
  exitCode: z.number().optional(),
  signal: z.string().optional(),
  status: z.number().optional(),
  addresses: z.array(z.string()).optional(),
  detail: z.string(),
  log,
})

const refusalSchema = z.object({ id: z.number(), error: z.string() })
const responseSchema = z.union([readySchema, notReadySchema, refusalSchema])
type Response = z.infer<typeof responseSchema>

/** Times of one start, in milliseconds; memory in bytes. */
export interface Start {
  readonly readyMs: number
  readonly address?: string
  readonly scheme?: 'http' | 'https'
  readonly listenMs?: number
  readonly responseMs?: number
  readonly cpuMs?: number
  readonly rssBytes?: number
  readonly minorFaults?: number
  readonly majorFaults?: number
  readonly threads?: number
  readonly inits?: readonly z.infer<typeof initSchema>[]
}

export interface NotStarted {
  /** One plain sentence. */
  readonly reason: string
  /** Last lines that the app printed. */
  readonly log: readonly string[]
  readonly mend?: string
}

export type StartResult = { readonly start: Start } | { readonly notStarted: NotStarted }

/** Waiting beyond the app's own timeout, for the probe to clean up and answer. */
const graceMs = 10_000
/** Characters of an answer that was not understood. */
const shown = 200

export interface Probe {
  start(request: StartRequest): Promise<StartResult>
}

export function openProbe(session: Session): Probe {
  let greeted = false
  let id = 0

  async function read<T extends z.ZodType>(schema: T, timeoutMs: number): Promise<z.infer<T>> {
    const line = await session.next(timeoutMs)
    if (line === undefined) {
      const said = session.errors().join(' / ') || 'it said nothing'
      throw new Error(`its container ended before the app was started: ${said}`)
    }
    const parsed = schema.safeParse(asJson(line))
    if (parsed.success) return parsed.data
    throw new Error(`the probe in its container gave no answer but \`${line.slice(0, shown)}\``)
  }

  async function ask(request: StartRequest): Promise<Response> {
    if (!greeted) {
      await read(helloSchema, graceMs)
      greeted = true
    }
    id++
    session.send(JSON.stringify({ id, env: [], ...request }))
    for (;;) {
      const response = await read(responseSchema, request.timeoutMs + graceMs)
      // an answer that came too late belongs to a start that was given up
      if ('error' in response || response.id >= id) return response
    }
  }

  return {
    async start(request) {
      let response: Response
      try {
        response = await ask(request)
      } catch (error) {
        // what goes wrong with one container must not cost the other variants their numbers
        if (error instanceof CancelledError || !(error instanceof Error)) throw error
        return { notStarted: { reason: error.message, log: [] } }
      }
      if ('error' in response) {
        return { notStarted: { reason: `the probe in its container gave up: ${response.error}`, log: [] } }
      }
      if (!response.ready) return { notStarted: explain(response, request) }
      const { id: _, ready: __, readyUs, listenUs, responseUs, cpuUs, ...same } = response
      return {
        start: {
          ...same,
          readyMs: readyUs / 1000,
          ...(listenUs === undefined ? {} : { listenMs: listenUs / 1000 }),
          ...(responseUs === undefined ? {} : { responseMs: responseUs / 1000 }),
          ...(cpuUs === undefined ? {} : { cpuMs: cpuUs / 1000 }),
        },
      }
    },
  }
}

function asJson(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

function explain(response: z.infer<typeof notReadySchema>, request: StartRequest): NotStarted {
  const seconds = `${request.timeoutMs / 1000} s`
  const where = response.addresses?.join(', ') ?? ''
  const { log } = response
  switch (response.failure) {
    case 'exec':
      return {
        reason: `it could not be started: ${response.detail}`,
        log,
        mend: 'the image lacks the program or what it needs to run, such as its loader',
      }
    case 'exited': {
      const how =
        response.signal !== undefined && response.signal !== ''
          ? `by signal ${response.signal}`
          : `with exit code ${response.exitCode ?? 'unknown'}`
      return {
        reason: `it ended ${how} before it answered`,
        log,
        mend: 'give it what it needs to start under `startup: { env: …, args: … }` in .github/linkgate.yml',
      }
    }
    case 'address-taken':
      return {
        reason: `it could not be started once more: ${response.detail}`,
        log,
      }
    case 'never-listened':
      return {
        reason: `it did not listen on any port within ${seconds}`,
        log,
        mend: 'give it what it waits for under `startup: { env: …, args: … }`, or more time as `startup: { timeout: … }` in .github/linkgate.yml',
      }
    case 'no-response':
      return {
        reason: `it listens on ${where} and gave no HTTP response within ${seconds}`,
        log,
        mend: 'give it more time as `startup: { timeout: … }` in .github/linkgate.yml',
      }
    case 'no-line':
      return {
        reason: `no line of its output matched \`${request.pattern}\` within ${seconds}`,
        log,
        mend: 'set `startup: { ready: { log: … } }` in .github/linkgate.yml to a regular expression that matches a line it prints when it is ready',
      }
    case 'status':
      return {
        reason: `${request.path} on ${where} answered ${response.status ?? 'no status'} for ${seconds}`,
        log,
        mend: 'set `startup: { ready: { http: … } }` in .github/linkgate.yml to a path that answers below 400 when the app is ready',
      }
  }
}
