/** Building the variants of one platform. */
import type { World } from '../effects/world.ts'
import { type Finding, finding } from '../findings/finding.ts'
import type { Mode } from '../model/mode.ts'
import { hasImages } from '../model/platform.ts'
import type { Handles } from '../plan/handles.ts'
import { followsDockerfile } from '../plan/mode-images.ts'
import type { Plan } from '../plan/plan.ts'
import { findStartArguments, type StartArguments } from '../plan/start/command.ts'
import type { ExpectedImage } from './built-in/expected-image.ts'
import { buildFallbacks, staticCgoFindings } from './built-in/fallbacks.ts'
import type { BuildTurns } from './built-in/turns.ts'
import { openImagesWithoutProgram } from './built-in/without-program.ts'
import { defaultPort, isBuilt, notNeeded, type VariantBuild } from './built-variant.ts'
import { openImageBuilder, type ProvenImage } from './dockerfile/build-image.ts'
import { buildConfigured } from './dockerfile/configured.ts'
import {
  builtOnceFindings,
  cachesNotReadFinding,
  cachesUnusedFinding,
  labelledFinding,
  needsRepositoryFinding,
  settingsFindings,
} from './dockerfile/findings.ts'
import { foreignFinding } from './dockerfile/foreign-platform.ts'
import type { DockerfileTools } from './dockerfile/own-image.ts'
import type { BuildContexts } from './dockerfile/repository-use.ts'
import { buildShipped, type ShippedBuild, type ShippedOptions } from './dockerfile/shipped.ts'
import { type GoFlags, withReferenceFlags } from './go-build/flags.ts'
import { openPins, type UsedBase } from './pins.ts'
import type { KeptPrograms } from './results/kept-programs.ts'
import type { SavedImages } from './saved-images.ts'
import { buildsTwo } from './side-by-side.ts'

export interface BuildAllOptions extends ShippedOptions {
  /** Absent where nothing was looked up in them before. */
  readonly contexts?: BuildContexts
  /** Of earlier runs; absent where none are kept. */
  readonly programs?: KeptPrograms | undefined
  /** As of built-in images; called only where `onBuilt` is. */
  readonly onExpected?: (expected: ExpectedImage) => void
}

export interface PlatformBuilds {
  /** About how they were made. */
  readonly findings: readonly Finding[]
  /** Images that they are built on. */
  readonly bases: readonly UsedBase[]
  readonly built: readonly VariantBuild[]
  /** Those of the image that built-in ones are measured beside; absent where there is none. */
  readonly flags: GoFlags | undefined
}

export interface PlatformOptions extends BuildAllOptions {
  readonly contexts: BuildContexts
  /** As of `PlatformBuilds`, of a platform before. */
  readonly flags: GoFlags | undefined
  /** When programs are compiled on this machine. */
  readonly turns: BuildTurns
  /** Whether it is to be recorded what the linker reaches. */
  readonly recordsLink: boolean
  /** Settles when nothing is compiled on this machine any more; rejects where that failed. */
  readonly isIdle: () => Promise<unknown>
}

export interface PlatformBegun extends Pick<PlatformBuilds, 'flags'> {
  /** When everything of it is built. */
  readonly builds: Promise<PlatformBuilds>
}

/**
 * Builds the variants of the one platform that a plan has: as the configuration names it for the mode, with the app's own
 * Dockerfile where there is one, else with the built-in image. Dockerfiles are built when it returns, and other programs are compiled
 * in their turn.
 */
export async function beginPlatform(
  handles: Handles,
  plan: Plan,
  images: SavedImages,
  options: PlatformOptions,
): Promise<PlatformBegun> {
  const { contexts, onBuilt, onExpected } = options
  const { world, workspace, engine } = handles
  const pins = openPins(engine, workspace.run, plan.target.platform)
  const { pin } = pins
  const tools = {
    world,
    builder: openImageBuilder(handles, plan, images, { pin, contexts }),
    buildsTwo: plan.images.shipped !== undefined && buildsTwo(world.host) && (await engine.hasCacheMounts()),
    ...(handles.builderCaches === undefined ? {} : { areWarm: handles.builderCaches.areWarm }),
  }
  const beside = buildsTwo(world.host) && onBuilt !== undefined ? { onBuilt } : {}
  const ahead = onExpected === undefined || beside.onBuilt === undefined ? {} : { onExpected }
  const ofDockerfiles = await dockerfileBuilds(
    tools,
    plan,
    { ...options, canBuild: await engine.canBuild() },
    beside,
  )
  const flags = ofDockerfiles.reference?.flags ?? options.flags
  const builds = async (): Promise<PlatformBuilds> => {
    const given = { ...handles, pin, images, ...beside, ...ahead }
    const fallbacks = await fallbackBuilds(given, plan, ofDockerfiles, { ...options, flags })
    const built = [...ofDockerfiles.built, ...fallbacks.built]
    return {
      built,
      flags,
      bases: await pins.used(),
      findings: [
        ...ofDockerfiles.findings,
        ...settingsFindings(plan, built),
        ...needsRepositoryFinding(tools.builder.needsRepository),
        ...cachesUnusedFinding(tools.builder.refusesCaches),
        ...cachesNotReadFinding(tools.builder.unusableCaches),
        ...builtOnceFindings(built),
        ...labelledFinding(built, engine),
        ...staticCgoFindings(built),
        ...fallbacks.findings,
      ],
    }
  }
  return { flags, builds: builds() }
}

