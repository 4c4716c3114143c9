/** Parses names of images, and knows settings that stages inherit from well-known images. */
import { defaultPath } from '../../common/paths.ts'

export interface ImageName {
  /** Including the registry. */
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

const component = '[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*'
const reference = new RegExp(
  `^(?:[A-Za-z0-9.-]+(?::\\d+)?/)?${component}(?:/${component})*(?::\\w[\\w.-]{0,127})?(?:@[A-Za-z0-9.+_-]+:[0-9a-fA-F]{32,})?$`,
)

/** Whether an engine accepts it as the name of an image. */
export function isReference(text: string): boolean {
  return reference.test(text)
}

/** Whether it is an image with the go command. */
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

/** The configuration of an image from an engine or a registry. */
export interface ImageSettings extends ImageDefaults {
  /** Empty for root. */
  readonly user: string
  /** Whether it has ONBUILD instructions. */
  readonly onBuild: boolean
  /** Equal for images with the same files. */
  readonly identity: string
}

/** WORKDIR and ENV of an image, if they affect Go. */
export function imageDefaults(reference: string): ImageDefaults {
  const image = parseImage(reference)
  if (reference === 'scratch') return { workdir: '/', env: { PATH: defaultPath } }
  return {
    workdir: image.name === 'golang' ? '/go' : '/',
    env: isGoImage(image) ? { GOPATH: '/go' } : {},
  }
}
