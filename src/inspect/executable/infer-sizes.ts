/** Infers sizes of symbols for formats without them. */
import { firstWhere } from '../../common/search.ts'
import type { ProgramSymbols } from './symbols.ts'

interface Place {
  readonly address: number
  readonly size: number
}

/** Symbols of Go's linker that only mark an address, or the start of data without symbols. */
const markers = new Set([
  ...['text', 'rodata', 'types', 'noptrdata', 'data', 'pclntab', 'symtab'].flatMap((name) => [
    `runtime.${name}`,
    `runtime.e${name}`,
  ]),
  ...['go:string.*', 'go:func.*', 'go:funcdesc', 'go:funcdescrel', 'type:*', 'typerel:*', 'runtime.gcbits.*'],
])
/** Go's linker sorts data by size between these, and between those above. */
const bounds = new Set([
  ...['gcdata', 'egcdata', 'gcbss', 'egcbss', 'findfunctab', 'firstmoduledata'].map(
    (name) => `runtime.${name}`,
  ),
  ...['go:buildinfo', 'go:fipsinfo'],
  ...['rodata', 'noptrdata', 'data'].flatMap((name) => [`go:${name}fipsstart`, `go:${name}fipsend`]),
])

/**
 * Each symbol extends at most to the next one, or to the end of its section.
 *
 * @param isAscending whether Go's linker sorted the data by size. Then no symbol is larger than the next ones, and what is left before
 * the next symbol belongs to data without a symbol
 */
export function inferSizes(
  symbols: ProgramSymbols,
  sections: readonly Place[],
  { isAscending }: { readonly isAscending: boolean },
): ProgramSymbols {
  const { count } = symbols
  const order = Int32Array.from({ length: count }, (_, number) => number).sort(
    (one, other) => symbols.address(one) - symbols.address(other),
  )
  const ends = Float64Array.from(sections, ({ address, size }) => address + size).sort()
  const sizes = new Float64Array(count)
  /** Start of the last symbol, and of the one after it. */
  let [start, next] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]
  let [most, section, isBound] = [Number.POSITIVE_INFINITY, -1, false]
  for (let place = count - 1; place >= 0; place--) {
    const number = order[place] ?? 0
    const address = symbols.address(number)
    const name = symbols.name(number) ?? ''
    const home = firstWhere(ends.length, (at) => (ends[at] ?? 0) > address)
    if (address < start) {
      // a group begins with all symbols at the address of its first marker
      if (isBound || home !== section) most = Number.POSITIVE_INFINITY
      ;[next, start, section, isBound] = [start, address, home, false]
    }
    const isMarker = markers.has(name)
    if (isMarker || bounds.has(name)) {
      most = Number.POSITIVE_INFINITY
      isBound = true
    }
    if (isMarker) continue
    const size = Math.min(next, ends[home] ?? address) - address
    if (isAscending && !symbols.isFunction(number)) {
      most = Math.min(most, size)
      sizes[number] = most
    } else sizes[number] = size
  }
  return symbols.withSizes(sizes)
}
