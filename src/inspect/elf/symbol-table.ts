/** The symbol table of an ELF file. */
import { orProblem } from '../bytes/byte-view.ts'
import { mostSymbols, noSymbols, ProgramSymbols } from '../executable/symbols.ts'
import { sectionType } from './constants.ts'
import { type Elf, layoutOf } from './elf.ts'

/** STT_FUNC. */
const functionType = 2
const wideEntry = { entry: 24, info: 4, section: 6, address: 8, size: 16 } as const
const narrowEntry = { entry: 16, info: 12, section: 14, address: 4, size: 8 } as const
/** STT_SECTION and STT_FILE, which are ignored. */
const unwanted = new Set([3, 4])
/** SHN_LORESERVE: section numbers from here on have special meanings. */
const firstReserved = 0xff00

/** Without symbols of sections and files; empty if the table is missing or damaged. */
export function readElfSymbols(bytes: Uint8Array, { sections }: Pick<Elf, 'sections'>): ProgramSymbols {
  const table = sections.find(({ type }) => type === sectionType.symbolTable)
  const strings = sections.find(({ name }) => name === '.strtab')
  if (table === undefined || strings === undefined) return noSymbols
  const read = orProblem(() => {
    const { view, wide, word } = layoutOf(bytes)
    const found = new ProgramSymbols(bytes.subarray(strings.offset, strings.offset + strings.size))
    const place = wide ? wideEntry : narrowEntry
    const count = Math.min(Math.floor(table.size / place.entry), mostSymbols)
    for (let index = 1; index < count; index++) {
      const at = table.offset + index * place.entry
      view.need(at, place.entry)
      const type = (bytes[at + place.info] ?? 0) & 15
      const section = view.u16(at + place.section)
      if (section === 0 || section >= firstReserved || unwanted.has(type)) continue
      const address = word(at + place.address)
      const size = word(at + place.size)
      found.add(view.u32(at), address, size, type === functionType)
    }
    return found
  })
  return read.ok ? read.value : noSymbols
}
