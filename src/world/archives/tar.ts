import type { LayerMember } from '../../effects/archives.ts'
import { decodeName, isHeaderOnly, kindOf, parseHeader, parsePax, type TarHeader } from './header.ts'
import { type Allowance, ArchiveProblem } from './problem.ts'

/** A tar archive read as it streams by: its entries, without their content. */
export interface TarScanner {
  feed(chunk: Buffer): void
  /** Bytes ahead that are content; a reader that can seek need not feed them. */
  readonly ahead: number
  skip(bytes: number): void
  /** Throws when the archive ends too early. */
  end(): void
}

const block = 512
/** No engine can unpack a longer path: PATH_MAX of Linux. */
const longestName = 4096
const longestExtension = 1 << 20

/** Memory grows with the entries and their names only, both limited by the allowance. */
export function tarScanner(
  allowance: Allowance,
  found: (member: LayerMember, stored: number) => void,
): TarScanner {
  let position = 0
  let ahead = 0
  let zeros = 0
  let ended = false
  const partial = Buffer.alloc(block)
  let filled = 0
  let extension: { readonly type: string; readonly bytes: Buffer; filled: number } | undefined
  let longName: Buffer | undefined
  let longLink: Buffer | undefined
  let pax: ReadonlyMap<string, Buffer> = new Map()
  let sparse: TarHeader | undefined

  function take(header: Buffer): void {
    if (sparse !== undefined) {
      if (header[504] !== 0) return
      const finished = sparse
      sparse = undefined
      emit(finished)
      return
    }
    if (header.every((byte) => byte === 0)) {
      zeros++
      ended = zeros === 2
      return
    }
    if (zeros > 0) throw new ArchiveProblem('something follows the end mark')
    const parsed = parseHeader(header)
    if ('xgLK'.includes(parsed.type)) {
      if (parsed.stored > longestExtension) throw new ArchiveProblem('an extended header is too large')
      charge(0)
      extension = { type: parsed.type, bytes: Buffer.alloc(parsed.stored), filled: 0 }
      if (parsed.stored === 0) extended()
    } else if (parsed.sparse?.more === true) sparse = parsed
    else emit(parsed)
  }

  function charge(names: number): void {
    allowance.entries--
    allowance.names -= names
    if (allowance.entries < 0) throw new ArchiveProblem('there are more entries than allowed')
    if (allowance.names < 0) throw new ArchiveProblem('the names are longer than allowed')
  }

  function extended(): void {
    if (extension === undefined) return
    const { type, bytes } = extension
    extension = undefined
    ahead = (block - (bytes.length % block)) % block
    if (type === 'x') pax = parsePax(bytes)
    else if (type === 'L') longName = untilNul(bytes)
    else if (type === 'K') longLink = untilNul(bytes)
    // a global header tells nothing about a single file, and Go's reader applies it to none
  }

  function emit(header: TarHeader): void {
    const rawName = pax.get('GNU.sparse.name') ?? pax.get('path') ?? longName ?? header.name
    const rawLink = pax.get('linkpath') ?? longLink ?? header.link
    const declared = pax.get('size')
    const stored =
      declared === undefined || isHeaderOnly(header.type) ? header.stored : decimal(declared, 'size')
    const realSize = pax.get('GNU.sparse.realsize') ?? pax.get('GNU.sparse.size')
    const isSparse =
      header.sparse !== undefined || realSize !== undefined || pax.get('GNU.sparse.map') !== undefined
    const size = realSize === undefined ? (header.sparse?.size ?? stored) : decimal(realSize, 'size')
    longName = undefined
    longLink = undefined
    pax = new Map()
    if (rawName.includes(0) || rawLink.includes(0)) throw new ArchiveProblem('a name contains a zero byte')
    if (rawName.length > longestName || rawLink.length > longestName) {
      throw new ArchiveProblem(`a name is longer than ${longestName} bytes`)
    }
    charge(rawName.length + rawLink.length)
    const path = decodeName(rawName)
    const kind = kindOf(header.type, path)
    const isLink = kind === 'symlink' || kind === 'hardlink'
    found(
      {
        path,
        kind,
        mode: header.mode,
        size: kind === 'file' ? size : 0,
        ...(isLink ? { target: decodeName(rawLink) } : {}),
        ...(kind === 'file' && !isSparse ? { offset: position } : {}),
      },
      stored,
    )
    ahead = Math.ceil(stored / block) * block
    if (!Number.isSafeInteger(position + ahead)) throw new ArchiveProblem('a size is larger than any file')
  }

  return {
    get ahead() {
      return ended ? Number.MAX_SAFE_INTEGER : ahead
    },
    skip(bytes) {
      position += bytes
      if (!ended) ahead -= bytes
    },
    feed(chunk) {
      for (let at = 0; at < chunk.length && !ended; ) {
        if (ahead > 0) {
          const skipped = Math.min(ahead, chunk.length - at)
          ahead -= skipped
          position += skipped
          at += skipped
          continue
        }
        const target = extension?.bytes ?? partial
        const had = extension?.filled ?? filled
        const copied = chunk.copy(target, had, at, at + target.length - had)
        position += copied
        at += copied
        if (extension !== undefined) {
          extension.filled += copied
          if (extension.filled === extension.bytes.length) extended()
        } else {
          filled = (filled + copied) % block
          if (filled === 0) take(partial)
        }
      }
    },
    end() {
      if (ended) return
      if (ahead > 0 || filled > 0 || extension !== undefined || sparse !== undefined) {
        throw new ArchiveProblem('the archive ends in the middle of an entry')
      }
    },
  }
}

function untilNul(bytes: Buffer): Buffer {
  const end = bytes.indexOf(0)
  return end < 0 ? bytes : bytes.subarray(0, end)
}

function decimal(bytes: Buffer, what: string): number {
  const text = bytes.toString('latin1')
  const value = /^[0-9]{1,16}$/.test(text) ? Number(text) : Number.NaN
  if (!Number.isSafeInteger(value)) throw new ArchiveProblem(`an extended header has a ${what} that is none`)
  return value
}
