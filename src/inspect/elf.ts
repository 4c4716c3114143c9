/**
 * Reads the parts of an ELF file that tell how it is linked, from bytes alone. Structures and constants as in the
 * System V ABI and its GNU extensions (`/usr/include/elf.h`).
 */

export interface Elf {
  readonly bits: 32 | 64
  readonly littleEndian: boolean
  /** e_type: 2 executable, 3 shared object or position-independent executable. */
  readonly type: number
  readonly machine: string
  /** PT_INTERP. */
  readonly interpreter?: string
  /** Whether there is a PT_DYNAMIC. */
  readonly dynamic: boolean
  /** DT_NEEDED, in the order of the file. */
  readonly needed: readonly string[]
  readonly soname?: string
  /** DT_RPATH and DT_RUNPATH, split at colons. */
  readonly rpath: readonly string[]
  readonly runpath: readonly string[]
  /** DF_1_PIE. */
  readonly pie: boolean
  /** Versions needed of other files (verneed), e.g. `GLIBC_2.34`. */
  readonly versionsNeeded: readonly {
    readonly file: string
    readonly version: string
    readonly weak: boolean
  }[]
}

export type ElfResult = { readonly elf: Elf } | { readonly problem: string }

const machines: Readonly<Record<number, string>> = {
  3: '386',
  8: 'mips',
  20: 'ppc',
  21: 'ppc64',
  22: 's390x',
  40: 'arm',
  62: 'amd64',
  183: 'arm64',
  243: 'riscv64',
  258: 'loong64',
}

const segment = { load: 1, dynamic: 2, interp: 3 } as const
const tag = {
  needed: 1n,
  strtab: 5n,
  strsz: 10n,
  soname: 14n,
  rpath: 15n,
  runpath: 29n,
  flags1: 0x6ffffffbn,
  verneed: 0x6ffffffen,
  verneednum: 0x6fffffffn,
} as const
const flag1Pie = 0x08000000n
const versionIsWeak = 2
/** More of anything than a real file has is a damaged or hostile one. */
const sane = 1 << 16
/** Bytes of all names together: entries that share one long name would otherwise multiply it. */
const saneText = 1 << 20

class Malformed extends Error {}

export function readElf(bytes: Uint8Array): ElfResult {
  try {
    return { elf: read(bytes) }
  } catch (error) {
    if (error instanceof Malformed || error instanceof RangeError) return { problem: error.message }
    throw error
  }
}

function read(bytes: Uint8Array): Elf {
  const data = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.length < 52 || data.getUint32(0) !== 0x7f454c46) throw new Malformed('not an ELF file')
  const [, , , , klass, encoding] = bytes
  if ((klass !== 1 && klass !== 2) || (encoding !== 1 && encoding !== 2)) {
    throw new Malformed('an ELF file of unknown class or byte order')
  }
  const wide = klass === 2
  const little = encoding === 1
  const u16 = (at: number) => data.getUint16(at, little)
  const u32 = (at: number) => data.getUint32(at, little)
  const word = (at: number) => (wide ? data.getBigUint64(at, little) : BigInt(u32(at)))

  const type = u16(16)
  const machine = machines[u16(18)] ?? `machine ${u16(18)}`
  const headersAt = Number(word(wide ? 32 : 28))
  const headerSize = u16(wide ? 54 : 42)
  const headers = u16(wide ? 56 : 44)
  const segments = Array.from({ length: headers }, (_, index) => {
    const at = headersAt + index * headerSize
    return {
      type: u32(at),
      offset: word(at + (wide ? 8 : 4)),
      address: word(at + (wide ? 16 : 8)),
      fileSize: word(at + (wide ? 32 : 16)),
    }
  })
  const offsetOf = (address: bigint): number => {
    const home = segments.find(
      (one) => one.type === segment.load && address >= one.address && address < one.address + one.fileSize,
    )
    if (home === undefined) throw new Malformed('an address of the dynamic section lies in no segment')
    return Number(address - home.address + home.offset)
  }
  let textSize = 0
  const textAt = (at: number): string => {
    const end = bytes.indexOf(0, at)
    if (at >= bytes.length || end < 0 || end - at > sane)
      throw new Malformed('a name runs past the end of the file')
    textSize += end - at
    if (textSize > saneText) throw new Malformed('more names than a real file has')
    return new TextDecoder().decode(bytes.subarray(at, end))
  }

  const interp = segments.find((one) => one.type === segment.interp)
  const dynamic = segments.find((one) => one.type === segment.dynamic && one.fileSize > 0n)
  const entries: { readonly tag: bigint; readonly value: bigint }[] = []
  if (dynamic !== undefined) {
    const entrySize = wide ? 16 : 8
    const limit = Math.min(Number(dynamic.fileSize) / entrySize, sane)
    for (let index = 0; index < limit; index++) {
      const at = Number(dynamic.offset) + index * entrySize
      const entry = { tag: word(at), value: word(at + entrySize / 2) }
      if (entry.tag === 0n) break
      entries.push(entry)
    }
  }
  const valueOfTag = (wanted: bigint) => entries.find((entry) => entry.tag === wanted)?.value
  const stringTable = valueOfTag(tag.strtab)
  const strings = stringTable === undefined ? undefined : offsetOf(stringTable)
  const name = (offset: bigint | number): string => {
    if (strings === undefined) throw new Malformed('the dynamic section has no string table')
    return textAt(strings + Number(offset))
  }
  const names = (wanted: bigint) =>
    entries.filter((entry) => entry.tag === wanted).map((entry) => name(entry.value))
  const [soname] = names(tag.soname)
  const paths = (wanted: bigint) =>
    names(wanted)
      .flatMap((path) => path.split(':'))
      .filter((path) => path !== '')

  const versionsNeeded: { file: string; version: string; weak: boolean }[] = []
  const verneed = valueOfTag(tag.verneed)
  if (verneed !== undefined) {
    let at = offsetOf(verneed)
    const files = Math.min(Number(valueOfTag(tag.verneednum) ?? 0n), sane)
    for (let index = 0; index < files; index++) {
      const file = name(u32(at + 4))
      let aux = at + u32(at + 8)
      const count = u16(at + 2)
      for (let inner = 0; inner < count; inner++) {
        versionsNeeded.push({
          file,
          version: name(u32(aux + 8)),
          weak: (u16(aux + 4) & versionIsWeak) !== 0,
        })
        if (versionsNeeded.length > sane) throw new Malformed('more symbol versions than a real file has')
        aux += u32(aux + 12)
      }
      at += u32(at + 12)
    }
  }
  return {
    bits: wide ? 64 : 32,
    littleEndian: little,
    type,
    machine,
    ...(interp === undefined ? {} : { interpreter: textAt(Number(interp.offset)) }),
    dynamic: dynamic !== undefined,
    needed: names(tag.needed),
    ...(soname === undefined ? {} : { soname }),
    rpath: paths(tag.rpath),
    runpath: paths(tag.runpath),
    pie: ((valueOfTag(tag.flags1) ?? 0n) & flag1Pie) !== 0n,
    versionsNeeded,
  }
}
