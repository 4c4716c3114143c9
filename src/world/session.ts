import type { ChildProcess } from 'node:child_process'
import { createInterface } from 'node:readline'
import { CancelledError } from '../common/errors.ts'
import type { Session } from '../effects/exec.ts'
import { killGroup } from './kill.ts'

const graceMs = 2_000
const keptErrorLines = 20

/** A program that was started in a process group of its own, with pipes for its input and output. */
export class ChildSession implements Session {
  readonly #child: ChildProcess
  readonly #command: readonly string[]
  readonly #signal: AbortSignal
  readonly #lines: string[] = []
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
    // that the other side has gone is what `next` tells, not a crash
    child.stdin?.on('error', () => {})
    this.#collect()
    signal.addEventListener('abort', this.#wakeUp)
  }

  #collect(): void {
    const { stdout, stderr } = this.#child
    if (stdout !== null) {
      createInterface({ input: stdout }).on('line', (line) => {
        this.#lines.push(line)
        this.#wakeUp()
      })
    }
    if (stderr !== null) {
      createInterface({ input: stderr }).on('line', (line) => {
        this.#errors.push(line)
        if (this.#errors.length > keptErrorLines) this.#errors.shift()
      })
    }
  }

  send(line: string): void {
    this.#child.stdin?.write(`${line}\n`)
  }

  async next(timeoutMs: number): Promise<string | undefined> {
    const deadline = performance.now() + timeoutMs
    for (;;) {
      if (this.#signal.aborted) throw new CancelledError()
      const line = this.#lines.shift()
      if (line !== undefined) return line
      if (this.#ended) return undefined
      const left = deadline - performance.now()
      if (left <= 0) throw new Error(`no answer from \`${this.#command.join(' ')}\` within ${timeoutMs} ms`)
      await this.#woken(left)
    }
  }

  /** Until something has happened, or for so many milliseconds. */
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
