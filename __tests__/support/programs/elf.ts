/** Builds small ELF files with only the parts that show how a program is linked. */

export interface ElfParts {
  readonly type?: number
  readonly machine?: number
  readonly interpreter?: string
  readonly needed?: readonly string[]
  readonly soname?: string
  readonly rpath?: string
  readonly runpath?: string
  readonly pie?: boolean
  readonly versions?: Readonly<Record<string, readonly string[]>>
  /** Needed versions that are weak. */
  readonly weak?: readonly string[]
  /** Versions that the file provides; the first is the name of the file itself. */
  readonly provides?: readonly string[]
  /** Dynamic symbols. Each needed one has a relocation; those in `calls` are in the table for lazy binding. */
  readonly symbols?: {
    readonly provides?: readonly string[]
    readonly needs?: readonly string[]
    readonly calls?: readonly string[]
    readonly weak?: readonly string[]
  }
  /** DT_BIND_NOW and DT_TEXTREL. */
  readonly bindNow?: boolean
  readonly textrel?: boolean
  /** DT_FLAGS, and DT_FLAGS_1 of a file that is not `pie`. */
  readonly flags?: number
  readonly flags1?: number
  /** Whether there is a PT_GNU_RELRO. */
  readonly relro?: boolean
  /** Flags of PT_GNU_STACK and PT_LOAD: 1 execute, 2 write, 4 read. */
  readonly stack?: number
  readonly load?: number
  /** Description of a GNU build ID note. */
  readonly gnuBuildId?: readonly number[]
  readonly wide?: boolean
  readonly little?: boolean
  /** Appended to the ELF content in the loaded segment, so that two programs can differ. */
  readonly tail?: string | Uint8Array
}

export const amd64 = 62

