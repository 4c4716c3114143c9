import { InputError } from '../../common/errors.ts'
import { imagesText } from '../../config/scans.ts'
import type { Platform } from '../../model/platform.ts'
import type { ScanComparison } from '../../model/scan.ts'

/**
 * Rejects two results for the same images: a file without a platform is for the first platform, which is only known when the run
 * is planned.
 *
 * @param platforms the platforms of the run, in the order of the tables
 * @throws {InputError} with every variant that has two results
 */
export function requireDistinctScans(scans: readonly ScanComparison[], [first]: readonly Platform[]): void {
  const named = new Set(scans.filter(({ platform }) => platform === first).map(({ mode }) => mode))
  const twice = scans.filter(({ mode, platform }) => platform === undefined && named.has(mode))
  if (first === undefined || twice.length === 0) return
  throw new InputError(
    twice.map(
      ({ mode }) =>
        `\`scans\` has two files for head and ${imagesText({ mode, platform: first })}, because a file without a platform is for the first platform: keep one of them`,
    ),
  )
}
