import * as core from '@actions/core'
import { CancelledError } from '../common/errors.ts'
import type { Clock } from '../effects/clock.ts'
import type { AnnotationPlace, Log } from '../effects/log.ts'

export const realClock: Clock = {
  now: () => performance.now(),
  wall: () => Date.now(),
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  every(ms, tick) {
    const timer = setInterval(tick, ms)
    return () => clearInterval(timer)
  },
}

function seconds(clock: Clock, since: number): string {
  return `${((clock.now() - since) / 1000).toFixed(1)} s`
}

function place(given: AnnotationPlace = {}): core.AnnotationProperties {
  return {
    ...(given.title === undefined ? {} : { title: given.title }),
    ...(given.file === undefined ? {} : { file: given.file }),
    ...(given.line === undefined ? {} : { startLine: given.line }),
  }
}

/** The job log of a workflow run: foldable groups and annotations. */
export function actionsLog(clock: Clock, signal: AbortSignal): Log {
  return {
    info: (line) => core.info(line),
    notice: (line, at) => core.notice(line, place(at)),
    warning: (line, at) => core.warning(line, place(at)),
    error: (line, at) => core.error(line, place(at)),
    async step(heading, work) {
      if (signal.aborted) throw new CancelledError()
      const since = clock.now()
      core.startGroup(heading)
      try {
        return await work()
      } finally {
        core.endGroup()
        core.info(`${heading}: ${seconds(clock, since)}`)
      }
    },
  }
}

/** The terminal: progress on standard error, so that standard output holds the result alone. */
export function terminalLog(clock: Clock, signal: AbortSignal, write: (text: string) => void): Log {
  const print = (line: string) => write(`${line}\n`)
  return {
    info: (line) => print(`  ${line}`),
    notice: (line) => print(`  note: ${line}`),
    warning: (line) => print(`  warning: ${line}`),
    error: (line) => print(`  error: ${line}`),
    async step(heading, work) {
      if (signal.aborted) throw new CancelledError()
      const since = clock.now()
      print(`▸ ${heading} …`)
      const done = await work()
      print(`  done: ${heading} (${seconds(clock, since)})`)
      return done
    },
  }
}
