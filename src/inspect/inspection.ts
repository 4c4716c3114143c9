import { InputError } from '../errors.ts'
import type { World } from '../world.ts'
import { isElf } from './elf.ts'
import { readImage, type SavedImage } from './image-archive.ts'
import { checkImage, type ImageCheck } from './image-check.ts'
import { isMachO } from './macho.ts'
import { isPe } from './pe.ts'
import { type Program, readProgram } from './program.ts'

/** What `linkgate inspect` found in one file. */
export type Inspection =
  | { readonly kind: 'program'; readonly size: number; readonly program: Program }
  | {
      readonly kind: 'image'
      readonly saved: SavedImage
      /** The program that it starts, or why that cannot be told. */
      readonly check: ImageCheck | { readonly problem: string }
    }

/** A program is read into memory; an image archive, which may be far larger, is streamed. */
const largestProgram = 1 << 30
const startSize = 4096

/** Reads a program, an image archive, or a directory with an OCI layout. Rejects with InputError. */
export async function inspectPath(world: World, path: string, scratch: string): Promise<Inspection> {
  const { files } = world
  const found = await files.stat(path)
  if (found === undefined)
    throw new InputError([`\`${path}\` does not exist: name a program, an image archive or an OCI layout`])
  if (found.kind === 'file') {
    const start = (await files.readStart(path, startSize)) ?? new Uint8Array()
    if ((isElf(start) || isMachO(start) || isPe(start)) && found.size <= largestProgram) {
      const read = readProgram((await files.read(path)) ?? new Uint8Array())
      if ('program' in read) return { kind: 'program', size: found.size, program: read.program }
      throw new InputError([`\`${path}\` is ${read.problem}`])
    }
  }
  const saved = await readImage(world.archives, path, { scratch })
  if ('problem' in saved)
    throw new InputError([`\`${path}\` is neither a program nor an image archive: ${saved.problem}`])
  return image(saved)
}

async function image(saved: SavedImage): Promise<Inspection> {
  const check =
    saved.root === undefined
      ? { problem: saved.rootProblem ?? 'its layers were not read' }
      : await checkImage(saved, saved.root)
  return { kind: 'image', saved, check }
}
