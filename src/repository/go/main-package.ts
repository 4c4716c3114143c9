import { cleanPath, joinPath } from '../../common/paths.ts'
import type { Problem, Result } from '../../common/result.ts'
import type { GoList } from './list.ts'

/** Where and for what a main package is looked for. */
export interface GoSearch {
  /** Root of the revision. */
  readonly checkout: string
  /** Root of the user's own checkout. */
  readonly root: string
  /** Directories with a go.mod, relative to the root. */
  readonly modules: readonly string[]
  readonly tags: readonly string[]
}

/** A main package: where it is built from, and how it is named there. */
export interface MainPackage {
  /** Directory of its module, relative to the root of the repository; `.` at the root. */
  readonly module: string
  /** As `go build` takes it inside the module, e.g. `./cmd/api`. */
  readonly path: string
  /** Last element of its import path: the name of the program. */
  readonly name: string
  readonly importPath: string
  /** Its directory from the root of the repository, where it is named by a link to that one. */
  readonly linkedTo?: string
  /** Its module is none of those that the repository's go.work names: it is built without. */
  readonly outsideWorkspace?: boolean
}

export interface DiscoveredMain {
  readonly main: MainPackage
  readonly because: string
  /** The packages of its module, where they had to be listed to find it. */
  readonly listed?: GoList
}

export interface UndecidedMain extends Problem {
  /** As `build.main` takes them, where one has to be chosen. */
  readonly candidates?: readonly string[]
  /** The Go command lists no package. */
  readonly unlisted?: true
}

export type Discovery = Result<DiscoveredMain, UndecidedMain>

/** A main package that may be the service. */
export interface MainCandidate extends MainPackage {
  /** From the root of the repository. */
  readonly directory: string
  /** Last element of its module's path. */
  readonly moduleName: string
  readonly listed?: GoList
}

/** Where a main package lies, from the root of the repository, links followed. */
export function mainDirectory({ module, path, linkedTo }: MainPackage): string {
  return linkedTo ?? cleanPath(joinPath(module, path)) ?? '.'
}

/** A directory from the root of the repository as `build.main` takes it. */
export function asBuildMain(directory: string): string {
  return directory === '.' ? '.' : `./${directory}`
}

/** A package of a module as `build.main` takes it. */
export function inRepository(module: string, path: string): string {
  return asBuildMain(joinPath(module, path.replace(/^\.\//, '')))
}
