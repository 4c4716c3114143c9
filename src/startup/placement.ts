/** Copies of the programs that take turns: what their place in memory and on disk does to a start is then noise and no bias. */
import { settleAll } from '../common/settle.ts'
import type { Engine } from '../effects/engine.ts'
import type { Session } from '../effects/exec.ts'
import type { Placement } from '../model/placement.ts'
import { probePath } from './container.ts'
import { type Copies, copiesDirectory, type Draws } from './probe/copies.ts'
import { openProbe } from './probe/probe.ts'
import type { RunningVariant } from './running-variants.ts'
import { isWorthARound } from './sampling/first-starts.ts'
import type { StartPhase } from './sampling/start-phase.ts'
import { stillRunning } from './sampling/starts.ts'

/** Of so many, the mean place of two programs is half as far apart as that of one each. */
const mostCopies = 4
/** In bytes, of all copies in one container: they are written to the disk before the first round. */
const largestCopies = 256 * 1024 * 1024

/** A program that may have copies. */
export type Placeable = Pick<
  RunningVariant,
  'probe' | 'container' | 'program' | 'state' | 'lastMs' | 'copies'
>

export interface PlacementHandles {
  readonly engine: Pick<Engine, 'enter'>
  /** Every session is added as soon as it is open, so that it can be ended. */
  readonly sessions: Session[]
}

/** Makes the copies, in every container or in none: what is compared is treated alike. undefined where nothing is compared. */
export async function placePrograms(
  handles: PlacementHandles,
  phase: Pick<StartPhase, 'clock' | 'deadline' | 'doing'>,
  all: readonly Placeable[],
): Promise<Placement | undefined> {
  const started = stillRunning(all)
  if (started.length < 2) return undefined
  const largest = Math.max(...started.map(({ program }) => program.size))
  const count = Math.min(mostCopies, Math.floor(largestCopies / largest))
  if (count < 2) return { kind: 'fixed', because: 'too-large' }
  if (!isWorthARound(phase, started)) return { kind: 'fixed', because: 'few-rounds' }
  phase.doing = 'copying the programs'
  const draws: Draws = {}
  const made = await settleAll(started.map((running) => copiesIn(handles, running, { count, draws })))
  const refused = made.find((one) => typeof one === 'string')
  if (refused !== undefined) return { kind: 'fixed', because: 'refused', detail: refused }
  for (const [index, running] of started.entries()) {
    const copies = made[index]
    if (typeof copies === 'object') running.copies = copies
  }
  return { kind: 'random', copies: count }
}

/** What it was in the end: where copies could not be put in place, some starts were of one file. */
export function placementAfter(
  planned: Placement | undefined,
  all: readonly Pick<Placeable, 'copies'>[],
): Placement | undefined {
  const detail = all.find(({ copies }) => copies !== undefined)?.copies?.draws.refused
  return planned?.kind === 'random' && detail !== undefined
    ? { kind: 'fixed', because: 'refused', detail }
    : planned
}

/** Why not, in the probe's words. */
async function copiesIn(
  { engine, sessions }: PlacementHandles,
  { probe, program, container }: Placeable,
  { count, draws }: Pick<Copies, 'count' | 'draws'>,
): Promise<Copies | string> {
  const request = { program: program.path, directory: copiesDirectory, copies: count }
  const copies = { program: program.path, count, draws }
  const own = await probe.place(request)
  if (own.ok) return { ...copies, probe }
  // the user of the image may not replace it
  const session = engine.enter(container, probePath)
  sessions.push(session)
  const root = openProbe(session)
  const entered = await root.place(request)
  return entered.ok ? { ...copies, probe: root } : entered.problem.message
}
