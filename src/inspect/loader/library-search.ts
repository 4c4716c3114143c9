/** Where a loader finds a library: the order in which glibc's and musl's look, which differ. */

import type { RootFs } from '../../effects/root-fs.ts'
import { type Elf, readElf } from '../elf/elf.ts'
import {
  directoryOf,
  expandTokens,
  glibcDirectories,
  hardwareDirectories,
  type Loader,
  readLoaderCache,
  readMuslPath,
  splitPath,
} from './paths.ts'

/** By what a library was found. */
export type FoundBy = 'path' | 'rpath' | 'LD_LIBRARY_PATH' | 'runpath' | 'cache' | 'default' | 'hardware'

/** A file in the memory of the process: the program, or a library. */
export interface Loaded {
  /** As it was opened: links not followed. */
  readonly path: string
  /** Without links: what tells whether two names are one file. */
  readonly file: string
  readonly elf: Elf
  /** Absent for the program. */
  readonly loadedBy?: Loaded
}

export type LibrarySearchResult =
  | {
      readonly found: Pick<Loaded, 'path' | 'file' | 'elf'>
      readonly by: FoundBy
    }
  | { readonly broken: string; readonly why: string; readonly shown: string }
  /** With the first candidate that was passed over, being of another architecture. */
  | { readonly passedOver?: string }

interface Place {
  readonly path: string
  readonly by: FoundBy
}

export interface Searcher {
  search(name: string, by: Loaded): Promise<LibrarySearchResult>
  /** The directories of LD_LIBRARY_PATH, also where they are ignored. */
  readonly libraryPath: readonly string[]
}

export interface SearchOptions {
  readonly loader: Loader
  readonly program: Loaded
  /** Value of LD_LIBRARY_PATH. */
  readonly libraryPath: string | undefined
  readonly workingDir: string
  /** AT_SECURE: the program changes its user, so the environment is not trusted. */
  readonly secure: boolean
}

/** More directories in one path than a real one has. */
const mostDirectories = 256

export async function openSearcher(root: RootFs, options: SearchOptions): Promise<Searcher> {
  const { loader, program, secure } = options
  const { elf } = program
  const isMusl = loader.libc === 'musl'
  const absolute = (path: string) =>
    path.startsWith('/') ? path : `${options.workingDir === '/' ? '' : options.workingDir}/${path}`
  const libraryPath = splitPath(options.libraryPath ?? '', isMusl ? /[:\n]/ : /[:;]/)
    .slice(0, mostDirectories)
    .map(absolute)
  const trusted = secure ? [] : libraryPath
  const defaults = isMusl
    ? await readMuslPath(root, loader.configuration)
    : loader.directories.length > 0
      ? loader.directories
      : glibcDirectories(elf.machine, elf.bits)
  const cache = isMusl ? undefined : await root.read('/etc/ld.so.cache')
  const cached: ReadonlyMap<string, readonly string[]> =
    cache === undefined ? new Map() : readLoaderCache(cache, elf.littleEndian)

  const lib = defaults.find((directory) => !directory.startsWith('/usr/'))?.slice(1) ?? 'lib'
  function expand(paths: readonly string[], owner: Loaded): readonly string[] {
    // the kernel tells the program's own place without links, the loader knows libraries by the path it opened
    const origin = directoryOf(owner.loadedBy === undefined ? owner.file : owner.path)
    return paths.slice(0, mostDirectories).flatMap((path) => {
      const expanded = expandTokens(path, { origin, lib, machine: elf.machine })
      if (expanded === undefined) return []
      const untrusted = secure && !isMusl && path.includes('$')
      return untrusted && !defaults.includes(expanded.replace(/\/+$/, '')) ? [] : [absolute(expanded)]
    })
  }

  function* glibcPlaces(name: string, by: Loaded): Generator<Place> {
    const below = (directories: readonly string[], how: FoundBy) =>
      placesBelow(directories, name, how, elf.machine)
    if (by.elf.runpath.length === 0) {
      for (let one: Loaded | undefined = by; one !== undefined; one = one.loadedBy) {
        if (one.elf.runpath.length === 0) yield* below(expand(one.elf.rpath, one), 'rpath')
      }
    }
    yield* below(trusted, 'LD_LIBRARY_PATH')
    yield* below(expand(by.elf.runpath, by), 'runpath')
    for (const path of cached.get(name) ?? []) yield { path, by: 'cache' }
    yield* below(defaults, 'default')
  }

  /** musl makes no difference between the two kinds of run path: both hold for everything below. */
  function* muslPlaces(name: string, by: Loaded): Generator<Place> {
    for (const directory of trusted) yield { path: `${directory}/${name}`, by: 'LD_LIBRARY_PATH' }
    for (let one: Loaded | undefined = by; one !== undefined; one = one.loadedBy) {
      const { rpath, runpath } = one.elf
      for (const directory of expand(runpath.length > 0 ? runpath : rpath, one)) {
        yield { path: `${directory}/${name}`, by: runpath.length > 0 ? 'runpath' : 'rpath' }
      }
    }
    for (const directory of defaults) yield { path: `${directory}/${name}`, by: 'default' }
  }

  const read = new Map<string, Promise<ReturnType<typeof readElf> | undefined>>()
  function readOnce(path: string) {
    const known =
      read.get(path) ?? root.read(path).then((bytes) => (bytes === undefined ? undefined : readElf(bytes)))
    read.set(path, known)
    return known
  }

  return {
    libraryPath,
    async search(name, by) {
      const places = name.includes('/')
        ? expand([name], by).map((path): Place => ({ path, by: 'path' }))
        : isMusl
          ? muslPlaces(name, by)
          : glibcPlaces(name, by)
      let passedOver: string | undefined
      for (const place of places) {
        const entry = await root.resolve(place.path)
        if (entry?.kind !== 'file') continue
        const result = await readOnce(entry.path)
        if (result === undefined) continue
        if ('problem' in result) return brokenLibrary(name, place.path, by.path, entry.size, isMusl)
        const fits = result.elf.machine === elf.machine && result.elf.bits === elf.bits
        if (fits) return { found: { path: place.path, file: entry.path, elf: result.elf }, by: place.by }
        if (isMusl) {
          return {
            broken: place.path,
            why: `a library for ${result.elf.machine}`,
            shown: `Error loading shared library ${name}: Exec format error (needed by ${by.path})`,
          }
        }
        passedOver ??= place.path
      }
      return passedOver === undefined ? {} : { passedOver }
    },
  }
}

/** What is in the directory itself comes first here: whether the processor is new enough is not known. */
function* placesBelow(
  directories: readonly string[],
  name: string,
  by: FoundBy,
  machine: string,
): Generator<Place> {
  for (const directory of directories) {
    yield { path: `${directory}/${name}`, by }
    for (const level of hardwareDirectories(machine)) {
      yield { path: `${directory}/${level}/${name}`, by: 'hardware' }
    }
  }
}

/** Smaller than any ELF header. */
const tooShort = 52

function brokenLibrary(
  name: string,
  path: string,
  neededBy: string,
  size: number,
  isMusl: boolean,
): LibrarySearchResult {
  const glibcSays = size < tooShort ? 'file too short' : 'invalid ELF header'
  return {
    broken: path,
    why: size === 0 ? 'an empty file' : 'not a shared library',
    shown: isMusl
      ? `Error loading shared library ${name}: Exec format error (needed by ${neededBy})`
      : `error while loading shared libraries: ${path}: ${glibcSays}`,
  }
}
