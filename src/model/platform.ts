/** What a program runs on: operating system, processor, and the level of its instructions. */

/** GOOS/GOARCH, as Go and OCI write it, and perhaps a variant, such as `linux/amd64/v3` or `linux/arm/v7`. */
export type Platform = `${string}/${string}`

interface PlatformParts {
  /** GOOS. */
  readonly os: string
  /** GOARCH. */
  readonly arch: string
  /** As in OCI; absent: the lowest level, or that of the environment. */
  readonly variant?: string
}

export function platformParts(platform: string): PlatformParts {
  const [os = '', arch = '', variant] = platform.split('/')
  return { os, arch, ...(variant === undefined ? {} : { variant }) }
}

/** Systems that programs are built for, and Go's names of their processors (`go tool dist list`). */
const processors: Readonly<Record<string, readonly string[]>> = {
  linux: [
    ...['386', 'amd64', 'arm', 'arm64', 'loong64', 'mips', 'mips64', 'mips64le', 'mipsle'],
    ...['ppc64', 'ppc64le', 'riscv64', 's390x'],
  ],
  windows: ['386', 'amd64', 'arm64'],
  darwin: ['amd64', 'arm64'],
}

interface Levels {
  /** Go's variable. */
  readonly variable: string
  readonly variants: RegExp
  /** The variant of a platform without one, if it has a name. */
  readonly usual?: string
  readonly valueOf: (variant: string) => string
}

/** Go's variables for the level of a processor, and the variants of its platform that set them. */
const levels: Readonly<Record<string, Levels>> = {
  '386': { variable: 'GO386', variants: /^softfloat$/, valueOf: (variant) => variant },
  amd64: { variable: 'GOAMD64', variants: /^v[1-4]$/, usual: 'v1', valueOf: (variant) => variant },
  arm: { variable: 'GOARM', variants: /^v[567]$/, usual: 'v7', valueOf: (variant) => variant.slice(1) },
  arm64: {
    variable: 'GOARM64',
    variants: /^v(?:8(?:\.[0-9])?|9(?:\.[0-5])?)$/,
    usual: 'v8',
    // Go's has a minor number always
    valueOf: (variant) => (variant.includes('.') ? variant : `${variant}.0`),
  },
}

/** Whether Go builds for it. */
export function isPlatform(text: string): text is Platform {
  const { os, arch, variant } = platformParts(text)
  if (!Object.hasOwn(processors, os) || processors[os]?.includes(arch) !== true) return false
  if (text.split('/').length > 3) return false
  return (
    variant === undefined || (Object.hasOwn(levels, arch) && levels[arch]?.variants.test(variant) === true)
  )
}

/** Names for the same platform have the same text: `linux/arm64/v8` is `linux/arm64`. */
export function normalPlatform(platform: Platform): Platform {
  const { os, arch, variant } = platformParts(platform)
  const { usual } = (Object.hasOwn(levels, arch) ? levels[arch] : undefined) ?? {}
  return variant === usual ? `${os}/${arch}` : platform
}

/** What the Go command gets for it. */
export function goVariables(platform: Platform): Readonly<Record<string, string>> {
  const { os, arch, variant } = platformParts(platform)
  const level = Object.hasOwn(levels, arch) ? levels[arch] : undefined
  return {
    GOOS: os,
    GOARCH: arch,
    ...(variant === undefined || level === undefined ? {} : { [level.variable]: level.valueOf(variant) }),
  }
}

/** Of images that run on a machine with this processor. */
export function imagePlatform({ arch }: { readonly arch: string }): Platform {
  return `linux/${arch}`
}

/** Whether the C compiler of a machine compiles for it, at whatever level. */
export function isCompiledFor(platform: Platform, host: { readonly arch: string }): boolean {
  const { os, arch } = platformParts(platform)
  return os === 'linux' && arch === host.arch
}

/** A name of a file or an image for another platform than this machine's. */
export function namedFor(platform: Platform, name: string, host: { readonly arch: string }): string {
  return platform === imagePlatform(host) ? name : `${name}-${platform.replaceAll('/', '-')}`
}

/**
 * Whether an image may be for a platform: one without a variant may be for any, and one with a variant is for its platform.
 *
 * @param there that the image names
 */
export function servesPlatform(there: string, wanted: string): boolean {
  return there === wanted || there.startsWith(`${wanted}/`) || wanted.startsWith(`${there}/`)
}

/** Whether there are images for it: for other systems, only the program is measured. */
export function hasImages(platform: string): boolean {
  return platformParts(platform).os === 'linux'
}
