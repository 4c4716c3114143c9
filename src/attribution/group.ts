/** Attributed bytes as module, package and item. */
import type { ModuleBytes, PackageAttribution, ProgramAttribution } from '../model/attribution.ts'
import type { ProgramPart } from '../model/program-part.ts'
import type { ProgramBytes } from './attribute.ts'
import type { PackageBytes } from './items.ts'
import { importPath, type ModuleOf, moduleFinder } from './modules.ts'

export function groupByModule({
  size,
  buildInfo,
  packages,
  problem,
  hasSymbols,
}: ProgramBytes): ProgramAttribution {
  const find = moduleFinder(buildInfo)
  const modules = new Map<string, { module: ModuleOf; packages: PackageAttribution[] }>()
  const [none, ...own] = packages
  for (const one of own) {
    const found = packageAttribution(one, importPath(one.name, buildInfo))
    if (found.size === 0) continue
    const module = find(found.name)
    const key = `${module.kind} ${module.name}`
    const group = modules.get(key)
    if (group === undefined) modules.set(key, { module, packages: [found] })
    else group.packages.push(found)
  }
  const grouped = [...modules.values()].map(
    ({ module, packages: of }): ModuleBytes => ({
      ...module,
      size: of.reduce((sum, one) => sum + one.size, 0),
      packages: of.toSorted(bySize),
    }),
  )
  return {
    size,
    ...(buildInfo === undefined ? {} : { toolchain: buildInfo.go }),
    ...(problem === undefined ? {} : { problem }),
    symbols: hasSymbols,
    modules: grouped.toSorted(bySize),
    parts: record(none?.parts ?? new Map()),
  }
}

interface Sized {
  readonly name: string
  readonly size: number
}

function bySize(one: Sized, other: Sized): number {
  return other.size - one.size || (one.name < other.name ? -1 : 1)
}

function packageAttribution({ parts, items }: PackageBytes, name: string): PackageAttribution {
  return {
    name,
    size: [...parts.values()].reduce((sum, bytes) => sum + bytes, 0),
    parts: record(parts),
    items: items
      .map(({ kind, name: of, size, tables }) => ({ kind, name: of, size: size + tables }))
      .toSorted(bySize),
  }
}

function record(parts: ReadonlyMap<ProgramPart, number>): Readonly<Partial<Record<ProgramPart, number>>> {
  return Object.fromEntries(parts)
}
