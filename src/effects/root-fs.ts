/** The root file system of a container, from the layers of its image or from a directory. */
import type { RandomAccess } from './files.ts'

export interface RootEntry {
  /** Absolute, without symbolic links. */
  readonly path: string
  readonly kind: 'file' | 'directory' | 'symlink' | 'other'
  /** Permission bits, with set-user-ID, set-group-ID and sticky. */
  readonly mode: number
  /** UID and GID. */
  readonly owner: { readonly user: number; readonly group: number }
  readonly size: number
  /** See `LayerMember`; only for files of an image. */
  readonly capabilities?: string
  /** Target of a symbolic link, as written. */
  readonly target?: string
}

export interface RootFs {
  /** The entry at a path, after following all symbolic links inside the root; undefined if there is none. */
  resolve(path: string): Promise<RootEntry | undefined>
  /** Like `resolve`, but without following a link at the end of the path. */
  entry(path: string): Promise<RootEntry | undefined>
  /** Names in a directory; empty if it is not a directory. */
  list(path: string): Promise<readonly string[]>
  /** Content of a file, after following links; undefined if it is not a file. */
  read(path: string): Promise<Uint8Array | undefined>
  /**
   * Calls `use` with the open file, after following links, and returns its result; undefined if it is not a file. For
   * programs, which are large.
   */
  readWith<T>(path: string, use: (file: RandomAccess) => T): Promise<T | undefined>
}
