/** Which step of a repository makes what a build does not find, as far as its files tell. */

import { ancestorsOf, parentOf, relativeTo } from '../../common/paths.ts'
import { asMap, asText, parsed } from '../../common/yaml-values.ts'
import type { Files } from '../../effects/files.ts'
import type { World } from '../../effects/world.ts'
import { listFiles } from '../files.ts'

const place = 'in .github/linkgate.yml'

/** What to do about what is missing. */
export interface MissingStep {
  /** As an instruction. */
  readonly fix: string
  /** The command that makes it, where the files tell. */
  readonly prepare?: string
}

/** Lock files, and how what they belong to is installed and run in a directory. */
const packageManagers: readonly (readonly [lock: RegExp, command: (directory: string) => string])[] = [
  [/^pnpm-lock\.yaml$/, (at) => inDirectory('pnpm', '--dir', at, 'install --frozen-lockfile', 'run build')],
  [/^yarn\.lock$/, (at) => inDirectory('yarn', '--cwd', at, 'install --frozen-lockfile', 'run build')],
  [/^bun\.lockb?$/, (at) => inDirectory('bun', '--cwd', at, 'install --frozen-lockfile', 'run build')],
  [/^package-lock\.json$/, (at) => inDirectory('npm', '--prefix', at, 'ci', 'run build')],
  [/^/, (at) => inDirectory('npm', '--prefix', at, 'install', 'run build')],
]

function inDirectory(
  program: string,
  option: string,
  directory: string,
  ...commands: readonly string[]
): string {
  const start = directory === '.' ? program : `${program} ${option} ${directory}`
  return commands.map((command) => `${start} ${command}`).join(' && ')
}

/** What to write for files that a front end's build makes; `target` is where they are wanted. */
export async function embedStep(files: Files, checkout: string, target: string): Promise<MissingStep> {
  const all = await listFiles(files, checkout)
  const fronts: string[] = []
  for (const path of all.filter((one) => /(?:^|\/)package\.json$/.test(one))) {
    const scripts = asMap(asMap(parsed((await files.readText(`${checkout}/${path}`)) ?? ''))['scripts'])
    if (asText(scripts['build']) !== undefined) fronts.push(parentOf(path))
  }
  const around = ancestorsOf(target).find((directory) => fronts.includes(directory))
  const directory = around ?? (fronts.length === 1 ? fronts[0] : undefined)
  if (directory === undefined) {
    const among = fronts.length === 0 ? '' : ` (${fronts.join(', ')} have a build script)`
    return { fix: `write the command that makes ${target} as \`build: { prepare: … }\` ${place}${among}` }
  }
  const names = all.flatMap((path) =>
    parentOf(path) === directory ? [relativeTo(directory, path) ?? ''] : [],
  )
  const prepare =
    packageManagers.find(([lock]) => names.some((name) => lock.test(name)))?.[1](directory) ?? ''
  return {
    fix: `write the command that makes ${target}, such as \`build: { prepare: ${prepare} }\`, ${place}`,
    prepare,
  }
}

/** A package that is not there. */
export interface MissingPackage {
  /** Directory of its module, and its own, from the root of the repository. */
  readonly module: string
  readonly directory: string
  /** `file:line` that imports it. */
  readonly importer: string
}

/** What to write for a package that a generator makes. */
export async function generateStep(
  world: World,
  checkout: string,
  missing: MissingPackage,
): Promise<MissingStep> {
  const prepare = await generator(world, checkout, missing)
  const { directory } = missing
  if (prepare === undefined) {
    return {
      fix: `write the command that makes ${directory}, such as \`go generate ./...\`, as \`build: { prepare: … }\` ${place}`,
    }
  }
  return {
    fix: `write the command that makes ${directory}, such as \`build: { prepare: ${prepare} }\`, ${place}`,
    prepare,
  }
}

async function generator(
  { exec }: World,
  checkout: string,
  { module, directory, importer }: MissingPackage,
): Promise<string | undefined> {
  const has = async (pattern: string, ...paths: readonly string[]) =>
    (await exec.query(['git', 'grep', '--quiet', '-E', '-e', pattern, '--', ...paths], { cwd: checkout }))
      .exitCode === 0
  if (await has('^//go:generate ', '*.go')) {
    return module === '.' ? 'go generate ./...' : `cd ${module} && go generate ./...`
  }
  if (/(?:^|\/)docs$/.test(directory) && (await has('swaggo/', '*.go', '*go.mod'))) {
    return `go run github.com/swaggo/swag/cmd/swag@latest init -g ${importer.replace(/:\d+$/, '')} -o ${directory}`
  }
  for (const target of ['generate', 'gen', 'proto']) {
    if (await has(`^${target}:`, 'Makefile')) return `make ${target}`
  }
  return undefined
}
