import { readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { copyOut } from '../../../src/inspect/image/copy-out.ts'
import { realFiles } from '../../../src/world/files.ts'
import { temporaryDirectory } from '../../support/world/temporary.ts'

const directory = await temporaryDirectory()
const files = realFiles(directory)

test.each([0, 5, 1 << 20, (1 << 20) + 1, (5 << 20) + 3])(
  'a file of %i bytes is copied whole',
  async (size) => {
    const content = Buffer.from(Uint8Array.from({ length: size }, (_, at) => at + (at >> 8) + (at >> 16)))
    const [from, to] = [join(directory, 'from'), join(directory, 'to', String(size))]
    await writeFile(from, content)
    expect(await copyOut(files, files, { from, to }, { mode: 0o755 })).toBe(size)
    expect((await readFile(to)).equals(content)).toBe(true)
    expect((await stat(to)).mode & 0o777).toBe(0o755)
  },
)

test('an unreadable file is not copied', async () => {
  const to = join(directory, 'nothing')
  expect(
    await copyOut(files, files, { from: join(directory, 'missing'), to }, { mode: 0o755 }),
  ).toBeUndefined()
  expect(await files.stat(to)).toBeUndefined()
})
