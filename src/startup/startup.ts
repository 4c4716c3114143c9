import type { Session } from '../effects/exec.ts'
import type { Workspace } from '../effects/workspace.ts'
import type { World } from '../effects/world.ts'
import { buildCopy } from '../images/built-in/built-in.ts'
import type { Built } from '../images/built-variant.ts'
import type { Inspected } from '../images/inspect-variants.ts'
import { isSameImage } from '../model/image.ts'
import type { PackageInit, Revision } from '../model/variant.ts'
import type { Plan } from '../plan/plan.ts'
import { buildProbe } from './probe/build.ts'
import type { NotStarted, Start } from './probe/probe.ts'
import { openRunningVariants, type RunningVariant, type Starter } from './running-variants.ts'
import { packageInits, traceInits } from './sampling/inits.ts'
import { sample, warmUp } from './sampling/sampling.ts'
import { running } from './sampling/starts.ts'
import { stageWorkingDirectory, workDirectory } from './working-directory.ts'

export interface StartedWell {
  /** One for each round that every variant completed. */
  readonly starts: readonly Start[]
  /** The first start in the fresh container, and the milliseconds from starting the container to its end. */
  readonly first?: { readonly start: Start; readonly engineMs: number }
  /** Starts with GODEBUG=inittrace=1. */
  readonly traced: readonly Start[]
  readonly inits: readonly PackageInit[]
}

/** What came of starting one variant. */
export interface Started {
  readonly revision: Revision
  readonly mode: string
  readonly result: StartedWell | { readonly notStarted: NotStarted }
}

export interface Startup {
  readonly started: readonly Started[]
  /** The A/A control: a second copy of a base variant; absent where there is nothing to compare. */
  readonly control?: Started
  /** Rounds that were completed. */
  readonly rounds: number
}

export interface StartupOptions {
  /** Rounds at most. */
  readonly limit: number
  /** Numbers of rounds after which it is asked whether everything is decided. */
  readonly looks: readonly number[]
  readonly isDecided: (so: Startup) => boolean
  /** Directory of the probe's source. */
  readonly probeSource: string
}

/**
 * Starts every variant and the A/A control once in each round, in fresh random order, each in a container of its own that
 * stays up: what drifts on the machine drifts for all of them, and no container engine is in the numbers.
 */
export async function measureStartup(
  world: World,
  workspace: Workspace,
  plan: Plan,
  built: readonly Built[],
  inspected: readonly Inspected[],
  options: StartupOptions,
): Promise<Startup> {
  const variants = withoutTwins(inspected)
  if (variants.length === 0) return { started: [], rounds: 0 }
  const sessions: Session[] = []
  try {
    const lanes = await world.log.step('prepare the probe', () =>
      prepare(world, workspace, plan, built, variants, options.probeSource, sessions),
    )
    const heading = `start ${lanes.length} variants, up to ${options.limit} rounds`
    const completed = await world.log.step(heading, async () => {
      await warmUp(world, plan, lanes)
      const done = await sample(world, plan, lanes, {
        ...options,
        isDecided: (rounds) => options.isDecided(resultOf(lanes, rounds)),
      })
      await traceInits(world, plan, lanes)
      return done
    })
    world.log.info(`${completed} rounds of ${running(lanes).length} variants`)
    return resultOf(lanes, completed)
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
          other.revision === 'head' &&
          other.mode.name === one.mode.name &&
          isSameImage(one.image, other.image),
      ),
  )
}

async function prepare(
  world: World,
  workspace: Workspace,
  plan: Plan,
  built: readonly Built[],
  variants: readonly Inspected[],
  source: string,
  sessions: Session[],
): Promise<readonly RunningVariant[]> {
  const { platform, go } = plan
  const [probe, starters] = await Promise.allSettled([
    buildProbe(world, { source, directory: workspace.directory, platform, go }),
    startersOf(world, workspace, plan, built, variants),
  ])
  // only when neither is at work any more: an image that comes later would be left behind
  if (probe.status === 'rejected') throw probe.reason
  if (starters.status === 'rejected') throw starters.reason
  return openRunningVariants(world, workspace, plan, starters.value, probe.value, sessions)
}

async function startersOf(
  world: World,
  workspace: Workspace,
  plan: Plan,
  built: readonly Built[],
  variants: readonly Inspected[],
): Promise<readonly Starter[]> {
  const staged = new Map<string, string | undefined>()
  const starters: Starter[] = []
  for (const variant of variants) {
    const made = builtAs(built, variant)
    if (made?.source !== 'built-in') {
      starters.push({ variant, isControl: false, image: variant.reference, files: [] })
      continue
    }
    const { revision } = variant
    if (!staged.has(revision))
      staged.set(revision, await stageWorkingDirectory(world, workspace, plan, revision))
    const files = staged.get(revision)
    starters.push({
      variant,
      isControl: false,
      image: variant.reference,
      ...(made.startsAs === undefined ? {} : { startsAs: made.startsAs }),
      ...(files === undefined
        ? { files: [] }
        : { directory: workDirectory, files: [{ from: `${files}/.`, to: workDirectory }] }),
    })
  }
  const base = starters.find(({ variant }) => variant.revision === 'base')
  const original = base && builtAs(built, base.variant)
  if (base === undefined || original === undefined) return starters
  const { result } = original
  if (result.ok && result.program !== undefined) {
    // what others built is not built again: the copy is put over the program in the container
    const program = { from: result.binary, to: result.program }
    return [...starters, { ...base, isControl: true, files: [...base.files, program] }]
  }
  return [...starters, { ...base, isControl: true, image: await buildCopy(world, workspace, plan, original) }]
}

function builtAs(built: readonly Built[], { revision, mode }: Inspected): Built | undefined {
  return built.find((one) => one.revision === revision && one.mode.name === mode.name)
}

function resultOf(lanes: readonly RunningVariant[], rounds: number): Startup {
  const started = (lane: RunningVariant): Started => {
    const { variant, notStarted, starts, traced, first } = lane
    return {
      revision: variant.revision,
      mode: variant.mode.name,
      result:
        notStarted === undefined
          ? { starts, traced, inits: packageInits(traced), ...(first === undefined ? {} : { first }) }
          : { notStarted },
    }
  }
  const control = lanes.find(({ isControl }) => isControl)
  return {
    started: lanes.filter(({ isControl }) => !isControl).map(started),
    ...(control === undefined ? {} : { control: started(control) }),
    rounds,
  }
}
