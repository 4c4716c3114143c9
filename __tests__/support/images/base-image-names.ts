/** The kind of substitute for a base image, by its name. */

export type BaseKind =
  | 'alpine'
  | 'busybox'
  | 'debian'
  | 'distroless-base'
  | 'distroless-static'
  | 'golang-alpine'
  | 'golang-debian'

export interface BaseImage {
  readonly kind: BaseKind
  /** The user 65532 of distroless's `nonroot` tags. */
  readonly nonroot: boolean
}

/** Repository, without `docker.io/library/`, and tag; the tag of a name without one is `latest`. */
const reference = /^(?:(?:docker\.io\/)?library\/|docker\.io\/)?(?<repository>[^:@]+)(?::(?<tag>[\w.-]+))?$/

const official: Readonly<Record<string, (tag: string) => BaseKind>> = {
  alpine: () => 'alpine',
  busybox: () => 'busybox',
  debian: () => 'debian',
  golang: (tag) => (/(^|-)alpine/.test(tag) ? 'golang-alpine' : 'golang-debian'),
  ubuntu: () => 'debian',
}

/** Throws for names without a substitute, such as those with a digest, because a substitute has another digest. */
export function baseImageOf(name: string): BaseImage {
  const { repository = '', tag = 'latest' } = reference.exec(name)?.groups ?? {}
  const distroless = /^gcr\.io\/distroless\/(static|base)(?:-debian\d+)?$/.exec(repository)?.[1]
  if (distroless !== undefined && /^(latest|nonroot)$/.test(tag)) {
    return {
      kind: distroless === 'base' ? 'distroless-base' : 'distroless-static',
      nonroot: tag === 'nonroot',
    }
  }
  const kind = official[repository]?.(tag)
  if (kind === undefined) throw new Error(`there is no substitute for the base image ${name}`)
  return { kind, nonroot: false }
}
