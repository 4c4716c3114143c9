import * as core from '@actions/core'
import { secondsText } from '../common/english.ts'
import { CancelledError } from '../common/errors.ts'
import { harmless } from '../common/harmless.ts'
import type { Clock } from '../effects/clock.ts'
import type { AnnotationPlace, Log } from '../effects/log.ts'
import type { GuardedOutput } from './output.ts'

export const realClock: Clock = {
  now: () => performance.now(),
  wall: () => Date.now(),
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  every(ms, tick) {
    const timer = setInterval(tick, ms)
    return () => clearInterval(timer)
  },
}

/** Interval of progress lines in a job log or a file. */
export const plainEveryMs = 10_000

/** In characters. GitHub rejects longer titles. */
const longestTitle = 255

const oneLine = (text: string) => harmless(text).replaceAll('\n', ' ')

function place(given: AnnotationPlace = {}): core.AnnotationProperties {
  return {
    ...(given.title === undefined ? {} : { title: shortened(oneLine(given.title), longestTitle) }),
    ...(given.file === undefined ? {} : { file: oneLine(given.file) }),
    ...(given.line === undefined ? {} : { startLine: given.line }),
  }
}

function shortened(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1).toWellFormed()}…`
}

/** The job log of a workflow run, with collapsible groups and annotations. Texts cannot contain other commands for the runner. */
export function actionsLog(clock: Clock, signal: AbortSignal, { asIs }: Pick<GuardedOutput, 'asIs'>): Log {
  return {
    info: (line) => core.info(line),
    notice: (line, at) => asIs(() => core.notice(harmless(line), place(at))),
    warning: (line, at) => asIs(() => core.warning(harmless(line), place(at))),
    error: (line, at) => asIs(() => core.error(harmless(line), place(at))),
    async step(heading, work) {
      if (signal.aborted) throw new CancelledError()
      const since = clock.now()
      asIs(() => core.startGroup(oneLine(heading)))
      try {
        return await work()
      } finally {
        asIs(() => core.endGroup())
        core.info(`${heading}: ${secondsText(clock.now() - since)}`)
      }
    },
    watch: (progress) => clock.every(plainEveryMs, () => core.info(progress())),
  }
}
