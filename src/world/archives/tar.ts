import type { LayerMember } from '../../effects/archives.ts'
import { decodeName, isHeaderOnly, kindOf, parseHeader, parsePax, type TarHeader } from './header.ts'
import { type Allowance, ArchiveProblem } from './problem.ts'

/** Reads the entries of a tar archive from a stream, without their content. */
export interface TarScanner {
  feed(chunk: Buffer): void
  /** Number of content bytes that come next. A reader that can seek may skip them. */
  readonly ahead: number
  skip(bytes: number): void
  /** @throws {ArchiveProblem} if the archive is truncated */
  end(): void
}

const block = 512
/** In bytes: PATH_MAX of Linux. No engine can unpack a longer path. */
const longestName = 4096
const longestExtension = 1 << 20

/** Its memory depends only on the entries and their names, which the allowance limits. */
export function tarScanner(
  allowance: Allowance,
  found: (member: LayerMember, stored: number) => void,
): TarScanner {
  return new Scanner(allowance, found)
}

/** Values of extended headers for the entry that follows them. */
interface Extensions {
  longName?: Buffer
  longLink?: Buffer
  pax: ReadonlyMap<string, Buffer>
}

class Scanner implements TarScanner {
  readonly #allowance: Allowance
  readonly #found: (member: LayerMember, stored: number) => void
  readonly #partial = Buffer.alloc(block)
  #filled = 0
  #position = 0
  #ahead = 0
  #zeros = 0
  #ended = false
  /** An extended header whose content is being read. */
  #extension: { readonly type: string; readonly bytes: Buffer; filled: number } | undefined
  #extensions: Extensions = { pax: new Map() }
  /** Header of a sparse file whose map continues. */
  #sparse: TarHeader | undefined

  constructor(allowance: Allowance, found: (member: LayerMember, stored: number) => void) {
    this.#allowance = allowance
    this.#found = found
  }

  get ahead(): number {
    return this.#ended ? Number.MAX_SAFE_INTEGER : this.#ahead
  }

