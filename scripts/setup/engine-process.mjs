import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

/**
 * Starts an engine with the programs on the PATH of `env`, in a process of its own that ends it and removes everything
 * of it when `stop` is called or this process is gone. `answer` is undefined when it did not start.
 */
export function startKeeper(env) {
  // A session of its own: Ctrl-C in the terminal must not reach the engine before the work has tidied up.
  // It stops when its standard input closes, which happens however this process ends.
  const keeper = spawn(process.execPath, [fileURLToPath(new URL('engine-keeper.mjs', import.meta.url))], {
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
    interrupt: () => keeper.stdin.destroy(),
    serves: (group) => keeper.stdin.write(`${group}\n`),
  }
}

async function firstLine(output) {
  let answer = ''
  for await (const data of output) {
    answer += data
    if (answer.includes('\n')) break
  }
  return answer ? JSON.parse(answer) : undefined
}
