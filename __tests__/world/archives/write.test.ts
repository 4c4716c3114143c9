import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import fc from 'fast-check'
import { pack } from 'tar-stream'
import { expect, test } from 'vitest'
import type { LayerFile } from '../../../src/effects/archives.ts'
import { realArchives } from '../../../src/world/archives/archives.ts'
import { temporaryDirectory } from '../../support/world/temporary.ts'

const directory = await temporaryDirectory()

/** The same archive, written by another library. */
async function expected(files: readonly LayerFile[]): Promise<Buffer> {
  const archive = pack()
  const all = buffer(archive)
  for (const { path, mode, content } of files) {
    const about = { name: path, mode, mtime: new Date(0), uid: 0, gid: 0, uname: '', gname: '' }
    if (content.kind === 'directory') archive.entry({ ...about, type: 'directory' })
    else if (content.kind === 'symlink')
      archive.entry({ ...about, type: 'symlink', linkname: content.target })
    else if (content.kind === 'bytes') archive.entry(about, Buffer.from(content.bytes))
    else archive.entry(about, await readFile(content.from))
  }
  archive.finalize()
  return all
}

const part = fc.stringMatching(/^[a-zü.]{1,60}$/)
const path = fc.array(part, { minLength: 1, maxLength: 6 }).map((parts) => parts.join('/'))
const content = fc.oneof(
  fc.record({ kind: fc.constant('symlink' as const), target: path }),
  fc.record({ kind: fc.constant('bytes' as const), bytes: fc.uint8Array({ maxLength: 1500 }) }),
)
const layerFile = fc.record({ path, mode: fc.integer({ min: 1, max: 0o7777 }), content })

test('an archive has the same bytes as that of another writer', async () => {
  const archive = join(directory, 'some.tar')
  await fc.assert(
    fc.asyncProperty(fc.array(layerFile, { maxLength: 5 }), async (files) => {
      const { sha256, size } = await realArchives.writeLayer(archive, files)
      const written = await readFile(archive)
      expect(written.equals(await expected(files))).toBe(true)
      expect({ sha256, size }).toEqual({
        sha256: createHash('sha256').update(written).digest('hex'),
        size: written.length,
      })
    }),
  )
})

test('files of any size are copied completely', async () => {
  const from = await mkdtemp(join(directory, 'files-'))
  const sizes = [0, 1, 511, 512, 513, (1 << 18) - 1, 1 << 18, (1 << 18) + 1, 3_000_001]
  const files: LayerFile[] = [{ path: 'bin/', mode: 0o755, content: { kind: 'directory' } }]
  for (const size of sizes) {
    const file = join(from, `${size}`)
    await writeFile(
      file,
      Uint8Array.from({ length: size }, (_, at) => (at * 31) ^ (at >> 8)),
    )
    files.push({ path: `bin/${size}`, mode: 0o755, content: { kind: 'file', from: file } })
  }
  const archive = join(directory, 'files.tar')
  await realArchives.writeLayer(archive, files)
  expect((await readFile(archive)).equals(await expected(files))).toBe(true)
  await rm(from, { recursive: true })
  await expect(realArchives.writeLayer(archive, files)).rejects.toThrow('ENOENT')
})
