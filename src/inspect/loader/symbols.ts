/** Whether the symbols that a loader binds before the program starts are somewhere in the process. */

import type { RootFs } from '../../effects/root-fs.ts'
import type { LoadProblem } from '../../findings/facts.ts'
import { pagedSource } from '../bytes/byte-source.ts'
import { type DynamicSymbols, readSymbols } from '../elf/symbols.ts'
import type { Loaded } from './library-places.ts'

export interface Binding {
  readonly libc: 'glibc' | 'musl'
  /** LD_BIND_NOW is set. */
  readonly now: boolean
}

/**
 * musl binds everything when it loads; glibc leaves functions that are only called to their first call unless the program or its
 * environment asks otherwise. A symbol counts as there when any loaded file has its name: which version of it glibc would take is
 * another question. Nothing is reported where one of the files cannot be read whole.
 */
export async function missingSymbols(
  root: RootFs,
  loaded: readonly Loaded[],
  loader: Loaded,
  { libc, now }: Binding,
): Promise<readonly LoadProblem[]> {
  const symbols = new Map<Loaded, DynamicSymbols>()
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
export function needsGlibc({ elf }: Loaded): boolean {
  return elf.versionsNeeded.some(({ version }) => version.startsWith('GLIBC_'))
}
