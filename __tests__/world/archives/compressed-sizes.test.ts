import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { ReadOptions } from '../../../src/effects/archives.ts'
import { realArchives } from '../../../src/world/archives/archives.ts'
import { expectValue, problemOf } from '../../support/results.ts'
import { temporaryFolder } from '../../support/runs/linkgate.ts'

/** An archive with one layer, and a function that reads it with the known compressed sizes. */
async function archiveIn(folder: string) {
  const layer = join(folder, 'layer.tar')
  const archive = join(folder, 'image.tar')
  const bytes = randomBytes(10_000)
  const { sha256: diffId } = await realArchives.writeLayer(layer, [
    { path: 'file', mode: 0o644, content: { kind: 'bytes', bytes } },
  ])
  await realArchives.write(archive, [{ path: 'layer.tar', from: layer }])
  const read = (compressedSizes: ReadOptions['compressedSizes'], chosen = diffId) =>
    realArchives.read(archive, {
      choose: async () => [{ path: 'layer.tar', diffId: chosen }],
      ...(compressedSizes === undefined ? {} : { compressedSizes }),
    })
  return { diffId, read }
}

test('an unknown size is counted, and requested with the name of the compressor', async () => {
  await using folder = await temporaryFolder()
  const { diffId, read } = await archiveIn(folder.path)
  const plain = expectValue(await read(undefined))[0]?.layer
  const asked: unknown[] = []
  const counted = expectValue(
    await read(async (layer, compress) => {
      asked.push(layer)
      return compress()
    }),
  )[0]?.layer
  expect(counted?.compressedSize).toBeGreaterThan(10_000)
  expect({ ...counted, content: null }).toEqual({ ...plain, content: null })
  expect(asked).toEqual([{ diffId, compressor: `zlib ${process.versions.zlib}, level 6, ${process.arch}` }])
})

test('a known size is used, and the layer is still read and verified', async () => {
  await using folder = await temporaryFolder()
  const { diffId, read } = await archiveIn(folder.path)
  const layer = expectValue(await read(async () => 123))[0]?.layer
  expect(layer).toMatchObject({ compressedSize: 123, diffId })
  expect(layer?.content?.members.map(({ path, size }) => ({ path, size }))).toEqual([
    { path: 'file', size: 10_000 },
  ])
  expect(problemOf(await read(async () => 123, 'f'.repeat(64)))).toContain(
    'does not match the digest in the image',
  )
})

test('no size is kept for a layer that does not match its digest', async () => {
  await using folder = await temporaryFolder()
  const { read } = await archiveIn(folder.path)
  const kept: number[] = []
  const reading = read(async (_, compress) => {
    const size = await compress()
    kept.push(size)
    return size
  }, 'f'.repeat(64))
  expect(problemOf(await reading)).toContain('does not match the digest in the image')
  expect(kept).toEqual([])
})

test('a layer without a kept size is compressed', async () => {
  await using folder = await temporaryFolder()
  const { read } = await archiveIn(folder.path)
  const layer = expectValue(await read(async () => undefined))[0]?.layer
  expect(layer?.compressedSize).toBeGreaterThan(10_000)
})
