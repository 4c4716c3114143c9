/** Addresses that code forms: they show which packages use a constant or a variable that has no symbol. */
import type { Memory } from '../inspect/go/memory.ts'
import type { CodeRanges } from './functions.ts'

/** An address that a function forms. */
export interface CodeReference {
  readonly target: number
  /** Where in the file the code does. */
  readonly at: number
  /** Of the function in its table. */
  readonly index: number
  /** False for what may be one by chance. */
  readonly isCertain: boolean
}
export type UseReference = (reference: CodeReference) => void

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
    if (to > from) {
      scan({ view, from, to, delta: base - first }, (target, at, isCertain) =>
        use({ target, at, index, isCertain }),
      )
    }
    last = Math.max(last, to)
  }
}

interface Code {
  readonly view: DataView
  readonly from: number
  readonly to: number
  /** From an offset in the file to its address. */
  readonly delta: number
}

type Scan = (code: Code, use: (target: number, at: number, isCertain: boolean) => void) => void

/** What follows the address: bytes of a constant, and which registers the opcode allows; absent where it forms no address. */
const opcodes: readonly (readonly [constant: number, register?: number] | undefined)[] = Object.assign(
  new Array(256).fill(undefined),
  {
    // add, or, sub, and, xor, cmp, test, xchg, mov, lea
    ...Object.fromEntries(
      [0x01, 0x03, 0x0b, 0x23, 0x2b, 0x33, 0x38, 0x39, 0x3a, 0x3b, 0x85, 0x87, 0x88, 0x89, 0x8b, 0x8d].map(
        (opcode) => [opcode, [0]],
      ),
    ),
    // cmp and mov with a constant
    128: [1, 7],
    129: [4, 7],
    131: [1, 7],
    198: [1, 0],
    199: [4, 0],
  },
)
const twoByteOpcodes = new Set([0x10, 0x11, 0x28, 0x29, 0x6f, 0x7f, 0xb6, 0xb7, 0xbe, 0xbf])
const [twoByte, loadAddress, loadVector] = [0x0f, 0x8d, 0x10]
const isWide = (prefix: number) => (prefix & 0xf8) === 0x48

/**
 * An address relative to the next instruction: marked by one byte between the opcode and the distance. Instructions are
 * not decoded, so a match may be chance; `isCertain` marks those with the longest pattern.
 */
const amd64: Scan = ({ view, from, to, delta }, use) => {
  for (let at = from + 2; at + 5 <= to; at++) {
    const middle = view.getUint8(at)
    if ((middle & 0xc7) !== 5) continue
    const opcode = view.getUint8(at - 1)
    const before = view.getUint8(at - 2)
    if (before === twoByte) {
      if (!twoByteOpcodes.has(opcode)) continue
      use(at + 5 + view.getInt32(at + 1, true) + delta, at, opcode === loadVector)
      continue
    }
    const form = opcodes[opcode]
    if (form === undefined || (form[1] !== undefined && form[1] !== middle >> 3)) continue
    const target = at + 5 + form[0] + view.getInt32(at + 1, true) + delta
    use(target, at, opcode === loadAddress && isWide(before))
    // no instruction begins within the address of another one
    if (isWide(before)) at += 4
  }
}

const page = 4096

/** The page in one instruction, the place in it in the next one. */
const arm64: Scan = ({ view, from, to, delta }, use) => {
  for (let at = Math.ceil(from / 4) * 4; at + 8 <= to; at += 4) {
    const first = view.getUint32(at, true)
    if ((first & 0x9f000000) >>> 0 !== 0x90000000) continue
    const pages = ((((first >>> 5) & 0x7ffff) << 13) >> 11) | ((first >>> 29) & 3)
    const next = view.getUint32(at + 4, true)
    if (((next >>> 5) & 31) !== (first & 31)) continue
    const low = (next >>> 10) & 0xfff
    const start = Math.floor((at + delta) / page) * page + pages * page
    if ((next & 0xffc00000) >>> 0 === 0x91000000) use(start + low, at, true)
    else if ((next & 0x3b000000) >>> 0 === 0x39000000) use(start + low * 2 ** (next >>> 30), at, true)
  }
}

const scanners: Readonly<Record<string, Scan>> = { amd64, arm64 }
