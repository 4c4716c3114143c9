import { type ImageName, isGoImage, parseImage } from '../read/image-name.ts'

/** Facts about an image that its name implies. Facts from an engine take precedence. */
export interface ImageFacts {
  /** Its C library; `none` if it has no dynamic one. */
  readonly libc: Libc | 'none' | undefined
  /** Minor version of its glibc (36 for 2.36); the newest if the tag fits several. */
  readonly glibc?: number
  /** Release of Alpine, such as `3.21`, if the tag contains it. */
  readonly alpine?: string
  readonly packages: PackageManager | undefined
  readonly compiler: boolean | undefined
  readonly go: boolean
  /** Whether it sets a user other than root. */
  readonly nonroot: boolean
}

export type Libc = 'glibc' | 'musl'
export type PackageManager = 'apk' | 'apt' | 'dnf' | 'microdnf' | 'yum'

/** Releases of Debian with the minor version of their glibc, oldest first. */
export const debianReleases = [
  { suite: 'stretch', number: 9, glibc: 24 },
  { suite: 'buster', number: 10, glibc: 28 },
  { suite: 'bullseye', number: 11, glibc: 31 },
  { suite: 'bookworm', number: 12, glibc: 36 },
  { suite: 'trixie', number: 13, glibc: 41 },
] as const
const newestDebian = 41

/** Releases of Ubuntu by a part of the tag, with the minor version of their glibc. */
const ubuntuReleases: readonly (readonly [RegExp, number])[] = [
  [/bionic|^18\.04/, 27],
  [/focal|^20\.04/, 31],
  [/jammy|^22\.04/, 35],
  [/noble|^24\.04|^latest$/, 39],
  [/plucky|^25\.04/, 41],
]

/** Distributions with RPM packages. The release in the tag or repository determines the glibc. */
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

/** Official images that are based on Debian unless their tag names another distribution. */
const onDebian = new Set(
  'buildpack-deps debian gcc haproxy httpd mariadb nginx nginx-unprivileged node openjdk perl php postgres python redis ruby rust'.split(
    ' ',
  ),
)
const onAlpine = new Set(['alpine', 'caddy', 'docker', 'traefik'])

export function imageFacts(reference: string): ImageFacts {
  const image = parseImage(reference)
  const go = isGoImage(image)
  const unknown = { libc: undefined, packages: undefined, compiler: undefined }
  const nonroot = /nonroot|rootless/.test(image.tag) || image.name === 'go-toolset'
  const found =
    scratch(image) ??
    distroless(image) ??
    chainguard(image) ??
    alpine(image) ??
    busybox(image) ??
    otherDistribution(image)
  return { go, nonroot, ...unknown, ...found }
}

type OwnFacts = Partial<ImageFacts>

function scratch({ name }: ImageName): OwnFacts | undefined {
  return name === 'scratch' ? { libc: 'none' } : undefined
}

function distroless({ repository, name }: ImageName): OwnFacts | undefined {
  if (!/distroless\//.test(repository)) return undefined
  const number = Number(/-debian(\d+)$/.exec(name)?.[1])
  const glibc = debianReleases.find((release) => release.number === number)?.glibc
  const libc = name.startsWith('static') ? 'none' : 'glibc'
  return { libc, ...(glibc === undefined ? {} : { glibc }), compiler: false }
}

function chainguard(image: ImageName): OwnFacts | undefined {
  const { repository, name, tag } = image
  if (!/^cgr\.dev\//.test(repository)) return undefined
  const go = isGoImage(image)
  const libc = name === 'static' ? 'none' : 'glibc'
  return { libc, packages: 'apk', compiler: go, nonroot: !go && !tag.includes('root') }
}

function alpine({ name, tag }: ImageName): OwnFacts | undefined {
  if (!onAlpine.has(name) && !/alpine/.test(`${name} ${tag}`)) return undefined
  const release = name === 'alpine' ? /^\d+\.\d+/.exec(tag)?.[0] : /alpine-?(\d+\.\d+)/.exec(tag)?.[1]
  return {
    libc: 'musl',
    ...(release === undefined ? {} : { alpine: release }),
    packages: 'apk',
    compiler: false,
  }
}

function busybox({ name, tag }: ImageName): OwnFacts | undefined {
  if (name !== 'busybox') return undefined
  // until 1.35, the default was statically linked uclibc; the glibc variant includes the loader
  const old = Number(/^1\.(\d+)/.exec(tag)?.[1] ?? 99) < 36 && !tag.includes('glibc')
  return { libc: /musl|uclibc/.test(tag) || old ? 'none' : 'glibc', compiler: false }
}

/** Debian, Ubuntu and distributions with RPM packages, which all have glibc. */
function otherDistribution(image: ImageName): OwnFacts | undefined {
  const found = ofDebian(image) ?? ofRpm(image)
  return found && { libc: 'glibc', compiler: isGoImage(image), ...found }
}

function ofDebian({ repository, name, tag }: ImageName): OwnFacts | undefined {
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
  return onDebian.has(name) ? { packages: 'apt', ...buildTools(name) } : undefined
}

function ofRpm({ repository, name, tag }: ImageName): OwnFacts | undefined {
  const family = rpm.find((each) => each.repository.test(repository))
  if (family === undefined) return name === 'go-toolset' ? { packages: 'dnf', compiler: true } : undefined
  const glibc = family.glibc[Number(/ubi(\d+)/.exec(repository)?.[1] ?? major(tag))]
  const compiler = name === 'go-toolset'
  return { packages: family.packages, ...(glibc === undefined ? {} : { glibc }), compiler }
}

function buildTools(name: string): OwnFacts {
  return { compiler: ['buildpack-deps', 'gcc', 'golang', 'rust'].includes(name) }
}

function major(tag: string): number {
  return Number(/^\d+/.exec(tag)?.[0])
}

/** The glibc of `golang:<version>` without a suite; for the newest Debian if that changed under the same tag. */
function glibcOfGolang(tag: string): number {
  const [, minor = '99', patch] = /^1\.(\d+)(?:\.(\d+))?/.exec(tag) ?? []
  const version = Number(minor) + (patch === undefined ? 0.99 : Number(patch) / 100)
  if (version >= 24.06) return 41
  if (version >= 20.05 || (version >= 19.1 && version < 20)) return 36
  return version >= 16 ? 31 : 28
}
