import type { Workspace } from '../effects/workspace.ts'
import type { World } from '../effects/world.ts'
import type { Finding } from '../model/finding.ts'
import type { BaseName, DockerfileFacts } from '../model/image.ts'
import type { Mode } from '../model/mode.ts'
import { type Revision, revisions, type sources } from '../model/variant.ts'
import { followsDockerfile } from '../plan/mode-images.ts'
import type { Plan } from '../plan/plan.ts'
import { type OwnStart, ownStart } from '../plan/start/command.ts'
import type { Obstacle } from '../repository/go/build-preflight.ts'
import { buildBuiltIn } from './built-in/built-in.ts'
import type { PlannedLayer } from './built-in/image.ts'
import { type ImageBuilder, openImageBuilder, openPins, type Pin } from './dockerfile/build-image.ts'
import { buildConfigured } from './dockerfile/configured.ts'
import { settingsFindings } from './dockerfile/findings.ts'
import { buildShipped, type Shipped } from './dockerfile/shipped.ts'
import { withReferenceFlags } from './go-build/flags.ts'
import type { PrepareFailure, Unprepared } from './prepare.ts'
import type { SavedImages } from './saved-images.ts'

export interface Built {
  readonly revision: Revision
  readonly mode: Mode
  readonly source: (typeof sources)[number]
  readonly result: BuildResult
  /** How an image that stands in for the Dockerfile's is started, to do the same as that one. */
  readonly startsAs?: StartsAs
}

export interface StartsAs {
  readonly arguments: readonly string[]
  /** Those of them that stay when the configuration gives others. */
  readonly kept: readonly string[]
  readonly env: Readonly<Record<string, string>>
}

export type BuildResult =
  | {
      readonly ok: true
      /** Path of the executable on this machine. */
      readonly binary: string
      /** Absent where a builder's own cache decides it. */
      readonly milliseconds?: number
      /** Reference under which the engine has the image. */
      readonly image: string
      /** Where the program lies in an image that a builder made. */
      readonly program?: string
      /** What the built-in image was made from. */
      readonly layers?: readonly PlannedLayer[]
      readonly dockerfile?: DockerfileFacts
      /** The image that the built-in one is on. */
      readonly on?: BaseName
      /** Diff IDs of the image that this one is based on, bottom first. */
      readonly base?: readonly string[]
    }
  | {
      readonly ok: false
      readonly output: readonly string[]
      /** What was seen before building, and explains it. */
      readonly why?: readonly Obstacle[]
    }

/** PORT of an app that is not told another one. */
export const defaultPort = 8080

export interface Buildings {
  readonly built: readonly Built[]
  /** What there is to say of how they were made. */
  readonly findings: readonly Finding[]
}

/**
 * Builds every variant: as the configuration names it for the mode, with the app's own Dockerfile where there is one, else with
 * the built-in image.
 */
export async function buildAll(
  world: World,
  workspace: Workspace,
  plan: Plan,
  images: SavedImages,
  unprepared: Unprepared = {},
): Promise<Buildings> {
  workspace.onClose(() => plan.engine.removeAll(workspace.run))
  const { modes } = plan.config
  const pin = openPins(plan, workspace.run)
  const builder = openImageBuilder(world, workspace, plan, images, pin)
  const open = modes.filter(followsDockerfile)
  const shipped = await shippedOf(world, plan, builder, open, unprepared)
  const built = [...shipped.built]
  let { pattern } = shipped
  for (const image of plan.configured) {
    const configured = await buildConfigured(world, plan, builder, image, unprepared)
    built.push(...configured.built)
    pattern ??= configured.pattern
  }
  const left = modes.filter(
    (mode) => shipped.left.includes(mode) || (!followsDockerfile(mode) && mode.image?.from !== 'dockerfile'),
  )
  const standing = left.map((mode) => withReferenceFlags(mode, plan.config.build, pattern?.flags))
  const standIns = await buildModes(world, workspace, plan, standing, pin, unprepared)
  const { args, port } = plan.config.startup
  const own =
    pattern === undefined && args.length === 0 && standIns.length > 0
      ? await ownStart(world.files, plan, port ?? defaultPort)
      : undefined
  const startsAs = pattern?.startsAs ?? (own && { arguments: own.arguments, kept: [], env: {} })
  built.push(...standIns.map((one) => (startsAs === undefined ? one : { ...one, startsAs })))
  return {
    built: inOrder(built, modes),
    findings: [
      ...shipped.findings,
      ...settingsFindings(plan, built),
      ...(own === undefined ? [] : [startedAs(own)]),
    ],
  }
}

async function shippedOf(
  world: World,
  plan: Plan,
  builder: ImageBuilder,
  open: readonly Mode[],
  unprepared: Unprepared,
): Promise<Shipped> {
  const { dockerfile } = plan
  return dockerfile === undefined || open.length === 0
    ? { built: [], left: open, findings: [] }
    : buildShipped(world, { ...plan, dockerfile }, builder, open, unprepared)
}

function startedAs({ arguments: args, by }: OwnStart): Finding {
  return {
    verdict: 'pass',
    kind: 'started-as',
    message: `The built-in image is started with \`${args.join(' ')}\`, as ${by}, says`,
    mend: 'give it other arguments as `startup: { args: … }` in .github/linkgate.yml',
  }
}

/** Modes with the built-in image, in both revisions. */
async function buildModes(
  world: World,
  workspace: Workspace,
  plan: Plan,
  modes: readonly Mode[],
  pin: Pin,
  unprepared: Unprepared,
): Promise<readonly Built[]> {
  const built: Built[] = []
  for (const revision of revisions) {
    const checkout = plan.checkouts[revision]
    if (checkout === undefined) continue
    const failure = unprepared[revision]
    for (const mode of modes) {
      if (failure !== undefined) {
        built.push({ revision, mode, source: 'built-in', result: notPrepared(failure) })
        continue
      }
      const heading = `build ${revision}, ${mode.name}`
      const result = await world.log.step(heading, () =>
        buildBuiltIn(world, workspace, plan, pin, { revision, mode, checkout }),
      )
      if (!result.ok) world.log.info(`${heading} failed: ${result.output[0] ?? 'no output'}`)
      built.push({ revision, mode, source: 'built-in', result })
    }
  }
  return built
}

export function notPrepared({ message, output }: PrepareFailure): BuildResult {
  const mend = 'run the command at the root of a fresh clone, and change build.prepare until it works there'
  return { ok: false, output, why: [{ message, mend }] }
}

/** Base first, and the modes as the configuration has them. */
function inOrder(built: readonly Built[], modes: readonly Mode[]): readonly Built[] {
  return revisions.flatMap((revision) =>
    modes.flatMap((mode) => built.filter((one) => one.revision === revision && one.mode.name === mode.name)),
  )
}
