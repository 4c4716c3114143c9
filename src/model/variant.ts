import * as z from 'zod'
import { imageContentsSchema } from './contents.ts'
import { baseNameSchema, dockerfileSchema, imageSchema, linkageSchema } from './image.ts'
import { measuredSchema, unmeasuredSchema } from './measurement.ts'
import { revisions } from './revision.ts'
import { runtimeBehaviorSchema } from './runtime.ts'
import { magnitude, optional, text } from './schema.ts'

export const sources = ['shipped', 'configured', 'derived', 'built-in'] as const

const spreadSchema = z.object({ low: magnitude, value: magnitude, high: magnitude }).readonly()

/** Smallest, middle and largest of a few values. */
export type Spread = z.infer<typeof spreadSchema>

export const packageInitSchema = z
  .object({
    /** Import path. */
    package: text,
    allocs: spreadSchema,
    bytes: spreadSchema,
    /** Time on the clock, in milliseconds. */
    ms: spreadSchema,
  })
  .readonly()

/** What one package's initialisation took, over the starts with GODEBUG=inittrace=1. */
export type PackageInit = z.infer<typeof packageInitSchema>

const keyShape = {
  revision: z.enum(revisions),
  mode: text,
  platform: text,
  source: z.enum(sources),
}

const binarySchema = z
  .object({
    /** Of the executable file. */
    sha256: text,
    /** Modules linked in, path → version. */
    modules: z.record(text, text),
    /** Those of them that go.mod requires directly. */
    direct: z.array(text).readonly(),
    /** What Go's build information has of how it was compiled, such as `-race` or `-tags`. */
    settings: optional(z.record(text, text)),
  })
  .readonly()

const builtVariantSchema = z
  .object({
    ...keyShape,
    /** Absent for the built-in image. */
    dockerfile: optional(dockerfileSchema),
    /** The image that the built-in one is on; absent where it is on none. */
    on: optional(baseNameSchema),
    linkage: linkageSchema,
    image: imageSchema,
    /** What it does at run time; absent where its functions are not known, or its image could not be read. */
    behavior: optional(runtimeBehaviorSchema),
    /** What the image contains besides the program; absent if its layers could not be read, or if an older linkgate made the report. */
    contents: optional(imageContentsSchema),
    binary: binarySchema,
    metrics: z.record(text, z.union([measuredSchema, unmeasuredSchema])),
    /** Where its first response came from, or its first connection was accepted; absent where a line of its log was waited for. */
    ready: optional(
      z
        .object({
          /** `IP:port`, `unix:/path` or `unix:@name`, in the container; of the first start. */
          address: text,
          /** Absent where a connection was enough. */
          scheme: optional(z.enum(['http', 'https'])),
        })
        .readonly(),
    ),
    /** Which copy of its program was started in each round; absent where that was always the same file. */
    copies: optional(z.array(magnitude).readonly()),
    /** Packages that do something when they are initialised, in that order. */
    inits: optional(z.array(packageInitSchema).readonly()),
  })
  .readonly()

const absent = z.never().optional()

/** Of a system without images: only its program. */
const programVariantSchema = z
  .object({
    ...keyShape,
    linkage: linkageSchema,
    dockerfile: absent,
    on: absent,
    image: absent,
    behavior: absent,
    contents: absent,
    binary: binarySchema,
    metrics: z.record(text, z.union([measuredSchema, unmeasuredSchema])),
    ready: absent,
    copies: absent,
    inits: absent,
  })
  .readonly()

/** It could not be built, and nothing else is known about it. */
const unbuiltVariantSchema = z
  .object({
    ...keyShape,
    linkage: absent,
    dockerfile: absent,
    on: absent,
    image: absent,
    behavior: absent,
    contents: absent,
    binary: absent,
    metrics: z.record(text, unmeasuredSchema),
    ready: absent,
    copies: absent,
    inits: absent,
  })
  .readonly()

/** What the report has of a variant. */
export const reportVariantSchema = z.union([builtVariantSchema, programVariantSchema, unbuiltVariantSchema])

export type ReportVariant = z.infer<typeof reportVariantSchema>
/** One with a program in an image. */
export type BuiltReportVariant = z.infer<typeof builtVariantSchema>
/** One with a program, in an image or not. */
export type ProgramReportVariant = BuiltReportVariant | z.infer<typeof programVariantSchema>
