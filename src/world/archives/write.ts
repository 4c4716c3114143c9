import { type FileHandle, open } from 'node:fs/promises'
import type { LayerFile } from '../../effects/archives.ts'
import { piecesOf } from '../pieces.ts'

const block = 512

/**
 * Writes a plain tar archive: every time is 1970, every owner is root, so the same files give the same bytes.
 *
 * @param see receives all written bytes in pieces; each piece is overwritten by the next
 */
export async function writeTar(
  path: string,
  files: readonly LayerFile[],
  see: (piece: Uint8Array) => void = () => {},
): Promise<void> {
  const archive = await open(path, 'w')
  const add = async (piece: Uint8Array) => {
    see(piece)
    await archive.writeFile(piece)
  }
  try {
    for (const file of files) await addFile(file, add)
    await add(Buffer.alloc(2 * block))
  } finally {
    await archive.close()
  }
}

type Add = (piece: Uint8Array) => Promise<void>

async function addFile(file: LayerFile, add: Add): Promise<void> {
  const { content } = file
  if (content.kind === 'file') {
    const source = await open(content.from)
    try {
      await addContent(file, source, content.from, add)
    } finally {
      await source.close()
    }
    return
  }
  const bytes = content.kind === 'bytes' ? content.bytes : new Uint8Array()
  await add(header(file, bytes.length))
  if (bytes.length > 0) await add(bytes)
  await pad(bytes.length, add)
}

async function addContent(file: LayerFile, source: FileHandle, from: string, add: Add): Promise<void> {
  const { size } = await source.stat()
  await add(header(file, size))
  let written = 0
  for await (const piece of piecesOf(source, { at: 0, size })) {
    await add(piece)
    written += piece.length
  }
  if (written < size) throw new Error(`\`${from}\` became shorter while it was read`)
  await pad(size, add)
}

async function pad(size: number, add: Add): Promise<void> {
  const missing = (block - (size % block)) % block
  if (missing > 0) await add(Buffer.alloc(missing))
}

interface Fields {
  readonly name: string
  readonly mode: number
  readonly size: number
  readonly type: string
  readonly link: string
}

const types = { file: '0', bytes: '0', symlink: '2', directory: '5' } as const

/** Source: https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html, "ustar Interchange Format". */
function header({ path, mode, content }: LayerFile, size: number): Buffer {
  const link = content.kind === 'symlink' ? content.target : ''
  const fields = { name: path, mode, size, type: types[content.kind], link }
  const fitting = ustar(fields)
  if (fitting !== undefined) return fitting
  // pax records before the entry hold values that do not fit into it
  const records = Buffer.from(record('path', path) + (link === '' ? '' : record('linkpath', link)))
  const about = { name: 'PaxHeader', mode, link: link === '' ? '' : 'PaxHeader' }
  const padded = Buffer.alloc(Math.ceil(records.length / block) * block)
  records.copy(padded)
  return Buffer.concat([
    ustar({ ...about, size: records.length, type: 'x' }) ?? Buffer.alloc(0),
    padded,
    ustar({ ...about, size, type: types[content.kind] }) ?? Buffer.alloc(0),
  ])
}

/** A pax record, which begins with its own length. */
function record(key: string, value: string): string {
  const rest = Buffer.byteLength(` ${key}=${value}\n`)
  let length = rest + String(rest).length
  if (rest + String(length).length !== length) length++
  return `${length} ${key}=${value}\n`
}

/** undefined if a name is too long for this format, or if that of the file is not ASCII. */
function ustar({ name: path, mode, size, type, link }: Fields): Buffer | undefined {
  const split = splitName(path)
  const isAscii = Buffer.byteLength(path) === path.length
  if (split === undefined || !isAscii || Buffer.byteLength(link) > 100) return undefined
  const bytes = Buffer.alloc(block)
  const octal = (value: number, at: number, digits: number) =>
    bytes.write(`${value.toString(8).padStart(digits, '0')} `, at)
  bytes.write(split.name, 0)
  octal(mode & 0o7777, 100, 6)
  octal(0, 108, 6)
  octal(0, 116, 6)
  if (size < 8 ** 11) octal(size, 124, 11)
  else {
    bytes[124] = 0x80
    bytes.writeBigUInt64BE(BigInt(size), 128)
  }
  octal(0, 136, 11)
  bytes.write(type, 156)
  bytes.write(link, 157)
  bytes.write('ustar\x0000', 257)
  octal(0, 329, 6)
  octal(0, 337, 6)
  bytes.write(split.prefix, 345)
  bytes.fill(' ', 148, 156)
  const sum = bytes.reduce((all, byte) => all + byte, 0)
  bytes.write(`${sum.toString(8).padStart(6, '0')} \0`, 148)
  return bytes
}

/** The shortest prefix of directories that leaves a name of at most 100 bytes. */
function splitName(path: string): { readonly name: string; readonly prefix: string } | undefined {
  if (path.length <= 100) return { name: path, prefix: '' }
  const slash = path.indexOf('/', path.length - 101)
  if (slash < 0 || slash > 155) return undefined
  return { name: path.slice(slash + 1), prefix: path.slice(0, slash) }
}
