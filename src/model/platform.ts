/** What a program runs on: operating system, processor architecture, and level of its instruction set. */

/** GOOS/GOARCH as in Go and OCI, with an optional variant: `linux/amd64`, `linux/amd64/v3`, `linux/arm/v7`. */
export type Platform = `${string}/${string}`

interface PlatformParts {
  /** GOOS. */
  readonly os: string
  /** GOARCH. */
  readonly arch: string
  /** As in OCI; absent for the lowest level, or the level that the environment sets. */
  readonly variant?: string
}

export function platformParts(platform: string): PlatformParts {
  const [os = '', arch = '', variant] = platform.split('/')
  return { os, arch, ...(variant === undefined ? {} : { variant }) }
}

/** Supported operating systems, and Go's names of their architectures (`go tool dist list`). */
const processors: Readonly<Record<string, readonly string[]>> = {
  linux: [
    ...['386', 'amd64', 'arm', 'arm64', 'loong64', 'mips', 'mips64', 'mips64le', 'mipsle'],
    ...['ppc64', 'ppc64le', 'riscv64', 's390x'],
  ],
  windows: ['386', 'amd64', 'arm64'],
  darwin: ['amd64', 'arm64'],
}

interface Levels {
  /** Go's environment variable, such as `GOAMD64`. */
  readonly variable: string
  readonly variants: RegExp
  /** The variant of a platform without one, if it has a name. */
  readonly usual?: string
  readonly valueOf: (variant: string) => string
}

/** For each architecture with levels: Go's variable, and the platform variants that set it. */
const levels: Readonly<Record<string, Levels>> = {
  '386': { variable: 'GO386', variants: /^softfloat$/, valueOf: (variant) => variant },
  amd64: { variable: 'GOAMD64', variants: /^v[1-4]$/, usual: 'v1', valueOf: (variant) => variant },
  arm: { variable: 'GOARM', variants: /^v[567]$/, usual: 'v7', valueOf: (variant) => variant.slice(1) },
  arm64: {
    variable: 'GOARM64',
    variants: /^v(?:8(?:\.[0-9])?|9(?:\.[0-5])?)$/,
    usual: 'v8',
    // GOARM64 requires a minor version
    valueOf: (variant) => (variant.includes('.') ? variant : `${variant}.0`),
  },
}

/** Whether it is a platform that linkgate can build for. */
export function isPlatform(text: string): text is Platform {
  const { os, arch, variant } = platformParts(text)
  if (!Object.hasOwn(processors, os) || processors[os]?.includes(arch) !== true) return false
  if (text.split('/').length > 3) return false
  return (
    variant === undefined || (Object.hasOwn(levels, arch) && levels[arch]?.variants.test(variant) === true)
  )
}

/** The shortest of several names for the same platform: `linux/arm64` for `linux/arm64/v8`. */
export function canonicalPlatform(platform: Platform): Platform {
  const { os, arch, variant } = platformParts(platform)
  const { usual } = (Object.hasOwn(levels, arch) ? levels[arch] : undefined) ?? {}
  return variant === usual ? `${os}/${arch}` : platform
}

/** The environment with which the Go command builds for a platform. */
export function goVariables(platform: Platform): Readonly<Record<string, string>> {
  const { os, arch, variant } = platformParts(platform)
  const level = Object.hasOwn(levels, arch) ? levels[arch] : undefined
  return {
    GOOS: os,
    GOARCH: arch,
    ...(variant === undefined || level === undefined ? {} : { [level.variable]: level.valueOf(variant) }),
  }
}

/** The platform of images that run natively on a machine with this architecture. */
export function imagePlatform({ arch }: { readonly arch: string }): Platform {
  return `linux/${arch}`
}

/** Whether a machine's own C compiler compiles for the platform, regardless of its level. */
export function isNativeTarget(platform: Platform, host: { readonly arch: string }): boolean {
  const { os, arch } = platformParts(platform)
  return os === 'linux' && arch === host.arch
}

/** The name with the platform appended, unless it is this machine's own. */
export function withPlatformSuffix(
  platform: Platform,
  name: string,
  host: { readonly arch: string },
): string {
  return platform === imagePlatform(host) ? name : `${name}-${platform.replaceAll('/', '-')}`
}

/**
 * Whether an image can be for the wanted platform. A platform without a variant matches every variant of it.
 *
 * @param found the platform in the image config
 */
export function matchesPlatform(found: string, wanted: string): boolean {
  return found === wanted || found.startsWith(`${wanted}/`) || wanted.startsWith(`${found}/`)
}

/** Whether the platform has container images; on other systems only the program is measured. */
export function hasImages(platform: string): boolean {
  return platformParts(platform).os === 'linux'
}
