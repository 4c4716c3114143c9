import * as z from 'zod'
import { remembered } from '../common/remembered.ts'
import type { ScannedLayer } from '../effects/archives.ts'
import { readImage, type SavedImage } from '../inspect/image/archive.ts'
import type { Platform } from '../model/platform.ts'
import type { Handles } from '../plan/handles.ts'
import { type KeptResults, noResults } from './results/kept-results.ts'

const byteCount = z.int().nonnegative()

/** The images of the run, read from their archives. Each is read only once. */
export interface SavedImages {
  /** Rejects if the archive is invalid. `base`: diff IDs of its base image, bottom first. */
  read(reference: string, platform: Platform, base?: readonly string[]): Promise<SavedImage>
  /** Reads an image as soon as it is written. `read` waits for that, and rejects if writing or reading fails. */
  readWhen(written: Promise<unknown>, reference: string, platform: Platform): void
  /** Removes the archive that the engine saved. The image's files can then no longer be read. */
  forget(reference: string): Promise<void>
}

/** @param results keeps the compressed sizes of layers */
export function savedImages(
  { world, workspace, engine }: Pick<Handles, 'world' | 'workspace' | 'engine'>,
  results: Pick<KeptResults, 'of'> = noResults,
): SavedImages {
  // variants share most layers, and compressing them is most of the work
  const known = new Map<string, Promise<ScannedLayer>>()
  const images = new Map<string, Promise<SavedImage>>()
  const pathOf = remembered((reference: string) =>
    workspace.buildPath(`saved-${reference.slice(reference.lastIndexOf(':') + 1)}.tar`),
  )

  async function save(
    reference: string,
    platform: Platform,
    base: readonly string[] | undefined,
  ): Promise<SavedImage> {
    const archive = await engine.archiveOf(reference, pathOf(reference))
    const saved = await readImage(world.archives, archive, {
      platform,
      known,
      compressedSizes: (about, compress) =>
        results.of({ kind: 'compressed-size', about, schema: byteCount }, compress),
      scratch: workspace.directory,
      signal: world.signal,
      ...(base === undefined ? {} : { base }),
    })
    if (!saved.ok) throw new Error(`the image \`${reference}\`: ${saved.problem.message}`)
    return saved.value
  }

  return {
    read(reference, platform, base) {
      const image = images.get(reference) ?? save(reference, platform, base)
      images.set(reference, image)
      return image
    },
    readWhen(written, reference, platform) {
      const image = written.then(() => save(reference, platform, undefined))
      image.catch(() => {})
      images.set(reference, image)
    },
    async forget(reference) {
      images.delete(reference)
      await world.files.remove(pathOf(reference))
    },
  }
}
