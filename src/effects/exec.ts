export type Env = Readonly<Record<string, string>>

export interface Output {
  readonly exitCode: number
  readonly stdout: string
  readonly stderr: string
}

export interface ExecOptions {
  readonly cwd?: string
  /** The whole environment of the command; the world's own filtered one when absent. */
  readonly env?: Env
  /**
   * A job that tidies up when what it runs has failed, and not when it is killed itself. When the run is cancelled, the
   * groups of its own that it has started are killed, and the job only when it does not end of that.
   */
  readonly tidies?: boolean
}

/** A running program that is spoken to line by line. */
export interface Session {
  send(line: string): void
  /** The next line of its standard output, or undefined when it has ended. Rejects after `timeoutMs`. */
  next(timeoutMs: number): Promise<string | undefined>
  /** Last lines of its standard error. */
  errors(): readonly string[]
  /** Ends it and waits for its end. */
  close(): Promise<void>
}

/** Runs commands given as values; never through a shell. A non-zero exit code is a result, not an error. */
export interface Exec {
  /** A quick question to a tool (git, go env). exitCode 127 when there is no such program. */
  tool(command: readonly string[], options?: ExecOptions): Promise<Output>
  /**
   * A short command that changes something outside. It runs to its end whatever happens, out of reach of the
   * terminal's signals: interrupted halfway it could leave behind what nobody knows of.
   */
  change(command: readonly string[], options?: ExecOptions): Promise<Output>
  /** A long command in a process group of its own, which is killed when the run is cancelled. */
  job(command: readonly string[], options?: ExecOptions): Promise<Output>
  session(command: readonly string[], options?: ExecOptions): Session
}
