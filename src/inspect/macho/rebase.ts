/** Places of a Mach-O file that contain addresses, from its rebase opcodes (`REBASE_OPCODE_*`). */
import type { UseEntry } from '../executable/executable.ts'
import type { MachO } from './macho.ts'

/** Other opcodes, such as the type of the next ones, do not move the current place. */
const opcode = {
  done: 0x00,
  setSegment: 0x20,
  addAddress: 0x30,
  addScaled: 0x40,
  rebase: 0x50,
  rebaseMany: 0x60,
  rebaseAndAdd: 0x70,
  rebaseAndSkip: 0x80,
} as const
const mask = { opcode: 0xf0, immediate: 0x0f } as const

/**
 * An entry consists of the opcodes up to one that rebases. If this one rebases several places, `use` gets the address of the
 * first.
 */
export function eachRebase(
  bytes: Uint8Array,
  { segments, tables, bits }: Pick<MachO, 'segments' | 'tables' | 'bits'>,
  use: UseEntry,
): void {
  const table = tables.find(({ kind }) => kind === 'rebase')
  if (table === undefined) return
  const end = Math.min(table.offset + table.size, bytes.length)
  const word = bits / 8
  let [at, start, address] = [table.offset, table.offset, 0]
  const number = () => {
    let [result, scale] = [0, 1]
    for (let byte = 0x80; byte >= 0x80 && at < end; scale *= 0x80) {
      byte = bytes[at++] ?? 0
      result += (byte & 0x7f) * scale
    }
    return result
  }
  const rebase = (step: number) => {
    use(start, at, address)
    start = at
    address += step
  }
  while (at < end) {
    const byte = bytes[at++] ?? 0
    const immediate = byte & mask.immediate
    switch (byte & mask.opcode) {
      case opcode.done:
        return
      case opcode.setSegment:
        address = (segments[immediate]?.address ?? 0) + number()
        break
      case opcode.addAddress:
        address += number()
        break
      case opcode.addScaled:
        address += immediate * word
        break
      case opcode.rebase:
        rebase(immediate * word)
        break
      case opcode.rebaseMany:
        rebase(number() * word)
        break
      case opcode.rebaseAndAdd:
        rebase(word + number())
        break
      case opcode.rebaseAndSkip: {
        const count = number()
        rebase(count * (word + number()))
      }
    }
  }
}
