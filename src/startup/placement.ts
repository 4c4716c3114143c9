/**
 * Copies of each program, of which every start uses a random one. The placement of a file in memory and on disk affects the time
 * of a start. With a single file this is a bias; with random copies it is noise.
 */
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

/** With this number of copies, the mean effects of placement on two programs differ half as much as with one file each. */
const mostCopies = 4
/** Maximum size of all copies in one container, in bytes. They are written to the disk before the first round. */
const largestCopies = 256 * 1024 * 1024

/** A running program that can have copies. */
export type Placeable = Pick<
  RunningVariant,
  'probe' | 'container' | 'program' | 'state' | 'lastMs' | 'copies'
>

export interface PlacementHandles {
  readonly engine: Pick<Engine, 'enter'>
  /** Each session is added as soon as it is open, so that it can be closed. */
  readonly sessions: Session[]
}

/** Makes the copies in every container or in none, so that all programs are treated alike. undefined if nothing is compared. */
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

/** The placement after the rounds: `fixed` if a copy could not be put in place, because all later starts used one file. */
export function placementAfter(
  planned: Placement | undefined,
  all: readonly Pick<Placeable, 'copies'>[],
): Placement | undefined {
  const detail = all.find(({ copies }) => copies !== undefined)?.copies?.draws.refused
  return planned?.kind === 'random' && detail !== undefined
    ? { kind: 'fixed', because: 'refused', detail }
    : planned
}

/** Makes the copies in a container. Returns the probe's error message if that fails. */
async function copiesIn(
  { engine, sessions }: PlacementHandles,
  { probe, program, container }: Placeable,
  { count, draws }: Pick<Copies, 'count' | 'draws'>,
): Promise<Copies | string> {
  const request = { program: program.path, directory: copiesDirectory, copies: count }
  const copies = { program: program.path, count, draws }
  const own = await probe.place(request)
  if (own.ok) return { ...copies, probe }
  // the user of the image may lack the permission to replace the program, so root tries as well
  const session = engine.enter(container, probePath)
  sessions.push(session)
  const root = openProbe(session)
  const entered = await root.place(request)
  return entered.ok ? { ...copies, probe: root } : entered.problem.message
}
