import { InputError } from '../common/errors.ts'
import { fail, type Result, succeed } from '../common/result.ts'
import type { World } from '../effects/world.ts'
import type { ImageContents } from '../model/contents.ts'
import type { RuntimeBehavior } from '../model/runtime.ts'
import { pagedSource } from './bytes/byte-source.ts'
import { readContents } from './contents/contents.ts'
import { readImage, type SavedImage } from './image/archive.ts'
import { checkImage, type ImageCheck } from './loader/image-check.ts'
import { looksLikeProgram, type Program, readProgram } from './program/program.ts'
import { programBehavior } from './runtime/behavior.ts'
import { readRuntimeUse } from './runtime/runtime-use.ts'

/** Result of `linkgate inspect` for one file. */
export type Inspection =
  | {
      readonly kind: 'program'
      readonly size: number
      readonly program: Program
      /** Absent if its functions are unknown. */
      readonly behavior?: RuntimeBehavior
    }
  | {
      readonly kind: 'image'
      readonly saved: SavedImage
      /** The program that it starts, or why that cannot be determined. */
      readonly check: Result<ImageCheck>
      /** Its contents besides the program; absent if its layers form no valid file system. */
      readonly contents?: ImageContents
    }

const startSize = 4096

export interface InspectOptions {
  /** A directory for unpacked files. */
  readonly scratch: string
  /** An archive or OCI layout of the base image. */
  readonly base?: string
}

/** Reads a program, an image archive, or a directory with an OCI layout. Rejects with InputError. */
export async function inspectPath(
  world: World,
  path: string,
  { scratch, base }: InspectOptions,
): Promise<Inspection> {
  const { files } = world
  const found = await files.stat(path)
  if (found === undefined)
    throw new InputError([`\`${path}\` does not exist: pass a program, an image archive or an OCI layout`])
  if (found.kind === 'file') {
    const start = (await files.readStart(path, startSize)) ?? new Uint8Array()
    if (looksLikeProgram(start)) {
      if (base !== undefined) throw new InputError([`\`${path}\` is a program: --base needs an image`])
      const read = await files.readWith(path, (file) => readProgram(pagedSource(file)))
      if (read === undefined) throw new InputError([`\`${path}\` was removed while it was read`])
      if (read.ok) return await inspectProgram(world, path, found.size, read.value)
      throw new InputError([`\`${path}\` is ${read.problem.message}`])
    }
  }
  const below = base === undefined ? undefined : await baseLayers(world, base)
  const saved = await readImage(world.archives, path, {
    scratch,
    ...(below === undefined ? {} : { base: below }),
  })
  if (!saved.ok)
    throw new InputError([`\`${path}\` is neither a program nor an image archive: ${saved.problem.message}`])
  return image(saved.value)
}

async function inspectProgram(
  { files }: Pick<World, 'files'>,
  path: string,
  size: number,
  program: Program,
): Promise<Inspection> {
  const use =
    program.format === 'elf'
      ? await files.readWith(path, (file) => readRuntimeUse(pagedSource(file), program))
      : undefined
  const behavior = use && programBehavior(use)
  return { kind: 'program', size, program, ...(behavior === undefined ? {} : { behavior }) }
}

async function baseLayers(world: World, path: string): Promise<readonly string[]> {
  const saved = await readImage(world.archives, path)
  if (!saved.ok) throw new InputError([`\`${path}\` is not an image archive: ${saved.problem.message}`])
  return saved.value.image.layers.map(({ diffId }) => diffId)
}

async function image(saved: SavedImage): Promise<Inspection> {
  const check =
    saved.root === undefined
      ? fail(saved.rootProblem ?? 'its layers were not read')
      : succeed(await checkImage(saved, saved.root))
  const contents = await readContents(saved, check)
  return { kind: 'image', saved, check, ...(contents === undefined ? {} : { contents }) }
}
