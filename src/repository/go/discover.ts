import { cleanPath, hasDirectory, joinPath, relativeTo } from '../../common/paths.ts'
import { fail, type Problem, type Result, succeed } from '../../common/result.ts'
import type { World } from '../../effects/world.ts'
import { goEnv } from './env.ts'
import { type GoList, goList, type Listed } from './list.ts'

const gin = 'github.com/gin-gonic/gin'

/** Path segments of programs that are not the service: examples, generators, plugins, test drivers. */
const decoys =
  /^(?:docs|demo|e2e|examples?|gen|generat(?:e|or)|hack|integration|plugins?|samples?|scripts|tests?|testdata|tools)$/i
/** What services are called, where nothing else tells. */
const usualNames = /^(?:server|api|app|web|http|dashboard)$/i

/** A main package: where it is built from, and how it is named there. */
export interface MainPackage {
  /** Directory of its module, relative to the root of the repository; `.` at the root. */
  readonly module: string
  /** As `go build` takes it inside the module, e.g. `./cmd/api`. */
  readonly path: string
  /** Last element of its import path: the name of the program. */
  readonly name: string
  readonly importPath: string
  /** Its module is none of those that the repository's go.work names: it is built without. */
  readonly outsideWorkspace?: boolean
}

export interface DiscoveredMain {
  readonly main: MainPackage
  readonly because: string
}

export interface UndecidedMain extends Problem {
  /** As `build.main` takes them, where one has to be chosen. */
  readonly candidates?: readonly string[]
}

export type Discovery = Result<DiscoveredMain, UndecidedMain>

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

interface Candidate extends MainPackage {
  /** From the root of the repository. */
  readonly directory: string
  /** Last element of its module's path. */
  readonly moduleName: string
}

/**
 * The main package whose dependency closure reaches Gin, asked of `go list` and not guessed from the text of
 * go.mod: Gin may come in through another module, and most packages that import it are not the program. `compiled` are the
 * package directories that the Dockerfile compiles, `repository` is the name of the repository.
 */
export async function discoverMain(
  world: World,
  search: GoSearch,
  {
    compiled = [],
    repository = '',
  }: { readonly compiled?: readonly string[]; readonly repository?: string } = {},
): Promise<Discovery> {
  if (search.modules.length === 0) return fail(await noModule(world, search.checkout))
  const candidates: Candidate[] = []
  const others: string[] = []
  const errors: string[] = []
  for (const module of search.modules) {
    const listed = await list(world, search, module, './...')
    if (!listed.ok) {
      errors.push(`${module}: ${listed.problem.message}`)
      continue
    }
    const { packages, outsideWorkspace } = listed.value
    for (const found of packages.filter(({ Name: name }) => name === 'main')) {
      const candidate = candidateOf(module, found, outsideWorkspace)
      if (found.Deps?.includes(gin) === true) candidates.push(candidate)
      else others.push(candidate.directory)
    }
  }
  if (candidates.length === 0) {
    if (errors.length > 0) return fail(`the packages could not be listed: ${errors.join('; ')}`)
    const serious = others.filter((directory) => !isDecoy(directory)).map(written)
    return undecided(noCandidate(others), serious)
  }
  return choose(candidates, compiled, repository)
}

/** One of several by the first rule that singles it out; what a Dockerfile compiles also rules the others out. */
function choose(
  candidates: readonly Candidate[],
  compiled: readonly string[],
  repository: string,
): Discovery {
  const serious = only(candidates, ({ directory }) => !isDecoy(directory))
  const [one] = serious
  if (serious.length === 1 && one !== undefined) return chosen(one, 'the only one that reaches Gin')
  const left = only(serious, ({ directory }) => hasDirectory(compiled, directory))
  const rules: readonly (readonly [(one: Candidate) => boolean, string])[] = [
    [() => true, 'the one that the Dockerfile compiles'],
    [({ path }) => path === '.', 'at the root of its module'],
    [({ name, moduleName }) => name === moduleName, 'named like its module'],
    [({ name }) => name.toLowerCase() === repository.toLowerCase(), 'named like the repository'],
    [({ name }) => usualNames.test(name), 'the only one named like a service'],
  ]
  for (const [holds, because] of rules) {
    const [first, ...more] = left.filter(holds)
    if (first !== undefined && more.length === 0) return chosen(first, because)
  }
  const names = left.map(({ directory }) => written(directory))
  return undecided(
    `${names.length} main packages reach Gin (${names.join(', ')}): choose one in .github/linkgate.yml, such as \`build: { main: ${names[0]} }\``,
    names,
  )
}

