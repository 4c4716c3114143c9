import type { Inspected } from '../inspect/inspect.ts'
import type { Revision } from '../model.ts'
import type { Plan } from '../plan/plan.ts'
import type { Workspace } from '../workspace.ts'
import type { Session, World } from '../world.ts'
import { type NotStarted, openProbe, type Probe, type Start } from './probe.ts'
import { buildProbe } from './probe-build.ts'
import { shuffled } from './rounds.ts'

/** The starts of one variant, one for each round that every variant completed. */
export interface Started {
  readonly revision: Revision
  readonly mode: string
  readonly result: { readonly starts: readonly Start[] } | { readonly notStarted: NotStarted }
}

export interface StartupOptions {
  readonly rounds: number
  /** Directory of the probe's source. */
  readonly probeSource: string
}

/** Rounds that fill the page cache and find the port; their numbers are dropped. */
const warmUps = 2
/** A start that fails now and then is dropped with its round; more of them are the app's own answer. */
const toleratedFailures = 3
/** An app that listens elsewhere more often picks its port anew each time. */
const toleratedMoves = 2
/** A slow app is started less often, but never less than this. */
const fewestRounds = 10
const timeBudgetMs = 120_000

const probePath = '/.linkgate-probe'
const defaultPort = '8080'

interface Lane {
  readonly variant: Inspected
  readonly probe: Probe
  readonly argv: readonly string[]
  /** Where it listens; empty until that is known, and for an app that picks another port each time. */
  address: string
  everReady: boolean
  /** Starts at which it listened elsewhere than before. */
  moves: number
  failures: number
  notStarted?: NotStarted
  readonly starts: Start[]
}

/**
 * Starts every variant once in each round, in fresh random order, each in a container of its own that stays up:
 * what drifts on the machine drifts for all of them, and no container engine is in the numbers.
 */
export async function measureStartup(
  world: World,
  workspace: Workspace,
  plan: Plan,
  inspected: readonly Inspected[],
  options: StartupOptions,
): Promise<readonly Started[]> {
  const variants = withoutTwins(inspected)
  if (variants.length === 0) return []
  const sessions: Session[] = []
  try {
    const lanes = await world.log.step('prepare the probe', () =>
      prepare(world, workspace, plan, variants, options.probeSource, sessions),
    )
    const rounds = await world.log.step(
      `start ${lanes.length} variants, up to ${options.rounds} rounds`,
      () => sample(world, plan, lanes, options.rounds),
    )
    world.log.info(
      `${rounds} rounds of ${lanes.filter((lane) => lane.notStarted === undefined).length} variants`,
    )
    return lanes.map(({ variant, notStarted, starts }) => ({
      revision: variant.revision,
      mode: variant.mode.name,
      result: notStarted === undefined ? { starts } : { notStarted },
    }))
  } finally {
    await Promise.all(sessions.map((session) => session.close()))
  }
}

/** Two revisions with the same image are one thing: it is started once, as head. */
function withoutTwins(inspected: readonly Inspected[]): readonly Inspected[] {
  return inspected.filter(
    (one) =>
      one.revision === 'head' ||
      !inspected.some(
        (other) =>
          other.revision === 'head' && other.mode.name === one.mode.name && other.image.id === one.image.id,
      ),
  )
}

async function prepare(
  world: World,
  workspace: Workspace,
  plan: Plan,
  variants: readonly Inspected[],
  source: string,
  sessions: Session[],
): Promise<readonly Lane[]> {
  const { args, env } = plan.config.startup
  const probe = await buildProbe(world, { source, directory: workspace.directory, platform: plan.platform })
  const lanes: Lane[] = []
  for (const variant of variants) {
    const container = await plan.engine.create({
      image: variant.reference,
      run: workspace.run,
      entrypoint: probePath,
      env: { PORT: defaultPort, ...env },
    })
    await plan.engine.copyInto(container, probe, probePath)
    const session = plan.engine.start(container)
    sessions.push(session)
    lanes.push({
      variant,
      probe: openProbe(session),
      argv: [...variant.image.entrypoint, ...(args.length > 0 ? args : variant.command)],
      address: '',
      everReady: false,
      moves: 0,
      failures: 0,
      starts: [],
    })
  }
  return lanes
}

async function sample(world: World, plan: Plan, lanes: readonly Lane[], rounds: number): Promise<number> {
  const since = world.clock.now()
  const { path, timeoutMs } = plan.config.startup
  const startOnce = async (lane: Lane): Promise<Start | undefined> => {
    const result = await lane.probe.start({
      argv: lane.argv,
      dir: '',
      address: lane.address,
      path: path ?? '',
      timeoutMs,
    })
    if ('start' in result) {
      lane.everReady = true
      const moved = lane.address !== '' && lane.address !== result.start.address
      if (moved) lane.moves++
      lane.address = lane.moves > toleratedMoves ? '' : result.start.address
      // the probe waited at the old address first: that time is not the app's
      return moved ? undefined : result.start
    }
    lane.failures++
    if (lane.failures > toleratedFailures || !lane.everReady) lane.notStarted = result.notStarted
    return undefined
  }
  const running = () => lanes.filter((lane) => lane.notStarted === undefined)

  // the first start of each waits for all of its timeout when the app never listens: let them wait together
  await Promise.all(lanes.map(startOnce))
  for (let round = 1; round < warmUps; round++) {
    for (const lane of shuffled(running(), world.random)) await startOnce(lane)
  }
  let done = 0
  const spare = (toleratedFailures + toleratedMoves + 1) * lanes.length
  for (let round = 0; round < rounds + spare && done < rounds; round++) {
    if (running().length === 0) break
    if (done >= fewestRounds && world.clock.now() - since > timeBudgetMs) break
    const starts = new Map<Lane, Start>()
    for (const lane of shuffled(running(), world.random)) {
      const start = await startOnce(lane)
      if (start !== undefined) starts.set(lane, start)
    }
    // a round counts as a whole or not at all, so that the samples of all variants stay paired
    if (running().some((lane) => !starts.has(lane))) continue
    for (const [lane, start] of starts) if (lane.notStarted === undefined) lane.starts.push(start)
    done++
  }
  return done
}
