import { type ChildProcess, spawn } from 'node:child_process'
import { getExecOutput } from '@actions/exec'
import { CancelledError } from '../common/errors.ts'
import type { Env, Exec, ExecOptions, Output, Session } from '../effects/exec.ts'
import { killGroup, killInside } from './kill.ts'
import { ChildSession } from './session.ts'

/**
 * Commands on this machine. Quick questions run through @actions/exec. What takes long, changes something or is spoken
 * to gets a process group of its own: @actions/exec gives no handle to stop a process, nor to keep a signal from it.
 */
export function realExec(env: Env, signal: AbortSignal): Exec {
  const stopIfCancelled = () => {
    if (signal.aborted) throw new CancelledError()
  }

  const environmentOf = (options: ExecOptions): Record<string, string> => ({
    ...(options.env ?? env),
    ...options.variables,
  })

  async function query(command: readonly string[], options: ExecOptions = {}): Promise<Output> {
    const [program = '', ...args] = command
    try {
      return await getExecOutput(`"${program}"`, args, {
        ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
        env: environmentOf(options),
        silent: true,
        ignoreReturnCode: true,
      })
    } catch (error) {
      if (/unable to locate executable file/i.test(String(error))) return notFound(program)
      throw error
    }
  }

  function start(command: readonly string[], options: ExecOptions): ChildProcess {
    const [program = '', ...args] = command
    return spawn(program, args, {
      cwd: options.cwd,
      env: environmentOf(options),
      stdio: ['pipe', 'pipe', 'pipe'],
      detached: true,
    })
  }

  function commit(command: readonly string[], options: ExecOptions = {}): Promise<Output> {
    return outputOf(start(command, options), command)
  }

  async function run(command: readonly string[], options: ExecOptions = {}): Promise<Output> {
    stopIfCancelled()
    const child = start(command, options)
    const stop = () => (options.tidies === true ? killInside(child) : killGroup(child))
    signal.addEventListener('abort', stop, { once: true })
    const timer =
      options.limitMs === undefined ? undefined : setTimeout(() => killGroup(child), options.limitMs)
    try {
      const output = await outputOf(child, command)
      stopIfCancelled()
      return output
    } finally {
      signal.removeEventListener('abort', stop)
      clearTimeout(timer)
    }
  }

  function open(command: readonly string[], options: ExecOptions = {}): Session {
    stopIfCancelled()
    return new ChildSession(start(command, options), command, signal)
  }

  return { query, commit, run, open }
}

function outputOf(child: ChildProcess, command: readonly string[]): Promise<Output> {
  child.stdin?.end()
  return new Promise<Output>((resolve, reject) => {
    let stdout = ''
    let stderr = ''
    child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
      stdout += chunk
    })
    child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
      stderr += chunk
    })
    child.on('error', (error: NodeJS.ErrnoException) =>
      error.code === 'ENOENT' ? resolve(notFound(command[0] ?? '')) : reject(error),
    )
    child.on('close', (code, killedBy) =>
      resolve({ exitCode: code ?? (killedBy === null ? 1 : 137), stdout, stderr }),
    )
  })
}

function notFound(program: string): Output {
  return { exitCode: 127, stdout: '', stderr: `${program}: not found` }
}
