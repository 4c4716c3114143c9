import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { Readable } from 'node:stream'

/** The keeper's report about its engine, once the engine responds. */
export interface Kept {
  /** For DOCKER_HOST. */
  readonly host: string
  readonly version: string
  /** Description of the network of its containers, for messages. */
  readonly network: string
}

export interface Keeper {
  /** Undefined if the engine did not start. Then the keeper has printed the reason. */
  readonly answer: Promise<Kept | undefined>
  /** Stops the engine and removes all its files. */
  stop(): Promise<void>
  /** Like `stop`, but does not wait. */
  interrupt(): void
  /** Sets the process group that uses the engine, which the keeper kills before the engine. */
  serves(group: number): void
}

/**
 * Starts an engine with the programs on the PATH of `env`, in a separate process that stops it and removes all its files when
 * `stop` is called or this process is gone.
 */
export function startKeeper(env: NodeJS.ProcessEnv): Keeper {
  // In a separate session, because Ctrl-C in the terminal must not reach the engine before the task has cleaned up. The
  // keeper stops
  // when its standard input closes, which happens even if this process is killed.
  const keeper = spawn(process.execPath, [join(import.meta.dirname, 'keeper.ts')], {
    env,
    detached: true,
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const ended = once(keeper, 'exit')
  keeper.stdin.on('error', () => {})
  return {
    answer: firstLine(keeper.stdout),
    stop: async () => {
      keeper.stdin.destroy()
      await ended
    },
    interrupt: () => void keeper.stdin.destroy(),
    serves: (group) => void keeper.stdin.write(`${group}\n`),
  }
}

async function firstLine(output: Readable): Promise<Kept | undefined> {
  let answer = ''
  for await (const data of output) {
    answer += data
    if (answer.includes('\n')) break
  }
  return answer === '' ? undefined : (JSON.parse(answer) as Kept)
}
