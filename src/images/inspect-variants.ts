import { fail, mapResult, type Result, succeed } from '../common/result.ts'
import { settleAll } from '../common/settle.ts'
import type { World } from '../effects/world.ts'
import { pagedSource } from '../inspect/bytes/byte-source.ts'
import { readContents } from '../inspect/contents/contents.ts'
import type { EntryCheck } from '../inspect/entry/entry.ts'
import { compileSettingsOf } from '../inspect/go/buildinfo.ts'
import type { SavedImage } from '../inspect/image/archive.ts'
import { type ComparedLayer, compareLayers } from '../inspect/image/changes.ts'
import { checkImage, type ImageCheck, type ProgramCheck } from '../inspect/loader/image-check.ts'
import { linkageOf } from '../inspect/program/linkage.ts'
import { readProgram } from '../inspect/program/program.ts'
import type { ImageStart } from '../inspect/start/argv.ts'
import type { ImageContents } from '../model/contents.ts'
import type { Image, Linkage } from '../model/image.ts'
import { platformParts } from '../model/platform.ts'
import { VariantSet } from '../model/variant-set.ts'
import { keyOf } from '../plan/planned-variant.ts'
import { directModules } from '../repository/go/go-mod-json.ts'
import type { MainPackage } from '../repository/go/main-package.ts'
import { type BuiltVariant, isBuilt, type ProgramVariant, type UnbuiltVariant } from './built-variant.ts'
import type { ImageLoader } from './load-images.ts'
import type { SavedImages } from './saved-images.ts'

/** What a program is, read from its file. */
export interface ProgramInspection {
  readonly binary: {
    readonly size: number
    readonly sha256: string
    readonly modules: Readonly<Record<string, string>>
    /** Modules that go.mod requires directly. */
    readonly direct: readonly string[]
    /** How it was compiled. */
    readonly settings?: Readonly<Record<string, string>>
  }
  readonly linkage: Linkage
}

/** What a variant is, read from its file and its image. */
export interface VariantInspection extends ProgramInspection {
  readonly image: Image
  /** How the image starts its program. */
  readonly start: ImageStart
  /** Whether the file of its program has capabilities, which a copy from outside would not have. */
  readonly isCapable?: boolean
  /** Variables that the image sets, as `NAME=value`. */
  readonly environment: readonly string[]
  /** Whether the program starts in its image; a problem where that could not be checked. */
  readonly check: Result<Pick<ProgramCheck, 'load' | 'runtime' | 'behavior'>>
  /** What comes before the program; absent where that could not be checked. */
  readonly entry?: EntryCheck
  /** What its image contains besides the program; absent where its layers make no file system. */
  readonly contents?: ImageContents
}

interface WithProgram {
  readonly inspection: ProgramInspection
}

/** A program without an image: that is all there is to read. */
export type ReadProgram = ProgramVariant & WithProgram

type ReadImage = BuiltVariant & WithProgram

/** A variant whose program was read, but not its image. */
export type ReadVariant = ReadImage | ReadProgram

export type InspectedVariant = BuiltVariant & { readonly inspection: VariantInspection }

/** What reading gives of a variant. */
export type VariantReading = InspectedVariant | ReadProgram | UnbuiltVariant

/** Reads programs, each once, which takes no engine. */
export function programReader(
  world: Pick<World, 'exec' | 'files'>,
  { module }: Pick<MainPackage, 'module'>,
): <V extends BuiltVariant | ProgramVariant>(variant: V) => Promise<V & WithProgram> {
  const direct = new Map<string, ReturnType<typeof directModules>>()
  const directIn = (checkout: string) => {
    const found = direct.get(checkout) ?? directModules(world.exec, `${checkout}/${module}`)
    direct.set(checkout, found)
    return found
  }
  const known = new Map<string, Promise<ProgramInspection>>()
  const read = async (variant: BuiltVariant | ProgramVariant) =>
    readOne(world, variant, await directIn(variant.checkout))
  return async (variant) => {
    const { binary } = variant.image
    const found = known.get(binary) ?? read(variant)
    known.set(binary, found)
    return { ...variant, inspection: await found }
  }
}

/** Reads the images, as the engine saves them; the engine loads those meanwhile that it does not have. */
export async function inspectAll(
  { images, loader }: { readonly images: SavedImages; readonly loader: Pick<ImageLoader, 'load'> },
  read: VariantSet<ReadVariant | UnbuiltVariant>,
  main: Pick<MainPackage, 'importPath'>,
): Promise<VariantSet<VariantReading>> {
  const [all] = await settleAll([inspectEach(images, read, main), loader.load(read)])
  const inspected = all.filter(isBuilt)
  const compared: VariantReading[] = []
  for (const variant of all) {
    const base = inspected.pair(variant.mode.name, variant.platform)?.base
    compared.push(isBuilt(variant) && base !== undefined ? await withChanges(images, base, variant) : variant)
  }
  for (const { image } of inspected) await images.forget(image.reference)
  return VariantSet.of(compared, keyOf)
}

