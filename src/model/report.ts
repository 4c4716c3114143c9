/**
 * The words of linkgate as values: what passes between the steps and into the report.
 *
 * What ends up in the report is defined once, as a schema, and its type is inferred from it: the published
 * JSON Schema, the check of reports from outside and the types of the code cannot drift apart.
 * Sizes are in bytes, times in milliseconds, `delta` is head − base, `ratio` is head / base.
 */
import * as z from 'zod'
import { budgetSchema } from './budget.ts'
import { baseNameSchema, dockerfileSchema, imageSchema, type LinkageKind, linkageSchema } from './image.ts'
import { acceptedSchema, commitSchema, originSchema } from './origin.ts'
import { line, optional, text } from './schema.ts'

export const revisions = ['base', 'head'] as const
export type Revision = (typeof revisions)[number]

/** Ordered from harmless to worst; the verdict of a report is its worst finding. */
export const verdicts = ['pass', 'inconclusive', 'warn', 'unmeasured', 'fail'] as const
export type Verdict = (typeof verdicts)[number]

/** A named way to link: what the Go command is told, and what the file must then be. */
export interface Mode {
  readonly name: string
  /** Environment of `go build`; decides over everything inherited. */
  readonly env: Readonly<Record<string, string>>
  readonly tags: readonly string[]
  readonly ldflags: string
  readonly expects: readonly LinkageKind[]
  /** What its configuration says for `go build` alone; absent: nothing. */
  readonly own?: readonly ('tags' | 'env' | 'ldflags')[]
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

/** GOOS/GOARCH, as Go and OCI write it. */
export type Platform = `linux/${string}`

const unit = z.enum(['B', 'ms', 'count'])

export const measuredSchema = z
  .object({
    /** The number itself, or the median of `samples`. */
    value: z.number(),
    unit,
    /** Confidence interval of `value`, for metrics that repeat with noise. */
    low: optional(z.number()),
    high: optional(z.number()),
    samples: optional(z.array(z.number()).readonly()),
  })
  .readonly()
export type Measured = z.infer<typeof measuredSchema>

export const unmeasuredSchema = z.object({ unmeasured: text }).readonly()
export type Unmeasured = z.infer<typeof unmeasuredSchema>
export type Measurement = Measured | Unmeasured

/** When a pull request gets a comment. */
export const commentPolicies = ['always', 'changes', 'failures', 'never'] as const
export type CommentPolicy = (typeof commentPolicies)[number]

export const sources = ['shipped', 'configured', 'derived', 'built-in'] as const

const spreadSchema = z.object({ low: z.number(), value: z.number(), high: z.number() }).readonly()
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

export const variantSchema = z
  .object({
    revision: z.enum(revisions),
    mode: text,
    platform: text,
    source: z.enum(sources),
    /** Absent for the built-in image. */
    dockerfile: optional(dockerfileSchema),
    /** The image that the built-in one is on; absent where it is on none. */
    on: optional(baseNameSchema),
    /** Absent when the variant could not be built. */
    linkage: optional(linkageSchema),
    image: optional(imageSchema),
    /** sha256 of the executable file. */
    binary: optional(
      z
        .object({
          sha256: text,
          /** Modules linked in, path → version. */
          modules: z.record(text, text),
          /** Those of them that go.mod asks for itself. */
          direct: z.array(text).readonly(),
        })
        .readonly(),
    ),
    metrics: z.record(text, z.union([measuredSchema, unmeasuredSchema])),
    /** Where its first response came from, or its first connection was accepted; absent where a line of its log was waited for. */
    ready: optional(
      z
        .object({
          /** `IP:port`, `unix:/path` or `unix:@name`, in the container; of the first start. */
          address: text,
          /** Absent where a connection was all that was asked for. */
          scheme: optional(z.enum(['http', 'https'])),
        })
        .readonly(),
    ),
    /** Packages that do something when they are initialised, in that order. */
    inits: optional(z.array(packageInitSchema).readonly()),
  })
  .readonly()
export type Variant = z.infer<typeof variantSchema>

export const comparisonVerdicts = [...verdicts, 'unchanged', 'no-baseline', 'info'] as const
export type ComparisonVerdict = (typeof comparisonVerdicts)[number]

export const comparisonSchema = z
  .object({
    metric: text,
    mode: text,
    platform: text,
    /** null: not measured on that side. */
    base: z.number().nullable(),
    head: z.number().nullable(),
    /** head − base; for what was measured in rounds, the Hodges–Lehmann estimate of the paired differences. */
    delta: z.number().nullable(),
    /** head / base; in rounds, likewise of the paired ratios. */
    ratio: z.number().nullable(),
    /** Confidence bounds of `delta`, each one-sided. */
    low: optional(z.number()),
    high: optional(z.number()),
    verdict: z.enum(comparisonVerdicts),
    budget: optional(budgetSchema),
  })
  .readonly()
export type Comparison = z.infer<typeof comparisonSchema>

export const findingSchema = z
  .object({
    verdict: z.enum(verdicts),
    kind: text,
    revision: optional(z.enum(revisions)),
    mode: optional(text),
    metric: optional(text),
    /** One or two sentences, in linkgate's own words. */
    message: text,
    /** Output of the compiler or the app, verbatim: untrusted. */
    log: optional(z.array(text).readonly()),
    /** What to do about it. */
    mend: optional(text),
  })
  .readonly()
export type Finding = z.infer<typeof findingSchema>

export const causeSchema = z
  .object({
    metric: text,
    mode: text,
    kind: text,
    name: text,
    /** Share of the metric's change, where it can be told. */
    delta: z.number().nullable(),
    share: z.number().nullable(),
    /** e.g. `new`, `removed`, `v1.2.0 → v1.3.0`. */
    change: text,
  })
  .readonly()
export type Cause = z.infer<typeof causeSchema>

export const noiseSchema = z
  .object({
    /** Changes of start-up below this share cannot be told from none; null where there was no control. */
    floor: z.number().nullable(),
    /** Rounds that were completed. */
    rounds: z.number(),
    /** Rounds that were allowed; at how many of them it was looked at whether everything is decided follows from it. */
    limit: optional(z.number()),
    /** The A/A control: a second copy of a base variant, started in the same rounds. */
    control: optional(
      z
        .object({
          mode: text,
          platform: text,
          metrics: z.record(text, z.union([measuredSchema, unmeasuredSchema])),
        })
        .readonly(),
    ),
  })
  .readonly()

export const reportSchema = z
  .object({
    schema: z.literal(1),
    app: text,
    verdict: z.enum(verdicts),
    tool: z.object({ version: text }).readonly(),
    runner: z.object({ os: text, arch: text, cpus: z.number(), image: optional(text) }).readonly(),
    go: z.object({ version: text }).readonly(),
    engine: z.object({ name: text, version: text }).readonly(),
    base: commitSchema.nullable(),
    head: commitSchema,
    origin: optional(originSchema),
    /** Who accepted the broken budgets; the verdict stays what it is. */
    accepted: optional(acceptedSchema),
    variants: z.array(variantSchema).readonly(),
    /** The go.mod of what is built, and the lines on which it asks for modules itself. */
    goMod: optional(z.object({ file: text, require: z.record(text, line) }).readonly()),
    budgets: z.array(budgetSchema).readonly(),
    comparisons: z.array(comparisonSchema).readonly(),
    findings: z.array(findingSchema).readonly(),
    causes: z.array(causeSchema).readonly(),
    noise: noiseSchema,
    phases: z.array(z.object({ name: text, seconds: z.number() }).readonly()).readonly(),
  })
  .readonly()
export type Report = z.infer<typeof reportSchema>

export function isMeasured(measurement: Measurement | undefined): measurement is Measured {
  return measurement !== undefined && 'value' in measurement
}
