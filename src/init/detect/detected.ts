/** The detected facts from which the configuration and the workflow are written. */

import type { Result } from '../../common/result.ts'

/** Paths are relative to the root of the repository. */
export interface Detected {
  /** Version of linkgate. */
  readonly version: string
  /** Path of the configuration to write. */
  readonly configFile: string
  readonly main: Result<MainFound>
  readonly image: ImageFound
  /** Command that generates files that are not in git. `needed`: the Dockerfile does not generate them either. */
  readonly prepare?: { readonly command: string; readonly needed: boolean }
  /** Problems of `go build` with their fixes, unless a command fixes them. */
  readonly obstacles: readonly string[]
  readonly start: StartFound
  readonly go: GoFound
  /** Paths of private modules in this machine's settings. */
  readonly privateModules: readonly string[]
  /** A workflow that runs in the merge queue. */
  readonly mergeQueue?: string
  /** A workflow, other than the one that is written, that runs linkgate. */
  readonly runsAlready?: string
}

export interface MainFound {
  readonly path: string
  /** Name of the program. */
  readonly name: string
  readonly because: string
  /** Other candidates, if there were several. */
  readonly others: readonly string[]
}

export interface DockerfileFound {
  readonly kind: 'dockerfile'
  readonly dockerfile: string
  readonly context: string
  readonly target?: string
  readonly because: string
  /** Other ways to build it, as text, if there were several. */
  readonly others: readonly string[]
  readonly buildArgs: Readonly<Record<string, string>>
  /** Build arguments with defaults in the Dockerfile, whose actual values only `by` computes. */
  readonly unknownArgs: readonly string[]
  /** Required build arguments with unknown values. */
  readonly neededArgs: readonly string[]
  /** The file that shows how it is built. */
  readonly by: string
  /** Ids of secrets that it mounts. */
  readonly secrets: readonly string[]
  readonly ssh: boolean
  /** Reasons why it cannot be measured without changes. */
  readonly problems: readonly string[]
  /** False if the configuration should not set it, because detection is less ambiguous. */
  readonly named: boolean
}

export type ImageFound = DockerfileFound | BuiltInFound

export interface BuiltInFound {
  readonly kind: 'built-in'
  /** Why linkgate uses the built-in image. */
  readonly because: string
  /** The Dockerfile that copies a program, which an earlier command may compile. */
  readonly copying?: string
}

/** How the files of the repository run the app. */
export interface StartFound {
  /** `sure`: they certainly belong to this program and work in its container. */
  readonly args?: { readonly words: readonly string[]; readonly by: string; readonly sure: boolean }
  readonly env: Readonly<Record<string, string>>
  /** Variables with addresses of `services`. */
  readonly serviceEnv: Readonly<Record<string, string>>
  /** Variables whose values are not in the repository. */
  readonly unknownEnv: readonly string[]
  readonly envFiles: readonly string[]
  /** The file with this information. */
  readonly by?: string
  readonly services: readonly ServiceFound[]
  readonly port?: { readonly number: number; readonly by: string }
  readonly health?: { readonly path: string; readonly by: string }
}

/** A service that is started before the app. */
export interface ServiceFound {
  readonly name: string
  readonly image: string
  readonly env: Readonly<Record<string, string>>
}

/** The inputs of actions/setup-go. */
export type GoFound =
  | { readonly kind: 'file'; readonly file: string; readonly version: string }
  /** The newest Go, if no file sets a version that is new enough. */
  | { readonly kind: 'newest'; readonly because: string }

export const nothingToStart: StartFound = {
  env: {},
  serviceEnv: {},
  unknownEnv: [],
  envFiles: [],
  services: [],
}