async function inspectEach(
  images: SavedImages,
  read: VariantSet<ReadVariant | UnbuiltVariant>,
  main: Pick<MainPackage, 'importPath'>,
): Promise<VariantSet<VariantReading>> {
  await settleAll([...read.filter(isBuilt)].map((variant) => savedImageOf(images, variant)))
  const inspected: VariantReading[] = []
  // one after the other: each needs several times the memory of its program
  for (const variant of read)
    inspected.push(
      isBuilt(variant) ? { ...variant, inspection: await inspectOne(images, variant, main) } : variant,
    )
  return VariantSet.of(inspected, keyOf)
}

function savedImageOf(images: SavedImages, { platform, image }: ReadImage): Promise<SavedImage> {
  return images.read(image.reference, platform, image.kind === 'laid-out' ? undefined : image.baseLayers)
}

/** Adds to an image of head how it differs from that of base, where a builder made both. */
async function withChanges(
  images: SavedImages,
  base: InspectedVariant,
  one: InspectedVariant,
): Promise<InspectedVariant> {
  if (one.revision === 'base' || base.inspection.image.id === one.inspection.image.id) return one
  if (!isOfBuilder(base) || !isOfBuilder(one)) return one
  const before = await images.read(base.image.reference, base.platform)
  const after = await images.read(one.image.reference, one.platform)
  const changes = await compareLayers(layersOf(before), layersOf(after), one.inspection.binary)
  const same = changes.same && started(before) === started(after)
  const { inspection } = one
  return {
    ...one,
    inspection: { ...inspection, image: { ...inspection.image, changes: { ...changes, same } } },
  }
}

/** Two builds of the same give other times, which images laid out here do not have. */
function isOfBuilder({ image }: BuiltVariant): boolean {
  return image.kind !== 'laid-out'
}

function layersOf({ image, contents }: SavedImage): readonly ComparedLayer[] {
  return (contents ?? []).map((content, index) => ({
    content,
    diffId: image.layers[index]?.diffId ?? '',
    isBase: image.layers[index]?.base === true,
  }))
}

/** What the engine starts, as one text. */
function started({ image, command, environment }: SavedImage): string {
  const { entrypoint, user, workingDir } = image
  return JSON.stringify([entrypoint, command, environment, user, workingDir])
}

async function readOne(
  { files }: Pick<World, 'files'>,
  { revision, mode, platform, image }: BuiltVariant | ProgramVariant,
  direct: Awaited<ReturnType<typeof directModules>>,
): Promise<ProgramInspection> {
  const binary = await files.readWith(image.binary, (file) => ({
    size: file.size,
    read: readProgram(pagedSource(file)),
  }))
  if (binary === undefined)
    throw new Error(`the program of ${revision}, ${mode.name}, was removed while it was read`)
  const buildInfo = binary.read.ok ? binary.read.value.buildInfo : undefined
  return {
    binary: {
      size: binary.size,
      sha256: image.sha256 ?? (await files.sha256(image.binary)),
      modules: buildInfo?.modules ?? {},
      direct: direct.ok ? direct.value : [],
      ...(buildInfo === undefined ? {} : { settings: compileSettingsOf(buildInfo) }),
    },
    linkage: linkageOf(binary.read, platformParts(platform).os),
  }
}

async function inspectOne(
  images: SavedImages,
  variant: ReadImage,
  main: Pick<MainPackage, 'importPath'>,
): Promise<VariantInspection> {
  const { image, inspection } = variant
  const saved = await savedImageOf(images, variant)
  // a Dockerfile may build another program
  const checked = await checkOf(saved, image.kind === 'dockerfile' ? main.importPath : undefined)
  const check: Result<ProgramCheck> = checked.ok ? checked.value.program : checked
  const contents = await readContents(saved, checked)
  return {
    ...inspection,
    image: saved.image,
    start: {
      entrypoint: saved.image.entrypoint,
      command: saved.command,
      ...(check.ok ? { program: { path: check.value.path, arguments: check.value.arguments } } : {}),
    },
    ...(check.ok && (await saved.root?.resolve(check.value.path))?.capabilities !== undefined
      ? { isCapable: true }
      : {}),
    environment: saved.environment,
    // without the program, which may hold on to all bytes of its file
    check: mapResult(check, ({ load, runtime, behavior }) => ({
      ...(load === undefined ? {} : { load }),
      ...(behavior === undefined ? {} : { behavior }),
      runtime,
    })),
    ...(checked.ok ? { entry: checked.value.entry } : {}),
    ...(contents === undefined ? {} : { contents }),
  }
}

async function checkOf(saved: SavedImage, mainPackage: string | undefined): Promise<Result<ImageCheck>> {
  if (saved.root === undefined) return fail(saved.rootProblem ?? 'its layers were not read')
  return succeed(await checkImage(saved, saved.root, mainPackage))
}
