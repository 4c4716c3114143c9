/** Starts that are not timed, of other platforms: what packages allocate before `main` is the same in an emulator, and what takes time is not. */
import { settleSome } from '../common/settle.ts'
import type { Session } from '../effects/exec.ts'
import { showingProgress } from '../effects/log.ts'
import { isBuilt } from '../images/built-variant.ts'
import type { InspectedVariant } from '../images/inspect-variants.ts'
import type { VariantSet } from '../model/variant-set.ts'
import type { Handles } from '../plan/handles.ts'
import type { Plan } from '../plan/plan.ts'
import type { MadeContainers } from './made-containers.ts'
import type { VariantMeasurement } from './measured-variant.ts'
import { inNativeImage } from './native-image.ts'
import { isTwin } from './outcomes.ts'
import type { Start } from './probe/probe.ts'
import { openRunningVariants, type RunningVariant } from './running-variants.ts'
import { packageInits } from './sampling/inits.ts'
import { openPhase, progressOf, type StartPhase } from './sampling/start-phase.ts'
import { startWithOrWithoutTls } from './sampling/tls.ts'
import { startersOf } from './starters.ts'

/** Allocations hardly differ from start to start: a package is a cause only if both starts of base are apart from both of head. */
const tracedStarts = 2

export interface EmulatedOptions {
  readonly probe: (withTls: boolean) => Promise<string>
  readonly made: MadeContainers | undefined
  readonly sessions: Session[]
  /** As of the variants that run natively. */
  readonly leftOut: StartPhase['leftOut']
}

/** The variants with what they allocate in starts that are not timed; those that nothing runs stay as they are. */
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
  const { startup } = settings.config
  const running = await world.log.step('measure allocations of programs for other platforms', async () => {
    const { variants: starters } = await startersOf(handles, target, toStart)
    const opened = await openRunningVariants(
      handles,
      startup,
      { variants: starters.map((one) => inNativeImage(one, variants)), control: undefined },
      given,
    )
    const phase = { ...openPhase(world, startup), leftOut, doing: 'starts of other platforms' }
    await showingProgress(
      world.log,
      () => progressOf(phase),
      // nothing is timed
      () => settleSome([...opened.variants], world.host.cpus, (one) => traceOne(phase, one)),
    )
    return opened.variants
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

async function traceOne(phase: StartPhase, running: RunningVariant): Promise<void> {
  const traced: Start[] = []
  running.traced = traced
  for (let count = 0; count < tracedStarts; count++) {
    const start = await startWithOrWithoutTls(phase, running, { inittrace: true })
    if (start?.inits !== undefined && start.inits.length > 0) traced.push(start)
  }
}

/** A program that an emulator does not run may well run where it belongs. */
function reportFailure(
  { log }: Pick<Handles['world'], 'log'>,
  { revision, mode, platform }: InspectedVariant,
  running: RunningVariant | undefined,
): void {
  if (running?.state.kind !== 'failed') return
  const { failure } = running.state.notStarted
  log.info(`${revision}, ${mode.name}, ${platform}: it did not become ready (${failure.kind})`)
}
