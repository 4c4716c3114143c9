/**
 * Sizes, durations and shares as people write them. `parse…` reads back what `format…` prints, to the printed
 * precision. Decimal prefixes (kB, MB, GB) are powers of 1000, binary ones (KiB, MiB, GiB) powers of 1024, as in
 * IEC 80000-13. Only changes have signs, so signs are printed but never parsed.
 */
import { fail, type Result, succeed } from '../common/result.ts'
import type { Unit } from './metric.ts'

/** In bytes, milliseconds, as a share or as a count. */
export type ParsedQuantity = Result<number>

/** Powers of ten are stored separately, so that `64.1 kB` is exactly 64100, unlike 64.1 × 1000. */
interface Scale {
  readonly exponent: number
  readonly factor: number
}

const scale = (exponent: number, factor = 1): Scale => ({ exponent, factor })

const sizeUnits: Readonly<Record<string, Scale>> = {
  B: scale(0),
  kB: scale(3),
  MB: scale(6),
  GB: scale(9),
  KiB: scale(0, 1024),
  MiB: scale(0, 1024 ** 2),
  GiB: scale(0, 1024 ** 3),
}

const timeUnits: Readonly<Record<string, Scale>> = {
  us: scale(-3),
  // keyboards produce U+00B5, normalized text has the Greek letter U+03BC
  µs: scale(-3),
  μs: scale(-3),
  ms: scale(0),
  s: scale(3),
  min: scale(3, 60),
}

const shareUnits: Readonly<Record<string, Scale>> = { '%': scale(-2) }

function parse(
  given: string,
  units: Readonly<Record<string, Scale>>,
  what: string,
  example: string,
): ParsedQuantity {
  const match = /^\s*(\d+(?:\.\d+)?)\s*([A-Za-zµμ%]*)\s*$/.exec(given)
  const [, digits = '', name = ''] = match ?? []
  const found = match !== null && Object.hasOwn(units, name) ? units[name] : undefined
  const value = found === undefined ? Number.NaN : Number(`${digits}e${found.exponent}`) * found.factor
  if (Number.isFinite(value)) return succeed(value)
  const near = Object.keys(units).find((unit) => unit.toLowerCase() === name.toLowerCase() && unit !== name)
  const names = Object.keys(units).filter((unit) => unit !== 'μs')
  const hint =
    near !== undefined
      ? `write \`${digits} ${near}\``
      : `write a number and ${names.length > 1 ? 'one of ' : ''}${names.join(', ')}, such as \`${example}\``
  return fail(`\`${given}\` is not a ${what}: ${hint}`)
}

/** Bytes. */
export function parseSize(given: string): ParsedQuantity {
  return parse(given, sizeUnits, 'size', '64 kB')
}

/** Milliseconds. */
export function parseDuration(given: string): ParsedQuantity {
  return parse(given, timeUnits, 'duration', '250 ms')
}

/** A share: `1%` is 0.01. */
export function parsePercent(given: string): ParsedQuantity {
  return parse(given, shareUnits, 'percentage', '1%')
}

export function parseCount(given: string): ParsedQuantity {
  const value = /^\s*\d+\s*$/.test(given) ? Number(given) : Number.NaN
  if (Number.isSafeInteger(value)) return succeed(value)
  return fail(`\`${given}\` is not a count: write a whole number, such as \`3\``)
}

const minus = '−'

const withMinus = (digits: string) => digits.replace('-', minus)

/** A smaller difference is a rounding error of floating-point arithmetic. */
const roundingError = 1e-9

/** Empty for a value that counts as 0. */
const signOf = (value: number) => (value <= -roundingError ? minus : '')

/** Adds decimal places if a value other than 0 would otherwise print as zero. */
function fixed(size: number, places: number): string {
  let digits = places
  // <= because toFixed rounds a half up or down depending on its binary representation
  while (size >= roundingError && digits < 9 && size <= 0.5 / 10 ** digits) digits += 1
  return size.toFixed(digits)
}

/** `11.49 MB`, `814.1 kB`, `512 B`, `−1.90 MB`. */
export function formatSize(bytes: number): string {
  const size = Math.abs(bytes)
  const sign = signOf(bytes)
  for (const [name, factor, from] of [
    ['GB', 1e9, 999.95e6],
    // 999 960 B prints as 1.00 MB, not as 1000.0 kB
    ['MB', 1e6, 999.95e3],
    ['kB', 1e3, 999.5],
  ] as const) {
    const amount = size / factor
    if (size >= from) return `${sign}${amount.toFixed(amount >= 99.995 ? 1 : 2)} ${name}`
  }
  return `${sign}${fixed(size, 0)} B`
}

