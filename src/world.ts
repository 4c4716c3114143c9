/**
 * Everything that linkgate needs from the world, as small interfaces. `src/world/` has the one real implementation
 * of each; tests pass fakes. Whoever takes a World must not reach past it.
 */

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

/** One file, directory or link of a layer. Directories have no content. */
export interface LayerFile {
  /** Relative to the root of the image, without a leading slash. */
  readonly path: string
  readonly mode: number
  readonly content:
    | { readonly kind: 'directory' }
    | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
    | { readonly kind: 'file'; readonly from: string }
    | { readonly kind: 'symlink'; readonly target: string }
}

/** One entry of a layer archive, as its tar header says it. */
export interface LayerMember {
  /** As written. Bytes that are not UTF-8 stand as lone surrogates, U+DC00 + byte, as Python's surrogateescape does. */
  readonly path: string
  readonly kind: 'file' | 'directory' | 'symlink' | 'hardlink' | 'other'
  /** Permission bits, with set-user-ID, set-group-ID and sticky. */
  readonly mode: number
  /** Bytes of the file once unpacked; 0 for what has no content. */
  readonly size: number
  /** Of a symbolic or hard link, as written. */
  readonly target?: string
  /** Where its content begins in the uncompressed layer; absent where it has none or is stored sparsely. */
  readonly offset?: number
}

/** What is in a layer, and the way to the content of its files. */
export interface LayerContent {
  readonly members: readonly LayerMember[]
  /** Bytes of the uncompressed layer. */
  read(offset: number, length: number): Promise<Uint8Array>
}

export interface MeasuredLayer {
  /** sha256 of the uncompressed layer archive, hex. */
  readonly diffId: string
  readonly size: number
  /** Of the uncompressed bytes under gzip -6, whatever compression the archive has: the same on every image store. */
  readonly compressedSize: number
}

export interface ScannedLayer extends MeasuredLayer {
  readonly members: readonly LayerMember[]
}

export interface ArchiveEntry {
  readonly path: string
  readonly size: number
  /** The content of small entries (manifests, configurations); undefined for large blobs and for layers. */
  readonly bytes?: Uint8Array
  /** Target of a link; a hard link's begins with a slash, as it is relative to the archive. */
  readonly link?: string
  /** For an entry that is itself a tar archive, compressed or not. */
  readonly layer?: MeasuredLayer & { readonly content?: LayerContent }
}

/** What an image archive may cost; beyond it, reading ends with a problem. */
export interface ArchiveLimits {
  /** Bytes of all layers of an image, uncompressed. */
  readonly unpacked: number
  /** Entries of the archive, and of all layers together. */
  readonly entries: number
  /** Bytes of all names and link targets together. */
  readonly names: number
  /** Bytes of one manifest, index or configuration. */
  readonly json: number
}

/** The entries of an opened archive, before anything large is read. */
export interface ArchiveFiles {
  entry(path: string): Pick<ArchiveEntry, 'path' | 'size' | 'link'> | undefined
  /** Content of a file up to the limit for JSON; undefined when it is none. */
  read(path: string): Promise<Uint8Array | undefined>
}

export interface ChosenLayer {
  readonly path: string
  /** `sha256:…` or `sha512:…` of the entry as stored. */
  readonly digest?: string
  /** Hex sha256 that the uncompressed layer must have. */
  readonly diffId: string
}

export interface ReadOptions {
  /** Picks the layers to measure; everything that is a tar archive when absent. */
  readonly choose?: (files: ArchiveFiles) => Promise<readonly ChosenLayer[]>
  /** What is known of layers, by diff ID: those are not read again, and those that are read are added. */
  readonly known?: Map<string, Promise<ScannedLayer>>
  /** A directory for compressed layers whose files are asked for; without it each question decompresses anew. */
  readonly scratch?: string
  readonly limits?: Partial<ArchiveLimits>
  /** Aborted: reading is given up, which is a problem like any other. */
  readonly signal?: AbortSignal
}

