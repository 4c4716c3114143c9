/** The conversation with the probe (`probe/`): requests in, responses out. */

import type * as z from 'zod'
import { CancelledError } from '../../common/errors.ts'
import { jsonOrUndefined } from '../../common/json.ts'
import { onlyOnce } from '../../common/remembered.ts'
import { fail, type Result, succeed } from '../../common/result.ts'
import { shorten } from '../../common/shorten.ts'
import type { Session } from '../../effects/exec.ts'
import { lostConnection } from '../../images/engines/docker/lost.ts'
import type { StartFailure } from '../../model/start-failure.ts'
import { knownFailure } from '../known-failures.ts'
import {
  type Contacts,
  helloSchema,
  type InitTask,
  type NotReady,
  type PlacementRequest,
  type Ready,
  type Response,
  responseSchema,
  type StartRequest,
} from './protocol.ts'

export type { Contacts, PlacementRequest, StartRequest } from './protocol.ts'

/** One start. Times in milliseconds since the app's process was made; what was not observed is absent. */
export interface Start {
  /** Where it was contacted: `IP:port`, `unix:/path` or `unix:@name`. */
  readonly address?: string
  readonly scheme?: 'http' | 'https'
  /** Which copy of the program was started, from 0 on; absent where there are none. */
  readonly copy?: number
  /** When its process was made, on a clock of the machine. */
  readonly startedMs?: number
  /** By what the request said that makes it ready. */
  readonly readyMs: number
  /** First accepted connection. */
  readonly listenMs?: number
  /** First HTTP response that would do. */
  readonly responseMs?: number
  /** From here on: of all its processes, as of when it was ready. */
  readonly cpuMs?: number
  /** How long the thread that waited longest was ready to run and waited for a processor; absent where the kernel does not count it. */
  readonly runDelayMs?: number
  readonly rssBytes?: number
  readonly minorFaults?: number
  readonly majorFaults?: number
  readonly threads?: number
  /**
   * How long, as of then and since the machine was started, some process of it was held up for want of a processor, or of its
   * disk; absent where the kernel does not count it.
   */
  readonly pressure?: { readonly cpuMs: number; readonly ioMs: number }
  /** In order, of every Go process of the app; only where the request asked for them. */
  readonly inits?: readonly InitTask[]
}

export interface NotStarted {
  readonly failure: StartFailure
  /** Last lines that the app printed. */
  readonly log: readonly string[]
  /** Only where the request asked for them. */
  readonly contacts?: Contacts
  /** A probe with TLS may find that it starts; absent: the probe has it, or it is not needed. */
  readonly lacksTls?: true
  /** Starts before, in the same container, at which it became ready; absent: none. */
  readonly before?: number
}

/** The conversation itself went wrong. */
class ProbeFault extends Error {
  readonly failure: StartFailure
  constructor(failure: StartFailure) {
    super(failure.kind)
    this.failure = failure
  }
}

/** From the start of the container until the probe runs in it, with others that are started at the same time. */
const greetingMs = 60_000
/** Waiting beyond the app's own timeout, for the probe to clean up and answer. */
const graceMs = 10_000
/** Within which copies are on the disk. */
const placementMs = 60_000
/** Characters of an answer that was not understood. */
const shown = 200

export interface Probe {
  /** Settles when the probe runs. Rejects where it does not; then so does the first start or placement. */
  greeted(): Promise<unknown>
  start(request: StartRequest): Promise<Result<Start, NotStarted>>
  /** The problem is in the probe's words, or in those of whoever ended the conversation. */
  place(request: PlacementRequest): Promise<Result<undefined>>
}

