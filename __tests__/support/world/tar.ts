/** Writes tar archives entry by entry, including ones that no tool would write. */

export interface TarEntry {
  readonly name: string | Uint8Array
  /** Type flag: `0` file, `1` hard link, `2` symbolic link, `5` directory, `x` pax, `L` GNU long name, … */
  readonly type?: string
  readonly link?: string | Uint8Array
  readonly mode?: number
  readonly content?: string | Uint8Array
  /** Size in the header, if it is not the length of the content. */
  readonly size?: number | bigint
  /** Overwrites bytes of the header before its checksum is made. */
  readonly patch?: (header: Buffer) => void
}

const block = 512

export function tarEntry(entry: TarEntry): Buffer {
  const { type = '0', mode = 0o644, content = '', name, link = '' } = entry
  const body = Buffer.from(content as string)
  const header = Buffer.alloc(block)
  Buffer.from(name as string).copy(header, 0, 0, 100)
  header.write(`${mode.toString(8).padStart(7, '0')}\0`, 100)
  header.write('0000000\0', 108)
  header.write('0000000\0', 116)
  const size = BigInt(entry.size ?? body.length)
  if (size < 8n ** 11n) header.write(`${size.toString(8).padStart(11, '0')}\0`, 124)
  else {
    header[124] = 0x80
    header.writeBigUInt64BE(size, 128)
  }
  header.write('00000000000\0', 136)
  header.write(type, 156, 'latin1')
  Buffer.from(link as string).copy(header, 157, 0, 100)
  header.write('ustar\x0000', 257, 'latin1')
  entry.patch?.(header)
  sign(header)
  return Buffer.concat([header, body, Buffer.alloc((block - (body.length % block)) % block)])
}

/** Writes the correct checksum into a header. */
export function sign(header: Buffer): void {
  header.fill(0x20, 148, 156)
  const sum = header.subarray(0, block).reduce((total, byte) => total + byte, 0)
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
}

export function tar(entries: readonly TarEntry[]): Buffer {
  return Buffer.concat([...entries.map(tarEntry), Buffer.alloc(2 * block)])
}

/** An extended header that sets these values of the next entry. */
export function pax(records: Readonly<Record<string, string>>): TarEntry {
  const content = Object.entries(records).map(([key, value]) => {
    const rest = Buffer.byteLength(` ${key}=${value}\n`)
    let length = rest + 1
    while (String(length).length + rest !== length) length = String(length).length + rest
    return `${length} ${key}=${value}\n`
  })
  return { name: 'PaxHeaders/x', type: 'x', content: content.join('') }
}

export function longName(name: string): TarEntry {
  return { name: '././@LongLink', type: 'L', content: `${name}\0` }
}