/** Reads and writes tar archives in a reproducible way: fixed times, owners and order. */
export interface Archives {
  /** Writes a layer archive; the same files give the same bytes. Returns its sha256 (hex) and size. */
  writeLayer(
    path: string,
    files: readonly LayerFile[],
  ): Promise<{ readonly sha256: string; readonly size: number }>
  /** Writes a plain archive from named parts. */
  write(
    path: string,
    parts: readonly { readonly path: string; readonly from: string | Uint8Array }[],
  ): Promise<void>
  /**
   * The entries of an image archive or of a directory with an OCI layout: what was chosen, and what was read to
   * choose it. What is malformed or too large is a problem, in one sentence.
   */
  read(path: string, options?: ReadOptions): Promise<readonly ArchiveEntry[] | { readonly problem: string }>
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

export interface PullRequestComment {
  readonly id: number
  readonly body: string
  /** Empty for an account that is gone. */
  readonly author: string
  readonly url: string
}

/** A pull request as it is now. */
export interface PullRequest {
  readonly number: number
  readonly state: 'open' | 'closed'
  readonly headSha: string
  readonly headRef: string
  /** `owner/name`; undefined when the fork is gone. */
  readonly headRepository: string | undefined
  readonly baseRef: string
  /** `owner/name` of the repository that it asks to be merged into. */
  readonly baseRepository: string
  readonly labels: readonly string[]
}

/** What happened to a pull request, as far as it concerns labels and its head. */
export type PullRequestEvent =
  | {
      readonly kind: 'labeled' | 'unlabeled'
      readonly label: string
      /** undefined for an account that is gone. */
      readonly by: { readonly login: string; readonly bot: boolean } | undefined
      /** By the server's clock, as `2026-01-02T03:04:05Z`: the later of two is the greater text. */
      readonly at: string
    }
  | {
      readonly kind: 'pushed'
      /** The commit that came, or that the head was moved to; undefined where the server does not tell. */
      readonly sha: string | undefined
      /** When it was pushed or, where the server tells only that, committed; written as above, empty when unknown. */
      readonly at: string
    }

/** Of a person on a repository. Maintain counts as write and triage as read, as in GitHub's own answer. */
export type Permission = 'admin' | 'write' | 'read' | 'none'

/** What is said of a commit under a name; a branch rule can require that it is `success`. */
export interface CommitStatus {
  /** The name, such as `linkgate`. */
  readonly context: string
  readonly state: 'success' | 'failure' | 'error'
  /** At most 140 characters. */
  readonly description: string
  /** Where to read more; empty for nowhere. */
  readonly url: string
}

export interface StatusThere extends Omit<CommitStatus, 'state'> {
  readonly state: CommitStatus['state'] | 'other'
  /** Of two of a commit, the greater is of the one that was set later. */
  readonly id: number
  /** Empty for an account that is gone. */
  readonly author: string
}

/** A mark on a comment of ours that one run at a time can set: see `GitHub.claim`. */
export interface Claim {
  readonly commentId: number
  readonly reactionId: number
  /** Whether this call set it, or found it set. */
  readonly ours: boolean
  /** Milliseconds since it was set, by the server's clock. */
  readonly ageMs: number
}

/** The few calls to GitHub's API that publishing needs, for one repository. */
export interface GitHub {
  /** Login under which this token writes, or undefined where the server does not tell. */
  viewer(): Promise<string | undefined>
  /** All comments of a pull request, all pages, oldest first. */
  comments(pullRequest: number): Promise<readonly PullRequestComment[]>
  createComment(pullRequest: number, body: string): Promise<PullRequestComment>
  updateComment(id: number, body: string): Promise<PullRequestComment>
  deleteComment(id: number): Promise<void>
  /**
   * Sets a reaction of ours on a comment. It is the one thing on GitHub that can be set and tells whether it was set
   * before, and that notifies nobody.
   */
  claim(commentId: number): Promise<Claim>
  /** Removes that very reaction, also when the run is being cancelled. False when it was gone already. */
  release(claim: Claim): Promise<boolean>
  pullRequest(number: number): Promise<PullRequest>
  /** Open pull requests from a branch of a repository of `owner`; the server may list others, too. */
  pullRequestsFrom(owner: string, ref: string): Promise<readonly PullRequest[]>
  /** Pull requests that a commit belongs to; of commits in forks the server knows some or none. */
  pullRequestsWith(sha: string): Promise<readonly PullRequest[]>
  /** What happened to a pull request, all pages, in the server's order, which is oldest first. */
  history(pullRequest: number): Promise<readonly PullRequestEvent[]>
  /** `none` also for who has no account any more. */
  permissionOf(login: string): Promise<Permission>
  /** Every status that a commit was ever given, all pages. Of those of a context the one that was set last counts. */
  statuses(sha: string): Promise<readonly StatusThere[]>
  /** Where an answer is lost, the same is set once more. */
  setStatus(sha: string, status: CommitStatus): Promise<StatusThere>
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
