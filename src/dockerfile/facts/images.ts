/** What the name of an image says of what is in it. What an engine was asked comes before this. */
export interface ImageFacts {
  /** Its C library; `none` where there is none to load. */
  readonly libc: Libc | 'none' | undefined
  /** Minor version of its glibc (36 for 2.36); where a tag leaves several, the newest of them. */
  readonly glibc?: number
  /** Release of Alpine, such as `3.21`, where the tag names one. */
  readonly alpine?: string
  readonly packages: PackageManager | undefined
  readonly compiler: boolean | undefined
  readonly go: boolean
  /** It runs as a user that is not root unless the Dockerfile says otherwise. */
  readonly nonroot: boolean
  readonly workdir: string
  readonly env: Readonly<Record<string, string>>
}

export type Libc = 'glibc' | 'musl'
export type PackageManager = 'apk' | 'apt' | 'dnf' | 'microdnf' | 'yum'

export interface ImageName {
  /** With its registry. */
  readonly repository: string
  /** Last element of the repository. */
  readonly name: string
  readonly tag: string
}

/** Releases of Debian with the minor version of their glibc, oldest first. */
export const debianReleases = [
  { suite: 'stretch', number: 9, glibc: 24 },
  { suite: 'buster', number: 10, glibc: 28 },
  { suite: 'bullseye', number: 11, glibc: 31 },
  { suite: 'bookworm', number: 12, glibc: 36 },
  { suite: 'trixie', number: 13, glibc: 41 },
] as const
const newestDebian = 41

/** Other tags of distributions: a part of the tag, and its glibc. */
const ubuntuReleases: readonly (readonly [RegExp, number])[] = [
  [/bionic|^18\.04/, 27],
  [/focal|^20\.04/, 31],
  [/jammy|^22\.04/, 35],
  [/noble|^24\.04|^latest$/, 39],
  [/plucky|^25\.04/, 41],
]

/** A family of distributions with RPM packages; the glibc is told from the release, which tag or repository names. */
const rpm: readonly {
  readonly repository: RegExp
  readonly packages: PackageManager
  readonly glibc: Readonly<Record<number, number>>
}[] = [
  { repository: /amazonlinux$/, packages: 'yum', glibc: { 2: 26, 2023: 34 } },
  { repository: /centos$/, packages: 'yum', glibc: { 7: 17, 8: 28 } },
  { repository: /ubi\d+[/-]?(ubi-)?minimal$/, packages: 'microdnf', glibc: { 8: 28, 9: 34, 10: 39 } },
  { repository: /ubi\d+/, packages: 'dnf', glibc: { 8: 28, 9: 34, 10: 39 } },
  { repository: /(alma|rocky|oracle)linux$/, packages: 'dnf', glibc: { 8: 28, 9: 34, 10: 39 } },
  { repository: /fedora$/, packages: 'dnf', glibc: {} },
]

/** Official images that are Debian unless their tag says otherwise. */
const onDebian = new Set(
  'buildpack-deps debian gcc haproxy httpd mariadb nginx nginx-unprivileged node openjdk perl php postgres python redis ruby rust'.split(
    ' ',
  ),
)
const onAlpine = new Set(['alpine', 'caddy', 'docker', 'traefik'])

export function parseImage(reference: string): ImageName {
  const [untagged = ''] = reference.split('@')
  const slash = untagged.lastIndexOf('/')
  const colon = untagged.indexOf(':', slash + 1)
  const repository = colon < 0 ? untagged : untagged.slice(0, colon)
  return {
    repository,
    name: repository.slice(slash + 1),
    tag: colon < 0 ? 'latest' : untagged.slice(colon + 1),
  }
}

