import { type ChildProcess, spawn } from 'node:child_process'
import { Socket } from 'node:net'
import { CancelledError, messageOf } from '../common/errors.ts'
import type { Worker } from '../effects/worker.ts'
import type { TaskAnswer, TaskRequest } from './worker-tasks.ts'

export interface WorkerOptions {
  /** The file that the process runs: it calls `runTasks`. */
  readonly script: string
  /** Of this process. */
  readonly env: NodeJS.ProcessEnv
  readonly signal: AbortSignal
}

/** A process of Node, started for the first task. It does not keep this one alive while it has nothing to do. */
export function workerProcess(options: WorkerOptions): Worker {
  const { signal } = options
  let open: OpenProcess | undefined
  const ask = (asked: Asked) => {
    try {
      if (open === undefined || open.hasEnded()) open = startProcess(options, again)
      open.ask(asked)
    } catch (error) {
      // the system has no memory for a process, or the input cannot be copied
      asked.reject(error as Error)
    }
  }
  /** Tasks that only waited did not end the process: each gets another one, once. */
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
      // what the task of that name returns
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

/** A task, and who waits for it. */
interface Asked extends Pick<TaskRequest, 'name' | 'input'> {
  readonly resolve: (value: unknown) => void
  readonly reject: (why: Error) => void
  /** A process ended before it came to it. */
  readonly isAgain: boolean
}

/**
 * Of Node: the part of its heap where objects are made, in MB. With what it gets by default, the process has up to 70 MB more at its
 * peak, and takes as long.
 */
const flags = ['--max-semi-space-size=4']

/**
 * Of glibc: memory from 128 KiB on goes back to the system as soon as it is freed, and so does the end of the heap. Else up to 64 MB stay,
 * as glibc takes what was freed for the usual size. A process cannot choose that after its start.
 */
const memorySettings = {
  MALLOC_ARENA_MAX: '1',
  MALLOC_MMAP_THRESHOLD_: String(128 << 10),
  MALLOC_TRIM_THRESHOLD_: String(128 << 10),
}

function spawnNode({ script, env }: Pick<WorkerOptions, 'script' | 'env'>): ChildProcess {
  const { LD_LIBRARY_PATH: libraries } = env
  return spawn(process.execPath, [...flags, script], {
    // of the job only what Node may need to start: no secret can be in it
    env: { ...memorySettings, ...(libraries === undefined ? {} : { LD_LIBRARY_PATH: libraries }) },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    serialization: 'advanced',
    // out of reach of Ctrl-C, which this process answers
    detached: true,
    windowsHide: true,
  })
}

/** @param onWaiting gets tasks that the process had not begun when it failed, and why it did */
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
    // they are done in the order in which they were given
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
      // where there is no channel, it has ended or was never started, which fails the task
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

/** Has this process wait for the end of the other one, or not. */
function keepAlive(child: ChildProcess, isWanted: boolean): void {
  const change = isWanted ? 'ref' : 'unref'
  child[change]()
  child.channel?.[change]()
  // what Node makes for a pipe, though its type does not say so
  if (child.stderr instanceof Socket) child.stderr[change]()
}

const keptCharacters = 100_000

/** Why it ended, if it printed that: an error of JavaScript, or of Node. */
function lastOf({ stderr }: ChildProcess): () => string {
  let printed = ''
  stderr?.setEncoding('utf8').on('data', (text: string) => {
    printed = (printed + text).slice(-keptCharacters)
  })
  return () => {
    // a crash of Node ends with its version, after the place of the error
    const line = printed.split('\n').findLast((one) => /^(?:\w*Error\b|FATAL ERROR:)/.test(one))
    return line === undefined ? '' : `: ${line}`
  }
}