/** `8.9 ms`, `0.42 ms`, `1.25 s`. */
export function formatDuration(ms: number): string {
  const size = Math.abs(ms)
  const sign = signOf(ms)
  if (size >= 999.5) return `${sign}${(size / 1000).toFixed(2)} s`
  return `${sign}${fixed(size, size >= 99.95 ? 0 : size >= 0.995 ? 1 : 2)} ms`
}

/** A smaller share prints as 0 %: its digits would suggest a precision that was not measured. */
const leastShare = 0.000_05

/** A change: `+19.8 %` for 0.198, and `0 %` for one that rounds to 0.00 %. */
export function formatPercent(share: number): string {
  const size = Math.abs(share) * 100
  if (Math.abs(share) < leastShare) return '0 %'
  const sign = share < 0 ? minus : '+'
  return `${sign}${fixed(size, size >= 99.95 ? 0 : size >= 0.095 ? 1 : 2)} %`
}

/** A proportion or a limit, without a sign: `19.8 %` for 0.198. */
export const formatProportion = (share: number) => formatPercent(Math.abs(share)).replace('+', '')

/** A base value this close to zero has no meaningful percentage. */
const largestShare = 1e15

/**
 * A change in percent, shown next to the absolute change: `+19.8 %`. Empty if there is none to show, or if its sign
 * contradicts that of the absolute change: with noise, the two are separate estimates.
 *
 * @param ratio head / base
 */
export function formatShare(delta: number, ratio: number | null): string {
  if (ratio === null) return ''
  const share = ratio - 1
  const isShown = Math.abs(share) >= leastShare && Math.abs(share) <= largestShare
  return isShown && Math.sign(share) === Math.sign(delta) ? formatPercent(share) : ''
}

/** A change with its percentage: `+1.90 MB (+19.8 %)`. */
export function withShare(change: string, delta: number, ratio: number | null): string {
  const share = formatShare(delta, ratio)
  return share === '' ? change : `${change} (${share})`
}

export function formatValue(value: number, unit: Unit): string {
  if (unit === 'B') return formatSize(value)
  return unit === 'ms' ? formatDuration(value) : withMinus(value === 0 ? '0' : `${value}`)
}

/** A change with its confidence interval: `+2.1 ±0.3 ms`, `+0.1 (−0.3 to 0.8) ms`. */
export function formatDeltaInterval(delta: number, low: number, high: number, unit: Unit): string {
  const text = formatInterval(delta, low, high, unit)
  // a zero has no sign: its interval shows that the change can have either
  const isNone = /^0(?:\.0*)?(?![.\d])/.test(text)
  if (isNone) return /[±(]/.test(text) ? text : formatDelta(delta, unit)
  return delta > 0 ? `+${text}` : text
}

/** A change with its sign. Only a change of 0 prints as 0. */
export function formatDelta(delta: number, unit: Unit): string {
  if (Math.abs(delta) < roundingError) return unit === 'count' ? '0' : `0 ${unit}`
  return `${delta > 0 ? '+' : ''}${formatValue(delta, unit)}`
}

/**
 * A value with its confidence interval: `8.9 ±0.2 ms`, or `8.9 (8.7–9.4) ms` if the interval is clearly asymmetric.
 * Prints at most one more decimal place than the value alone, and omits an interval that is too small for that.
 */
export function formatInterval(value: number, low: number, high: number, unit: Unit): string {
  const plain = formatValue(value, unit)
  const [digits = '', name = ''] = plain.split(' ')
  const found = (unit === 'B' ? sizeUnits : timeUnits)[name]
  if (found === undefined) return plain
  const step = Number(`1e${found.exponent}`) * found.factor
  const below = (value - low) / step
  const above = (high - value) / step
  const wide = Math.max(below, above)
  let places = digits.split('.')[1]?.length ?? 0
  const most = places + 1
  while (places < most && Number(wide.toFixed(places)) === 0) places += 1
  if (!(Number(wide.toFixed(places)) > 0)) return plain
  // a value that rounds to 0 has no sign
  const print = (amount: number) => withMinus(amount.toFixed(places).replace(/^-(?=[0.]*$)/, ''))
  const even = Math.abs(above - below) <= 0.25 * wide + 10 ** -places * 1.001
  const around = even
    ? `${print(value / step)} ±${print(wide)}`
    : `${print(value / step)} (${print(low / step)}${low < 0 ? ' to ' : '–'}${print(high / step)})`
  return `${around} ${name}`
}
