import { cleanPath, joinPath } from '../../common/paths.ts'
import type { Problem, Result } from '../../common/result.ts'
import type { GoList } from './list.ts'

/** Where to search for a main package. */
export interface GoSearch {
  /** Root of the revision. */
  readonly checkout: string
  /** Root of the user's own checkout. */
  readonly root: string
  /** Directories with a go.mod, relative to the root. */
  readonly modules: readonly string[]
  readonly tags: readonly string[]
}

/** A main package, and how to build it. */
export interface MainPackage {
  /** Directory of its module, relative to the root of the repository; `.` at the root. */
  readonly module: string
  /** Argument of `go build` in the module, such as `./cmd/api`. */
  readonly path: string
  /** Last element of its import path: the name of the program. */
  readonly name: string
  readonly importPath: string
  /** Its directory relative to the root of the repository, if `build.main` is a link to it. */
  readonly linkedTo?: string
  /** The repository's go.work does not use its module, so it is built with `GOWORK=off`. */
  readonly outsideWorkspace?: boolean
}

export interface DiscoveredMain {
  readonly main: MainPackage
  readonly because: string
  /** The packages of its module, if they were listed to find it. */
  readonly listed?: GoList
}

export interface UndecidedMain extends Problem {
  /** Values for `build.main`, if the user has to choose one. */
  readonly candidates?: readonly string[]
  /** The Go command lists no package. */
  readonly unlisted?: true
}

export type Discovery = Result<DiscoveredMain, UndecidedMain>

/** A main package that may be the service. */
export interface MainCandidate extends MainPackage {
  /** Relative to the root of the repository. */
  readonly directory: string
  /** Last element of its module's path. */
  readonly moduleName: string
  readonly listed?: GoList
}

/** Directory of a main package, relative to the root of the repository, links followed. */
export function mainDirectory({ module, path, linkedTo }: MainPackage): string {
  return linkedTo ?? cleanPath(joinPath(module, path)) ?? '.'
}

/** The value of `build.main` for a directory relative to the root of the repository. */
export function asBuildMain(directory: string): string {
  return directory === '.' ? '.' : `./${directory}`
}

/** The value of `build.main` for a package of a module. */
export function inRepository(module: string, path: string): string {
  return asBuildMain(joinPath(module, path.replace(/^\.\//, '')))
}
