/** Builds the variants of one platform. */
import type { World } from '../effects/world.ts'
import { type Finding, finding } from '../findings/finding.ts'
import type { Handles } from '../plan/handles.ts'
import type { Plan } from '../plan/plan.ts'
import { findStartArguments, type StartArguments } from '../plan/start/command.ts'
import type { ExpectedImage } from './built-in/expected-image.ts'
import { buildFallbacks, staticCgoFindings } from './built-in/fallbacks.ts'
import type { BuildTurns } from './built-in/turns.ts'
import { openImagesWithoutProgram } from './built-in/without-program.ts'
import { defaultPort, type VariantBuild } from './built-variant.ts'
import { openImageBuilder } from './dockerfile/build-image.ts'
import { type DockerfileBuilds, dockerfileBuilds } from './dockerfile/dockerfile-builds.ts'
import {
  builtOnceFindings,
  cachesNotReadFinding,
  cachesUnusedFinding,
  labelledFinding,
  needsRepositoryFinding,
  settingsFindings,
} from './dockerfile/findings.ts'
import type { BuildContexts } from './dockerfile/repository-use.ts'
import type { ShippedOptions } from './dockerfile/shipped.ts'
import { type GoFlags, withReferenceFlags } from './go-build/flags.ts'
import { openPins, type UsedBase } from './pins.ts'
import type { KeptPrograms } from './results/kept-programs.ts'
import type { SavedImages } from './saved-images.ts'
import { buildsInParallel } from './side-by-side.ts'

export interface BuildAllOptions extends ShippedOptions {
  /** Absent if no build context has been prepared yet. */
  readonly contexts?: BuildContexts
  /** Programs of earlier runs; absent if none are kept. */
  readonly programs?: KeptPrograms | undefined
  /** Called for built-in images that can be loaded in advance; only if `onBuilt` is called as well. */
  readonly onExpected?: (expected: ExpectedImage) => void
}

export interface PlatformBuilds {
  /** Findings about the builds. */
  readonly findings: readonly Finding[]
  /** Base images of the builds. */
  readonly bases: readonly UsedBase[]
  readonly built: readonly VariantBuild[]
  /** Flags of the program in the image of a Dockerfile, which fallbacks use as well; undefined if there is no such image. */
  readonly flags: GoFlags | undefined
}

export interface PlatformOptions extends BuildAllOptions {
  readonly contexts: BuildContexts
  /** See `PlatformBuilds`: the flags of an earlier platform. */
  readonly flags: GoFlags | undefined
  /** Schedules compilations on this machine. */
  readonly turns: BuildTurns
  /** Whether to record what the linker reaches. */
  readonly recordsLink: boolean
  /** Resolves when no program is being compiled on this machine; rejects if a compilation failed. */
  readonly isIdle: () => Promise<unknown>
}

export interface PlatformBegun extends Pick<PlatformBuilds, 'flags'> {
  /** Resolves when all variants of the platform are built. */
  readonly builds: Promise<PlatformBuilds>
}

/**
 * Builds the variants of a plan for one platform: a mode has the image that is configured for it, or that of the app's own
 * Dockerfile, or else the built-in image. When this resolves, all Dockerfiles are built; other programs may still be compiled.
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
    buildsInParallel:
      plan.images.shipped !== undefined && buildsInParallel(world.host) && (await engine.hasCacheMounts()),
    ...(handles.builderCaches === undefined ? {} : { areWarm: handles.builderCaches.areWarm }),
  }
  const beside = buildsInParallel(world.host) && onBuilt !== undefined ? { onBuilt } : {}
  const ahead = onExpected === undefined || beside.onBuilt === undefined ? {} : { onExpected }
  const { unprepared = {}, needed, isIdle } = options
  const ofDockerfiles = await dockerfileBuilds(tools, plan, {
    unprepared,
    ...(needed === undefined ? {} : { needed }),
    ...beside,
    isIdle,
    canBuild: await engine.canBuild(),
  })
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
  'buildsInParallel' | 'startsAs' | 'programs' | 'withoutProgram'
>

/** Builds the variants that no Dockerfile builds. */
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
  // determined before the first build, because its container is created while others are built
  const startsAs = reference?.startsAs ?? (own && { arguments: own.arguments, kept: [], env: {}, by: own.by })
  const built = await buildFallbacks(
    {
      ...tools,
      programs,
      buildsInParallel: buildsInParallel(world.host),
      startsAs,
      withoutProgram: openImagesWithoutProgram(tools, plan),
    },
    plan,
    planned.map((one) => ({ ...one, mode: withReferenceFlags(one.mode, build, flags) })),
    { unprepared, turns, recordsLink },
  )
  return { built, findings: own === undefined ? [] : [startedAsFinding(own)] }
}

/** How the repository's own files start the app; undefined if the configuration sets arguments. */
async function ownStart({ files }: World, plan: Plan): Promise<StartArguments | undefined> {
  const { args, port } = plan.settings.config.startup
  return args.length > 0 ? undefined : findStartArguments(files, plan, port ?? defaultPort)
}

function startedAsFinding({ arguments: args, by }: StartArguments): Finding {
  return finding('start/arguments-found', { arguments: args, by }, { verdict: 'pass' })
}
