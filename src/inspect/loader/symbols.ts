/** Checks whether the process provides the symbols that a loader binds before the program starts. */

import type { RootFs } from '../../effects/root-fs.ts'
import type { LoadProblem } from '../../findings/facts.ts'
import { pagedSource } from '../bytes/byte-source.ts'
import { type DynamicSymbols, readSymbols } from '../elf/symbols.ts'
import type { LoadedObject } from './library-places.ts'

export interface Binding {
  readonly libc: 'glibc' | 'musl'
  /** Whether LD_BIND_NOW is set. */
  readonly now: boolean
}

/**
 * musl binds all symbols when it loads a file. glibc binds a function at its first call if all references are calls, unless the
 * program or its environment requests otherwise. A symbol counts as present if any loaded file provides its name, regardless of the version.
 * Nothing is reported if one of the files cannot be read completely.
 */
export async function missingSymbols(
  root: RootFs,
  loaded: readonly LoadedObject[],
  loader: LoadedObject,
  { libc, now }: Binding,
): Promise<readonly LoadProblem[]> {
  const symbols = new Map<LoadedObject, DynamicSymbols>()
  for (const one of [...loaded, loader]) {
    const read = await root.readWith(one.file, (file) => readSymbols(pagedSource(file), one.elf))
    if (read?.ok !== true) return []
    symbols.set(one, read.value)
  }
  const everywhere = [...symbols.values()]
  const isThere = (name: string) =>
    everywhere.some(({ provided, hidden }) => provided.has(name) || (libc === 'glibc' && hidden.has(name)))
  return loaded.flatMap((one): readonly LoadProblem[] => {
    const isLazy = libc === 'glibc' && !now && !one.elf.bindNow
    const missing = (symbols.get(one)?.needed ?? [])
      .filter(({ name, lazy }) => !(lazy && isLazy) && !isThere(name))
      .map(({ name }) => name)
    if (missing.length === 0) return []
    const foreign = libc === 'musl' && needsGlibc(one)
    return [
      { id: 'load/symbol-missing', params: { path: one.path, symbols: missing, loader: libc, foreign } },
    ]
  })
}

/** Whether a file is linked against glibc. */
export function needsGlibc({ elf }: LoadedObject): boolean {
  return elf.versionsNeeded.some(({ version }) => version.startsWith('GLIBC_'))
}
