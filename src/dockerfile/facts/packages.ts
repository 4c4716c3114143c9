import { type Result, succeed } from '../../common/result.ts'
import { textOf } from '../../shell/words.ts'
import type { Run } from '../read/runs.ts'
import { substitute } from '../read/variables.ts'

/** A package manager's command among the commands of a RUN. */
export interface PackageCommand {
  readonly run: Run
  readonly manager: 'apk' | 'apt' | 'rpm'
  /** `other` is preparation or cleanup. */
  readonly action: 'add' | 'remove' | 'other'
  /** Without versions. */
  readonly packages: readonly string[]
}

const managers: Readonly<Record<string, PackageCommand['manager']>> = {
  apk: 'apk',
  apt: 'apt',
  'apt-get': 'apt',
  aptitude: 'apt',
  dnf: 'rpm',
  microdnf: 'rpm',
  'xx-apk': 'apk',
  'xx-apt': 'apt',
  'xx-apt-get': 'apt',
  yum: 'rpm',
}
const adding = new Set(['add', 'install', 'groupinstall'])
const removing = new Set(['del', 'purge', 'remove'])
/** Flags whose value is a separate word. */
const withValue = new Set(['-X', '--repository', '-t', '--virtual', '-p', '--root', '-o', '--arch', '-c'])

export function packageCommandOf(run: Run): PackageCommand | undefined {
  const manager = managers[run.program]
  if (manager === undefined) return undefined
  const words = run.words.slice(1).map((word) => substitute(word, run.variables) ?? textOf(word))
  const plain = words.filter((word, index) => !word.startsWith('-') && !withValue.has(words[index - 1] ?? ''))
  const [action = '', ...packages] = plain
  return {
    run,
    manager,
    action: adding.has(action) ? 'add' : removing.has(action) ? 'remove' : 'other',
    packages: packages.map((name) => name.replace(/(?!^)(?:[=<>~@]|:(?:amd|arm|i3)).*$/, '')),
  }
}

const compilers = /^(gcc(-\d+)?|g\+\+(-\d+)?|build-base|build-essential|alpine-sdk|clang\d*|gcc-c\+\+)$/
const headers: Readonly<Record<PackageCommand['manager'], RegExp>> = {
  apk: /^(musl-dev|libc-dev|build-base|alpine-sdk|glibc-dev)$/,
  apt: /^(libc6-dev|libc-dev|build-essential|g\+\+(-\d+)?)$/,
  rpm: /^(gcc|gcc-c\+\+|clang)$/,
}

/** Whether these commands install a C compiler and the headers of the C library. */
export function installedCompiler(commands: readonly PackageCommand[]): {
  readonly compiler: boolean
  readonly headers: boolean
} {
  // temporary packages are added and removed under one name (`--virtual .build`)
  const added = commands.filter(
    ({ action, packages, run }, index) =>
      action === 'add' &&
      !commands
        .slice(index)
        .some(
          (later) =>
            later.action === 'remove' &&
            later.packages.some(
              (name) => packages.includes(name) || run.words.some((word) => textOf(word) === name),
            ),
        ),
  )
  const recommended = added.some(
    // golang-go recommends gcc, which apt installs unless it is configured not to
    ({ manager, packages, run }) =>
      manager === 'apt' &&
      packages.some((name) => /^golang(-go|-\d[\d.]*(-go)?)?$/.test(name)) &&
      !run.words.some((word) => textOf(word) === '--no-install-recommends'),
  )
  return {
    compiler: recommended || added.some(({ packages }) => packages.some((name) => compilers.test(name))),
    headers:
      recommended ||
      added.some(({ manager, packages }) => packages.some((name) => headers[manager].test(name))),
  }
}

/** Packages of Alpine and their counterparts in Debian; empty if Debian needs no package. */
const inDebian: Readonly<Record<string, string>> = {
  'alpine-sdk': 'build-essential',
  bash: 'bash',
  binutils: 'binutils',
  'build-base': 'build-essential',
  'ca-certificates': 'ca-certificates',
  'ca-certificates-bundle': 'ca-certificates',
  coreutils: 'coreutils',
  curl: 'curl',
  'dumb-init': 'dumb-init',
  ffmpeg: 'ffmpeg',
  file: 'file',
  findutils: 'findutils',
  'g++': 'g++',
  gcc: 'gcc',
  gcompat: '',
  gettext: 'gettext-base',
  git: 'git',
  gnupg: 'gnupg',
  jq: 'jq',
  'libc-dev': 'libc6-dev',
  'libc6-compat': '',
  'linux-headers': 'linux-libc-dev',
  make: 'make',
  mercurial: 'mercurial',
  'musl-dev': 'libc6-dev',
  'openssh-client': 'openssh-client',
  openssl: 'openssl',
  pkgconf: 'pkg-config',
  pkgconfig: 'pkg-config',
  protobuf: 'protobuf-compiler',
  sed: 'sed',
  sqlite: 'sqlite3',
  'sqlite-dev': 'libsqlite3-dev',
  'sqlite-libs': 'libsqlite3-0',
  subversion: 'subversion',
  tar: 'tar',
  tini: 'tini',
  tzdata: 'tzdata',
  unzip: 'unzip',
  wget: 'wget',
  xz: 'xz-utils',
  zip: 'zip',
}
const inAlpine: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    Object.entries(inDebian)
      .filter(([, debian]) => debian !== '')
      .reverse()
      .map(([alpine, debian]) => [debian, alpine]),
  ),
  'apt-transport-https': '',
  'build-essential': 'build-base',
  'ca-certificates': 'ca-certificates',
  'g++': 'g++',
  gettext: 'gettext',
  'golang-go': 'go',
  'libc6-dev': 'musl-dev',
  'lsb-release': '',
  openssh: 'openssh-client',
  'pkg-config': 'pkgconf',
  'software-properties-common': '',
  sqlite3: 'sqlite',
}

/** Packages that Docker's `golang` image on Debian already contains. */
export const inGolangOnDebian: ReadonlySet<string> = new Set(
  'bash binutils build-essential ca-certificates coreutils curl findutils g++ gcc git gnupg libc6-dev linux-libc-dev make mercurial openssh-client openssl pkg-config sed subversion tar wget'.split(
    ' ',
  ),
)
/** Packages that every Alpine image contains. */
export const inAnyAlpine: ReadonlySet<string> = new Set([
  'coreutils',
  'findutils',
  'sed',
  'tar',
  'unzip',
  'wget',
])

/** The counterparts in the other distribution. The problem is the name of a package without a known counterpart. */
export function translatePackages(
  packages: readonly string[],
  to: 'apk' | 'apt',
): Result<readonly string[], string> {
  const table = to === 'apt' ? inDebian : inAlpine
  const unknown = packages.find((name) => table[name] === undefined)
  if (unknown !== undefined) return { ok: false, problem: unknown }
  const translated = packages.flatMap((name) => table[name] ?? []).filter((name) => name !== '')
  return succeed([...new Set(translated)])
}

/** A shell command that installs packages; undefined for an unknown manager. */
export function installCommand(manager: string | undefined, packages: readonly string[]): string | undefined {
  const names = packages.join(' ')
  if (manager === 'apk') return `apk add --no-cache ${names}`
  if (manager === 'apt') return `apt-get update && apt-get install -y --no-install-recommends ${names}`
  return manager === undefined ? undefined : `${manager} install -y ${names}`
}
