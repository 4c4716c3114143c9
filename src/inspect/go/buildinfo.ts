/**
 * The build information that the Go linker adds to every program, as printed by `go version -m`. Format as in Go's debug/buildinfo:
 * a 32-byte header, then the version and the module information, each preceded by its length.
 */
import { type ByteSource, type Bytes, byteSourceOf, readAt } from '../bytes/byte-source.ts'
import type { Extent } from '../bytes/extent.ts'
import { unquote } from './quote.ts'

export interface Module {
  readonly path: string
  /** `(devel)` for a main module that was built from its source. */
  readonly version: string
  readonly sum?: string
  /** The module that a `replace` directive uses instead. */
  readonly replacedBy?: Omit<Module, 'replacedBy'>
}

export interface BuildInfo {
  /** e.g. `go1.24.4`. */
  readonly go: string
  /** Import path of the main package, or `filesPath`. */
  readonly path?: string
  readonly main?: Module
  /** In the order of the file. */
  readonly dependencies: readonly Module[]
  /** Linked modules, path → version; replaced ones with the version of their replacement. */
  readonly modules: Readonly<Record<string, string>>
  /** e.g. CGO_ENABLED, -tags; without -ldflags if built with -trimpath. */
  readonly settings: Readonly<Record<string, string>>
}

const compileSettings =
  /^(?:-(?:race|msan|asan|cover|covermode|tags|gcflags|asmflags|pgo|trimpath|buildmode|compiler)|CGO_ENABLED|GOEXPERIMENT|GOFIPS140|GO(?:386|AMD64|ARM|ARM64|LOONG64|MIPS|MIPS64|PPC64|RISCV64))$/

/**
 * How the program was compiled. Without `-ldflags`, whose values may be secret, and `-pgo`, which is a path on the build machine.
 */
export function compileSettingsOf({
  settings,
}: Pick<BuildInfo, 'settings'>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(settings)
      .filter(([name]) => compileSettings.test(name))
      .map(([name, value]) => [name, name === '-pgo' ? 'true' : value]),
  )
}

/** A part of a file, in bytes. */
export interface AddressRange {
  readonly offset: number
  readonly size: number
}

/** The import path of a main package that was built from files, as by `go build main.go`. */
export const filesPath = 'command-line-arguments'

const magic = Uint8Array.from([0xff, ...new TextEncoder().encode(' Go buildinf:')])
const alignment = 16
const headerSize = 32
const flagInlineStrings = 2
/** In bytes. The module information is between two markers of this length. */
const marker = 16
/** In bytes. A service with a thousand modules has 100 kB. */
const longest = 4 << 20
const mostHeaders = 64
/** Bytes per step of the search; a multiple of the alignment. */
const searched = 1 << 20
/** Maximum bytes of a length, seven bits in each. */
const longestPrefix = 5

/**
 * undefined for a file that was not built by Go 1.18 or later. `where` is its place according to the file's headers; without it,
 * the whole file is searched.
 */
export function readBuildInfo(bytes: Bytes, where?: AddressRange): BuildInfo | undefined {
  return findBuildInfo(bytes, where)?.info
}

/** Like `readBuildInfo`, with the extent in the file. */
export function findBuildInfo(
  bytes: Bytes,
  where?: AddressRange,
): { readonly info: BuildInfo; readonly extent: Extent } | undefined {
  const source = byteSourceOf(bytes)
  const range = where ?? { offset: 0, size: source.size }
  const decoder = new TextDecoder()
  for (const header of headers(source, range)) {
    const version = readString(source, header + headerSize)
    // a program that reads build information itself contains the magic in its own data too
    if (version === undefined || version.text.length === 0) continue
    const found = readString(source, version.end)
    const information = found?.text ?? new Uint8Array()
    const lines =
      information.length > 2 * marker ? decoder.decode(information.subarray(marker, -marker)).split('\n') : []
    return {
      info: { go: decoder.decode(version.text), ...parseLines(lines) },
      extent: { from: header, to: found?.end ?? version.end },
    }
  }
  return undefined
}

