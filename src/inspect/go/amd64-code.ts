/**
 * Reads the instructions of amd64 as far as needed to find where each one ends and whether it has an address. Go writes
 * nothing but instructions between the start and the end of a function.
 */

/** Takes an address that the code at `at`, an offset of the file, forms. `index` is that of its function in the table. */
export type UseReference = (target: number, at: number, index: number) => void

/** The code of one function. */
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

export type ReadCode = (code: Code, use: UseReference) => void

/** What follows an opcode: one of `withOperand` and the bytes of a constant, both where it has both. */
type Form = number
const withOperand: Form = 0x10
const constantBytes: Form = 0x0f
const notAnOpcode: Form = 0x40

function opcodes(forms: readonly (readonly [first: number, last: number, form: Form])[]): Uint8Array {
  const table = new Uint8Array(256)
  for (const [first, last, form] of forms) table.fill(form, first, last + 1)
  return table
}

const oneByte = opcodes([
  // arithmetic, in eight rows of the same form
  ...[0x00, 0x08, 0x10, 0x18, 0x20, 0x28, 0x30, 0x38].flatMap(
    (row) =>
      [
        [row, row + 3, withOperand],
        [row + 4, row + 4, 1],
        [row + 5, row + 5, 4],
        [row + 6, row + 7, notAnOpcode],
      ] as const,
  ),
  [0x60, 0x61, notAnOpcode],
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
const twoByte = opcodes([
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

/** Segments, sizes of operands and addresses, locks and repetitions. */
const prefixes = opcodes([
  [0x26, 0x26, 1],
  [0x2e, 0x2e, 1],
  [0x36, 0x36, 1],
  [0x3e, 0x3e, 1],
  [0x64, 0x67, 1],
  [0xf0, 0xf0, 1],
  [0xf2, 0xf3, 1],
])
const shortOperand = 0x66
const longer = 0x0f
/** They begin opcodes of vectors; the map of these is in some bits of the next byte. */
const [vector2, vector3, vector4] = [0xc5, 0xc4, 0x62]

/** Of an opcode in a map of vectors: the first is that of two bytes, and opcodes of the third have a constant. */
function vectorForm(map: number, opcode: number): Form {
  return map === 1 ? (twoByte[opcode] ?? 0) : map === 3 ? withOperand + 1 : withOperand
}

export const amd64Code: ReadCode = (code, use) => {
  const instruction = new Instruction(code)
  for (let at = code.from; at < code.to; at = instruction.end) {
    if (!instruction.read(at)) return
    if (instruction.target !== undefined) use(instruction.target, at, code.index)
  }
}

class Instruction {
  end = 0
  /** The address that it forms by its distance to the next one. */
  target: number | undefined
  readonly #code: Code
  #isShort = false
  #isWide = false

  constructor(code: Code) {
    this.#code = code
  }

  /** False for what is none. */
  read(start: number): boolean {
    const { bytes, to } = this.#code
    this.end = start
    this.target = undefined
    const opcode = this.#opcodeAfterPrefixes()
    const form = this.#form(opcode)
    if (form === notAnOpcode) return false
    const operand = bytes[this.end] ?? 0
    const constant = this.#constant(opcode, operand, form)
    if ((form & withOperand) !== 0) this.#readOperand(operand, constant)
    this.end += constant
    return this.end <= to
  }

  #opcodeAfterPrefixes(): number {
    const { bytes, to } = this.#code
    this.#isShort = false
    let opcode = bytes[this.end++] ?? 0
    while (prefixes[opcode] === 1 && this.end < to) {
      if (opcode === shortOperand) this.#isShort = true
      opcode = bytes[this.end++] ?? 0
    }
    const isExtended = (opcode & 0xf0) === 0x40
    this.#isWide = isExtended && (opcode & 8) !== 0
    return isExtended ? (bytes[this.end++] ?? 0) : opcode
  }

  /** Of an opcode, whose other bytes are read. */
  #form(opcode: number): Form {
    const { bytes } = this.#code
    const at = this.end
    switch (opcode) {
      case longer: {
        const second = bytes[at] ?? 0
        const isLonger = second === 0x38 || second === 0x3a
        this.end += isLonger ? 2 : 1
        return isLonger ? vectorForm(second === 0x38 ? 2 : 3, 0) : (twoByte[second] ?? 0)
      }
      case vector2:
        this.end += 2
        return vectorForm(1, bytes[at + 1] ?? 0)
      case vector3:
        this.end += 3
        return vectorForm((bytes[at] ?? 0) & 31, bytes[at + 2] ?? 0)
      case vector4:
        this.end += 4
        return vectorForm((bytes[at] ?? 0) & 7, bytes[at + 3] ?? 0)
      default:
        return oneByte[opcode] ?? 0
    }
  }

  /** Bytes of the constant at the end. */
  #constant(opcode: number, operand: number, form: Form): number {
    const size = form & constantBytes
    // `test` has a constant, and the others of its opcode have none
    if ((opcode === 0xf6 || opcode === 0xf7) && (operand & 0x30) !== 0) return 0
    if (this.#isWide && (opcode & 0xf8) === 0xb8) return 8
    return this.#isShort && size === 4 ? 2 : size
  }

  #readOperand(operand: number, constant: number): void {
    const { bytes, view, to, delta } = this.#code
    this.end += 1
    const mode = operand >> 6
    if (mode === 3) return
    if ((operand & 0xc7) === 5) {
      const end = this.end + 4
      if (end <= to) this.target = end + constant + view.getInt32(this.end, true) + delta
      this.end = end
      return
    }
    const hasBase = (operand & 7) === 4
    const base = hasBase ? (bytes[this.end++] ?? 0) & 7 : 0
    if (mode === 1) this.end += 1
    else if (mode === 2 || base === 5) this.end += 4
  }
}
