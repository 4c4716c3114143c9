/** Prepares the starts: the probe, and a container for each variant. */
import { remembered } from '../common/remembered.ts'
import { settleAll } from '../common/settle.ts'
import type { Session } from '../effects/exec.ts'
import type { InspectedVariant } from '../images/inspect-variants.ts'
import { imagePlatform } from '../model/platform.ts'
import type { VariantSet } from '../model/variant-set.ts'
import type { Handles } from '../plan/handles.ts'
import type { Plan } from '../plan/plan.ts'
import type { MadeContainers } from './made-containers.ts'
import { buildProbe } from './probe/build.ts'
import { openRunningVariants, type RunningVariant, type RunningVariants } from './running-variants.ts'
import { startersOf } from './starters.ts'

export type StartupPlan = Pick<Plan, 'settings' | 'target' | 'go'>
export type StartupHandles = Pick<Handles, 'world' | 'workspace' | 'engine'>

/** Creates and starts the containers of the variants and of the A/A control. */
export async function prepare(
  handles: StartupHandles,
  { settings, target, go }: StartupPlan,
  variants: VariantSet<InspectedVariant>,
  {
    source,
    made,
    sessions,
  }: { readonly source: string; readonly made: MadeContainers | undefined; readonly sessions: Session[] },
): Promise<RunningVariants & { readonly copied: InspectedVariant | undefined }> {
  const probe = probeOf(handles, { go }, { source, made })
  // waits for both even if one fails, because an image that is loaded after the clean-up would stay
  const [starters] = await settleAll([startersOf(handles, target, variants), probe(false)])
  const running = await openRunningVariants(handles, settings.config.startup, starters, {
    probe,
    made,
    sessions,
  })
  // otherwise the engine would still create containers during the first starts
  await made?.settled()
  return { ...running, copied: starters.control?.variant }
}

/** Returns a function that gives the path of the probe. Builds it at most once with TLS, and once without. */
export function probeOf(
  { world, workspace: { directory } }: StartupHandles,
  { go }: Pick<StartupPlan, 'go'>,
  { source, made }: { readonly source: string; readonly made: MadeContainers | undefined },
) {
  const platform = imagePlatform(world.host)
  return remembered((withTls: boolean) =>
    made === undefined || withTls
      ? buildProbe(world, { source, directory, platform, go, withTls })
      : made.probe(),
  )
}

export type Prepared = Awaited<ReturnType<typeof prepare>>

/** The variant that the control copies. */
export function originalOf({ variants, copied }: Prepared): RunningVariant | undefined {
  return copied && variants.get({ revision: 'base', mode: copied.mode.name, platform: copied.platform })
}
