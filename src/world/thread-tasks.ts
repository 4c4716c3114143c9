/** The other side of `workerThread`: what runs in a thread of its own. */
import { parentPort } from 'node:worker_threads'
import { messageOf } from '../common/errors.ts'
import { fail, type Result, succeed } from '../common/result.ts'
import type { ThreadTask } from '../effects/thread.ts'
import { realFiles } from './files.ts'

export interface TaskRequest {
  readonly number: number
  /** Of the task. */
  readonly name: string
  readonly input: unknown
}

export interface TaskAnswer extends Pick<TaskRequest, 'number'> {
  readonly output: Result<unknown>
}

/** Answers requests, one after the other: each task gets what was given with its name. */
export function runTasks(tasks: readonly ThreadTask<never, unknown>[]): void {
  // it writes no files
  const files = realFiles('')
  const answerTo = async ({ number, name, input }: TaskRequest): Promise<TaskAnswer> => {
    try {
      const task = tasks.find((one) => one.name === name)
      if (task === undefined) throw new Error(`there is no task \`${name}\``)
      return { number, output: succeed(await task.run(files, input as never)) }
    } catch (error) {
      return { number, output: fail(messageOf(error)) }
    }
  }
  let last: Promise<unknown> = Promise.resolve()
  parentPort?.on('message', (request: TaskRequest) => {
    last = last.then(async () => parentPort?.postMessage(await answerTo(request)))
  })
}
