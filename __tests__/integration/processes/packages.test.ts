/** Package databases of a real root, compared with the output of dpkg. */
import { copyFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { readPackages } from '../../../src/inspect/packages/databases.ts'
import { readDistribution } from '../../../src/inspect/packages/distribution.ts'
import type { ImagePackage } from '../../../src/model/contents.ts'
import { directoryRootFs } from '../../../src/world/root-fs.ts'
import { distributionRoot } from '../../support/images/base-images.ts'
import { output, temporaryDirectory } from '../../support/world/temporary.ts'

const directory = await temporaryDirectory()
const debian = join(directory, 'debian')
const info = join(debian, 'var/lib/dpkg/info')

const query = async (...args: readonly string[]) =>
  (await output(['dpkg-query', `--admindir=${debian}/var/lib/dpkg`, ...args])).trimEnd().split('\n')

/** The output of dpkg: state, name, version, architecture, source package and its version. */
const format =
  '$' +
  '{db:Status-Status}|$' +
  '{Package}|$' +
  '{Version}|$' +
  '{Architecture}|$' +
  '{source:Package}|$' +
  '{source:Version}\n'

const lineOf = ({ name, version, architecture, source }: ImagePackage) =>
  ['installed', name, version, architecture, source?.name ?? name, source?.version ?? version].join('|')

beforeAll(async () => {
  await mkdir(debian)
  const wanted = [
    'lib',
    'lib64',
    'usr/lib64',
    'usr/lib/*-linux-gnu/*.so*',
    'var/lib/dpkg',
    'etc/os-release',
    'usr/lib/os-release',
  ]
  await output([
    ...['tar', '-C', debian, '--wildcards', '--no-same-owner', '-xf', await distributionRoot()],
    ...wanted.map((path) => `./${path}`),
  ])
})

test('the packages of Debian, and the name of the distribution', async () => {
  const { databases, unread, packages } = await readPackages(directoryRootFs(debian))
  expect([databases, unread]).toEqual([['dpkg'], []])
  const listed = (await query('-W', '-f', format)).filter((line) => line.startsWith('installed|'))
  expect(listed.length).toBeGreaterThan(80)
  expect(packages.map(lineOf).sort()).toEqual(listed.sort())
  expect(await readDistribution(directoryRootFs(debian))).toMatchObject({ id: 'debian' })
})

test('the package of each library', async () => {
  const root = directoryRootFs(debian)
  const [libraries = ''] = (await readdir(join(debian, 'usr/lib'))).filter((name) =>
    name.endsWith('-linux-gnu'),
  )
  const paths = (await root.list(`/usr/lib/${libraries}`)).map((name) => `/usr/lib/${libraries}/${name}`)
  expect(paths.length).toBeGreaterThan(80)
  const { ownerOf } = await readPackages(root, paths)
  // dpkg finds a file only by the directory in its package
  const owners = new Map<string, string>()
  for (const line of await query('-S', `/usr/lib/${libraries}/*`, `/lib/${libraries}/*`)) {
    const [, names = '', path = ''] = /^(.*?): (\/.*)$/.exec(line) ?? []
    owners.set(path.replace(/^\/lib\//, '/usr/lib/'), names.replace(/:[a-z0-9]+/g, ''))
  }
  const expected = await Promise.all(
    paths.map(async (path) => [path, owners.get((await root.resolve(path))?.path ?? '') ?? owners.get(path)]),
  )
  expect(paths.map((path) => [path, ownerOf(path)?.name])).toEqual(expected)
  expect(paths.filter((path) => ownerOf(path) !== undefined).length).toBeGreaterThan(80)
})

test('the same packages in the format of distroless images', async () => {
  const root = join(directory, 'distroless')
  const status = join(root, 'var/lib/dpkg/status.d')
  await mkdir(status, { recursive: true })
  const text = await readFile(join(debian, 'var/lib/dpkg/status'), 'utf8')
  const wanted = ['base-files', 'libc6', 'libssl3', 'netbase', 'tzdata', 'zlib1g']
  for (const paragraph of text.split('\n\n')) {
    const name = /^Package: (.*)$/m.exec(paragraph)?.[1] ?? ''
    if (!wanted.includes(name)) continue
    await writeFile(join(status, name), `${paragraph.replace(/^Status: .*\n/m, '')}\n`)
    const sums = (await readdir(info)).find(
      (one) => one === `${name}.md5sums` || (one.startsWith(`${name}:`) && one.endsWith('.md5sums')),
    )
    if (sums !== undefined) await copyFile(join(info, sums), join(status, `${name}.md5sums`))
  }
  const listed = (await query('-W', '-f', format)).filter((line) => wanted.includes(line.split('|')[1] ?? ''))
  const libc = (await query('-L', 'libc6')).find((path) => path.endsWith('/libc.so.6')) ?? ''
  const { databases, packages, ownerOf } = await readPackages(directoryRootFs(root), [libc])
  expect(databases).toEqual(['dpkg'])
  expect(packages.map(lineOf).sort()).toEqual(listed.sort())
  expect(packages.length).toBeGreaterThan(3)
  expect(ownerOf(libc)?.name).toBe('libc6')
})
