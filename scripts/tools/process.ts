import { type SpawnOptions, spawn } from 'node:child_process'
import { setMaxListeners } from 'node:events'

/** A problem that the user must solve; shown without a stack trace. */
export class SetupError extends Error {}

/** Aborted by the first signal, so that no step of the set-up outlives the command. */
export const interruption = new AbortController()
setMaxListeners(0, interruption.signal)

// Messages go to stderr: the last line of stdout belongs to the task.
export const say = (line: string): void => void process.stderr.write(`${line}\n`)

/** @param start a value of `performance.now()` */
export const since = (start: number): string => `${((performance.now() - start) / 1000).toFixed(1)} s`

export async function timed<T>(what: string, work: () => Promise<T>): Promise<T> {
  const start = performance.now()
  const result = await work()
  say(`${what}: ${since(start)}`)
  return result
}

export const lastLines = (text: string, count = 15): string =>
  text.trimEnd().split('\n').slice(-count).join('\n')

// Both ends of an output, because npm prints the cause first, but compilers and apt print it last.
function bothEnds(text: string): string {
  const lines = text.trim().split('\n')
  return (lines.length <= 25 ? lines : [...lines.slice(0, 10), '…', ...lines.slice(-14)]).join('\n')
}

/** With `signal: undefined`, for cleanup, the command runs to its end even after an interruption. */
export type ExecOptions = Pick<SpawnOptions, 'cwd' | 'env' | 'signal'>

/**
 * Resolves to the trimmed standard output of a command. Rejects with a SetupError that contains the output if the command fails, and
 * with an AbortError after an interruption.
 */
export function exec(command: string, args: readonly string[], options: ExecOptions = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      signal: interruption.signal,
      ...options,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let stdout = ''
    let all = ''
    child.stdout.on('data', (data) => {
      stdout += data
      all += data
    })
    child.stderr.on('data', (data) => {
      all += data
    })
    child.on('error', reject)
    child.on('close', (code, signal) => {
      if (code === 0) resolve(stdout.trim())
      else
        reject(
          new SetupError(`\`${command} ${args.join(' ')}\` failed (${signal ?? code}):\n${bothEnds(all)}`),
        )
    })
  })
}

/** Like exec, but undefined if the command fails or cannot be run. */
export const ask = (
  command: string,
  args: readonly string[],
  options?: ExecOptions,
): Promise<string | undefined> => exec(command, args, options).catch(() => undefined)