type FallbackHandles = Omit<
  Parameters<typeof buildFallbacks>[0],
  'buildsTwo' | 'startsAs' | 'programs' | 'withoutProgram'
>

/** The variants that no Dockerfile gives. */
async function fallbackBuilds(
  tools: FallbackHandles,
  plan: Plan,
  { reference, remaining }: DockerfileBuilds,
  { flags, turns, recordsLink, programs, unprepared = {} }: PlatformOptions,
): Promise<Pick<PlatformBuilds, 'built' | 'findings'>> {
  const { world } = tools
  const planned = [...plan.variants].filter(({ mode }) => remaining.includes(mode))
  const { build } = plan.settings.config
  const own = reference === undefined && planned.length > 0 ? await ownStart(world, plan) : undefined
  // known before the first is built, as its container is made while others are built
  const startsAs = reference?.startsAs ?? (own && { arguments: own.arguments, kept: [], env: {}, by: own.by })
  const built = await buildFallbacks(
    {
      ...tools,
      programs,
      buildsTwo: buildsTwo(world.host),
      startsAs,
      withoutProgram: openImagesWithoutProgram(tools),
    },
    plan,
    planned.map((one) => ({ ...one, mode: withReferenceFlags(one.mode, build, flags) })),
    { unprepared, turns, recordsLink },
  )
  return { built, findings: own === undefined ? [] : [startedAsFinding(own)] }
}

interface DockerfileBuilds {
  readonly built: readonly VariantBuild[]
  readonly findings: readonly Finding[]
  /** Modes that get the built-in image. */
  readonly remaining: readonly Mode[]
  /** The image of head that built-in ones are measured beside; absent where there is none. */
  readonly reference?: ProvenImage
}

/** None where there is no builder, the platform has no images, or the Dockerfiles give none for it. */
async function dockerfileBuilds(
  tools: DockerfileTools,
  plan: Plan,
  { isIdle, canBuild, ...options }: PlatformOptions & { readonly canBuild: boolean },
  beside: Pick<BuildAllOptions, 'onBuilt'>,
): Promise<DockerfileBuilds> {
  const without = { built: [], findings: [], remaining: plan.settings.config.modes }
  if (!hasImages(plan.target.platform)) return without
  if (!canBuild) return withoutBuilder(plan)
  const foreign = await foreignFinding(tools.world, plan)
  if (foreign !== undefined) return { ...without, findings: [foreign] }
  // two builds at a time are enough
  if (plan.images.shipped !== undefined || plan.images.configured.length > 0) await isIdle()
  return buildDockerfiles(tools, plan, options, beside)
}

/** Every mode gets the built-in image. */
function withoutBuilder({ images, settings }: Plan): DockerfileBuilds {
  const { modes } = settings.config
  const shipped = modes.some(followsDockerfile) ? images.shipped : undefined
  const { dockerfile } = shipped?.build ?? images.configured[0]?.build ?? {}
  return {
    built: [],
    remaining: modes,
    findings:
      dockerfile === undefined ? [] : [finding('dockerfile/no-builder', { dockerfile }, { verdict: 'warn' })],
  }
}

/** What Dockerfiles give: the app's own, and those that the configuration names for single modes. */
async function buildDockerfiles(
  tools: DockerfileTools,
  plan: Plan,
  { unprepared = {}, needed }: BuildAllOptions,
  beside: Pick<BuildAllOptions, 'onBuilt'>,
): Promise<DockerfileBuilds> {
  const { modes } = plan.settings.config
  const open = modes.filter(followsDockerfile)
  const { shipped: dockerfile } = plan.images
  const given = { unprepared, ...beside, ...(needed === undefined ? {} : { needed }) }
  const shipped: ShippedBuild =
    dockerfile === undefined || open.length === 0
      ? { built: [], remaining: open, findings: [] }
      : await buildShipped(tools, plan, dockerfile, given)
  const built = [...shipped.built]
  let { reference } = shipped
  const skips = (mode: Mode) =>
    needed?.includes(mode.name) === false &&
    tools.builder.needsRepository === undefined &&
    (shipped.remaining.length > 0 || built.some(isBuilt))
  const skip = (mode: Mode, source: 'configured' | 'built-in') => {
    const planned = [...plan.variants].filter((variant) => variant.mode.name === mode.name)
    built.push(...planned.map((variant) => notNeeded(variant, source)))
  }
  for (const image of plan.images.configured) {
    if (skips(image.mode)) {
      skip(image.mode, 'configured')
      continue
    }
    const configured = await buildConfigured(tools, plan, image, unprepared)
    built.push(...configured.built)
    reference ??= configured.reference
  }
  const compiled = modes.filter((mode) => !followsDockerfile(mode) && mode.image?.from !== 'dockerfile')
  const skipped = compiled.filter(skips)
  for (const mode of skipped) skip(mode, 'built-in')
  return {
    built,
    findings: shipped.findings,
    remaining: modes.filter(
      (mode) => shipped.remaining.includes(mode) || (compiled.includes(mode) && !skipped.includes(mode)),
    ),
    ...(reference === undefined ? {} : { reference }),
  }
}

/** How the repository's own files start the app, where the configuration does not say how. */
async function ownStart({ files }: World, plan: Plan): Promise<StartArguments | undefined> {
  const { args, port } = plan.settings.config.startup
  return args.length > 0 ? undefined : findStartArguments(files, plan, port ?? defaultPort)
}

function startedAsFinding({ arguments: args, by }: StartArguments): Finding {
  return finding('start/arguments-found', { arguments: args, by }, { verdict: 'pass' })
}
