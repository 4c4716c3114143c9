/**
 * The words of linkgate as values: what passes between the steps and into the report.
 *
 * What ends up in the report is defined once, as a schema, and its type is inferred from it: the published
 * JSON Schema, the check of reports from outside and the types of the code cannot drift apart.
 * Sizes are in bytes, times in milliseconds, `delta` is head − base, `ratio` is head / base.
 */
import * as z from 'zod'

export const revisions = ['base', 'head'] as const
export type Revision = (typeof revisions)[number]

/** Ordered from harmless to worst; the verdict of a report is its worst finding. */
export const verdicts = ['pass', 'inconclusive', 'warn', 'unmeasured', 'fail'] as const
export type Verdict = (typeof verdicts)[number]

/** What a linked file is, read from its bytes. */
export const linkageKinds = [
  'static',
  'static-pie',
  'dynamic',
  'interpreter-only',
  'shared-library',
  'not-a-program',
] as const
export type LinkageKind = (typeof linkageKinds)[number]

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

const text = z.string()
const optional = <T extends z.ZodType>(schema: T) => z.exactOptional(schema)

export const hardeningSchema = z
  .object({
    /** May be loaded at any address (ELF), has MH_PIE (Mach-O), DYNAMICBASE (PE). */
    pie: z.boolean(),
    /** What of its tables may not be written once it runs; ELF only, as the next. */
    relro: optional(z.enum(['none', 'partial', 'full'])),
    /** All symbols are looked up before it starts. */
    bindNow: optional(z.boolean()),
    /** The stack cannot be executed. */
    nx: z.boolean(),
    /** Segments (PE: sections) that can be both written and executed. */
    writableCode: z.number(),
    /** Directories in which it makes the loader look for libraries (RPATH, RUNPATH). */
    rpath: z.array(text).readonly(),
    /** The loader has to write into its code (TEXTREL). */
    textrel: z.boolean(),
  })
  .readonly()
export type Hardening = z.infer<typeof hardeningSchema>

export const linkageSchema = z
  .object({
    kind: z.enum(linkageKinds),
    /** Path of the program interpreter (PT_INTERP). */
    interpreter: optional(text),
    /** Shared libraries (DT_NEEDED), in the order of the file. */
    needed: z.array(text).readonly(),
    libc: optional(z.enum(['glibc', 'musl', 'other'])),
    /** Highest GLIBC symbol version needed, e.g. `2.34`. */
    glibc: optional(text),
    machine: text,
    pie: z.boolean(),
    /** Go toolchain that linked it, from the Go build information, e.g. `go1.24.4`. */
    go: optional(text),
    hardening: optional(hardeningSchema),
  })
  .readonly()
export type Linkage = z.infer<typeof linkageSchema>

export const layerSchema = z
  .object({
    /** sha256 of the uncompressed layer archive. */
    diffId: text,
    size: z.number(),
    /** Of the uncompressed archive under gzip -6, whatever compression the image store keeps it in. */
    compressedSize: z.number(),
    /** Instruction of the Dockerfile, or whatever the builder says made the layer. */
    createdBy: optional(text),
    /** Whether it came with the base image; absent where that is not known. */
    base: optional(z.boolean()),
    /** Bytes of its files that a later layer overwrites or removes. */
    wasted: optional(z.number()),
  })
  .readonly()
export type Layer = z.infer<typeof layerSchema>

export const imageChangesSchema = z
  .object({
    /** Files of the layers that the Dockerfile adds, by how much they changed; bytes on each side, null where it is not there. */
    files: z
      .array(
        z
          .object({
            layer: z.number(),
            path: text,
            before: z.number().nullable(),
            after: z.number().nullable(),
          })
          .readonly(),
      )
      .readonly(),
    /** Changed files that are not listed. */
    more: z.number(),
    /** Numbers of layers, bottom first from 0, that differ in nothing but the times of their files. */
    timesOnly: z.array(z.number()).readonly(),
    /** Nothing differs but times: both start the same program with the same files. */
    same: z.boolean(),
  })
  .readonly()
/** How an image of head differs from that of base. */
export type ImageChanges = z.infer<typeof imageChangesSchema>

export const imageSchema = z
  .object({
    /** sha256 of the image configuration: two images with the same id are the same image. */
    id: text,
    layers: z.array(layerSchema).readonly(),
    entrypoint: z.array(text).readonly(),
    user: text,
    workingDir: text,
    /** Only of head, and only where a builder made it and base's is another image. */
    changes: optional(imageChangesSchema),
  })
  .readonly()
export type Image = z.infer<typeof imageSchema>

const unit = z.enum(['B', 'ms', 'count'])

/** Whether there is nothing to compare: it is one image, or a builder gave the same files other times. */
export function isSameImage(base: Image | undefined, head: Image | undefined): boolean {
  return base !== undefined && head !== undefined && (base.id === head.id || head.changes?.same === true)
}

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

