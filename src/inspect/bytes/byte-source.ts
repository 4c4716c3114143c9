import type { RandomAccess } from '../../effects/files.ts'

/** A part of a source that is in memory. */
export interface Window {
  /** Offset of its first byte in the source. */
  readonly start: number
  readonly bytes: Uint8Array
}

export interface ByteSource {
  readonly size: number
  /** A window with the `length` bytes from `at`, or as many as the source has. It may contain more bytes around them. */
  window(at: number, length: number): Window
}

export type Bytes = Uint8Array | ByteSource

/** Related headers and tables are close to each other, so one read contains several of them. */
const pageSize = 1 << 14
/** In bytes. Larger parts are not cached: they are read once. */
const largestKept = 1 << 18
const mostKept = 8

export function byteSourceOf(bytes: Bytes): ByteSource {
  if (!(bytes instanceof Uint8Array)) return bytes
  const whole = { start: 0, bytes }
  return { size: bytes.length, window: () => whole }
}

/** Reads whole pages, and caches the last few. */
export function pagedSource(file: RandomAccess): ByteSource {
  const kept: Window[] = []
  return {
    size: file.size,
    window(at, length) {
      const end = Math.min(at + length, file.size)
      const near = kept.find(({ start, bytes }) => start <= at && end <= start + bytes.length)
      if (near !== undefined) return near
      const start = Math.max(0, Math.floor(Math.min(at, file.size) / pageSize) * pageSize)
      const stop = Math.min(Math.ceil(end / pageSize) * pageSize, file.size)
      const window = { start, bytes: file.read(start, Math.max(0, stop - start)) }
      if (window.bytes.length <= largestKept) kept.unshift(window)
      if (kept.length > mostKept) kept.pop()
      return window
    },
  }
}

/** At most `length` bytes from `at`. */
export function readAt(source: ByteSource, at: number, length: number): Uint8Array {
  const { start, bytes } = source.window(at, length)
  return bytes.subarray(Math.max(0, at - start), Math.max(0, at - start + length))
}

/** A part of a source as a source; both ends must be inside it. */
export function partOf(source: ByteSource, offset: number, size: number): ByteSource {
  return {
    size,
    window(at, length) {
      const within = Math.max(0, Math.min(length, size - at))
      return { start: at, bytes: readAt(source, offset + at, within) }
    },
  }
}
