import { remembered } from '../../common/remembered.ts'
import { fail, type Result, succeed } from '../../common/result.ts'
import { textOf, unquotedWord } from '../../shell/words.ts'
import { contextPath } from '../read/copies.ts'
import type { Dockerfile, Instruction, Stage } from '../read/parse.ts'
import type { DockerfileProblem } from '../read/problem.ts'
import { type Run, runsOf } from '../read/runs.ts'
import { resolvePath, stepsOf } from '../read/scope.ts'
import { type BuildParameters, chainOf, globalScope, neededStages, targetStage } from '../read/stages.ts'
import { type StartCommand, startOf } from '../read/start.ts'
import { traceFile } from '../read/trace.ts'
import { expandedWord, substitute } from '../read/variables.ts'
import { buildOrigin, type IndirectBuild, type NoGoProgram, type PrebuiltProgram } from './build-origin.ts'
import { buildsProgram, flagOf, type GoCommand, goCommandOf } from './go-command.ts'
import { type BuildNeed, needsOf } from './needs.ts'

/** A `go build` or `go install` of the module's own programs. */
export interface CompiledProgram {
  /** Counted from 1. */
  readonly line: number
  /** Index of the stage. */
  readonly stage: number
  /** Working directory in the image; undefined if unknown. */
  readonly workdir: string | undefined
  /** Its packages with known variables expanded; `.` if it has no package argument. */
  readonly packages: readonly string[]
  /**
   * Directories of the packages relative to the build context (`.` for its root), `…/...` for all packages below one. Shorter
   * than `packages` if one is an import path, or if its directory is unknown.
   */
  readonly directories: readonly string[]
  /** Path of the built program in the stage; its directory with a trailing `/` if the name is unknown. */
  readonly output: string | undefined
  readonly goos: string | undefined
  readonly goarch: string | undefined
  /** The value of CGO_ENABLED there. */
  readonly cgo: string | undefined
  /** The value of GOTOOLCHAIN there. */
  readonly toolchain: string | undefined
  /** Whether the image starts this program. */
  readonly started: boolean
}

export type ImageProgram = (
  | { readonly kind: 'go'; readonly builds: readonly CompiledProgram[] }
  | IndirectBuild
  | PrebuiltProgram
  | NoGoProgram
) & {
  readonly start: StartCommand | undefined
  readonly needs: readonly BuildNeed[]
  /** The platform in the target's FROM. */
  readonly platform: { readonly written: string; readonly line: number } | undefined
}

/** The Go program in the target's image, as far as the text shows. */
export function findImageProgram(
  dockerfile: Dockerfile,
  options: BuildParameters = {},
): Result<ImageProgram, DockerfileProblem> {
  const target = targetStage(dockerfile, options.target)
  if (target === undefined) return fail(noStage(dockerfile, options))
  const stages = neededStages(dockerfile, target, options)
  const runs = stages.flatMap((stage) => runsOfStage(dockerfile, stage, options))
  const start = startOf(dockerfile, target, options)
  const builds = startedFirst(dockerfile, target, start, goBuilds(dockerfile, runs, options), options)
  return succeed({
    ...(builds.length > 0
      ? { kind: 'go' as const, builds }
      : buildOrigin(dockerfile, { target, stages, runs, start, options })),
    start,
    needs: needsOf(dockerfile, stages, runs, options),
    platform: platformOf(dockerfile, target, options),
  })
}

function noStage({ stages }: Dockerfile, { target }: BuildParameters): string {
  const names = stages.flatMap(({ name }) => (name === undefined ? [] : [`\`${name}\``]))
  const allowed = names.length === 0 ? 'none of its stages has a name' : `its stages are ${names.join(', ')}`
  return `it has no stage \`${target}\`: ${allowed}; change \`target\` in .github/linkgate.yml`
}

/** The programs that a stage's own RUNs start, without RUNs that cannot be parsed. */
export function runsOfStage(dockerfile: Dockerfile, stage: Stage, options: BuildParameters): readonly Run[] {
  return stepsOf(dockerfile, stage, options)
    .filter((step) => step.stage === stage)
    .flatMap((step) => runsOf(dockerfile, step) ?? [])
}

