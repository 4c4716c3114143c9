/** The part of a checkout that `go build` on this machine may read, for modes that a Dockerfile does not give. */
import { ancestorsOf, joinPath, relativeTo } from '../../common/paths.ts'
import type { TreeEntry } from '../../effects/files.ts'
import type { CgoUse } from '../../repository/go/build-preflight.ts'
import type { SourcePackage } from '../../repository/go/list-program.ts'

export interface GoInputFacts {
  /** Directory of the tree. */
  readonly checkout: string
  /** undefined where the packages could not be listed. */
  readonly sources: readonly SourcePackage[] | undefined
  readonly cgo: CgoUse | undefined
}

/** What Go reads in any directory: sources in each of its languages, profiles, and lists of modules, which `-modfile` may name. */
const read = /\.(?:go|c|cc|cpp|cxx|m|h|hh|hpp|hxx|f|F|for|f90|s|S|sx|swig|swigcxx|syso|pgo|mod|sum|work)$/
const isMarkdown = (path: string) => /\.(?:md|markdown)$/i.test(path)
const isVendor = (path: string) => path === 'vendor' || path.endsWith('/vendor')
/** The standard library has no dot in the first part of a path, and neither may the app. */
const hasDot = (importPath: string) => /^[^/]*\./.test(importPath)

/** Entries of a tree that decide what `go build` makes, perhaps with others; all of them where that is not known. */
export function goInputs(
  tree: readonly TreeEntry[],
  { checkout, sources, cgo }: GoInputFacts,
): readonly TreeEntry[] {
  if (sources === undefined || cgo === undefined) return tree
  const embedded = new Set(
    sources.flatMap(({ Dir = '', EmbedFiles = [] }) => {
      const directory = relativeTo(checkout, Dir)
      // those of other modules are read where Go keeps modules
      return directory === undefined ? [] : EmbedFiles.map((file) => joinPath(directory, file))
    }),
  )
  const ofModules = new Set(
    sources.flatMap(({ ImportPath, Module }) => (Module === undefined ? [] : [ImportPath])),
  )
  // C code may include a file of any name
  const hasC = cgo.packages.some((path) => hasDot(path) || ofModules.has(path))
  return tree.filter(
    ({ path }) =>
      (hasC ? !isMarkdown(path) : read.test(path)) ||
      embedded.has(path) ||
      [path, ...ancestorsOf(path)].some(isVendor),
  )
}
