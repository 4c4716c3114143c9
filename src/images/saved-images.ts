import * as z from 'zod'
import { remembered } from '../common/remembered.ts'
import type { ScannedLayer } from '../effects/archives.ts'
import { readImage, type SavedImage } from '../inspect/image/archive.ts'
import type { Platform } from '../model/platform.ts'
import type { Handles } from '../plan/handles.ts'
import { type KeptResults, noResults } from './results/kept-results.ts'

const byteCount = z.int().nonnegative()

/** What the images of the run are made of. Each is read once, however often it is asked for. */
export interface SavedImages {
  /** `base`: diff IDs of the image below it, bottom first. Rejects when the archive cannot be understood. */
  read(reference: string, platform: Platform, base?: readonly string[]): Promise<SavedImage>
  /** Reads an image as soon as it is written. `read` waits for it, and gets a failure of either. */
  readWhen(written: Promise<unknown>, reference: string, platform: Platform): void
  /** Removes what the engine saved of an image: its files cannot be read any more. */
  forget(reference: string): Promise<void>
}

/** @param results the sizes of compressed layers are kept with them */
export function savedImages(
  { world, workspace, engine }: Pick<Handles, 'world' | 'workspace' | 'engine'>,
  results: Pick<KeptResults, 'of'> = noResults,
): SavedImages {
  // compressing layers is most of the work, and variants share most of them
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
