import { isTimeout } from '../../model/start-failure.ts'
import { drawCopy } from '../probe/copies.ts'
import type { Contacts, Start, StartRequest } from '../probe/probe.ts'
import type { RunningVariant } from '../running-variants.ts'
import { remaining, type StartPhase } from './start-phase.ts'
import { afterStart, type Startable } from './start-state.ts'

/** Starts the app once. undefined if the start has no valid time, or if there was no time for it. */
export async function startOnce(
  phase: StartPhase,
  running: RunningVariant,
  how: Partial<Pick<StartRequest, 'inittrace'>> = {},
): Promise<Start | undefined> {
  if (running.state.kind === 'failed') return undefined
  const copy = await drawCopy(running.copies, phase.random)
  const request = { ...requestOf(phase, running, running.state), ...how }
  if (request.timeoutMs <= 0) return undefined
  const since = phase.clock.now()
  const result = await running.probe.start(request)
  running.lastMs = phase.clock.now() - since
  running.hasStarted = true
  // with its full timeout, the app might have become ready, so it did not fail
  const isCutShort = request.timeoutMs < phase.settings.timeoutMs
  if (!result.ok && isCutShort && isTimeout(result.problem.failure) && !result.problem.lacksTls)
    return undefined
  const after = afterStart(running.state, result)
  running.state = after.state
  return after.start === undefined || copy === undefined ? after.start : { ...after.start, copy }
}

/** Starts the app once with GODEBUG=inittrace=1. A failure is ignored, because the app has already been measured. */
export async function startTraced(phase: StartPhase, running: RunningVariant): Promise<Start | undefined> {
  if (running.state.kind === 'failed') return undefined
  const request = { ...requestOf(phase, running, running.state), inittrace: true }
  if (request.timeoutMs <= 0) return undefined
  const result = await running.probe.start(request)
  if (!result.ok) return undefined
  const after = afterStart(running.state, result)
  running.state = after.state
  return after.start
}

/** What a failed app tries to reach, as far as that is visible; undefined if it starts, or cannot be traced. */
export async function contactsOf(
  phase: StartPhase,
  running: RunningVariant,
  timeoutMs: number,
): Promise<Contacts | undefined> {
  const request = requestOf(phase, running, { kind: 'never-ready', address: running.givenAddress })
  const limit = Math.min(timeoutMs, request.timeoutMs)
  if (limit <= 0) return undefined
  const result = await running.probe.start({ ...request, contacts: true, timeoutMs: limit })
  return result.ok ? undefined : result.problem.contacts
}

function requestOf(phase: StartPhase, running: RunningVariant, state: Startable): StartRequest {
  const { ready, timeoutMs } = phase.settings
  const { argv, env, dir } = running.startedWithout(phase.leftOut)
  return {
    argv,
    env,
    dir,
    ready: ready.by,
    path: ready.by === 'response' ? (ready.path ?? '') : '',
    statuses: ready.by === 'response' ? ready.statuses : [],
    pattern: ready.by === 'log' ? ready.pattern : '',
    address: ready.by === 'log' ? '' : state.address,
    scheme: state.kind === 'ready' ? state.scheme : '',
    inittrace: false,
    contacts: false,
    timeoutMs: Math.min(timeoutMs, Math.floor(remaining(phase))),
  }
}

export function stillRunning<T extends Pick<RunningVariant, 'state'>>(all: readonly T[]): readonly T[] {
  return all.filter(({ state }) => state.kind !== 'failed')
}
