import { lastOf } from '../../common/paths.ts'
import { textOf } from '../../shell/words.ts'
import { parseImage } from '../read/image-name.ts'
import type { Invocation } from '../read/invocations.ts'
import type { Dockerfile, Stage } from '../read/parse.ts'
import type { Run } from '../read/runs.ts'
import { resolvePath, stepsOf } from '../read/scope.ts'
import { type BuildParameters, chainOf } from '../read/stages.ts'
import type { StartCommand } from '../read/start.ts'
import { traceFile } from '../read/trace.ts'
import { goCommandOf } from './go-command.ts'
import { imageFacts } from './images.ts'

/** A program that the Dockerfile calls builds the Go program. */
export interface IndirectBuild {
  readonly kind: 'indirect'
  readonly by: string
  readonly line: number
  /** Whether it passes its environment to the go command, so that an ENV can have an effect. */
  readonly inherits: boolean
}

/** The program is not built from the source in the context. */
export interface PrebuiltProgram {
  readonly kind: 'prebuilt'
  readonly how: 'copied' | 'downloaded' | 'cloned' | 'released'
  /** A path in the context, a URL or an image, as written. */
  readonly what: string
  readonly line: number
}

/** The text shows no Go program. */
export interface NoGoProgram {
  readonly kind: 'none'
  readonly because: string
}

interface Known {
  readonly target: Stage
  readonly stages: readonly Stage[]
  readonly runs: readonly Run[]
  readonly start: StartCommand | undefined
  readonly options: BuildParameters
}

const inheriting = new Set(['gmake', 'just', 'mage', 'make', 'ninja', 'task'])
const closed = new Set(['bazel', 'dagger', 'earthly', 'goreleaser', 'ko', 'nix', 'nix-build', 'pack'])
/** Programs that build and run source when the container starts. */
const atStart = new Set(['CompileDaemon', 'air', 'fresh', 'go', 'gow', 'realize', 'reflex'])
/** Programs that are assumed to build Go only in a stage that has Go. */
const scripting =
  /^(?:bazelisk|bun|cmake|deno|invoke|node|npm|perl|plz|pnpm|python[\d.]*|rake|ruby|scons|yarn)$/
const interpreters = new Set(
  'bun catalina.sh deno java nginx node npm npx perl php php-fpm pnpm python python3 ruby uvicorn gunicorn yarn'.split(
    ' ',
  ),
)

/** Where the program of an image comes from if no go command in the text builds it. */
export function buildOrigin(
  dockerfile: Dockerfile,
  known: Known,
): IndirectBuild | PrebuiltProgram | NoGoProgram {
  const starter = lastOf(known.start?.program ?? '')
  if (atStart.has(starter)) {
    return { kind: 'none', because: `it compiles the program when the container starts, with \`${starter}\`` }
  }
  // a script can do anything, so it is assumed to build Go unless its stage certainly has no Go
  return (
    launchedBuild(dockerfile, known, [true]) ??
    buildpack(dockerfile, known) ??
    copiedProgram(dockerfile, known) ??
    (interpreters.has(starter) ? undefined : launchedBuild(dockerfile, known, [true, undefined])) ??
    fetchedProgram(dockerfile, known) ??
    noGoProgram(known)
  )
}

function launchedBuild(
  dockerfile: Dockerfile,
  { runs, options }: Known,
  go: readonly (boolean | undefined)[],
): IndirectBuild | undefined {
  for (const run of runs) {
    const launcher = indirectBuildOf(run)
    const isScripted = scripting.test(run.program)
    if (launcher === undefined && !isScripted) continue
    const has = hasGo(dockerfile, run.step.stage, runs, options)
    const { by, inherits, own } = launcher ?? { by: `\`${run.program}\``, inherits: true, own: false }
    if (own || has === true || (!isScripted && go.includes(has)))
      return { kind: 'indirect', by, line: run.line, inherits }
  }
  return undefined
}

function buildpack(dockerfile: Dockerfile, { stages, options }: Known): IndirectBuild | undefined {
  for (const stage of stages) {
    const { root } = chainOf(dockerfile, stage, options)
    const image = root.kind === 'image' ? root.image : ''
    if (/^(heroku\/|paketobuildpacks\/|gcr\.io\/buildpacks\/)/.test(image)) {
      return { kind: 'indirect', by: `the buildpack of \`${image}\``, line: stage.from.line, inherits: false }
    }
  }
  return undefined
}

/** Programs that may run the go command; `own` if it is a tool only for Go. */
export function indirectBuildOf(
  run: Invocation,
): { readonly by: string; readonly inherits: boolean; readonly own: boolean } | undefined {
  const { program } = run
  if (closed.has(program)) return { by: `\`${program}\``, inherits: false, own: true }
  const go = goCommandOf(run)
  if (go?.subcommand === 'run' && !go.packages.some((word) => textOf(word).includes('@'))) {
    return { by: `\`go run ${go.packages.map(textOf).join(' ')}\``, inherits: true, own: true }
  }
  if (inheriting.has(program)) return { by: `\`${program}\``, inherits: true, own: false }
  const script = scriptOf(run)
  return script === undefined ? undefined : { by: `the script \`${script}\``, inherits: true, own: false }
}

/**
 * Whether a stage has a Go toolchain, from its image or because a command uses or installs one; undefined if the content of its
 * image is unknown.
 */
