import type { BaseName, DockerfileFacts } from '../model/image.ts'
import type { Mode } from '../model/mode.ts'
import type { Revision, sources } from '../model/variant.ts'
import type { Obstacle } from '../repository/go/build-preflight.ts'
import type { PlannedLayer } from './built-in/image.ts'
import type { PrepareFailure } from './prepare.ts'

export interface Built {
  readonly revision: Revision
  readonly mode: Mode
  readonly source: (typeof sources)[number]
  readonly result: BuildResult
  /** How an image that stands in for the Dockerfile's is started, to do the same as that one. */
  readonly startsAs?: StartsAs
}

export interface StartsAs {
  readonly arguments: readonly string[]
  /** Those of them that stay when the configuration gives others. */
  readonly kept: readonly string[]
  readonly env: Readonly<Record<string, string>>
}

export type BuildResult =
  | {
      readonly ok: true
      /** Path of the executable on this machine. */
      readonly binary: string
      /** Absent where a builder's own cache decides it. */
      readonly milliseconds?: number
      /** Reference under which the engine has the image. */
      readonly image: string
      /** Where the program lies in an image that a builder made. */
      readonly program?: string
      /** What the built-in image was made from. */
      readonly layers?: readonly PlannedLayer[]
      readonly dockerfile?: DockerfileFacts
      /** The image that the built-in one is on. */
      readonly on?: BaseName
      /** Diff IDs of the image that this one is based on, bottom first. */
      readonly base?: readonly string[]
    }
  | {
      readonly ok: false
      readonly output: readonly string[]
      /** What was seen before building, and explains it. */
      readonly why?: readonly Obstacle[]
    }

export function notPrepared({ message, output }: PrepareFailure): BuildResult {
  const fix = 'run the command at the root of a fresh clone, and change build.prepare until it works there'
  return { ok: false, output, why: [{ message, fix }] }
}

/** PORT of an app that is not told another one. */
export const defaultPort = 8080
