import type { Files } from './files.ts'

/** A function that may read files. Its input and its result can be copied between processes. */
export interface WorkerTask<Input, Output> {
  /** The worker finds the code by this name. */
  readonly name: string
  run(files: Pick<Files, 'readWith'>, input: Input): Promise<Output>
}

/** A separate process for tasks that compute for seconds, so that this one can continue reading. */
export interface Worker {
  /**
   * Tasks run one after the other, in the order of the calls. Rejects with CancelledError, or if the task or the worker
   * fails. After a failed worker, the waiting tasks run in another one, once.
   */
  run<Input, Output>(task: WorkerTask<Input, Output>, input: Input): Promise<Output>
  /** Ends the worker and its current task. The next task starts another worker. */
  close(): Promise<void>
}

/** Runs tasks in the process of the caller. */
export function inThisProcess(files: Pick<Files, 'readWith'>): Worker {
  return { run: (task, input) => task.run(files, input), close: async () => {} }
}
