/** Names of cross compilers for C, and Debian's packages with them. */
import { type Platform, platformParts } from '../model/platform.ts'

interface CrossCompiler {
  readonly compiler: string
  /** The output of `-dumpmachine`, such as `aarch64-linux-gnu`. */
  readonly target: string
  /** Packages of Debian and Ubuntu; empty if they have none. */
  readonly packages: readonly string[]
  /** The compiler for musl, with the name that musl.cc uses. */
  readonly musl?: string
}

/** By GOARCH: GNU target, Debian architecture, and musl target. */
const linux: Readonly<Record<string, readonly [target: string, debian: string | undefined, musl: string]>> = {
  '386': ['i686-linux-gnu', 'i386', 'i686-linux-musl'],
  amd64: ['x86_64-linux-gnu', 'amd64', 'x86_64-linux-musl'],
  arm: ['arm-linux-gnueabihf', 'armhf', 'arm-linux-musleabihf'],
  arm64: ['aarch64-linux-gnu', 'arm64', 'aarch64-linux-musl'],
  loong64: ['loongarch64-linux-gnu', undefined, 'loongarch64-linux-musl'],
  mips: ['mips-linux-gnu', 'mips', 'mips-linux-musl'],
  mips64: ['mips64-linux-gnuabi64', 'mips64', 'mips64-linux-musl'],
  mips64le: ['mips64el-linux-gnuabi64', 'mips64el', 'mips64el-linux-musl'],
  mipsle: ['mipsel-linux-gnu', 'mipsel', 'mipsel-linux-musl'],
  ppc64: ['powerpc64-linux-gnu', 'ppc64', 'powerpc64-linux-musl'],
  ppc64le: ['powerpc64le-linux-gnu', 'ppc64el', 'powerpc64le-linux-musl'],
  riscv64: ['riscv64-linux-gnu', 'riscv64', 'riscv64-linux-musl'],
  s390x: ['s390x-linux-gnu', 's390x', 's390x-linux-musl'],
}

const windows: Readonly<Record<string, string>> = { '386': 'i686', amd64: 'x86_64' }

/** Compilers of osxcross. */
const darwin: Readonly<Record<string, CrossCompiler>> = {
  amd64: { compiler: 'o64-clang', target: 'x86_64-apple-darwin', packages: [] },
  arm64: { compiler: 'oa64-clang', target: 'arm64-apple-darwin', packages: [] },
}

/** undefined if no cross compiler is packaged or has a usual name. */
export function crossCompiler(platform: Platform): CrossCompiler | undefined {
  const { os, arch } = platformParts(platform)
  if (os === 'windows' && Object.hasOwn(windows, arch)) {
    const target = `${windows[arch]}-w64-mingw32`
    return {
      compiler: `${target}-gcc`,
      target,
      packages: [`gcc-mingw-w64-${debianTarget(windows[arch] ?? '')}`],
    }
  }
  if (os === 'darwin') return Object.hasOwn(darwin, arch) ? darwin[arch] : undefined
  const found = os === 'linux' && Object.hasOwn(linux, arch) ? linux[arch] : undefined
  if (found === undefined) return undefined
  const [target, debian, musl] = found
  const packages = debian === undefined ? [] : [`gcc-${debianTarget(target)}`, `libc6-dev-${debian}-cross`]
  return { compiler: `${target}-gcc`, target, packages, musl: `${musl}-gcc` }
}

/** Debian's package names have no underscores. */
function debianTarget(target: string): string {
  return target.replaceAll('_', '-')
}
