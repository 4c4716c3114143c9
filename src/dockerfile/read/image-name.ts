/** The name of an image: its parts, and what an image of that name sets for those who are FROM it. */

export interface ImageName {
  /** With its registry. */
  readonly repository: string
  /** Last element of the repository. */
  readonly name: string
  readonly tag: string
}

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

/** Whether it is an image made to run the go command. */
export function isGoImage({ repository, name }: ImageName): boolean {
  return (
    name === 'golang' ||
    name === 'go-toolset' ||
    repository === 'cimg/go' ||
    /chainguard\/go$/.test(repository)
  )
}

export interface ImageDefaults {
  readonly workdir: string
  readonly env: Readonly<Record<string, string>>
}

/** WORKDIR and ENV of an image's own configuration, as far as they matter to Go. */
export function imageDefaults(reference: string): ImageDefaults {
  const image = parseImage(reference)
  return {
    workdir: image.name === 'golang' ? '/go' : '/',
    env: isGoImage(image) ? { GOPATH: '/go' } : {},
  }
}
