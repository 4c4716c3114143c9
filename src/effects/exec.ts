export type Env = Readonly<Record<string, string>>

export interface Output {
  readonly exitCode: number
  readonly stdout: string
  readonly stderr: string
  /** Of `run`: it was killed because of its `limitMs`, and not by another process. */
  readonly tookTooLong?: boolean
}

export interface ExecOptions {
  readonly cwd?: string
  /** The whole environment of the command; the world's own filtered one when absent. */
  readonly env?: Env
  /** Variables in addition to those of `env`. */
  readonly variables?: Env
  /**
   * For `run`, of a command that tidies up when what it started has failed, but not when it is killed itself. When the
   * run is cancelled, the process groups that the command has started are killed; the command itself only if it does
   * not end then.
   */
  readonly tidies?: boolean
  /** For `run`: after so many milliseconds the command is killed, which gives the exit code 137. */
  readonly limitMs?: number
  /** For `run`: takes standard error piece by piece, which is then empty in the output. */
  readonly takeErrors?: (piece: string) => void
  /** For `run`: sees standard error piece by piece, as it comes. */
  readonly watchErrors?: (piece: string) => void
}

/** A running program and the lines exchanged with it. */
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
  /** Runs a tool that reports its version or its settings, in a few kilobytes. exitCode 127 when there is no such tool. */
  ask(command: readonly string[], options?: ExecOptions): Promise<Output>
  /**
   * A quick command that only reads (git, go mod edit). exitCode 127 when there is no such program.
   *
   * @throws {InputError} if it prints more than linkgate reads
   */
  query(command: readonly string[], options?: ExecOptions): Promise<Output>
  /**
   * A short command that changes something outside. It runs to its end even when the run is cancelled, out of reach of
   * the terminal's signals: interrupted halfway, it could leave something behind that nothing removes.
   */
  commit(command: readonly string[], options?: ExecOptions): Promise<Output>
  /** A long command in its own process group, which is killed when the run is cancelled. */
  run(command: readonly string[], options?: ExecOptions): Promise<Output>
  /** A long command that is talked to while it runs. */
  open(command: readonly string[], options?: ExecOptions): Session
}
