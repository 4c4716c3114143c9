import { maskCredentials } from '../../common/mask.ts'
import { cleanPath, joinPath, relativeTo } from '../../common/paths.ts'
import type { Result } from '../../common/result.ts'
import type { World } from '../../effects/world.ts'
import { type Obstacle, obstacleMessage } from '../../findings/obstacles.ts'
import type { GoSearch } from './discover.ts'
import { goEnv } from './env.ts'
import { type GoList, goList, type Listed, type ListedModule } from './list.ts'
import type { MainPackage } from './main-package.ts'
import { embedStep, generator } from './missing-step.ts'

/** What is known of a program before it is built. */
export interface BuildForecast {
  readonly obstacles: readonly Obstacle[]
  /** As `cgoPackages` gives them. */
  readonly cgo: readonly string[] | undefined
}

const fields = ['ImportPath', 'Dir', 'Error', 'Module', 'CgoFiles'] as const

/**
 * What the Go command says of the program and its dependencies without compiling any of it. Only what is sure to
 * stop the build is told: a module that could not be fetched just now is left to `go build`, which tries again.
 */
export async function predictBuild(
  world: World,
  search: GoSearch,
  main: MainPackage,
): Promise<BuildForecast> {
  // without the last one, go list does not look for the files of patterns
  const listed = await listProgram(world, search, main, [...fields, 'EmbedPatterns', 'EmbedFiles'])
  // what cannot be listed has had its sentence when the main package was looked for
  if (!listed.ok) return { obstacles: [], cgo: undefined }
  const { packages } = listed.value
  const { checkout } = search
  const place: Place = {
    checkout,
    cwd: main.module,
    modules: modulesIn(packages, await realPath(world, checkout)),
  }
  const found: Obstacle[] = []
  for (const one of packages) {
    const obstacle = one.Error === undefined ? undefined : await obstacleOf(world, place, one, one.Error)
    if (obstacle !== undefined) found.push(withoutCredentials(obstacle))
  }
  return {
    obstacles: found.filter((one, index) => found.findIndex((other) => isSame(one, other)) === index),
    cgo: usingCgo(packages),
  }
}

function isSame(one: Obstacle, other: Obstacle): boolean {
  return obstacleMessage(one) === obstacleMessage(other)
}

/** What tools print, and what they read, may hold them. */
function withoutCredentials(obstacle: Obstacle): Obstacle {
  const masked = Object.entries(obstacle).map(([key, value]: readonly [string, unknown]) => [
    key,
    typeof value === 'string' ? maskCredentials(value) : value,
  ])
  return Object.fromEntries(masked) as Obstacle
}

/**
 * Import paths of the packages of the program that use cgo, those of the standard library among them: what go.mod names
 * need not be linked in. Undefined where they cannot be listed.
 */
export async function cgoPackages(
  world: World,
  search: GoSearch,
  main: MainPackage,
): Promise<readonly string[] | undefined> {
  const listed = await listProgram(world, search, main, ['ImportPath', 'CgoFiles'])
  return listed.ok ? usingCgo(listed.value.packages) : undefined
}

function usingCgo(packages: readonly Listed[]): readonly string[] {
  return packages.flatMap(({ ImportPath: path, CgoFiles: files = [] }) => (files.length > 0 ? [path] : []))
}

/** The program and everything it needs, for Linux. */
function listProgram(
  world: World,
  { checkout, root, tags }: GoSearch,
  main: MainPackage,
  wanted: readonly (keyof Listed)[],
): Promise<Result<GoList>> {
  const env = {
    ...goEnv(world.host.env, { root, checkout }),
    GOOS: 'linux',
    GOARCH: world.host.arch,
    // otherwise files with C in them are passed over
    CGO_ENABLED: '1',
  }
  return goList(world, {
    cwd: `${checkout}/${main.module}`,
    env: main.outsideWorkspace === true ? { ...env, GOWORK: 'off' } : env,
    tags,
    fields: wanted,
    patterns: [main.path],
    deps: true,
  })
}

