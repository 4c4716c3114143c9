import { plural } from '../common/english.ts'
import { CommandError, EngineLostError } from '../common/errors.ts'
import type { Phases } from '../common/phases.ts'
import type { Session } from '../effects/exec.ts'
import { showingProgress } from '../effects/log.ts'
import { isBuilt } from '../images/built-variant.ts'
import type { InspectedVariant, VariantReading } from '../images/inspect-variants.ts'
import type { Placement } from '../model/placement.ts'
import type { StartConditions } from '../model/start-condition.ts'
import type { VariantSet } from '../model/variant-set.ts'
import { distinctConditions } from './conditions.ts'
import { traceEmulated } from './emulated.ts'
import type { MadeContainers } from './made-containers.ts'
import type { VariantMeasurement } from './measured-variant.ts'
import { type ControlStarts, controlStarts, isTwin, notNative, sampledOutcome } from './outcomes.ts'
import { placementAfter, placePrograms } from './placement.ts'
import {
  originalOf,
  type Prepared,
  prepare,
  probeOf,
  type StartupHandles,
  type StartupPlan,
} from './prepare-starts.ts'
import type { RunningVariant, RunningVariants } from './running-variants.ts'
import { goingOn, type OpenModes } from './sampling/decided.ts'
import { type ConditionsFound, findConditions } from './sampling/find-conditions.ts'
import { findContacts } from './sampling/find-contacts.ts'
import { firstStarts, warmUp } from './sampling/first-starts.ts'
import { traceInits } from './sampling/inits.ts'
import { sample } from './sampling/sampling.ts'
import { openPhase, progressOf, type StartPhase } from './sampling/start-phase.ts'
import { stillRunning } from './sampling/starts.ts'

export interface Startup {
  readonly variants: VariantSet<VariantMeasurement>
  /** The A/A control: a second copy of a base variant; absent if there is nothing to compare. */
  readonly control?: Control
  /** Number of completed rounds. */
  readonly rounds: number
  /** What linkgate added to the way the images start the app; absent if nothing was started. */
  readonly conditions?: StartConditions
  /** Whether the starts drew from several copies of each program; absent if nothing was compared. */
  readonly placement?: Placement
  /** Those of the conditions that keep the app from starting. */
  readonly found?: ConditionsFound
}

export interface Control extends ControlStarts {
  /** The base variant that it copies. */
  readonly of: InspectedVariant
}

export interface StartupOptions {
  /** Maximum number of rounds. */
  readonly limit: number
  /** Numbers of rounds after which the budgets are judged, to see which modes still need starts. */
  readonly interimAnalyses: readonly number[]
  /** @param reachable number of rounds for which there is time */
  readonly openModes: (so: Startup, reachable: number) => OpenModes
  /** Directory of the probe's source. */
  readonly probeSource: string
  /** Containers that were created during the builds. */
  readonly made?: MadeContainers
  readonly phases: Pick<Phases, 'run'>
}

type Inspected = VariantSet<VariantReading>

/**
 * Starts every variant and the A/A control once per round, in a new random order each time, until all budgets of its mode are
 * decided. A slow drift of the machine therefore affects all of them alike. Each has its own container, which keeps running between
 * starts, so the numbers don't include the container engine.
 */
export async function measureStartup(
  handles: StartupHandles,
  plan: StartupPlan,
  inspected: Inspected,
  options: StartupOptions,
): Promise<Startup> {
  const toStart = toBeStarted(inspected)
  const sessions: Session[] = []
  try {
    const native =
      toStart.size === 0
        ? { variants: inspected.map((one) => (isBuilt(one) ? notNative(one) : one)), rounds: 0 }
        : await startAll(handles, plan, inspected, { ...options, toStart, sessions })
    return { ...native, variants: await emulated(handles, plan, native, { ...options, sessions }) }
  } catch (error) {
    if (!(error instanceof EngineLostError)) throw error
    return lostStartup(inspected, error.detail)
  } finally {
    // in parallel with the next steps. Containers are removed only after that: killing one that is ending takes longer than waiting for it
    const closing = Promise.all(sessions.map((session) => session.close()))
    handles.workspace.onClose('engine', async () => {
      await closing
    })
  }
}

/** Starts programs of other platforms. If that is not possible, no finding reports it, because they are for other machines. */
async function emulated(
  handles: StartupHandles,
  plan: StartupPlan,
  { variants, conditions }: Startup,
  { sessions, probeSource, made }: Pick<StartAllOptions, 'sessions' | 'probeSource' | 'made'>,
): Promise<Startup['variants']> {
  const { log, signal } = handles.world
  const leftOut = (conditions?.leftOut ?? []).map(({ kind }) => kind)
  const probe = probeOf(handles, plan, { source: probeSource, made })
  try {
    return await traceEmulated(handles, plan, variants, { probe, made, sessions, leftOut })
  } catch (error) {
    if (signal.aborted || !(error instanceof CommandError || error instanceof EngineLostError)) throw error
    log.info(`programs of other platforms were not started: ${error.message}`)
    return variants
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
  // the time limit is for the app: it begins after the probe and the containers are ready
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
      !isBuilt(variant)
        ? variant
        : variant.foreign !== undefined
          ? notNative(variant)
          : { ...variant, startup: { kind: 'not-started', notStarted } },
    ),
    rounds: 0,
  }
}

/** Counts the control separately: it is a second copy of a variant. */
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

/** Variants that run natively on this machine, without those whose image is identical to head's. */
function toBeStarted(inspected: Inspected): VariantSet<InspectedVariant> {
  const all = inspected.filter(isBuilt).filter(({ foreign }) => foreign === undefined)
  return all.filter((one) => !isTwin(all, one))
}

/** The result if sampling ended after this number of rounds. */
function resultOf(inspected: Inspected, prepared: Prepared, rounds: number): Startup {
  const { variants, control, copied } = prepared
  const outcomes = variants.map(sampledOutcome)
  return {
    variants: inspected.map((variant, key) => {
      if (!isBuilt(variant)) return variant
      if (variant.foreign !== undefined) return notNative(variant)
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
