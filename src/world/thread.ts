import { Worker } from 'node:worker_threads'
import { CancelledError, messageOf } from '../common/errors.ts'
import type { Thread } from '../effects/thread.ts'
import type { TaskAnswer, TaskRequest } from './thread-tasks.ts'

export interface ThreadOptions {
  /** The file that the thread runs: it calls `runTasks`. */
  readonly script: string
  readonly signal: AbortSignal
}

/** A thread of Node, started for the first task. It does not keep the process alive while it has nothing to do. */
export function workerThread({ script, signal }: ThreadOptions): Thread {
  let open: OpenWorker | undefined
  const ask = (asked: Asked) => {
    if (open === undefined || open.hasEnded()) open = startWorker(script, signal, again)
    open.ask(asked)
  }
  /** Tasks that only waited did not end the thread: each gets another one, once. */
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

interface OpenWorker {
  ask(asked: Asked): void
  hasEnded(): boolean
  close(): Promise<void>
}

/** A task, and who waits for it. */
interface Asked extends Pick<TaskRequest, 'name' | 'input'> {
  readonly resolve: (value: unknown) => void
  readonly reject: (why: Error) => void
  /** A thread ended before it came to it. */
  readonly isAgain: boolean
}

/**
 * In MB, of the part of its heap where objects are made. With what Node gives it by default, the thread has up to 70 MB more at its
 * peak, and takes as long.
 */
const youngHeapMb = 12

/** @param onWaiting gets tasks that the thread had not begun when it failed, and why it did */
function startWorker(
  script: string,
  signal: AbortSignal,
  onWaiting: (waited: readonly Asked[], why: Error) => void,
): OpenWorker {
  // neither variables nor flags of the process: it only computes
  const worker = new Worker(script, {
    env: {},
    execArgv: [],
    name: 'linkgate',
    resourceLimits: { maxYoungGenerationSizeMb: youngHeapMb },
  })
  const waiting = new Map<number, Asked>()
  let number = 0
  let end: Error | undefined
  let isClosed = false
  const stop = () => void worker.terminate()
  const fail = (why: Error) => {
    end ??= signal.aborted ? new CancelledError() : why
    // they are done in the order in which they were given
    const [first, ...others] = waiting.values()
    waiting.clear()
    first?.reject(end)
    if (isClosed) for (const { reject } of others) reject(end)
    else onWaiting(others, end)
  }
  worker.on('message', ({ number: of, output }: TaskAnswer) => {
    const one = waiting.get(of)
    waiting.delete(of)
    if (waiting.size === 0) worker.unref()
    if (output.ok) one?.resolve(output.value)
    else one?.reject(new Error(output.problem.message))
  })
  worker.on('error', (error) => fail(new Error(`its thread failed: ${messageOf(error)}`)))
  worker.on('messageerror', (error) => {
    fail(new Error(`its thread failed: ${messageOf(error)}`))
    stop()
  })
  worker.on('exit', (code) => {
    signal.removeEventListener('abort', stop)
    fail(new Error(`its thread ended with exit code ${code}`))
  })
  signal.addEventListener('abort', stop, { once: true })
  return {
    hasEnded: () => end !== undefined,
    ask(asked) {
      const request: TaskRequest = { number: number++, name: asked.name, input: asked.input }
      try {
        worker.postMessage(request)
      } catch (error) {
        // what cannot be copied is waited for by nobody
        asked.reject(error as Error)
        return
      }
      waiting.set(request.number, asked)
      worker.ref()
    },
    async close() {
      isClosed = true
      await worker.terminate()
    },
  }
}
