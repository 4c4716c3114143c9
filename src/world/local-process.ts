import { tmpdir } from 'node:os'
import { resolve } from 'node:path'
import type { LocalProcess } from '../commands/local/handles.ts'
import { harmlessInColor } from '../common/harmless.ts'
import { maskedLog, maskedTerminal } from '../effects/masked.ts'
import type { Terminal } from '../effects/terminal.ts'
import { secretsOf } from './host.ts'
import { realClock } from './log.ts'
import { openWorld, stopOnSignals } from './open.ts'
import { guardProcess } from './output.ts'
import { resultsHome, userResults } from './results-home.ts'
import { liveLog, plainLog, quietLog, type Screen } from './terminal-log.ts'
import { allowClosedPipe, catchAll } from './uncaught.ts'

const narrow = 100
const narrowest = 40
const widest = 120

export interface LocalFiles {
  /** Directory of the probe's source. */
  readonly probeSource: string
  /** The file that Node runs. */
  readonly script: string
  /** The file that the worker runs. */
  readonly workerScript: string
}

/** The process of a local command. */
export function localProcess(
  given: NodeJS.Process,
  { probeSource, script, workerScript }: LocalFiles,
): LocalProcess {
  const { argv, env, stdout, stderr, platform } = given
  const secrets = secretsOf(env)
  const { asIs } = guardProcess(given, secrets)
  const controller = new AbortController()
  const { signal } = controller
  const uncaught = catchAll(given, () => controller.abort())
  allowClosedPipe(stdout)
  const color = showsColors(env, stdout.isTTY)
  const terminal: Terminal = {
    print: (text) => (color ? asIs(() => stdout.write(harmlessInColor(text))) : void stdout.write(text)),
    printError: (text) => void stderr.write(text),
    color,
    // some terminals report a width of 0 columns
    width: Math.max(narrowest, Math.min(stdout.columns || narrow, widest)),
  }
  const screen: Screen = {
    write: (text) => asIs(() => stderr.write(text)),
    columns: () => stderr.columns,
  }
  return {
    terminal: maskedTerminal(terminal, secrets),
    resolve,
    probeSource,
    uncaught,
    args: argv.slice(2),
    openWorld({ isQuiet }) {
      stopOnSignals(controller)
      const log = isQuiet
        ? quietLog(signal, terminal.printError)
        : isLive(env, stderr)
          ? liveLog(realClock, signal, screen)
          : plainLog(realClock, signal, terminal.printError)
      return openWorld({
        env,
        temporaryRoot: tmpdir(),
        log: maskedLog(log, secrets),
        signal,
        secrets,
        results: localResults(script, env, platform),
        workerScript,
      })
    },
  }
}

function localResults(script: string, env: NodeJS.ProcessEnv, platform: NodeJS.Platform) {
  const directory = userResults(env, platform)
  return directory === undefined ? undefined : resultsHome(script, directory)
}

/** Respects NO_COLOR (no-color.org) and FORCE_COLOR (force-color.org); the latter wins. */
export function showsColors(env: NodeJS.ProcessEnv, isTTY = false): boolean {
  const { NO_COLOR: none = '', FORCE_COLOR: force = '', TERM: kind } = env
  if (force !== '') return !['0', 'false'].includes(force)
  return none === '' && isTTY && kind !== 'dumb'
}

/** Whether the terminal can redraw a line. */
function isLive({ TERM }: NodeJS.ProcessEnv, { isTTY, columns }: NodeJS.WriteStream): boolean {
  return isTTY && TERM !== 'dumb' && columns >= narrowest
}
