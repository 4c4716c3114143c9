/** Samples on a line, with a dot for each start. The drawing is stretched to the page width, so labels are next to it. */
import { attributes } from './escape.ts'

export interface Strip {
  readonly samples: readonly number[]
  /** The reported value and its confidence interval. */
  readonly value: number
  readonly low?: number | undefined
  readonly high?: number | undefined
  /** The noise floor around base: two copies of base can differ that much. */
  readonly noise?: readonly [from: number, to: number] | undefined
}

/** The range of the line. Samples beyond `to` are drawn at the right edge. */
export interface StripScale {
  readonly from: number
  readonly to: number
  /** Evenly spaced, including `from` and `to`. */
  readonly ticks: readonly number[]
}

const width = 1000
/** Width for samples beyond the scale. */
const beyondWidth = 30
const height = 32

/** A common scale for several strips that a few slow starts do not compress. */
export function stripScale(strips: readonly Strip[]): StripScale {
  const all = strips.flatMap(({ samples, value }) => [...samples, value]).toSorted((a, b) => a - b)
  const at = (share: number) => all[Math.round((all.length - 1) * share)] ?? 0
  const [least, most] = [at(0), at(1)]
  // the outer fence of a box plot
  const fence = at(0.75) + 3 * (at(0.75) - at(0.25))
  const bounds = strips.flatMap(({ high = 0, noise }) => [high, noise?.[1] ?? 0])
  return niceScale(least, Math.max(Math.min(most, fence), ...bounds))
}

const steps = [1, 2, 2.5, 5, 10]

function niceScale(least: number, most: number): StripScale {
  // if all samples are equal, the scale still needs a width
  const room = Math.max(most - least, 0.001 * Math.abs(most), 0.001)
  const power = 10 ** Math.floor(Math.log10(room / 4))
  const step = (steps.find((one) => one * power >= room / 4) ?? 10) * power
  const first = Math.floor(least / step)
  const last = Math.max(first + 1, Math.ceil(most / step))
  const ticks = Array.from({ length: last - first + 1 }, (_, index) => (first + index) * step)
  return { from: first * step, to: last * step, ticks }
}

export function countBeyond(strips: readonly Strip[], { to }: StripScale): number {
  return strips.reduce((sum, { samples }) => sum + samples.filter((sample) => sample > to).length, 0)
}

/** @param label describes the drawing for screen readers */
export function stripSvg(strip: Strip, scale: StripScale, label: string): string {
  const { samples, value, low, high, noise } = strip
  const x = (amount: number) => {
    const share = (amount - scale.from) / (scale.to - scale.from)
    return Math.round(10 * (width - beyondWidth) * Math.min(1, Math.max(0, share))) / 10
  }
  const band = (kind: string, [from, to]: readonly [number, number]) =>
    `<rect${attributes({ class: kind, x: x(from), y: 0, width: Math.max(1, x(to) - x(from)), height })}/>`
  const dots = samples.map((sample, index) => {
    const isBeyond = sample > scale.to
    const at = isBeyond ? width - beyondWidth / 2 + ((index * 5) % 11) : x(sample)
    return `M${at} ${4 + ((index * 7) % 23)}h0`
  })
  const svg = attributes({
    viewBox: `0 0 ${width} ${height}`,
    preserveAspectRatio: 'none',
    role: 'img',
    'aria-label': label,
  })
  return [
    `<svg class="strip"${svg}>`,
    `<path class="grid" d="${scale.ticks.map((tick) => `M${x(tick)} 0V${height}`).join('')}"/>`,
    noise === undefined ? '' : band('noise', noise),
    `<path class="dots" d="${dots.join('')}"/>`,
    low === undefined || high === undefined ? '' : band('interval', [low, high]),
    `<path class="median" d="M${x(value)} 0V${height}"/>`,
    '</svg>',
  ].join('')
}
