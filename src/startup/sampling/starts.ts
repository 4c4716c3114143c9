import type { Config } from '../../config/config.ts'
import type { Start, StartRequest } from '../probe/probe.ts'
import type { RunningVariant } from '../running-variants.ts'
import { afterStart, type Startable } from './start-state.ts'

/** Starts the app once. undefined when that gave no time of the app's own. */
export async function startOnce(
  settings: Config['startup'],
  running: RunningVariant,
): Promise<Start | undefined> {
  if (running.state.kind === 'failed') return undefined
  const result = await running.probe.start(requestOf(settings, running, running.state))
  const after = afterStart(running.state, result)
  running.state = after.state
  return after.start
}

/** The same with GODEBUG=inittrace=1. An app that fails here has been measured already: that changes nothing. */
export async function startTraced(
  settings: Config['startup'],
  running: RunningVariant,
): Promise<Start | undefined> {
  if (running.state.kind === 'failed') return undefined
  const request = { ...requestOf(settings, running, running.state), inittrace: true }
  const result = await running.probe.start(request)
  if (!result.ok) return undefined
  const after = afterStart(running.state, result)
  running.state = after.state
  return after.start
}

function requestOf(
  { ready, timeoutMs }: Config['startup'],
  { argv, directory }: RunningVariant,
  state: Startable,
): StartRequest {
  return {
    argv,
    dir: directory,
    ready: ready.by,
    path: ready.by === 'response' ? (ready.path ?? '') : '',
    statuses: ready.by === 'response' ? ready.statuses : [],
    pattern: ready.by === 'log' ? ready.pattern : '',
    address: ready.by === 'log' ? '' : state.address,
    scheme: state.kind === 'ready' ? state.scheme : '',
    inittrace: false,
    timeoutMs,
  }
}

export function stillRunning(all: readonly RunningVariant[]): readonly RunningVariant[] {
  return all.filter(({ state }) => state.kind !== 'failed')
}
