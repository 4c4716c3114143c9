/** Finds the addresses in amd64 instructions, which are RIP-relative. */
import {
  constantOf,
  isWide,
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

export const amd64Code: ReadCode = ({ bytes, view, from, to, delta, index }, use) => {
  for (let start = from; start < to; ) {
    let at = start
    let opcode = bytes[at++] ?? 0
    let prefix = 0
    while (prefixes[opcode] !== 0 && at < to) {
      prefix |= prefixes[opcode] ?? 0
      opcode = bytes[at++] ?? 0
    }
    if ((opcode & 0xf0) === 0x40) {
      prefix |= opcode & isWide
      opcode = bytes[at++] ?? 0
    }
    let form = oneByte[opcode] ?? 0
    if (form === longer) {
      at += opcodeBytes(opcode, bytes[at] ?? 0)
      form = longForm(bytes, opcode, at)
    }
    if (form === notAnOpcode) return
    const operand = bytes[at] ?? 0
    const constant = form === withOperand ? 0 : constantOf(form, opcode, operand, prefix)
    /** End of the displacement of a RIP-relative operand; 0 if there is none. */
    let distance = 0
    if ((form & withOperand) !== 0) {
      at += operandBytes[operand] ?? 0
      // in mode 0, only RIP-relative operands and those without a base register have a displacement
      if ((operand & 0xc7) === 5) distance = at += 4
      else if ((operand & 0xc7) === 4 && ((bytes[at - 1] ?? 0) & 7) === 5) at += 4
    }
    at += constant
    if (at > to) return
    if (distance > 0) use(at + view.getInt32(distance - 4, true) + delta, start, index)
    start = at
  }
}