export function elfFile(parts: ElfParts = {}): Uint8Array {
  const { type = 2, machine = amd64, needed = [], versions = {}, wide = true, little = true } = parts
  const word = wide ? 8 : 4
  const headerSize = wide ? 64 : 52
  const segmentSize = wide ? 56 : 32
  const { provides = [], gnuBuildId } = parts
  const isDynamic =
    needed.length > 0 ||
    provides.length > 0 ||
    parts.pie === true ||
    parts.bindNow === true ||
    parts.textrel === true ||
    parts.soname !== undefined ||
    parts.symbols !== undefined ||
    parts.interpreter !== undefined
  const strings: number[] = [0]
  const text = (value: string): number => {
    const at = strings.length
    strings.push(...new TextEncoder().encode(value), 0)
    return at
  }
  const entries: (readonly [tag: number, value: number])[] = needed.map((name) => [1, text(name)])
  if (parts.soname !== undefined) entries.push([14, text(parts.soname)])
  if (parts.rpath !== undefined) entries.push([15, text(parts.rpath)])
  if (parts.runpath !== undefined) entries.push([29, text(parts.runpath)])
  if (parts.pie === true) entries.push([0x6ffffffb, 0x08000000])
  if (parts.bindNow === true) entries.push([24, 0])
  if (parts.textrel === true) entries.push([22, 0])
  if (parts.flags !== undefined) entries.push([30, parts.flags])
  if (parts.flags1 !== undefined) entries.push([0x6ffffffb, parts.flags1])
  const own = provides.map(text)
  const files = Object.entries(versions).map(([file, names]) => ({
    file: text(file),
    names: names.map((name) => ({ name: text(name), weak: parts.weak?.includes(name) === true })),
  }))
  const interpreterAt = text(parts.interpreter ?? '')
  const symbols = symbolsOf(parts.symbols ?? {}, text)
  const [symbolSize, relocationSize] = [wide ? 24 : 16, 3 * word]

  const kinds = [
    1,
    ...(parts.interpreter === undefined ? [] : [3]),
    ...(isDynamic ? [2] : []),
    ...(gnuBuildId === undefined ? [] : [4]),
    ...(parts.stack === undefined ? [] : [0x6474e551]),
    ...(parts.relro === true ? [0x6474e552] : []),
  ]
  const stringsAt = headerSize + kinds.length * segmentSize
  const versionsAt = Math.ceil((stringsAt + strings.length) / 8) * 8
  const versionsSize = files.reduce((sum, { names }) => sum + 16 + 16 * names.length, 0)
  const ownAt = versionsAt + versionsSize
  const noteAt = Math.ceil((ownAt + own.length * 28) / 8) * 8
  const noteSize = gnuBuildId === undefined ? 0 : 16 + gnuBuildId.length
  const symbolsAt = Math.ceil((noteAt + noteSize) / 8) * 8
  const hashAt = symbolsAt + (symbols.length + 1) * symbolSize
  const relocationsAt = Math.ceil((hashAt + 12 + 4 * (symbols.length + 1)) / 8) * 8
  const [bound, late] = [
    symbols.filter(({ use }) => use === 'bound'),
    symbols.filter(({ use }) => use === 'late'),
  ]
  const lateAt = relocationsAt + bound.length * relocationSize
  const dynamicAt =
    parts.symbols === undefined ? symbolsAt : Math.ceil((lateAt + late.length * relocationSize) / 8) * 8
  const base = 0x400000
  if (parts.symbols !== undefined) {
    entries.push([6, base + symbolsAt], [4, base + hashAt], [20, 7])
    entries.push([7, base + relocationsAt], [8, bound.length * relocationSize])
    entries.push([23, base + lateAt], [2, late.length * relocationSize])
  }
  entries.push([5, base + stringsAt], [10, strings.length])
  if (files.length > 0) entries.push([0x6ffffffe, base + versionsAt], [0x6fffffff, files.length])
  if (own.length > 0) entries.push([0x6ffffffc, base + ownAt], [0x6ffffffd, own.length])
  entries.push([0, 0])
  const dynamicSize = isDynamic ? entries.length * 2 * word : 0
  const size = dynamicAt + dynamicSize
  const tail = typeof parts.tail === 'string' ? new TextEncoder().encode(parts.tail) : parts.tail
  const bytes = new Uint8Array(size + (tail?.length ?? 0))
  const data = new DataView(bytes.buffer)
  const u16 = (at: number, value: number) => data.setUint16(at, value, little)
  const u32 = (at: number, value: number) => data.setUint32(at, value, little)
  const uword = (at: number, value: number) =>
    wide ? data.setBigUint64(at, BigInt(value), little) : u32(at, value)

  bytes.set([0x7f, 0x45, 0x4c, 0x46, wide ? 2 : 1, little ? 1 : 2, 1])
  u16(16, type)
  u16(18, machine)
  uword(wide ? 32 : 28, headerSize)
  u16(wide ? 54 : 42, segmentSize)
  u16(wide ? 56 : 44, kinds.length)
  for (const [index, kind] of kinds.entries()) {
    const at = headerSize + index * segmentSize
    const [from, length] =
      kind === 1
        ? [0, bytes.length]
        : kind === 3
          ? [stringsAt + interpreterAt, (parts.interpreter?.length ?? 0) + 1]
          : kind === 2
            ? [dynamicAt, dynamicSize]
            : kind === 4
              ? [noteAt, noteSize]
              : [0, 0]
    u32(at, kind)
    u32(at + (wide ? 4 : 24), kind === 1 ? (parts.load ?? 5) : kind === 0x6474e551 ? (parts.stack ?? 0) : 4)
    uword(at + (wide ? 8 : 4), from)
    uword(at + (wide ? 16 : 8), base + from)
    uword(at + (wide ? 32 : 16), length)
  }
  bytes.set(strings, stringsAt)
  let at = versionsAt
  for (const [index, { file, names }] of files.entries()) {
    u16(at, 1)
    u16(at + 2, names.length)
    u32(at + 4, file)
    u32(at + 8, 16)
    u32(at + 12, index + 1 < files.length ? 16 + 16 * names.length : 0)
    for (const [inner, { name, weak }] of names.entries()) {
      const aux = at + 16 + inner * 16
      u16(aux + 4, weak ? 2 : 0)
      u32(aux + 8, name)
      u32(aux + 12, inner + 1 < names.length ? 16 : 0)
    }
    at += 16 + 16 * names.length
  }
  for (const [index, name] of own.entries()) {
    const from = ownAt + index * 28
    u16(from, 1)
    u16(from + 2, index === 0 ? 1 : 0)
    u16(from + 6, 1)
    u32(from + 12, 20)
    u32(from + 16, index + 1 < own.length ? 28 : 0)
    u32(from + 20, name)
  }
  if (gnuBuildId !== undefined) {
    u32(noteAt, 4)
    u32(noteAt + 4, gnuBuildId.length)
    u32(noteAt + 8, 3)
    bytes.set([0x47, 0x4e, 0x55, 0, ...gnuBuildId], noteAt + 12)
  }
  if (parts.symbols !== undefined) {
    u32(hashAt, 1)
    u32(hashAt + 4, symbols.length + 1)
    for (const [index, { name, bind, isDefined }] of symbols.entries()) {
      const from = symbolsAt + (index + 1) * symbolSize
      u32(from, name)
      bytes[from + (wide ? 4 : 12)] = (bind << 4) | 2
      u16(from + (wide ? 6 : 14), isDefined ? 1 : 0)
      uword(from + (wide ? 8 : 4), isDefined ? base : 0)
    }
    for (const [index, one] of [...bound, ...late].entries()) {
      const [symbol, from] = [symbols.indexOf(one) + 1, relocationsAt + index * relocationSize + word]
      if (wide) data.setBigUint64(from, (BigInt(symbol) << 32n) | 6n, little)
      else u32(from, (symbol << 8) | 6)
    }
  }
  if (isDynamic) {
    for (const [index, [tag, value]] of entries.entries()) {
      uword(dynamicAt + index * 2 * word, tag)
      uword(dynamicAt + index * 2 * word + word, value)
    }
  }
  if (tail !== undefined) bytes.set(tail, size)
  return bytes
}

function symbolsOf(
  { provides = [], needs = [], calls = [], weak = [] }: NonNullable<ElfParts['symbols']>,
  text: (value: string) => number,
) {
  const all = (names: readonly string[], bind: number, isDefined: boolean, use?: 'bound' | 'late') =>
    names.map((name) => ({ name: text(name), bind, isDefined, use }))
  return [
    ...all(provides, 1, true),
    ...all(needs, 1, false, 'bound'),
    ...all(calls, 1, false, 'late'),
    ...all(weak, 2, false, 'bound'),
  ]
}

/** A build information block in the format of Go 1.18 and later. */
export function buildInfoBlock(version: string, lines: readonly string[]): Uint8Array {
  const encoder = new TextEncoder()
  const marker = new Uint8Array(16).fill(0x30)
  const information = Uint8Array.from([...marker, ...encoder.encode(lines.join('\n')), ...marker])
  const varint = (value: number): number[] =>
    value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...varint(value >>> 7)]
  const header = new Uint8Array(32)
  header.set([0xff, ...encoder.encode(' Go buildinf:')])
  header[14] = 8
  header[15] = 2
  const text = encoder.encode(version)
  return Uint8Array.from([
    ...header,
    ...varint(text.length),
    ...text,
    ...varint(information.length),
    ...information,
  ])
}
