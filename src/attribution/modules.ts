/** Packages by the module that they come from. */
import { type BuildInfo, filesPath, linkedVersion, type Module } from '../inspect/go/buildinfo.ts'
import type { ModuleKind } from '../model/attribution.ts'
import { cPackage } from './parts.ts'

export interface ModuleOf {
  readonly kind: ModuleKind
  readonly name: string
  readonly version?: string
}

const standardLibrary = 'standard library'
const mainPackage = 'main'

/** The import path of a package from its name in a program. The main package is `main`, also if it was built from files. */
export function importPath(name: string, info: BuildInfo | undefined): string {
  return name === mainPackage && info?.path !== filesPath ? (info?.path ?? name) : name
}

/** The longest path of a module that an import path begins with, if there is one. */
export function longestModule(path: string, modules: Pick<ReadonlySet<string>, 'has'>): string | undefined {
  for (let end = path.length; end > 0; end = path.lastIndexOf('/', end - 1)) {
    if (modules.has(path.slice(0, end))) return path.slice(0, end)
  }
  return undefined
}

/** Finds the module of an import path. */
export function moduleFinder(info: BuildInfo | undefined): (path: string) => ModuleOf {
  const modules = new Map<string, ModuleOf>()
  for (const one of info?.dependencies ?? []) modules.set(one.path, { kind: 'dependency', ...named(one) })
  const main = info?.main
  const own = main && ({ kind: 'main', ...named(main) } as const)
  if (own !== undefined) modules.set(own.name, own)
  return (path) => {
    if (path === cPackage) return { kind: 'c', name: cPackage }
    const found = modules.get(longestModule(path, modules) ?? '')
    if (found !== undefined) return found
    if (path === mainPackage || path === info?.path) return own ?? { kind: 'main', name: path }
    return isStandard(path)
      ? {
          kind: 'standard-library',
          name: standardLibrary,
          ...(info === undefined ? {} : { version: info.go }),
        }
      : { kind: 'unlisted', name: unlistedModule(path) }
  }
}

function named(module: Module): Pick<ModuleOf, 'name' | 'version'> {
  const version = linkedVersion(module)
  return version === '' ? { name: module.path } : { name: module.path, version }
}

/** The first element of a dependency's path is a domain name, with a dot. That of the standard library has no dot. */
export function isStandard(path: string): boolean {
  return !(path.split('/', 1)[0] ?? '').includes('.')
}

/** A guess: most module paths are host, owner and repository. */
function unlistedModule(path: string): string {
  return path.split('/').slice(0, 3).join('/')
}
