import type { Executable, ProgramSection } from '../inspect/executable/executable.ts'
import { readExecutable } from '../inspect/executable/read-executable.ts'
import { noSymbols, type ProgramSymbols } from '../inspect/executable/symbols.ts'

/** The symbols of a program that has the same code at the same addresses; none if it is another program. */
export function matchingSymbols(file: Executable, sibling: Uint8Array): ProgramSymbols {
  const other = readExecutable(sibling)
  if (!other.ok) return noSymbols
  const code = file.sections.filter(({ content }) => content === 'code')
  const isSame = code.every((one) => {
    const twin = other.value.sections.find(
      ({ name, address }) => name === one.name && address === one.address,
    )
    if (twin === undefined || twin.size !== one.size) return false
    const [bytes, others] = [contentOf(file.bytes, one), contentOf(sibling, twin)]
    // a section header can have a size beyond the end of the file
    return bytes.length === one.size && isSameCode(bytes, others)
  })
  if (code.length === 0 || !isSame) return noSymbols
  // in a section that a linker extended, the data may be at other addresses
  const places = file.sections.filter(({ content, address, name, size }) => {
    const twin = other.value.sections.find((one) => one.name === name && one.address === address)
    return content !== 'none' && twin?.size === size
  })
  return other.value
    .symbols()
    .filter((address, size) =>
      places.some((one) => address >= one.address && address + size <= one.address + one.size),
    )
}

/** In formats without a section for the build ID, Go's linker writes it before the code. */
const buildIdStart = Buffer.from('\xff Go build ID: "', 'latin1')
const buildIdEnd = Buffer.from('"\n \xff', 'latin1')
const longestBuildId = 1024

/** Whether two parts of the same size are equal except for the build ID, which depends on the linker's flags. */
function isSameCode(one: Uint8Array, other: Uint8Array): boolean {
  const from = endOfBuildId(one)
  return from === endOfBuildId(other) && Buffer.compare(one.subarray(from), other.subarray(from)) === 0
}

/** 0 if there is none. */
function endOfBuildId(code: Uint8Array): number {
  const start = Buffer.from(code.buffer, code.byteOffset, Math.min(code.length, longestBuildId))
  const end = start.indexOf(buildIdStart) === 0 ? start.indexOf(buildIdEnd, buildIdStart.length) : -1
  return end < 0 ? 0 : end + buildIdEnd.length
}

const contentOf = (file: Uint8Array, { offset, size }: ProgramSection) => file.subarray(offset, offset + size)
