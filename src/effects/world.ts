/**
 * Everything that linkgate needs from the world, as small interfaces. `src/world/` has the one real implementation
 * of each; tests pass fakes. Whoever takes a World must not reach past it.
 */
import type { Archives } from './archives.ts'
import type { GitHub } from './github.ts'

export interface Output {
  readonly exitCode: number
  readonly stdout: string
  readonly stderr: string
}

export type Env = Readonly<Record<string, string>>

export interface RunOptions {
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
  tool(command: readonly string[], options?: RunOptions): Promise<Output>
  /**
   * A short command that changes something outside. It runs to its end whatever happens, out of reach of the
   * terminal's signals: interrupted halfway it could leave behind what nobody knows of.
   */
  change(command: readonly string[], options?: RunOptions): Promise<Output>
  /** A long command in a process group of its own, which is killed when the run is cancelled. */
  job(command: readonly string[], options?: RunOptions): Promise<Output>
  session(command: readonly string[], options?: RunOptions): Session
}

export interface FileEntry {
  readonly name: string
  readonly kind: 'file' | 'directory' | 'symlink' | 'other'
}

/** An open file, for reading here and there in it. */
export interface RandomAccess {
  readonly size: number
  /** `length` bytes from `at`; fewer only where the file ends before. */
  read(at: number, length: number): Uint8Array
}

export interface Files {
  /** undefined when there is no such file. */
  read(path: string): Promise<Uint8Array | undefined>
  /** The first bytes of a file, or fewer where it is shorter. */
  readStart(path: string, size: number): Promise<Uint8Array | undefined>
  /** What `use` makes of a file while it is open; undefined when there is no such file. */
  readWith<T>(path: string, use: (file: RandomAccess) => T): Promise<T | undefined>
  readText(path: string): Promise<string | undefined>
  /** Creates missing parents. */
  write(path: string, content: string | Uint8Array, mode?: number): Promise<void>
  append(path: string, content: string): Promise<void>
  /** Empty when there is no such directory. */
  list(directory: string): Promise<readonly FileEntry[]>
  /** undefined when nothing is there; follows symbolic links. */
  stat(
    path: string,
  ): Promise<
    { readonly kind: FileEntry['kind']; readonly size: number; readonly modifiedMs: number } | undefined
  >
  /** The path without symbolic links, or undefined when nothing is there. */
  realPath(path: string): Promise<string | undefined>
  makeDirectory(path: string): Promise<void>
  /** A fresh private directory under the temporary folder. */
  makeTemporary(prefix: string): Promise<string>
  /** File, symbolic link or directory tree, keeping modes; overwrites. False when there is nothing to copy. */
  copy(from: string, to: string): Promise<boolean>
  /** Within a file system, at once: whoever looks sees the old file or the new one. */
  move(from: string, to: string): Promise<void>
  /**
   * Gives everything in a directory a time of modification that follows from its content alone: the same on each side of a
   * comparison where the content is, and another where it is not, since who compares times takes equal ones for no change.
   */
  setTimesByContent(directory: string): Promise<void>
  /** File or directory tree; nothing happens when it is not there. */
  remove(path: string): Promise<void>
  /** Hex digest of a file. */
  sha256(path: string): Promise<string>
}

export interface Clock {
  /** Monotonic milliseconds since the program started. */
  now(): number
  /** Milliseconds since 1970, for comparing with the times of files. */
  wall(): number
  sleep(ms: number): Promise<void>
}

export interface AnnotationPlace {
  readonly file?: string
  readonly line?: number
  readonly title?: string
}

/** What the person reading the job log or the terminal sees while it works. */
export interface Log {
  info(line: string): void
  notice(line: string, place?: AnnotationPlace): void
  warning(line: string, place?: AnnotationPlace): void
  error(line: string, place?: AnnotationPlace): void
  /** Frames a step: its heading now, its seconds when it ends. */
  step<T>(heading: string, work: () => Promise<T>): Promise<T>
}

/** A store of directories between runs of a workflow. */
export interface CacheStore {
  /** The key of what was restored, or undefined. May throw: a cache fault is a notice to its user. */
  restore(paths: readonly string[], key: string, restoreKeys: readonly string[]): Promise<string | undefined>
  save(paths: readonly string[], key: string): Promise<void>
}

export interface Host {
  /** GOOS and GOARCH of this machine. */
  readonly os: string
  readonly arch: string
  readonly cpus: number
  /** Name and version of the hosted runner's image. */
  readonly image?: string
  /** What built programs may see: without tokens, INPUT_* and ACTIONS_*. */
  readonly env: Env
}

export interface World {
  readonly exec: Exec
  readonly files: Files
  readonly archives: Archives
  readonly clock: Clock
  /** Uniform in [0, 1). */
  readonly random: () => number
  readonly log: Log
  readonly host: Host
  /** Aborted when the user or the runner asks to stop. */
  readonly signal: AbortSignal
  /** Absent where nothing can be kept between runs. */
  readonly cache?: CacheStore
  /** Absent without a token. */
  readonly github?: GitHub
}
