/** Sends requests to the probe (`probe/`) and reads its responses. */

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

/** One start. Times are milliseconds since the app's process was created. Values that were not observed are absent. */
export interface Start {
  /** Where it was contacted: `IP:port`, `unix:/path` or `unix:@name`. */
  readonly address?: string
  readonly scheme?: 'http' | 'https'
  /** Number of the copy of the program that was started, from 0 on; absent without copies. */
  readonly copy?: number
  /** When its process was created, by a clock that all processes of the machine share. */
  readonly startedMs?: number
  /** When it was ready, as the request defines it. */
  readonly readyMs: number
  /** First accepted connection. */
  readonly listenMs?: number
  /** First acceptable HTTP response. */
  readonly responseMs?: number
  /** This and the following values are those of all its processes at the time when it was ready. */
  readonly cpuMs?: number
  /** Run-queue delay of the thread that waited longest for a CPU; absent if the kernel does not count it. */
  readonly runDelayMs?: number
  readonly rssBytes?: number
  readonly minorFaults?: number
  readonly majorFaults?: number
  readonly threads?: number
  /**
   * For how long, since boot, some process of the machine was delayed by a lack of CPU time or by I/O (pressure stall
   * information); absent if the kernel does not count it.
   */
  readonly pressure?: { readonly cpuMs: number; readonly ioMs: number }
  /** Package initializations of all Go processes of the app, in order; only if requested. */
  readonly inits?: readonly InitTask[]
}

export interface NotStarted {
  readonly failure: StartFailure
  /** Last lines that the app printed. */
  readonly log: readonly string[]
  /** Only if requested. */
  readonly contacts?: Contacts
  /** Set if the app uses TLS and the probe does not support it. With another probe, it may become ready. */
  readonly lacksTls?: true
  /** Number of earlier starts in the same container at which it became ready; absent if there was none. */
  readonly before?: number
}

/** The probe gave no valid response. */
class ProbeFault extends Error {
  readonly failure: StartFailure
  constructor(failure: StartFailure) {
    super(failure.kind)
    this.failure = failure
  }
}

/** Time limit from the start of the container until the probe runs in it, while other containers start as well. */
const greetingMs = 60_000
/** Additional time after the app's own timeout in which the probe cleans up and responds. */
const graceMs = 10_000
/** Time limit for writing copies to the disk. */
const placementMs = 60_000
/** Number of characters of an invalid response that are shown. */
const shownCharacters = 200

export interface Probe {
  /** Resolves when the probe runs. Rejects if it does not; the first start or placement then fails, too. */
  greeted(): Promise<unknown>
  start(request: StartRequest): Promise<Result<Start, NotStarted>>
  /** The problem is the message of the probe, or that of the engine if the connection ended. */
  place(request: PlacementRequest): Promise<Result<undefined>>
}

/** @param engineFault why the engine does not answer; called if the connection to the probe ends unexpectedly */
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
    throw new ProbeFault({ kind: 'garbled', answer: shorten(line, shownCharacters) })
  }

  async function ask(request: object, timeoutMs: number): Promise<Response> {
    await greeted()
    id++
    session.send(JSON.stringify({ id, ...request }))
    for (;;) {
      const response = await read(responseSchema, timeoutMs + graceMs)
      // a late response belongs to an earlier request that timed out
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
        // a failure of one container must not stop the measurement of the other variants
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
  errors: readonly string[],
  engineFault: () => Promise<string | undefined>,
): Promise<StartFailure> {
  if (seen.kind !== 'container-ended' && seen.kind !== 'container-error') return seen
  const detail = lostConnection(errors) ?? (await engineFault())
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
  // the first process exited with code 0 and left others running
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
