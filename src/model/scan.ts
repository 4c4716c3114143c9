/** Results of scanners that a workflow ran itself on the images of base and head. */
import * as z from 'zod'
import { magnitude, optional, readonlyObject, text } from './schema.ts'

export const scanners = ['trivy', 'grype'] as const
export type Scanner = (typeof scanners)[number]

/** From worst to least. */
export const severities = ['critical', 'high', 'medium', 'low', 'unknown'] as const
export type Severity = (typeof severities)[number]

const scannedVulnerabilitySchema = readonlyObject({
  /** As the scanner names it, e.g. `CVE-2024-24790`. */
  id: text,
  package: text,
  version: text,
  /** The version without it; absent where none is known. */
  fixed: optional(text),
  severity: z.enum(severities),
})
export type ScannedVulnerability = z.infer<typeof scannedVulnerabilitySchema>

const listSchema = readonlyObject({
  /** The worst, in that order. */
  listed: z.array(scannedVulnerabilitySchema).readonly(),
  /** Those that are not listed. */
  more: magnitude,
})
export type ScannedList = z.infer<typeof listSchema>

/** How the results for the images of one mode differ, by vulnerability and package. */
export const scanComparisonSchema = readonlyObject({
  mode: text,
  /** Of the images; absent if an older linkgate made the report. */
  platform: optional(text),
  scanner: z.enum(scanners),
  /** Only in head; absent without a result for base. */
  new: optional(listSchema),
  /** Only in base; absent without a result for base. */
  gone: optional(listSchema),
  /** Of head, all of them. */
  counts: z.partialRecord(z.enum(severities), magnitude).readonly(),
})
export type ScanComparison = z.infer<typeof scanComparisonSchema>
