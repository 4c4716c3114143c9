import { fail } from '../common/result.ts'
import type { World } from '../effects/world.ts'
import { pagedSource } from '../inspect/bytes/byte-source.ts'
import type { SavedImage } from '../inspect/image/archive.ts'
import { type ComparedLayer, compareLayers } from '../inspect/image/changes.ts'
import { checkImage } from '../inspect/loader/image-check.ts'
import type { LoadCheck } from '../inspect/loader/load-check.ts'
import type { RuntimeFact } from '../inspect/loader/runtime-check.ts'
import { linkageOf } from '../inspect/program/linkage.ts'
import { readProgram } from '../inspect/program/program.ts'
import type { ImageStart } from '../inspect/start/argv.ts'
import type { BaseName, DockerfileFacts, Image, Linkage } from '../model/image.ts'
import type { Mode } from '../model/mode.ts'
import type { Revision } from '../model/variant.ts'
import type { Plan } from '../plan/plan.ts'
import { directModules } from '../repository/go/direct-modules.ts'
import type { Built } from './built-variant.ts'
import type { SavedImages } from './saved-images.ts'

/** What a built variant is, read from its file and its image. */
export interface Inspected {
  readonly revision: Revision
  readonly mode: Mode
  readonly binary: {
    readonly size: number
    readonly sha256: string
    readonly modules: Readonly<Record<string, string>>
    /** Modules that go.mod asks for itself. */
    readonly direct: readonly string[]
  }
  readonly linkage: Linkage
  readonly image: Image
  /** Absent for the built-in image. */
  readonly dockerfile?: DockerfileFacts
  /** The image that the built-in one is on. */
  readonly on?: BaseName
  /** How the image starts its program. */
  readonly start: ImageStart
  /** Variables that the image sets, as `NAME=value`. */
  readonly environment: readonly string[]
  /** Reference under which the engine has the image. */
  readonly reference: string
  /** Whether its program starts in its image; absent where that could not be checked. */
  readonly load?: LoadCheck
  readonly runtime: readonly RuntimeFact[]
  /** Why it could not be checked. */
  readonly unchecked?: string
}

export async function inspectAll(
  world: World,
  plan: Plan,
  built: readonly Built[],
  images: SavedImages,
): Promise<readonly Inspected[]> {
  const inspected = await Promise.allSettled(built.map((one) => inspectOne(world, plan, images, one)))
  // only when none is at work any more: the workspace that they write to is removed after a failure
  const failed = inspected.find((one) => one.status === 'rejected')
  if (failed !== undefined) throw failed.reason
  const all = inspected.flatMap((one) =>
    one.status === 'fulfilled' && one.value !== undefined ? [one.value] : [],
  )
  const compared: Inspected[] = []
  for (const one of all) compared.push(await withChanges(images, one, all))
  for (const { reference } of all) await images.forget(reference)
  return compared
}

/** Says of an image of head in what it differs from that of base, where a builder made both. */
async function withChanges(
  images: SavedImages,
  one: Inspected,
  all: readonly Inspected[],
): Promise<Inspected> {
  const base = all.find((other) => other.revision === 'base' && other.mode.name === one.mode.name)
  if (one.revision === 'base' || base === undefined || base.image.id === one.image.id) return one
  if (!isOfBuilder(base) || !isOfBuilder(one)) return one
  const [before, after] = [await images.read(base.reference), await images.read(one.reference)]
  const changes = await compareLayers(layersOf(before), layersOf(after))
  const same = changes.same && started(before) === started(after)
  return { ...one, image: { ...one.image, changes: { ...changes, same } } }
}

/** Two builds of the same give other times, which images laid out here do not have. */
function isOfBuilder({ dockerfile, on }: Inspected): boolean {
  return dockerfile !== undefined || on !== undefined
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

async function inspectOne(
  world: World,
  plan: Plan,
  images: SavedImages,
  { revision, mode, result }: Built,
): Promise<Inspected | undefined> {
  if (!result.ok) return undefined
  const binary = await world.files.readWith(result.binary, (file) => ({
    size: file.size,
    read: readProgram(pagedSource(file)),
  }))
  if (binary === undefined)
    throw new Error(`the program of ${revision}, ${mode.name}, was removed while it was read`)
  const module = `${plan.checkouts[revision] ?? plan.checkouts.head}/${plan.main.module}`
  const direct = await directModules(world.exec, module)
  const saved = await images.read(result.image, result.base)
  const check =
    saved.root === undefined
      ? fail(saved.rootProblem ?? 'its layers were not read')
      : await checkImage(saved, saved.root, result.dockerfile && plan.main.importPath)
  return {
    revision,
    mode,
    binary: {
      size: binary.size,
      sha256: await world.files.sha256(result.binary),
      modules: (binary.read.ok && binary.read.value.buildInfo?.modules) || {},
      direct: direct.ok ? direct.value : [],
    },
    linkage: linkageOf(binary.read),
    image: saved.image,
    ...(result.dockerfile === undefined ? {} : { dockerfile: result.dockerfile }),
    ...(result.on === undefined ? {} : { on: result.on }),
    start: {
      entrypoint: saved.image.entrypoint,
      command: saved.command,
      ...(check.ok ? { program: { path: check.value.path, arguments: check.value.arguments } } : {}),
    },
    environment: saved.environment,
    reference: result.image,
    ...(check.ok
      ? {
          runtime: check.value.runtime,
          ...(check.value.load === undefined ? {} : { load: check.value.load }),
        }
      : { runtime: [], unchecked: check.problem.message }),
  }
}
