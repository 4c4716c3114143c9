export interface FileEntry {
  readonly name: string
  readonly kind: 'file' | 'directory' | 'symlink' | 'other'
}

/** An entry of a directory tree. */
export interface TreeEntry extends Pick<FileEntry, 'kind'> {
  /** From the root of the tree, which is `.`; with `/`. */
  readonly path: string
  /** Permission bits; 0 for a link. */
  readonly mode: number
  /** Hex sha256 of a file's bytes or of a link's target; empty for anything else. */
  readonly digest: string
}

/** An open file, for reads at any position. */
export interface RandomAccess {
  readonly size: number
  /**
   * `length` bytes from `at`; fewer only at the end of the file.
   *
   * @param memory buffer for the bytes, used if it is large enough, so that reading in pieces need not allocate one for each
   */
  read(at: number, length: number, memory?: Uint8Array): Uint8Array
}

export interface Files {
  /** undefined if there is no such file. */
  read(path: string): Promise<Uint8Array | undefined>
  /** The first `size` bytes of a file; fewer if it is shorter. */
  readStart(path: string, size: number): Promise<Uint8Array | undefined>
  /** Calls `use` with the open file, and returns its result; undefined if there is no such file. */
  readWith<T>(path: string, use: (file: RandomAccess) => T): Promise<T | undefined>
  readText(path: string): Promise<string | undefined>
  /**
   * Creates missing parents.
   *
   * @param piece size of each write in bytes: it determines how large the units are in which Linux caches the file
   */
  write(path: string, content: string | Uint8Array, mode?: number, piece?: number): Promise<void>
  /** @param piece as for `write` */
  append(path: string, content: string | Uint8Array, piece?: number): Promise<void>
  /** Creates a symbolic link. Fails if the path exists. */
  makeLink(path: string, target: string): Promise<void>
  /** Sets the permission bits, including the sticky bit. */
  setMode(path: string, mode: number): Promise<void>
  /** The entries, sorted by name; empty if there is no such directory. */
  list(directory: string): Promise<readonly FileEntry[]>
  /** Follows symbolic links; undefined if the path does not exist. */
  stat(
    path: string,
  ): Promise<
    { readonly kind: FileEntry['kind']; readonly size: number; readonly modifiedMs: number } | undefined
  >
  /** The path without symbolic links; undefined if it does not exist. */
  realPath(path: string): Promise<string | undefined>
  makeDirectory(path: string): Promise<void>
  /** Creates a private directory in the temporary directory. */
  makeTemporary(prefix: string): Promise<string>
  /** Copies a file, symbolic link or directory tree with modes and times, and overwrites. False if `from` does not exist. */
  copy(from: string, to: string): Promise<boolean>
  /** Atomic within a file system: a reader sees either the old file or the new one. */
  move(from: string, to: string): Promise<void>
  /**
   * Sets the modification time of each file in a directory to one that depends only on its content. Builders consider a file
   * unchanged if its time is, so equal content must have equal times in base and head, and different content different
   * ones. Returns the tree; in it, an entry whose name is not UTF-8 has the kind `other`.
   */
  setTimesByContent(directory: string): Promise<readonly TreeEntry[]>
  /** Removes a file or directory tree, if it exists. */
  remove(path: string): Promise<void>
  /** Hex sha256 of a file. */
  sha256(path: string): Promise<string>
}
