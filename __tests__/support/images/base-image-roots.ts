/** The layers of images without Go. */
import { chmod, mkdir, readdir, readFile, rename, symlink, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { unpackPackages } from '../../../scripts/tools/distribution.ts'
import { output } from '../world/temporary.ts'
import { cache, digest, type Layer, layer, machine } from './base-image-layers.ts'
import { addgroup, adduser, apk, aptGet, store } from './base-image-scripts.ts'
import { distributionRoot, from, linkTo, type Parts, text, writeRoot } from './base-images.ts'

const { triplet, musl } = machine
const recipe = ['base-image-roots.ts', 'base-image-scripts.ts']

/** For example `bookworm.tar`. */
export const release = async (): Promise<string> => basename(await distributionRoot())

/** Files of packages that this machine may not have installed. */
export const packageFiles = (): Promise<string> => {
  fetched ??= fetchPackages()
  return fetched
}

let fetched: Promise<string> | undefined

async function fetchPackages(): Promise<string> {
  const names = ['busybox-static', 'ca-certificates', 'dumb-init', 'git', 'make', 'musl', 'tini']
  const folder = join(cache, `packages-${digest([...names, await release()])}`)
  await unpackPackages(folder, names)
  return folder
}

/** @param options paths or patterns of the distribution's root, as in the archive: `./usr/share/zoneinfo` */
async function unpackDistribution(to: string, ...options: readonly string[]): Promise<void> {
  await output([
    'tar',
    '-C',
    to,
    '--wildcards',
    '--no-same-owner',
    '-xf',
    await distributionRoot(),
    ...options,
  ])
}

export const bundle = '/etc/ssl/certs/ca-certificates.crt'
const doNothing = text('#!/bin/sh\n')

export async function certificates(): Promise<string> {
  const folder = join(await packageFiles(), 'usr/share/ca-certificates/mozilla')
  const files = (await readdir(folder)).sort()
  return (await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')))).join('')
}

/** Packages of the store, by name: their files, or the packages that they depend on. */
export type Packages = Readonly<Record<string, Parts | readonly string[]>>

export async function writeStore(directory: string, packages: Packages): Promise<void> {
  for (const [name, content] of Object.entries(packages)) {
    const at = join(directory, store, name)
    await mkdir(at, { recursive: true })
    if (Array.isArray(content)) await writeFile(join(at, 'needs'), content.join(' '))
    else await writeRoot(join(at, 'files'), content as Parts)
  }
}

async function writable(directory: string, ...paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    await mkdir(join(directory, path), { recursive: true })
    await chmod(join(directory, path), 0o1777)
  }
}

export async function debianLayer(): Promise<Layer> {
  return layer('debian', recipe, [await release()], async (directory) => {
    const without = [
      'dev',
      'usr/share/doc',
      'usr/share/locale',
      'usr/share/man',
      'var/cache/apt',
      'var/lib/apt/lists',
    ]
    await unpackDistribution(directory, ...without.map((one) => `--exclude=./${one}/*`), '.')
    const packages = await packageFiles()
    await writeRoot(join(directory, 'usr/local/bin'), { 'apt-get': text(aptGet), apt: text(aptGet) })
    await writeStore(directory, {
      'ca-certificates': {
        [bundle]: text(await certificates(), 0o644),
        '/usr/sbin/update-ca-certificates': doNothing,
      },
      'dumb-init': { '/usr/bin/dumb-init': from(join(packages, 'usr/bin/dumb-init'), 0o755) },
      tini: { '/usr/bin/tini': from(join(packages, 'usr/bin/tini'), 0o755) },
      tzdata: {},
      curl: {},
      openssl: {},
    })
  })
}

async function writeBusybox(directory: string): Promise<void> {
  const busybox = join(await packageFiles(), 'bin/busybox')
  await writeRoot(directory, { '/bin/busybox': from(busybox, 0o755) })
  const applets = (await output([busybox, '--list-full'])).trim().split('\n')
  for (const path of applets.filter((one) => one !== 'bin/busybox')) {
    await mkdir(join(directory, dirname(path)), { recursive: true })
    await symlink('/bin/busybox', join(directory, path))
  }
  for (const path of ['dev', 'home', 'proc', 'root', 'sys', 'var'])
    await mkdir(join(directory, path), { recursive: true })
  await writable(directory, 'tmp')
}

export async function busyboxLayer(): Promise<Layer> {
  return layer('busybox', recipe, [await release()], async (directory) => {
    await writeBusybox(directory)
    await writeRoot(directory, {
      '/etc/passwd': text(
        'root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/home:/bin/false\n',
        0o644,
      ),
      '/etc/group': text('root:x:0:\nnobody:x:65534:\n', 0o644),
    })
  })
}

export async function alpineLayer(): Promise<Layer> {
  return layer('alpine', recipe, [await release()], async (directory) => {
    const packages = await packageFiles()
    await writeBusybox(directory)
    for (const path of ['media', 'mnt', 'opt', 'run', 'srv', 'var/cache/apk'])
      await mkdir(join(directory, path), { recursive: true })
    await writeRoot(directory, {
      '/etc/alpine-release': text('3.20.0\n', 0o644),
      '/etc/os-release': text(
        'NAME="Alpine Linux"\nID=alpine\nVERSION_ID=3.20.0\nPRETTY_NAME="Alpine Linux v3.20"\n',
        0o644,
      ),
      '/etc/passwd': text(
        'root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/:/sbin/nologin\nguest:x:405:100:guest:/dev/null:/sbin/nologin\n',
        0o644,
      ),
      '/etc/group': text('root:x:0:root\nusers:x:100:\nnogroup:x:65533:\nnobody:x:65534:\n', 0o644),
      '/etc/shadow': text('root:*::0:::::\nnobody:!::0:::::\n', 0o640),
      [bundle]: text(await certificates(), 0o644),
      '/etc/ssl/cert.pem': linkTo('certs/ca-certificates.crt'),
      [`/lib/ld-musl-${musl}.so.1`]: from(
        join(packages, 'lib', triplet.replace('gnu', 'musl'), 'libc.so'),
        0o755,
      ),
      [`/lib/libc.musl-${musl}.so.1`]: linkTo(`ld-musl-${musl}.so.1`),
      '/sbin/apk': text(apk),
      '/usr/sbin/adduser': text(adduser),
      '/usr/sbin/addgroup': text(addgroup),
    })
    // a program that is linked with glibc would not run in this image
    const init = from(join(packages, 'usr/bin/tini-static'), 0o755)
    await writeStore(directory, {
      bash: { '/bin/bash': text('#!/bin/sh\nexec /bin/sh "$@"\n') },
      'ca-certificates': { '/usr/sbin/update-ca-certificates': doNothing },
      'dumb-init': { '/usr/bin/dumb-init': init },
      tini: { '/sbin/tini': init },
      tzdata: {},
      curl: {},
      openssl: {},
    })
    await unpackZones(join(directory, store, 'tzdata', 'files'))
  })
}

async function unpackZones(to: string): Promise<void> {
  await mkdir(to, { recursive: true })
  await unpackDistribution(to, './usr/share/zoneinfo')
}

export async function distrolessStaticLayer(): Promise<Layer> {
  return layer('distroless-static', recipe, [await release()], async (directory) => {
    await unpackZones(directory)
    await unpackDistribution(directory, './etc/os-release', './usr/lib/os-release')
    await writeRoot(directory, {
      '/etc/passwd': text(
        'root:x:0:0:root:/root:/sbin/nologin\nnobody:x:65534:65534:nobody:/nonexistent:/sbin/nologin\nnonroot:x:65532:65532:nonroot:/home/nonroot:/sbin/nologin\n',
        0o644,
      ),
      '/etc/group': text('root:x:0:\nnobody:x:65534:\ntty:x:5:\nstaff:x:50:\nnonroot:x:65532:\n', 0o644),
      '/etc/nsswitch.conf': text('hosts: files dns\n', 0o644),
      [bundle]: text(await certificates(), 0o644),
    })
    for (const path of ['home/nonroot', 'root', 'var/run'])
      await mkdir(join(directory, path), { recursive: true })
    await writable(directory, 'tmp')
  })
}

const glibc = [
  'ld-linux*',
  'libc',
  'libdl',
  'libm',
  'libnss_*',
  'libpthread',
  'libresolv',
  'librt',
  'libutil',
]

export async function glibcLayer(): Promise<Layer> {
  return layer('glibc', recipe, [await release()], async (directory) => {
    await unpackDistribution(directory, ...glibc.map((name) => `./usr/lib/${triplet}/${name}.so*`))
    await rename(join(directory, 'usr/lib'), join(directory, 'lib'))
    const name = machine.loader.slice(machine.loader.lastIndexOf('/') + 1)
    await mkdir(join(directory, dirname(machine.loader)), { recursive: true })
    await symlink(`/lib/${triplet}/${name}`, join(directory, machine.loader))
  })
}
