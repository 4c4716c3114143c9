import type { Files } from './files.ts'

/** A function of files, whose input and result can be copied between processes. */
export interface WorkerTask<Input, Output> {
  /** By which the worker finds its code. */
  readonly name: string
  run(files: Pick<Files, 'readWith'>, input: Input): Promise<Output>
}

/** A separate process for tasks that compute for seconds, so that this one can continue reading. */
export interface Worker {
  /**
   * Tasks run one after the other, in the order in which they are given. Rejects with CancelledError, or if the task or the whole
   * worker fails; then the tasks after it get another worker, once.
   */
  run<Input, Output>(task: WorkerTask<Input, Output>, input: Input): Promise<Output>
  /** Ends the worker and whatever runs in it. The next task starts another one. */
  close(): Promise<void>
}

/** The process of the caller. */
export function inThisProcess(files: Pick<Files, 'readWith'>): Worker {
  return { run: (task, input) => task.run(files, input), close: async () => {} }
}
