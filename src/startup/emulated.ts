/** Starts programs of other platforms. An emulator does not change what packages allocate before `main`, but it changes times. */
import { settleSome } from '../common/settle.ts'
import type { Session } from '../effects/exec.ts'
import { showingProgress } from '../effects/log.ts'
import { isBuilt } from '../images/built-variant.ts'
import type { InspectedVariant } from '../images/inspect-variants.ts'
import type { VariantSet } from '../model/variant-set.ts'
import type { Handles } from '../plan/handles.ts'
import type { Plan } from '../plan/plan.ts'
import { traceOne } from './emulated-starts.ts'
import type { MadeContainers } from './made-containers.ts'
import type { VariantMeasurement } from './measured-variant.ts'
import { inNativeImage } from './native-image.ts'
import { isTwin } from './outcomes.ts'
import type { Start } from './probe/probe.ts'
import {
  openRunningVariants,
  type ProbeSessions,
  type RunningVariant,
  type Starter,
} from './running-variants.ts'
import { packageInits } from './sampling/inits.ts'
import { besideDeadline, openPhase, progressOf, type StartPhase } from './sampling/start-phase.ts'
import { startWithOrWithoutTls } from './sampling/tls.ts'
import { traceShared } from './shared-container.ts'
import { startersOf } from './starters.ts'

export interface EmulatedOptions {
  readonly probe: (withTls: boolean) => Promise<string>
  readonly made: MadeContainers | undefined
  readonly sessions: Session[]
  /** The conditions that are left out for the variants that run natively. */
  readonly leftOut: StartPhase['leftOut']
}

/** Adds to the variants that run in an emulator what their packages allocate. All others are unchanged. */
export async function traceEmulated(
  handles: Pick<Handles, 'world' | 'workspace' | 'engine'>,
  { settings, target }: Pick<Plan, 'settings' | 'target'>,
  variants: VariantSet<VariantMeasurement>,
  { leftOut, ...given }: EmulatedOptions,
): Promise<VariantSet<VariantMeasurement>> {
  const emulated = variants.filter(isBuilt).filter(({ foreign }) => foreign?.runBy !== undefined)
  const toStart = emulated.filter((one) => !isTwin(emulated, one))
  if (toStart.size === 0) return variants
  const { world } = handles
  const running = await world.log.step('measure allocations of programs for other platforms', async () => {
    const starters = await startersOf(handles, target, toStart)
    const phase = {
      ...openPhase(world, settings.config.startup),
      leftOut,
      doing: 'starts of other platforms',
    }
    return showingProgress(
      world.log,
      () => progressOf(phase),
      () =>
        traceAll(
          handles,
          phase,
          starters.variants.map((one) => inNativeImage(one, variants)),
          given,
        ),
    )
  })
  for (const [index, one] of [...toStart].entries()) reportFailure(world, one, [...running][index])
  return variants.map((variant, key) => {
    if (variant.kind !== 'built' || variant.startup.kind !== 'foreign') return variant
    const own = running.get(key) ?? running.get({ ...key, revision: 'head' })
    const traced: readonly Start[] = own?.traced ?? []
    if (traced.length === 0) return variant
    return { ...variant, startup: { ...variant.startup, traced, inits: packageInits(traced) } }
  })
}

/** Starts each program in a container that it shares with others, or else in its own. */
async function traceAll(
  handles: Pick<Handles, 'world' | 'workspace' | 'engine'>,
  phase: StartPhase,
  starters: VariantSet<Starter>,
  given: ProbeSessions,
): Promise<VariantSet<RunningVariant | undefined>> {
  const shared = await traceShared(handles, phase, starters, given)
  const others = starters.filter(({ variant }) => !shared.has(variant))
  const own = await besideDeadline(phase, () =>
    openRunningVariants(handles, phase.settings, { variants: others, control: undefined }, given),
  )
  // in parallel, because nothing is timed
  await settleSome([...own.variants], handles.world.host.cpus, (one) =>
    traceOne(phase, one, startWithOrWithoutTls),
  )
  return starters.map(({ variant }, key) => shared.get(variant) ?? own.variants.get(key))
}

/** A failure is only a line of the log, because a program that fails in an emulator may run natively. */
function reportFailure(
  { log }: Pick<Handles['world'], 'log'>,
  { revision, mode, platform }: InspectedVariant,
  running: RunningVariant | undefined,
): void {
  if (running?.state.kind !== 'failed') return
  const { failure } = running.state.notStarted
  log.info(`${revision}, ${mode.name}, ${platform}: it did not become ready (${failure.kind})`)
}
