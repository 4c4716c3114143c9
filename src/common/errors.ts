/**
 * Errors that stop linkgate without a report. A message contains the wrong value, what is allowed and where to change
 * it. Only the callers of `run` turn it into a failed step.
 */
import { type Checked, type Problem, type Result, succeed } from './result.ts'

/** The message of a thrown value, which need not be an Error. */
export const messageOf = (thrown: unknown) => (thrown instanceof Error ? thrown.message : String(thrown))

/** Wrong input: inputs, configuration, revisions or tools. It has all problems that were found, one sentence each. */
export class InputError extends Error {
  override readonly name = 'InputError'
  readonly problems: readonly string[]
  constructor(problems: readonly string[]) {
    super(problems.join('\n'))
    this.problems = problems
  }
}

/** A command prints more than linkgate reads. */
export class LongOutputError extends InputError {
  /** @param most in MiB */
  constructor(command: readonly string[], most: number) {
    super([
      `\`${command.join(' ')}\` prints more than ${most} MiB, the most that linkgate reads: run it in the repository to see why its output is so long`,
    ])
  }
}

/** @throws {InputError} with the problem, or with all problems of a list */
export function requireInput<T>(result: Result<T, Problem | readonly Problem[]>): T {
  if (result.ok) return result.value
  throw new InputError([result.problem].flat().map(({ message }) => message))
}

/** The inverse of `requireInput`: an InputError that `read` throws becomes problems, which can be reported with others. */
export async function checkedInput<T>(read: () => Promise<T>): Promise<Checked<T>> {
  try {
    return succeed(await read())
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    return { ok: false, problem: error.problems.map((message) => ({ message })) }
  }
}

/** A required command failed. */
export class CommandError extends Error {
  override readonly name = 'CommandError'
  readonly command: readonly string[]
  readonly exitCode: number
  /** Last lines of what the tool printed. */
  readonly output: readonly string[]
  constructor(command: readonly string[], exitCode: number, output: readonly string[]) {
    const detail = output.length > 0 ? `: ${output.join(' / ')}` : ''
    super(`\`${command.join(' ')}\` ended with exit code ${exitCode}${detail}`)
    this.command = command
    this.exitCode = exitCode
    this.output = output
  }
}

/** A command of the container engine failed because the engine did not answer, or the connection to it was cut. */
export class EngineLostError extends CommandError {
  readonly detail: string
  /** @param detail what the engine's client printed */
  constructor(command: readonly string[], exitCode: number, detail: string) {
    super(command, exitCode, [detail])
    this.detail = detail
    this.message = `the connection to the container engine was lost (${this.detail}), so linkgate stopped measuring: check that the engine keeps running and is reachable (\`docker info\`, \`DOCKER_HOST\`), then run the job again`
  }
}

/** A fault of linkgate itself, or an operation that the machine refused and no step handles. */
export class InternalError extends Error {
  override readonly name = 'InternalError'
  /** The stack of the cause, by lines; empty if it has none. */
  readonly trace: readonly string[]
  constructor(cause: unknown) {
    const message = messageOf(cause)
    super(
      isSystemError(cause)
        ? `this machine refused an operation (${message}): check its disk space and permissions, then run linkgate again`
        : `internal error in linkgate, not in this repository: ${message}. Please report it at https://github.com/linkgate/linkgate/issues with the lines below`,
      { cause },
    )
    this.trace = cause instanceof Error ? (cause.stack ?? '').split('\n') : []
  }
}

/** Whether the operating system refused an operation: no space, no permission, too many open files. */
function isSystemError(error: unknown): boolean {
  return error instanceof Error && typeof (error as NodeJS.ErrnoException).syscall === 'string'
}

/** The user or the runner cancelled the run. */
export class CancelledError extends Error {
  override readonly name = 'CancelledError'
  constructor() {
    super('cancelled')
  }
}

export const exitCodes = {
  passed: 0,
  budgetBroken: 1,
  /** `linkgate inspect` reports that the image will not start. */
  notStarting: 1,
  wrongInput: 2,
  notMeasured: 3,
  cancelled: 130,
} as const
