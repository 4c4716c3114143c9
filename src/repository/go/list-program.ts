import type { Result } from '../../common/result.ts'
import type { Env } from '../../effects/exec.ts'
import type { World } from '../../effects/world.ts'
import { type GoPlace, goEnv } from './env.ts'
import { type GoList, goList, type Listed, type ListOptions } from './list.ts'
import type { GoSearch, MainPackage } from './main-package.ts'

/** The fields of `go list` to predict a build. Without `EmbedFiles`, it does not resolve embed patterns. */
export const forecastFields = [
  'ImportPath',
  'Dir',
  'Standard',
  'CgoFiles',
  'GoFiles',
  'Error',
  'Module',
  'EmbedPatterns',
  'EmbedFiles',
] as const satisfies readonly (keyof Listed)[]

/** Lists all packages of a module and their dependencies. */
export function listModule(
  world: World,
  { checkout, root, tags }: GoSearch,
  module: string,
): Promise<Result<GoList>> {
  return goList(world, {
    cwd: `${checkout}/${module}`,
    env: { ...linuxEnv(world, { checkout, root }), CGO_ENABLED: '1' },
    tags,
    fields: [...forecastFields, 'Name', 'DepOnly', 'Imports'],
    patterns: ['./...'],
    deps: true,
    orWithoutModules: true,
  })
}

/** A package and its dependencies, in the order of `go list -deps`. */
export function withDependencies(packages: readonly Listed[], importPath: string): readonly Listed[] {
  const byPath = new Map(packages.map((one) => [one.ImportPath, one]))
  const seen = new Set<string>()
  const found: Listed[] = []
  const visit = (path: string): void => {
    const one = byPath.get(path)
    if (one === undefined || seen.has(path)) return
    seen.add(path)
    for (const imported of one.Imports ?? []) visit(imported)
    // cgo adds this import
    if ((one.CgoFiles ?? []).length > 0) visit('runtime/cgo')
    found.push(one)
  }
  visit(importPath)
  return found
}

/** The packages that `listProgram` would list; undefined if that call would have more information, for example about imports. */
export function programIn(
  { packages, outsideWorkspace, isPartial }: GoList,
  main: MainPackage,
): readonly Listed[] | undefined {
  const isListed = packages.some((one) => one.ImportPath === main.importPath && one.DepOnly !== true)
  if (!isListed || isPartial || outsideWorkspace !== (main.outsideWorkspace ?? false)) return undefined
  const program = withDependencies(packages, main.importPath)
  return program.some((one) => one.Error !== undefined) ? undefined : program
}

/** Lists the program and its dependencies for Linux. Without cgo, files with C code are ignored. */
export function listProgram(
  world: World,
  { checkout, root, tags }: GoSearch,
  main: MainPackage,
  { fields, cgo = '1' }: Pick<ListOptions, 'fields'> & { readonly cgo?: '0' | '1' },
): Promise<Result<GoList>> {
  const env = { ...linuxEnv(world, { checkout, root }), CGO_ENABLED: cgo }
  return goList(world, {
    cwd: `${checkout}/${main.module}`,
    env: main.outsideWorkspace === true ? { ...env, GOWORK: 'off' } : env,
    tags,
    fields,
    patterns: [main.path],
    deps: true,
  })
}

/** The environment for Linux on the architecture of this machine. */
export function linuxEnv({ host }: Pick<World, 'host'>, place: GoPlace): Env {
  return { ...goEnv(host.env, place), GOOS: 'linux', GOARCH: host.arch }
}

/** A package whose own or embedded files may explain a change. */
export type SourcePackage = Pick<Listed, 'ImportPath' | 'Dir' | 'EmbedFiles' | 'Module'>

export const sourceFields = [
  'ImportPath',
  'Dir',
  'EmbedFiles',
  'Module',
] as const satisfies readonly (keyof Listed)[]

/** Keeps packages that embed files or belong to the main module. */
export function sourcePackages(packages: readonly SourcePackage[]): readonly SourcePackage[] {
  return packages
    .filter(({ EmbedFiles = [], Module }) => EmbedFiles.length > 0 || Module?.Main === true)
    .map(({ ImportPath, Dir, EmbedFiles, Module }) => ({ ImportPath, Dir, EmbedFiles, Module }))
}
