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
   * @param memory for the bytes, used if it is large enough: reading in pieces then needs no new memory for each
   */
  read(at: number, length: number, memory?: Uint8Array): Uint8Array
}

export interface Files {
  /** undefined if there is no such file. */
  read(path: string): Promise<Uint8Array | undefined>
  /** The first `size` bytes of a file; fewer if it is shorter. */
  readStart(path: string, size: number): Promise<Uint8Array | undefined>
  /** What `use` makes of a file while it is open; undefined if there is no such file. */
  readWith<T>(path: string, use: (file: RandomAccess) => T): Promise<T | undefined>
  readText(path: string): Promise<string | undefined>
  /**
   * Creates missing parents.
   *
   * @param piece so many bytes are written at a time: Linux keeps a file in memory in pieces as it was written
   */
  write(path: string, content: string | Uint8Array, mode?: number, piece?: number): Promise<void>
  /** @param piece as of `write` */
  append(path: string, content: string | Uint8Array, piece?: number): Promise<void>
  /** A symbolic link where nothing is. */
  makeLink(path: string, target: string): Promise<void>
  /** Permission bits, including the sticky bit. */
  setMode(path: string, mode: number): Promise<void>
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
  /** File, symbolic link or directory tree, keeping modes and times; overwrites. False when there is nothing to copy. */
  copy(from: string, to: string): Promise<boolean>
  /** Atomic within a file system: a reader sees the old file or the new one. */
  move(from: string, to: string): Promise<void>
  /**
   * Gives everything in a directory a modification time that depends only on its content: equal times for equal content in base
   * and head, and different times otherwise, because a builder that compares times takes equal ones for no change. Returns the
   * tree; an entry whose name is not UTF-8 is of kind `other` there.
   */
  setTimesByContent(directory: string): Promise<readonly TreeEntry[]>
  /** File or directory tree; nothing happens when it is not there. */
  remove(path: string): Promise<void>
  /** Hex digest of a file. */
  sha256(path: string): Promise<string>
}
