/** Builds small Mach-O and PE files with only the parts that linkgate reads. */

const encoder = new TextEncoder()

export interface MachOParts {
  /** filetype: 2 executable, 6 library. */
  readonly type?: number
  readonly flags?: number
  readonly libraries?: readonly string[]
  readonly loader?: boolean
  readonly rpath?: string
  /** Initial protection of the only segment: 1 read, 2 write, 4 execute. */
  readonly protection?: number
}

/** 64-bit, arm64. */
export function machOFile(parts: MachOParts = {}): Uint8Array {
  const { type = 2, flags = 0, libraries = [], loader = false, rpath, protection = 5 } = parts
  const commands = [
    segmentCommand(protection),
    ...(loader ? [textCommand(0xe, 12, '/usr/lib/dyld')] : []),
    ...libraries.map((path) => textCommand(0xc, 24, path)),
    ...(rpath === undefined ? [] : [textCommand(0x8000001c, 12, rpath)]),
  ]
  const size = commands.reduce((sum, command) => sum + command.length, 0)
  const bytes = new Uint8Array(32 + size)
  const data = new DataView(bytes.buffer)
  for (const [index, value] of [0xfeedfacf, 0x100000c, 0, type, commands.length, size, flags].entries())
    data.setUint32(index * 4, value, true)
  let at = 32
  for (const command of commands) {
    bytes.set(command, at)
    at += command.length
  }
  return bytes
}

function segmentCommand(protection: number): Uint8Array {
  const bytes = new Uint8Array(72)
  const data = new DataView(bytes.buffer)
  data.setUint32(0, 0x19, true)
  data.setUint32(4, 72, true)
  bytes.set(encoder.encode('__TEXT'), 8)
  data.setUint32(60, protection, true)
  return bytes
}

function textCommand(kind: number, offset: number, text: string): Uint8Array {
  const bytes = new Uint8Array(Math.ceil((offset + text.length + 1) / 8) * 8)
  const data = new DataView(bytes.buffer)
  data.setUint32(0, kind, true)
  data.setUint32(4, bytes.length, true)
  data.setUint32(8, offset, true)
  bytes.set(encoder.encode(text), offset)
  return bytes
}

/** Several architectures in one file, in the format of `lipo`. */
export function universalFile(slices: readonly Uint8Array[]): Uint8Array {
  const step = slices.some((slice) => slice.length > 4096) ? 1 << 14 : 256
  const offsets: number[] = []
  let end = step
  for (const slice of slices) {
    offsets.push(end)
    end = Math.ceil((end + slice.length) / step) * step
  }
  const bytes = new Uint8Array(end)
  const data = new DataView(bytes.buffer)
  data.setUint32(0, 0xcafebabe)
  data.setUint32(4, slices.length)
  for (const [index, slice] of slices.entries()) {
    const own = new DataView(slice.buffer, slice.byteOffset)
    const offset = offsets[index] ?? 0
    const entry = [own.getUint32(4, true), own.getUint32(8, true), offset, slice.length]
    for (const [field, value] of entry.entries()) data.setUint32(8 + index * 20 + field * 4, value)
    bytes.set(slice, offset)
  }
  return bytes
}

export interface PeParts {
  readonly dll?: boolean
  /** DllCharacteristics. */
  readonly flags?: number
  readonly libraries?: readonly string[]
  /** Characteristics of the only section. */
  readonly sectionFlags?: number
}

/** PE32+, amd64, with one section that contains the imports. */
export function peFile(parts: PeParts = {}): Uint8Array {
  const { dll = false, flags = 0x8160, libraries = [], sectionFlags = 0xc0000040 } = parts
  const header = 0x80
  const optional = header + 24
  const optionalSize = 112 + 16 * 8
  const sectionAt = optional + optionalSize
  const content = 0x200
  const address = 0x1000
  const names = libraries.map((name) => [...encoder.encode(name), 0])
  const tableSize = 20 * (libraries.length + 1)
  const contentSize = tableSize + names.flat().length
  const bytes = new Uint8Array(content + contentSize)
  const data = new DataView(bytes.buffer)
  const u16 = (at: number, value: number) => data.setUint16(at, value, true)
  const u32 = (at: number, value: number) => data.setUint32(at, value, true)
  bytes.set([0x4d, 0x5a])
  u32(0x3c, header)
  u32(header, 0x4550)
  u16(header + 4, 0x8664)
  u16(header + 6, 1)
  u16(header + 20, optionalSize)
  u16(header + 22, dll ? 0x2002 : 2)
  u16(optional, 0x20b)
  u16(optional + 70, flags)
  u32(optional + 108, 16)
  if (libraries.length > 0) u32(optional + 112 + 8, address)
  bytes.set(encoder.encode('.data'), sectionAt)
  u32(sectionAt + 12, address)
  u32(sectionAt + 16, contentSize)
  u32(sectionAt + 20, content)
  u32(sectionAt + 36, sectionFlags)
  let at = tableSize
  for (const [index, name] of names.entries()) {
    u32(content + index * 20 + 12, address + at)
    bytes.set(name, content + at)
    at += name.length
  }
  return bytes
}