/** @param engineFault why the engine does not answer; asked where the conversation ends before its time */
export function openProbe(
  session: Session,
  engineFault: () => Promise<string | undefined> = async () => undefined,
): Probe {
  let id = 0
  const greeted = onlyOnce(() => read(helloSchema, greetingMs))

  async function read<T extends z.ZodType>(schema: T, timeoutMs: number): Promise<z.infer<T>> {
    const line = await session.next(timeoutMs)
    if (line === undefined) {
      throw new ProbeFault({ kind: 'container-ended', output: session.errors().join(' / ') })
    }
    const parsed = schema.safeParse(jsonOrUndefined(line))
    if (parsed.success) return parsed.data
    throw new ProbeFault({ kind: 'garbled', answer: shorten(line, shown) })
  }

  async function ask(request: object, timeoutMs: number): Promise<Response> {
    await greeted()
    id++
    session.send(JSON.stringify({ id, ...request }))
    for (;;) {
      const response = await read(responseSchema, timeoutMs + graceMs)
      // an answer that came too late belongs to what was given up
      const isRefusal = response.ready === undefined && response.error !== undefined
      if (isRefusal || response.id >= id) return response
    }
  }

  return {
    greeted,

    async start(request) {
      let response: Response
      try {
        response = await ask(request, request.timeoutMs)
      } catch (error) {
        // what goes wrong with one container must not cost the other variants their numbers
        if (error instanceof CancelledError || !(error instanceof Error)) throw error
        const seen: StartFailure =
          error instanceof ProbeFault ? error.failure : { kind: 'container-error', detail: error.message }
        const failure = await unlessLost(seen, session.errors(), engineFault)
        return { ok: false, problem: { failure, log: [] } }
      }
      if (response.ready === undefined) {
        const { error = 'it placed a program instead' } = response
        return { ok: false, problem: { failure: { kind: 'probe-refused', error }, log: [] } }
      }
      return response.ready
        ? succeed(startOf(response))
        : { ok: false, problem: notStarted(response, request) }
    },

    async place(request) {
      try {
        const response = await ask({ placement: request }, placementMs)
        if (response.ready !== undefined) return fail('it started the app instead')
        return response.error === undefined ? succeed(undefined) : fail(response.error)
      } catch (error) {
        if (error instanceof CancelledError || !(error instanceof Error)) throw error
        return fail([...session.errors(), error.message].at(0) ?? '')
      }
    },
  }
}

async function unlessLost(
  seen: StartFailure,
  said: readonly string[],
  engineFault: () => Promise<string | undefined>,
): Promise<StartFailure> {
  if (seen.kind !== 'container-ended' && seen.kind !== 'container-error') return seen
  const detail = lostConnection(said) ?? (await engineFault())
  return detail === undefined ? seen : { kind: 'engine-lost', detail }
}

function startOf(ready: Ready): Start {
  const {
    id: _,
    ready: __,
    startedNs,
    readyUs,
    listenUs,
    responseUs,
    cpuUs,
    runDelayUs,
    pressure,
    ...same
  } = ready
  return {
    ...same,
    ...(startedNs === undefined ? {} : { startedMs: startedNs / 1e6 }),
    readyMs: readyUs / 1000,
    ...(listenUs === undefined ? {} : { listenMs: listenUs / 1000 }),
    ...(responseUs === undefined ? {} : { responseMs: responseUs / 1000 }),
    ...(cpuUs === undefined ? {} : { cpuMs: cpuUs / 1000 }),
    ...(runDelayUs === undefined ? {} : { runDelayMs: runDelayUs / 1000 }),
    ...(pressure === undefined
      ? {}
      : { pressure: { cpuMs: pressure.cpuUs / 1000, ioMs: pressure.ioUs / 1000 } }),
  }
}

function notStarted(response: NotReady, request: StartRequest): NotStarted {
  const { contacts, log, lacksTls = false } = response
  return {
    failure: failureOf(response, request),
    log,
    ...(contacts === undefined ? {} : { contacts }),
    ...(lacksTls ? { lacksTls } : {}),
  }
}

function failureOf(response: NotReady, { timeoutMs, ...request }: StartRequest): StartFailure {
  const { failure: kind, log, detail, addresses = [], exitCode, signal = '', status } = response
  const found = knownFailure(log)
  const known = found === undefined ? {} : { known: found }
  // a first process that ended well and left others behind
  const waited = { timeoutMs, addresses, detached: exitCode === 0, ...known }
  switch (kind) {
    case 'exec':
    case 'address-taken':
      return { kind, detail, ...known }
    case 'exited':
      return {
        kind,
        ...(exitCode === undefined ? {} : { exitCode }),
        ...(signal === '' ? {} : { signal }),
        ready: request.ready,
        ...known,
      }
    case 'never-listened':
    case 'no-response':
      return { kind, ...waited }
    case 'status':
      return {
        kind,
        timeoutMs,
        addresses,
        path: request.path,
        ...(status === undefined ? {} : { status }),
        ...known,
      }
    case 'no-line':
      return { kind, ...waited, pattern: request.pattern }
  }
}
