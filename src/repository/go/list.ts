import * as z from 'zod'
import { fail, mapResult, type Result, succeed } from '../../common/result.ts'
import type { Env, Output } from '../../effects/exec.ts'
import { makeOwnDirectory } from '../../effects/workspace.ts'
import type { World } from '../../effects/world.ts'
import { readGoJson } from './go-json.ts'
import { type GoModJson, readGoModJson } from './go-mod-json.ts'
import { goProblem } from './problems.ts'

const replacement = z.object({ Path: z.string(), Dir: z.string().optional() })

const listedModule = z.object({
  Path: z.string(),
  Dir: z.string().optional(),
  Main: z.boolean().optional(),
  /** The version in its go.mod: `1.24.0`. */
  GoVersion: z.string().optional(),
  Replace: replacement.optional(),
})

const names = z.array(z.string()).optional()

const listedPackage = z.object({
  ImportPath: z.string(),
  /** Absent if there is no package. */
  Name: z.string().optional(),
  Dir: z.string().optional(),
  Imports: names,
  EmbedPatterns: names,
  EmbedFiles: names,
  /** It is only a dependency and matches no pattern. */
  DepOnly: z.boolean().optional(),
  /** It belongs to the standard library. */
  Standard: z.boolean().optional(),
  /** Files that import "C". */
  CgoFiles: names,
  /** Other compiled Go files. */
  GoFiles: names,
  Error: z
    .object({
      Err: z.string(),
      /** `file:line:column`. */
      Pos: z.string().optional(),
    })
    .optional(),
  Module: listedModule.optional(),
})

/** One package as `go list` prints it, with the requested fields. */
export type Listed = Readonly<z.infer<typeof listedPackage>>
export type ListedModule = Readonly<z.infer<typeof listedModule>>

export interface ListOptions {
  /** Directory of the module. */
  readonly cwd: string
  readonly env: Env
  readonly tags: readonly string[]
  readonly fields: readonly (keyof Listed)[]
  readonly patterns: readonly string[]
  /** Whether to include dependencies. */
  readonly deps?: boolean
  /** Whether to list only the packages of this module if modules cannot be fetched. */
  readonly orWithoutModules?: boolean
}

export interface GoList {
  readonly packages: readonly Listed[]
  /** Whether a go.work exists but does not use the module, so that it was listed with `GOWORK=off`. */
  readonly outsideWorkspace: boolean
  /** Whether packages of modules that could not be fetched are missing. */
  readonly isPartial: boolean
}

/** Lists the packages of a module for the platform and the tags, including packages with errors. */
export async function goList(world: World, options: ListOptions): Promise<Result<GoList>> {
  const listed = await listOnce(world, options)
  if (listed.ok && listed.value.packages.some(({ Error: error }) => isOutside(error?.Err))) {
    const alone = await listOnce(world, { ...options, env: { ...options.env, GOWORK: 'off' } })
    return mapResult(alone, (found) => ({ ...found, outsideWorkspace: true }))
  }
  return mapResult(listed, (found) => ({ ...found, outsideWorkspace: false }))
}

type ListedOnce = Omit<GoList, 'outsideWorkspace'>

async function listOnce(world: World, options: ListOptions): Promise<Result<ListedOnce>> {
  const { exitCode, stdout, stderr } = await runList(world, options)
  if (exitCode === 0) return mapResult(parseStream(stdout), (packages) => ({ packages, isPartial: false }))
  const isEnough = unfetched.test(stderr) && options.orWithoutModules === true
  const rest = isEnough ? await listWithoutModules(world, options) : undefined
  return rest?.ok === true ? succeed({ packages: rest.value, isPartial: true }) : fail(goProblem(stderr))
}

/** Errors of the proxy, the network or git if Go cannot look up a module. */
const unfetched =
  /module lookup disabled|dial (?:tcp|udp)|no such host|timeout|x509:|unexpected EOF|: [45]\d\d [A-Z][a-z]+|exit status 128/

/**
 * Lists with a go.mod that only requires modules that the repository replaces by its own directories. With `-mod=mod`, or below
 * `go 1.17`, Go reads the go.mod of every dependency, and lists nothing if it cannot fetch one of them. The imports of the
 * packages are still in the source.
 */
async function listWithoutModules(
  world: World,
  options: ListOptions,
): Promise<Result<readonly Listed[]> | undefined> {
  const goMod = await readGoModJson(world.exec, options)
  if (!goMod.ok) return undefined
  const folder = await makeOwnDirectory(world.files)
  try {
    const file = `${folder}/go.mod`
    await world.files.write(file, withoutModules(goMod.value))
    const { exitCode, stdout } = await runList(world, options, ['-mod=readonly', `-modfile=${file}`])
    return exitCode === 0 ? parseStream(stdout) : undefined
  } finally {
    await world.files.remove(folder)
  }
}

function withoutModules({ Module: module, Require: required, Replace: replaced }: GoModJson): string {
  const lines = (replaced ?? []).flatMap(
    ({ Old: { Path: path }, New: { Path: place, Version: version } }) => {
      const found = required?.find(({ Path: one }) => one === path)
      if (version !== undefined || found === undefined) return []
      return [`require ${path} ${found.Version}`, `replace ${path} => ${JSON.stringify(place)}`]
    },
  )
  // the first version for which Go does not read the go.mod files of all dependencies
  return [`module ${JSON.stringify(module.Path)}`, 'go 1.17', ...lines, ''].join('\n')
}

function runList(world: World, options: ListOptions, flags: readonly string[] = []): Promise<Output> {
  const { cwd, env, tags, fields, patterns, deps = false } = options
  const command = [
    'go',
    'list',
    '-e',
    ...flags,
    ...(deps ? ['-deps'] : []),
    ...(tags.length > 0 ? [`-tags=${tags.join(',')}`] : []),
    `-json=${fields.join(',')}`,
    ...patterns,
  ]
  return world.exec.run(command, { cwd, env })
}

function isOutside(error: string | undefined): boolean {
  return /not one of the workspace modules|does not contain modules listed in go\.work/.test(error ?? '')
}

/** `go list -json` prints one object after the other. */
function parseStream(text: string): Result<readonly Listed[]> {
  return readGoJson(z.array(listedPackage), `[${text.trim().replaceAll(/^\}\s*\{/gm, '},{')}]`, 'go list')
}
