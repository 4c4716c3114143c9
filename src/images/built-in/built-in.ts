import { imageReference } from '../../effects/engine.ts'
import type { Workspace } from '../../effects/workspace.ts'
import type { World } from '../../effects/world.ts'
import { pagedSource } from '../../inspect/bytes/byte-source.ts'
import { readElf } from '../../inspect/elf/elf.ts'
import type { Mode } from '../../model/mode.ts'
import type { Revision } from '../../model/variant.ts'
import type { Plan } from '../../plan/plan.ts'
import { missingCompiler } from '../../repository/go/toolchain.ts'
import type { BuildResult, Built } from '../built-variant.ts'
import { goBuild } from '../go-build/go-build.ts'
import type { Pin } from '../pins.ts'
import {
  distinct,
  librariesLayer,
  type PlannedLayer,
  programLayer,
  programPath,
  runtimeLayer,
  writeImage,
} from './image.ts'
import { collectLibraries } from './libraries.ts'

/** Builds one variant with `go build` on this machine, and the built-in image around it. */
export async function buildBuiltIn(
  world: World,
  workspace: Workspace,
  plan: Plan,
  pin: Pin,
  {
    revision,
    mode,
    checkout,
  }: { readonly revision: Revision; readonly mode: Mode; readonly checkout: string },
): Promise<BuildResult> {
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
    root: plan.root,
    output,
    temporary,
  })
  if (!built.ok) {
    const compiler = await missingCompiler(world, plan.go, [mode])
    const why = [
      ...(compiler === undefined ? [] : [compiler]),
      ...(revision === 'head' ? plan.obstacles : []),
    ]
    return why.length > 0 ? { ...built, why } : built
  }
  const { milliseconds } = built
  const program = programLayer(plan.main.name, output)
  const on = mode.image?.from === 'built-in' ? mode.image.base : undefined
  if (on !== undefined) {
    const made = await makeImageOn(world, workspace, plan, pin, { on, name, program })
    return made.ok ? { ...made, binary: output, milliseconds } : made
  }
  const elf = await world.files.readWith(output, (file) => readElf(pagedSource(file)))
  // what is found nowhere on this machine is then missing in the image, which the load check tells
  const libraries = elf?.ok === true ? (await collectLibraries(world.files, elf.value, output)).files : []
  const layers = [
    await runtimeLayer(world.files, plan.go),
    ...(libraries.length > 0 ? [librariesLayer(libraries)] : []),
    program,
  ]
  return {
    ok: true,
    binary: output,
    milliseconds,
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
  const layers = result.ok ? result.layers : undefined
  if (layers === undefined) throw new Error(`there is no built-in image of ${revision}, ${mode.name}`)
  const [program, ...below] = layers.toReversed()
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

/** The program on an image that the configuration names; certificates, users and libraries are that image's own. */
async function makeImageOn(
  world: World,
  workspace: Workspace,
  plan: Plan,
  pin: Pin,
  { on, name, program }: { readonly on: string; readonly name: string; readonly program: PlannedLayer },
): Promise<
  Omit<Extract<BuildResult, { readonly ok: true }>, 'binary'> | Extract<BuildResult, { readonly ok: false }>
> {
  const base = await pin(on)
  if ('problem' in base) return { ok: false, output: [base.problem] }
  const context = `${workspace.directory}/image-${name}`
  await world.files.makeDirectory(context)
  // unlike COPY, it leaves the directories' times as they are
  await world.archives.writeLayer(`${context}/program.tar`, program.files)
  const path = programPath(plan.main.name)
  const text = `FROM ${base.pinned}\nADD program.tar /\nENTRYPOINT ${JSON.stringify([path])}\n`
  const dockerfile = `${context}/Dockerfile`
  await world.files.write(dockerfile, text)
  const reference = imageReference(workspace.run, name)
  const built = await plan.engine.build({
    context,
    dockerfile,
    text,
    reference,
    run: workspace.run,
    platform: plan.platform,
    buildArgs: {},
    secrets: [],
    ssh: [],
  })
  if (!built.ok) return built
  return {
    ok: true,
    image: reference,
    program: path,
    on: { name: on, ...(base.digest === undefined ? {} : { digest: base.digest }) },
    base: base.layers,
  }
}
