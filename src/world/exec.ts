import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { getExecOutput } from '@actions/exec'
import { CancelledError } from '../common/errors.ts'
import { listProcesses, startedApart } from '../common/process-table.ts'
import type { Env, Exec, ExecOptions, Output, Session } from '../effects/exec.ts'

const graceMs = 2_000
/** A runner gives a cancelled step 7.5 seconds, in which everything is removed as well. */
const tidyMs = 3_500
const keptErrorLines = 20

/**
 * Commands on this machine. Quick questions run through @actions/exec. What takes long, changes something or is spoken
 * to gets a process group of its own: @actions/exec gives no handle to stop a process, nor to keep a signal from it.
 */
export function realExec(env: Env, signal: AbortSignal): Exec {
  const stopIfCancelled = () => {
    if (signal.aborted) throw new CancelledError()
  }

  async function query(command: readonly string[], options: ExecOptions = {}): Promise<Output> {
    const [program = '', ...args] = command
    try {
      return await getExecOutput(`"${program}"`, args, {
        ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
        env: { ...(options.env ?? env) },
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
      env: options.env ?? env,
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
    try {
      const output = await outputOf(child, command)
      stopIfCancelled()
      return output
    } finally {
      signal.removeEventListener('abort', stop)
    }
  }

  function open(command: readonly string[], options: ExecOptions = {}): Session {
    stopIfCancelled()
    const child = start(command, options)
    const errors: string[] = []
    const lines: string[] = []
    let ended = false
    let wake: (() => void) | undefined
    const wakeUp = () => wake?.()
    const closed = new Promise<void>((resolve) => {
      child.on('error', (error) => {
        errors.push(error.message)
        ended = true
        wakeUp()
        resolve()
      })
      child.on('close', () => {
        ended = true
        wakeUp()
        resolve()
      })
    })
    // a write after the other side has gone is told by `next`, not by a crash
    child.stdin?.on('error', () => {})
    if (child.stdout !== null) {
      createInterface({ input: child.stdout }).on('line', (line) => {
        lines.push(line)
        wakeUp()
      })
    }
    if (child.stderr !== null) {
      createInterface({ input: child.stderr }).on('line', (line) => {
        errors.push(line)
        if (errors.length > keptErrorLines) errors.shift()
      })
    }
    signal.addEventListener('abort', wakeUp)

    return {
      send: (line) => {
        child.stdin?.write(`${line}\n`)
      },
      async next(timeoutMs) {
        const deadline = performance.now() + timeoutMs
        for (;;) {
          stopIfCancelled()
          const line = lines.shift()
          if (line !== undefined) return line
          if (ended) return undefined
          const left = deadline - performance.now()
          if (left <= 0) throw new Error(`no answer from \`${command.join(' ')}\` within ${timeoutMs} ms`)
          await new Promise<void>((resolve) => {
            const timer = setTimeout(resolve, left)
            wake = () => {
              clearTimeout(timer)
              resolve()
            }
          })
        }
      },
      errors: () => errors,
      async close() {
        signal.removeEventListener('abort', wakeUp)
        child.stdin?.end()
        const timer = setTimeout(() => killGroup(child), graceMs)
        await closed
        clearTimeout(timer)
      },
    }
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

function killGroup(child: ChildProcess): void {
  if (child.pid !== undefined && child.exitCode === null) kill(-child.pid)
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // it ended by itself in the meantime
  }
}

/** Has what a program waits for fail, again and again as it may go on with something else, until it ends. */
async function killInside(child: ChildProcess): Promise<void> {
  const deadline = performance.now() + tidyMs
  while (performance.now() < deadline && child.exitCode === null && child.signalCode === null) {
    for (const pid of startedApart(await processes(), child.pid ?? 0)) kill(pid)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  killGroup(child)
}

function processes(): Promise<string> {
  const [program = '', ...args] = listProcesses
  return new Promise((resolve) => {
    execFile(program, args, { maxBuffer: 64 << 20 }, (error, stdout) => resolve(error === null ? stdout : ''))
  })
}

function notFound(program: string): Output {
  return { exitCode: 127, stdout: '', stderr: `${program}: not found` }
}
