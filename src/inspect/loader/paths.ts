/**
 * Directories in which the loaders of glibc and musl search for shared libraries: built-in ones, configuration and cache.
 * library-places.ts contains the search order.
 */

import { parentOf } from '../../common/paths.ts'

/** The files of an image, or of this machine. */
export interface LoaderFiles {
  read(path: string): Promise<Uint8Array | undefined>
  /** Names in a directory; empty if it is not a directory. */
  list(path: string): Promise<readonly string[]>
}

/** Debian's names of the multiarch directories, by GOARCH. */
const triplets: Readonly<Record<string, string>> = {
  amd64: 'x86_64-linux-gnu',
  arm64: 'aarch64-linux-gnu',
  '386': 'i386-linux-gnu',
  arm: 'arm-linux-gnueabihf',
  riscv64: 'riscv64-linux-gnu',
  s390x: 's390x-linux-gnu',
}

/** Values of $PLATFORM (AT_PLATFORM), by GOARCH. */
const platforms: Readonly<Record<string, string>> = {
  amd64: 'x86_64',
  arm64: 'aarch64',
  '386': 'i686',
  arm: 'v7l',
}

/** Subdirectories that ld.so prefers on processors of these levels (glibc 2.33 and later). */
const hardwareLevels: Readonly<Record<string, readonly string[]>> = {
  amd64: ['x86-64-v2', 'x86-64-v3', 'x86-64-v4'],
  s390x: ['z13', 'z14', 'z15', 'z16'],
}

export function hardwareDirectories(machine: string): readonly string[] {
  return (hardwareLevels[machine] ?? []).map((level) => `glibc-hwcaps/${level}`)
}

/** musl is loader and libc in one file, so these names refer to itself (`load_library` in its ldso/dynlink.c). */
const insideMusl = /^lib(c|pthread|rt|m|dl|util|xnet)\./

export function isInsideMusl(name: string): boolean {
  return insideMusl.test(name)
}

/** Default directories of glibc's loader, as most distributions build it. */
export function glibcDirectories(machine: string, bits: 32 | 64): readonly string[] {
  const triplet = triplets[machine]
  return [
    ...(triplet === undefined ? [] : [`/lib/${triplet}`, `/usr/lib/${triplet}`]),
    ...(bits === 64 ? ['/lib64', '/usr/lib64'] : []),
    '/lib',
    '/usr/lib',
  ]
}

/** Default directories of musl, without `/etc/ld-musl-*.path`. */
export const muslDirectories: readonly string[] = ['/lib', '/usr/local/lib', '/usr/lib']

/** The C library of a loader, from its bytes, because its path may be that of a link. */
export type Loader =
  | { readonly libc: 'musl'; readonly configuration: string }
  | {
      readonly libc: 'glibc'
      /** `system_dirs` of elf/dl-load.c, if found. */
      readonly directories: readonly string[]
      /** Release of glibc, e.g. `2.36`; loaders contain it since 2.33. */
      readonly release?: string
    }

export function readLoader(bytes: Uint8Array): Loader {
  const text = textOf(bytes)
  const musl = /\/etc\/ld-musl-[\w-]{1,40}\.path/.exec(text)?.[0]
  if (musl !== undefined) return { libc: 'musl', configuration: musl }
  // the directories are consecutive, each terminated by a zero byte
  const rows = [...text.matchAll(/\0((?:\/[\w.+/-]{1,200}\/\0)+)/g)]
    .map(([row]) => row.split('\0').filter((directory) => directory !== ''))
    .filter((row) => row.some((directory) => /lib/.test(directory)))
  const longest = rows.reduce<readonly string[]>((best, row) => (row.length > best.length ? row : best), [])
  const release = glibcRelease(bytes)
  return {
    libc: 'glibc',
    directories: longest.map((directory) => directory.replace(/\/+$/, '')),
    ...(release === undefined ? {} : { release }),
  }
}

/** The release in a loader or libc.so.6 of glibc, e.g. `2.36`. */
export function glibcRelease(bytes: Uint8Array): string | undefined {
  // searched as bytes, because the text of a library of several megabytes would need much memory
  const all = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, largest))
  for (let at = all.indexOf(beforeRelease); at >= 0; at = all.indexOf(beforeRelease, at + 1)) {
    const near = all.toString('latin1', Math.max(0, at - 220), at + beforeRelease.length + 10)
    const [, release] =
      /(?:ld\.so|GNU C Library) \([^)\0]{1,200}\) stable release version (\d+\.\d+)/.exec(near) ?? []
    if (release !== undefined) return release
  }
  return undefined
}

const beforeRelease = ') stable release version '

/** Larger than any loader, libc or cache. */
const largest = 1 << 24

