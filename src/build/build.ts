import { pagedSource } from '../inspect/byte-source.ts'
import { readElf } from '../inspect/elf.ts'
import { type Mode, type Revision, revisions } from '../model.ts'
import type { Plan } from '../plan/plan.ts'
import type { Workspace } from '../workspace.ts'
import type { World } from '../world.ts'
import {
  distinct,
  librariesLayer,
  type PlannedLayer,
  programLayer,
  runtimeLayer,
  writeImage,
} from './built-in-image.ts'
import { imageReference } from './engine.ts'
import { goBuild } from './go.ts'
import { collectLibraries } from './libraries.ts'

export interface Built {
  readonly revision: Revision
  readonly mode: Mode
  readonly result: BuildResult
}

export type BuildResult =
  | {
      readonly ok: true
      /** Path of the executable on this machine. */
      readonly binary: string
      readonly milliseconds: number
      /** Reference under which the engine has the image. */
      readonly image: string
      /** What the image was made from. */
      readonly layers: readonly PlannedLayer[]
    }
  | { readonly ok: false; readonly output: readonly string[] }

/** Builds every variant: a program with `go build`, and the built-in image around it. */
export async function buildAll(world: World, workspace: Workspace, plan: Plan): Promise<readonly Built[]> {
  const runtime = await runtimeLayer(world.files, plan.go)
  workspace.onClose(() => plan.engine.removeAll(workspace.run))
  const built: Built[] = []
  for (const revision of revisions) {
    const checkout = plan.checkouts[revision]
    if (checkout === undefined) continue
    for (const mode of plan.config.modes) {
      const heading = `build ${revision}, ${mode.name}`
      const result = await world.log.step(heading, () =>
        buildOne(world, workspace, plan, { revision, mode, checkout, runtime }),
      )
      if (!result.ok) world.log.info(`${heading} failed: ${result.output[0] ?? 'no output'}`)
      built.push({ revision, mode, result })
    }
  }
  return built
}

async function buildOne(
  world: World,
  workspace: Workspace,
  plan: Plan,
  one: {
    readonly revision: Revision
    readonly mode: Mode
    readonly checkout: string
    readonly runtime: PlannedLayer
  },
): Promise<BuildResult> {
  const { revision, mode, checkout, runtime } = one
  const name = `${revision}-${mode.name}`
  const directory = `${workspace.directory}/build-${name}`
  const temporary = `${directory}/tmp`
  await world.files.makeDirectory(temporary)
  // in a folder of its own: a program may be called like one of our files
  const output = `${directory}/program/${plan.main.name}`
  const built = await goBuild(world, {
    mode,
    main: plan.main,
    platform: plan.platform,
    checkout,
    output,
    temporary,
  })
  if (!built.ok) return built
  const elf = await world.files.readWith(output, (file) => readElf(pagedSource(file)))
  // what is found nowhere on this machine is then missing in the image, which the load check tells
  const libraries =
    elf !== undefined && 'elf' in elf ? (await collectLibraries(world.files, elf.elf, output)).files : []
  const layers = [
    runtime,
    ...(libraries.length > 0 ? [librariesLayer(libraries)] : []),
    programLayer(plan.main.name, output),
  ]
  return {
    ok: true,
    binary: output,
    milliseconds: built.milliseconds,
    image: await makeImage(world, workspace, plan, name, layers),
    layers,
  }
}

/**
 * A second copy of an image for the A/A control: its program is a file of its own, with its own place in the page cache, as
 * the programs of base and head are.
 */
export async function buildCopy(
  world: World,
  workspace: Workspace,
  plan: Plan,
  { revision, mode, result }: Built,
): Promise<string> {
  if (!result.ok) throw new Error(`there is no image of ${revision}, ${mode.name}`)
  const [program, ...below] = result.layers.toReversed()
  if (program === undefined) throw new Error('an image has at least one layer')
  const name = `copy-${revision}-${mode.name}`
  return makeImage(world, workspace, plan, name, [...below.toReversed(), distinct(program)])
}

async function makeImage(
  world: World,
  workspace: Workspace,
  plan: Plan,
  name: string,
  layers: readonly PlannedLayer[],
): Promise<string> {
  const directory = `${workspace.directory}/image-${name}`
  await world.files.makeDirectory(directory)
  const reference = imageReference(workspace.run, name)
  const archive = await writeImage(world, directory, reference, plan.platform, plan.main.name, layers)
  await plan.engine.load(archive)
  return reference
}
