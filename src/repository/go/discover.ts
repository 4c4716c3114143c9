import { cleanPath, joinPath, relativeTo } from '../../common/paths.ts'
import { fail, type Result, succeed } from '../../common/result.ts'
import { settleSome } from '../../common/settle.ts'
import type { World } from '../../effects/world.ts'
import { whereLinksLead } from '../links.ts'
import { canImport } from './can-import.ts'
import { chooseMain, isDecoy, listed } from './choose-main.ts'
import { type GoList, goList, type Listed } from './list.ts'
import { linuxEnv, listModule, withDependencies } from './list-program.ts'
import { type MainEvidence, otherEvidence } from './main-evidence.ts'
import { asBuildMain, type Discovery, type GoSearch, type MainCandidate } from './main-package.ts'

const gin = 'github.com/gin-gonic/gin'

/**
 * Finds the main package that imports Gin, directly or indirectly. It uses `go list` and not go.mod, because another module may
 * require Gin, and most packages that import it are not the program.
 */
export async function discoverMain(
  world: World,
  search: GoSearch,
  {
    compiled = [],
    repository = '',
  }: { readonly compiled?: readonly MainEvidence[]; readonly repository?: string } = {},
): Promise<Discovery> {
  if (search.modules.length === 0) return fail(await noModule(world, search.checkout))
  const { candidates, others, errors } = await mainsIn(world, search)
  if (candidates.length === 0) {
    if (errors.length > 0) {
      const message = `the packages could not be listed: ${errors.join('; ')}`
      return { ok: false, problem: { message, unlisted: true } }
    }
    const serious = others.filter((directory) => !isDecoy(directory)).map(asBuildMain)
    return undecided(noCandidate(others), serious)
  }
  const choice = await chooseMain(candidates, repository, compiled, () =>
    otherEvidence(world.files, search.checkout, candidates),
  )
  return choice.ok ? chosen(choice.value.candidate, choice.value.because) : ambiguous(choice.problem)
}

interface Mains {
  /** Main packages that import Gin, directly or indirectly. */
  readonly candidates: readonly MainCandidate[]
  /** Directories of other main packages; incomplete if there are candidates. */
  readonly others: readonly string[]
  readonly errors: readonly string[]
}

/** First lists the modules that can import Gin, and the others only if none does, because a repository can have hundreds. */
async function mainsIn(world: World, search: GoSearch): Promise<Mains> {
  const found = new Map<string, Mains>()
  const listAll = (modules: readonly string[]) =>
    settleSome(modules, world.host.cpus, async (module) =>
      found.set(module, await mainsOf(world, search, module)),
    )
  const mayReachGin = new Set<string>()
  for (const module of search.modules)
    if (await canImport(world, search, module, gin)) mayReachGin.add(module)
  await listAll([...mayReachGin])
  if (![...found.values()].some(({ candidates }) => candidates.length > 0))
    await listAll(search.modules.filter((module) => !mayReachGin.has(module)))
  const all = search.modules.flatMap((module) => found.get(module) ?? [])
  return {
    candidates: all.flatMap(({ candidates }) => candidates),
    others: all.flatMap(({ others }) => others),
    errors: all.flatMap(({ errors }) => errors),
  }
}

async function mainsOf(world: World, search: GoSearch, module: string): Promise<Mains> {
  const found = await listModule(world, search, module)
  if (!found.ok) return { candidates: [], others: [], errors: [`${module}: ${found.problem.message}`] }
  const { packages, outsideWorkspace } = found.value
  const { reaching = [], others = [] } = Object.groupBy(
    packages.filter(({ Name: name, DepOnly: isDependency }) => name === 'main' && isDependency !== true),
    ({ ImportPath: path }) => (reaches(packages, path, gin) ? 'reaching' : 'others'),
  )
  const candidateFor = (one: Listed) => candidateOf(module, one, outsideWorkspace)
  return {
    candidates: reaching.map((one) => ({ ...candidateFor(one), listed: found.value })),
    others: others.map((one) => candidateFor(one).directory),
    errors: [],
  }
}

/** Whether a package imports another one, directly or indirectly, even if that one is missing. */
function reaches(packages: readonly Listed[], from: string, to: string): boolean {
  return withDependencies(packages, from).some(({ Imports: imported = [] }) => imported.includes(to))
}

