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
const wideEntry = { entry: 24, info: 4, section: 6, address: 8, size: 16 } as const
const narrowEntry = { entry: 16, info: 12, section: 14, address: 4, size: 8 } as const
/** Of no use here: sections and files. */
const unwanted = new Set([3, 4])
const longestName = 1 << 14
/** Numbers of sections that are none. */
const firstReserved = 0xff00

/** Symbols in a section, except those of sections and files themselves; none where the table is missing or damaged. */
export function readSymbolTable(
  bytes: Uint8Array,
  { sections }: Pick<Elf, 'sections'>,
): readonly ElfSymbol[] {
  const table = sections.find(({ type }) => type === sectionType.symbolTable)
  const strings = sections.find(({ name }) => name === '.strtab')
  if (table === undefined || strings === undefined) return []
  const read = orProblem(() => {
    const { view, wide, word } = layoutOf(bytes)
    const names = bytes.subarray(strings.offset, strings.offset + strings.size)
    const place = wide ? wideEntry : narrowEntry
    const count = Math.min(Math.floor(table.size / place.entry), mostSymbols)
    const found: ElfSymbol[] = []
    for (let index = 1; index < count; index++) {
      const at = table.offset + index * place.entry
      view.need(at, place.entry)
      const type = (bytes[at + place.info] ?? 0) & 15
      const section = view.u16(at + place.section)
      if (section === 0 || section >= firstReserved || unwanted.has(type)) continue
      const name = nameAt(names, view.u32(at))
      if (name === undefined) continue
      const [address, size] = [word(at + place.address), word(at + place.size)]
      found.push({ name, address, size, isFunction: type === functionType })
    }
    return found
  })
  return read.ok ? read.value : []
}

const decoder = new TextDecoder()

function nameAt(names: Uint8Array, from: number): string | undefined {
  const name = names.subarray(from, from + longestName)
  const length = name.indexOf(0)
  return length < 0 ? undefined : decoder.decode(name.subarray(0, length))
}
