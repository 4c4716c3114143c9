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
    const [bytes, others] = [contentOf(file, one), contentOf(sibling, twin)]
    // a section can claim to be larger than its file
    return bytes.length === one.size && Buffer.compare(bytes, others) === 0
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

const contentOf = (file: Uint8Array, { offset, size }: Elf['sections'][number]) =>
  file.subarray(offset, offset + size)
