import { fail, mapResult, type Result, succeed } from '../common/result.ts'
import { settleAll } from '../common/settle.ts'
import { readContents } from '../inspect/contents/contents.ts'
import type { EntryCheck } from '../inspect/entry/entry.ts'
import type { SavedImage } from '../inspect/image/archive.ts'
import { type ComparedLayer, compareLayers } from '../inspect/image/changes.ts'
import { checkImage, type ImageCheck, type ProgramCheck } from '../inspect/loader/image-check.ts'
import type { ImageStart } from '../inspect/start/argv.ts'
import type { ImageContents } from '../model/contents.ts'
import type { Image, Linkage } from '../model/image.ts'
import { VariantSet } from '../model/variant-set.ts'
import { keyOf } from '../plan/planned-variant.ts'
import type { MainPackage } from '../repository/go/main-package.ts'
import { type BuiltVariant, isBuilt, type ProgramVariant, type UnbuiltVariant } from './built-variant.ts'
import type { ImageLoader } from './load-images.ts'
import type { SavedImages } from './saved-images.ts'

/** Facts about a program, read from its file. */
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

/** Facts about a variant, read from its program and its image. */
export interface VariantInspection extends ProgramInspection {
  readonly image: Image
  /** How the image starts its program. */
  readonly start: ImageStart
  /** Whether the program file has capabilities, which a copy of the program would not have. */
  readonly isCapable?: boolean
  /** Variables that the image sets, as `NAME=value`. */
  readonly environment: readonly string[]
  /** Whether the program starts in its image; a problem if that could not be checked. */
  readonly check: Result<Pick<ProgramCheck, 'load' | 'runtime' | 'behavior'>>
  /** The check of its entry point; absent if it could not be made. */
  readonly entry?: EntryCheck
  /** What its image contains besides the program; absent if its layers do not form a file system. */
  readonly contents?: ImageContents
}

interface WithProgram {
  readonly inspection: ProgramInspection
}

/** A program without an image, whose program was read. */
export type ReadProgram = ProgramVariant & WithProgram

type ReadImage = BuiltVariant & WithProgram

/** A variant whose program was read, but not its image. */
export type ReadVariant = ReadImage | ReadProgram

export type InspectedVariant = BuiltVariant & { readonly inspection: VariantInspection }

/** A variant after the inspect step. */
export type VariantReading = InspectedVariant | ReadProgram | UnbuiltVariant

export interface ImageInspector {
  /** Begins to inspect an image as soon as it is written, while others are built. */
  begin(variant: ReadVariant): void
  /** Inspects all images as the engine saves them. In parallel, the engine loads those that it lacks. */
  inspectAll(
    loader: Pick<ImageLoader, 'load'>,
    read: VariantSet<ReadVariant | UnbuiltVariant>,
  ): Promise<VariantSet<VariantReading>>
}

export function imageInspector(images: SavedImages, main: Pick<MainPackage, 'importPath'>): ImageInspector {
  let last: Promise<unknown> = Promise.resolve()
  // in sequence, because each inspection needs several times the memory of its program
  const inTurn = (variant: ReadImage) => {
    const inspection = last.then(() => inspectOne(images, variant, main))
    last = inspection.catch(() => {})
    return inspection
  }
  const begun = new Map<string, Promise<VariantInspection>>()
  const inspect = (variant: ReadImage) => {
    const key = JSON.stringify(keyOf(variant))
    const inspection = begun.get(key) ?? inTurn(variant)
    begun.set(key, inspection)
    return inspection
  }
  const inspectEach = async (read: VariantSet<ReadVariant | UnbuiltVariant>) => {
    await settleAll([...read.filter(isBuilt)].map((variant) => savedImageOf(images, variant)))
    return read.mapAsync(async (variant) =>
      isBuilt(variant) ? { ...variant, inspection: await inspect(variant) } : variant,
    )
  }
  return {
    begin(variant) {
      // other images are saved by `docker save`, which could still be writing after the clean-up of a failed run
      if (!isBuilt(variant) || variant.image.kind !== 'laid-out') return
      // `inspectAll` reports a failure
      inspect(variant).catch(() => {})
    },
    async inspectAll(loader, read) {
      const [all] = await settleAll([inspectEach(read), loader.load(read)])
      const inspected = all.filter(isBuilt)
      const compared: VariantReading[] = []
      for (const variant of all) {
        const base = inspected.pair(variant.mode.name, variant.platform)?.base
        compared.push(
          isBuilt(variant) && base !== undefined ? await withChanges(images, base, variant) : variant,
        )
      }
      for (const { image } of inspected) await images.forget(image.reference)
      return VariantSet.of(compared, keyOf)
    },
  }
}

function savedImageOf(images: SavedImages, { platform, image }: ReadImage): Promise<SavedImage> {
  return images.read(image.reference, platform, image.kind === 'laid-out' ? undefined : image.baseLayers)
}

/** Adds to an image of head how it differs from that of base, if a builder made both. */
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

/** Whether the image has file times of its build. Those that linkgate lays out have fixed times. */
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

/** Everything in the image config that affects a start, as one text. */
function started({ image, command, environment }: SavedImage): string {
  const { entrypoint, user, workingDir } = image
  return JSON.stringify([entrypoint, command, environment, user, workingDir])
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
    // without the parsed program, which may keep all bytes of its file in memory
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
