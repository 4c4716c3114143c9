/** Finds vulnerabilities of a database in a program: those of its module versions whose functions are linked. */
import { longestModule } from '../attribution/modules.ts'
import type { Module } from '../inspect/go/buildinfo.ts'
import { functionSymbol } from '../inspect/go/function-symbol.ts'
import type { LinkedVulnerability, ProgramVulnerabilities } from '../model/vulnerability.ts'
import { firstFix, isAffected } from './affected.ts'
import type { WantedModules } from './database/snapshot.ts'
import { goRelease, goVersionOf, isVersion } from './module-versions.ts'
import type { Affected, AffectedPackage, OsvEntry } from './osv.ts'

/** Contents of a program, from its own build information and function names. */
export interface ProgramContents {
  /** As in its build information, e.g. `go1.24.4`. */
  readonly go: string
  /** Import path of the main package. */
  readonly path: string
  readonly main?: Module
  readonly dependencies: readonly Module[]
  /** If it is absent, entries for every system count. */
  readonly goos?: string
  readonly goarch?: string
  /** Names of all functions, including those that were inlined everywhere. */
  readonly functions: readonly string[]
}

/** Modules of the database that represent Go. */
const goModules = ['stdlib', 'toolchain'] as const

/** A module as in the database. */
interface KnownModule {
  readonly path: string
  /** Without `go`. */
  readonly version: string
  /** Path by which the program imports the module: another one if the module replaces another. Empty for Go. */
  readonly importedAs: string
  /** Whether it replaces another module (`replace` in go.mod). */
  readonly isReplacement?: boolean
}

/** The modules of the programs with their versions: only for these, entries of the database are needed. */
export function wantedModules(programs: readonly Omit<ProgramContents, 'functions'>[]): WantedModules {
  const wanted = new Map<string, Set<string>>()
  for (const program of programs) {
    for (const { path, version } of modulesOf(program, goRelease(program.go)).known)
      wanted.set(path, (wanted.get(path) ?? new Set()).add(version))
  }
  const sorted = [...wanted].toSorted(([a], [b]) => (a < b ? -1 : 1))
  return new Map(sorted.map(([path, versions]) => [path, [...versions].toSorted()]))
}

/**
 * Finds the same vulnerabilities as govulncheck in a program with symbols. A program of an unknown Go release is not checked.
 *
 * @param entries of the modules of the program, in any order; entries of other modules are ignored
 */
export function matchVulnerabilities(
  program: ProgramContents,
  entries: readonly OsvEntry[],
): ProgramVulnerabilities {
  const release = goRelease(program.go)
  if (release === undefined) return { kind: 'unchecked', because: 'unknown-go' }
  const { known, unversioned } = modulesOf(program, release)
  const linked = linkedCode(program)
  const found = entries.flatMap((entry) =>
    entry.withdrawn == null ? known.flatMap((one) => matchOne(entry, one, linked, program) ?? []) : [],
  )
  return { kind: 'checked', found: found.toSorted(byIdAndModule), unversioned }
}

function byIdAndModule(one: LinkedVulnerability, other: LinkedVulnerability): number {
  const order = one.id.localeCompare(other.id, 'en', { numeric: true })
  return order || (one.module < other.module ? -1 : Number(one.module > other.module))
}

function modulesOf(
  { main, dependencies }: Pick<ProgramContents, 'main' | 'dependencies'>,
  release: string | undefined,
) {
  const known: KnownModule[] =
    release === undefined ? [] : goModules.map((path) => ({ path, version: release, importedAs: '' }))
  const unversioned: string[] = []
  for (const one of [...dependencies, ...(main === undefined ? [] : [main])]) {
    const { path, version } = one.replacedBy ?? one
    const isReplacement = one.replacedBy !== undefined
    if (isVersion(version)) known.push({ path, version, importedAs: one.path, isReplacement })
    // the main module has no version if it was built from a checkout
    else if (one !== main) unversioned.push(one.path)
  }
  return { known, unversioned }
}

/** By import path of a module (empty for Go), and then by import path of a package: the names of its functions. */
type LinkedCode = ReadonlyMap<string, ReadonlyMap<string, ReadonlySet<string>>>

