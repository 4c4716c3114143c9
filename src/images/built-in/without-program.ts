/** Built-in images without their program: base and head of a mode mostly share one. */
import { imageReference } from '../../effects/engine.ts'
import type { Handles } from '../../plan/handles.ts'
import type { BuildTarget } from '../../plan/plan.ts'
import { imageConfiguration, programDirectoryLayer, type WrittenLayer, writeImage } from './image.ts'

export interface ImagesWithoutProgram {
  /**
   * Reference of the image with these layers, which is made and given to the engine once.
   *
   * @param name of the variant that needs it first
   */
  take(
    target: Pick<BuildTarget, 'platform' | 'main'>,
    name: string,
    layers: readonly WrittenLayer[],
  ): Promise<string>
}

export function openImagesWithoutProgram({
  world,
  workspace,
  engine,
}: Pick<Handles, 'world' | 'workspace' | 'engine'>): ImagesWithoutProgram {
  const known = new Map<string, Promise<string>>()
  return {
    take({ platform, main }, name, layers) {
      const write = async () => {
        const reference = imageReference(workspace.run, `${name}-without-program`)
        const directory = `${workspace.directory}/image-${name}-without-program`
        await world.files.makeDirectory(directory)
        const archive = await writeImage(world, directory, {
          reference,
          platform,
          program: main.name,
          below: layers,
          layers: [programDirectoryLayer()],
        })
        engine.take(reference, archive)
        return reference
      }
      // it has the digests of the layers, and everything else by which two images can differ
      const key = JSON.stringify(imageConfiguration(platform, main.name, layers))
      const image = known.get(key) ?? write()
      known.set(key, image)
      // what failed for an expected image, such as a full disk, may work for the real one
      image.catch(() => known.delete(key))
      return image
    },
  }
}
