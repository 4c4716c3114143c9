/** What was found out about a repository: all that its configuration and its workflow are written from. */

import type { Result } from '../../common/result.ts'

/** Paths start at the root of the repository. */
export interface Detected {
  /** Of linkgate. */
  readonly version: string
  /** Where the configuration is written. */
  readonly configFile: string
  readonly main: Result<MainFound>
  readonly image: ImageFound
  /** Makes what git does not have. `needed`: not even the Dockerfile does it by itself. */
  readonly prepare?: { readonly command: string; readonly needed: boolean }
  /** What will stop `go build` and what to do about it, as far as no command fixes it. */
  readonly obstacles: readonly string[]
  readonly start: StartFound
  readonly go: GoFound
  /** Paths of modules that this machine fetches as private ones. */
  readonly privateModules: readonly string[]
  /** A workflow that runs in the merge queue. */
  readonly mergeQueue?: string
  /** A workflow, other than the one that is written, that runs linkgate. */
  readonly runsAlready?: string
}

export interface MainFound {
  readonly path: string
  /** Of the program. */
  readonly name: string
  readonly because: string
  /** More that it may be, where it was the first of several. */
  readonly others: readonly string[]
}

export interface DockerfileFound {
  readonly kind: 'dockerfile'
  readonly dockerfile: string
  readonly context: string
  readonly target?: string
  readonly because: string
  /** Other ways to build it, in words, where it was the first of several. */
  readonly others: readonly string[]
  readonly buildArgs: Readonly<Record<string, string>>
  /** Build arguments that only `by` knows; the Dockerfile has something in their place. */
  readonly unknownArgs: readonly string[]
  /** Build arguments without which it cannot be built, and nothing says what they are. */
  readonly neededArgs: readonly string[]
  /** The file that says how it is built. */
  readonly by: string
  /** Ids of secrets that it mounts. */
  readonly secrets: readonly string[]
  readonly ssh: boolean
  /** Why it cannot be measured as it is. */
  readonly problems: readonly string[]
  /** False where naming it would leave more open than leaving it to be found. */
  readonly named: boolean
}

/** `because`: why linkgate makes the image itself. */
export type ImageFound = DockerfileFound | { readonly kind: 'built-in'; readonly because: string }

/** How the files of the repository run the app. */
export interface StartFound {
  /** `sure`: they are the app's own, and not for another program or another place. */
  readonly args?: { readonly words: readonly string[]; readonly by: string; readonly sure: boolean }
  readonly env: Readonly<Record<string, string>>
  /** Variables that point at `services`. */
  readonly serviceEnv: Readonly<Record<string, string>>
  /** Variables whose values come from outside of the repository. */
  readonly unknownEnv: readonly string[]
  readonly envFiles: readonly string[]
  /** What says so. */
  readonly by?: string
  readonly services: readonly ServiceFound[]
  readonly port?: { readonly number: number; readonly by: string }
  readonly health?: { readonly path: string; readonly by: string }
}

/** What is started before the app. */
export interface ServiceFound {
  readonly name: string
  readonly image: string
  readonly env: Readonly<Record<string, string>>
}

/** The inputs of actions/setup-go. */
export type GoFound =
  | { readonly kind: 'file'; readonly file: string; readonly version: string }
  /** The newest Go, where no file names one that is new enough. */
  | { readonly kind: 'newest'; readonly because: string }

export const nothingToStart: StartFound = {
  env: {},
  serviceEnv: {},
  unknownEnv: [],
  envFiles: [],
  services: [],
}