function goBuilds(
  dockerfile: Dockerfile,
  runs: readonly Run[],
  options: BuildParameters,
): readonly CompiledProgram[] {
  const places = remembered((instruction: Instruction) =>
    remembered((stage: Stage) =>
      remembered((path: string) => contextPath(dockerfile, stage, path, options, instruction)),
    ),
  )
  return runs.flatMap((run) => {
    const command = goCommandOf(run)
    if (command === undefined || !buildsProgram(command)) return []
    const changed = flagOf(command, 'C')?.value
    const to = changed === undefined ? '.' : substitute(changed, run.variables)
    const workdir = to === undefined ? undefined : resolvePath(run.cwd, to)
    const written = command.packages.map((word) => substitute(word, run.variables) ?? textOf(word))
    const packages = written.length === 0 ? ['.'] : written
    return [
      {
        line: run.line,
        stage: run.step.stage.index,
        workdir,
        packages,
        directories: directoriesOf(places(run.step.instruction)(run.step.stage), workdir, packages),
        output: outputOf(command, run, workdir, packages),
        goos: run.environment('GOOS')?.value,
        goarch: run.environment('GOARCH')?.value,
        cgo: run.environment('CGO_ENABLED')?.value,
        toolchain: run.environment('GOTOOLCHAIN')?.value,
        started: false,
      },
    ]
  })
}

function directoriesOf(
  placeOf: (path: string) => string | undefined,
  workdir: string | undefined,
  packages: readonly string[],
): readonly string[] {
  const found = packages.flatMap((each) => {
    if (each.includes('$') || !/^(\.{0,2}\/|\.{1,2}$|[\w./*-]*\.go$)/.test(each)) return []
    const all = each.endsWith('...')
    const directory = all ? each.replace(/\/?\.\.\.$/, '') : each.replace(/(^|\/)[^/]*\.go$/, '$1')
    const path = resolvePath(workdir, directory === '' ? '.' : directory)
    if (path === undefined) return []
    const inContext = placeOf(path)
    if (inContext === undefined) return []
    return [all ? `${inContext}/...` : inContext]
  })
  return [...new Set(found)]
}

function outputOf(
  command: GoCommand,
  run: Run,
  workdir: string | undefined,
  packages: readonly string[],
): string | undefined {
  const named = flagOf(command, 'o')?.value
  const to = named === undefined ? undefined : substitute(named, run.variables)
  if (named !== undefined && to === undefined) return undefined
  if (to !== undefined && !/(^|\/)\.?$/.test(to)) return resolvePath(workdir, to)
  const bin = run.variables.get('GOBIN') ?? `${run.variables.get('GOPATH') ?? '/go'}/bin`
  const directory = resolvePath(workdir, to ?? (command.subcommand === 'install' ? bin : '.'))
  // Go names the program after the file or directory; for `.`, which can be the module's root, after the module
  const only = packages.length === 1 ? (packages[0] ?? '').replace(/\.go$/, '') : ''
  const name = only.split('/').at(-1) ?? ''
  if (directory === undefined) return undefined
  return /^\.*$|\$/.test(name) ? `${directory}/` : resolvePath(directory, name)
}

const searchPath = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin', '/go/bin']

/** Marks the builds of the started program, and sorts them first. */
function startedFirst(
  dockerfile: Dockerfile,
  target: Stage,
  start: StartCommand | undefined,
  builds: readonly CompiledProgram[],
  options: BuildParameters,
): readonly CompiledProgram[] {
  if (start === undefined) return builds
  const { program, scope } = start
  const paths = program.includes('/')
    ? [resolvePath(scope.workdir, program)]
    : searchPath.map((directory) => `${directory}/${program}`)
  const makes = (build: CompiledProgram, stage: Stage, path: string) =>
    (build.output?.endsWith('/') ? dirOf(path) : path) === build.output &&
    chainOf(dockerfile, stage, options).stages.some(({ index }) => index === build.stage)
  const made = (stage: Stage, path: string) => builds.some((build) => makes(build, stage, path))
  const places = paths.flatMap((path) => {
    const traced = path === undefined ? undefined : traceFile(dockerfile, target, path, options, made)
    return traced?.kind === 'stage' ? [traced] : []
  })
  const marked = builds.map((build) => ({
    ...build,
    started: places.some(({ stage, path }) => makes(build, stage, path)),
  }))
  return [...marked.filter(({ started }) => started), ...marked.filter(({ started }) => !started)]
}

function dirOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1)
}

function platformOf(
  dockerfile: Dockerfile,
  { from }: Stage,
  options: BuildParameters,
): ImageProgram['platform'] {
  const flag = from.flags.find(({ name }) => name === 'platform')?.value
  if (flag === undefined) return undefined
  const written = expandedWord(
    unquotedWord(flag),
    globalScope(dockerfile, options),
    dockerfile.escapeCharacter,
  )
  return written === undefined || written === '' ? undefined : { written, line: from.line }
}
