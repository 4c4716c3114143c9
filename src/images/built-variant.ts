import { type Obstacle, obstacleMessage } from '../findings/obstacles.ts'
import type { BaseName, DockerfileFacts } from '../model/image.ts'
import type { sources } from '../model/variant.ts'
import type { PlannedVariant } from '../plan/planned-variant.ts'
import type { LinkRecord } from './go-build/linker-script.ts'
import type { PrepareFailure } from './prepare.ts'

type ImageSource = (typeof sources)[number]

/** A variant of which there is an image. */
export type BuiltVariant = PlannedVariant & { readonly kind: 'built' } & (
    | {
        readonly source: 'built-in'
        readonly image: BuiltInImage
        /** How it is started, where it is measured instead of an image of the Dockerfile; absent: as any built-in image. */
        readonly startsAs?: StartSettings
        /** Packages that do not work without cgo, for whose sake a static mode is linked with it; absent: there are none. */
        readonly staticCgo?: readonly string[]
      }
    | { readonly source: Exclude<ImageSource, 'built-in'>; readonly image: DockerfileImage }
  )

/** A variant for a system that has no images: its program alone is measured. */
export interface ProgramVariant extends PlannedVariant {
  readonly kind: 'program'
  readonly source: 'built-in'
  readonly image: ProgramAlone
  /** As of a variant with the built-in image. */
  readonly staticCgo?: readonly string[]
}

/** What building gives of a variant. */
export type VariantBuild = BuiltVariant | ProgramVariant | UnbuiltVariant

/** A variant without an image: it stays this to the end. */
export interface UnbuiltVariant extends PlannedVariant {
  readonly kind: 'unbuilt'
  /** Where its image would have come from. */
  readonly source: ImageSource
  /** undefined if it was not to be built: base and head give the builder the same inputs. */
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
  /** Its digest, hex; absent where the file was not read. */
  readonly sha256?: string
}

interface AnyImage extends AnyProgram {
  /** Under which the engine has the image. */
  readonly reference: string
  /** Path of the program in the image. */
  readonly program: string
}

/** A program that `go build` made on this machine. */
export interface GoProgram extends AnyProgram {
  /** That `go build` took. */
  readonly milliseconds: number
  /** Functions of glibc in a static program that load shared libraries as it runs. */
  readonly loading: readonly string[]
  /** Of the variant for which it was asked. */
  readonly link?: LinkRecord
}

/** A program without an image. */
export interface ProgramAlone extends GoProgram {
  readonly kind: 'none'
}

/** The program, and what it needs to run, in an image without a base. */
export interface LaidOutImage extends AnyImage, GoProgram {
  readonly kind: 'laid-out'
  /** Reference of an image with everything but the program. Variants that differ only in the program share it. */
  readonly withoutProgram: string
}

/** The program on an image that the configuration names. */
export interface ImageOnBase extends AnyImage, GoProgram {
  readonly kind: 'on-base'
  readonly on: BaseName
  /** Diff IDs of that image, bottom first. */
  readonly baseLayers: readonly string[]
}

/** An image that a Dockerfile gave. How long that took depends on the builder's cache. */
export interface DockerfileImage extends AnyImage {
  readonly kind: 'dockerfile'
  readonly dockerfile: DockerfileFacts
  /** Diff IDs of the image that this one is based on, bottom first. */
  readonly baseLayers: readonly string[]
}

export type BuiltInImage = LaidOutImage | ImageOnBase

export interface BuildFailure {
  /** Last lines of what failed. */
  readonly output: readonly string[]
  /** What stands in the way: seen before building, or said by what failed. */
  readonly why: readonly Obstacle[]
}

/** Of base where there is no head. */
export const withoutHead: BuildFailure = { output: [], why: [{ kind: 'head-not-built' }] }

/** In one line, for the log. */
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

/** @param source where its image would come from */
export function notNeeded(
  { revision, mode, platform, checkout }: PlannedVariant,
  source: ImageSource,
): UnbuiltVariant {
  return { revision, mode, platform, checkout, kind: 'unbuilt', source, failure: undefined }
}

export function notPrepared({ obstacle, output }: PrepareFailure): BuildFailure {
  return { output, why: [obstacle] }
}

/** PORT of an app for which the configuration names none. */
export const defaultPort = 8080
