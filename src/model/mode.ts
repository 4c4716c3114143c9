import type { LinkageKind } from './image.ts'
import { hasImages, type Platform } from './platform.ts'

/** What a mode may need on the machine that links it. */
export const modeNeeds = ['c-compiler', 'static-glibc', 'static-pie-libc', 'musl-compiler'] as const
export type ModeNeed = (typeof modeNeeds)[number]

/** The mode that others are compared with: the configured one, else `static`, the first whose name begins so, or the first. */
export function referenceMode(names: readonly string[], given?: string): string | undefined {
  if (given !== undefined && names.includes(given)) return given
  return (
    names.find((name) => name === 'static') ?? names.find((name) => name.startsWith('static')) ?? names[0]
  )
}

/** Values of `-buildmode` that build a program. */
export const buildmodes = ['exe', 'pie'] as const

/** A named way to link: the settings of the Go command, and what the file must then be. */
export interface Mode {
  readonly name: string
  /** Environment of `go build`; decides over everything inherited. */
  readonly env: Readonly<Record<string, string>>
  readonly tags: readonly string[]
  readonly ldflags: string
  /** As the key of the configuration has it; absent: none. */
  readonly gcflags?: string
  readonly buildmode?: (typeof buildmodes)[number]
  /** The C linker links it, with this flag; the tags are added to those of the program. */
  readonly external?: { readonly extldflags: '-static' | '-static-pie'; readonly tags: readonly string[] }
  /** Besides a C compiler, which `CGO_ENABLED=1` needs. */
  readonly needs?: readonly ModeNeed[]
  readonly expects: readonly LinkageKind[]
  /** What the file must be in addition to one of these kinds; absent: nothing. */
  readonly requires?: { readonly pie?: true; readonly libc?: 'glibc' | 'musl' }
  /** What its configuration sets for `go build` only; absent: nothing. */
  readonly own?: readonly ('tags' | 'env' | 'ldflags' | 'gcflags' | 'buildmode')[]
  /** Its configuration switches cgo off: a program that does not work without it is built so all the same. */
  readonly cgoIsOff?: true
  /** Where its image comes from, as configured; absent: linkgate chooses. */
  readonly image?: ModeImage
}

/** Whether there are such programs on the platform: on macOS and Windows, all are linked only to libraries of the system. */
export function existsOn(
  { expects, requires, external, image }: Pick<Mode, 'expects' | 'requires' | 'external' | 'image'>,
  platform: Platform,
): boolean {
  const isPlain = expects.includes('static') && requires === undefined && external === undefined
  return hasImages(platform) || (isPlain && image?.from !== 'dockerfile')
}

export type ModeImage =
  /** Absent values are those of the production image; `buildArgs` are added to its own. */
  | {
      readonly from: 'dockerfile'
      /** Path from the root of the repository, as that of `context`. */
      readonly dockerfile?: string
      readonly context?: string
      readonly target?: string
      readonly buildArgs: Readonly<Record<string, string>>
    }
  /** `base`: the image that it is on; absent: none. */
  | { readonly from: 'built-in'; readonly base?: string }