function* headers(source: ByteSource, { offset, size }: AddressRange): Generator<number> {
  const end = Math.min(offset + size, source.size)
  let left = mostHeaders
  for (let from = Math.ceil(offset / alignment) * alignment; from + headerSize <= end; from += searched) {
    // a header may begin at the end of one step
    const bytes = readAt(source, from, Math.min(searched + headerSize - alignment, end - from))
    for (let at = 0; at + headerSize <= bytes.length && at < searched; at += alignment) {
      // the first two bytes exclude nearly every place
      if (bytes[at] !== 0xff || bytes[at + 1] !== 0x20) continue
      if (!magic.every((byte, index) => bytes[at + index] === byte)) continue
      if (((bytes[at + 15] ?? 0) & flagInlineStrings) === 0) continue
      yield from + at
      left -= 1
      if (left === 0) return
    }
  }
}

function readString(
  source: ByteSource,
  start: number,
): { readonly text: Uint8Array; readonly end: number } | undefined {
  let length = 0
  let size = 0
  const prefix = readAt(source, start, longestPrefix)
  for (let shift = 0; ; shift += 7) {
    const byte = prefix[size++]
    if (byte === undefined) return undefined
    length += (byte & 0x7f) * 2 ** shift
    if (byte < 0x80) break
  }
  const text = length > longest ? undefined : readAt(source, start + size, length)
  return text?.length === length ? { text, end: start + size + length } : undefined
}

function parseLines(lines: readonly string[]): Omit<BuildInfo, 'go'> {
  let path: string | undefined
  let main: Module | undefined
  const dependencies: Module[] = []
  const settings = new Map<string, string>()
  let lastIsMain = false
  for (const line of lines) {
    const [kind, ...fields] = line.split('\t')
    if (kind === 'path') path = fields[0]
    else if (kind === 'mod') {
      main = moduleOf(fields)
      lastIsMain = true
    } else if (kind === 'dep') {
      dependencies.push(moduleOf(fields))
      lastIsMain = false
    } else if (kind === '=>') {
      const replacedBy = moduleOf(fields)
      const last = lastIsMain ? undefined : dependencies.pop()
      if (last !== undefined) dependencies.push({ ...last, replacedBy })
      else if (main !== undefined) main = { ...main, replacedBy }
    } else if (kind === 'build') {
      const setting = parseSetting(line.slice('build\t'.length))
      if (setting !== undefined) settings.set(...setting)
    }
  }
  return {
    ...(path === undefined ? {} : { path }),
    ...modulesOf(path, main, dependencies),
    settings: Object.fromEntries(settings),
  }
}

/** `go build main.go` lists the main module as a dependency, because it knows only the files of the main package. */
function modulesOf(
  path: string | undefined,
  written: Module | undefined,
  all: readonly Module[],
): Pick<BuildInfo, 'main' | 'dependencies' | 'modules'> {
  const isOfFiles = written === undefined && path === filesPath
  const local = isOfFiles ? all.filter(({ version }) => version === '(devel)') : []
  const main = local.length === 1 ? local[0] : written
  const dependencies = all.filter((one) => one !== main)
  return {
    ...(main === undefined ? {} : { main }),
    dependencies,
    modules: Object.fromEntries(dependencies.map((one) => [one.path, linkedVersion(one)])),
  }
}

/** The linked version; for a replaced module with the path of its replacement. */
export function linkedVersion({ version, replacedBy }: Module): string {
  return replacedBy === undefined ? version : `${replacedBy.path} ${replacedBy.version}`.trim()
}

function moduleOf([path = '', version = '', sum = '']: readonly string[]): Module {
  return { path, version, ...(sum === '' ? {} : { sum }) }
}

/** `key=value`, quoted if they contain special characters. */
function parseSetting(text: string): readonly [key: string, value: string] | undefined {
  const quotedKey = /^("(?:[^"\\]|\\.)*"|`[^`]*`)=/.exec(text)?.[1]
  const equals = quotedKey?.length ?? text.indexOf('=')
  if (equals <= 0) return undefined
  return [unquote(text.slice(0, equals)), unquote(text.slice(equals + 1))]
}