  skip(bytes: number): void {
    this.#position += bytes
    if (!this.#ended) this.#ahead -= bytes
  }

  feed(chunk: Buffer): void {
    for (let at = 0; at < chunk.length && !this.#ended; ) {
      const read = this.#ahead > 0 ? Math.min(this.#ahead, chunk.length - at) : this.#fill(chunk.subarray(at))
      at += read
      this.#position += read
      if (this.#ahead > 0) this.#ahead -= read
      else this.#takeWhenFull()
    }
  }

  /** Copies the missing bytes of the header, or of the extended header's content. */
  #fill(chunk: Buffer): number {
    if (this.#extension === undefined) {
      const copied = chunk.copy(this.#partial, this.#filled)
      this.#filled += copied
      return copied
    }
    const copied = chunk.copy(this.#extension.bytes, this.#extension.filled)
    this.#extension.filled += copied
    return copied
  }

  #takeWhenFull(): void {
    if (this.#extension !== undefined) {
      if (this.#extension.filled === this.#extension.bytes.length) this.#extend()
    } else if (this.#filled === block) {
      this.#filled = 0
      this.#take(this.#partial)
    }
  }

  end(): void {
    if (this.#ended) return
    const isInside = this.#ahead > 0 || this.#filled > 0
    if (isInside || this.#extension !== undefined || this.#sparse !== undefined) {
      throw new ArchiveProblem('the archive ends in the middle of an entry')
    }
  }

  #take(header: Buffer): void {
    if (this.#sparse !== undefined) {
      if (header[504] !== 0) return
      const finished = this.#sparse
      this.#sparse = undefined
      this.#emit(finished)
    } else if (header.every((byte) => byte === 0)) {
      this.#zeros++
      this.#ended = this.#zeros === 2
    } else {
      if (this.#zeros > 0) throw new ArchiveProblem('there is data after the end mark')
      this.#begin(parseHeader(header))
    }
  }

  #begin(header: TarHeader): void {
    if ('xgLK'.includes(header.type)) {
      if (header.stored > longestExtension) throw new ArchiveProblem('an extended header is too large')
      this.#charge(0)
      this.#extension = { type: header.type, bytes: Buffer.alloc(header.stored), filled: 0 }
      if (header.stored === 0) this.#extend()
    } else if (header.sparse?.more === true) this.#sparse = header
    else this.#emit(header)
  }

  #charge(names: number): void {
    this.#allowance.entries--
    this.#allowance.names -= names
    if (this.#allowance.entries < 0) throw new ArchiveProblem('there are more entries than allowed')
    if (this.#allowance.names < 0) throw new ArchiveProblem('the names are longer than allowed')
  }

  #extend(): void {
    if (this.#extension === undefined) return
    const { type, bytes } = this.#extension
    this.#extension = undefined
    this.#ahead = (block - (bytes.length % block)) % block
    if (type === 'x') this.#extensions.pax = parsePax(bytes)
    else if (type === 'L') this.#extensions.longName = untilNul(bytes)
    else if (type === 'K') this.#extensions.longLink = untilNul(bytes)
    // like Go's reader, it ignores a global header
  }

  #emit(header: TarHeader): void {
    const { name, link } = namesOf(header, this.#extensions)
    const { pax } = this.#extensions
    const { stored, size, isSparse } = sizesOf(header, pax)
    this.#extensions = { pax: new Map() }
    if (name.includes(0) || link.includes(0)) throw new ArchiveProblem('a name contains a zero byte')
    if (name.length > longestName || link.length > longestName) {
      throw new ArchiveProblem(`a name is longer than ${longestName} bytes`)
    }
    this.#charge(name.length + link.length)
    const path = decodeName(name)
    const kind = kindOf(header.type, path)
    const isLink = kind === 'symlink' || kind === 'hardlink'
    const capabilities = kind === 'file' ? capabilitiesIn(pax) : undefined
    this.#found(
      {
        path,
        kind,
        mode: header.mode,
        owner: ownerOf(header, pax),
        size: kind === 'file' ? size : 0,
        ...(capabilities === undefined ? {} : { capabilities }),
        ...(isLink ? { target: decodeName(link) } : {}),
        ...(kind === 'file' && !isSparse ? { offset: this.#position } : {}),
      },
      stored,
    )
    this.#ahead = Math.ceil(stored / block) * block
    if (!Number.isSafeInteger(this.#position + this.#ahead)) {
      throw new ArchiveProblem('a size is too large')
    }
  }
}

function namesOf(header: TarHeader, { pax, longName, longLink }: Extensions) {
  return {
    name: pax.get('GNU.sparse.name') ?? pax.get('path') ?? longName ?? header.name,
    link: pax.get('linkpath') ?? longLink ?? header.link,
  }
}

function ownerOf({ owner }: TarHeader, pax: ReadonlyMap<string, Buffer>): TarHeader['owner'] {
  const user = pax.get('uid')
  const group = pax.get('gid')
  return {
    user: user === undefined ? owner.user : decimal(user, 'user'),
    group: group === undefined ? owner.group : decimal(group, 'group'),
  }
}

/** Engines write the attribute with the prefix of star. In the kernel's formats, it has 12, 20 or 24 bytes. */
function capabilitiesIn(pax: ReadonlyMap<string, Buffer>): string | undefined {
  const value = pax.get('SCHILY.xattr.security.capability')
  return value === undefined || value.length > 24 ? undefined : value.toString('hex')
}

/** Size in the archive, and unpacked size. */
function sizesOf(header: TarHeader, pax: ReadonlyMap<string, Buffer>) {
  const declared = pax.get('size')
  const stored =
    declared === undefined || isHeaderOnly(header.type) ? header.stored : decimal(declared, 'size')
  const realSize = pax.get('GNU.sparse.realsize') ?? pax.get('GNU.sparse.size')
  return {
    stored,
    size: realSize === undefined ? (header.sparse?.size ?? stored) : decimal(realSize, 'size'),
    isSparse: header.sparse !== undefined || realSize !== undefined || pax.has('GNU.sparse.map'),
  }
}

function untilNul(bytes: Buffer): Buffer {
  const end = bytes.indexOf(0)
  return end < 0 ? bytes : bytes.subarray(0, end)
}

function decimal(bytes: Buffer, what: string): number {
  const text = bytes.toString('latin1')
  const value = /^[0-9]{1,16}$/.test(text) ? Number(text) : Number.NaN
  if (!Number.isSafeInteger(value)) throw new ArchiveProblem(`an extended header has an invalid ${what}`)
  return value
}
