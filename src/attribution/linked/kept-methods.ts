/** Whether the linker left out unused methods, from the names of functions in a program. */
import type { RandomAccess } from '../../effects/files.ts'

/**
 * The type that describes types is converted to an interface wherever there is reflection. Where unused methods stay, so do all of
 * its exported ones, and some of these almost no program calls. They are in every release of Go.
 */
const type = 'reflect.(*rtype).'
const methods = [
  'Align',
  'Bits',
  'ChanDir',
  'FieldAlign',
  'FieldByIndex',
  'FieldByName',
  'FieldByNameFunc',
  'IsVariadic',
  'Method',
  'MethodByName',
  'NumIn',
  'NumMethod',
  'NumOut',
  'PkgPath',
]

/** A program of a toolchain whose programs have them all only if nothing is left out. */
export function hasAllMethods(program: RandomAccess): boolean {
  const found = namesAfter(program, type)
  return methods.every((method) => found.has(method))
}

/** Whether the table of functions has a name, between zeros; it has inlined functions as well. */
export function hasFunction(file: RandomAccess, name: string): boolean {
  return namesAfter(file, name).has('')
}

const pieceSize = 1 << 20
const longestName = 1 << 10
const utf8 = { encode: new TextEncoder(), decode: new TextDecoder() }

/** How names go on that begin like this. */
function namesAfter(file: RandomAccess, prefix: string): ReadonlySet<string> {
  const pattern = utf8.encode.encode(`\0${prefix}`)
  const find = finderOf(pattern)
  const found = new Set<string>()
  for (let at = 0; at < file.size; at += pieceSize) {
    const piece = file.read(at, pieceSize + longestName)
    for (let start = find(piece, 0); start >= 0; start = find(piece, start + 1)) {
      const from = start + pattern.length
      const end = piece.indexOf(0, from)
      if (end >= 0) found.add(utf8.decode.decode(piece.subarray(from, end)))
    }
  }
  return found
}

/** Skips as much as the byte below the end of the pattern allows (Boyer, Moore, Horspool). */
function finderOf(pattern: Uint8Array): (bytes: Uint8Array, from: number) => number {
  const last = pattern.length - 1
  const skips = new Uint16Array(256).fill(pattern.length)
  for (let index = 0; index < last; index++) skips[pattern[index] ?? 0] = last - index
  return (bytes, from) => {
    for (let end = from + last; end < bytes.length; end += skips[bytes[end] ?? 0] ?? 1) {
      let index = last
      while (index >= 0 && bytes[end - last + index] === pattern[index]) index -= 1
      if (index < 0) return end - last
    }
    return -1
  }
}
