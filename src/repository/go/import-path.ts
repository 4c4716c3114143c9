import { joinPath, lastOf, parentOf, relativeTo } from '../../common/paths.ts'
import type { RepositoryTexts } from '../texts.ts'

/** The directory of a package in a module of the repository, relative to its root; undefined for other modules. */
export function directoryOfImport(texts: RepositoryTexts, importPath: string): string | undefined {
  const modules = texts.paths
    .filter((path) => lastOf(path) === 'go.mod')
    .flatMap((path) => {
      const name = /^module\s+"?([^\s"]+)/m.exec(texts.text(path) ?? '')?.[1]
      const inside = name === undefined ? undefined : relativeTo(name, importPath)
      return inside === undefined ? [] : [{ directory: parentOf(path), inside }]
    })
  // a nested module has a longer path
  const [nearest] = modules.sort((one, other) => one.inside.length - other.inside.length)
  return nearest && joinPath(nearest.directory, nearest.inside)
}
