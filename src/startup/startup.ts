import { plural } from '../common/english.ts'
import { EngineLostError } from '../common/errors.ts'
import type { Phases } from '../common/phases.ts'
import { remembered } from '../common/remembered.ts'
import { settleAll } from '../common/settle.ts'
import type { Session } from '../effects/exec.ts'
import { showingProgress } from '../effects/log.ts'
import { isBuilt, isUnbuilt, type UnbuiltVariant } from '../images/built-variant.ts'
import type { InspectedVariant } from '../images/inspect-variants.ts'
import { isSameImage } from '../model/image.ts'
import type { Placement } from '../model/placement.ts'
import type { StartConditions } from '../model/start-condition.ts'
import type { VariantSet } from '../model/variant-set.ts'
import type { Handles } from '../plan/handles.ts'
import type { Plan } from '../plan/plan.ts'
import { distinctConditions } from './conditions.ts'
import type { MadeContainers } from './made-containers.ts'
import type { MeasuredVariant } from './measured-variant.ts'
import { type ControlStarts, controlStarts, sampledOutcome } from './outcomes.ts'
import { placementAfter, placePrograms } from './placement.ts'
import { buildProbe } from './probe/build.ts'
import { openRunningVariants, type RunningVariant, type RunningVariants } from './running-variants.ts'
import { goingOn, type OpenModes } from './sampling/decided.ts'
import { type ConditionsFound, findConditions } from './sampling/find-conditions.ts'
import { findContacts } from './sampling/find-contacts.ts'
import { firstStarts, warmUp } from './sampling/first-starts.ts'
import { traceInits } from './sampling/inits.ts'
import { sample } from './sampling/sampling.ts'
import { openPhase, progressOf, type StartPhase } from './sampling/start-phase.ts'
import { stillRunning } from './sampling/starts.ts'
import { startersOf } from './starters.ts'

export interface Startup {
  readonly variants: VariantSet<MeasuredVariant | UnbuiltVariant>
  /** The A/A control: a second copy of a base variant; absent where there is nothing to compare. */
  readonly control?: Control
  /** Rounds that were completed. */
  readonly rounds: number
  /** What linkgate added to how the images start the app; absent where nothing was started. */
  readonly conditions?: StartConditions
  /** Which file of each program was started; absent where nothing was compared. */
  readonly placement?: Placement
  /** What of that keeps the app from starting. */
  readonly found?: ConditionsFound
}

export interface Control extends ControlStarts {
  /** The base variant that it is a copy of. */
  readonly of: InspectedVariant
}

export interface StartupOptions {
  /** Rounds at most. */
  readonly limit: number
  /** Numbers of rounds after which it is checked what is decided. */
  readonly interimAnalyses: readonly number[]
  /** @param reachable rounds for which there is time */
  readonly openModes: (so: Startup, reachable: number) => OpenModes
  /** Directory of the probe's source. */
  readonly probeSource: string
  /** Containers that were made before; absent: none. */
  readonly made?: MadeContainers
  readonly phases: Pick<Phases, 'run'>
}

type Inspected = VariantSet<InspectedVariant | UnbuiltVariant>
type StartupPlan = Pick<Plan, 'settings' | 'target' | 'go'>
type StartupHandles = Pick<Handles, 'world' | 'workspace' | 'engine'>

/**
 * Starts every variant and the A/A control once in each round, in fresh random order, until its mode leaves, each in a
 * container of its own that stays up: what drifts on the machine drifts for all of them, and no container engine is in the numbers.
 */
export async function measureStartup(
  handles: StartupHandles,
  plan: StartupPlan,
  inspected: Inspected,
  options: StartupOptions,
): Promise<Startup> {
  const toStart = withoutTwins(inspected)
  if (toStart.size === 0) return { variants: inspected.filter(isUnbuilt), rounds: 0 }
  const sessions: Session[] = []
  try {
    return await startAll(handles, plan, inspected, { ...options, toStart, sessions })
  } catch (error) {
    if (!(error instanceof EngineLostError)) throw error
    return lostStartup(inspected, error.detail)
  } finally {
    // beside what follows, and before their containers are removed
    const closing = Promise.all(sessions.map((session) => session.close()))
    handles.workspace.onClose('engine', async () => {
      await closing
    })
  }
}

interface StartAllOptions extends StartupOptions {
  readonly toStart: VariantSet<InspectedVariant>
  readonly sessions: Session[]
}

