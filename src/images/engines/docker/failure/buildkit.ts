import type { BuilderFault, BuildProblem } from '../../../../effects/engine.ts'
import { builderFault, imageFault, lastLines } from './builder-fault.ts'
import { lineOfStep } from './instructions.ts'

/** A step of BuildKit in its plain progress. */
interface Vertex {
  readonly name: string
  /** Output of its program. */
  readonly output: readonly string[]
  readonly error: string
}

/**
 * Why BuildKit failed, from its plain progress. Output of programs cannot be mistaken for messages of BuildKit, because each of its
 * lines begins with the number of the step and a time.
 */
export function buildkitFailure(progress: string, text: string): BuildProblem {
  const lines = progress.split('\n').map((line) => line.replace(/\r$/, ''))
  const summary = lines.findLast((line) => /^(?:ERROR: |error: |failed to |#\d+ ERROR: )/.test(line)) ?? ''
  const failed = failedVertex(lines)
  const fault = faultOf(summary.replace(/^(?:#\d+ )?(?:ERROR: |error: )?(?:failed to solve: )?/, ''), failed)
  const output = failed?.output ?? []
  if (fault.kind !== 'step') return { fault, output: lastLines(output.length > 0 ? output : lines) }
  const line = lineIn(lines, text) ?? lineOfStep(text, failed?.name ?? '')
  return { fault: { ...fault, ...(line === undefined ? {} : { line }) }, output: lastLines(output) }
}

/** The last step with its own error. Other steps are cancelled because of it. Errors of caches do not stop a build. */
function failedVertex(lines: readonly string[]): Vertex | undefined {
  const ofCaches = lines.flatMap((line) => /^#(\d+) (?:importing|exporting) cache\b/.exec(line)?.[1] ?? [])
  const errors = lines.flatMap((line) => {
    const [, id, error] = /^#(\d+) ERROR: (.*)/.exec(line) ?? []
    if (id === undefined || error === undefined || ofCaches.includes(id)) return []
    return /^context canceled/.test(error) ? [] : [{ id, error }]
  })
  const last = errors.at(-1)
  if (last === undefined) return undefined
  const own = lines.flatMap((line) => new RegExp(`^#${last.id} (.*)`).exec(line)?.[1] ?? [])
  return {
    name: own.find((line) => line.startsWith('[')) ?? own[0] ?? '',
    output: own.flatMap((line) => /^\d+\.\d+ (.*)/.exec(line)?.[1] ?? []),
    error: last.error,
  }
}

function faultOf(summary: string, failed: Vertex | undefined): BuilderFault {
  const exitCode = exitCodeIn(`${failed?.error ?? ''}\n${summary}`)
  const instruction = (failed?.name ?? '').replace(/^\[[^\]]*\] /, '')
  if (failed !== undefined && exitCode !== undefined) return { kind: 'step', instruction, exitCode }
  const message = failed?.error ?? summary
  if (isBoot(failed)) return { kind: 'builder', because: 'unreachable', detail: bootDetail(message) }
  const image = imageOf(failed?.name ?? '') ?? sourceOf(summary)
  if (image !== undefined) return imageFault(image, message)
  const own = builderFault(message)
  const isStep = failed !== undefined && /^\[[^\]]*\d+\/\d+\]/.test(failed.name)
  if (own.kind !== 'refused' || !isStep) return own
  return { kind: 'step', instruction, detail: own.detail }
}

/** Whether it is the step in which the client starts the builder, or waits until it responds. */
const isBoot = (failed: Vertex | undefined) =>
  /^\[internal\] (?:waiting for connection|booting buildkit)/.test(failed?.name ?? '')

function bootDetail(message: string): string {
  return message === 'context deadline exceeded' ? 'no connection: context deadline exceeded' : message
}

/** The exit code of a step's program, from the messages of current and older versions of BuildKit. */
function exitCodeIn(message: string): number | undefined {
  // the kernel killed the program because memory was short
  if (/did not complete successfully: cannot allocate memory/.test(message)) return 137
  const [, code] =
    /(?:did not complete successfully|executor failed running [^\n]*): exit code: (\d+)$/m.exec(message) ?? []
  return code === undefined ? undefined : Number(code)
}

/** The image that a step pulls. */
function imageOf(name: string): string | undefined {
  const [, metadata] = /^\[internal\] load metadata for (\S+)/.exec(name) ?? []
  const [, from] = /^(?:\[[^\]]*\] )?FROM (\S+)/.exec(name) ?? []
  const [, frontend] = /^resolve image config for (?:docker-image:\/\/)?(\S+)/.exec(name) ?? []
  return metadata ?? from ?? frontend
}

function sourceOf(summary: string): string | undefined {
  return /failed to resolve (?:source metadata for|reference) "?([^\s"]+?)"?: /.exec(summary)?.[1]
}

/** The line that BuildKit marks in its excerpt of the Dockerfile, if the text has the same line. */
function lineIn(lines: readonly string[], text: string): number | undefined {
  const start = lines.findLastIndex((line) => /^\S*Dockerfile\S*:\d+$/.test(line))
  if (start < 0) return undefined
  const marked = lines.slice(start).find((line) => /^\s*\d+ \| >>> /.test(line))
  const [, number, shown] = /^\s*(\d+) \| >>> (.*)/.exec(marked ?? '') ?? []
  const written = text.split('\n')[Number(number) - 1]?.trim()
  return shown !== undefined && written === shown.trim() ? Number(number) : undefined
}
