import { type Obstacle, obstacleMessage } from '../findings/obstacles.ts'
import type { BaseName, DockerfileFacts } from '../model/image.ts'
import type { sources } from '../model/variant.ts'
import type { PlannedVariant } from '../plan/planned-variant.ts'
import type { LinkRecord } from './go-build/linker-script.ts'
import type { PrepareFailure } from './prepare.ts'

type ImageSource = (typeof sources)[number]

/** A variant that has an image. */
export type BuiltVariant = PlannedVariant & { readonly kind: 'built' } & (
    | {
        readonly source: 'built-in'
        readonly image: BuiltInImage
        /** Arguments and variables for the start; absent if it is started by its entry point alone. */
        readonly startsAs?: StartSettings
        /** Packages that need cgo, so that a static mode is linked with it; absent if there are none. */
        readonly staticCgo?: readonly string[]
      }
    | { readonly source: Exclude<ImageSource, 'built-in'>; readonly image: DockerfileImage }
  )

/** A variant for a system without images: only its program is measured. */
export interface ProgramVariant extends PlannedVariant {
  readonly kind: 'program'
  readonly source: 'built-in'
  readonly image: ProgramAlone
  /** See `BuiltVariant`. */
  readonly staticCgo?: readonly string[]
}

/** A variant after the build step. */
export type VariantBuild = BuiltVariant | ProgramVariant | UnbuiltVariant

/** A variant without an image or a program. No later step changes it. */
export interface UnbuiltVariant extends PlannedVariant {
  readonly kind: 'unbuilt'
  /** The source that its image would have had. */
  readonly source: ImageSource
  /** undefined if it did not need to be built, because base and head give the builder the same inputs. */
  readonly failure: BuildFailure | undefined
}

/** Arguments and variables of the Dockerfile's image, which its fallback must also have. */
export interface StartSettings {
  readonly arguments: readonly string[]
  /** Arguments that remain if the configuration sets others. */
  readonly kept: readonly string[]
  readonly env: Readonly<Record<string, string>>
  /** The file of the repository with the arguments; absent if they are those of the Dockerfile's image. */
  readonly by?: string
}

interface AnyProgram {
  /** Path of the executable on this machine. */
  readonly binary: string
  /** Hex sha256 of the file; absent if it has not been read. */
  readonly sha256?: string
}

interface AnyImage extends AnyProgram {
  /** The engine's name for the image. */
  readonly reference: string
  /** Path of the program in the image. */
  readonly program: string
}

/** A program that `go build` made on this machine. */
export interface GoProgram extends AnyProgram {
  /** Duration of `go build`. */
  readonly milliseconds: number
  /** Functions of glibc in a static program that load shared libraries at run time. */
  readonly loading: readonly string[]
  /** Present if the link of this variant was recorded. */
  readonly link?: LinkRecord
}

/** A program without an image. */
export interface ProgramAlone extends GoProgram {
  readonly kind: 'none'
}

/** An image without a base: the program and the files that it needs. */
export interface LaidOutImage extends AnyImage, GoProgram {
  readonly kind: 'laid-out'
  /** Reference of an image with everything but the program. Variants that differ only in the program share it. */
  readonly withoutProgram: string
}

/** The program on the base image in the configuration. */
export interface ImageOnBase extends AnyImage, GoProgram {
  readonly kind: 'on-base'
  readonly on: BaseName
  /** Diff IDs of the base image, bottom first. */
  readonly baseLayers: readonly string[]
}

/** The image of a Dockerfile. It has no build time, because that depends on the builder's cache. */
export interface DockerfileImage extends AnyImage {
  readonly kind: 'dockerfile'
  readonly dockerfile: DockerfileFacts
  /** Diff IDs of the image that this one is based on, bottom first. */
  readonly baseLayers: readonly string[]
}

export type BuiltInImage = LaidOutImage | ImageOnBase

export interface BuildFailure {
  /** Last lines that the failed command printed. */
  readonly output: readonly string[]
  /** The reasons: found before building, or in the output. */
  readonly why: readonly Obstacle[]
}

/** The failure of base if head was not built. */
export const withoutHead: BuildFailure = { output: [], why: [{ kind: 'head-not-built' }] }

/** The failure on one line, for the log. */
export function failureText({ output, why }: BuildFailure): string {
  return why.length > 0 ? why.map(obstacleMessage).join('; ') : (output.at(-1) ?? 'no output')
}

/** Whether it has an image. */
export function isBuilt<V extends { readonly kind: string }>(
  variant: V,
): variant is Extract<V, { readonly kind: 'built' }> {
  return variant.kind === 'built'
}

/** Whether it has a program, in an image or not. */
export function hasProgram<V extends { readonly kind: string }>(
  variant: V,
): variant is Extract<V, { readonly kind: 'built' | 'program' }> {
  return variant.kind === 'built' || variant.kind === 'program'
}

export function isUnbuilt(variant: { readonly kind: string }): variant is UnbuiltVariant {
  return variant.kind === 'unbuilt'
}

export function unbuilt(
  { revision, mode, platform, checkout }: PlannedVariant,
  source: ImageSource,
  { output, why = [] }: Pick<BuildFailure, 'output'> & Partial<BuildFailure>,
): UnbuiltVariant {
  return { revision, mode, platform, checkout, kind: 'unbuilt', source, failure: { output, why } }
}

/** @param source that its image would have */
export function notNeeded(
  { revision, mode, platform, checkout }: PlannedVariant,
  source: ImageSource,
): UnbuiltVariant {
  return { revision, mode, platform, checkout, kind: 'unbuilt', source, failure: undefined }
}

export function notPrepared({ obstacle, output }: PrepareFailure): BuildFailure {
  return { output, why: [obstacle] }
}

/** PORT of an app if the configuration sets none. */
export const defaultPort = 8080
