/** The symbol table of a Mach-O file. */
import { byteView, orProblem } from '../bytes/byte-view.ts'
import { inferSizes } from '../executable/infer-sizes.ts'
import { mostSymbols, noSymbols, ProgramSymbols } from '../executable/symbols.ts'
import { nlistSize } from './link-edit.ts'
import type { MachO } from './macho.ts'

/** Values of n_type: N_STAB, N_TYPE, and N_SECT as its type. */
const type = { debug: 0xe0, mask: 0x0e, inSection: 0x0e } as const
const underscore = 0x5f

export function readMachOSymbols(bytes: Uint8Array, machO: MachO): ProgramSymbols {
  const { bits, littleEndian, segments, tables, link } = machO
  const table = tables.find(({ kind }) => kind === 'symbols')
  const strings = tables.find(({ kind }) => kind === 'strings')
  if (table === undefined || strings === undefined) return noSymbols
  const sections = segments.flatMap((one) => one.sections)
  const names = bytes.subarray(strings.offset, strings.offset + strings.size)
  const read = orProblem(() => {
    const view = byteView(bytes, littleEndian)
    const wide = bits === 64
    const entry = nlistSize[wide ? 'wide' : 'narrow']
    const count = Math.min(Math.floor(table.size / entry), mostSymbols)
    const found = new ProgramSymbols(names)
    for (let index = 0; index < count; index++) {
      const at = table.offset + index * entry
      view.need(at, entry)
      const kind = bytes[at + 4] ?? 0
      const section = sections[(bytes[at + 5] ?? 0) - 1]
      if ((kind & type.debug) !== 0 || (kind & type.mask) !== type.inSection || section === undefined)
        continue
      const name = view.u32(at)
      const address = wide ? view.u64(at + 8) : view.u32(at + 8)
      // names have a leading underscore, like those of C
      found.add(names[name] === underscore ? name + 1 : name, address, 0, section.hasCode)
    }
    return inferSizes(found, sections, { isAscending: link === 'internal' })
  })
  return read.ok ? read.value : noSymbols
}
