/** Samples on a line: each start is a dot. Labels are next to the drawing, which is stretched to the width of the page. */
import { attributes } from './escape.ts'

export interface Strip {
  readonly samples: readonly number[]
  /** The number that is reported, and its confidence interval. */
  readonly value: number
  readonly low?: number | undefined
  readonly high?: number | undefined
  /** From and to: a number between them differs from base by less than two copies of base do. */
  readonly noise?: readonly [from: number, to: number] | undefined
}

/** What the line begins and ends with. Samples beyond `to` are drawn at the right edge. */
export interface StripScale {
  readonly from: number
  readonly to: number
  /** Evenly spaced, `from` and `to` among them. */
  readonly ticks: readonly number[]
}

const width = 1000
/** The part of the width for samples beyond the scale. */
const beyondWidth = 30
const height = 32

/** The common scale of several strips, which a few slow starts must not compress. */
export function stripScale(strips: readonly Strip[]): StripScale {
  const all = strips.flatMap(({ samples, value }) => [...samples, value]).toSorted((a, b) => a - b)
  const at = (share: number) => all[Math.round((all.length - 1) * share)] ?? 0
  const [least, most] = [at(0), at(1)]
  // the fence of a box plot for extreme values
  const fence = at(0.75) + 3 * (at(0.75) - at(0.25))
  const bounds = strips.flatMap(({ high = 0, noise }) => [high, noise?.[1] ?? 0])
  return niceScale(least, Math.max(Math.min(most, fence), ...bounds))
}

const steps = [1, 2, 2.5, 5, 10]

function niceScale(least: number, most: number): StripScale {
  // equal samples are in the middle of a small scale
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

/** @param label everything that the drawing shows, in words */
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
