export type Env = Readonly<Record<string, string>>

export interface Output {
  readonly exitCode: number
  readonly stdout: string
  readonly stderr: string
  /** `run` killed it because of `limitMs`. */
  readonly tookTooLong?: boolean
}

export interface ExecOptions {
  readonly cwd?: string
  /** The whole environment of the command. Default: that of the world, without secrets. */
  readonly env?: Env
  /** Variables in addition to those of `env`. */
  readonly variables?: Env
  /**
   * For `run`: the command cleans up when its child processes fail, but not when it is killed itself. On cancellation,
   * only their process groups are killed at first, and the command itself if it does not end then.
   */
  readonly tidies?: boolean
  /**
   * For `run`: whether the command has a lower priority than other processes. It has an effect only where Linux groups
   * processes by session: see autogroups in sched(7).
   */
  readonly yields?: boolean
  /** For `run`: time limit in milliseconds, after which the command is killed; the exit code is then 137. */
  readonly limitMs?: number
  /** For `run`: receives standard error in pieces. It is then empty in the output. */
  readonly takeErrors?: (piece: string) => void
  /** For `run`: receives standard error in pieces, and keeps it in the output. */
  readonly watchErrors?: (piece: string) => void
}

/** A running program and the lines exchanged with it. */
export interface Session {
  send(line: string): void
  /** The next line of its standard output; undefined once it has ended. Rejects after `timeoutMs`. */
  next(timeoutMs: number): Promise<string | undefined>
  /** Last lines of its standard error. */
  errors(): readonly string[]
  /** Ends the program and waits for that. */
  close(): Promise<void>
}

/** Runs commands from argument lists, never through a shell. A non-zero exit code is a result, not an error. */
export interface Exec {
  /** Runs a tool that prints its version or settings, a few kilobytes. exitCode 127 if there is no such tool. */
  ask(command: readonly string[], options?: ExecOptions): Promise<Output>
  /**
   * Runs a quick command that only reads (git, go mod edit). exitCode 127 if there is no such program.
   *
   * @throws {LongOutputError} if it prints more than linkgate reads
   */
  query(command: readonly string[], options?: ExecOptions): Promise<Output>
  /**
   * Runs a short command with an effect outside this process. It completes even if the run is cancelled or the terminal
   * sends a signal: interrupted halfway, it could leave something behind that nothing removes.
   */
  commit(command: readonly string[], options?: ExecOptions): Promise<Output>
  /** Runs a long command in its own process group, which is killed when the run is cancelled. */
  run(command: readonly string[], options?: ExecOptions): Promise<Output>
  /** Starts a long command that the caller exchanges lines with. */
  open(command: readonly string[], options?: ExecOptions): Session
}
