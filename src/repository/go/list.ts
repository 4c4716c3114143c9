import type { Env } from '../../effects/exec.ts'
import type { World } from '../../effects/world.ts'
import { goProblem } from './problems.ts'

/** One package as `go list` tells it; which fields it has is asked for. */
export interface Listed {
  readonly ImportPath: string
  /** Absent where there is no package. */
  readonly Name?: string
  readonly Dir?: string
  readonly Deps?: readonly string[]
  readonly EmbedPatterns?: readonly string[]
  readonly EmbedFiles?: readonly string[]
  /** Files that import "C". */
  readonly CgoFiles?: readonly string[]
  readonly Error?: {
    readonly Err: string
    /** `file:line:column`. */
    readonly Pos?: string
    readonly ImportStack?: readonly string[] | null
  }
  readonly Module?: ListedModule
}

export interface ListedModule {
  readonly Path: string
  readonly Dir?: string
  readonly Main?: boolean
  /** What its go.mod says: `1.24.0`. */
  readonly GoVersion?: string
  readonly Replace?: ListedModule
}

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

export type GoList =
  | {
      readonly packages: readonly Listed[]
      /** The module is none of those that the go.work around it names, which had to be left out of account. */
      readonly outsideWorkspace: boolean
    }
  | { readonly problem: string }

/** Packages of a module, in error or not, as Go sees them for the platform and the tags. */
export async function goList(world: World, options: ListOptions): Promise<GoList> {
  const listed = await listOnce(world, options)
  if ('problem' in listed || !listed.packages.some(({ Error: error }) => isOutside(error?.Err))) return listed
  const alone = await listOnce(world, { ...options, env: { ...options.env, GOWORK: 'off' } })
  return 'problem' in alone ? alone : { ...alone, outsideWorkspace: true }
}

async function listOnce(world: World, options: ListOptions): Promise<GoList> {
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
  return exitCode === 0
    ? { packages: parseStream(stdout), outsideWorkspace: false }
    : { problem: goProblem(stderr) }
}

function isOutside(error: string | undefined): boolean {
  return /not one of the workspace modules|does not contain modules listed in go\.work/.test(error ?? '')
}

/** `go list -json` prints one object after the other. */
function parseStream(text: string): Listed[] {
  if (text.trim() === '') return []
  return JSON.parse(`[${text.trim().replaceAll(/^\}\s*\{/gm, '},{')}]`) as Listed[]
}