export function hasGo(
  dockerfile: Dockerfile,
  stage: Stage,
  runs: readonly Run[],
  options: BuildParameters,
): boolean | undefined {
  const { stages, root } = chainOf(dockerfile, stage, options)
  const image = root.kind === 'image' ? imageFacts(root.image) : undefined
  if (image?.go === true) return true
  const isUsed = runs.some(
    (run) =>
      stages.includes(run.step.stage) &&
      (goCommandOf(run) !== undefined ||
        run.words.some((word) =>
          /^(go|golang|golang-go|golang-\d.*)$|go\.dev\/dl|\/go\d.*\.tar\.gz/.test(textOf(word)),
        )),
  )
  // an image with a known C library is known, so it certainly has no Go
  return isUsed || (image?.libc === undefined ? undefined : false)
}

/** Names of scripts that do not build Go. */
const foreignScript = /^(?:\.\/)?(?:mvnw|gradlew|configure|autogen\.sh|sbt|bin\/(?:rails|bundle|console))$/

function scriptOf({ program, words }: Invocation): string | undefined {
  const [first] = words.map(textOf)
  if (first === undefined) return undefined
  if (['ash', 'bash', 'sh', 'source', '.'].includes(program)) {
    return words
      .slice(1)
      .map(textOf)
      .find((word) => !word.startsWith('-'))
  }
  if (foreignScript.test(first)) return undefined
  const own = first.startsWith('./') || /\.sh$/.test(first) || /^[\w.-]+\//.test(first)
  return own ? first : undefined
}

function fetchedProgram(dockerfile: Dockerfile, known: Known): PrebuiltProgram | undefined {
  return fetchedByRun(known.runs) ?? fetchedByAdd(dockerfile, known) ?? releasedImage(dockerfile, known)
}

const searchPath = ['/usr/local/bin', '/usr/bin', '/bin', '/usr/local/sbin', '/usr/sbin']

/** The program that the image starts, if it is copied from elsewhere. */
function copiedProgram(dockerfile: Dockerfile, known: Known): PrebuiltProgram | undefined {
  const { start } = known
  if (start === undefined || interpreters.has(lastOf(start.program))) return undefined
  const candidates = start.program.includes('/')
    ? [resolvePath(start.scope.workdir, start.program)]
    : searchPath.map((directory) => `${directory}/${start.program}`)
  for (const candidate of candidates) {
    const found = candidate === undefined ? undefined : originOfFile(dockerfile, known, candidate)
    if (found !== undefined) return found
  }
  return undefined
}

function originOfFile(
  dockerfile: Dockerfile,
  { target, runs, options }: Known,
  path: string,
): PrebuiltProgram | undefined {
  // a command with unknown outputs can create the file in a directory that is copied as a whole
  const isMadeOutOfSight = (stage: Stage) =>
    hasGo(dockerfile, stage, runs, options) !== false &&
    runs.some((run) => run.step.stage === stage && indirectBuildOf(run) !== undefined)
  const traced = traceFile(dockerfile, target, path, options, isMadeOutOfSight)
  if (traced.kind !== 'stage') {
    const how = { context: 'copied', address: 'downloaded', image: 'released' } as const
    return { kind: 'prebuilt', how: how[traced.kind], what: traced.source, line: traced.line }
  }
  const isOwn = chainOf(dockerfile, target, options).stages.includes(traced.stage)
  const { root } = chainOf(dockerfile, traced.stage, options)
  const isMade = runs.some(({ step }) => step.stage === traced.stage)
  if (isOwn || isMade || root.kind !== 'image') return undefined
  return { kind: 'prebuilt', how: 'released', what: root.image, line: traced.line }
}

function fetchedByRun(runs: readonly Run[]): PrebuiltProgram | undefined {
  for (const { program, words: written, line } of runs) {
    const words = written.map(textOf)
    const address = words.find((word) => /^["']?(https?|git|ssh):\/\/|^git@/.test(word))
    if (program === 'git' && words.includes('clone')) {
      return { kind: 'prebuilt', how: 'cloned', what: address ?? words.at(-1) ?? '', line }
    }
    if (['aria2c', 'curl', 'gh', 'wget'].includes(program) && address !== undefined) {
      return { kind: 'prebuilt', how: 'downloaded', what: address, line }
    }
  }
  return undefined
}

function fetchedByAdd(dockerfile: Dockerfile, { stages, options }: Known): PrebuiltProgram | undefined {
  for (const { instruction } of stages.flatMap((stage) => stepsOf(dockerfile, stage, options))) {
    const address = instruction.words.map(textOf).find((word) => /^https?:/.test(word))
    if (instruction.keyword === 'ADD' && address !== undefined) {
      return { kind: 'prebuilt', how: 'downloaded', what: address, line: instruction.line }
    }
  }
  return undefined
}

/** An image that only configures a released image, whose program it starts. */
function releasedImage(
  dockerfile: Dockerfile,
  { target, stages, start, options }: Known,
): PrebuiltProgram | undefined {
  const { root } = chainOf(dockerfile, target, options)
  const copies = stages.some((stage) => stage.instructions.some(({ keyword }) => keyword === 'COPY'))
  if (root.kind !== 'image' || start !== undefined || copies) return undefined
  if (!parseImage(root.image).repository.includes('/')) return undefined
  return { kind: 'prebuilt', how: 'released', what: root.image, line: target.from.line }
}

function noGoProgram({ start }: Known): NoGoProgram {
  return {
    kind: 'none',
    because:
      start === undefined ? 'it runs no go command' : `it runs no go command and starts \`${start.program}\``,
  }
}
