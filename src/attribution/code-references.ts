/** Addresses that code forms: they show which packages use a constant or a variable that has no symbol. */
import type { Memory } from '../inspect/go/memory.ts'
import type { CodeRanges } from './functions.ts'

/**
 * Takes an address that the code at `at`, an offset of the file, forms. `index` is that of its function in the table;
 * `isCertain` is false for what may be an address by chance.
 */
export type UseReference = (target: number, at: number, index: number, isCertain: boolean) => void

/** Nothing for machines whose code is not read: amd64 and arm64 are. */
export function eachCodeReference(
  memory: Memory,
  machine: string,
  ranges: CodeRanges,
  use: UseReference,
): void {
  const scan = scanners[machine]
  const first = ranges.from[0]
  const base = first === undefined ? undefined : memory.addressOf(first)
  if (scan === undefined || first === undefined || base === undefined) return
  const view = new DataView(memory.bytes.buffer, memory.bytes.byteOffset, memory.bytes.byteLength)
  let last = 0
  for (let index = 0; index < ranges.count; index++) {
    // ranges of a damaged file may overlap, and each byte is read once
    const from = Math.max(last, ranges.from[index] ?? 0)
    const to = Math.min(ranges.to[index] ?? 0, memory.size)
    if (to > from) scan({ bytes: memory.bytes, view, from, to, delta: base - first, index }, use)
    last = Math.max(last, to)
  }
}

interface Code {
  readonly bytes: Uint8Array
  /** Of the same bytes. */
  readonly view: DataView
  readonly from: number
  readonly to: number
  /** From an offset in the file to its address. */
  readonly delta: number
  readonly index: number
}

type Scan = (code: Code, use: UseReference) => void

/** Bytes of a constant that follows the address, by opcode; -1 where the opcode forms no address. */
const constants = new Int8Array(256).fill(-1)
/** The only register with which an opcode forms one; -1 for any. */
const registers = new Int8Array(256).fill(-1)
// add, or, sub, and, xor, cmp, test, xchg, mov, lea
for (const opcode of [0x01, 0x03, 0x0b, 0x23, 0x2b, 0x33, 0x85, 0x87, 0x88, 0x89, 0x8b, 0x8d]) {
  constants[opcode] = 0
}
for (let opcode = 0x38; opcode <= 0x3b; opcode++) constants[opcode] = 0
// cmp and mov with a constant
for (const [opcode, constant, register] of [
  [0x80, 1, 7],
  [0x81, 4, 7],
  [0x83, 1, 7],
  [0xc6, 1, 0],
  [0xc7, 4, 0],
] as const) {
  constants[opcode] = constant
  registers[opcode] = register
}
const twoByteOpcodes = new Set([0x10, 0x11, 0x28, 0x29, 0x6f, 0x7f, 0xb6, 0xb7, 0xbe, 0xbf])
const [twoByte, loadAddress, loadVector] = [0x0f, 0x8d, 0x10]
const isWide = (prefix: number) => (prefix & 0xf8) === 0x48

/**
 * An address relative to the next instruction: marked by one byte between the opcode and the distance. Instructions are
 * not decoded, so a match may be chance; certain are those with the longest pattern.
 */
const amd64: Scan = ({ bytes, view, from, to, delta, index }, use) => {
  for (let at = from + 2; at + 5 <= to; at++) {
    const middle = bytes[at] ?? 0
    if ((middle & 0xc7) !== 5) continue
    const opcode = bytes[at - 1] ?? 0
    const before = bytes[at - 2] ?? 0
    if (before === twoByte) {
      if (!twoByteOpcodes.has(opcode)) continue
      use(at + 5 + view.getInt32(at + 1, true) + delta, at, index, opcode === loadVector)
      continue
    }
    const constant = constants[opcode] ?? -1
    const register = registers[opcode] ?? -1
    if (constant < 0 || (register >= 0 && register !== middle >> 3)) continue
    const target = at + 5 + constant + view.getInt32(at + 1, true) + delta
    use(target, at, index, opcode === loadAddress && isWide(before))
    // no instruction begins within the address of another one
    if (isWide(before)) at += 4
  }
}

const page = 4096

/** The page in one instruction, the place in it in the next one. */
const arm64: Scan = ({ view, from, to, delta, index }, use) => {
  for (let at = Math.ceil(from / 4) * 4; at + 8 <= to; at += 4) {
    const first = view.getUint32(at, true)
    if ((first & 0x9f000000) >>> 0 !== 0x90000000) continue
    const pages = ((((first >>> 5) & 0x7ffff) << 13) >> 11) | ((first >>> 29) & 3)
    const next = view.getUint32(at + 4, true)
    if (((next >>> 5) & 31) !== (first & 31)) continue
    const low = (next >>> 10) & 0xfff
    const start = Math.floor((at + delta) / page) * page + pages * page
    if ((next & 0xffc00000) >>> 0 === 0x91000000) use(start + low, at, index, true)
    else if ((next & 0x3b000000) >>> 0 === 0x39000000) use(start + low * 2 ** (next >>> 30), at, index, true)
  }
}

const scanners: Readonly<Record<string, Scan>> = { amd64, arm64 }
