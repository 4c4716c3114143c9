/** Layers and image archives, as far as linkgate reads and writes them. */

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
  /** As written. Bytes that are not UTF-8 are lone surrogates, U+DC00 + byte, as in Python's surrogateescape. */
  readonly path: string
  readonly kind: 'file' | 'directory' | 'symlink' | 'hardlink' | 'other'
  /** Permission bits, with set-user-ID, set-group-ID and sticky. */
  readonly mode: number
  /** Their numbers. */
  readonly owner: { readonly user: number; readonly group: number }
  /** Of a file that may do what only root may: its attribute `security.capability`, in hex; absent where it has none. */
  readonly capabilities?: string
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
  /** Of such bytes, hex; they are not all in memory at the same time. */
  sha256(offset: number, length: number): Promise<string>
  /** What `use` makes of such bytes, as of a file that is open meanwhile. */
  readWith<T>(offset: number, length: number, use: (file: RandomAccess) => T): Promise<T>
}

export interface MeasuredLayer {
  /** sha256 of the uncompressed layer archive, hex. */
  readonly diffId: string
  readonly size: number
  /** Of the uncompressed bytes as a gzip file that zlib writes at level 6, whatever compression the archive has: the same on every image store. */
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
  /** The size of a compressed layer as it is known from before, or else what `compress` counts. undefined: not known. */
  readonly compressedSizes?: (
    layer: { readonly diffId: string; readonly compressor: string },
    compress: () => Promise<number>,
  ) => Promise<number | undefined>
  /** A directory for unpacked layers whose files are requested; without it each request decompresses the layer again. */
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
  read(path: string, options?: ReadOptions): Promise<Result<readonly ArchiveEntry[]>>
}
