/** The root file system of a container, as its image's layers give it or as a directory holds it. */
import type { RandomAccess } from './files.ts'

export interface RootEntry {
  /** Absolute, without symbolic links. */
  readonly path: string
  readonly kind: 'file' | 'directory' | 'symlink' | 'other'
  /** Permission bits, with set-user-ID, set-group-ID and sticky. */
  readonly mode: number
  /** Their numbers. */
  readonly owner: { readonly user: number; readonly group: number }
  readonly size: number
  /** See `LayerMember`; of files of an image alone. */
  readonly capabilities?: string
  /** Target of a symbolic link, as written. */
  readonly target?: string
}

export interface RootFs {
  /** What is at a path, symbolic links in it and at its end followed inside the root; undefined when nothing is there. */
  resolve(path: string): Promise<RootEntry | undefined>
  /** The same without following a link at the end. */
  entry(path: string): Promise<RootEntry | undefined>
  /** Names in a directory; empty when it is none. */
  list(path: string): Promise<readonly string[]>
  /** Content of a file, links followed; undefined when it is none. */
  read(path: string): Promise<Uint8Array | undefined>
  /** What `use` makes of a file while it is open, links followed; undefined when it is none. For programs, which are large. */
  readWith<T>(path: string, use: (file: RandomAccess) => T): Promise<T | undefined>
}