function textOf(bytes: Uint8Array): string {
  return new TextDecoder('latin1').decode(bytes.subarray(0, largest))
}

/** The directories of musl's configuration, or its built-in ones. An unreadable configuration counts as empty. */
export async function readMuslPath(files: LoaderFiles, configuration: string): Promise<readonly string[]> {
  const bytes = await files.read(configuration)
  return bytes === undefined ? muslDirectories : splitPath(textOf(bytes), /[:\n]/)
}

export function splitPath(path: string, separator: RegExp): readonly string[] {
  return path.split(separator).filter((directory) => directory !== '')
}

/** Directories in ld.so.conf and the files that it includes. ldconfig reads them; the loader itself only uses its cache. */
export async function configuredDirectories(
  files: LoaderFiles,
  path = '/etc/ld.so.conf',
  seen: Set<string> = new Set(),
): Promise<readonly string[]> {
  if (seen.has(path)) return []
  seen.add(path)
  const bytes = await files.read(path)
  if (bytes === undefined) return []
  const found: string[] = []
  for (const line of new TextDecoder().decode(bytes).split('\n')) {
    const words = line
      .replace(/#.*/, '')
      .split(/[\s:,]+/)
      .filter((word) => word !== '')
    if (words[0] === 'include') {
      for (const pattern of words.slice(1)) {
        for (const included of await matching(files, pattern, path)) {
          found.push(...(await configuredDirectories(files, included, seen)))
        }
      }
    } else found.push(...words.filter((word) => word.startsWith('/')))
  }
  return found
}

/** Files that match the pattern of an include line: a name with stars in one directory. */
async function matching(files: LoaderFiles, pattern: string, includer: string): Promise<readonly string[]> {
  // on Fedora and its derivatives, the pattern is relative to the including file
  const absolute = pattern.startsWith('/') ? pattern : `${parentOf(includer)}/${pattern}`
  const directory = parentOf(absolute)
  const parts = absolute.slice(directory.length + 1).split('*')
  const [first = '', ...rest] = parts
  const last = rest.at(-1)
  if (last === undefined) return [absolute]
  return (await files.list(directory))
    .filter(
      (name) => name.startsWith(first) && name.endsWith(last) && name.length >= first.length + last.length,
    )
    .sort()
    .map((name) => `${directory}/${name}`)
}

const cacheMagic = 'glibc-ld.so.cache1.1'
const cacheHeader = 48
const cacheEntry = 24

/**
 * Name → paths of a cache that ldconfig wrote (`struct cache_file_new` in glibc's sysdeps/generic/dl-cache.h; an older format may
 * precede it). Empty if it is not a cache; without entries whose offsets are outside the file.
 */
export function readLoaderCache(
  bytes: Uint8Array,
  littleEndian: boolean,
): ReadonlyMap<string, readonly string[]> {
  const text = textOf(bytes)
  const start = text.indexOf(cacheMagic)
  const found = new Map<string, string[]>()
  if (start < 0 || start + cacheHeader > bytes.length) return found
  const data = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const room = Math.floor((bytes.length - start - cacheHeader) / cacheEntry)
  const count = Math.min(data.getUint32(start + cacheMagic.length, littleEndian), room)
  const textAt = (offset: number) => {
    const longest = text.slice(start + offset, start + offset + 4096)
    return longest.slice(0, Math.max(0, longest.indexOf('\0')))
  }
  for (let index = 0; index < count; index++) {
    const at = start + cacheHeader + index * cacheEntry
    const name = textAt(data.getUint32(at + 4, littleEndian))
    const path = textAt(data.getUint32(at + 8, littleEndian))
    if (name === '' || !path.startsWith('/')) continue
    const paths = found.get(name)
    if (paths === undefined) found.set(name, [path])
    else paths.push(path)
  }
  return found
}

/** Replaces $ORIGIN, $LIB and $PLATFORM, with or without braces; undefined if the value of a token is unknown. */
export function expandTokens(
  path: string,
  values: { readonly origin: string; readonly lib: string; readonly machine: string },
): string | undefined {
  const known: Readonly<Record<string, string | undefined>> = {
    ORIGIN: values.origin === '' ? '/' : values.origin,
    LIB: values.lib,
    PLATFORM: platforms[values.machine],
  }
  let unknown = false
  const expanded = path.replace(
    /\$(?:\{(ORIGIN|LIB|PLATFORM)\}|(ORIGIN|LIB|PLATFORM)(?!\w))/g,
    (_all, a, b) => {
      const value = known[a ?? b]
      if (value === undefined) unknown = true
      return value ?? ''
    },
  )
  return unknown ? undefined : expanded
}
