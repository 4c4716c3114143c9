import { sectionFlag } from '../inspect/elf/constants.ts'
import { type Elf, readElf } from '../inspect/elf/elf.ts'
import { type ElfSymbols, noSymbols, readSymbolTable } from '../inspect/elf/symbol-table.ts'

/** The symbols of a program that has the same code at the same addresses; none where it is another program. */
export function matchingSymbols(file: Uint8Array, elf: Elf, sibling: Uint8Array): ElfSymbols {
  const other = readElf(sibling)
  if (!other.ok) return noSymbols
  const code = elf.sections.filter(({ flags, size }) => (flags & sectionFlag.execute) !== 0 && size > 0)
  const isSame = code.every((one) => {
    const twin = other.value.sections.find(
      ({ name, address }) => name === one.name && address === one.address,
    )
    if (twin === undefined || twin.size !== one.size) return false
    for (let index = 0; index < one.size; index++) {
      if (file[one.offset + index] !== sibling[twin.offset + index]) return false
    }
    return true
  })
  if (code.length === 0 || !isSame) return noSymbols
  // a section to which a linker added something may have its data elsewhere
  const places = elf.sections.filter(({ flags, address, name, size }) => {
    const twin = other.value.sections.find((one) => one.name === name)
    return (flags & sectionFlag.allocated) !== 0 && twin?.address === address && twin.size === size
  })
  return readSymbolTable(sibling, other.value).filter((address, size) =>
    places.some((one) => address >= one.address && address + size <= one.address + one.size),
  )
}
