import { cleanPath, joinPath, relativeTo } from '../../common/paths.ts'
import type { World } from '../../effects/world.ts'
import type { Obstacle } from '../../findings/obstacles.ts'
import { embedsOf, type OwnPackage } from '../left-out.ts'
import { Absences, fixedPart, type TreePlace } from '../steps/absences.ts'
import { packagesNeedingCgo } from './cgo-need.ts'
import { isRefusal, joinedFaults, moduleFault, refusedModule } from './fetch-faults.ts'
import { keptDirectories } from './kept-directories.ts'
import type { GoList, Listed, ListedModule } from './list.ts'
import { forecastFields, listProgram, programIn, type SourcePackage, sourcePackages } from './list-program.ts'
import type { GoSearch, MainPackage } from './main-package.ts'
import { missingModule } from './missing-module.ts'
import { generator } from './missing-step.ts'

/** Facts about a program before it is built. */
export interface BuildForecast {
  readonly obstacles: readonly Obstacle[]
  /** undefined if the packages of the program cannot be listed. */
  readonly cgo: CgoUse | undefined
  /** Packages of the program in the repository. */
  readonly own: readonly OwnPackage[]
  /** Packages that embed files or belong to the main module; undefined if `cgo` is. */
  readonly sources: readonly SourcePackage[] | undefined
}

/**
 * Predicts from `go list`, without compiling anything, whether the program builds. Only faults that certainly stop the build are
 * reported: if a module could not be fetched, `go build` tries again.
 *
 * @param listed packages of the module, if they have been listed already
 */
export async function predictBuild(
  world: World,
  search: GoSearch,
  main: MainPackage,
  listed?: GoList,
): Promise<BuildForecast> {
  const packages = (listed && programIn(listed, main)) ?? (await packagesOf(world, search, main))
  // the discovery of the main package already reports this
  if (packages === undefined) return { obstacles: [], cgo: undefined, own: [], sources: undefined }
  const { checkout, root, modules } = search
  const place: Place = {
    checkout,
    root,
    modules,
    cwd: main.module,
    byPath: modulesIn(packages, await realPath(world, checkout)),
  }
  const found: Obstacle[] = []
  const own: OwnPackage[] = []
  for (const one of packages) {
    const obstacle = one.Error === undefined ? undefined : await obstacleOf(world, place, one, one.Error)
    if (obstacle !== undefined) found.push(obstacle)
    const module = [...place.byPath].find(([path]) => isBelow(path, one.ImportPath))
    if (module !== undefined && one.Error === undefined) {
      const directory = packageDirectory(module, one.ImportPath)
      own.push(ownPackage(directory, one))
      found.push(...(await keptDirectories(world, place, directory, one)))
    }
  }
  return {
    obstacles: joinedFaults(found),
    own,
    sources: sourcePackages(packages),
    cgo: {
      packages: usingCgo(packages),
      needing: await packagesNeedingCgo(world, search, main, packages),
    },
  }
}

async function packagesOf(
  world: World,
  search: GoSearch,
  main: MainPackage,
): Promise<readonly Listed[] | undefined> {
  const listed = await listProgram(world, search, main, { fields: forecastFields })
  return listed.ok ? listed.value.packages : undefined
}

function ownPackage(directory: string, one: Listed): OwnPackage {
  const { ImportPath: importPath, GoFiles: go = [], CgoFiles: cgo = [] } = one
  const embeds = embedsOf(one.EmbedPatterns ?? [], one.EmbedFiles ?? [])
  return { importPath, directory, files: [...go, ...cgo], embeds }
}

/** How a program uses cgo, as import paths. Only linked packages count, unlike the modules of go.mod. */
export interface CgoUse {
  /** Packages with C code, including those of the standard library. */
  readonly packages: readonly string[]
  /** The subset that does not work without cgo. */
  readonly needing: readonly string[]
}

function usingCgo(packages: readonly Listed[]): readonly string[] {
  return packages.flatMap(({ ImportPath: path, CgoFiles: files = [] }) => (files.length > 0 ? [path] : []))
}

interface Place extends TreePlace {
  /** Working directory of the Go command, relative to the root; positions are relative to it. */
  readonly cwd: string
  /** Directories of the modules in the repository, relative to its root, by module path. */
  readonly byPath: ReadonlyMap<string, string>
}

