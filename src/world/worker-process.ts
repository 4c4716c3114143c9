import { type ChildProcess, spawn } from 'node:child_process'
import { Socket } from 'node:net'
import { CancelledError, messageOf } from '../common/errors.ts'
import type { Worker } from '../effects/worker.ts'
import type { TaskAnswer, TaskRequest } from './worker-tasks.ts'

export interface WorkerOptions {
  /** The file that the process runs: it calls `runTasks`. */
  readonly script: string
  /** Environment of this process. */
  readonly env: NodeJS.ProcessEnv
  readonly signal: AbortSignal
}

/** A Node process, started for the first task. While idle, it does not keep this process alive. */
export function workerProcess(options: WorkerOptions): Worker {
  const { signal } = options
  let open: OpenProcess | undefined
  const ask = (asked: Asked) => {
    try {
      if (open === undefined || open.hasEnded()) open = startProcess(options, again)
      open.ask(asked)
    } catch (error) {
      // no memory for a process, or the input cannot be cloned
      asked.reject(error as Error)
    }
  }
  /** The waiting tasks did not crash the process, so each is retried once in another one. */
  const again = (waited: readonly Asked[], why: Error) => {
    for (const one of waited) {
      if (one.isAgain || signal.aborted) one.reject(why)
      else ask({ ...one, isAgain: true })
    }
  }
  return {
    async run<Input, Output>({ name }: { readonly name: string }, input: Input): Promise<Output> {
      if (signal.aborted) throw new CancelledError()
      const output = new Promise((resolve, reject) => ask({ name, input, resolve, reject, isAgain: false }))
      // the task of that name returns this type
      return (await output) as Output
    },
    close: async () => open?.close(),
  }
}

interface OpenProcess {
  ask(asked: Asked): void
  hasEnded(): boolean
  close(): Promise<void>
}

/** A task with its pending promise. */
interface Asked extends Pick<TaskRequest, 'name' | 'input'> {
  readonly resolve: (value: unknown) => void
  readonly reject: (why: Error) => void
  /** Whether an earlier process ended before it began the task. */
  readonly isAgain: boolean
}

/** Limits the heap for new objects, in MB. With Node's default, the process needs up to 70 MB more and is not faster. */
const flags = ['--max-semi-space-size=4']

/**
 * With these settings, glibc returns freed blocks of 128 KiB and more, and the free end of the heap, to the system immediately.
 * Without them, it raises these limits after the first large block that is freed, and keeps up to 64 MB. They must be set before the
 * process starts.
 */
const memorySettings = {
  MALLOC_ARENA_MAX: '1',
  MALLOC_MMAP_THRESHOLD_: String(128 << 10),
  MALLOC_TRIM_THRESHOLD_: String(128 << 10),
}

function spawnNode({ script, env }: Pick<WorkerOptions, 'script' | 'env'>): ChildProcess {
  const { LD_LIBRARY_PATH: libraries } = env
  return spawn(process.execPath, [...flags, script], {
    // only variables that Node may need to start, so that the worker has no secrets
    env: { ...memorySettings, ...(libraries === undefined ? {} : { LD_LIBRARY_PATH: libraries }) },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    serialization: 'advanced',
    // in its own process group, so that Ctrl-C reaches only this process, which stops the worker
    detached: true,
    windowsHide: true,
  })
}

/** @param onWaiting receives the tasks that the process had not begun when it failed, and the reason */
function startProcess(
  { signal, ...node }: WorkerOptions,
  onWaiting: (waited: readonly Asked[], why: Error) => void,
): OpenProcess {
  const child = spawnNode(node)
  const printed = lastOf(child)
  const waiting = new Map<number, Asked>()
  let number = 0
  let end: Error | undefined
  let isClosed = false
  const stop = () => void child.kill('SIGKILL')
  const fail = (why: string) => {
    end ??= signal.aborted ? new CancelledError() : new Error(isClosed ? 'the run ended before' : why)
    signal.removeEventListener('abort', stop)
    // tasks run in the order of the requests
    const [first, ...others] = waiting.values()
    waiting.clear()
    first?.reject(end)
    if (isClosed) for (const { reject } of others) reject(end)
    else onWaiting(others, end)
  }
  child.on('message', ({ number: of, output }: TaskAnswer) => {
    const one = waiting.get(of)
    waiting.delete(of)
    if (waiting.size === 0) keepAlive(child, false)
    if (output.ok) one?.resolve(output.value)
    else one?.reject(new Error(output.problem.message))
  })
  const ended = new Promise<void>((resolve) => {
    child.on('error', (error) => {
      fail(`linkgate's worker process failed: ${messageOf(error)}`)
      resolve()
    })
    child.on('close', (code, killedBy) => {
      fail(`linkgate's worker process ended with ${killedBy ?? `exit code ${code}`}${printed()}`)
      resolve()
    })
  })
  signal.addEventListener('abort', stop, { once: true })
  return {
    hasEnded: () => end !== undefined,
    ask(asked) {
      const request: TaskRequest = { number: number++, name: asked.name, input: asked.input }
      // without a channel, the process has ended or was never started, which fails the task
      if (child.connected) child.send(request, () => {})
      waiting.set(request.number, asked)
      keepAlive(child, true)
    },
    async close() {
      isClosed = true
      keepAlive(child, true)
      stop()
      await ended
    },
  }
}

/** Sets whether the worker keeps this process alive. */
function keepAlive(child: ChildProcess, isWanted: boolean): void {
  const change = isWanted ? 'ref' : 'unref'
  child[change]()
  child.channel?.[change]()
  // Node uses a Socket for pipes, although its type does not show that
  if (child.stderr instanceof Socket) child.stderr[change]()
}

const keptCharacters = 100_000

/** The JavaScript error or fatal error of Node that the process printed, if any. */
function lastOf({ stderr }: ChildProcess): () => string {
  let printed = ''
  stderr?.setEncoding('utf8').on('data', (text: string) => {
    printed = (printed + text).slice(-keptCharacters)
  })
  return () => {
    // the last lines of a crash are a stack and Node's version
    const line = printed.split('\n').findLast((one) => /^(?:\w*Error\b|FATAL ERROR:)/.test(one))
    return line === undefined ? '' : `: ${line}`
  }
}
