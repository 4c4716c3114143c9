/** What a mode costs against the reference mode, at head. */
import type { Report } from '../document/report.ts'
import { isMeasured } from '../model/measurement.ts'
import type { Metric } from '../model/metric.ts'
import { referenceMode } from '../model/mode.ts'
import { formatDelta } from '../model/quantity.ts'
import type { Verdict } from '../model/verdict.ts'
import { gapNoteOf, type ModePair } from './build-differences.ts'
import { overlap } from './change.ts'
import { measurementOf, variantOf } from './lookup.ts'

export interface Gap {
  readonly text: string
  /** Of a budget between the two modes that is broken. */
  readonly verdict?: Verdict
}

const ofImages: ReadonlySet<string> = new Set<Metric>(['image-size', 'pull-size', 'layers'])

export interface ComparedModes {
  readonly reference: string | undefined
  /** By the name of a mode: the two that are compared. */
  readonly pairs: ReadonlyMap<string, ModePair>
  /** Why others are not: sentences. */
  readonly notes: readonly string[]
}

export function comparedModes(report: Report, modes: readonly string[], platform: string): ComparedModes {
  const reference = referenceMode(modes, report.reference)
  const pairs = new Map<string, ModePair>()
  const notes: string[] = []
  for (const mode of modes) {
    if (reference === undefined || mode === reference) continue
    const note = gapNoteOf(report, [mode, reference], platform)
    if (note === undefined) pairs.set(mode, [mode, reference])
    else notes.push(note)
  }
  return { reference, pairs, notes }
}

/** undefined where there is nothing to compare. */
export function gapBetween(
  report: Report,
  metric: string,
  pair: ModePair | undefined,
  platform: string,
): Gap | undefined {
  if (pair === undefined) return undefined
  const variants = pair.map((mode) => variantOf(report, 'head', mode, platform))
  const standsIn = variants.filter((variant) => variant?.source === 'built-in').length === 1
  // between the user's image and one of ours it would tell of the images, not of the modes
  if (standsIn && ofImages.has(metric)) return undefined
  const [of, minus] = variants.map((variant) => measurementOf(variant, metric))
  if (!isMeasured(of) || !isMeasured(minus)) return undefined
  // findings do not name a platform
  const broken = report.findings.find(
    (one) =>
      one.id === 'budget/reference-exceeded' &&
      one.metric === metric &&
      one.mode === pair[0] &&
      one.params.reference === pair[1] &&
      one.params.value === of.value &&
      one.params.referenceValue === minus.value,
  )
  const text = overlap(of, minus) ? 'within noise' : formatDelta(of.value - minus.value, of.unit)
  return { text, ...(broken === undefined ? {} : { verdict: broken.verdict }) }
}
