import * as z from 'zod'
import { fail, mapResult, type Result } from '../../common/result.ts'
import type { Env } from '../../effects/exec.ts'
import type { World } from '../../effects/world.ts'
import { readGoJson } from './go-json.ts'
import { goProblem } from './problems.ts'

const replacement = z.object({ Path: z.string(), Dir: z.string().optional() })

const listedModule = z.object({
  Path: z.string(),
  Dir: z.string().optional(),
  Main: z.boolean().optional(),
  /** What its go.mod says: `1.24.0`. */
  GoVersion: z.string().optional(),
  Replace: replacement.optional(),
})

const names = z.array(z.string()).optional()

const listedPackage = z.object({
  ImportPath: z.string(),
  /** Absent where there is no package. */
  Name: z.string().optional(),
  Dir: z.string().optional(),
  Deps: names,
  EmbedPatterns: names,
  EmbedFiles: names,
  /** Files that import "C". */
  CgoFiles: names,
  Error: z
    .object({
      Err: z.string(),
      /** `file:line:column`. */
      Pos: z.string().optional(),
    })
    .optional(),
  Module: listedModule.optional(),
})

/** One package as `go list` prints it, with the fields that were asked for. */
export type Listed = Readonly<z.infer<typeof listedPackage>>
export type ListedModule = Readonly<z.infer<typeof listedModule>>

export interface ListOptions {
  /** Directory of the module. */
  readonly cwd: string
  readonly env: Env
  readonly tags: readonly string[]
  readonly fields: readonly (keyof Listed)[]
  readonly patterns: readonly string[]
  /** Their dependencies as well. */
  readonly deps?: boolean
}

export interface GoList {
  readonly packages: readonly Listed[]
  /** The module is none of those that the go.work around it names, which had to be left out of account. */
  readonly outsideWorkspace: boolean
}

/** Packages of a module, in error or not, as Go sees them for the platform and the tags. */
export async function goList(world: World, options: ListOptions): Promise<Result<GoList>> {
  const listed = await listOnce(world, options)
  if (listed.ok && listed.value.some(({ Error: error }) => isOutside(error?.Err))) {
    const alone = await listOnce(world, { ...options, env: { ...options.env, GOWORK: 'off' } })
    return mapResult(alone, (packages) => ({ packages, outsideWorkspace: true }))
  }
  return mapResult(listed, (packages) => ({ packages, outsideWorkspace: false }))
}

async function listOnce(world: World, options: ListOptions): Promise<Result<readonly Listed[]>> {
  const { cwd, env, tags, fields, patterns, deps = false } = options
  const command = [
    'go',
    'list',
    '-e',
    ...(deps ? ['-deps'] : []),
    ...(tags.length > 0 ? [`-tags=${tags.join(',')}`] : []),
    `-json=${fields.join(',')}`,
    ...patterns,
  ]
  const { exitCode, stdout, stderr } = await world.exec.run(command, { cwd, env })
  return exitCode === 0 ? parseStream(stdout) : fail(goProblem(stderr))
}

function isOutside(error: string | undefined): boolean {
  return /not one of the workspace modules|does not contain modules listed in go\.work/.test(error ?? '')
}

/** `go list -json` prints one object after the other. */
function parseStream(text: string): Result<readonly Listed[]> {
  return readGoJson(z.array(listedPackage), `[${text.trim().replaceAll(/^\}\s*\{/gm, '},{')}]`, 'go list')
}
