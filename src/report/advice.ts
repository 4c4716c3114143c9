/** Advice that is based only on the measurements of this run. */
import { enumerate } from '../common/english.ts'
import type { Report } from '../document/report.ts'
import { adviceOf, type MeasuredAdvice, type ModeDifference, type Saving } from '../judge/advice.ts'
import { type Metric, metrics } from '../model/metric.ts'
import { formatInterval, formatProportion, formatSize } from '../model/quantity.ts'
import { gapNoteOf } from './build-differences.ts'
import { platformsOf } from './lookup.ts'
import { quote } from './text.ts'

const mostLines = 20

/** One sentence for each piece of advice; names are in backticks. */
export function adviceLines(report: Report): readonly string[] {
  const isOne = platformsOf(report).length === 1
  // tables compare two modes under the same condition
  const shown = adviceOf(
    report,
    ({ mode, other, platform }) => gapNoteOf(report, [other, mode], platform) === undefined,
  )
  return [...new Set(shown.map((one) => adviceText(one, isOne)))].slice(0, mostLines)
}

const better: Partial<Readonly<Record<Metric, string>>> = {
  'binary-size': 'Smaller binary',
  'image-size': 'Smaller image, unpacked',
  'pull-size': 'Smaller image, pulled',
  startup: 'Faster start-up',
  memory: 'Less memory',
}

function adviceText(advice: MeasuredAdvice, isOne: boolean): string {
  return advice.kind === 'modes' ? differenceText(advice, isOne) : savingText(advice)
}

function differenceText(
  { mode, other, platform, metric, difference, of, floor }: ModeDifference,
  isOne: boolean,
): string {
  const label = `${better[metric] ?? metric}${isOne ? '' : ` on ${quote(platform)}`}`
  if (difference === undefined) {
    const noise = floor === undefined ? '' : ` (noise floor ${formatProportion(floor)})`
    return `${label}: no difference found between ${quote(mode)} and ${quote(other)}${noise}`
  }
  const isOtherWorse = difference.value > 0
  const [best, worst] = isOtherWorse ? [mode, other] : [other, mode]
  const bounds = [Math.abs(difference.low), Math.abs(difference.high)]
  const value = Math.abs(difference.value)
  const amount = formatInterval(value, Math.min(...bounds), Math.max(...bounds), metrics[metric].unit)
  const share = value / (isOtherWorse ? of + value : of)
  return `${label}: ${quote(best)}, by ${amount} (${formatProportion(share)}) against ${quote(worst)}`
}

function savingText(saving: Saving): string {
  const { mode } = saving
  switch (saving.kind) {
    case 'symbols':
      return `\`-ldflags="-s -w"\` leaves out symbols and debug information: ${formatSize(saving.bytes)} of the ${quote(mode)} program`
    case 'wasted':
      return `${formatSize(saving.bytes)} of the ${quote(mode)} image are files that later layers replace or remove`
    case 'dead-code': {
      const { way, saved } = saving.measured
      const program = `the ${quote(mode)} program${saving.revision === 'base' ? ' of base' : ''}`
      if (way === undefined) return `Methods that nothing calls make ${program} ${formatSize(saved)} larger`
      const using = [
        ...(way.upgrades ?? []).map(({ module, to }) => `${module}@${to}`),
        `-tags=${way.tags.join(',')}`,
      ]
      return `${enumerate(using.map(quote))}: ${program} is ${formatSize(saved)} smaller`
    }
  }
}
