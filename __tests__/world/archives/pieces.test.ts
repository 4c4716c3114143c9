/** Files are read into a buffer that each piece overwrites: readers must not keep a piece. */
import { createHash, randomBytes } from 'node:crypto'
import { open, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync, zstdCompressSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { realArchives } from '../../../src/world/archives/archives.ts'
import { realFiles } from '../../../src/world/files.ts'
import { piecesOf } from '../../../src/world/pieces.ts'
import { expectValue } from '../../support/results.ts'
import { temporaryDirectory } from '../../support/world/temporary.ts'

const directory = await temporaryDirectory()
const digest = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
/** Several different pieces, one part of which is compressible. */
const content = Buffer.concat([randomBytes(700_000), Buffer.alloc(300_000, 'text'), randomBytes(300_001)])

test('piecesOf returns the bytes from an offset on, up to the end of the file', async () => {
  const path = join(directory, 'content')
  await writeFile(path, content)
  const file = await open(path)
  for (const [at, size] of [
    [0, content.length],
    [1, 600_000],
    [content.length - 5, 100],
    [content.length, 100],
    [0, Number.MAX_SAFE_INTEGER],
    [7, 0],
  ] as const) {
    const parts: Buffer[] = []
    for await (const piece of piecesOf(file, { at, size })) parts.push(Buffer.from(piece))
    expect(Buffer.concat(parts).equals(content.subarray(at, at + size))).toBe(true)
  }
  await file.close()
  expect(await realFiles(directory).sha256(path)).toBe(digest(content))
})

test.each([
  ['plain', (bytes: Buffer) => bytes],
  ['gzip', (bytes: Buffer) => gzipSync(bytes)],
  ['zstd', (bytes: Buffer) => zstdCompressSync(bytes)],
])('a layer of several pieces (%s) is measured and read correctly', async (name, pack) => {
  const [layer, archive] = [join(directory, `${name}.layer`), join(directory, `${name}.tar`)]
  const file = { path: 'file', mode: 0o644, content: { kind: 'bytes', bytes: content } } as const
  const { sha256: diffId, size } = await realArchives.writeLayer(layer, [file])
  const bytes = Buffer.from((await realFiles(directory).read(layer)) ?? [])
  const stored = pack(bytes)
  await realArchives.write(archive, [{ path: 'layer', from: stored }])
  for (const scratch of [undefined, directory]) {
    const read = await realArchives.read(archive, {
      choose: async () => [{ path: 'layer', digest: `sha256:${digest(stored)}`, diffId }],
      ...(scratch === undefined ? {} : { scratch }),
    })
    const found = expectValue(read)[0]?.layer
    expect(found).toMatchObject({ diffId, size, compressedSize: gzipSync(bytes, { level: 6 }).length })
    const offset = found?.content?.members[0]?.offset ?? 0
    expect(Buffer.from((await found?.content?.read(offset, content.length)) ?? []).equals(content)).toBe(true)
    expect(await found?.content?.sha256(offset, content.length)).toBe(digest(content))
    expect(await found?.content?.sha256(offset + 5, 700_000)).toBe(digest(content.subarray(5, 700_005)))
  }
})
