import { type Result, succeed } from '../../common/result.ts'
import { withoutProgress } from '../../common/tool-output.ts'
import { collector } from '../../dockerfile/derive/caches/collector.ts'
import type { Env } from '../../effects/exec.ts'
import type { World } from '../../effects/world.ts'
import type { Obstacle } from '../../findings/obstacles.ts'
import type { Mode } from '../../model/mode.ts'
import { goVariables, type Platform } from '../../model/platform.ts'
import { goEnv } from '../../repository/go/env.ts'
import { goFaults } from '../../repository/go/go-output.ts'
import type { MainPackage } from '../../repository/go/main-package.ts'
import type { BuildFailure } from '../built-variant.ts'

/**
 * With -trimpath and -buildvcs=false, the same source gives the same bytes in different directories. Without them, base and head
 * would differ in their paths and commits.
 */
export function goBuildCommand(
  mode: Mode,
  main: MainPackage,
  output: string,
  flags: readonly string[] = [],
): readonly string[] {
  return [
    'go',
    'build',
    ...flags,
    ...compileFlags(mode),
    ...(mode.ldflags !== '' ? [`-ldflags=${mode.ldflags}`] : []),
    '-o',
    output,
    main.path,
  ]
}

function compileFlags({ tags, buildmode, gcflags }: Mode): readonly string[] {
  return [
    '-trimpath',
    '-buildvcs=false',
    ...(buildmode === undefined ? [] : [`-buildmode=${buildmode}`]),
    ...(tags.length > 0 ? [`-tags=${tags.join(',')}`] : []),
    ...(gcflags === undefined ? [] : [`-gcflags=${gcflags}`]),
  ]
}

/** Prints the import path of each package of the program, `=`, and the file with its object code in the build cache. */
export function goArchivesCommand(mode: Mode, main: MainPackage): readonly string[] {
  const format = '{{with .Export}}{{$.ImportPath}}={{.}}{{end}}'
  return ['go', 'list', '-export', '-deps', ...compileFlags(mode), '-f', format, main.path]
}

/** Environment of `go build`. Its temporary files are in a directory that is removed even if it is killed. */
export function goBuildEnv(host: Env, mode: Mode, platform: Platform, temporary: string): Env {
  const compiler = { [collector.name]: collector.value }
  return {
    ...compiler,
    ...host,
    ...goVariables(platform),
    GOTMPDIR: temporary,
    TMPDIR: temporary,
    ...mode.env,
  }
}

const shownLines = 20

/** Which program to build, and from which directory. */
export interface GoBuildJob {
  readonly mode: Mode
  readonly main: MainPackage
  readonly platform: Platform
  readonly checkout: string
  /** Root of the user's own checkout. */
  readonly root: string
  readonly temporary: string
}

/** Directory and environment of Go commands for a build. */
export function goBuildPlace(
  world: Pick<World, 'host'>,
  { mode, main, platform, checkout, root, temporary }: GoBuildJob,
): { readonly cwd: string; readonly env: Env } {
  return {
    cwd: main.module === '.' ? checkout : `${checkout}/${main.module}`,
    env: {
      ...goBuildEnv(goEnv(world.host.env, { root, checkout }), mode, platform, temporary),
      ...(main.outsideWorkspace === true ? { GOWORK: 'off' } : {}),
    },
  }
}

/** Writes the program to `output`; the problem has the first lines of what the Go command printed. */
export async function goBuild(
  world: World,
  options: GoBuildJob & {
    readonly output: string
    /** Receives what the Go command prints, which is then not part of the result. */
    readonly takePrinted?: (piece: string) => void
    /** Flags of `go build` in addition to those of the mode. */
    readonly flags?: readonly string[]
  },
): Promise<Result<{ readonly milliseconds: number; readonly output: readonly string[] }, BuildFailure>> {
  const { mode, main, output, flags, takePrinted } = options
  const since = world.clock.now()
  const { cwd, env } = goBuildPlace(world, options)
  if ((await world.files.stat(cwd)) === undefined) {
    return { ok: false, problem: { output: [], why: [{ kind: 'module-missing', directory: main.module }] } }
  }
  const built = await world.exec.run(goBuildCommand(mode, main, output, flags), {
    cwd,
    env,
    ...(takePrinted === undefined ? {} : { takeErrors: takePrinted }),
  })
  const printed = `${built.stderr}\n${built.stdout}`.split('\n').filter((line) => line.trim() !== '')
  const lines = withoutProgress(printed)
  if (built.exitCode === 0) return succeed({ milliseconds: world.clock.now() - since, output: lines })
  return { ok: false, problem: { output: lines.slice(0, shownLines), why: failureOf(built.exitCode, lines) } }
}

function failureOf(exitCode: number, output: readonly string[]): readonly Obstacle[] {
  const found = goFaults(output)
  if (found.length > 0 || exitCode !== 137) return found
  return [{ kind: 'builder', because: 'killed', detail: '`go build` ended with exit code 137' }]
}

/** Functions of glibc in a static program that load shared libraries of the same glibc at run time, from the linker's warnings. */
export function loadingFunctions(output: readonly string[]): readonly string[] {
  const warned = output.flatMap(
    (line) =>
      /: warning: Using '(\w+)' in statically linked applications requires at runtime/.exec(line)?.[1] ?? [],
  )
  return [...new Set(warned)].toSorted()
}
