import type { Workspace } from '../effects/workspace.ts'
import type { World } from '../effects/world.ts'
import type { Finding } from '../model/finding.ts'
import type { Mode } from '../model/mode.ts'
import { revisions } from '../model/variant.ts'
import { followsDockerfile } from '../plan/mode-images.ts'
import type { Plan } from '../plan/plan.ts'
import { type OwnStart, ownStart } from '../plan/start/command.ts'
import { buildBuiltIn } from './built-in/built-in.ts'
import { type Built, defaultPort, notPrepared } from './built-variant.ts'
import { type ImageBuilder, openImageBuilder } from './dockerfile/build-image.ts'
import { buildConfigured } from './dockerfile/configured.ts'
import { settingsFindings } from './dockerfile/findings.ts'
import { buildShipped, type Shipped } from './dockerfile/shipped.ts'
import { withReferenceFlags } from './go-build/flags.ts'
import { openPins, type Pin } from './pins.ts'
import type { Unprepared } from './prepare.ts'
import type { SavedImages } from './saved-images.ts'

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
    fix: 'give it other arguments as `startup: { args: … }` in .github/linkgate.yml',
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

/** Base first, and the modes as the configuration has them. */
function inOrder(built: readonly Built[], modes: readonly Mode[]): readonly Built[] {
  return revisions.flatMap((revision) =>
    modes.flatMap((mode) => built.filter((one) => one.revision === revision && one.mode.name === mode.name)),
  )
}
