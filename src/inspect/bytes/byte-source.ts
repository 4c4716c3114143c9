import type { RandomAccess } from '../../effects/files.ts'

/** A part of a source that is at hand. */
export interface Window {
  /** Where its first byte stands in the source. */
  readonly start: number
  readonly bytes: Uint8Array
}

export interface ByteSource {
  readonly size: number
  /** A window that has the `length` bytes from `at`, or as many of them as the source has, and maybe others around them. */
  window(at: number, length: number): Window
}

export type Bytes = Uint8Array | ByteSource

/** Headers and tables that belong together stand near one another: one read brings several of them. */
const pageSize = 1 << 14
/** What is larger is looked at once. */
const largestKept = 1 << 18
const mostKept = 8

export function byteSourceOf(bytes: Bytes): ByteSource {
  if (!(bytes instanceof Uint8Array)) return bytes
  const whole = { start: 0, bytes }
  return { size: bytes.length, window: () => whole }
}

/** Reads whole pages, and keeps the last few of them. */
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

/** `length` bytes from `at`, or as many of them as there are. */
export function readAt(source: ByteSource, at: number, length: number): Uint8Array {
  const { start, bytes } = source.window(at, length)
  return bytes.subarray(Math.max(0, at - start), Math.max(0, at - start + length))
}

/** A part of a source as a source of its own; both ends lie inside. */
export function partOf(source: ByteSource, offset: number, size: number): ByteSource {
  return {
    size,
    window(at, length) {
      const within = Math.max(0, Math.min(length, size - at))
      return { start: at, bytes: readAt(source, offset + at, within) }
    },
  }
}
