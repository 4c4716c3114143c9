/** Reads results of scanners from the workflow. */

import { checkedInput, InputError } from '../../common/errors.ts'
import { parseJson } from '../../common/json.ts'
import { imagesText, isOfSameImages, type ScanInput } from '../../config/scans.ts'
import type { Files } from '../../effects/files.ts'
import { boundedText } from '../../effects/repository-text.ts'
import type { ScanComparison } from '../../model/scan.ts'
import { compareScans } from './compare-scans.ts'
import { readScannerResult, type ScannerResult } from './scanner-result.ts'

/** In bytes. Trivy writes 5 MB for an image with a thousand findings. */
const largest = 50_000_000

/**
 * Returns one comparison for each mode and platform with a result for head. It has no platform if the input has none.
 *
 * @param resolve makes the path of a file absolute
 * @throws {InputError} if a file is missing, too large or not the result of a scanner, or if base and head are from different
 * scanners, with all such problems together
 */
export async function readScanComparisons(
  files: Pick<Files, 'stat' | 'readText'>,
  scans: readonly ScanInput[],
  resolve: (path: string) => string,
): Promise<readonly ScanComparison[]> {
  const problems: string[] = []
  const results = new Map<ScanInput, ScannerResult>()
  for (const scan of scans) {
    const text = await checkedInput(() =>
      boundedText(files, resolve(scan.path), { name: scan.path, largest }),
    )
    if (!text.ok) {
      problems.push(...text.problem.map(({ message }) => message))
      continue
    }
    const json = text.value === undefined ? undefined : parseJson(text.value)
    const read = json?.ok ? readScannerResult(json.value) : json
    if (read === undefined) problems.push(`\`scans\`: \`${scan.path}\` does not exist`)
    else if (read.ok) results.set(scan, read.value)
    else problems.push(`\`scans\`: \`${scan.path}\`: ${read.problem.message}`)
  }
  const comparisons = [...results].flatMap(([scan, head]) => {
    if (scan.revision !== 'head') return []
    const base = [...results].find(([one]) => one.revision === 'base' && isOfSameImages(one, scan))?.[1]
    if (base !== undefined && base.scanner !== head.scanner)
      problems.push(
        `\`scans\`: base and head of ${imagesText(scan)} are from different scanners: use the same one for both`,
      )
    return [compareScans(scan, head, base)]
  })
  if (problems.length > 0) throw new InputError(problems)
  return comparisons
}
