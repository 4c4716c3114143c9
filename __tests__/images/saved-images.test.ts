import { expect, test } from 'vitest'
import { fail } from '../../src/common/result.ts'
import type { ReadOptions } from '../../src/effects/archives.ts'
import { openResults } from '../../src/images/results/kept-results.ts'
import { savedImages } from '../../src/images/saved-images.ts'
import { memoryStorage } from '../support/results-storage.ts'
import { fakeEngine, handlesFor } from '../support/world/plan.ts'
import { fakeWorld } from '../support/world/world.ts'

test('the size of a compressed layer is kept under its digest and its compressor', async () => {
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

test('reads an image only after it was written; a failure to write it is passed to the readers', async () => {
  const world = fakeWorld({})
  const read: string[] = []
  const archives: typeof world.archives = {
    ...world.archives,
    read: async (path) => {
      read.push(path)
      return fail('not read here')
    },
  }
  const engine = fakeEngine(() => {
    throw new Error('nothing is started here')
  })
  const images = savedImages(await handlesFor({ ...world, archives }, engine))
  const written = Promise.withResolvers<void>()
  images.readWhen(written.promise, 'linkgate/run:head-static', 'linux/amd64')
  images.readWhen(Promise.reject(new Error('no space left')), 'linkgate/run:base-static', 'linux/amd64')
  const reading = images.read('linkgate/run:head-static', 'linux/amd64')
  await new Promise(setImmediate)
  expect(read).toEqual([])
  written.resolve()
  await expect(reading).rejects.toThrow('not read here')
  expect(read).toHaveLength(1)
  await expect(images.read('linkgate/run:base-static', 'linux/amd64')).rejects.toThrow('no space left')
})
