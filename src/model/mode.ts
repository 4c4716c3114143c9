import type { LinkageKind } from './image.ts'
import { hasImages, type Platform } from './platform.ts'

/** What linking in a mode can require of the machine. */
export const modeNeeds = ['c-compiler', 'static-glibc', 'static-pie-libc', 'musl-compiler'] as const
export type ModeNeed = (typeof modeNeeds)[number]

/**
 * The mode that others are compared with: the configured one, else `static`, else the first whose name begins with `static`,
 * else the first.
 */
export function referenceMode(names: readonly string[], given?: string): string | undefined {
  if (given !== undefined && names.includes(given)) return given
  return (
    names.find((name) => name === 'static') ?? names.find((name) => name.startsWith('static')) ?? names[0]
  )
}

/** Values of `-buildmode` that build a program. */
export const buildmodes = ['exe', 'pie'] as const

/** A named way to link: the settings of the Go command, and the kind of file that must result. */
export interface Mode {
  readonly name: string
  /** Environment of `go build`; it overrides inherited variables. */
  readonly env: Readonly<Record<string, string>>
  readonly tags: readonly string[]
  readonly ldflags: string
  /** As configured; absent if the key is not set. */
  readonly gcflags?: string
  readonly buildmode?: (typeof buildmodes)[number]
  /** The C linker links the program, with this flag; `tags` are added to the program's own. */
  readonly external?: { readonly extldflags: '-static' | '-static-pie'; readonly tags: readonly string[] }
  /** Requirements in addition to the C compiler that `CGO_ENABLED=1` implies. */
  readonly needs?: readonly ModeNeed[]
  readonly expects: readonly LinkageKind[]
  /** What else must be true of the file, besides that its kind is one of `expects`. */
  readonly requires?: { readonly pie?: true; readonly libc?: 'glibc' | 'musl' }
  /** Keys of its configuration that affect only `go build`, not a Dockerfile build. */
  readonly own?: readonly ('tags' | 'env' | 'ldflags' | 'gcflags' | 'buildmode')[]
  /** Its configuration disables cgo explicitly, so the program is built without cgo even if it does not work then. */
  readonly cgoIsOff?: true
  /** The configured source of its image; absent if linkgate chooses it. */
  readonly image?: ModeImage
}

/** Whether a platform has programs of this mode. On macOS and Windows every program is linked to the system's libraries only. */
export function modeExistsOn(
  { expects, requires, external, image }: Pick<Mode, 'expects' | 'requires' | 'external' | 'image'>,
  platform: Platform,
): boolean {
  const isPlain = expects.includes('static') && requires === undefined && external === undefined
  return hasImages(platform) || (isPlain && image?.from !== 'dockerfile')
}

export type ModeImage =
  /** Absent values are taken from the production image; `buildArgs` are added to those of the production image. */
  | {
      readonly from: 'dockerfile'
      /** Relative to the root of the repository, like `context`. */
      readonly dockerfile?: string
      readonly context?: string
      readonly target?: string
      readonly buildArgs: Readonly<Record<string, string>>
    }
  /** `base`: its base image; absent for none. */
  | { readonly from: 'built-in'; readonly base?: string }
