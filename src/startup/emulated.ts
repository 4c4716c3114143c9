/** Starts in an emulator: what packages allocate before `main` is the same there, and what takes time is not. */
import type { Session } from '../effects/exec.ts'
import { showingProgress } from '../effects/log.ts'
import { isBuilt } from '../images/built-variant.ts'
import type { InspectedVariant } from '../images/inspect-variants.ts'
import type { VariantSet } from '../model/variant-set.ts'
import type { Handles } from '../plan/handles.ts'
import type { Plan } from '../plan/plan.ts'
import type { VariantMeasurement } from './measured-variant.ts'
import { isTwin } from './outcomes.ts'
import type { Start } from './probe/probe.ts'
import { openRunningVariants, type RunningVariant } from './running-variants.ts'
import { firstStarts } from './sampling/first-starts.ts'
import { packageInits, traceInits } from './sampling/inits.ts'
import { openPhase, progressOf, type StartPhase } from './sampling/start-phase.ts'
import { startersOf } from './starters.ts'

/** They hardly differ from start to start, and an emulator takes seconds for each. */
const tracedStarts = 3

export interface EmulatedOptions {
  readonly probe: (withTls: boolean) => Promise<string>
  readonly sessions: Session[]
  /** As of the variants that run natively. */
  readonly leftOut: StartPhase['leftOut']
}

/** The variants with what emulated starts of them allocate; those that no emulator runs stay as they are. */
export async function traceEmulated(
  handles: Pick<Handles, 'world' | 'workspace' | 'engine'>,
  { settings, target }: Pick<Plan, 'settings' | 'target'>,
  variants: VariantSet<VariantMeasurement>,
  { probe, sessions, leftOut }: EmulatedOptions,
): Promise<VariantSet<VariantMeasurement>> {
  const emulated = variants.filter(isBuilt).filter(({ foreign }) => foreign?.emulator !== undefined)
  const toStart = emulated.filter((one) => !isTwin(emulated, one))
  if (toStart.size === 0) return variants
  const { world, engine } = handles
  const { startup } = settings.config
  const running = await world.log.step('start emulated programs for what they allocate', async () => {
    for (const { image } of toStart) await engine.load(image.reference)
    const { variants: starters } = await startersOf(handles, target, toStart)
    const opened = await openRunningVariants(
      handles,
      startup,
      { variants: starters, control: undefined },
      { probe, sessions },
    )
    const phase = { ...openPhase(world, startup), leftOut }
    const all = [...opened.variants]
    await showingProgress(
      world.log,
      () => progressOf(phase),
      async () => {
        await firstStarts(phase, all)
        await traceInits(phase, all, tracedStarts)
      },
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

/** A program that an emulator does not run may well run where it belongs. */
function reportFailure(
  { log }: Pick<Handles['world'], 'log'>,
  { revision, mode, platform }: InspectedVariant,
  running: RunningVariant | undefined,
): void {
  if (running?.state.kind !== 'failed') return
  const { failure } = running.state.notStarted
  log.info(
    `${revision}, ${mode.name}, ${platform}: it did not become ready in the emulator (${failure.kind})`,
  )
}
