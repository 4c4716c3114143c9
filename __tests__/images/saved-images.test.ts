import { expect, test } from 'vitest'
import { fail } from '../../src/common/result.ts'
import type { ReadOptions } from '../../src/effects/archives.ts'
import { openResults } from '../../src/images/results/kept-results.ts'
import { savedImages } from '../../src/images/saved-images.ts'
import { memoryStorage } from '../support/results-storage.ts'
import { fakeEngine, handlesFor } from '../support/world/plan.ts'
import { fakeWorld } from '../support/world/world.ts'

test('the size of a compressed layer is kept by its digest and by what compresses', async () => {
  const storage = memoryStorage()
  let compressed = 0
  const sizeOf = async (layer: { readonly diffId: string; readonly compressor: string }) => {
    const world = fakeWorld({})
    let options: ReadOptions | undefined
    const archives: typeof world.archives = {
      ...world.archives,
      read: async (_, given) => {
        options = given
        return fail('not read here')
      },
    }
    const engine = fakeEngine(() => {
      throw new Error('nothing is started here')
    })
    const handles = await handlesFor({ ...world, archives }, engine)
    const images = savedImages(handles, openResults(world, storage, 'of this code'))
    await expect(images.read('linkgate/run:head-static', 'linux/amd64')).rejects.toThrow('not read here')
    return options?.compressedSizes?.(layer, async () => ++compressed * 100)
  }
  const layer = { diffId: 'a'.repeat(64), compressor: 'zlib 1, level 6' }
  expect(await sizeOf(layer)).toBe(100)
  expect(await sizeOf(layer)).toBe(100)
  expect(await sizeOf({ ...layer, compressor: 'zlib 2, level 6' })).toBe(200)
  expect(await sizeOf({ ...layer, diffId: 'b'.repeat(64) })).toBe(300)
})
