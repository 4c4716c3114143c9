/** The symbol table that debuggers use, and that `-ldflags=-s` leaves out. */
import { orProblem } from '../bytes/byte-view.ts'
import { sectionType } from './constants.ts'
import { type Elf, layoutOf } from './elf.ts'

export interface ElfSymbol {
  readonly name: string
  readonly address: number
  readonly size: number
  readonly isFunction: boolean
}

const mostSymbols = 1 << 22
const functionType = 2
/** Of no use here: sections and files. */
const unwanted = new Set([3, 4])
const longestName = 1 << 14

/** Those that lie in a section and have a size or a name of their own; none where the table is missing or damaged. */
export function readSymbolTable(bytes: Uint8Array, { sections }: Pick<Elf, 'sections'>): readonly ElfSymbol[] {
  const table = sections.find(({ type }) => type === sectionType.symbolTable)
  const strings = sections.find(({ name }) => name === '.strtab')
  if (table === undefined || strings === undefined) return []
  const read = orProblem(() => {
    const { view, wide, word } = layoutOf(bytes)
    const names = bytes.subarray(strings.offset, strings.offset + strings.size)
    const decoder = new TextDecoder()
    const entry = wide ? 24 : 16
    const count = Math.min(Math.floor(table.size / entry), mostSymbols)
    const found: ElfSymbol[] = []
    for (let index = 1; index < count; index++) {
      const at = table.offset + index * entry
      const info = view.slice(at + (wide ? 4 : 12), 1)[0] ?? 0
      const section = view.u16(at + (wide ? 6 : 14))
      if (section === 0 || section >= 0xff00 || unwanted.has(info & 15)) continue
      const from = view.u32(at)
      const name = names.subarray(from, from + longestName)
      const length = name.indexOf(0)
      if (length < 0) continue
      found.push({
        name: decoder.decode(name.subarray(0, length)),
        address: word(at + (wide ? 8 : 4)),
        size: word(at + (wide ? 16 : 8)),
        isFunction: (info & 15) === functionType,
      })
    }
    return found
  })
  return read.ok ? read.value : []
}