interface Place {
  readonly checkout: string
  /** Directory from its root that positions start at. */
  readonly cwd: string
  /** Modules of the repository: path → directory from its root. */
  readonly modules: ReadonlyMap<string, string>
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
  { Err: said, Pos: position = '' }: NonNullable<Listed['Error']>,
): Promise<Obstacle | undefined> {
  const at = fromRoot(place, position.replace(/:\d+$/, ''))
  const module = [...place.modules].find(([path]) => isBelow(path, found.ImportPath))
  const [, pattern] = /^pattern (\S+): (?:no matching files found|cannot embed directory)/.exec(said) ?? []
  if (pattern !== undefined) {
    const directory = module === undefined ? '.' : packageDirectory(module, found.ImportPath)
    const target = joinPath(directory, fixedPart(pattern))
    const step = await embedStep(world.files, place.checkout, target)
    return { kind: 'embed-missing', pattern, at, target, ...step }
  }
  const missing =
    /no required module provides|cannot find (?:module providing )?package|is not in std|does not contain package/
  if (module !== undefined && missing.test(said)) {
    const directory = packageDirectory(module, found.ImportPath)
    const prepare = await generator(world, place.checkout, { module: module[1], directory, importer: at })
    return {
      kind: 'package-missing',
      package: found.ImportPath,
      at,
      directory,
      ...(prepare === undefined ? {} : { prepare }),
    }
  }
  return (await replacedBy(world, place, found, said)) ?? ofModule(found, said)
}

const submoduleUpdate = 'git submodule update --init --recursive'

/** A module that go.mod replaces by a directory that is not there. */
async function replacedBy(
  { files }: World,
  { checkout, cwd }: Place,
  { ImportPath: path }: Listed,
  said: string,
): Promise<Obstacle | undefined> {
  const [, replaced] =
    /replacement directory (\S+) does not exist/.exec(said) ??
    /\(replaced by (\S+)\): reading \S+: open \S+: no such file/.exec(said) ??
    []
  if (replaced === undefined) return undefined
  const directory = cleanPath(`${cwd}/${replaced}`)
  const submodules = (await files.readText(`${checkout}/.gitmodules`)) ?? ''
  const paths = [...submodules.matchAll(/^\s*path\s*=\s*(.+?)\s*$/gm)].map(([, one]) => one ?? '')
  if (directory !== undefined && paths.some((one) => relativeTo(one, directory) !== undefined)) {
    return { kind: 'replaced-by-submodule', package: path, directory: replaced, prepare: submoduleUpdate }
  }
  return { kind: 'replacement-missing', package: path, directory: replaced }
}

const refused =
  /404 Not Found|410 Gone|40[13] \w+|terminal prompts disabled|could not read (?:Username|Password)|Permission denied|Authentication failed|Repository not found|Host key verification failed/i

function ofModule({ ImportPath: path }: Listed, said: string): Obstacle | undefined {
  if (/missing go\.sum entry|updates to go\.mod needed/.test(said)) {
    return { kind: 'go-mod-outdated', package: path }
  }
  if (!refused.test(said)) return undefined
  return { kind: 'module-not-fetched', package: path, output: lastLine(said) }
}

/** What tells most of the output of a tool that fetches: its last line but for general advice. */
function lastLine(said: string): string {
  const lines = said
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !/^(?:Confirm the import path|If this is a private)/.test(line))
  return lines.find((line) => refused.test(line)) ?? lines.at(-1) ?? ''
}

function isBelow(module: string, path: string): boolean {
  return path === module || path.startsWith(`${module}/`)
}

function packageDirectory([module, directory]: readonly [string, string], path: string): string {
  return path === module ? directory : joinPath(directory, path.slice(module.length + 1))
}

/** The directories and names of a pattern before its first wildcard. */
function fixedPart(pattern: string): string {
  const parts = pattern.replace(/^all:/, '').split('/')
  const wild = parts.findIndex((part) => /[*?[]/.test(part))
  return (wild < 0 ? parts : parts.slice(0, wild)).join('/') || '.'
}
