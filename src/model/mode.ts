import type { LinkageKind } from './image.ts'

/** A named way to link: the settings of the Go command, and what the file must then be. */
export interface Mode {
  readonly name: string
  /** Environment of `go build`; decides over everything inherited. */
  readonly env: Readonly<Record<string, string>>
  readonly tags: readonly string[]
  readonly ldflags: string
  readonly expects: readonly LinkageKind[]
  /** What its configuration says for `go build` alone; absent: nothing. */
  readonly own?: readonly ('tags' | 'env' | 'ldflags')[]
  /** Its configuration switches cgo off: a program that does not work without it is built so all the same. */
  readonly cgoIsOff?: true
  /** Where its image comes from, as its configuration says; absent: that is found out. */
  readonly image?: ModeImage
}

export type ModeImage =
  /** What is absent is as for the image that is shipped; `buildArgs` come besides its own. */
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
