/** The paths at which the loaders of glibc and musl search for a library, in order. */

import { parentOf } from '../../common/paths.ts'
import type { RootFs } from '../../effects/root-fs.ts'
import type { Elf } from '../elf/elf.ts'
import type { Identity } from '../entry/accounts.ts'
import {
  expandTokens,
  glibcDirectories,
  hardwareDirectories,
  type Loader,
  readLoaderCache,
  readMuslPath,
  splitPath,
} from './paths.ts'

/** Which search path found a library. */
export type FoundBy = 'path' | 'rpath' | 'LD_LIBRARY_PATH' | 'runpath' | 'cache' | 'default' | 'hardware'

/** A loaded file: the program, or a library. */
export interface LoadedObject {
  /** As opened, links not followed. */
  readonly path: string
  /** Without links, so that two names of one file are equal. */
  readonly file: string
  readonly elf: Elf
  /** Absent for the program. */
  readonly loadedBy?: LoadedObject
}

export interface LibraryPlace {
  readonly path: string
  readonly by: FoundBy
}

export interface SearchOptions {
  readonly loader: Loader
  readonly program: LoadedObject
  /** Value of LD_LIBRARY_PATH. */
  readonly libraryPath: string | undefined
  readonly workingDir: string
  /** Files that it may not read are skipped. */
  readonly identity?: Identity
  /** AT_SECURE: the program changes its user, so the environment is not trusted. */
  readonly secure: boolean
}

/** The search paths of a loader, before the first library. */
export interface SearchPaths {
  readonly libc: Loader['libc']
  /** GOARCH of the program. */
  readonly machine: string
  readonly workingDir: string
  readonly secure: boolean
  /** The directories of LD_LIBRARY_PATH, even if they are ignored. */
  readonly libraryPath: readonly string[]
  readonly defaults: readonly string[]
  /** Name → paths of glibc's cache; empty for musl, which has none. */
  readonly cached: ReadonlyMap<string, readonly string[]>
}

/** More directories in one path than a real one has. */
const mostDirectories = 256

export async function readSearchPaths(root: RootFs, options: SearchOptions): Promise<SearchPaths> {
  const { loader, workingDir, secure } = options
  const { machine, bits, littleEndian } = options.program.elf
  const isMusl = loader.libc === 'musl'
  const libraryPath = splitPath(options.libraryPath ?? '', isMusl ? /[:\n]/ : /[:;]/)
    .slice(0, mostDirectories)
    .map((path) => absolute(path, workingDir))
  const defaults = isMusl
    ? await readMuslPath(root, loader.configuration)
    : loader.directories.length > 0
      ? loader.directories
      : glibcDirectories(machine, bits)
  const cache = isMusl ? undefined : await root.read('/etc/ld.so.cache')
  const cached =
    cache === undefined ? new Map<string, readonly string[]>() : readLoaderCache(cache, littleEndian)
  return { libc: loader.libc, machine, workingDir, secure, libraryPath, defaults, cached }
}

/** Paths at which the loader searches for a library that `by` needs, in order. */
export function placesOf(paths: SearchPaths, name: string, by: LoadedObject): Iterable<LibraryPlace> {
  if (name.includes('/')) return expand(paths, [name], by).map((path) => ({ path, by: 'path' }))
  return paths.libc === 'musl' ? muslPlaces(paths, name, by) : glibcPlaces(paths, name, by)
}

function* glibcPlaces(paths: SearchPaths, name: string, by: LoadedObject): Generator<LibraryPlace> {
  const below = (directories: readonly string[], how: FoundBy) =>
    placesBelow(directories, name, how, paths.machine)
  if (by.elf.runpath.length === 0) {
    for (let one: LoadedObject | undefined = by; one !== undefined; one = one.loadedBy) {
      if (one.elf.runpath.length === 0) yield* below(expand(paths, one.elf.rpath, one), 'rpath')
    }
  }
  yield* below(trusted(paths), 'LD_LIBRARY_PATH')
  yield* below(expand(paths, by.elf.runpath, by), 'runpath')
  for (const path of paths.cached.get(name) ?? []) yield { path, by: 'cache' }
  yield* below(paths.defaults, 'default')
}

/** musl does not distinguish rpath and runpath: both also apply to indirectly needed libraries. */
function* muslPlaces(paths: SearchPaths, name: string, by: LoadedObject): Generator<LibraryPlace> {
  for (const directory of trusted(paths)) yield { path: `${directory}/${name}`, by: 'LD_LIBRARY_PATH' }
  for (let one: LoadedObject | undefined = by; one !== undefined; one = one.loadedBy) {
    const { rpath, runpath } = one.elf
    for (const directory of expand(paths, runpath.length > 0 ? runpath : rpath, one)) {
      yield { path: `${directory}/${name}`, by: runpath.length > 0 ? 'runpath' : 'rpath' }
    }
  }
  for (const directory of paths.defaults) yield { path: `${directory}/${name}`, by: 'default' }
}

/** Searches the directory itself before those for newer processors, because the processor is unknown. */
function* placesBelow(
  directories: readonly string[],
  name: string,
  by: FoundBy,
  machine: string,
): Generator<LibraryPlace> {
  for (const directory of directories) {
    yield { path: `${directory}/${name}`, by }
    for (const level of hardwareDirectories(machine)) {
      yield { path: `${directory}/${level}/${name}`, by: 'hardware' }
    }
  }
}

function trusted({ secure, libraryPath }: SearchPaths): readonly string[] {
  return secure ? [] : libraryPath
}

/** Directories of a run path with their tokens replaced, without disallowed ones. */
function expand(paths: SearchPaths, directories: readonly string[], owner: LoadedObject): readonly string[] {
  const { libc, machine, workingDir, secure, defaults } = paths
  const lib = defaults.find((directory) => !directory.startsWith('/usr/'))?.slice(1) ?? 'lib'
  // the kernel reports the program's own path without links, but the loader uses the opened path of libraries
  const origin = parentOf(owner.loadedBy === undefined ? owner.file : owner.path)
  return directories.slice(0, mostDirectories).flatMap((path) => {
    const expanded = expandTokens(path, { origin, lib, machine })
    if (expanded === undefined) return []
    const untrusted = secure && libc !== 'musl' && path.includes('$')
    if (untrusted && !defaults.includes(expanded.replace(/\/+$/, ''))) return []
    return [absolute(expanded, workingDir)]
  })
}

function absolute(path: string, workingDir: string): string {
  return path.startsWith('/') ? path : `${workingDir === '/' ? '' : workingDir}/${path}`
}
