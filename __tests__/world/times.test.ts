import { mkdir, stat, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { realFiles } from '../../src/world/files.ts'
import { temporaryDirectory } from '../support/world/temporary.ts'

test('times follow from the content: equal for the same, different for what is as long', async () => {
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
