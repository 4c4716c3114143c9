/** Functions in a Go program, by the names in its function table, which stripped programs have too. */
import type { Elf } from '../elf/elf.ts'
import { memoryOf } from './memory.ts'
import { findPcHeader } from './pclntab.ts'

export interface LinkedFunctions {
  /** Whether there is a function of this name, or one that was inlined everywhere. */
  has(name: string): boolean
  /** Whether there is one whose name begins so. */
  hasPrefix(start: string): boolean
  /** Import paths of packages that call C functions; `main` for the main package. */
  readonly cgoPackages: readonly string[]
  /** GOROOT of the toolchain, if the program knows it: not with `-trimpath`. */
  readonly goroot?: string
}

/** undefined where the program has no function table that linkgate can read. */
export function readLinkedFunctions(file: Uint8Array, elf: Elf): LinkedFunctions | undefined {
  const found = findPcHeader(memoryOf(file, elf), elf)
  if (found?.ok !== true) return undefined
  const { names, files } = found.value
  const decoder = new TextDecoder('latin1')
  // each name has a zero byte on both sides
  const text = `\0${decoder.decode(file.subarray(names.from, names.to))}`
  const goroot = /(?:^|\0)([^\0]+)\/src\/runtime\/proc\.go\0/.exec(
    decoder.decode(file.subarray(files.from, files.to)),
  )?.[1]
  return {
    has: (name) => text.includes(`\0${name}\0`),
    hasPrefix: (start) => text.includes(`\0${start}`),
    cgoPackages: cgoPackagesIn(text),
    ...(goroot === undefined ? {} : { goroot }),
  }
}

/** The cgo tool names its wrappers so: `github.com/mattn/go-sqlite3._Cfunc_sqlite3_open_v2`. */
function cgoPackagesIn(text: string): readonly string[] {
  const wrappers = text.matchAll(/\0([^\0\s()[\]{}]+)\._C2?func_/g)
  return [...new Set([...wrappers].map(([, path = '']) => unescapePath(path)))].sort()
}

/** Import paths stand in symbols with some characters as `%2e`. */
export function unescapePath(path: string): string {
  // Go 1.27 escapes those of some closures twice
  return path.replaceAll(/%(?:25)*([0-9a-fA-F]{2})/g, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  )
}
