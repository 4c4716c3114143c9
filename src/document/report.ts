/**
 * The report as a schema, and its types.
 *
 * The types are inferred from the schema, so the published JSON Schema, the validation of other jobs' reports and the code
 * cannot diverge. Sizes are in bytes, times in milliseconds, `delta` is head − base, `ratio` is head / base.
 */
import * as z from 'zod'
import { findingSchema } from '../findings/finding.ts'
import { budgetSchema } from '../model/budget.ts'
import { causeSchema } from '../model/cause.ts'
import { comparisonSchema } from '../model/comparison.ts'
import { isolationSchema } from '../model/isolation.ts'
import { linkedModulesSchema } from '../model/linked.ts'
import { measuredSchema, unmeasuredSchema } from '../model/measurement.ts'
import { acceptedSchema, commitSchema, originSchema } from '../model/origin.ts'
import { phaseSchema } from '../model/phase.ts'
import { placementSchema } from '../model/placement.ts'
import { programComparisonSchema } from '../model/program-comparison.ts'
import { scanComparisonSchema } from '../model/scan.ts'
import { line, magnitude, optional, text } from '../model/schema.ts'
import { startConditionsSchema } from '../model/start-condition.ts'
import { reportVariantSchema } from '../model/variant.ts'
import { verdicts } from '../model/verdict.ts'
import { vulnerabilitiesSchema } from '../model/vulnerability.ts'

const noiseSchema = z
  .object({
    /** Changes of start-up below this share are within the noise; null without a control. */
    floor: magnitude.nullable(),
    /** Completed rounds; a mode that kept its budgets earlier has fewer samples. */
    rounds: magnitude,
    /** The maximum number of rounds, which determines the interim analyses. */
    limit: optional(magnitude),
    /** Which file of each program was started; absent without a comparison. */
    placement: optional(placementSchema),
    /**
     * Share of the time in which some process of the machine waited for a CPU, or for the disk (Linux pressure stall
     * information); absent if the kernel does not record it.
     */
    pressure: optional(z.object({ cpu: magnitude, io: magnitude }).readonly()),
    /** The A/A control: a second copy of a base variant, started in the same rounds. */
    control: optional(
      z
        .object({
          mode: text,
          platform: text,
          metrics: z.record(text, z.union([measuredSchema, unmeasuredSchema])),
          /** Number of the copy of the program that was started in each round; absent if it was always the same file. */
          copies: optional(z.array(magnitude).readonly()),
          /** It is started in every n-th round, beginning with the first; absent for every round. */
          every: optional(magnitude),
          /**
           * Samples of the variant that it copies, in all rounds up to the control's last; present if the control continued
           * after the variant's mode had stopped.
           */
          original: optional(z.record(text, z.union([measuredSchema, unmeasuredSchema])).readonly()),
        })
        .readonly(),
    ),
  })
  .readonly()
  .meta({ id: 'noise' })

/** Facts about the machine and the run. */
const circumstances = {
  tool: z.object({ version: text }).readonly(),
  runner: z.object({ os: text, arch: text, cpus: magnitude, image: optional(text) }).readonly(),
  go: z.object({ version: text }).readonly(),
  engine: z.object({ name: text, version: text, isolation: optional(isolationSchema) }).readonly(),
  /** What linkgate adds to the images' own way of starting the app; absent if nothing was started. */
  conditions: optional(startConditionsSchema),
  noise: noiseSchema,
  phases: z.array(phaseSchema).readonly(),
}

const jobSchema = z
  .object({
    /** Platforms of its variants. */
    platforms: z.array(text).readonly(),
    modes: z.array(text).readonly(),
    ...circumstances,
  })
  .readonly()
/** The job in which variants were measured. */
export type MeasuringJob = z.infer<typeof jobSchema>

export const reportSchema = z
  .object({
    schema: z.literal(1),
    app: text,
    verdict: z.enum(verdicts),
    ...circumstances,
    /** All jobs of a merged report. The first is the one with the runner and phases of the report itself. */
    jobs: optional(z.array(jobSchema).readonly()),
    base: commitSchema.nullable(),
    head: commitSchema,
    origin: optional(originSchema),
    /** Who accepted the broken budgets; the verdict does not change. */
    accepted: optional(acceptedSchema),
    variants: z.array(reportVariantSchema).readonly(),
    /** The mode that others are compared with; absent with one mode, and from versions that did not report it. */
    reference: optional(text),
    /** Why the programs that linkgate compiles itself contain new modules; absent if no module is new. */
    linked: optional(z.array(linkedModulesSchema).readonly()),
    /** Results of scanners that the workflow ran on the images; absent without any. They never change the verdict. */
    scans: optional(z.array(scanComparisonSchema).readonly()),
    /** The go.mod of the build, and the lines with its direct requirements. */
    goMod: optional(z.object({ file: text, require: z.record(text, line) }).readonly()),
    budgets: z.array(budgetSchema).readonly(),
    comparisons: z.array(comparisonSchema).readonly(),
    findings: z.array(findingSchema).readonly(),
    causes: z.array(causeSchema).readonly(),
    /** Attributed bytes of each mode's program; absent if nothing was built, or if the report is from an older version. */
    programs: optional(z.array(programComparisonSchema).readonly()),
    /** Known vulnerabilities of the programs; absent unless configured. */
    vulnerabilities: optional(vulnerabilitiesSchema),
  })
  .readonly()
export type Report = z.infer<typeof reportSchema>

/** Whether one job measured all these modes on a platform. Times from different jobs are from different machines. */
export function isFromOneJob(
  { jobs }: Pick<Report, 'jobs'>,
  modes: readonly string[],
  platform: string,
): boolean {
  return (
    jobs === undefined ||
    jobs.some((job) => job.platforms.includes(platform) && modes.every((mode) => job.modes.includes(mode)))
  )
}
