/** Reading and writing layers and image archives. */

import type { Result } from '../common/result.ts'
import type { RandomAccess } from './files.ts'

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

/** One entry of a layer archive, as in its tar header. */
export interface LayerMember {
  /** As in the header. A byte that is not UTF-8 becomes the lone surrogate U+DC00 + byte, as in Python's surrogateescape. */
  readonly path: string
  readonly kind: 'file' | 'directory' | 'symlink' | 'hardlink' | 'other'
  /** Permission bits, with set-user-ID, set-group-ID and sticky. */
  readonly mode: number
  /** UID and GID. */
  readonly owner: { readonly user: number; readonly group: number }
  /** The extended attribute `security.capability` of a file, in hex; absent without capabilities. */
  readonly capabilities?: string
  /** Unpacked size in bytes; 0 for entries without content. */
  readonly size: number
  /** Target of a symbolic or hard link, as in the header. */
  readonly target?: string
  /** Offset of its content in the uncompressed layer; absent without content, or if it is stored sparsely. */
  readonly offset?: number
}

/** The entries of a layer, and access to the content of its files. */
export interface LayerContent {
  readonly members: readonly LayerMember[]
  /** A range of the uncompressed layer. */
  read(offset: number, length: number): Promise<Uint8Array>
  /** Hex sha256 of a range, which is read in pieces. */
  sha256(offset: number, length: number): Promise<string>
  /** Calls `use` with a range as an open file, and returns its result. */
  readWith<T>(offset: number, length: number, use: (file: RandomAccess) => T): Promise<T>
}

export interface MeasuredLayer {
  /** sha256 of the uncompressed layer archive, hex. */
  readonly diffId: string
  readonly size: number
  /**
   * Size of the layer when zlib compresses it with gzip at level 6. It does not depend on the compression of the archive, so
   * it is the same for every image store.
   */
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
  /** Set if the entry is itself a tar archive, compressed or not. */
  readonly layer?: MeasuredLayer & { readonly content?: LayerContent }
}

/** Limits for an image archive. Reading a larger one fails. */
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
  /** Content of a file of at most the limit for JSON; undefined for anything else. */
  read(path: string): Promise<Uint8Array | undefined>
}

export interface ChosenLayer {
  readonly path: string
  /** `sha256:…` or `sha512:…` of the entry as stored. */
  readonly digest?: string
  /** Expected hex sha256 of the uncompressed layer. */
  readonly diffId: string
}

export interface ReadOptions {
  /** Picks the layers to measure. Default: every tar archive. */
  readonly choose?: (files: ArchiveFiles) => Promise<readonly ChosenLayer[]>
  /** Layers that were read before, by diff ID. They are not read again; newly read layers are added. */
  readonly known?: Map<string, Promise<ScannedLayer>>
  /** The compressed size of a layer: a known one, or else the result of `compress`; undefined if unknown. */
  readonly compressedSizes?: (
    layer: { readonly diffId: string; readonly compressor: string },
    compress: () => Promise<number>,
  ) => Promise<number | undefined>
  /** A directory for unpacked layers whose files are read. Without it, each read decompresses the layer again. */
  readonly scratch?: string
  readonly limits?: Partial<ArchiveLimits>
  /** If aborted, reading fails with a problem. */
  readonly signal?: AbortSignal
}

/** Reads tar archives, and writes reproducible ones: fixed times, owners and order. */
export interface Archives {
  /** Writes a layer archive. The same files give the same bytes. Returns its sha256 (hex) and its size in bytes. */
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
   * The entries of an image archive or an OCI layout: the chosen layers, and the entries that were read to choose them.
   * Malformed or too large archives are a problem of one sentence.
   */
  read(path: string, options?: ReadOptions): Promise<Result<readonly ArchiveEntry[]>>
}
