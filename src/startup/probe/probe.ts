/** The conversation with the probe (`probe/`): requests in, responses out. */
import type * as z from 'zod'
import { CancelledError } from '../../common/errors.ts'
import { type Result, succeed } from '../../common/result.ts'
import type { Session } from '../../effects/exec.ts'
import { knownFailure } from '../known-failures.ts'
import {
  helloSchema,
  type InitTask,
  type NotReady,
  type Ready,
  type Response,
  responseSchema,
  type StartRequest,
} from './protocol.ts'

export type { StartRequest } from './protocol.ts'

/** One start. Times in milliseconds since the app's process was made; what was not observed is absent. */
export interface Start {
  /** Where it was contacted: `IP:port`, `unix:/path` or `unix:@name`. */
  readonly address?: string
  readonly scheme?: 'http' | 'https'
  /** By what the request said that makes it ready. */
  readonly readyMs: number
  /** First accepted connection. */
  readonly listenMs?: number
  /** First HTTP response that would do. */
  readonly responseMs?: number
  /** From here on: of all its processes, as of when it was ready. */
  readonly cpuMs?: number
  readonly rssBytes?: number
  readonly minorFaults?: number
  readonly majorFaults?: number
  readonly threads?: number
  /** In order, of every Go process of the app; only where the request asked for them. */
  readonly inits?: readonly InitTask[]
}

export interface NotStarted {
  /** One plain sentence. */
  readonly reason: string
  /** Last lines that the app printed. */
  readonly log: readonly string[]
  readonly fix?: string
  /** Absent where it was not the app that failed. */
  readonly failure?: NotReady['failure']
}

/** Waiting beyond the app's own timeout, for the probe to clean up and answer. */
const graceMs = 10_000
/** Characters of an answer that was not understood. */
const shown = 200

export interface Probe {
  start(request: StartRequest): Promise<Result<Start, NotStarted>>
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
      if (response.ready === undefined || response.id >= id) return response
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
        return { ok: false, problem: { reason: error.message, log: [] } }
      }
      if (response.ready === undefined) return { ok: false, problem: refused(response.error) }
      return response.ready ? succeed(startOf(response)) : { ok: false, problem: explain(response, request) }
    },
  }
}

function startOf(ready: Ready): Start {
  const { id: _, ready: __, readyUs, listenUs, responseUs, cpuUs, ...same } = ready
  return {
    ...same,
    readyMs: readyUs / 1000,
    ...(listenUs === undefined ? {} : { listenMs: listenUs / 1000 }),
    ...(responseUs === undefined ? {} : { responseMs: responseUs / 1000 }),
    ...(cpuUs === undefined ? {} : { cpuMs: cpuUs / 1000 }),
  }
}

function asJson(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

function refused(error: string): NotStarted {
  return {
    reason: `the probe in its container gave up: ${error}`,
    log: [],
    ...(error.startsWith('pattern: ')
      ? { fix: 'correct the regular expression in `startup: { ready: { log: … } }` in .github/linkgate.yml' }
      : {}),
  }
}

const aims = {
  response: 'it answered',
  accept: 'it accepted a connection',
  log: 'it printed the line that says it is ready',
} as const

/** What went wrong in one sentence, and in another what to change. */
function explain(response: NotReady, request: StartRequest): NotStarted {
  const { log, detail, addresses = [], exitCode, signal = '', status } = response
  const within = `within ${request.timeoutMs / 1000} s`
  const where = addresses.join(', ')
  const known = knownFailure(log)
  const told = (reason: string, fix: string): NotStarted => ({
    reason: known === undefined ? reason : `${reason}: ${known.why}`,
    log,
    fix: known?.fix ?? `${fix} in .github/linkgate.yml`,
    failure: response.failure,
  })
  // a first process that ended well and left others behind
  const detached = exitCode === 0 ? ', and its first process had ended with exit code 0' : ''
  switch (response.failure) {
    case 'exec':
      return told(
        `it could not be started: ${detail}`,
        'put the program and what it needs to run, such as its loader, into the image, and correct the name of the program where it stands under `startup: { args: … }`',
      )
    case 'exited': {
      const how = signal === '' ? `with exit code ${exitCode ?? 'unknown'}` : `by signal ${signal}`
      return told(
        `it ended ${how} before ${aims[request.ready]}`,
        'give it what it needs to start, and to go on, under `startup: { env: …, args: … }`',
      )
    }
    case 'address-taken':
      return told(
        `it could not be started once more: ${detail}`,
        'give it a port that nothing else in its container listens on as `startup: { port: … }`',
      )
    case 'never-listened':
      if (where !== '') {
        return told(
          `it listens on ${where} and accepted no connection ${within}${detached}`,
          'give it more time as `startup: { timeout: … }`, or the port that it accepts connections on as `startup: { port: … }`',
        )
      }
      return told(
        `it did not listen on any port or Unix socket ${within}${detached}`,
        'give it what it waits for under `startup: { env: …, args: … }`, more time as `startup: { timeout: … }`, or, where it needs no port, the line that it prints when it is ready as `startup: { ready: { log: … } }`',
      )
    case 'no-response':
      return told(
        `it listens on ${where} and gave no HTTP response ${within}${detached}`,
        'give it more time as `startup: { timeout: … }`, the port that answers as `startup: { port: … }`, or, where none speaks HTTP/1.1, say `startup: { ready: { tcp: true } }`',
      )
    case 'status':
      return told(
        `${request.path === '' ? '/' : request.path} on ${where} answered ${status ?? 'no status'} for ${request.timeoutMs / 1000} s`,
        'set `startup: { ready: { http: …, status: … } }` to a path, and to the status with which it answers when the app is ready,',
      )
    case 'no-line':
      return told(
        `it printed no line that matches \`${request.pattern}\` ${within}${detached}`,
        'set `startup: { ready: { log: … } }` to a regular expression that matches a line it prints when it is ready, or give it more time as `startup: { timeout: … }`',
      )
  }
}