export function imageFacts(reference: string): ImageFacts {
  const image = parseImage(reference)
  const { repository, name, tag } = image
  const go =
    name === 'golang' ||
    name === 'go-toolset' ||
    repository === 'cimg/go' ||
    /chainguard\/go$/.test(repository)
  const common = {
    go,
    nonroot: /nonroot|rootless/.test(tag) || name === 'go-toolset',
    workdir: name === 'golang' ? '/go' : '/',
    env: go ? { GOPATH: '/go' } : {},
  }
  if (name === 'scratch') return { ...common, libc: 'none', packages: undefined, compiler: undefined }
  if (/distroless\//.test(repository)) {
    const number = Number(/-debian(\d+)$/.exec(name)?.[1])
    const glibc = debianReleases.find((release) => release.number === number)?.glibc
    const libc = name.startsWith('static') ? ('none' as const) : ('glibc' as const)
    return {
      ...common,
      libc,
      ...(glibc === undefined ? {} : { glibc }),
      packages: undefined,
      compiler: false,
    }
  }
  if (/^cgr\.dev\//.test(repository)) {
    const libc = name === 'static' ? ('none' as const) : ('glibc' as const)
    return { ...common, libc, packages: 'apk', compiler: go, nonroot: !go && !tag.includes('root') }
  }
  if (onAlpine.has(name) || /alpine/.test(`${name} ${tag}`)) {
    const alpine = name === 'alpine' ? /^\d+\.\d+/.exec(tag)?.[0] : /alpine-?(\d+\.\d+)/.exec(tag)?.[1]
    return {
      ...common,
      libc: 'musl',
      ...(alpine === undefined ? {} : { alpine }),
      packages: 'apk',
      compiler: false,
    }
  }
  if (name === 'busybox') {
    // until 1.35 the default was uclibc, linked statically; glibc's build brings its loader along
    const old = Number(/^1\.(\d+)/.exec(tag)?.[1] ?? 99) < 36 && !tag.includes('glibc')
    const libc = /musl|uclibc/.test(tag) || old ? 'none' : 'glibc'
    return { ...common, libc, packages: undefined, compiler: false }
  }
  const others = otherDistribution(image)
  if (others !== undefined) return { ...common, packages: undefined, compiler: go, libc: 'glibc', ...others }
  return { ...common, libc: undefined, packages: undefined, compiler: undefined }
}

function otherDistribution({ repository, name, tag }: ImageName): Partial<ImageFacts> | undefined {
  const suite = debianReleases.find((release) => `${name} ${tag}`.includes(release.suite))
  if (suite !== undefined) return { packages: 'apt', glibc: suite.glibc, ...buildTools(name) }
  if (name === 'ubuntu' || repository === 'cimg/go') {
    const glibc = ubuntuReleases.find(([pattern]) => pattern.test(tag))?.[1]
    return { packages: 'apt', ...(glibc === undefined ? {} : { glibc }) }
  }
  if (name === 'golang') return { packages: 'apt', glibc: glibcOfGolang(tag), compiler: true }
  if (name === 'debian') {
    const release = debianReleases.find(({ number }) => number === major(tag))
    return { packages: 'apt', glibc: release?.glibc ?? newestDebian }
  }
  if (onDebian.has(name)) return { packages: 'apt', ...buildTools(name) }
  const family = rpm.find((each) => each.repository.test(repository))
  if (family === undefined) return name === 'go-toolset' ? { packages: 'dnf', compiler: true } : undefined
  const glibc = family.glibc[Number(/ubi(\d+)/.exec(repository)?.[1] ?? major(tag))]
  const compiler = name === 'go-toolset'
  return { packages: family.packages, ...(glibc === undefined ? {} : { glibc }), compiler }
}

function buildTools(name: string): Partial<ImageFacts> {
  return { compiler: ['buildpack-deps', 'gcc', 'golang', 'rust'].includes(name) }
}

function major(tag: string): number {
  return Number(/^\d+/.exec(tag)?.[0])
}

/** The Debian that `golang:<version>` without a suite stands on, the newest where that changed under the same tag. */
function glibcOfGolang(tag: string): number {
  const [, minor = '99', patch] = /^1\.(\d+)(?:\.(\d+))?/.exec(tag) ?? []
  const version = Number(minor) + (patch === undefined ? 0.99 : Number(patch) / 100)
  if (version >= 24.06) return 41
  if (version >= 20.05 || (version >= 19.1 && version < 20)) return 36
  return version >= 16 ? 31 : 28
}
