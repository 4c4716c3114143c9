import type { Result } from '../../common/result.ts'
import { type BuildProblem, imageReference } from '../../effects/engine.ts'
import { pagedSource } from '../../inspect/bytes/byte-source.ts'
import { readElf } from '../../inspect/elf/elf.ts'
import type { Handles } from '../../plan/handles.ts'
import type { BuildTarget, Plan } from '../../plan/plan.ts'
import type { PlannedVariant } from '../../plan/planned-variant.ts'
import type { BuildFailure, BuiltInImage, ImageOnBase } from '../built-variant.ts'
import { goBuild, loadingFunctions } from '../go-build/go-build.ts'
import { recordLink } from '../go-build/link-record.ts'
import { canWrapLinker } from '../go-build/linker-script.ts'
import type { Pin } from '../pins.ts'
import type { SavedImages } from '../saved-images.ts'
import {
  librariesLayer,
  type PlannedLayer,
  programLayer,
  programPath,
  runtimeLayer,
  writeImage,
} from './image.ts'
import { collectLibraries } from './libraries.ts'

type ImageTools = Pick<Handles, 'world' | 'workspace' | 'engine'>

export interface BuiltInTools extends ImageTools {
  readonly pin: Pin
  readonly images: Pick<SavedImages, 'read'>
}

/** Builds one variant with `go build` on this machine, and the built-in image around it. */
export async function buildBuiltIn(
  tools: BuiltInTools,
  plan: Pick<Plan, 'target' | 'source' | 'go'>,
  variant: PlannedVariant,
  { recordsLink = false }: { readonly recordsLink?: boolean } = {},
): Promise<Result<BuiltInImage, BuildFailure>> {
  const { world, workspace } = tools
  const { target, source, go } = plan
  const { mode, checkout } = variant
  const name = nameOf(variant)
  const directory = `${workspace.directory}/build-${name}`
  const temporary = `${directory}/tmp`
  await world.files.makeDirectory(temporary)
  // in a folder of its own: a program may be called like one of our files
  const output = `${directory}/program/${target.main.name}`
  const { main, platform } = target
  const link =
    recordsLink && canWrapLinker(world.host, go, mode)
      ? await recordLink(world, `${workspace.directory}/link-${name}`)
      : undefined
  const built = await goBuild(world, {
    mode,
    main,
    platform,
    checkout,
    root: source.root,
    output,
    temporary,
    ...(link === undefined ? {} : { flags: link.flags }),
  })
  if (!built.ok) return built
  const { milliseconds } = built.value
  const about = {
    binary: output,
    milliseconds,
    loading: loadingFunctions(built.value.output),
    ...(link === undefined ? {} : { link: link.record }),
  }
  const program = programLayer(main.name, output)
  const on = mode.image?.from === 'built-in' ? mode.image.base : undefined
  if (on !== undefined) {
    const made = await makeImageOn(tools, target, on, { name, program })
    return made.ok ? { ok: true, value: { ...made.value, ...about } } : made
  }
  const layers = [await runtimeLayer(world.files, go), ...(await librariesOf(tools, output)), program]
  const reference = await makeImage(tools, target, name, layers)
  // beside the next build; whoever asks for it later gets the failure
  tools.images.read(reference).catch(() => {})
  return { ok: true, value: { kind: 'laid-out', ...about, reference } }
}

function nameOf({ revision, mode }: PlannedVariant): string {
  return `${revision}-${mode.name}`
}

/** A library that is found nowhere on this machine is then missing in the image, which the load check reports. */
async function librariesOf({ world }: ImageTools, program: string): Promise<readonly PlannedLayer[]> {
  const elf = await world.files.readWith(program, (file) => readElf(pagedSource(file)))
  if (elf?.ok !== true) return []
  const { files } = await collectLibraries(world.files, elf.value, program)
  return files.length > 0 ? [librariesLayer(files)] : []
}

async function makeImage(
  { world, workspace, engine }: ImageTools,
  { platform, main }: BuildTarget,
  name: string,
  layers: readonly PlannedLayer[],
): Promise<string> {
  const directory = `${workspace.directory}/image-${name}`
  await world.files.makeDirectory(directory)
  const reference = imageReference(workspace.run, name)
  const archive = await writeImage(world, directory, { reference, platform, program: main.name, layers })
  engine.take(reference, archive)
  return reference
}

/** The Dockerfile is linkgate's own: its lines mean nothing to a user. */
function builtInProblem({ fault, output }: BuildProblem): BuildFailure {
  switch (fault.kind) {
    case 'image':
      return { output, why: [{ ...fault, kind: 'base-image' }] }
    case 'builder':
      return { output, why: [fault] }
    case 'step':
    case 'refused':
      return { output: output.length > 0 ? output : [fault.detail ?? fault.kind], why: [] }
  }
}

/** The program on an image that the configuration names; certificates, users and libraries are that image's own. */
async function makeImageOn(
  { world, workspace, engine, pin }: BuiltInTools,
  { platform, main }: BuildTarget,
  on: string,
  { name, program }: { readonly name: string; readonly program: PlannedLayer },
): Promise<Result<Omit<ImageOnBase, 'binary' | 'milliseconds' | 'loading'>, BuildFailure>> {
  const pinned = await pin(on)
  if (!pinned.ok)
    return { ok: false, problem: { output: [], why: [{ kind: 'base-image', image: on, ...pinned.problem }] } }
  const base = pinned.value
  const context = `${workspace.directory}/image-${name}`
  await world.files.makeDirectory(context)
  // unlike COPY, it leaves the directories' times as they are
  await world.archives.writeLayer(`${context}/program.tar`, program.files)
  const path = programPath(main.name)
  const text = `FROM ${base.pinned}\nADD program.tar /\nENTRYPOINT ${JSON.stringify([path])}\n`
  const dockerfile = `${context}/Dockerfile`
  await world.files.write(dockerfile, text)
  const reference = imageReference(workspace.run, name)
  const built = await engine.build({
    context,
    dockerfile,
    text,
    reference,
    // not in the context
    archive: `${workspace.directory}/built-${name}.tar`,
    run: workspace.run,
    platform,
    buildArgs: {},
    secrets: [],
    ssh: [],
  })
  if (!built.ok) return { ok: false, problem: builtInProblem(built.problem) }
  return {
    ok: true,
    value: {
      kind: 'on-base',
      reference,
      program: path,
      on: { name: on, ...(base.digest === undefined ? {} : { digest: base.digest }) },
      baseLayers: base.layers,
    },
  }
}
