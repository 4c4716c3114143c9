import type { Files } from './files.ts'

/** A function of files, whose input and result can be copied between threads. */
export interface ThreadTask<Input, Output> {
  /** By which a thread finds its code. */
  readonly name: string
  run(files: Pick<Files, 'readWith'>, input: Input): Promise<Output>
}

/** A thread beside the main one, for tasks that compute for seconds: the main one goes on reading meanwhile. */
export interface Thread {
  /**
   * Tasks run one after the other, in the order in which they are given. Rejects with CancelledError, or if the task or the whole
   * thread fails; then the tasks after it get another thread, once.
   */
  run<Input, Output>(task: ThreadTask<Input, Output>, input: Input): Promise<Output>
  /** Ends the thread and whatever runs in it. The next task starts another one. */
  close(): Promise<void>
}

/** The thread of the caller. */
export function thisThread(files: Pick<Files, 'readWith'>): Thread {
  return { run: (task, input) => task.run(files, input), close: async () => {} }
}
