import { debianReleases } from '../facts/images.ts'
import { parseImage } from '../read/image-name.ts'

/** The same Go on Alpine; undefined unless it is the official image. */
export function alpineVariant(reference: string): string | undefined {
  const golang = officialGolang(reference)
  return golang === undefined ? undefined : `${golang.repository}:${golang.version}alpine`
}

/** The same Go on the preferred Debian, else on the newest one whose glibc fits; undefined if there is none. */
export function debianVariant(
  reference: string,
  fits: (glibc: number) => boolean,
  preferred?: number,
): string | undefined {
  const golang = officialGolang(reference)
  if (golang === undefined) return undefined
  const [, minor = '99', patch] = /^1\.(\d+)(?:\.(\d+))?/.exec(golang.version) ?? []
  const from = { stretch: 99, buster: 12, bullseye: 16, bookworm: 20.05, trixie: 24.06 }
  const until = { stretch: 0, buster: 20, bullseye: 24, bookworm: 99, trixie: 99 }
  const version = Number(minor) + (patch === undefined ? 0.99 : Number(patch) / 100)
  const all = debianReleases.filter(
    ({ suite, glibc }) => fits(glibc) && version >= from[suite] && Number(minor) <= until[suite],
  )
  const found = all.find(({ glibc }) => glibc === preferred) ?? all.at(-1)
  return found === undefined ? undefined : `${golang.repository}:${golang.version}${found.suite}`
}

/** The repository, and the version in the tag with a trailing hyphen (`1.24-`; empty for `latest`). */
function officialGolang(
  reference: string,
): { readonly repository: string; readonly version: string } | undefined {
  const { repository, name, tag } = parseImage(reference)
  if (name !== 'golang' || /^(mcr\.microsoft\.com|bitnami|circleci)\b/.test(repository)) return undefined
  const found =
    /^(latest|(?:\d[\w.]*|rc|tip|stable))?-?(alpine[\d.]*|(?:stretch|buster|bullseye|bookworm|trixie))?$/.exec(
      tag,
    )
  if (found === null) return undefined
  const version = found[1] === undefined || found[1] === 'latest' ? '' : `${found[1]}-`
  return { repository, version }
}
