import { createHash } from 'node:crypto'
import { chmod, mkdir, stat, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { realFiles } from '../../src/world/files.ts'
import { temporaryDirectory } from '../support/world/temporary.ts'

test('file times depend on the content: equal for equal content, and different for other content of the same size', async () => {
  const directory = await temporaryDirectory()
  const files = realFiles(directory)
  const timesOf = async (name: string, content: string) => {
    const at = join(directory, name)
    await mkdir(join(at, 'sub'), { recursive: true })
    await writeFile(join(at, 'sub', 'go.mod'), content)
    await symlink('sub/go.mod', join(at, 'link'))
    await files.setTimesByContent(at)
    return [(await stat(join(at, 'sub', 'go.mod'))).mtimeMs, (await stat(join(at, 'sub'))).mtimeMs]
  }
  const one = await timesOf('one', 'module a')
  expect(await timesOf('two', 'module a')).toEqual(one)
  const [other, directoryTime] = await timesOf('three', 'module b')
  expect(other).not.toBe(one[0])
  expect(directoryTime).toBe(one[1])
})

test('setTimesByContent returns kinds, modes and digests', async () => {
  const directory = await temporaryDirectory()
  const at = join(directory, 'one')
  await mkdir(join(at, 'sub'), { recursive: true })
  await writeFile(join(at, 'sub', 'run.sh'), 'echo')
  await writeFile(Buffer.concat([Buffer.from(`${at}/`), Buffer.from([0xff])]), 'name')
  await symlink('sub/run.sh', join(at, 'link'))
  for (const [name, mode] of [
    ['.', 0o755],
    ['sub', 0o700],
    ['sub/run.sh', 0o750],
  ] as const)
    await chmod(join(at, name), mode)
  const tree = await realFiles(directory).setTimesByContent(at)
  const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
  expect(tree.toSorted((a, b) => (a.path < b.path ? -1 : 1))).toEqual([
    { path: '.', kind: 'directory', mode: 0o755, digest: '' },
    { path: 'link', kind: 'symlink', mode: 0, digest: sha256('sub/run.sh') },
    { path: 'sub', kind: 'directory', mode: 0o700, digest: '' },
    { path: 'sub/run.sh', kind: 'file', mode: 0o750, digest: sha256('echo') },
    { path: '\uFFFD', kind: 'other', mode: expect.any(Number), digest: sha256('name') },
  ])
})
