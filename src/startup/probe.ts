/** The conversation with the probe (`probe/`): one JSON value a line, requests in, responses out. */
import * as z from 'zod'
import type { Session } from '../world.ts'

export interface StartRequest {
  readonly argv: readonly string[]
  readonly dir: string
  /** Where the app is known to listen; empty to find out. */
  readonly address: string
  /** Path that must answer below 400; empty for any answer. */
  readonly path: string
  readonly timeoutMs: number
}

const log = z.array(z.string())

const readySchema = z.object({
  ready: z.literal(true),
  address: z.string(),
  listenUs: z.number(),
  responseUs: z.number(),
  status: z.number(),
  cpuUs: z.number().optional(),
  rssBytes: z.number().optional(),
  majorFaults: z.number().optional(),
})

const notReadySchema = z.object({
  ready: z.literal(false),
  failure: z.enum(['exec', 'exited', 'never-listened', 'no-response', 'status', 'address-taken']),
  exitCode: z.number().optional(),
  signal: z.string().optional(),
  status: z.number().optional(),
  addresses: z.array(z.string()).optional(),
  detail: z.string(),
  log,
})

const responseSchema = z.union([readySchema, notReadySchema, z.object({ error: z.string() })])

/** Times of one start, in milliseconds; memory in bytes. */
export interface Start {
  readonly address: string
  readonly listenMs: number
  readonly responseMs: number
  readonly cpuMs?: number
  readonly rssBytes?: number
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

export interface Probe {
  start(request: StartRequest): Promise<StartResult>
}

export function openProbe(session: Session): Probe {
  let greeted = false
  let id = 0

  async function answer(timeoutMs: number): Promise<string | { readonly ended: string }> {
    const line = await session.next(timeoutMs)
    return line ?? { ended: session.errors().join(' / ') || 'it said nothing' }
  }

  return {
    async start(request) {
      if (!greeted) {
        const hello = await answer(graceMs)
        if (typeof hello !== 'string') return { notStarted: containerEnded(hello.ended) }
        greeted = true
      }
      id++
      session.send(JSON.stringify({ id, env: [], ...request }))
      const line = await answer(request.timeoutMs + graceMs)
      if (typeof line !== 'string') return { notStarted: containerEnded(line.ended) }
      const response = responseSchema.parse(JSON.parse(line))
      if ('error' in response) throw new Error(`the probe did not take a request: ${response.error}`)
      if (!response.ready) return { notStarted: explain(response, request) }
      const { cpuUs, rssBytes } = response
      return {
        start: {
          address: response.address,
          listenMs: response.listenUs / 1000,
          responseMs: response.responseUs / 1000,
          ...(cpuUs === undefined ? {} : { cpuMs: cpuUs / 1000 }),
          ...(rssBytes === undefined ? {} : { rssBytes }),
        },
      }
    },
  }
}

function containerEnded(said: string): NotStarted {
  return { reason: `its container ended before the app was started: ${said}`, log: [] }
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
        reason: `something else listens on ${where} already: ${response.detail}`,
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
    case 'status':
      return {
        reason: `${request.path} on ${where} answered ${response.status ?? 'no status'} for ${seconds}`,
        log,
        mend: 'set `startup: { ready: { http: … } }` in .github/linkgate.yml to a path that answers below 400 when the app is ready',
      }
  }
}
