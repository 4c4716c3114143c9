/**
 * JSON of Trivy (`--format json`: pkg/types/report.go) and Grype (`--output json`: grype/presenter/models), as far as it is used.
 * It is untrusted, so its size is limited.
 */
import * as z from 'zod'
import { fail, type Result, succeed } from '../../common/result.ts'
import { type ScannedVulnerability, type Scanner, type Severity, severities } from '../../model/scan.ts'
import { readonlyObject } from '../../model/schema.ts'

const short = z.string().max(1000)
/** Go omits an empty list, or writes null. */
const list = <T extends z.ZodType>(of: T) => z.array(of).max(100_000).readonly().nullish()

const trivySchema = readonlyObject({
  SchemaVersion: z.number(),
  Results: list(
    readonlyObject({
      Vulnerabilities: list(
        readonlyObject({
          VulnerabilityID: short,
          PkgName: short,
          InstalledVersion: short.optional(),
          FixedVersion: short.optional(),
          Severity: short.optional(),
        }),
      ),
    }),
  ),
})

const grypeSchema = readonlyObject({
  matches: z
    .array(
      readonlyObject({
        vulnerability: readonlyObject({
          id: short,
          severity: short.optional(),
          fix: readonlyObject({ versions: list(short) }).nullish(),
        }),
        artifact: readonlyObject({ name: short, version: short }),
      }),
    )
    .max(100_000)
    .readonly(),
})

export interface ScannerResult {
  readonly scanner: Scanner
  readonly found: readonly ScannedVulnerability[]
}

/** The problem is a clause about the file. */
export function readScannerResult(json: unknown): Result<ScannerResult> {
  const trivy = trivySchema.safeParse(json)
  if (trivy.success) {
    const found = (trivy.data.Results ?? []).flatMap(({ Vulnerabilities }) => Vulnerabilities ?? [])
    return succeed({
      scanner: 'trivy',
      found: found.map((one) =>
        scanned(one.VulnerabilityID, [one.PkgName, one.InstalledVersion], one.FixedVersion, one.Severity),
      ),
    })
  }
  const grype = grypeSchema.safeParse(json)
  if (!grype.success)
    return fail('it is neither JSON of Trivy (`--format json`) nor of Grype (`--output json`)')
  return succeed({
    scanner: 'grype',
    found: grype.data.matches.map(({ vulnerability: { id, severity, fix }, artifact }) =>
      scanned(id, [artifact.name, artifact.version], fix?.versions?.join(', '), severity),
    ),
  })
}

function scanned(
  id: string,
  [name, version = '']: readonly [string, string | undefined],
  fixed = '',
  severity = '',
): ScannedVulnerability {
  const fix = fixed === '' ? {} : { fixed: fixed.slice(0, 200) }
  return { id, package: name, version, ...fix, severity: severityOf(severity) }
}

/** Trivy uses capitals; Grype also has `Negligible`. */
function severityOf(given: string): Severity {
  const word = given.toLowerCase()
  if (word === 'negligible') return 'low'
  return severities.find((one) => one === word) ?? 'unknown'
}
