/** The part of a checkout that `go build` on this machine may read, for modes that no Dockerfile builds. */
import { ancestorsOf, joinPath, relativeTo } from '../../common/paths.ts'
import type { TreeEntry } from '../../effects/files.ts'
import type { CgoUse } from '../../repository/go/build-preflight.ts'
import type { SourcePackage } from '../../repository/go/list-program.ts'

export interface GoInputFacts {
  /** Directory of the tree. */
  readonly checkout: string
  /** undefined if the packages could not be listed. */
  readonly sources: readonly SourcePackage[] | undefined
  readonly cgo: CgoUse | undefined
}

/** Files that Go reads in any directory: sources in all of its languages, profiles, and module files, which `-modfile` may name. */
const read = /\.(?:go|c|cc|cpp|cxx|m|h|hh|hpp|hxx|f|F|for|f90|s|S|sx|swig|swigcxx|syso|pgo|mod|sum|work)$/
const isMarkdown = (path: string) => /\.(?:md|markdown)$/i.test(path)
const isVendor = (path: string) => path === 'vendor' || path.endsWith('/vendor')
/** Packages of the standard library have no dot in the first part of their path; those of the app may have none either. */
const hasDot = (importPath: string) => /^[^/]*\./.test(importPath)

/** All entries of a tree that can affect the result of `go build`, and possibly others; all entries if that is unknown. */
export function goInputs(
  tree: readonly TreeEntry[],
  { checkout, sources, cgo }: GoInputFacts,
): readonly TreeEntry[] {
  if (sources === undefined || cgo === undefined) return tree
  const embedded = new Set(
    sources.flatMap(({ Dir = '', EmbedFiles = [] }) => {
      const directory = relativeTo(checkout, Dir)
      // embedded files of other modules are in the module cache
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
