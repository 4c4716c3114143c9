/** Parses the input `scans`: one result per line, or separated by commas. */
import type { Result } from '../common/result.ts'
import { canonicalPlatform, isPlatform, type Platform } from '../model/platform.ts'
import { type Revision, revisions } from '../model/revision.ts'

export interface ScanInput {
  readonly revision: Revision
  readonly mode: string
  /** Absent for the first platform of the run. */
  readonly platform?: Platform
  readonly path: string
}

/** The problem is the second half of a sentence, after the name of the input. */
export function readScans(text: string): Result<readonly ScanInput[], string> {
  const scans: ScanInput[] = []
  for (const line of text.split(/[\n,]/)) {
    if (line.trim() === '') continue
    const [, word, mode = '', rest = ''] = /^(\S+)\s+(\S+)\s+(\S.*)$/.exec(line.trim()) ?? []
    const revision = revisions.find((one) => one === word)
    if (revision === undefined) {
      const shown = line.trim().slice(0, 100)
      return {
        ok: false,
        problem: `has \`${shown}\`: write \`base\` or \`head\`, a mode and a path, such as \`head static trivy.json\``,
      }
    }
    const scan = { revision, mode, ...placeOf(rest) }
    if (scans.some((one) => one.revision === revision && isOfSameImages(one, scan)))
      return { ok: false, problem: `has two files for ${revision} and ${imagesText(scan)}: keep one of them` }
    scans.push(scan)
  }
  const alone = scans.find(
    (scan) =>
      scan.revision === 'base' && !scans.some((one) => one.revision === 'head' && isOfSameImages(one, scan)),
  )
  return alone === undefined
    ? { ok: true, value: scans }
    : { ok: false, problem: `has a file for base and ${imagesText(alone)} but none for head: add one` }
}

/** Parses the text after the mode: an optional platform, and the path. */
function placeOf(text: string): Pick<ScanInput, 'platform' | 'path'> {
  const [, first = '', path = ''] = /^(\S+)\s+(\S.*)$/.exec(text) ?? []
  return isPlatform(first) ? { platform: canonicalPlatform(first), path } : { path: text }
}

type ScannedImages = Pick<ScanInput, 'mode' | 'platform'>

/** Whether both are about the same mode and platform. */
export function isOfSameImages(one: ScannedImages, other: ScannedImages): boolean {
  return one.mode === other.mode && one.platform === other.platform
}

export function imagesText({ mode, platform }: ScannedImages): string {
  return `mode \`${mode}\`${platform === undefined ? '' : ` on ${platform}`}`
}
