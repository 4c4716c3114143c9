import { textOf } from '../../shell/words.ts'
import type { Dockerfile, Stage } from '../read/parse.ts'
import type { Run } from '../read/runs.ts'
import { resolvePath, stepsOf } from '../read/scope.ts'
import { type BuildParameters, chainOf } from '../read/stages.ts'
import type { StartCommand } from '../read/start.ts'
import { traceFile } from '../read/trace.ts'
import { goCommandOf } from './go-command.ts'
import { imageFacts, parseImage } from './images.ts'

/** Go is built by something that the Dockerfile only calls. */
export interface Hidden {
  readonly kind: 'hidden'
  readonly by: string
  readonly line: number
  /** It passes its environment on to the go command, so that an ENV may decide. */
  readonly inherits: boolean
}

/** The program is not built from the source in the context. */
export interface Prebuilt {
  readonly kind: 'prebuilt'
  readonly how: 'copied' | 'downloaded' | 'cloned' | 'released'
  /** A path in the context, an address or an image, as written. */
  readonly what: string
  readonly line: number
}

/** No Go program that the text knows of. */
export interface Other {
  readonly kind: 'other'
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
/** Programs that build and run the source they find. */
const atStart = new Set(['CompileDaemon', 'air', 'fresh', 'go', 'gow', 'realize', 'reflex'])
const interpreters = new Set(
  'bun catalina.sh deno java nginx node npm npx perl php php-fpm pnpm python python3 ruby uvicorn gunicorn yarn'.split(
    ' ',
  ),
)

/** Where the program of an image comes from when no go command in sight builds it. */
export function elsewhere(dockerfile: Dockerfile, known: Known): Hidden | Prebuilt | Other {
  const starter = known.start?.program.split('/').at(-1) ?? ''
  if (atStart.has(starter)) {
    return { kind: 'other', because: `it compiles only when the container starts, with \`${starter}\`` }
  }
  return hidden(dockerfile, known) ?? prebuilt(dockerfile, known) ?? other(known)
}

function hidden(dockerfile: Dockerfile, { stages, runs, options }: Known): Hidden | undefined {
  for (const run of runs) {
    const hiding = hidingOf(run)
    if (hiding === undefined) continue
    // a script is one of many things; it builds Go where there is Go
    if (hiding.own || hasGo(dockerfile, run.step.stage, runs, options)) {
      return { kind: 'hidden', by: hiding.by, line: run.line, inherits: hiding.inherits }
    }
  }
  for (const stage of stages) {
    const { root } = chainOf(dockerfile, stage, options)
    const image = root.kind === 'image' ? root.image : ''
    if (/^(heroku\/|paketobuildpacks\/|gcr\.io\/buildpacks\/)/.test(image)) {
      return { kind: 'hidden', by: `the buildpack of \`${image}\``, line: stage.from.line, inherits: false }
    }
  }
  return undefined
}

/** What may start the go command out of sight; `own` where it is a tool for Go alone. */
export function hidingOf(
  run: Run,
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

/** Whether a stage has a Go toolchain: by its image, or because something uses or installs one there. */
export function hasGo(
  dockerfile: Dockerfile,
  stage: Stage,
  runs: readonly Run[],
  options: BuildParameters,
): boolean {
  const { stages, root } = chainOf(dockerfile, stage, options)
  if (root.kind === 'image' && imageFacts(root.image).go) return true
  return runs.some(
    (run) =>
      stages.includes(run.step.stage) &&
      (goCommandOf(run) !== undefined ||
        run.words.some((word) =>
          /^(go|golang|golang-go|golang-\d.*)$|go\.dev\/dl|\/go\d.*\.tar\.gz/.test(textOf(word)),
        )),
  )
}

function scriptOf({ program, words }: Run): string | undefined {
  const [first] = words.map(textOf)
  if (first === undefined) return undefined
  if (['ash', 'bash', 'sh', 'source', '.'].includes(program)) {
    return words
      .slice(1)
      .map(textOf)
      .find((word) => !word.startsWith('-'))
  }
  const own = first.startsWith('./') || /\.sh$/.test(first) || /^[\w.-]+\//.test(first)
  return own ? first : undefined
}

function prebuilt(dockerfile: Dockerfile, known: Known): Prebuilt | undefined {
  const { target, runs, start, options, stages } = known
  if (start !== undefined && !interpreters.has(start.program.split('/').at(-1) ?? '')) {
    const path = resolvePath(start.scope.workdir, start.program)
    const bare = !start.program.includes('/')
    const candidates = bare
      ? ['/usr/local/bin', '/usr/bin', '/bin', '/usr/local/sbin', '/usr/sbin'].map(
          (each) => `${each}/${start.program}`,
        )
      : [path]
    for (const candidate of candidates) {
      const traced = candidate === undefined ? undefined : traceFile(dockerfile, target, candidate, options)
      if (traced?.kind === 'stage' && !chainOf(dockerfile, target, options).stages.includes(traced.stage)) {
        const { root } = chainOf(dockerfile, traced.stage, options)
        if (root.kind !== 'image' || runs.some(({ step }) => step.stage === traced.stage)) continue
        return { kind: 'prebuilt', how: 'released', what: root.image, line: traced.line }
      }
      if (traced === undefined || traced.kind === 'stage') continue
      const how = { context: 'copied', address: 'downloaded', image: 'released' } as const
      return { kind: 'prebuilt', how: how[traced.kind], what: traced.source, line: traced.line }
    }
  }
  for (const run of runs) {
    const words = run.words.map(textOf)
    const address = words.find((word) => /^["']?(https?|git|ssh):\/\/|^git@/.test(word))
    if (run.program === 'git' && words.includes('clone')) {
      return { kind: 'prebuilt', how: 'cloned', what: address ?? words.at(-1) ?? '', line: run.line }
    }
    if (['aria2c', 'curl', 'gh', 'wget'].includes(run.program) && address !== undefined) {
      return { kind: 'prebuilt', how: 'downloaded', what: address, line: run.line }
    }
  }
  for (const stage of stages) {
    for (const { instruction } of stepsOf(dockerfile, stage, options)) {
      const address = instruction.words.map(textOf).find((word) => /^https?:/.test(word))
      if (instruction.keyword === 'ADD' && address !== undefined) {
        return { kind: 'prebuilt', how: 'downloaded', what: address, line: instruction.line }
      }
    }
  }
  const { root } = chainOf(dockerfile, target, options)
  const copies = stages.some((stage) => stage.instructions.some(({ keyword }) => keyword === 'COPY'))
  if (
    root.kind === 'image' &&
    start === undefined &&
    !copies &&
    parseImage(root.image).repository.includes('/')
  ) {
    return { kind: 'prebuilt', how: 'released', what: root.image, line: target.from.line }
  }
  return undefined
}

function other({ start }: Known): Other {
  return {
    kind: 'other',
    because:
      start === undefined
        ? 'it runs no go command'
        : `it runs no go command, and starts \`${start.program}\``,
  }
}
