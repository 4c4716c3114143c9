import type { Plan } from '../../plan/plan.ts'
import type { Start, StartRequest } from '../probe/probe.ts'
import type { RunningVariant } from '../running-variants.ts'

/** A start that fails now and then is dropped with its round; more of them are the app's own answer. */
export const toleratedFailures = 3
/** An app that listens elsewhere more often picks its port anew each time. */
export const toleratedMoves = 2

/** Starts a lane's app once. undefined when that gave no time, or one that is not the app's own. */
export async function startOnce(plan: Plan, lane: RunningVariant, trace = false): Promise<Start | undefined> {
  const result = await lane.probe.start(requestOf(plan, lane, trace))
  if ('notStarted' in result) {
    lane.failures++
    if (lane.failures > toleratedFailures || !lane.everReady) lane.notStarted = result.notStarted
    return undefined
  }
  const { start } = result
  lane.everReady = true
  lane.scheme = start.scheme ?? lane.scheme
  const moved = lane.address !== '' && start.address !== undefined && lane.address !== start.address
  if (moved) lane.moves++
  lane.address = lane.moves > toleratedMoves ? '' : (start.address ?? '')
  // the probe waited at the old address first: that time is not the app's
  return moved ? undefined : start
}

function requestOf(plan: Plan, lane: RunningVariant, inittrace: boolean): StartRequest {
  const { ready, timeoutMs } = plan.config.startup
  return {
    argv: lane.argv,
    dir: lane.directory,
    ready: ready.by,
    path: ready.by === 'response' ? (ready.path ?? '') : '',
    statuses: ready.by === 'response' ? ready.statuses : [],
    pattern: ready.by === 'log' ? ready.pattern : '',
    address: ready.by === 'log' ? '' : lane.address,
    scheme: lane.scheme,
    inittrace,
    timeoutMs,
  }
}

export function running(lanes: readonly RunningVariant[]): readonly RunningVariant[] {
  return lanes.filter((lane) => lane.notStarted === undefined)
}
