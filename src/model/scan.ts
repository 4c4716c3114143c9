/** Results of scanners that the user's workflow ran on the images of base and head. */
import * as z from 'zod'
import { magnitude, optional, readonlyObject, text } from './schema.ts'

export const scanners = ['trivy', 'grype'] as const
export type Scanner = (typeof scanners)[number]

/** From most to least severe. */
export const severities = ['critical', 'high', 'medium', 'low', 'unknown'] as const
export type Severity = (typeof severities)[number]

const scannedVulnerabilitySchema = readonlyObject({
  /** The scanner's id, e.g. `CVE-2024-24790`. */
  id: text,
  package: text,
  version: text,
  /** The version without the vulnerability; absent if none is known. */
  fixed: optional(text),
  severity: z.enum(severities),
})
export type ScannedVulnerability = z.infer<typeof scannedVulnerabilitySchema>

const listSchema = readonlyObject({
  /** The most severe, sorted by severity. */
  listed: z.array(scannedVulnerabilitySchema).readonly(),
  /** Number of vulnerabilities that are not listed. */
  more: magnitude,
})
export type ScannedList = z.infer<typeof listSchema>

/** Difference between the scan results for base and head of one mode, by vulnerability and package. */
export const scanComparisonSchema = readonlyObject({
  mode: text,
  /** Platform of the images; absent if an older linkgate made the report. */
  platform: optional(text),
  scanner: z.enum(scanners),
  /** Only in head; absent without a result for base. */
  new: optional(listSchema),
  /** Only in base; absent without a result for base. */
  gone: optional(listSchema),
  /** All vulnerabilities of head, by severity. */
  counts: z.partialRecord(z.enum(severities), magnitude).readonly(),
})
export type ScanComparison = z.infer<typeof scanComparisonSchema>