function linkedCode({ main, dependencies, path, functions }: ProgramContents): LinkedCode {
  const modules = new Set([
    ...dependencies.map((one) => one.path),
    ...(main === undefined ? [] : [main.path]),
  ])
  const packages = new Map<string, Set<string>>()
  for (const name of functions) {
    const found = functionSymbol(name)
    if (found === undefined) continue
    const importPath = found.package === 'main' && path !== '' ? path : found.package
    const symbols = packages.get(importPath)
    if (symbols === undefined) packages.set(importPath, new Set([found.symbol]))
    else symbols.add(found.symbol)
  }
  const code = new Map<string, Map<string, Set<string>>>()
  for (const [importPath, symbols] of packages) {
    const module = longestModule(importPath, modules) ?? ''
    const ofModule = code.get(module) ?? new Map<string, Set<string>>()
    code.set(module, ofModule.set(importPath, symbols))
  }
  return code
}

interface Matched extends Pick<LinkedVulnerability, 'part' | 'package'> {
  readonly symbols: readonly string[]
}

function matchOne(
  { id, aliases, summary, affected, database_specific: specific }: OsvEntry,
  module: KnownModule,
  code: LinkedCode,
  program: ProgramContents,
): LinkedVulnerability | undefined {
  const packages = code.get(module.importedAs)
  const ofModule = (affected ?? []).filter((one) => one.package.name === module.path)
  const known = ofModule.filter((one) => isAffected(module.version, one.ranges))
  if (packages === undefined || known.length === 0) return undefined
  const matched = known
    .map((one) => matchedPart(one, module, packages, program))
    .find((one) => one !== undefined)
  if (matched === undefined) return undefined
  const fixed = firstFix(module.version, ofModule)
  const { symbols } = matched
  return {
    id,
    aliases: (aliases ?? []).slice(0, mostAliases),
    ...(summary == null ? {} : { summary: summary.slice(0, longestSummary) }),
    reviewed: specific?.review_status !== 'UNREVIEWED',
    module: module.path,
    version: shownVersion(module.version, module),
    ...(fixed === undefined ? {} : { fixed: shownVersion(fixed, module) }),
    ...(module.isReplacement === true ? { replaces: module.importedAs } : {}),
    ...matched,
    symbols: symbols.slice(0, mostSymbols),
    more: Math.max(0, symbols.length - mostSymbols),
  }
}

const mostAliases = 10
const longestSummary = 500
const mostSymbols = 20

/** Versions in the database have no `v` or `go`. */
function shownVersion(version: string, { importedAs }: KnownModule): string {
  if (importedAs === '') return goVersionOf(version)
  return version.startsWith('v') ? version : `v${version}`
}

function matchedPart(
  { ecosystem_specific: specific }: Affected,
  { path, importedAs }: KnownModule,
  packages: ReadonlyMap<string, ReadonlySet<string>>,
  program: ProgramContents,
): Matched | undefined {
  const imports = specific?.imports ?? []
  if (imports.length === 0) {
    const [first] = [...packages.keys()].toSorted()
    return first === undefined ? undefined : { part: 'module', package: first, symbols: [] }
  }
  const found = imports
    .filter((one) => isForPlatform(one, program))
    .flatMap((one) => {
      const importPath = importedAs === '' ? one.path : `${importedAs}${one.path.slice(path.length)}`
      const linked = packages.get(importPath)
      return linked === undefined ? [] : matchedFunctions(importPath, one.symbols ?? [], linked)
    })
  const [first] = found
  const symbols = [
    ...new Set(found.filter((one) => one.package === first?.package).flatMap((one) => one.symbols)),
  ]
  return first && { ...first, symbols: symbols.toSorted() }
}

function matchedFunctions(
  importPath: string,
  wanted: readonly string[],
  linked: ReadonlySet<string>,
): readonly Matched[] {
  if (wanted.length === 0) return [{ part: 'package', package: importPath, symbols: [] }]
  const symbols = wanted.filter((one) => linked.has(one) || isLinkedInit(one, linked))
  return symbols.length === 0 ? [] : [{ part: 'functions', package: importPath, symbols }]
}

/** The functions `init` of a package are `init.0`, `init.1`, … in a program; the database has `init`, or `init#1` for the first. */
function isLinkedInit(wanted: string, linked: ReadonlySet<string>): boolean {
  const found = /^init(?:#(\d{1,4}))?$/.exec(wanted)
  return found !== null && linked.has(`init.${found[1] === undefined ? 0 : Number(found[1]) - 1}`)
}

function isForPlatform({ goos, goarch }: AffectedPackage, program: ProgramContents): boolean {
  const has = (all: AffectedPackage['goos'], one: string | undefined) =>
    !all?.length || one === undefined || all.includes(one)
  return has(goos, program.goos) && has(goarch, program.goarch)
}
