/** Why the legacy builder or Podman failed. Both print the number of each step. */
import type { BuilderFault, BuildProblem } from '../../../../effects/engine.ts'
import type { Output } from '../../../../effects/exec.ts'
import { labelled } from '../build.ts'
import { builderFault, imageFault, lastLines } from './builder-fault.ts'
import { dockerfileOf, inOrder, lineOfShown } from './instructions.ts'

/** The Dockerfile that was built. */
export interface BuiltText {
  /** The text in the request. */
  readonly text: string
  /** The label that was added to each stage. */
  readonly label: string | undefined
}

/** The last step, and its output. */
interface LastStep {
  readonly instruction: string
  readonly line?: number
  readonly output: readonly string[]
}

export function classicFailure({ exitCode, stdout, stderr }: Output, built: BuiltText): BuildProblem {
  const last = classicStep(withoutColors(stdout).split('\n'), built)
  const message = withoutWarning(stderr)
  // the engine's message ends like this, and the client has the exit code of the step
  const [, code] = /returned a non-zero code: (\d+)$/.exec(message) ?? []
  const output = last?.output.filter((line) => !own.test(line)) ?? []
  if (code !== undefined && Number(code) === exitCode && last !== undefined)
    return { fault: stepOf(last, { exitCode }), output: lastLines(output) }
  return otherFault(message, last, output)
}

/** Lines of a step that the engine prints itself. */
const own = /^ ---> |^Removing intermediate container /

/** The engine colors what programs print to standard error. */
function withoutColors(text: string): string {
  const escaped = String.fromCharCode(27)
  return text.replaceAll(new RegExp(`${escaped}\\[[\\d;]*m`, 'g'), '')
}

/** Removes the client's warning that the builder is deprecated. */
function withoutWarning(stderr: string): string {
  return stderr.replace(/^DEPRECATED: .*\n(?: .*\n)*/m, '').trim()
}

export function podmanFailure({ stdout, stderr }: Output, { text }: BuiltText): BuildProblem {
  const last = podmanStep(stdout.split('\n'), text)
  const lines = stderr.split('\n')
  const message = lines.findLast((line) => line.startsWith('Error: ')) ?? stderr.trim()
  const [, code] = /: (?:while running runtime: )?exit status (\d+)$/.exec(message) ?? []
  const printed = lines.filter((line) => line !== message && !/^time="|^Trying to pull /.test(line))
  const output = [...(last?.output ?? []), ...printed]
  if (/^Error: building at STEP "RUN /.test(message) && code !== undefined && last !== undefined)
    return { fault: stepOf(last, { exitCode: Number(code) }), output: lastLines(output) }
  return otherFault(message.replace(/^Error: (?:building at STEP "[^"]*": )?/, ''), last, output)
}

function otherFault(message: string, last: LastStep | undefined, output: readonly string[]): BuildProblem {
  const plain = message.replace(/^Error response from daemon: /, '')
  const shown = lastLines(output.length > 0 ? output : message.split('\n'))
  const image = imageIn(last)
  if (image !== undefined) return { fault: imageFault(image, plain), output: [] }
  const fault = builderFault(plain)
  if (fault.kind !== 'refused' || last === undefined) return { fault, output: shown }
  return { fault: stepOf(last, { detail: fault.detail }), output: shown }
}

/** The image that a step pulls. */
function imageIn(last: LastStep | undefined): string | undefined {
  const [, from] = /^FROM\s+(?:--\S+\s+)*(\S+)/i.exec(last?.instruction ?? '') ?? []
  // a name with a dot or a slash is not that of a stage
  const [, copied] = /^COPY\s+(?:--\S+\s+)*--from=(\S+[./]\S*)/i.exec(last?.instruction ?? '') ?? []
  return from ?? copied
}

function stepOf(
  { instruction, line }: LastStep,
  how: { readonly exitCode?: number; readonly detail?: string },
): BuilderFault {
  return { kind: 'step', instruction, ...(line === undefined ? {} : { line }), ...how }
}

/**
 * The last `Step 3/7 : …` that the engine printed. Output of programs may look like that, so the number must be the next one, and the
 * line must show the next instruction of the Dockerfile.
 */
function classicStep(lines: readonly string[], { text, label }: BuiltText): LastStep | undefined {
  const dockerfile = dockerfileOf(label === undefined ? text : labelled(text, label))
  if (dockerfile === undefined) return undefined
  const instructions = inOrder(dockerfile)
  let at = -1
  let count = 0
  for (const [index, line] of lines.entries()) {
    const [, number, shown] = /^Step (\d+)\/\d+ : (.*)/.exec(line) ?? []
    const keyword = instructions[count]?.keyword
    if (Number(number) !== count + 1 || keyword === undefined || shown?.startsWith(keyword) !== true) continue
    at = index
    count += 1
  }
  const instruction = instructions[count - 1]
  if (instruction === undefined) return undefined
  // lines with labels, which the text of the request does not have
  const labels =
    label === undefined ? 0 : dockerfile.stages.filter(({ from }) => from.line < instruction.line).length
  return {
    instruction: (lines[at] ?? '').replace(/^Step \d+\/\d+ : /, ''),
    line: instruction.line - labels,
    output: lines.slice(at + 1),
  }
}

/** The last `STEP 3/7: …`, which begins with `[1/2] ` if there are several stages. */
function podmanStep(lines: readonly string[], text: string): LastStep | undefined {
  const at = lines.findLastIndex((line) => /^(?:\[\d+\/\d+\] )?STEP \d+\/\d+: /.test(line))
  const [, stage, shown] = /^(?:\[(\d+)\/\d+\] )?STEP \d+\/\d+: (.*)/.exec(lines[at] ?? '') ?? []
  if (shown === undefined) return undefined
  const line = lineOfShown(text, shown, stage === undefined ? undefined : String(Number(stage) - 1))
  return {
    instruction: shown,
    ...(line === undefined ? {} : { line }),
    output: lines.slice(at + 1),
  }
}
