import { mkdir, readdir, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { EmbeddedEngine } from '../../../../src/images/engines/embedded/embedded.ts'
import { noBuilder } from '../../../../src/images/engines/embedded/no-builder.ts'
import { ociArchive } from '../../../support/images/image.ts'
import { temporaryFolder } from '../../../support/runs/linkgate.ts'
import { realWorld } from '../../../support/world/real.ts'
import { type TarEntry, tar } from '../../../support/world/tar.ts'
import type { FakeOptions } from '../../../support/world/world.ts'

const plain: readonly TarEntry[] = [{ name: 'app', mode: 0o755, content: 'program' }]

/** An engine with a container of an image that has these files. */
async function opened(
  folder: string,
  entries: readonly TarEntry[],
  { builder = noBuilder, options = {} }: { builder?: typeof noBuilder; options?: FakeOptions } = {},
) {
  const archive = join(folder, 'image.tar')
  await writeFile(archive, ociArchive([tar(entries)]))
  const world = realWorld(folder, {}, options)
  const directory = join(folder, 'linkgate-1')
  const engine = new EmbeddedEngine(world, directory, builder)
  engine.take('app', archive)
  const container = await engine.create({ image: 'app', run: '1', entrypoint: '/probe', env: {} })
  return { engine, container, inContainer: () => world.files.list(join(directory, 'containers/1/root')) }
}

describe('the embedded engine', () => {
  test('an entry of an image that cannot be created is only a problem of its container', async () => {
    await using folder = await temporaryFolder()
    const { engine, container } = await opened(folder.path, [{ name: 'link', type: '2', link: '' }])
    await engine.copyInto(container, '/probe', '/probe')
    expect(engine.start(container).errors()).toEqual([expect.stringMatching(/^ENOENT: .*symlink/)])
  })

  test('writes nothing through a link that was copied into a container', async () => {
    await using folder = await temporaryFolder()
    const { engine, container } = await opened(folder.path, plain)
    const at = (path: string) => join(folder.path, path)
    await mkdir(at('outside'))
    await mkdir(at('tree'))
    await symlink(at('outside'), at('tree/link'))
    await engine.copyInto(container, at('tree'), '/data')
    await engine.copyInto(container, at('image.tar'), '/data/new/file')
    await engine.copyInto(container, at('image.tar'), '/data/link/file')
    expect(await readdir(at('outside'))).toEqual([])
    expect(engine.start(container).errors()).toEqual([
      '`/data/link` in the container is a copied link, which linkgate does not follow',
    ])
  })

  test('writes no file of an image on a machine that cannot run it', async () => {
    await using folder = await temporaryFolder()
    const options = { host: { os: 'darwin' } }
    const { engine, container, inContainer } = await opened(folder.path, plain, { options })
    expect(await inContainer()).toEqual([])
    expect(engine.start(container).errors()).toEqual(['darwin does not run Linux programs'])
  })

  test('removes its containers even if the builder cannot remove its images', async () => {
    await using folder = await temporaryFolder()
    const removeAll = () => Promise.reject(new Error('the storage is locked'))
    const builder = { ...noBuilder, removeAll }
    const { engine, inContainer } = await opened(folder.path, plain, { builder })
    expect(await inContainer()).toMatchObject([{ name: 'app' }])
    await expect(engine.removeAll('1')).rejects.toThrow('the storage is locked')
    expect(await inContainer()).toEqual([])
  })
})
