import type { LayerMember } from '../../effects/archives.ts'
import { ArchiveProblem } from './problem.ts'

/** The fields of one 512-byte header. Formats: POSIX ustar and pax, GNU tar, V7. */
export interface TarHeader {
  readonly type: string
  readonly name: Buffer
  readonly link: Buffer
  readonly mode: number
  readonly owner: LayerMember['owner']
  /** Number of bytes that follow the header, without padding. */
  readonly stored: number
  /** For a GNU sparse file: the number of unpacked bytes, and whether another block of its map follows. */
  readonly sparse?: { readonly size: number; readonly more: boolean }
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** Lossless: names that differ in any byte differ as strings. */
export function decodeName(bytes: Buffer): string {
  try {
    return decoder.decode(bytes)
  } catch {
    let text = ''
    for (const byte of bytes) text += String.fromCharCode(byte < 0x80 ? byte : 0xdc00 + byte)
    return text
  }
}

/** Verifies the checksum. Accepts the same headers as the engines' reader (Go's archive/tar). */
export function parseHeader(block: Buffer): TarHeader {
  let sum = 256
  let signed = 256
  for (let at = 0; at < 512; at++) {
    if (at >= 148 && at < 156) continue
    const byte = block[at] ?? 0
    sum += byte
    signed += byte < 0x80 ? byte : byte - 0x100
  }
  const checksum = Number.parseInt(block.toString('latin1', 148, 156).replace(/^[ \0]+/, ''), 8)
  if (checksum !== sum && checksum !== signed) throw new ArchiveProblem('a header is not a tar header')
  const magic = block.toString('latin1', 257, 263)
  const prefix = magic === 'ustar\0' ? field(block, 345, 155) : Buffer.alloc(0)
  const name = field(block, 0, 100)
  const type = String.fromCharCode(block[156] ?? 0)
  const header = {
    type: type === '\0' ? '0' : type,
    name: prefix.length > 0 ? Buffer.concat([prefix, Buffer.from('/'), name]) : Buffer.from(name),
    link: Buffer.from(field(block, 157, 100)),
    mode: numberAt(block, 100, 8) & 0o7777,
    owner: { user: ownerAt(block, 108), group: ownerAt(block, 116) },
    stored: isHeaderOnly(type) ? 0 : numberAt(block, 124, 12),
  }
  return type === 'S' && magic === 'ustar '
    ? { ...header, sparse: { size: numberAt(block, 483, 12), more: block[482] !== 0 } }
    : header
}

export function isHeaderOnly(type: string): boolean {
  return '123456'.includes(type)
}

export function kindOf(type: string, path: string): LayerMember['kind'] {
  // V7 writes a directory as a file whose name ends in a slash
  if (type === '0' || type === '7' || type === 'S') return path.endsWith('/') ? 'directory' : 'file'
  if (type === '1') return 'hardlink'
  if (type === '2') return 'symlink'
  return type === '5' ? 'directory' : 'other'
}

function field(block: Buffer, at: number, length: number): Buffer {
  const whole = block.subarray(at, at + length)
  const end = whole.indexOf(0)
  return end < 0 ? whole : whole.subarray(0, end)
}

/** Engines also accept a negative number, which is not the ID of any user. */
function ownerAt(block: Buffer, at: number): number {
  return ((block[at] ?? 0) & 0xc0) === 0xc0 ? -1 : numberAt(block, at, 8)
}

/** Octal, or big endian with the highest bit of the first byte set. */
function numberAt(block: Buffer, at: number, length: number): number {
  const first = block[at] ?? 0
  let value = 0
  if ((first & 0x80) !== 0) {
    if ((first & 0x40) !== 0) throw new ArchiveProblem('a header has a negative number')
    value = first & 0x3f
    for (let next = at + 1; next < at + length; next++) value = value * 256 + (block[next] ?? 0)
  } else {
    const text = block
      .toString('latin1', at, at + length)
      .replace(/^[ \0]+/, '')
      .replace(/[ \0].*$/s, '')
    if (!/^[0-7]*$/.test(text)) throw new ArchiveProblem('a header has an invalid number')
    value = Number.parseInt(text === '' ? '0' : text, 8)
  }
  if (!Number.isSafeInteger(value)) throw new ArchiveProblem('a header declares an impossible size')
  return value
}

/** Records of a pax extended header: `LENGTH KEY=VALUE\n`. */
export function parsePax(bytes: Buffer): ReadonlyMap<string, Buffer> {
  const records = new Map<string, Buffer>()
  for (let at = 0; at < bytes.length; ) {
    const space = bytes.indexOf(0x20, at)
    const text = space < 0 || space - at > 10 ? '' : bytes.toString('latin1', at, space)
    const end = at + Number(/^[0-9]+$/.test(text) ? text : 0)
    const equals = bytes.indexOf(0x3d, space)
    if (end <= space + 1 || end > bytes.length || equals < 0 || equals >= end || bytes[end - 1] !== 0x0a) {
      throw new ArchiveProblem('an extended header is malformed')
    }
    records.set(bytes.toString('latin1', space + 1, equals), bytes.subarray(equals + 1, end - 1))
    at = end
  }
  return records
}
