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
    /** Wall-clock time in milliseconds. */
    ms: spreadSchema,
  })
  .readonly()

/** The cost of initializing one package, over the starts with GODEBUG=inittrace=1. */
export type PackageInit = z.infer<typeof packageInitSchema>

const keyShape = {
  revision: z.enum(revisions),
  mode: text,
  platform: text,
  source: z.enum(sources),
}

const binarySchema = z
  .object({
    /** Digest of the executable file. */
    sha256: text,
    /** Modules linked in, path → version. */
    modules: z.record(text, text),
    /** The linked modules that go.mod requires directly. */
    direct: z.array(text).readonly(),
    /** Settings such as `-race` or `-tags` in Go's build information. */
    settings: optional(z.record(text, text)),
  })
  .readonly()

const builtVariantSchema = z
  .object({
    ...keyShape,
    /** Absent for the built-in image. */
    dockerfile: optional(dockerfileSchema),
    /** The base image of the built-in image; absent if it has none. */
    on: optional(baseNameSchema),
    linkage: linkageSchema,
    image: imageSchema,
    /** What the program does at run time; absent if its functions are unknown or its image could not be read. */
    behavior: optional(runtimeBehaviorSchema),
    /** What the image contains besides the program; absent if its layers could not be read, or if an older linkgate made the report. */
    contents: optional(imageContentsSchema),
    binary: binarySchema,
    metrics: z.record(text, z.union([measuredSchema, unmeasuredSchema])),
    /** Where the first response came from or the first connection was accepted; absent if ready is a line of the log. */
    ready: optional(
      z
        .object({
          /** `IP:port`, `unix:/path` or `unix:@name` in the container, in the first start. */
          address: text,
          /** Absent if an accepted connection was enough. */
          scheme: optional(z.enum(['http', 'https'])),
        })
        .readonly(),
    ),
    /** Number of the copy of the program that was started in each round; absent if it was always the same file. */
    copies: optional(z.array(magnitude).readonly()),
    /** Packages with initialization work, in the order of initialization. */
    inits: optional(z.array(packageInitSchema).readonly()),
  })
  .readonly()

const absent = z.never().optional()

/** On a system without container images, only the program is measured. */
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

/** A variant that could not be built. */
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

/** A variant in the report. */
export const reportVariantSchema = z.union([builtVariantSchema, programVariantSchema, unbuiltVariantSchema])

export type ReportVariant = z.infer<typeof reportVariantSchema>
/** A variant with a program in an image. */
export type BuiltReportVariant = z.infer<typeof builtVariantSchema>
/** A variant with a program, in an image or not. */
export type ProgramReportVariant = BuiltReportVariant | z.infer<typeof programVariantSchema>
