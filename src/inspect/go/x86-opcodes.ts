/**
 * Decodes x86 instructions as far as needed to find the end of each, and an address in it. Between the start and the end of a
 * function, Go writes only instructions.
 */

/** Receives an address that the code at file offset `at` refers to. `index` is that of its function in the table. */
export type UseReference = (target: number, at: number, index: number) => void

/** The code of one function. */
interface Code {
  readonly bytes: Uint8Array
  /** View of the same bytes. */
  readonly view: DataView
  readonly from: number
  readonly to: number
  /** Address minus file offset. */
  readonly delta: number
  readonly index: number
}

export type ReadCode = (code: Code, use: UseReference) => void

/** Encoding after an opcode: flag `withOperand`, plus the bytes of a constant. */
type Form = number
export const withOperand: Form = 0x10
const constantBytes: Form = 0x0f
export const notAnOpcode: Form = 0x40
/** The next bytes are part of the opcode. */
export const longer: Form = 0x80

function table(ranges: readonly (readonly [first: number, last: number, value: number])[]): Uint8Array {
  const values = new Uint8Array(256)
  for (const [first, last, value] of ranges) values.fill(value, first, last + 1)
  return values
}

/** Prefixes of vector opcodes, whose map is in some bits of the next byte. */
const [vector2, vector3, vector4] = [0xc5, 0xc4, 0x62]

export const oneByte = table([
  // arithmetic: eight rows with the same encodings
  ...[0x00, 0x08, 0x10, 0x18, 0x20, 0x28, 0x30, 0x38].flatMap(
    (row) =>
      [
        [row, row + 3, withOperand],
        [row + 4, row + 4, 1],
        [row + 5, row + 5, 4],
        [row + 6, row + 7, notAnOpcode],
      ] as const,
  ),
  [0x0f, 0x0f, longer],
  [0x60, 0x61, notAnOpcode],
  [vector4, vector4, longer],
  [0x63, 0x63, withOperand],
  [0x68, 0x68, 4],
  [0x69, 0x69, withOperand + 4],
  [0x6a, 0x6a, 1],
  [0x6b, 0x6b, withOperand + 1],
  [0x70, 0x7f, 1],
  [0x80, 0x80, withOperand + 1],
  [0x81, 0x81, withOperand + 4],
  [0x82, 0x82, notAnOpcode],
  [0x83, 0x83, withOperand + 1],
  [0x84, 0x8f, withOperand],
  [0x9a, 0x9a, notAnOpcode],
  [0xa0, 0xa3, 8],
  [0xa8, 0xa8, 1],
  [0xa9, 0xa9, 4],
  [0xb0, 0xb7, 1],
  [0xb8, 0xbf, 4],
  [0xc0, 0xc1, withOperand + 1],
  [0xc2, 0xc2, 2],
  [vector3, vector2, longer],
  [0xc6, 0xc6, withOperand + 1],
  [0xc7, 0xc7, withOperand + 4],
  [0xc8, 0xc8, 3],
  [0xca, 0xca, 2],
  [0xcd, 0xcd, 1],
  [0xce, 0xce, notAnOpcode],
  [0xd0, 0xd3, withOperand],
  [0xd4, 0xd6, notAnOpcode],
  [0xd8, 0xdf, withOperand],
  [0xe0, 0xe7, 1],
  [0xe8, 0xe9, 4],
  [0xea, 0xea, notAnOpcode],
  [0xeb, 0xeb, 1],
  [0xf6, 0xf6, withOperand + 1],
  [0xf7, 0xf7, withOperand + 4],
  [0xfe, 0xff, withOperand],
])

/** After 0x0f. */
const twoByte = table([
  [0x00, 0x03, withOperand],
  [0x0d, 0x0d, withOperand],
  [0x0f, 0x0f, withOperand + 1],
  [0x10, 0x2f, withOperand],
  [0x40, 0x6f, withOperand],
  [0x70, 0x73, withOperand + 1],
  [0x74, 0x76, withOperand],
  [0x78, 0x7f, withOperand],
  [0x80, 0x8f, 4],
  [0x90, 0x9f, withOperand],
  [0xa3, 0xa3, withOperand],
  [0xa4, 0xa4, withOperand + 1],
  [0xa5, 0xa5, withOperand],
  [0xab, 0xab, withOperand],
  [0xac, 0xac, withOperand + 1],
  [0xad, 0xb9, withOperand],
  [0xba, 0xba, withOperand + 1],
  [0xbb, 0xc1, withOperand],
  [0xc2, 0xc2, withOperand + 1],
  [0xc3, 0xc3, withOperand],
  [0xc4, 0xc6, withOperand + 1],
  [0xc7, 0xc7, withOperand],
  [0xd0, 0xff, withOperand],
])

/** Flags of prefixes: any prefix, and that of the operand size. */
const [anyPrefix, isShort] = [1, 2]
export const isWide = 8

/** Prefixes of segments, sizes of operands and addresses, locks and repetitions. */
export const prefixes = table([
  [0x26, 0x26, anyPrefix],
  [0x2e, 0x2e, anyPrefix],
  [0x36, 0x36, anyPrefix],
  [0x3e, 0x3e, anyPrefix],
  [0x64, 0x65, anyPrefix],
  [0x66, 0x66, anyPrefix + isShort],
  [0x67, 0x67, anyPrefix],
  [0xf0, 0xf0, anyPrefix],
  [0xf2, 0xf3, anyPrefix],
])

/** Bytes of an operand after its first byte, by that byte: an index register, and a displacement. */
export const operandBytes = Uint8Array.from({ length: 256 }, (_, operand) => {
  const mode = operand >> 6
  if (mode === 3) return 1
  return 1 + ((operand & 7) === 4 ? 1 : 0) + (mode === 1 ? 1 : mode === 2 ? 4 : 0)
})

/** Bytes of a long opcode after the first. */
export function opcodeBytes(first: number, second: number): number {
  switch (first) {
    case vector2:
      return 2
    case vector3:
      return 3
    case vector4:
      return 4
    default:
      return second === 0x38 || second === 0x3a ? 2 : 1
  }
}

/** Encoding of a long opcode that ends before `at`. */
export function longForm(bytes: Uint8Array, first: number, at: number): Form {
  const last = bytes[at - 1] ?? 0
  switch (first) {
    case vector2:
      return twoByte[last] ?? 0
    case vector3:
      return vectorForm((bytes[at - 3] ?? 0) & 31, last)
    case vector4:
      return vectorForm((bytes[at - 4] ?? 0) & 7, last)
    default: {
      const second = bytes[at - 2] ?? 0
      if (second === 0x38) return withOperand
      return second === 0x3a ? withOperand + 1 : (twoByte[last] ?? 0)
    }
  }
}

/** Encoding of an opcode in a vector map: the first map is that of two-byte opcodes, and opcodes of the third have a constant. */
function vectorForm(map: number, opcode: number): Form {
  return map === 1 ? (twoByte[opcode] ?? 0) : map === 3 ? withOperand + 1 : withOperand
}

/** Bytes of the constant at the end. */
export function constantOf(form: Form, opcode: number, operand: number, prefix: number): number {
  const size = form & constantBytes
  // `test` has a constant, but other instructions with its opcode have none
  if ((opcode === 0xf6 || opcode === 0xf7) && (operand & 0x30) !== 0) return 0
  if ((prefix & isWide) !== 0 && (opcode & 0xf8) === 0xb8) return 8
  return (prefix & isShort) !== 0 && size === 4 ? 2 : size
}
