import { settleAll } from '../common/settle.ts'
import { type Finding, finding } from '../findings/finding.ts'
import { mergePlatformFindings } from '../findings/platform-findings.ts'
import { modeExistsOn } from '../model/mode.ts'
import { hasImages, type Platform } from '../model/platform.ts'
import { VariantSet } from '../model/variant-set.ts'
import type { Handles } from '../plan/handles.ts'
import { type Plan, planFor, platformsIn } from '../plan/plan.ts'
import { keyOf, type PlannedVariant } from '../plan/planned-variant.ts'
import { type BuildAllOptions, beginPlatform, type PlatformBuilds } from './build-platform.ts'
import { buildTurns } from './built-in/turns.ts'
import type { VariantBuild } from './built-variant.ts'
import { BuildContexts } from './dockerfile/repository-use.ts'
import type { GoFlags } from './go-build/flags.ts'
import type { UsedBase } from './pins.ts'
import type { SavedImages } from './saved-images.ts'
import { buildsInParallel } from './side-by-side.ts'

export interface Builds {
  readonly variants: VariantSet<VariantBuild>
  /** Findings about the builds. */
  readonly findings: readonly Finding[]
  /** Base images of the builds. */
  readonly bases: readonly UsedBase[]
}

/**
 * Builds every variant. Dockerfiles are built for one platform after the other, first for those with images. Programs are compiled
 * on this machine in parallel with that, without pauses between platforms.
 */
export async function buildAll(
  handles: Handles,
  plan: Plan,
  images: SavedImages,
  options: BuildAllOptions = {},
): Promise<Builds> {
  const { workspace, engine } = handles
  workspace.onClose('engine', () => engine.removeAll(workspace.run))
  const platforms = platformsIn(plan)
  const parts = await buildPlatforms(handles, plan, images, options)
  const inTurn = platforms.map((platform) => parts.get(platform) as PlatformBuilds)
  const built = VariantSet.of(
    inTurn.flatMap(({ built }) => built),
    keyOf,
  )
  return {
    variants: inOrder(plan.variants, built),
    bases: inTurn.flatMap(({ bases }) => bases),
    findings: mergePlatformFindings(
      platforms.map((platform, index) => ({
        platform,
        findings: [...(inTurn[index]?.findings ?? []), ...excludedFinding(plan, platform)],
      })),
    ),
  }
}

async function buildPlatforms(
  handles: Handles,
  plan: Plan,
  images: SavedImages,
  options: BuildAllOptions,
): Promise<ReadonlyMap<Platform, PlatformBuilds>> {
  const platforms = platformsIn(plan).toSorted((a, b) => Number(hasImages(b)) - Number(hasImages(a)))
  const contexts = options.contexts ?? new BuildContexts(handles, plan)
  const turns = buildTurns()
  const begun: Promise<readonly [Platform, PlatformBuilds]>[] = []
  const isIdle = () => settleAll(begun)
  let flags: GoFlags | undefined
  try {
    for (const platform of platforms) {
      const { relinks } = plan.settings.config
      const recordsLink = relinks && platform === plan.target.platform
      const given = { ...options, contexts, flags, turns, recordsLink, isIdle }
      const part = await beginPlatform(handles, planFor(plan, platform), images, given)
      flags ??= part.flags
      const builds = part.builds.then((builds) => [platform, builds] as const)
      // `isIdle` reports failures
      builds.catch(() => {})
      begun.push(builds)
      if (!buildsInParallel(handles.world.host)) await isIdle()
    }
    return new Map(await isIdle())
  } finally {
    await Promise.allSettled(begun)
  }
}

/** A finding about modes that do not exist on the platform. */
function excludedFinding({ settings: { config } }: Plan, platform: Platform): readonly Finding[] {
  const modes = config.modes.filter((mode) => !modeExistsOn(mode, platform)).map(({ name }) => name)
  if (modes.length === 0) return []
  const why = [{ kind: 'platform-without-mode', modes, platform } as const]
  return [finding('build/mode-excluded', { why }, { verdict: 'pass', revision: 'head' })]
}

function inOrder(planned: VariantSet<PlannedVariant>, found: VariantSet<VariantBuild>): Builds['variants'] {
  return planned.map(({ revision, mode }, key) => {
    const one = found.get(key)
    if (one === undefined) throw new Error(`nothing was built for ${revision}, ${mode.name}`)
    return one
  })
}
