/**
 * The build information that the Go linker leaves in every program, as `go version -m` prints it. Format as in Go's
 * debug/buildinfo: a 32-byte header, then the version and the module information, each with its length before it.
 */

export interface BuildInfo {
  /** e.g. `go1.24.4`. */
  readonly go: string
  /** Modules linked in, path → version; replaced ones with the version of their replacement. */
  readonly modules: Readonly<Record<string, string>>
  /** e.g. CGO_ENABLED, -tags; without -ldflags where -trimpath was given. */
  readonly settings: Readonly<Record<string, string>>
}

const magic = Uint8Array.from([0xff, ...new TextEncoder().encode(' Go buildinf:')])
const alignment = 16
const headerSize = 32
const flagInlineStrings = 2
/** The module information stands between two markers of 16 bytes. */
const marker = 16

/** undefined for a file that no Go linker made, or one older than Go 1.18. */
export function readBuildInfo(bytes: Uint8Array): BuildInfo | undefined {
  const decoder = new TextDecoder()
  for (const header of headers(bytes)) {
    const version = readString(bytes, header + headerSize)
    // a program that reads build information itself has the magic in its own data too
    if (version === undefined || version.text.length === 0) continue
    const information = readString(bytes, version.end)?.text ?? new Uint8Array()
    const lines =
      information.length > 2 * marker ? decoder.decode(information.subarray(marker, -marker)).split('\n') : []
    return { go: decoder.decode(version.text), ...parseLines(lines) }
  }
  return undefined
}

function* headers(bytes: Uint8Array): Generator<number> {
  // the rarest byte of the magic leads the search; everything else is compared only where it stands
  for (let at = bytes.indexOf(0xff); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    if (at % alignment !== 0 || at + headerSize > bytes.length) continue
    if (!magic.every((byte, index) => bytes[at + index] === byte)) continue
    if (((bytes[at + 15] ?? 0) & flagInlineStrings) !== 0) yield at
  }
}

function readString(
  bytes: Uint8Array,
  start: number,
): { readonly text: Uint8Array; readonly end: number } | undefined {
  let length = 0
  let at = start
  for (let shift = 0; ; shift += 7) {
    const byte = bytes[at++]
    if (byte === undefined || shift > 28) return undefined
    length += (byte & 0x7f) * 2 ** shift
    if (byte < 0x80) break
  }
  if (at + length > bytes.length) return undefined
  return { text: bytes.subarray(at, at + length), end: at + length }
}

function parseLines(lines: readonly string[]): Pick<BuildInfo, 'modules' | 'settings'> {
  const modules: Record<string, string> = {}
  const settings: Record<string, string> = {}
  let last: string | undefined
  for (const line of lines) {
    const [kind, first = '', second = ''] = line.split('\t')
    if (kind === 'dep') {
      modules[first] = second
      last = first
    } else if (kind === '=>' && last !== undefined) {
      modules[last] = `${first} ${second}`.trim()
    } else if (kind === 'build') {
      const equals = first.indexOf('=')
      if (equals > 0) settings[first.slice(0, equals)] = first.slice(equals + 1)
    }
  }
  return { modules, settings }
}