/** The main package that the configuration names, relative to the root of the repository. */
export async function namedMain(world: World, search: GoSearch, named: string): Promise<Discovery> {
  const clean = cleanPath(named)
  if (clean === undefined || /(\.go|\.\.\.)$/.test(clean)) {
    return fail(
      `build.main \`${named}\` is not a directory of the repository: use the directory of the package, such as ./cmd/api`,
    )
  }
  const target = await whereLinksLead(world.files, search.checkout, clean)
  if (target.kind === 'outside') {
    return fail(
      `build.main \`${named}\` is a link to a path outside the repository: use a directory of the repository`,
    )
  }
  const [module] = search.modules
    .filter((candidate) => relativeTo(candidate, clean) !== undefined)
    .sort((a, b) => (a === '.' ? 0 : a.length) - (b === '.' ? 0 : b.length))
    .toReversed()
  if (module === undefined) {
    return fail(
      `build.main \`${named}\` is not in a Go module of this repository: use the directory of the package, such as ./cmd/api`,
    )
  }
  const inside = relativeTo(module, clean) ?? '.'
  const path = inside === '.' ? '.' : `./${inside}`
  const listed = await listOne(world, search, module, path)
  const found = listed.ok ? listed.value.packages[0] : undefined
  if (!listed.ok || found === undefined || found.Name === undefined) {
    const why = listed.ok ? (found?.Error?.Err ?? 'no Go files') : listed.problem.message
    // the temporary directory of the checkout would not help the user
    const reason = why.replaceAll(`${search.checkout}/`, '')
    return fail(`build.main \`${named}\` is not a package: ${reason}`)
  }
  if (found.Name !== 'main') {
    return fail(`build.main \`${named}\` is package ${found.Name}: use a directory with package main`)
  }
  const candidate = candidateOf(module, found, listed.value.outsideWorkspace)
  const isLink = target.kind === 'inside' && target.path !== candidate.directory
  return chosen({ ...candidate, ...(isLink ? { linkedTo: target.path } : {}) }, 'set by build.main')
}

function listOne(
  world: World,
  { checkout, root, tags }: GoSearch,
  module: string,
  path: string,
): Promise<Result<GoList>> {
  return goList(world, {
    cwd: `${checkout}/${module}`,
    env: linuxEnv(world, { root, checkout }),
    tags,
    fields: ['ImportPath', 'Name', 'Dir', 'Error', 'Module'],
    patterns: [path],
    orWithoutModules: true,
  })
}

function candidateOf(module: string, found: Listed, outsideWorkspace: boolean): MainCandidate {
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

function nameOf(importPath: string): string {
  const parts = importPath.split('/')
  const last = parts.at(-1) ?? ''
  // a major version is not part of the name: example.com/api/v2 builds `api`
  return /^v\d+$/.test(last) && parts.length > 1 ? (parts.at(-2) ?? last) : last
}

function chosen(
  { directory: _directory, moduleName: _moduleName, listed, ...main }: MainCandidate,
  because: string,
): Discovery {
  return succeed({ main, because, ...(listed && { listed }) })
}

function ambiguous(left: readonly MainCandidate[]): Discovery {
  const names = left.map(({ directory }) => asBuildMain(directory))
  return undecided(
    `${names.length} main packages import Gin (${listed(names)}): choose one in .github/linkgate.yml, such as \`build: { main: ${names[0]} }\``,
    names,
  )
}

function undecided(message: string, candidates: readonly string[]): Discovery {
  return { ok: false, problem: { message, ...(candidates.length === 0 ? {} : { candidates }) } }
}

function noCandidate(others: readonly string[]): string {
  const [first] = others
  const example = first === undefined ? '' : `, such as \`build: { main: ${asBuildMain(first)} }\``
  return `no main package imports ${gin}, directly or indirectly: set \`build.main\` in .github/linkgate.yml${example}`
}

/** Files of dependency managers from before Go modules. */
const before = ['Gopkg.toml', 'glide.yaml', 'Godeps', 'vendor.conf', 'vendor/vendor.json']

async function noModule({ files }: World, checkout: string): Promise<string> {
  for (const file of before) {
    if ((await files.stat(`${checkout}/${file}`)) === undefined) continue
    return `this repository has no go.mod, only ${file} from before Go modules: run \`go mod init\` and \`go mod tidy\`, and commit the result`
  }
  return 'this repository has no go.mod: run `go mod init` and `go mod tidy` to create one'
}
