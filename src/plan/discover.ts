import type { Exec } from '../world.ts'

const gin = 'github.com/gin-gonic/gin'

/** Path segments of programs that are not the service: examples, generators, test drivers. */
const decoys = new Set([
  'docs',
  'demo',
  'e2e',
  'example',
  'examples',
  'gen',
  'generate',
  'generator',
  'hack',
  'integration',
  'sample',
  'samples',
  'scripts',
  'test',
  'testdata',
  'tests',
  'tools',
])

/** A main package: where it is built from, and how it is named there. */
export interface MainPackage {
  /** Directory of its module, relative to the root of the repository; `.` at the root. */
  readonly module: string
  /** As `go build` takes it inside the module, e.g. `./cmd/api`. */
  readonly path: string
  /** Last element of its import path: the name of the program. */
  readonly name: string
}

export type Discovery =
  | { readonly main: MainPackage; readonly because: string }
  /** `candidates`: as `build.main` takes them, where one of several has to be chosen. */
  | { readonly problem: string; readonly candidates?: readonly string[] }

interface Listed {
  readonly ImportPath: string
  /** Absent where there is no package. */
  readonly Name?: string
  readonly Dir: string
  readonly Deps?: readonly string[]
  readonly Error?: { readonly Err: string }
  readonly Module?: { readonly Path: string; readonly Dir: string }
}

/**
 * The main package whose dependency closure reaches Gin, asked of `go list -deps` and not guessed from the text of
 * go.mod: Gin may come in through another module, and most packages that import it are not the program.
 */
export async function discoverMain(
  exec: Exec,
  directory: string,
  moduleDirectories: readonly string[],
): Promise<Discovery> {
  if (moduleDirectories.length === 0) {
    return { problem: 'there is no go.mod in this repository: linkgate builds Go modules' }
  }
  const candidates: (MainPackage & {
    readonly module: string
    readonly atRoot: boolean
    readonly like: string
  })[] = []
  const errors: string[] = []
  for (const module of moduleDirectories) {
    const listed = await list(exec, `${directory}/${module}`, ['./...'])
    if ('problem' in listed) errors.push(`${module}: ${listed.problem}`)
    else {
      for (const found of listed.packages.filter(reachesGin)) {
        const path = relativePath(found)
        candidates.push({
          module,
          path,
          name: nameOf(found.ImportPath),
          atRoot: path === '.',
          like: nameOf(found.Module?.Path ?? ''),
        })
      }
    }
  }
  if (candidates.length === 0) {
    if (errors.length > 0) return { problem: `the packages could not be listed: ${errors.join('; ')}` }
    return {
      problem: `no main package here reaches ${gin}: name the one to build as \`build.main\` in .github/linkgate.yml`,
    }
  }
  const serious = candidates.filter(({ module, path }) => !isDecoy(`${module}/${path}`))
  const left = serious.length > 0 ? serious : candidates
  const [only] = left
  if (left.length === 1 && only !== undefined) return chosen(only, 'the only one that reaches Gin')
  const roots = left.filter(({ atRoot }) => atRoot)
  if (roots.length === 1 && roots[0] !== undefined) return chosen(roots[0], 'at the root of its module')
  const alike = left.filter(({ name, like }) => name === like)
  if (alike.length === 1 && alike[0] !== undefined) return chosen(alike[0], 'named like its module')
  const names = left.map(({ module, path }) => inRepository(module, path))
  return {
    problem: `${names.length} main packages reach Gin (${names.join(', ')}): choose one in .github/linkgate.yml, such as \`build: { main: ${names[0]} }\``,
    candidates: names,
  }
}

/** The main package that the configuration names, relative to the root of the repository. */
export async function namedMain(
  exec: Exec,
  directory: string,
  moduleDirectories: readonly string[],
  named: string,
): Promise<Discovery> {
  const clean = normal(named)
  if (/(\.go|\.\.\.)$/.test(clean)) {
    return {
      problem: `build.main \`${named}\` is not one directory: give that of the package, such as ./cmd/api`,
    }
  }
  const module = moduleDirectories
    .filter((candidate) => candidate === '.' || clean === candidate || clean.startsWith(`${candidate}/`))
    .sort((a, b) => b.length - a.length)[0]
  if (module === undefined) {
    return {
      problem: `build.main \`${named}\` lies in no Go module of this repository: give its directory, such as ./cmd/api`,
    }
  }
  const inside = module === '.' ? clean : clean.slice(module.length + 1)
  const path = inside === '' || inside === '.' ? '.' : `./${inside}`
  const listed = await list(exec, `${directory}/${module}`, [path])
  const found = 'packages' in listed ? listed.packages[0] : undefined
  if (found === undefined || found.Name === undefined) {
    const why = 'problem' in listed ? listed.problem : (found?.Error?.Err ?? 'no Go files')
    // the directory is a temporary one, which tells nobody anything
    const said = why.replaceAll(`${directory}/`, '')
    return { problem: `build.main \`${named}\` is no package: ${said}` }
  }
  if (found.Name !== 'main') {
    return {
      problem: `build.main \`${named}\` is package ${found.Name}: name a directory with a package main`,
    }
  }
  return { main: { module, path, name: nameOf(found.ImportPath) }, because: 'named by build.main' }
}

async function list(
  exec: Exec,
  cwd: string,
  patterns: readonly string[],
): Promise<{ readonly packages: readonly Listed[] } | { readonly problem: string }> {
  const fields = 'ImportPath,Name,Dir,Deps,Error,Module'
  const output = await exec.job(['go', 'list', '-e', `-json=${fields}`, ...patterns], { cwd })
  if (output.exitCode !== 0) {
    return { problem: output.stderr.trim().split('\n').slice(0, 3).join(' / ') }
  }
  return { packages: parseStream(output.stdout) }
}

/** `go list -json` prints one object after the other. */
function parseStream(text: string): Listed[] {
  if (text.trim() === '') return []
  return JSON.parse(`[${text.trim().replaceAll(/^\}\s*\{/gm, '},{')}]`) as Listed[]
}

function reachesGin(found: Listed): boolean {
  return found.Name === 'main' && (found.Deps ?? []).includes(gin)
}

function relativePath(found: Listed): string {
  const root = found.Module?.Dir ?? found.Dir
  const inside = found.Dir.slice(root.length).replace(/^\/+/, '')
  return inside === '' ? '.' : `./${inside}`
}

function isDecoy(path: string): boolean {
  return path.split('/').some((segment) => decoys.has(segment.toLowerCase()))
}

function nameOf(importPath: string): string {
  const parts = importPath.split('/')
  const last = parts.at(-1) ?? ''
  // a major version is not a name: example.com/api/v2 builds `api`
  return /^v\d+$/.test(last) && parts.length > 1 ? (parts.at(-2) ?? last) : last
}

function chosen(main: MainPackage, because: string): Discovery {
  return { main: { module: main.module, path: main.path, name: main.name }, because }
}

/** As `build.main` takes it. */
export function inRepository(module: string, path: string): string {
  return `./${normal(`${module}/${path}`)}`
}

function normal(path: string): string {
  const parts = path.split('/').filter((part) => part !== '' && part !== '.')
  return parts.length === 0 ? '.' : parts.join('/')
}
