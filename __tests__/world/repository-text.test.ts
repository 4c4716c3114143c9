import { execFileSync } from 'node:child_process'
import { mkdir, symlink, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { InputError } from '../../src/common/errors.ts'
import { largestText, repositoryText, textIfFit } from '../../src/effects/repository-text.ts'
import { realFiles } from '../../src/world/files.ts'
import { temporaryDirectory, writeTree } from '../support/world/temporary.ts'

const directory = await temporaryDirectory()
const root = join(directory, 'repository')
const files = realFiles(directory)

beforeAll(async () => {
  await writeTree(directory, {
    outside: 'secret',
    'repository/inside': 'text',
    'repository/sub/deep': 'deep',
  })
  const links = {
    link: 'inside',
    'sub/up': '../inside',
    loop: 'loop',
    dangling: 'nothing',
    zero: '/dev/zero',
    kernel: '/proc/kmsg',
    away: '../outside',
    around: '../repository/inside',
    through: 'away-directory/outside',
    'away-directory': '..',
  }
  for (const [path, target] of Object.entries(links)) await symlink(target, join(root, path))
  await mkdir(join(root, 'directory'))
  await writeFile(join(root, 'large'), '')
  await truncate(join(root, 'large'), 600_000_000)
  execFileSync('sh', ['-c', 'mkfifo "$1"', 'sh', join(root, 'pipe')])
})

test.each([
  ['inside', 'text'],
  ['link', 'text'],
  ['sub/up', 'text'],
  ['around', 'text'],
  ['nothing', undefined],
  ['loop', undefined],
  ['dangling', undefined],
  ['inside/more', undefined],
  ['x'.repeat(300), undefined],
])('%s', async (path, expected) => {
  expect(await repositoryText(files, root, path)).toBe(expected)
})

test.each([
  ['zero', /^`zero` is a link to `\/dev\/zero`, outside the repository: commit the file itself$/],
  ['kernel', /^`kernel` is a link to `\/proc\/kmsg`, outside the repository: commit/],
  ['away', /^`away` is a link to `.*\/outside`, outside the repository/],
  ['through', /^`through` is a link to `.*\/outside`, outside the repository/],
  ['directory', /^`directory` is a directory, but linkgate expects a file: rename or remove it$/],
  ['pipe', /^`pipe` is not a regular file, but linkgate expects a file: rename or remove it$/],
  ['large', /^`large` has 600,000,000 bytes, but linkgate reads at most 256,000: make it smaller$/],
])('%s is rejected with one sentence', async (path, sentence) => {
  const refused = await repositoryText(files, root, path).catch((error: unknown) => error)
  expect(refused).toBeInstanceOf(InputError)
  expect((refused as InputError).message).toMatch(sentence)
  expect(await textIfFit(files, root, path)).toBeUndefined()
})

test('the size limit is exact', async () => {
  await writeFile(join(root, 'full'), 'x'.repeat(largestText))
  expect(await repositoryText(files, root, 'full')).toHaveLength(largestText)
  await writeFile(join(root, 'full'), 'x'.repeat(largestText + 1))
  await expect(repositoryText(files, root, 'full')).rejects.toThrow('256,001 bytes')
})

test('reading outside of a repository never waits for a pipe either', async () => {
  for (const path of [join(root, 'pipe'), '/dev/zero']) {
    await expect(files.readText(path)).rejects.toThrow('not a regular file')
    await expect(files.sha256(path)).rejects.toThrow('not a regular file')
  }
})