async function startAll(
  handles: StartupHandles,
  plan: StartupPlan,
  inspected: Inspected,
  { toStart, sessions, ...options }: StartAllOptions,
): Promise<Startup> {
  const { world } = handles
  const settings = plan.settings.config.startup
  const running = await world.log.step('prepare the probe', () =>
    showingProgress(
      world.log,
      () => 'creating the containers',
      () => prepare(handles, plan, toStart, { sessions, source: options.probeSource, made: options.made }),
    ),
  )
  // the probe and the containers are linkgate's: what they take is not the app's time
  const phase = openPhase(world, settings)
  const all = [...running.variants, ...(running.control === undefined ? [] : [running.control])]
  const heading = `start ${counted(all, running)}, up to ${options.limit} rounds`
  const { completed, found, placement } = await world.log.step(heading, () =>
    showingProgress(
      world.log,
      () => progressOf(phase),
      () =>
        options.phases.run('starts', async () => {
          await firstStarts(phase, all)
          const found = await findConditions(phase, all)
          await findContacts(phase, all)
          const planned = await placePrograms({ ...handles, sessions }, phase, all)
          await warmUp(phase, all)
          const lanes = { ...running, original: originalOf(running) }
          const completed = await sample(phase, all, {
            ...options,
            goOn: (rounds, reachable) =>
              goingOn(lanes, options.openModes(resultOf(inspected, running, rounds), reachable), rounds),
          })
          await traceInits(phase, [...running.variants])
          return { completed, found, placement: placementAfter(planned, all) }
        }),
    ),
  )
  const started = stillRunning(all)
  world.log.info(
    started.length === 0
      ? 'no variant became ready'
      : `${plural(completed, 'round')} of ${counted(started, running)}`,
  )
  return {
    ...resultOf(inspected, running, completed),
    conditions: conditionsOf(all, phase),
    ...(found === undefined ? {} : { found }),
    ...(placement === undefined ? {} : { placement }),
  }
}

/** The engine was lost before the containers were ready. */
function lostStartup(inspected: Inspected, detail: string): Startup {
  const notStarted = { failure: { kind: 'engine-lost', detail }, log: [] } as const
  return {
    variants: inspected.map((variant) =>
      variant.kind === 'unbuilt' ? variant : { ...variant, startup: { kind: 'not-started', notStarted } },
    ),
    rounds: 0,
  }
}

/** The control is no variant: it is a second copy of one. */
function counted(some: readonly RunningVariant[], { control }: Pick<RunningVariants, 'control'>): string {
  const withControl = control !== undefined && some.includes(control)
  const variants = plural(some.length - (withControl ? 1 : 0), 'variant')
  return withControl ? `${variants} and the A/A control` : variants
}

function conditionsOf(all: readonly RunningVariant[], { leftOut }: StartPhase): StartConditions {
  const [without, added] = [true, false].map((isLeftOut) =>
    distinctConditions(
      all.map((running) => running.added.filter(({ kind }) => leftOut.includes(kind) === isLeftOut)),
    ),
  )
  return { added: added ?? [], leftOut: without ?? [] }
}

/** Two revisions with the same image are one thing: it is started once, as head. */
function withoutTwins(inspected: Inspected): VariantSet<InspectedVariant> {
  const all = inspected.filter(isBuilt)
  return all.filter((one) => {
    const head = all.pair(one.mode.name, one.platform)?.head
    return one.revision === 'head' || !isSameImage(one.inspection.image, head?.inspection.image)
  })
}

async function prepare(
  handles: StartupHandles,
  { settings, target, go }: StartupPlan,
  variants: VariantSet<InspectedVariant>,
  {
    source,
    made,
    sessions,
  }: { readonly source: string; readonly made: MadeContainers | undefined; readonly sessions: Session[] },
): Promise<RunningVariants & { readonly copied: InspectedVariant | undefined }> {
  const { world, workspace } = handles
  const { directory } = workspace
  const probe = remembered((withTls: boolean) =>
    made === undefined || withTls
      ? buildProbe(world, { source, directory, platform: target.platform, go, withTls })
      : made.probe(),
  )
  // only when neither is at work any more does it fail: an image that comes later would be left behind
  const [starters] = await settleAll([startersOf(handles, target, variants), probe(false)])
  const running = await openRunningVariants(handles, settings.config.startup, starters, {
    probe,
    made,
    sessions,
  })
  return { ...running, copied: starters.control?.variant }
}

type Prepared = Awaited<ReturnType<typeof prepare>>

/** What the control is a copy of. */
function originalOf({ variants, copied }: Prepared): RunningVariant | undefined {
  return copied && variants.get({ revision: 'base', mode: copied.mode.name, platform: copied.platform })
}

/** What the starts so far came to. */
function resultOf(inspected: Inspected, prepared: Prepared, rounds: number): Startup {
  const { variants, control, copied } = prepared
  const outcomes = variants.map(sampledOutcome)
  return {
    variants: inspected.map((variant, key) => {
      if (variant.kind === 'unbuilt') return variant
      const own = outcomes.get(key)
      if (own !== undefined) return { ...variant, startup: own }
      const head = outcomes.get({ ...key, revision: 'head' })
      if (head === undefined) throw new Error(`${Object.values(key).join(', ')} was not started`)
      return { ...variant, startup: { kind: 'as-head', head } }
    }),
    ...(control === undefined || copied === undefined
      ? {}
      : { control: { of: copied, ...controlStarts(control, originalOf(prepared)) } }),
    rounds,
  }
}