function fromRoot({ checkout, cwd }: Place, position: string): string {
  const absolute = position.startsWith(`${checkout}/`) ? position.slice(checkout.length + 1) : undefined
  return absolute ?? cleanPath(`${cwd}/${position}`) ?? position
}

async function realPath({ files }: World, path: string): Promise<string> {
  return (await files.realPath(path)) ?? path
}

function modulesIn(packages: readonly Listed[], checkout: string): ReadonlyMap<string, string> {
  const modules = new Map<string, string>()
  for (const { Module: module } of packages) {
    const directory = directoryOf(module)
    const inside = directory === undefined ? undefined : relativeTo(checkout, directory)
    if (module !== undefined && inside !== undefined) modules.set(module.Path, inside)
  }
  return modules
}

function directoryOf(module: ListedModule | undefined): string | undefined {
  return module?.Replace?.Dir ?? module?.Dir
}

async function obstacleOf(
  world: World,
  place: Place,
  found: Listed,
  { Err: message, Pos: position = '' }: NonNullable<Listed['Error']>,
): Promise<Obstacle | undefined> {
  const at = fromRoot(place, position.replace(/:\d+$/, ''))
  const module = [...place.byPath].find(([path]) => isBelow(path, found.ImportPath))
  const absences = new Absences(world, place)
  const [, pattern] = /^pattern (\S+): (?:no matching files found|cannot embed directory)/.exec(message) ?? []
  if (pattern !== undefined) {
    const beside = module === undefined ? '.' : packageDirectory(module, found.ImportPath)
    const target = await embedTarget(world, place, beside, pattern)
    return {
      kind: 'embed-missing',
      pattern,
      at,
      target,
      absence: await absences.of({ path: target, beside }),
    }
  }
  const missing =
    /no required module provides|cannot find (?:module providing )?package|is not in std|does not contain package/
  if (module !== undefined && missing.test(message)) {
    const directory = packageDirectory(module, found.ImportPath)
    const absence = await absences.of({ path: directory })
    const suggestion =
      absence.step === undefined
        ? await generator(world, place.checkout, { module: module[1], directory, importer: at })
        : undefined
    return {
      kind: 'package-missing',
      package: found.ImportPath,
      at,
      directory,
      absence: { ...absence, ...(suggestion === undefined ? {} : { suggestion }) },
    }
  }
  return (await replacedBy(world, place, message)) ?? ofModule(found, message)
}

/** The missing path: the fixed part of the pattern, or the whole pattern if the fixed part exists. */
async function embedTarget(
  { files }: World,
  { checkout }: Place,
  beside: string,
  pattern: string,
): Promise<string> {
  const written = pattern.replace(/^all:/, '')
  const begins = joinPath(beside, fixedPart(written))
  const isThere = fixedPart(written) !== written && (await files.stat(`${checkout}/${begins}`)) !== undefined
  return isThere ? joinPath(beside, written) : begins
}

/** A module that go.mod replaces with a directory that does not exist. */
async function replacedBy(world: World, place: Place, message: string): Promise<Obstacle | undefined> {
  const [, directory] =
    /replacement directory (\S+) does not exist/.exec(message) ??
    /\(replaced by (\S+)\): reading \S+: open \S+: no such file/.exec(message) ??
    []
  if (directory === undefined) return undefined
  return missingModule(world, place, { by: 'replace', directory, file: joinPath(place.cwd, 'go.mod') })
}

/** Network faults are not reported, because `go build` tries again. */
function ofModule({ ImportPath: path }: Listed, message: string): Obstacle | undefined {
  if (/missing go\.sum entry|updates to go\.mod needed/.test(message)) {
    return { kind: 'go-mod-outdated', package: path }
  }
  if (!isRefusal(message) && !/checksum mismatch/.test(message)) return undefined
  const fault = moduleFault(refusedModule(message)?.path ?? path, message)
  return fault.kind === 'network' ? undefined : fault
}

function isBelow(module: string, path: string): boolean {
  return path === module || path.startsWith(`${module}/`)
}

function packageDirectory([module, directory]: readonly [string, string], path: string): string {
  return path === module ? directory : joinPath(directory, path.slice(module.length + 1))
}
