import { debianReleases, imageFacts, type Libc } from '../facts/images.ts'
import { parseImage } from '../read/image-name.ts'

/** An image with a C library that replaces one without, and lines after FROM that make it equivalent. */
export interface Replacement {
  readonly image: string
  readonly lines: readonly string[]
}

/**
 * The most similar image with the builder's C library, for an image without any. Its release is the builder's or newer, because a
 * program needs at most the glibc that it was linked with; or the replaced image's release, if that has the `needed` glibc.
 */
export function withLibc(
  runtime: string,
  builder: string,
  libc: Libc,
  needed: (builtWith: number) => number = (glibc) => glibc,
): Replacement {
  const { repository, name, tag } = parseImage(runtime)
  const facts = imageFacts(builder)
  const glibc = libc === 'glibc' ? (facts.glibc ?? newest.glibc) : undefined
  if (/^cgr\.dev\//.test(builder) && glibc !== undefined) {
    return { image: 'cgr.dev/chainguard/glibc-dynamic:latest', lines: [] }
  }
  if (/distroless\//.test(repository) && glibc !== undefined) {
    const own = Number(/-debian(\d+)$/.exec(name)?.[1] ?? 0)
    const least = debianFor(own === 0 ? glibc : needed(glibc)).number
    const number = Math.max(own, least, 12)
    const place = repository.slice(0, -name.length)
    return { image: `${place}base-debian${number}${tag === 'latest' ? '' : `:${tag}`}`, lines: [] }
  }
  if (name === 'busybox' && glibc !== undefined) {
    const version = /^\d[\d.]*/.exec(tag)?.[0]
    return { image: `${repository}:${version === undefined ? 'stable' : version}-glibc`, lines: [] }
  }
  if (glibc !== undefined)
    return { image: `${mirror(builder)}debian:${debianFor(glibc).suite}-slim`, lines: [] }
  const alpine = `${mirror(builder)}alpine:${facts.alpine ?? 'latest'}`
  return { image: alpine, lines: /distroless\/|^cgr\.dev\//.test(repository) ? likeDistroless(tag) : [] }
}

const newest = debianReleases[debianReleases.length - 1] ?? { suite: 'trixie', number: 13, glibc: 41 }

/** The oldest Debian with this glibc or a newer one. */
export function debianFor(glibc: number): { readonly suite: string; readonly number: number } {
  return debianReleases.find((release) => release.glibc >= glibc) ?? newest
}

/** Lines that add what distroless has but Alpine lacks: time zones, and the user nonroot with a home directory. */
function likeDistroless(tag: string): readonly string[] {
  const nonroot = tag.includes('nonroot')
  return [
    'RUN apk add --no-cache ca-certificates tzdata && adduser -D -u 65532 nonroot',
    ...(nonroot ? ['USER nonroot', 'WORKDIR /home/nonroot'] : []),
  ]
}

/** The mirror of official images that the builder's image comes from, if any. */
function mirror(builder: string): string {
  return /^(.*\/library\/)golang$/.exec(parseImage(builder).repository)?.[1] ?? ''
}
