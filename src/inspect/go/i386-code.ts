/** Finds the addresses in 386 instructions, which are absolute: in operands, and as constants. */
import {
  constantOf,
  longer,
  longForm,
  notAnOpcode,
  oneByte,
  opcodeBytes,
  operandBytes,
  prefixes,
  type ReadCode,
  withOperand,
} from './x86-opcodes.ts'

const [call, jump] = [0xe8, 0xe9]
/** Opcodes followed only by the address of an operand. */
const isDirect = (opcode: number) => opcode >= 0xa0 && opcode <= 0xa3
const addressSize = 4

/** May also report numbers that are not addresses. */
export const i386Code: ReadCode = ({ bytes, view, from, to, index }, use) => {
  const instruction = new Instruction(bytes)
  for (let start = from; start < to; start = instruction.end) {
    if (!instruction.read(start) || instruction.end > to) return
    const { operandAddress, constant } = instruction
    if (operandAddress > 0) use(view.getUint32(operandAddress, true), start, index)
    if (constant > 0) use(view.getUint32(constant, true), start, index)
  }
}

/** Decodes one instruction at a time. Numbers are offsets in the bytes. */
class Instruction {
  end = 0
  /** Offset of a four-byte address; 0 if there is none. */
  operandAddress = 0
  constant = 0
  readonly #bytes: Uint8Array

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
  }

  /** Returns false if the bytes are no known instruction. */
  read(start: number): boolean {
    const bytes = this.#bytes
    let at = start
    let opcode = bytes[at++] ?? 0
    let prefix = 0
    while (prefixes[opcode] !== 0 && at < bytes.length) {
      prefix |= prefixes[opcode] ?? 0
      opcode = bytes[at++] ?? 0
    }
    let form = oneByte[opcode] ?? 0
    const isLong = form === longer
    if (isLong) {
      at += opcodeBytes(opcode, bytes[at] ?? 0)
      form = longForm(bytes, opcode, at)
    }
    const size = isDirect(opcode) && !isLong ? addressSize : constantOf(form, opcode, bytes[at] ?? 0, prefix)
    at = this.#readOperand(form, at)
    this.end = at + size
    const isRelative = isLong || opcode === call || opcode === jump
    this.constant = size === addressSize && !isRelative ? at : 0
    return form !== notAnOpcode
  }

  /** Returns the end of the operand. */
  #readOperand(form: number, start: number): number {
    this.operandAddress = 0
    if ((form & withOperand) === 0) return start
    const operand = this.#bytes[start] ?? 0
    let at = start + (operandBytes[operand] ?? 0)
    const isWithoutBase =
      (operand & 0xc7) === 5 || ((operand & 0xc7) === 4 && ((this.#bytes[at - 1] ?? 0) & 7) === 5)
    if (isWithoutBase) at += addressSize
    // a displacement from a register may be the address of a table
    if (isWithoutBase || operand >> 6 === 2) this.operandAddress = at - addressSize
    return at
  }
}
