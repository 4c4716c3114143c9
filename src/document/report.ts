/**
 * The words of linkgate as values: what passes between the steps and into the report.
 *
 * What ends up in the report is defined once, as a schema, and its type is inferred from it: the published
 * JSON Schema, the check of reports from outside and the types of the code cannot drift apart.
 * Sizes are in bytes, times in milliseconds, `delta` is head − base, `ratio` is head / base.
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
    /** Changes of start-up below this share are within the noise; null where there was no control. */
    floor: magnitude.nullable(),
    /** Rounds that were completed; a mode that kept its budgets before has fewer samples. */
    rounds: magnitude,
    /** Rounds that were allowed; the interim analyses follow from it. */
    limit: optional(magnitude),
    /** Which file of each program was started; absent where nothing was compared. */
    placement: optional(placementSchema),
    /**
     * Shares of the time of the rounds in which some process of the machine was held up for want of a processor, or of its disk
     * (Linux pressure stall information); absent where the kernel does not count it.
     */
    pressure: optional(z.object({ cpu: magnitude, io: magnitude }).readonly()),
    /** The A/A control: a second copy of a base variant, started in the same rounds. */
    control: optional(
      z
        .object({
          mode: text,
          platform: text,
          metrics: z.record(text, z.union([measuredSchema, unmeasuredSchema])),
          /** Which copy of its program was started in each round; absent where that was always the same file. */
          copies: optional(z.array(magnitude).readonly()),
          /** It is started in every so many-th round, from the first one on; absent: in each. */
          every: optional(magnitude),
          /** Of the variant that it is a copy of, in all rounds up to the control's last; present if that went on after its mode left. */
          original: optional(z.record(text, z.union([measuredSchema, unmeasuredSchema])).readonly()),
        })
        .readonly(),
    ),
  })
  .readonly()
  .meta({ id: 'noise' })

/** What depends on the machine and the run, and not on what was measured. */
const circumstances = {
  tool: z.object({ version: text }).readonly(),
  runner: z.object({ os: text, arch: text, cpus: magnitude, image: optional(text) }).readonly(),
  go: z.object({ version: text }).readonly(),
  engine: z.object({ name: text, version: text, isolation: optional(isolationSchema) }).readonly(),
  /** What linkgate adds to how the images start the app; absent where nothing was started. */
  conditions: optional(startConditionsSchema),
  noise: noiseSchema,
  phases: z.array(phaseSchema).readonly(),
}

const jobSchema = z
  .object({
    /** Of its variants. */
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
    /** Of a report that was merged: all jobs, of which the first is the one that the report itself has the runner and phases of. */
    jobs: optional(z.array(jobSchema).readonly()),
    base: commitSchema.nullable(),
    head: commitSchema,
    origin: optional(originSchema),
    /** Who accepted the broken budgets; the verdict stays what it is. */
    accepted: optional(acceptedSchema),
    variants: z.array(reportVariantSchema).readonly(),
    /** The mode that others are compared with; absent with one mode, and from versions that did not report it. */
    reference: optional(text),
    /** Why modules that are new are in the programs that linkgate compiles itself; absent where none is new. */
    linked: optional(z.array(linkedModulesSchema).readonly()),
    /** Results of scanners that the workflow ran on the images itself; absent where it gave none. They never change the verdict. */
    scans: optional(z.array(scanComparisonSchema).readonly()),
    /** The go.mod of what is built, and the lines on which it asks for modules itself. */
    goMod: optional(z.object({ file: text, require: z.record(text, line) }).readonly()),
    budgets: z.array(budgetSchema).readonly(),
    comparisons: z.array(comparisonSchema).readonly(),
    findings: z.array(findingSchema).readonly(),
    causes: z.array(causeSchema).readonly(),
    /** What the bytes of each mode's program are; absent where nothing was built, or an older linkgate made the report. */
    programs: optional(z.array(programComparisonSchema).readonly()),
    /** Known vulnerabilities of the programs; absent unless the configuration asks for them. */
    vulnerabilities: optional(vulnerabilitiesSchema),
  })
  .readonly()
export type Report = z.infer<typeof reportSchema>

/** Whether one job measured all these modes on a platform: times of several jobs are those of several machines. */
export function isOfOneJob(
  { jobs }: Pick<Report, 'jobs'>,
  modes: readonly string[],
  platform: string,
): boolean {
  return (
    jobs === undefined ||
    jobs.some((job) => job.platforms.includes(platform) && modes.every((mode) => job.modes.includes(mode)))
  )
}
