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

type Inspected = VariantSet<VariantReading>

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
    // beside what follows; then the containers: to kill one that is ending takes longer than to wait for its end
    const closing = Promise.all(sessions.map((session) => session.close()))
    handles.workspace.onClose('engine', async () => {
      await closing
    })
  }
}

/** Their failure is worth no verdict: the programs are for other machines. */
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
      !isBuilt(variant)
        ? variant
        : variant.foreign !== undefined
          ? notNative(variant)
          : { ...variant, startup: { kind: 'not-started', notStarted } },
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

/** Those that run natively. */
function toBeStarted(inspected: Inspected): VariantSet<InspectedVariant> {
  const all = inspected.filter(isBuilt).filter(({ foreign }) => foreign === undefined)
  return all.filter((one) => !isTwin(all, one))
}

/** What the starts so far came to. */
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
