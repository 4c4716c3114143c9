/** The worker's side of `workerProcess`. */
import { messageOf } from '../common/errors.ts'
import { fail, type Result, succeed } from '../common/result.ts'
import type { Files } from '../effects/files.ts'
import type { WorkerTask } from '../effects/worker.ts'
import { realFiles } from './files.ts'

export interface TaskRequest {
  readonly number: number
  /** Name of the task. */
  readonly name: string
  readonly input: unknown
}

export interface TaskAnswer extends Pick<TaskRequest, 'number'> {
  readonly output: Result<unknown>
}

/** In bytes. The garbage collector frees smaller files soon enough. */
const small = 1 << 20

/** Files whose bytes are freed as soon as a task is done, because Node would free large ones late. */
function filesOfTask(): { readonly files: Pick<Files, 'readWith'>; readonly free: () => void } {
  // it writes no files
  const real = realFiles('')
  const large: ArrayBuffer[] = []
  return {
    files: {
      readWith: (path, use) =>
        real.readWith(path, (file) =>
          use({
            size: file.size,
            read(at, length) {
              const bytes = file.read(at, length)
              if (bytes.length > small && bytes.buffer instanceof ArrayBuffer) large.push(bytes.buffer)
              return bytes
            },
          }),
        ),
    },
    free() {
      for (const buffer of large) buffer.transfer(0)
    },
  }
}

/** Answers requests in sequence, each with the task of its name. Ends when the parent disconnects. */
export function runTasks(tasks: readonly WorkerTask<never, unknown>[]): void {
  const answerTo = async (
    files: Pick<Files, 'readWith'>,
    { number, name, input }: TaskRequest,
  ): Promise<TaskAnswer> => {
    try {
      const task = tasks.find((one) => one.name === name)
      if (task === undefined) throw new Error(`there is no task \`${name}\``)
      return { number, output: succeed(await task.run(files, input as never)) }
    } catch (error) {
      return { number, output: fail(messageOf(error)) }
    }
  }
  let last: Promise<unknown> = Promise.resolve()
  process.on('message', (request: TaskRequest) => {
    last = last.then(async () => {
      const { files, free } = filesOfTask()
      const answer = await answerTo(files, request)
      // an answer that does not fit into the channel is sent in parts: the next task would delay it, and a crash would lose it
      const sent = new Promise((resolve) => process.send?.(answer, resolve))
      free()
      await sent
    })
  })
  process.on('disconnect', () => process.exit())
}
