/** Built-in images without their program. Base and head of a mode usually share one. */
import type { LayerFile } from '../../effects/archives.ts'
import { imageReference } from '../../effects/engine.ts'
import type { Handles } from '../../plan/handles.ts'
import type { BuildTarget, Plan } from '../../plan/plan.ts'
import { layersWithoutProgram, programDirectoryLayer, type WrittenLayer, writeImage } from './image.ts'

export interface ImageWithoutProgram {
  readonly reference: string
  /** Layers below the program, which are also part of the program's own image. */
  readonly layers: readonly WrittenLayer[]
}

export interface ImagesWithoutProgram {
  /**
   * The image with these libraries. It is made and passed to the engine only once.
   *
   * @param name that of the variant, used if the image is made now
   */
  take(
    target: Pick<BuildTarget, 'platform' | 'main'>,
    name: string,
    libraries: readonly LayerFile[],
  ): Promise<ImageWithoutProgram>
}

export function openImagesWithoutProgram(
  { world, workspace, engine }: Pick<Handles, 'world' | 'workspace' | 'engine'>,
  { go }: Pick<Plan, 'go'>,
): ImagesWithoutProgram {
  const known = new Map<string, Promise<ImageWithoutProgram>>()
  return {
    take({ platform, main }, name, libraries) {
      const write = async () => {
        const reference = imageReference(workspace.run, `${name}-without-program`)
        const directory = workspace.buildPath(`image-${name}-without-program`)
        const layers = await layersWithoutProgram(world, go, directory, libraries)
        const archive = await writeImage(world, directory, {
          reference,
          platform,
          program: main.name,
          below: layers,
          layers: [programDirectoryLayer()],
          run: workspace.run,
        })
        engine.take(reference, archive)
        return { reference, layers }
      }
      const key = JSON.stringify([platform, main.name, libraries])
      const begun = known.get(key)
      if (begun !== undefined) return begun
      const image = write()
      known.set(key, image)
      // a failure for an expected image, such as a full disk, may not occur again for the real one
      image.catch(() => known.delete(key))
      return image
    },
  }
}
