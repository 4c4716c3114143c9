/** Progress of a local command on standard error, so that standard output contains only the result. */
import { secondsText } from '../common/english.ts'
import { CancelledError } from '../common/errors.ts'
import { escapeCharacter, harmless } from '../common/harmless.ts'
import type { Clock } from '../effects/clock.ts'
import type { Log } from '../effects/log.ts'
import { cutToWidth } from '../report/terminal/layout.ts'
import { plainEveryMs } from './log.ts'

/** For a file or a pipe: whole lines only. */
export function plainLog(clock: Clock, signal: AbortSignal, write: (text: string) => void): Log {
  const print = (line: string) => write(`${line}\n`)
  return {
    ...linesBy(print),
    async step(heading, work) {
      if (signal.aborted) throw new CancelledError()
      const since = clock.now()
      print(`▸ ${heading} …`)
      const done = await work()
      print(`  done: ${heading} (${secondsText(clock.now() - since)})`)
      return done
    },
    watch: (progress) => clock.every(plainEveryMs, () => print(`  ${progress()}`)),
  }
}

/** Prints only warnings and errors. */
export function quietLog(signal: AbortSignal, write: (text: string) => void): Log {
  const { warning, error } = linesBy((line) => write(`${line}\n`))
  return {
    info() {},
    notice() {},
    warning,
    error,
    async step(_, work) {
      if (signal.aborted) throw new CancelledError()
      return work()
    },
    watch: () => () => {},
  }
}

function linesBy(print: (line: string) => void): Pick<Log, 'info' | 'notice' | 'warning' | 'error'> {
  return {
    info: (line) => print(`  ${line}`),
    notice: (line) => print(`  note: ${line}`),
    warning: (line) => print(`  warning: ${line}`),
    error: (line) => print(`  error: ${line}`),
  }
}

/** A terminal whose last line can be redrawn. */
export interface Screen {
  /** Writes text unchanged, including control sequences. */
  write(text: string): void
  columns(): number
}

const redrawMs = 200
const frames = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏']
const clearLine = `\r${escapeCharacter}[2K`

/** A step, or work with progress. */
interface Activity {
  readonly text: () => string
  readonly since: number
}

/** For a terminal: redraws the last line with the current work. Finished steps stay above it. */
export function liveLog(clock: Clock, signal: AbortSignal, screen: Screen): Log {
  const steps = new Set<Activity>()
  const watched = new Set<Activity>()
  let frame = 0
  let isShown = false
  let stopTicking: (() => void) | undefined

  const print = (line: string) => {
    clear()
    screen.write(`${harmless(line)}\n`)
    draw()
  }
  const clear = () => {
    if (isShown) screen.write(clearLine)
    isShown = false
  }
  const draw = () => {
    const [step, watch] = [[...steps].at(-1), [...watched].at(-1)]
    const [shown, begun] = [watch ?? step, step ?? watch]
    if (shown === undefined || begun === undefined) return
    const state = signal.aborted ? 'cancelling · ' : ''
    const text = `${state}${shown.text()} · ${elapsedText(clock.now() - begun.since)}`
    const line = `${frames[frame % frames.length]} ${harmless(text).replaceAll('\n', ' ')}`
    // some terminals wrap after the last column
    screen.write(`${clearLine}${cutToWidth(line, screen.columns() - 1)}`)
    isShown = true
  }
  const during = (activities: Set<Activity>, text: () => string) => {
    const activity = { text, since: clock.now() }
    activities.add(activity)
    draw()
    stopTicking ??= clock.every(redrawMs, () => {
      frame += 1
      draw()
    })
    return () => {
      activities.delete(activity)
      clear()
      if (steps.size + watched.size > 0) return draw()
      stopTicking?.()
      stopTicking = undefined
    }
  }
  signal.addEventListener('abort', draw)

  return {
    ...linesBy(print),
    async step(heading, work) {
      if (signal.aborted) throw new CancelledError()
      const since = clock.now()
      const end = during(steps, () => heading)
      try {
        return await work()
      } finally {
        end()
        print(`▸ ${heading} (${secondsText(clock.now() - since)})`)
      }
    },
    watch: (progress) => during(watched, progress),
  }
}

/** `12 s`, `1 min 05 s`. */
function elapsedText(ms: number): string {
  const seconds = Math.floor(ms / 1000)
  if (seconds < 60) return `${seconds} s`
  return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, '0')} s`
}
