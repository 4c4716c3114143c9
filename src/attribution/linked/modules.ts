/** Why modules are in a program: how the linker reaches them, and which packages import them. */
import type { LinkChain } from '../../model/linked.ts'
import { longestModule } from '../modules.ts'
import { packageOfSymbol } from '../symbol-names.ts'
import { chainTo } from './chains.ts'
import type { Reachability } from './reachability.ts'

/** Shortest chains by module; those from `main.main` come before those from the initialization of a package. */
export function moduleChains(
  reached: Reachability,
  modules: ReadonlySet<string>,
): ReadonlyMap<string, LinkChain> {
  const { names, parents } = reached
  const depths = new Int32Array(names.length)
  const fromMain = new Uint8Array(names.length)
  const found = new Map<string, number>()
  const owner = moduleFinderIn(modules)
  for (const [symbol, name] of names.entries()) {
    const parent = parents[symbol] ?? -1
    depths[symbol] = parent < 0 ? 0 : (depths[parent] ?? 0) + 1
    fromMain[symbol] = name === 'main.main' || (parent >= 0 && fromMain[parent] === 1) ? 1 : 0
    if (name.startsWith('type:') || name.startsWith('go:')) continue
    const module = owner(packageOfSymbol(name))
    if (module === undefined) continue
    const known = found.get(module)
    if (known === undefined || isBetter(symbol, known)) found.set(module, symbol)
  }
  return new Map([...found].map(([module, symbol]) => [module, chainTo(reached, symbol)]))

  function isBetter(one: number, other: number): boolean {
    const [a, b] = [fromMain[one] ?? 0, fromMain[other] ?? 0]
    return a === b ? (depths[one] ?? 0) < (depths[other] ?? 0) : a > b
  }
}

/** Finds the module of a package; each package is looked up once. */
function moduleFinderIn(modules: ReadonlySet<string>): (path: string | undefined) => string | undefined {
  const known = new Map<string, string | undefined>()
  return (path) => {
    if (path === undefined) return undefined
    if (known.has(path)) return known.get(path)
    const found = longestModule(path, modules)
    known.set(path, found)
    return found
  }
}

interface Importing {
  readonly ImportPath: string
  readonly Imports?: readonly string[] | undefined
}

/** Shortest import paths by module, from the main package to a package of the module. */
export function importPaths(
  packages: readonly Importing[],
  main: string,
  modules: ReadonlySet<string>,
): ReadonlyMap<string, readonly string[]> {
  const imports = new Map(packages.map((one) => [one.ImportPath, one.Imports ?? []]))
  const importers = new Map<string, string | undefined>([[main, undefined]])
  const found = new Map<string, readonly string[]>()
  const owner = moduleFinderIn(modules)
  // paths that are added during the loop are visited after nearer ones
  for (const path of importers.keys()) {
    const module = owner(path)
    if (module !== undefined && !found.has(module)) found.set(module, pathTo(path, importers))
    for (const one of imports.get(path) ?? []) if (!importers.has(one)) importers.set(one, path)
  }
  return found
}

function pathTo(end: string, importers: ReadonlyMap<string, string | undefined>): readonly string[] {
  const path: string[] = []
  for (let at: string | undefined = end; at !== undefined; at = importers.get(at)) path.push(at)
  return path.toReversed()
}
