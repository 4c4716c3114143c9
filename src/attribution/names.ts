/** The names of a function table, each terminated by a zero byte. */
import { NumberList } from '../common/number-list.ts'
import type { SizeTotals } from './items.ts'
import { OffsetSet } from './offset-set.ts'
import { noPackage } from './parts.ts'
import { packageOfSymbol } from './symbol-names.ts'

/** Names are numbered in the order of their offsets. */
export interface Names {
  readonly count: number
  /** The number of the name at an offset; -1 if none begins there. */
  at(offset: number): number
  offset(number: number): number
  /** Empty for a number below 0. */
  text(number: number): string
  /** The type arguments, with their brackets; empty if there are none. */
  typesOf(number: number): string
  /** The number of the package; `noPackage` for a number below 0. */
  packageOf(number: number): number
}

export function readNames(bytes: Uint8Array, totals: SizeTotals): Names {
  const starts = new OffsetSet({ from: 0, to: bytes.length })
  const text = textReader(bytes)
  const { offsets, ends, prefixLengths, stops } = findNames(bytes, starts)
  const packages = packagesOf({ bytes, text, offsets, ends, prefixLengths }, totals)
  return {
    count: offsets.length,
    at: (offset) => (starts.has(offset) ? starts.numberOf(offset) : -1),
    offset: (number) => offsets[number] ?? 0,
    text: (number) => (number < 0 ? '' : text(offsets[number] ?? 0, ends[number] ?? 0)),
    typesOf: (number) => {
      const stop = stops[number] ?? -1
      return stop < 0 ? '' : (/\[.*$/s.exec(text(stop, ends[number] ?? 0))?.[0] ?? '')
    },
    packageOf: (number) => (number < 0 ? noPackage : (packages[number] ?? noPackage)),
  }
}

interface Found {
  readonly offsets: Int32Array
  readonly ends: Int32Array
  /**
   * Length of a plain name up to the first dot after its last slash; 0 if there is no such dot. Names with the same prefix of that
   * length belong to the same package.
   */
  readonly prefixLengths: Int32Array
  /** Offset of the first bracket or comma; -1 if there is none. */
  readonly stops: Int32Array
}

const [slash, dot, bracket, comma, other] = [0x2f, 0x2e, 0x5b, 0x2c, 0x20]

function findNames(bytes: Uint8Array, starts: OffsetSet): Found {
  const [offsets, ends] = [new NumberList(), new NumberList()]
  const [prefixLengths, stops] = [new NumberList(), new NumberList()]
  let from = 0
  /** Offsets of the last element of the path, and of the first dot in it; -1 if there is none. */
  let element = 0
  let end = -1
  let stop = -1
  for (let at = 0; at <= bytes.length; at++) {
    const byte = bytes[at] ?? 0
    switch (byte === 0 || stop < 0 ? byte : other) {
      case 0:
        if (at > from) {
          starts.add(from)
          offsets.push(from)
          ends.push(at)
          prefixLengths.push(end > element ? end - from : 0)
          stops.push(stop)
        }
        from = at + 1
        element = from
        end = -1
        stop = -1
        break
      case slash:
        element = at + 1
        end = -1
        break
      case dot:
        if (end < 0) end = at
        break
      case bracket:
      case comma:
        stop = at
    }
  }
  return {
    offsets: offsets.view(),
    ends: ends.view(),
    prefixLengths: prefixLengths.view(),
    stops: stops.view(),
  }
}

const utf8 = new TextDecoder()

function textReader(bytes: Uint8Array): (from: number, to: number) => string {
  const whole = utf8.decode(bytes)
  // then each character is one byte, so their offsets are equal
  return whole.length === bytes.length
    ? (from, to) => whole.slice(from, to)
    : (from, to) => utf8.decode(bytes.subarray(from, to))
}

interface NameSource extends Omit<Found, 'stops'> {
  readonly bytes: Uint8Array
  readonly text: (from: number, to: number) => string
}

/** The package of each name. Compares with the previous name first, because it often has the same package. */
function packagesOf(
  { bytes, text, offsets, ends, prefixLengths }: NameSource,
  totals: SizeTotals,
): Int32Array {
  const packages = new Int32Array(offsets.length)
  let last = -1
  for (let number = 0; number < offsets.length; number++) {
    const from = offsets[number] ?? 0
    const size = prefixLengths[number] ?? 0
    if (size === 0 || isGenerated(bytes, from)) {
      packages[number] = totals.packageId(packageOfSymbol(text(from, ends[number] ?? 0)))
    } else {
      const isSame =
        last >= 0 && size === prefixLengths[last] && isEqual(bytes, from, offsets[last] ?? 0, size)
      packages[number] = isSame
        ? (packages[last] ?? noPackage)
        : totals.packageId(packageOfSymbol(text(from, ends[number] ?? 0)))
      last = number
    }
  }
  return packages
}

/** Whether a name begins with `ty`, `go:` or `go.`, like `type:…` and other names from the compiler and the linker. */
function isGenerated(bytes: Uint8Array, from: number): boolean {
  const first = bytes[from]
  // 't', 'y', 'g', 'o', ':'
  if (first === 0x74) return bytes[from + 1] === 0x79
  return first === 0x67 && bytes[from + 1] === 0x6f && (bytes[from + 2] === 0x3a || bytes[from + 2] === dot)
}

function isEqual(bytes: Uint8Array, one: number, other: number, size: number): boolean {
  for (let index = 0; index < size; index++) if (bytes[one + index] !== bytes[other + index]) return false
  return true
}