const baseNameSchema = z.object({ name: text, digest: optional(text) }).readonly()
/** An image that another one is on. */
export type BaseName = z.infer<typeof baseNameSchema>

export const dockerfileSchema = z
  .object({
    /** From the root of the repository. */
    path: text,
    /** The stage that is built; absent: the last one. */
    target: optional(text),
    /** Build arguments that the configuration names for the mode. */
    buildArgs: optional(z.record(text, text)),
    /** The image that the shipped stage is built on; absent for scratch. */
    base: optional(baseNameSchema),
    /** Where the app's program lies in the image. */
    program: optional(text),
    /** What was changed in it to link in this mode. */
    changes: z
      .array(
        z.object({ line: z.number(), before: optional(text), after: optional(text), why: text }).readonly(),
      )
      .readonly(),
  })
  .readonly()
/** The Dockerfile that made an image. */
export type DockerfileFacts = z.infer<typeof dockerfileSchema>

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

export const increaseSchema = z
  .object({
    /** 0.01 is one percent. */
    relative: optional(z.number()),
    absolute: optional(z.number()),
  })
  .readonly()

export const levels = ['fail', 'warn'] as const

const line = z.int().positive()

export const placeSchema = z
  .object({
    /** Relative to the root of the repository, at head. */
    file: text,
    line,
  })
  .readonly()
/** Where something is written. */
export type Place = z.infer<typeof placeSchema>

export const budgetSchema = z
  .object({
    metric: text,
    /** Absent: for every mode without one of its own. */
    mode: optional(text),
    max: optional(z.number()),
    /** Broken when every part that is given is exceeded. */
    increase: optional(increaseSchema),
    level: z.enum(levels),
    /** What a metric that could not be measured does to this budget. */
    unmeasured: z.enum(levels),
    /** As written in the configuration, e.g. `1% and 64 kB`. */
    text,
    /** Whether it came from the configuration or is a default. */
    source: z.enum(['config', 'default']),
    /** Of its key in the configuration; absent for a default. */
    place: optional(placeSchema),
  })
  .readonly()
export type Budget = z.infer<typeof budgetSchema>

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

export const commitSchema = z
  .object({
    sha: text,
    ref: optional(text),
    /** Head is the working tree with uncommitted changes on top of `sha`. */
    dirty: optional(z.boolean()),
  })
  .readonly()
export type Commit = z.infer<typeof commitSchema>

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

export const originSchema = z
  .object({
    /** `owner/name` of the repository whose workflow measured. */
    repository: text,
    event: text,
    pullRequest: optional(z.object({ number: z.int().positive(), headSha: text }).readonly()),
  })
  .readonly()
/** Where a report comes from, as it says itself: whoever publishes it has to verify that. */
export type Origin = z.infer<typeof originSchema>

export const acceptedSchema = z
  .object({
    /** Login of who set the label. */
    by: text,
    /** ISO 8601. */
    at: text,
    label: text,
    /** What a reader should know about it, in a sentence. */
    note: optional(text),
  })
  .readonly()
export type Accepted = z.infer<typeof acceptedSchema>

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

/** The worst of some verdicts; `pass` when there is none. */
export function worst(given: Iterable<Verdict>): Verdict {
  let found: Verdict = 'pass'
  for (const verdict of given) if (verdicts.indexOf(verdict) > verdicts.indexOf(found)) found = verdict
  return found
}

/** The exit code of a command whose report has this verdict; 2 is for wrong input, before there is a report. */
export function exitCodeOf(verdict: GateOutcome): 0 | 1 | 3 {
  if (verdict === 'fail') return 1
  return verdict === 'unmeasured' ? 3 : 0
}

export type GateOutcome = Verdict | 'accepted'

/**
 * What a report says to whoever gates on it. What was accepted is broken budgets: whatever else fails, or could not be
 * measured, stays as it is.
 */
export function outcomeOf({
  verdict,
  findings,
  accepted,
}: Pick<Report, 'verdict' | 'findings' | 'accepted'>): GateOutcome {
  if (accepted === undefined || verdict !== 'fail') return verdict
  const left = worst(
    findings.filter((one) => one.verdict !== 'fail' || one.kind !== 'budget').map((one) => one.verdict),
  )
  return exitCodeOf(left) === 0 ? 'accepted' : left
}

/** Of several reports together: nothing is accepted for the others. */
export function outcomeOfAll(
  reports: readonly Pick<Report, 'verdict' | 'findings' | 'accepted'>[],
): GateOutcome {
  const outcomes = reports.map(outcomeOf)
  const left = worst(outcomes.filter((one) => one !== 'accepted'))
  return exitCodeOf(left) === 0 && outcomes.includes('accepted') ? 'accepted' : left
}

export function isMeasured(measurement: Measurement | undefined): measurement is Measured {
  return measurement !== undefined && 'value' in measurement
}
