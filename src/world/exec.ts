import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, writeFileSync } from 'node:fs'
import { getExecOutput } from '@actions/exec'
import { CancelledError, InputError, LongOutputError } from '../common/errors.ts'
import type { Env, Exec, ExecOptions, Output, Session } from '../effects/exec.ts'
import { systemCodeOf } from './error-code.ts'
import { type KeptOutput, keptOutput } from './kept-output.ts'
import { killGroup, killInside } from './kill.ts'
import { ChildSession } from './session.ts'

/** In characters. Even the lists of all files of the largest repositories are shorter. */
const largestAnswer = 64 * 1024 * 1024

/**
 * Commands on this machine. `ask` uses @actions/exec, which cannot stop a process. `query` stops a command whose output exceeds a
 * limit. The other methods start a command in its own process group, so that it can be killed with everything that it started,
 * and the terminal's signals do not reach it.
 */
export function realExec(env: Env, signal: AbortSignal): Exec {
  const stopIfCancelled = () => {
    if (signal.aborted) throw new CancelledError()
  }

  const environmentOf = (options: ExecOptions): Record<string, string> => ({
    ...(options.env ?? env),
    ...options.variables,
  })

  async function ask(command: readonly string[], options: ExecOptions = {}): Promise<Output> {
    const { cwd } = options
    const where = { ...(cwd === undefined ? {} : { cwd }), env: environmentOf(options) }
    return untilCancelled(signal, askTool(command, where))
  }

  async function query(command: readonly string[], options: ExecOptions = {}): Promise<Output> {
    const { cwd } = options
    if (cwd !== undefined && !existsSync(cwd)) throw new Error(`there is no directory ${cwd}`)
    const child = start(command, options, false)
    return untilCancelled(signal, answerOf(child, command), () => child.kill('SIGKILL'))
  }

  function start(command: readonly string[], options: ExecOptions, detached = true): ChildProcess {
    const [program = '', ...args] = command
    try {
      return spawn(program, args, {
        cwd: options.cwd,
        env: environmentOf(options),
        stdio: ['pipe', 'pipe', 'pipe'],
        detached,
      })
    } catch (error) {
      throw badArguments(error, command) ?? error
    }
  }

  async function commit(command: readonly string[], options: ExecOptions = {}): Promise<Output> {
    return outputOf(start(command, options), command)
  }

  async function run(command: readonly string[], options: ExecOptions = {}): Promise<Output> {
    stopIfCancelled()
    const child = start(command, options)
    if (options.yields === true) lowerPriority(child)
    const stop = () => (options.tidies === true ? killInside(child) : killGroup(child))
    signal.addEventListener('abort', stop, { once: true })
    const limit = startLimit(child, options.limitMs)
    try {
      const output = await outputOf(child, command, options)
      stopIfCancelled()
      return limit.isOver() && output.exitCode !== 0 ? { ...output, tookTooLong: true } : output
    } finally {
      signal.removeEventListener('abort', stop)
      limit.end()
    }
  }

  function open(command: readonly string[], options: ExecOptions = {}): Session {
    stopIfCancelled()
    return new ChildSession(start(command, options), command, signal)
  }

  return { ask, query, commit, run, open }
}

/** Lowers the priority of the whole session, because the niceness of a process has an effect only within its session. */
function lowerPriority({ pid }: ChildProcess): void {
  try {
    writeFileSync(`/proc/${pid}/autogroup`, '19')
  } catch {
    // the kernel has no autogroups, or changed one in the last 100 ms, or the command has ended
  }
}

/** Kills a command that still runs after `limitMs`. */
function startLimit(child: ChildProcess, limitMs: number | undefined) {
  let isOver = false
  const stop = () => {
    isOver = true
    killGroup(child)
  }
  const timer = limitMs === undefined ? undefined : setTimeout(stop, limitMs)
  return { isOver: () => isOver, end: () => clearTimeout(timer) }
}

/**
 * Stops waiting for the answer when the run is cancelled. Commands that start after that clean up, and are awaited.
 *
 * @throws {CancelledError} immediately when the run is cancelled
 */
async function untilCancelled<T>(
  signal: AbortSignal,
  answer: Promise<T>,
  stop: () => void = () => {},
): Promise<T> {
  if (signal.aborted) return answer
  const cancelled = Promise.withResolvers<never>()
  const cancel = () => {
    cancelled.reject(new CancelledError())
    stop()
  }
  signal.addEventListener('abort', cancel, { once: true })
  try {
    return await Promise.race([answer, cancelled.promise])
  } finally {
    signal.removeEventListener('abort', cancel)
  }
}

async function askTool(
  command: readonly string[],
  where: { readonly cwd?: string; readonly env: Record<string, string> },
): Promise<Output> {
  const [program = '', ...args] = command
  try {
    return await getExecOutput(`"${program}"`, args, { ...where, silent: true, ignoreReturnCode: true })
  } catch (error) {
    if (/unable to locate executable file/i.test(String(error))) return notFound(program)
    throw badArguments(error, command) ?? error
  }
}

function outputOf(
  child: ChildProcess,
  command: readonly string[],
  { takeErrors, watchErrors }: Pick<ExecOptions, 'takeErrors' | 'watchErrors'> = {},
): Promise<Output> {
  const stderr = takeErrors === undefined ? keptOutput() : { add: takeErrors, text: () => '' }
  if (watchErrors !== undefined) child.stderr?.on('data', watchErrors)
  return collected(child, command, { stdout: keptOutput(), stderr })
}

/** A partial answer is useless, so a command that prints too much is killed. */
async function answerOf(child: ChildProcess, command: readonly string[]): Promise<Output> {
  let isTooLong = false
  const stdout = keptOutput(largestAnswer, 0, () => {
    isTooLong = true
    child.kill('SIGKILL')
  })
  const output = await collected(child, command, { stdout, stderr: keptOutput() })
  if (!isTooLong) return output
  throw new LongOutputError(command, largestAnswer / 1024 / 1024)
}

interface Streams {
  readonly stdout: KeptOutput
  readonly stderr: KeptOutput
}

function collected(
  child: ChildProcess,
  command: readonly string[],
  { stdout, stderr }: Streams,
): Promise<Output> {
  child.stdin?.on('error', () => {}).end()
  return new Promise<Output>((resolve, reject) => {
    child.stdout?.setEncoding('utf8').on('data', stdout.add)
    child.stderr?.setEncoding('utf8').on('data', stderr.add)
    child.on('error', (error: NodeJS.ErrnoException) =>
      error.code === 'ENOENT' ? resolve(notFound(command[0] ?? '')) : reject(error),
    )
    child.on('close', (code, killedBy) =>
      resolve({
        exitCode: code ?? (killedBy === null ? 1 : 137),
        stdout: stdout.text(),
        stderr: stderr.text(),
      }),
    )
  })
}

function notFound(program: string): Output {
  return { exitCode: 127, stdout: '', stderr: `${program}: not found` }
}

/** Why the system rejects arguments and variables: they are too long, or contain a NUL. undefined for other errors. */
function badArguments(error: unknown, [program = '']: readonly string[]): InputError | undefined {
  const code = systemCodeOf(error)
  if (code !== 'E2BIG' && code !== 'ERR_INVALID_ARG_VALUE') return undefined
  const why = code === 'E2BIG' ? 'are longer than this machine allows' : 'have a NUL character'
  return new InputError([
    `the arguments or variables for \`${program}\` ${why}: check the configuration and the files that build the image for such a value`,
  ])
}
