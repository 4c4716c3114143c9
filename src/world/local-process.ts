import { tmpdir } from 'node:os'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import type { Arguments, OptionTable } from '../commands/local/arguments.ts'
import type { LocalProcess } from '../commands/local/handles.ts'
import { harmlessInColour } from '../common/harmless.ts'
import { didYouMean } from '../common/nearest.ts'
import { fail, type Result, succeed } from '../common/result.ts'
import { maskedLog, maskedTerminal } from '../effects/masked.ts'
import type { Terminal } from '../effects/terminal.ts'
import { secretsOf } from './host.ts'
import { realClock, terminalLog } from './log.ts'
import { openWorld, stopSignal } from './open.ts'
import { guardProcess } from './output.ts'

const narrow = 100
const widest = 120

/** The process of a local command. */
export function localProcess(given: NodeJS.Process, probeSource: string): LocalProcess {
  const { argv, env, stdout, stderr } = given
  const secrets = secretsOf(env)
  const { asIs } = guardProcess(given, secrets)
  const { isTTY = false, columns = narrow } = stdout
  const color = isTTY && env['NO_COLOR'] === undefined
  const terminal: Terminal = {
    print: (text) => (color ? asIs(() => stdout.write(harmlessInColour(text))) : void stdout.write(text)),
    printError: (text) => void stderr.write(text),
    color,
    width: Math.min(columns, widest),
  }
  return {
    terminal: maskedTerminal(terminal, secrets),
    resolve,
    probeSource,
    readArguments: (options) => parseArguments(argv.slice(2), options),
    openWorld() {
      const signal = stopSignal()
      const log = maskedLog(terminalLog(realClock, signal, terminal.printError), secrets)
      return openWorld({ env, temporaryRoot: tmpdir(), log, signal, secrets })
    },
  }
}

export function parseArguments(args: readonly string[], options: OptionTable): Result<Arguments> {
  try {
    return succeed(parseArgs({ args: [...args], options, allowPositionals: true }))
  } catch (error) {
    const message = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)
    const [, given] = /^Unknown option '(--?[^' ]+)/.exec(message) ?? []
    if (given === undefined) return fail(message)
    const names = Object.keys(options).map((name) => `--${name}`)
    return fail(`there is no option \`${given}\`: ${didYouMean(given, names)}`)
  }
}
