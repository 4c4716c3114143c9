import { parentOf } from '../../common/paths.ts'
import { type Result, succeed } from '../../common/result.ts'
import type { LayerFile } from '../../effects/archives.ts'
import { imageReference } from '../../effects/engine.ts'
import type { World } from '../../effects/world.ts'
import { pagedSource } from '../../inspect/bytes/byte-source.ts'
import { readElf } from '../../inspect/elf/elf.ts'
import { hasImages, isNativeTarget, withPlatformSuffix } from '../../model/platform.ts'
import type { Handles } from '../../plan/handles.ts'
import type { BuildTarget, Plan } from '../../plan/plan.ts'
import type { PlannedVariant } from '../../plan/planned-variant.ts'
import { findFile } from '../../repository/go/mode-toolchain.ts'
import type { BuildFailure, BuiltInImage, GoProgram, ProgramAlone } from '../built-variant.ts'
import { goBuild, loadingFunctions } from '../go-build/go-build.ts'
import { watchLink } from '../go-build/link-begin.ts'
import { recordLink } from '../go-build/link-record.ts'
import { canWrapLinker } from '../go-build/linker-script.ts'
import type { Pin } from '../pins.ts'
import { buildFromEarlier, earlierProgram } from '../results/earlier-program.ts'
import type { KeptPrograms } from '../results/kept-programs.ts'
import type { SavedImages } from '../saved-images.ts'
import { programLayer, programMode, programPath, writeImage } from './image.ts'
import { collectForeign, collectLibraries } from './libraries.ts'
import { makeImageOn } from './on-base.ts'
import type { ImagesWithoutProgram } from './without-program.ts'

type ImageTools = Pick<Handles, 'world' | 'workspace' | 'engine'>

export interface BuiltInTools extends ImageTools {
  readonly pin: Pin
  readonly images: Pick<SavedImages, 'readWhen'>
  readonly withoutProgram: ImagesWithoutProgram
  /** Programs of earlier runs. */
  readonly programs?: KeptPrograms | undefined
}

/** A compiled program whose image has not been made yet. */
export interface ProgramWithoutImage {
  /** Whether what the linker reached was recorded. */
  readonly hasLinkRecord: boolean
  /** Whether a builder makes its image. Otherwise linkgate writes it, which cannot fail. */
  readonly needsBuilder: boolean
  /**
   * Makes the image; for a system without images, returns the program alone.
   *
   * @param onKnown called with the result when the program can be used, which may be before its image is written
   */
  makeImage(
    onKnown: (image: BuiltInImage | ProgramAlone) => void,
  ): Promise<Result<BuiltInImage | ProgramAlone, BuildFailure>>
}

export interface CompileOptions {
  /** Whether to record what the linker reaches. */
  readonly recordsLink?: boolean
  /** Called when everything is compiled and the linker starts, if linkgate can observe that. */
  readonly onLink?: (about: Pick<ProgramWithoutImage, 'hasLinkRecord'>) => void
}

/** Compiles one variant for the built-in image with `go build` on this machine. */
export async function compileBuiltIn(
  tools: BuiltInTools,
  plan: Pick<Plan, 'target' | 'source' | 'go'>,
  variant: PlannedVariant,
  { recordsLink = false, onLink }: CompileOptions = {},
): Promise<Result<ProgramWithoutImage, BuildFailure>> {
  const { world, workspace } = tools
  const { target, source, go } = plan
  const { revision, mode, checkout, platform } = variant
  const name = withPlatformSuffix(platform, `${revision}-${mode.name}`, world.host)
  const directory = workspace.buildPath(`build-${name}`)
  const temporary = `${directory}/tmp`
  await world.files.makeDirectory(temporary)
  // in its own directory, because the program may have the name of one of linkgate's files
  const output = `${directory}/program/${target.main.name}`
  const { main } = target
  const link =
    recordsLink && canWrapLinker(world.host, go, mode)
      ? await recordLink(world, workspace.buildPath(`link-${name}`))
      : undefined
  const hasLinkRecord = link !== undefined
  const endWatch =
    onLink === undefined ? undefined : watchLink(world, temporary, () => onLink({ hasLinkRecord }))
  const earlier = link === undefined ? earlierProgram(tools, plan, variant) : undefined
  const build = () =>
    goBuild(world, {
      mode,
      main,
      platform,
      checkout,
      root: source.root,
      output,
      temporary,
      ...(link === undefined ? {} : { flags: link.flags }),
    })
  const made = await buildFromEarlier(world, earlier, output, build).finally(endWatch)
  if (!made.ok) return made
  // the mode must not depend on the umask, because the file is also copied into containers
  await world.files.setMode(output, programMode)
  const { built, sha256 } = made.value
  const about = {
    binary: output,
    ...(sha256 === undefined ? {} : { sha256 }),
    milliseconds: built.milliseconds,
    loading: loadingFunctions(built.output),
    ...(link === undefined ? {} : { link: link.record }),
  }
  return succeed({ hasLinkRecord, ...imageOf(tools, target, variant, { name, about }) })
}

