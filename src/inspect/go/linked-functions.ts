/** Functions in a Go program, from its function table, which stripped programs have too. */
import { fail, type Result, succeed } from '../../common/result.ts'
import { type ByteSource, readAt } from '../bytes/byte-source.ts'
import { byteView } from '../bytes/byte-view.ts'
import type { Extent } from '../bytes/extent.ts'
import type { Elf } from '../elf/elf.ts'
import { mappedSegments } from '../elf/headers.ts'
import type { ProgramAreas } from '../executable/executable.ts'
import type { Program } from '../program/program.ts'
import { findPcHeader, type HeaderSource } from './pclntab.ts'

export interface LinkedFunctions {
  /** Whether there is a function of this name, or one that was inlined everywhere. */
  has(name: string): boolean
  /** Whether there is one whose name begins with `start`. */
  hasPrefix(start: string): boolean
  /** Import paths of packages that call C functions; `main` for the main package. */
  readonly cgoPackages: readonly string[]
  /** GOROOT of the toolchain, if the program contains it: not with `-trimpath`. */
  readonly goroot?: string
}

/** undefined if the program has no readable function table. */
export function readLinkedFunctions(source: ByteSource, elf: Elf): LinkedFunctions | undefined {
  const found = findPcHeader(headerSource(source, elf), areasOf(elf))
  if (found?.ok !== true) return undefined
  const { names, files } = found.value
  const textIn = ({ from, to }: Extent) => {
    const { buffer, byteOffset, length } = readAt(source, from, Math.min(to - from, longestTable))
    return Buffer.from(buffer, byteOffset, length).toString('latin1')
  }
  // each name has a zero byte on both sides
  const text = `\0${textIn(names)}`
  const goroot = /(?:^|\0)([^\0]+)\/src\/runtime\/proc\.go\0/.exec(textIn(files))?.[1]
  return {
    has: (name) => text.includes(`\0${name}\0`),
    hasPrefix: (start) => text.includes(`\0${start}`),
    cgoPackages: cgoPackagesIn(text),
    ...(goroot === undefined ? {} : { goroot }),
  }
}

/** In bytes: ten times the names of the largest programs. */
const longestTable = 1 << 26

/** Reads pages, not the whole file. */
function headerSource(
  source: ByteSource,
  { littleEndian, bits }: Pick<Elf, 'littleEndian' | 'bits'>,
): HeaderSource {
  const { size } = source
  const view = byteView(source, littleEndian)
  const u32 = (at: number) => (at >= 0 && at + 4 <= size ? view.u32(at) : 0)
  return {
    size,
    pointerSize: bits === 64 ? 8 : 4,
    u8: (at) => readAt(source, at, 1)[0] ?? 0,
    u32,
    word(at) {
      if (bits === 32) return u32(at)
      const [low, high] = littleEndian ? [u32(at), u32(at + 4)] : [u32(at + 4), u32(at)]
      return high * 2 ** 32 + low
    },
  }
}

/** Names of wrappers from the cgo tool: `github.com/mattn/go-sqlite3._Cfunc_sqlite3_open_v2`. */
function cgoPackagesIn(text: string): readonly string[] {
  const wrappers = text.matchAll(/\0([^\0\s()[\]{}]+)\._C2?func_/g)
  return [...new Set([...wrappers].map(([, path = '']) => unescapePath(path)))].sort()
}

/** In symbols, some characters of import paths are escaped as in `%2e`. */
export function unescapePath(path: string): string {
  // Go 1.27 escapes those of some closures twice
  return path.replaceAll(/%(?:25)*([0-9a-fA-F]{2})/g, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  )
}

/** Names of all functions of a program, including those that were inlined everywhere. The problem is a clause about its function table. */
export function functionNamesIn(source: ByteSource, program: Program): Result<readonly string[]> {
  const { littleEndian, areas } = areasOfProgram(source, program)
  const found = findPcHeader(headerSource(source, { littleEndian, bits: program.bits }), areas)
  if (found === undefined) return fail('it has no function table')
  if (!found.ok) return found
  const { from, to } = found.value.names
  // with only a part of the names, other functions would seem to be absent
  if (to - from > longestTable) return fail(`the names of its functions have more than ${longestTable} bytes`)
  const names = new TextDecoder().decode(readAt(source, from, to - from)).split('\0')
  return succeed(names.filter((name) => name !== ''))
}

function areasOf({ sections, segments }: Elf): ProgramAreas {
  return { sections, segments: mappedSegments(segments) }
}

/** In formats other than ELF, the table is searched in the whole file. */
function areasOfProgram(
  source: ByteSource,
  program: Program,
): { readonly littleEndian: boolean; readonly areas: ProgramAreas } {
  if (program.format === 'elf') return { littleEndian: program.elf.littleEndian, areas: areasOf(program.elf) }
  const whole = { offset: 0, fileSize: source.size }
  const littleEndian = program.format === 'pe' || program.machO.littleEndian
  return { littleEndian, areas: { sections: [], segments: [whole] } }
}
