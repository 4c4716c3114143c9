import { lstat, mkdir, readdir, readFile, readlink } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { addDirectory, layOut, placeIn } from '../../../../src/images/engines/embedded/lay-out.ts'
import { realFiles } from '../../../../src/world/files.ts'
import { expectValue, problemOf } from '../../../support/results.ts'
import { temporaryFolder } from '../../../support/runs/linkgate.ts'
import { rootFsOf } from '../../../support/world/root-fs.ts'

describe('laying an image out', () => {
  test('restores files, links, modes and owners, also files in read-only directories', async () => {
    await using folder = await temporaryFolder()
    const large = 'pieces of a file'.repeat(10_000)
    const larger = 'pieces of a file'.repeat(600_000)
    const root = rootFsOf({
      '/app/api': { content: 'program', mode: 0o755 },
      '/etc/shadow': { content: 'x', mode: 0o640, owner: 7 },
      '/empty': { content: '', mode: 0o600 },
      '/large': { content: large, mode: 0o600 },
      '/larger': { content: larger, mode: 0o444 },
      '/bin': { link: '/usr/bin' },
      '/loop': { link: 'loop' },
      '/tmp': { directory: 0o1777 },
      '/closed': { directory: 0o555, owner: 65532 },
      '/closed/file': { content: 'inside', mode: 0o444 },
      '/usr/bin/su': { content: 'su', mode: 0o4755 },
    })
    const { owners, capabilities } = expectValue(await layOut(realFiles(folder.path), root, folder.path))
    const at = (path: string) => join(folder.path, path)
    const modeOf = async (path: string) => (await lstat(at(path))).mode & 0o7777
    expect(await readFile(at('app/api'), 'utf8')).toBe('program')
    expect(await readFile(at('empty'), 'utf8')).toBe('')
    expect(await readFile(at('large'), 'utf8')).toBe(large)
    expect((await readFile(at('larger'), 'utf8')) === larger).toBe(true)
    expect(await readlink(at('bin'))).toBe('/usr/bin')
    expect(await readlink(at('loop'))).toBe('loop')
    expect(await readFile(at('closed/file'), 'utf8')).toBe('inside')
    expect(
      await Promise.all(['app/api', 'etc/shadow', 'tmp', 'closed', 'closed/file', 'larger'].map(modeOf)),
    ).toEqual([0o755, 0o640, 0o1777, 0o555, 0o444, 0o444])
    // with set-user-ID, other users of the machine could run it with the rights of its owner
    expect(await modeOf('usr/bin/su')).toBe(0o755)
    expect(capabilities).toEqual([])
    expect(owners).toEqual([
      { path: '/closed', user: 65532, group: 65532 },
      { path: '/etc/shadow', user: 7, group: 7 },
    ])
  })

  test('files below mount points such as `/dev` get no capabilities', async () => {
    await using folder = await temporaryFolder()
    const paths = ['/app/api', '/dev/null', '/devices/api', '/proc/self', '/sys/fs/api']
    const given = rootFsOf(Object.fromEntries(paths.map((path) => [path, 'program'])))
    const capable: typeof given = {
      ...given,
      async entry(path) {
        const found = await given.entry(path)
        return found?.kind === 'file' ? { ...found, capabilities: '01' } : found
      },
    }
    const { capabilities } = expectValue(await layOut(realFiles(folder.path), capable, folder.path))
    expect(capabilities).toEqual(['/app/api', '/devices/api'].map((path) => ({ path, value: '01' })))
  })

  test('an unreadable layer is a problem, and a name that is not UTF-8 is left out', async () => {
    await using folder = await temporaryFolder()
    const given = rootFsOf({ '/app/api': 'program', '/a\udcff': 'odd' })
    const unreadable = { ...given, readWith: async () => undefined }
    const root = join(folder.path, 'root')
    expect(problemOf(await layOut(realFiles(folder.path), unreadable, root))).toMatch(
      /^`\/app\/api` of the image has 7 bytes, which linkgate cannot read$/,
    )
    await mkdir(join(folder.path, 'other'))
    expectValue(await layOut(realFiles(folder.path), given, join(folder.path, 'other')))
    expect(await readdir(join(folder.path, 'other'))).toEqual(['app'])
  })
})

test('a directory is added with its parents, and one of the image keeps its mode', async () => {
  await using folder = await temporaryFolder()
  const root = rootFsOf({ '/closed': { directory: 0o555 }, '/link': { link: '/closed' } })
  const files = realFiles(folder.path)
  expectValue(await layOut(files, root, folder.path))
  for (const path of ['/link/lib/app', '/closed/lib', '/new'])
    expectValue(await addDirectory(files, root, path, folder.path))
  const modes = ['closed', 'closed/lib', 'closed/lib/app', 'new'].map(
    async (path) => (await lstat(join(folder.path, path))).mode & 0o7777,
  )
  expect(await Promise.all(modes)).toEqual([0o555, 0o755, 0o755, 0o755])
})

describe('the place of a path in the laid-out image', () => {
  const root = rootFsOf({
    '/app/api': 'program',
    '/var/run': { link: '/run' },
    '/run/lock': { directory: 0o755 },
    '/data': { link: '/etc/cron.d' },
    '/up': { link: '../../../../etc' },
    '/etc/hosts': '',
    '/odd': { link: '/a\udcff' },
    '/a\udcff/hosts': '',
    '/a\ufffd': { link: '/etc' },
  })

  test.each([
    ['/app', '/app'],
    ['/app/new/file', '/app/new/file'],
    ['/new', '/new'],
    ['/', ''],
    ['//app/./api', '/app/api'],
    ['/app/../new', '/new'],
    ['/../../new', '/new'],
    ['/var/run/app.sock', '/run/app.sock'],
    ['/up/hosts', '/etc/hosts'],
    ['/up/new', '/etc/new'],
  ])('%s is %s', async (path, place) => {
    expect(expectValue(await placeIn(root, path))).toBe(place)
  })

  test.each([
    // on the machine, the target of the link may exist
    ['/data', /`\/data` of the image is not a directory/],
    ['/data/file', /`\/data` of the image is not a directory/],
    ['/app/api/file', /`\/app\/api` of the image is not a directory/],
    ['/new/../../etc', /`\/new\/\.\.\/\.\.\/etc` is not in the image/],
    // Node writes both names alike: on the disk, this name is that of the link
    ['/odd/hosts', /`\/odd\/hosts` has a name that is not UTF-8/],
    ['/a\ud800/new', /has a name that is not UTF-8/],
  ])('%s has none', async (path, problem) => {
    expect(problemOf(await placeIn(root, path))).toMatch(problem)
  })
})
