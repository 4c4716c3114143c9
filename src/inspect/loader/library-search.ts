/** Finds the file that a loader uses for a library: the first suitable one in the search order of glibc or musl. */

import type { Result } from '../../common/result.ts'
import type { RootEntry, RootFs } from '../../effects/root-fs.ts'
import type { LoadProblem } from '../../findings/facts.ts'
import { pagedSource } from '../bytes/byte-source.ts'
import { type Elf, readElf } from '../elf/elf.ts'
import { mayUse } from '../entry/accounts.ts'
import { reach } from '../entry/reach.ts'
import {
  type FoundBy,
  type LoadedObject,
  placesOf,
  readSearchPaths,
  type SearchOptions,
  type SearchPaths,
} from './library-places.ts'

type LibraryFlaw = Extract<LoadProblem, { readonly id: 'load/library-broken' }>['params']['flaw']

export type LibrarySearchResult =
  | {
      readonly kind: 'found'
      readonly library: Pick<LoadedObject, 'path' | 'file' | 'elf'>
      readonly by: FoundBy
    }
  /** The loader chooses this file but cannot load it. */
  | { readonly kind: 'broken'; readonly path: string; readonly flaw: LibraryFlaw }
  /** `passedOver`: the first candidate that was skipped because of its architecture. */
  | { readonly kind: 'missing'; readonly passedOver?: string }

export interface Searcher {
  search(name: string, by: LoadedObject): Promise<LibrarySearchResult>
  /** The directories of LD_LIBRARY_PATH, even if they are ignored. */
  readonly libraryPath: readonly string[]
}

export async function openSearcher(root: RootFs, options: SearchOptions): Promise<Searcher> {
  const paths = await readSearchPaths(root, options)
  const files = new Map<string, Promise<Result<Elf> | undefined>>()
  const readOnce = (path: string) => {
    const known = files.get(path) ?? root.readWith(path, (file) => readElf(pagedSource(file)))
    files.set(path, known)
    return known
  }
  return {
    libraryPath: paths.libraryPath,
    search: (name, by) => search({ root, paths, options, readOnce }, name, by),
  }
}

interface Search {
  readonly root: RootFs
  readonly paths: SearchPaths
  readonly options: SearchOptions
  readonly readOnce: (path: string) => Promise<Result<Elf> | undefined>
}

async function search(
  { root, paths, options, readOnce }: Search,
  name: string,
  by: LoadedObject,
): Promise<LibrarySearchResult> {
  const isMusl = paths.libc === 'musl'
  const program = options.program.elf
  let passedOver: string | undefined
  for (const place of placesOf(paths, name, by)) {
    const entry = await readable(root, place.path, options)
    if (entry?.kind !== 'file') continue
    const read = await readOnce(entry.path)
    if (read === undefined) continue
    if (!read.ok) return { kind: 'broken', path: place.path, flaw: flawOf(entry.size) }
    const elf = read.value
    const fits = elf.machine === program.machine && elf.bits === program.bits
    if (fits) {
      return { kind: 'found', library: { path: place.path, file: entry.path, elf }, by: place.by }
    }
    if (isMusl) {
      return { kind: 'broken', path: place.path, flaw: { kind: 'wrong-machine', machine: elf.machine } }
    }
    passedOver ??= place.path
  }
  return { kind: 'missing', ...(passedOver === undefined ? {} : { passedOver }) }
}

async function readable(
  root: RootFs,
  path: string,
  { identity }: SearchOptions,
): Promise<RootEntry | undefined> {
  if (identity === undefined) return root.resolve(path)
  const reached = await reach(root, path, '/', identity)
  return reached.kind === 'found' && mayUse(reached.entry, identity, 'read') ? reached.entry : undefined
}

/** Smaller than any ELF header. */
const tooShort = 52

function flawOf(size: number): LibraryFlaw {
  return size === 0 ? { kind: 'empty' } : { kind: 'not-a-library', isShort: size < tooShort }
}
