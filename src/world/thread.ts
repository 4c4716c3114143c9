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
  return {
    async run<Input, Output>({ name }: { readonly name: string }, input: Input): Promise<Output> {
      if (signal.aborted) throw new CancelledError()
      if (open === undefined || open.hasEnded()) open = startWorker(script, signal)
      // what the task of that name returns
      return (await open.ask(name, input)) as Output
    },
    close: async () => open?.close(),
  }
}

interface OpenWorker {
  ask(name: string, input: unknown): Promise<unknown>
  hasEnded(): boolean
  close(): Promise<void>
}

interface Asked {
  readonly resolve: (value: unknown) => void
  readonly reject: (why: Error) => void
}

/**
 * In MB, of the part of its heap where objects are made. With what Node gives it by default, the thread has up to 70 MB more at its
 * peak, and takes as long.
 */
const youngHeapMb = 12

function startWorker(script: string, signal: AbortSignal): OpenWorker {
  // neither variables nor flags of the process: it only computes
  const worker = new Worker(script, {
    env: {},
    execArgv: [],
    name: 'linkgate',
    resourceLimits: { maxYoungGenerationSizeMb: youngHeapMb },
  })
  const waiting = new Map<number, Asked>()
  let asked = 0
  let end: Error | undefined
  const stop = () => void worker.terminate()
  const fail = (why: Error) => {
    end ??= signal.aborted ? new CancelledError() : why
    for (const { reject } of waiting.values()) reject(end)
    waiting.clear()
  }
  worker.on('message', ({ number, output }: TaskAnswer) => {
    const one = waiting.get(number)
    waiting.delete(number)
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
    ask(name, input) {
      const request: TaskRequest = { number: asked++, name, input }
      return new Promise((resolve, reject) => {
        // what cannot be copied is waited for by nobody
        worker.postMessage(request)
        waiting.set(request.number, { resolve, reject })
        worker.ref()
      })
    },
    async close() {
      await worker.terminate()
    },
  }
}