/** The main package that the configuration names, relative to the root of the repository. */
export async function namedMain(world: World, search: GoSearch, named: string): Promise<Discovery> {
  const clean = cleanPath(named)
  if (clean === undefined || /(\.go|\.\.\.)$/.test(clean)) {
    return fail(
      `build.main \`${named}\` is not one directory of the repository: give that of the package, such as ./cmd/api`,
    )
  }
  const [module] = search.modules
    .filter((candidate) => relativeTo(candidate, clean) !== undefined)
    .sort((a, b) => (a === '.' ? 0 : a.length) - (b === '.' ? 0 : b.length))
    .toReversed()
  if (module === undefined) {
    return fail(
      `build.main \`${named}\` lies in no Go module of this repository: give its directory, such as ./cmd/api`,
    )
  }
  const inside = relativeTo(module, clean) ?? '.'
  const path = inside === '.' ? '.' : `./${inside}`
  const listed = await list(world, search, module, path)
  const found = listed.ok ? listed.value.packages[0] : undefined
  if (!listed.ok || found === undefined || found.Name === undefined) {
    const why = listed.ok ? (found?.Error?.Err ?? 'no Go files') : listed.problem.message
    // the directory is a temporary one, which tells nobody anything
    const said = why.replaceAll(`${search.checkout}/`, '')
    return fail(`build.main \`${named}\` is no package: ${said}`)
  }
  if (found.Name !== 'main') {
    return fail(`build.main \`${named}\` is package ${found.Name}: name a directory with a package main`)
  }
  return chosen(candidateOf(module, found, listed.value.outsideWorkspace), 'named by build.main')
}

function list(
  world: World,
  { checkout, root, tags }: GoSearch,
  module: string,
  pattern: string,
): Promise<Result<GoList>> {
  return goList(world, {
    cwd: `${checkout}/${module}`,
    env: { ...goEnv(world.host.env, { root, checkout }), GOOS: 'linux', GOARCH: world.host.arch },
    tags,
    fields: ['ImportPath', 'Name', 'Dir', 'Deps', 'Error', 'Module'],
    patterns: [pattern],
  })
}

function candidateOf(module: string, found: Listed, outsideWorkspace: boolean): Candidate {
  const inside = (found.Dir ?? '').slice((found.Module?.Dir ?? found.Dir ?? '').length).replace(/^\/+/, '')
  return {
    module,
    path: inside === '' ? '.' : `./${inside}`,
    name: nameOf(found.ImportPath),
    importPath: found.ImportPath,
    ...(outsideWorkspace ? { outsideWorkspace } : {}),
    directory: joinPath(module, inside === '' ? '.' : inside),
    moduleName: nameOf(found.Module?.Path ?? ''),
  }
}

/** Those for which it holds; all of them where it holds for none. */
function only<T>(all: readonly T[], holds: (one: T) => boolean): readonly T[] {
  const found = all.filter(holds)
  return found.length > 0 ? found : all
}

function isDecoy(directory: string): boolean {
  return directory.split('/').some((segment) => decoys.test(segment))
}

function nameOf(importPath: string): string {
  const parts = importPath.split('/')
  const last = parts.at(-1) ?? ''
  // a major version is not a name: example.com/api/v2 builds `api`
  return /^v\d+$/.test(last) && parts.length > 1 ? (parts.at(-2) ?? last) : last
}

function chosen(
  { directory: _directory, moduleName: _moduleName, ...main }: Candidate,
  because: string,
): Discovery {
  return succeed({ main, because })
}

function undecided(message: string, candidates: readonly string[]): Discovery {
  return { ok: false, problem: { message, ...(candidates.length === 0 ? {} : { candidates }) } }
}

function noCandidate(others: readonly string[]): string {
  const [first] = others
  const example = first === undefined ? '' : `, such as \`build: { main: ${written(first)} }\``
  return `no main package here reaches ${gin}: name the one to build as \`build.main\` in .github/linkgate.yml${example}`
}

/** Files that managed dependencies before Go had modules. */
const before = ['Gopkg.toml', 'glide.yaml', 'Godeps', 'vendor.conf', 'vendor/vendor.json']

async function noModule({ files }: World, checkout: string): Promise<string> {
  for (const file of before) {
    if ((await files.stat(`${checkout}/${file}`)) === undefined) continue
    return `there is no go.mod in this repository, and ${file} is from before Go had modules: run \`go mod init\` and \`go mod tidy\`, and commit what they write`
  }
  return 'there is no go.mod in this repository: linkgate builds Go modules, which `go mod init` and `go mod tidy` make of Go files'
}

function written(directory: string): string {
  return directory === '.' ? '.' : `./${directory}`
}

/** As `build.main` takes it. */
export function inRepository(module: string, path: string): string {
  return written(joinPath(module, path.replace(/^\.\//, '')))
}
