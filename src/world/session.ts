import type { ChildProcess } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { CancelledError } from '../common/errors.ts'
import type { Session } from '../effects/exec.ts'
import { killGroup } from './kill.ts'

const graceMs = 2_000
const keptErrorLines = 20
/** Maximum length of all unread lines together, in characters. The probe writes a few kilobytes at once. */
const mostWaiting = 4 * 1024 * 1024

/** A program that was started in its own process group, with pipes for its input and output. */
export class ChildSession implements Session {
  readonly #child: ChildProcess
  readonly #command: readonly string[]
  readonly #signal: AbortSignal
  #lines: string[] = []
  /** Number of lines that were read. */
  #taken = 0
  /** Length of the unread lines, in characters. */
  #waiting = 0
  readonly #errors: string[] = []
  readonly #closed: Promise<void>
  #ended = false
  #wake: (() => void) | undefined
  readonly #wakeUp = () => this.#wake?.()

  constructor(child: ChildProcess, command: readonly string[], signal: AbortSignal) {
    this.#child = child
    this.#command = command
    this.#signal = signal
    this.#closed = new Promise((resolve) => {
      const end = () => {
        this.#ended = true
        this.#wakeUp()
        resolve()
      }
      child.on('error', (error) => {
        this.#errors.push(error.message)
        end()
      })
      child.on('close', end)
    })
    // if the program has ended, `next` reports that; an unhandled error would crash the process
    child.stdin?.on('error', () => {})
    this.#collect()
    signal.addEventListener('abort', this.#wakeUp)
  }

  #collect(): void {
    const { stdout, stderr } = this.#child
    this.#lineByLine(stdout, (line) => {
      this.#lines.push(line)
      this.#waiting += line.length
      this.#wakeUp()
    })
    this.#lineByLine(stderr, (line) => {
      this.#errors.push(line)
      if (this.#errors.length > keptErrorLines) this.#errors.shift()
    })
  }

  /** Kills the program if it prints too much: an app may write endlessly into the output of the probe. */
  #lineByLine(stream: Readable | null, take: (line: string) => void): void {
    if (stream === null) return
    let unfinished = 0
    stream.on('data', (chunk: Buffer) => {
      unfinished += chunk.length
      if (unfinished + this.#waiting <= mostWaiting || this.#child.killed) return
      this.#errors.push('it printed more than linkgate reads, so linkgate stopped it')
      this.#child.kill('SIGKILL')
      killGroup(this.#child)
    })
    createInterface({ input: stream }).on('line', (line) => {
      unfinished = 0
      take(line)
    })
  }

  send(line: string): void {
    this.#child.stdin?.write(`${line}\n`)
  }

  #take(): string | undefined {
    const line = this.#lines[this.#taken]
    if (line === undefined) return undefined
    this.#waiting -= line.length
    this.#taken += 1
    if (this.#taken === this.#lines.length) {
      this.#lines = []
      this.#taken = 0
    }
    return line
  }

  async next(timeoutMs: number): Promise<string | undefined> {
    const deadline = performance.now() + timeoutMs
    for (;;) {
      if (this.#signal.aborted) throw new CancelledError()
      const line = this.#take()
      if (line !== undefined) return line
      if (this.#ended) return undefined
      const left = deadline - performance.now()
      if (left <= 0) throw new Error(`no answer from \`${this.#command.join(' ')}\` within ${timeoutMs} ms`)
      await this.#woken(left)
    }
  }

  /** Resolves on the next event, or after `ms`. */
  #woken(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms)
      this.#wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }

  errors(): readonly string[] {
    return this.#errors
  }

  async close(): Promise<void> {
    this.#signal.removeEventListener('abort', this.#wakeUp)
    this.#child.stdin?.end()
    const timer = setTimeout(() => killGroup(this.#child), graceMs)
    await this.#closed
    clearTimeout(timer)
  }
}