interface NamedProgram {
  /** Name of its variant in paths and references. */
  readonly name: string
  readonly about: GoProgram
}

function imageOf(
  tools: BuiltInTools,
  target: BuildTarget,
  variant: PlannedVariant,
  { name, about }: NamedProgram,
): Pick<ProgramWithoutImage, 'needsBuilder' | 'makeImage'> {
  const { mode, platform } = variant
  if (!hasImages(platform)) {
    const program = { kind: 'none', ...about } as const
    return { needsBuilder: false, makeImage: knownWhenMade(async () => succeed(program)) }
  }
  const on = mode.image?.from === 'built-in' ? mode.image.base : undefined
  return on === undefined
    ? {
        needsBuilder: false,
        makeImage: (onKnown) => layOut(tools, target, variant, { name, about, onKnown }),
      }
    : { needsBuilder: true, makeImage: knownWhenMade(() => makeImageOn(tools, target, on, { name, about })) }
}

/** `makeImage` for an image that cannot be used before it is complete. */
export function knownWhenMade(
  make: () => ReturnType<ProgramWithoutImage['makeImage']>,
): ProgramWithoutImage['makeImage'] {
  return async (onKnown) => {
    const made = await make()
    if (made.ok) onKnown(made.value)
    return made
  }
}

async function layOut(
  tools: BuiltInTools,
  target: BuildTarget,
  variant: PlannedVariant,
  { name, about, onKnown }: NamedProgram & { readonly onKnown: (image: BuiltInImage) => void },
): Promise<Result<BuiltInImage, BuildFailure>> {
  const { world, workspace, engine } = tools
  const libraries = await librariesOf(tools, about.binary, variant)
  const { reference: withoutProgram, layers } = await tools.withoutProgram.take(target, name, libraries)
  const { platform, main } = target
  const reference = imageReference(workspace.run, name)
  const program = programPath(main.name)
  const image = { kind: 'laid-out', ...about, reference, withoutProgram, program } as const
  const write = async () => {
    const directory = workspace.buildPath(`image-${name}`)
    await world.files.makeDirectory(directory)
    const archive = await writeImage(world, directory, {
      reference,
      platform,
      program: main.name,
      below: layers,
      layers: [programLayer(main.name, about.binary)],
    })
    engine.take(reference, archive)
  }
  const written = write()
  tools.images.readWhen(written, reference, platform)
  // its container is created from the image without a program
  onKnown(image)
  await written
  return succeed(image)
}

/** The libraries for the image. The load check reports those that this machine lacks. */
async function librariesOf(
  { world }: ImageTools,
  program: string,
  { mode, platform }: PlannedVariant,
): Promise<readonly LayerFile[]> {
  const elf = await world.files.readWith(program, (file) => readElf(pagedSource(file)))
  if (elf?.ok !== true) return []
  const compiler = mode.env['CC']
  const elsewhere =
    compiler === undefined || isNativeTarget(platform, world.host)
      ? undefined
      : await librariesFor(world, compiler)
  const { files } = await (elsewhere === undefined
    ? collectLibraries(world.files, elf.value, program)
    : collectForeign(world.files, elf.value, elsewhere))
  return files
}

/** The directory in which a compiler for another platform finds libc. */
async function librariesFor(
  { exec, files }: Pick<World, 'exec' | 'files'>,
  compiler: string,
): Promise<string | undefined> {
  const place = await findFile(exec, compiler, 'libc.so.6')
  const real = place === undefined ? undefined : await files.realPath(place)
  return real && parentOf(real)
}
