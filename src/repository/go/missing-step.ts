/** Which step of a repository makes what a build does not find, as far as its files tell. */

import { ancestorsOf, parentOf, relativeTo } from '../../common/paths.ts'
import { asMap, asText, parsed } from '../../common/yaml-values.ts'
import type { Files } from '../../effects/files.ts'
import type { World } from '../../effects/world.ts'
import { listFiles } from '../files.ts'

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

/** The command that makes them, or the directories whose package.json has a build script. */
export type EmbedStep = { readonly prepare: string } | { readonly frontEnds: readonly string[] }

/** How files are made that a front end's build makes; `target` is where they are wanted. */
export async function embedStep(files: Files, checkout: string, target: string): Promise<EmbedStep> {
  const all = await listFiles(files, checkout)
  const fronts: string[] = []
  for (const path of all.filter((one) => /(?:^|\/)package\.json$/.test(one))) {
    const scripts = asMap(asMap(parsed((await files.readText(`${checkout}/${path}`)) ?? ''))['scripts'])
    if (asText(scripts['build']) !== undefined) fronts.push(parentOf(path))
  }
  const around = ancestorsOf(target).find((directory) => fronts.includes(directory))
  const directory = around ?? (fronts.length === 1 ? fronts[0] : undefined)
  if (directory === undefined) return { frontEnds: fronts }
  const names = all.flatMap((path) =>
    parentOf(path) === directory ? [relativeTo(directory, path) ?? ''] : [],
  )
  const prepare =
    packageManagers.find(([lock]) => names.some((name) => lock.test(name)))?.[1](directory) ?? ''
  return { prepare }
}

/** A package that is not there. */
export interface MissingPackage {
  /** Directory of its module, and its own, from the root of the repository. */
  readonly module: string
  readonly directory: string
  /** `file:line` that imports it. */
  readonly importer: string
}

/** The command that makes a package which a generator makes; undefined where nothing tells. */
export async function generator(
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
