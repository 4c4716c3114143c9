/** How much of the change of a size the shown causes explain together. */
import type { Report } from '../document/report.ts'
import type { Cause } from '../model/cause.ts'
import { formatDelta } from '../model/quantity.ts'
import type { CauseRow } from './causes.ts'
import { quote } from './text.ts'

interface Explained {
  readonly causes: readonly {
    readonly cause: Cause
    /** The cause itself, and the modules that it brought. */
    readonly rows: readonly CauseRow[]
  }[]
  /** Whether sizes of several modes are affected. */
  readonly namesMode: boolean
}

/**
 * The sum in the mode of the first cause, in relation to the change of the image if one of the causes is in it, because the image
 * contains the program. Empty if the sum is unknown, or the whole change.
 */
export function explainedSum(
  { comparisons }: Pick<Report, 'comparisons'>,
  { causes, namesMode }: Explained,
): readonly string[] {
  const [first] = causes
  if (first === undefined) return []
  const { mode } = first.cause
  const metric = causes.some(({ cause }) => cause.metric === 'image-size') ? 'image-size' : 'binary-size'
  const total = comparisons.find((one) => one.metric === metric && one.mode === mode)?.delta ?? 0
  const inMode = causes.flatMap(({ rows }) => rows.flatMap(({ deltas }) => deltas.get(mode) ?? []))
  if (inMode.some(({ delta }) => delta === null)) return []
  const explained = inMode.reduce((sum, { delta }) => sum + (delta ?? 0), 0)
  const [sum, whole] = [formatDelta(explained, 'B'), formatDelta(total, 'B')]
  if (total === 0 || sum === whole) return []
  const where = namesMode ? ` in ${quote(mode)}` : ''
  const isPart = explained / total >= 0 && explained / total <= 1
  if (isPart) return [`explains ${sum} of ${whole}${where}`]
  return [`${causes.length > 1 ? `together ${sum}, ` : ''}in total ${whole}${where}`]
}
