/** The difference between a mode and the reference mode, at head. */
import { isFromOneJob, type Report } from '../document/report.ts'
import { differInImage } from '../judge/reference.ts'
import { isMeasured } from '../model/measurement.ts'
import { definitionOf } from '../model/metric.ts'
import { referenceMode } from '../model/mode.ts'
import { formatDelta } from '../model/quantity.ts'
import type { Verdict } from '../model/verdict.ts'
import { gapNoteOf, type ModePair } from './build-differences.ts'
import { overlap } from './change.ts'
import { measurementOf, variantOf } from './lookup.ts'

export interface Gap {
  readonly text: string
  /** Verdict of a broken or undecided budget between the two modes. */
  readonly verdict?: Verdict
}

export interface ComparedModes {
  readonly reference: string | undefined
  /** The two compared modes, by the name of the mode. */
  readonly pairs: ReadonlyMap<string, ModePair>
  /** Reasons why other modes are not compared, as sentences. */
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

/** undefined if there is nothing to compare. */
export function gapBetween(
  report: Report,
  metric: string,
  pair: ModePair | undefined,
  platform: string,
): Gap | undefined {
  if (pair === undefined) return undefined
  if (definitionOf(metric)?.noise !== 'exact' && !isFromOneJob(report, pair, platform)) return undefined
  const [one, other] = pair.map((mode) => variantOf(report, 'head', mode, platform))
  // the difference would be between the images, not the modes
  if (differInImage(metric, [one, other])) return undefined
  const [of, minus] = [measurementOf(one, metric), measurementOf(other, metric)]
  if (!isMeasured(of) || !isMeasured(minus)) return undefined
  const judged = report.findings.find(
    (one) =>
      (one.id === 'budget/reference-exceeded' || one.id === 'budget/reference-undecided') &&
      one.metric === metric &&
      one.mode === pair[0] &&
      (one.platform ?? platform) === platform &&
      one.params.reference === pair[1] &&
      one.params.value === of.value &&
      one.params.referenceValue === minus.value,
  )
  const text = overlap(of, minus) ? 'within noise' : formatDelta(of.value - minus.value, of.unit)
  return { text, ...(judged === undefined ? {} : { verdict: judged.verdict }) }
}
