import { posix } from 'node:path'
import { runLocalCommand } from '../../../src/commands/local/local.ts'
import { type FakeOptions, type FakeWorld, fakeWorld } from '../world/world.ts'

export interface LocalRun {
  readonly exitCode: number
  readonly stdout: string
  readonly stderr: string
  /** Undefined if the command needed none. */
  readonly world: FakeWorld | undefined
}

/** A local command in `/here`, with a world in memory and 80 columns without colors. */
export async function runLocal(args: readonly string[], options: FakeOptions = {}): Promise<LocalRun> {
  let [stdout, stderr] = ['', '']
  let world: FakeWorld | undefined
  const exitCode = await runLocalCommand({
    terminal: {
      print: (text) => {
        stdout += text
      },
      printError: (text) => {
        stderr += text
      },
      color: false,
      width: 80,
    },
    probeSource: '/linkgate/probe',
    resolve: (path) => posix.resolve('/here', path),
    args,
    uncaught: () => undefined,
    openWorld: () => {
      world = fakeWorld(options)
      return world
    },
  })
  return { exitCode, stdout, stderr, world }
}
