/** Versions of modules and of Go, in the order that golang.org/x/mod/semver gives them. */

interface Version {
  readonly numbers: readonly string[]
  /** Identifiers of a pre-release; empty for a release. */
  readonly prerelease: readonly string[]
}

/** In characters. Longer texts are not versions; a pseudo-version has about 40. */
const longest = 256
const number = '(0|[1-9]\\d*)'
const identifiers = '[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*'
const form = new RegExp(
  `^v?${number}(?:\\.${number}(?:\\.${number}(?:-(${identifiers}))?(?:\\+${identifiers})?)?)?$`,
)

/** Minor and patch may be missing, a leading `v` is optional, and everything after a `+` is ignored. */
function parseVersion(text: string): Version | undefined {
  const found = text.length > longest ? null : form.exec(text)
  if (found === null) return undefined
  const [, major = '', minor = '0', patch = '0', before] = found
  const parts = before?.split('.') ?? []
  return parts.some((part) => /^0\d+$/.test(part))
    ? undefined
    : { numbers: [major, minor, patch], prerelease: parts }
}

export function isVersion(text: string): boolean {
  return parseVersion(text) !== undefined
}

/** Below 0 if `one` is older. A text that is not a version is older than all versions. */
export function compareVersions(one: string, other: string): number {
  const [a, b] = [parseVersion(one), parseVersion(other)]
  if (a === undefined || b === undefined) return Number(a !== undefined) - Number(b !== undefined)
  for (const [index, part] of a.numbers.entries()) {
    const order = compareNumbers(part, b.numbers[index] ?? '')
    if (order !== 0) return order
  }
  return comparePrereleases(a.prerelease, b.prerelease)
}

/** Digits without leading zeros, of any length. */
function compareNumbers(one: string, other: string): number {
  return one.length - other.length || compareTexts(one, other)
}

const compareTexts = (one: string, other: string) => (one < other ? -1 : Number(one > other))

function comparePrereleases(one: readonly string[], other: readonly string[]): number {
  if (one.length === 0 || other.length === 0) return other.length - one.length
  const at = one.findIndex((part, index) => part !== other[index])
  const [a, b] = [one[at], other[at]]
  if (a === undefined || b === undefined) return one.length - other.length
  const [isNumber, isOther] = [a, b].map((part) => /^\d+$/.test(part))
  if (isNumber && isOther) return compareNumbers(a, b)
  // numbers precede words
  return isNumber === isOther ? compareTexts(a, b) : isNumber ? -1 : 1
}

/**
 * The release of Go as the database writes it: `1.24.4` of `go1.24.4 X:nocoverageredesign`, `1.22.0-rc.1` of `go1.22rc1`. A
 * vendor's suffix such as `-fips` is ignored. undefined for Go that is not a release.
 */
export function goRelease(version: string): string | undefined {
  const found =
    /^go(\d{1,4})(?:\.(\d{1,4}))?(?:\.(\d{1,4}))?(?:(beta|rc|-pre)(\d{1,4}))?(?:[-+ ](?!devel).*)?$/.exec(
      version,
    )
  if (found === null) return undefined
  const [, major, minor = '0', patch = '0', kind, count] = found
  const release = `${major}.${minor}.${patch}`
  return kind === undefined ? release : `${release}-${kind.replace('-', '')}.${count}`
}

/** Go's notation: `go1.24.4` for `1.24.4`, `go1.22rc1` for `1.22.0-rc.1`. */
export function goVersionOf(release: string): string {
  const found = /^(\d+\.\d+)\.0-(beta|rc)\.(\d+)$/.exec(release)
  return found === null ? `go${release}` : `go${found[1]}${found[2]}${found[3]}`
}
