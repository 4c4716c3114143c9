/**
 * Sizes, durations and shares as people write them. Parse and format are inverse: what `format…` prints, `parse…`
 * reads back to the printed precision. Decimal prefixes (kB, MB, GB) are powers of 1000, binary ones (KiB, MiB,
 * GiB) powers of 1024, as in IEC 80000-13.
 */
import type { Unit } from './model.ts'

export type Parsed = { readonly value: number } | { readonly problem: string }

const sizeUnits = { B: 1, kB: 1e3, MB: 1e6, GB: 1e9, KiB: 1024, MiB: 1024 ** 2, GiB: 1024 ** 3 } as const
const timeUnits = { us: 1e-3, µs: 1e-3, ms: 1, s: 1e3, min: 60e3 } as const

function parse(
  given: string,
  units: Readonly<Record<string, number>>,
  what: string,
  example: string,
): Parsed {
  const match = /^\s*(\d+(?:\.\d+)?)\s*([A-Za-zµ%]*)\s*$/.exec(given)
  const [, digits = '', name = ''] = match ?? []
  const factor = Object.hasOwn(units, name) ? units[name] : undefined
  if (match === null || factor === undefined) {
    const near = Object.keys(units).find((unit) => unit.toLowerCase() === name.toLowerCase())
    const hint =
      near !== undefined
        ? `write \`${digits} ${near}\``
        : `write a number and one of ${Object.keys(units).join(', ')}, such as \`${example}\``
    return { problem: `\`${given}\` is not a ${what}: ${hint}` }
  }
  return { value: Number(digits) * factor }
}

/** Bytes. */
export function parseSize(given: string): Parsed {
  return parse(given, sizeUnits, 'size', '64 kB')
}

/** Milliseconds. */
export function parseDuration(given: string): Parsed {
  return parse(given, timeUnits, 'duration', '250 ms')
}

/** A share: `1%` is 0.01. */
export function parsePercent(given: string): Parsed {
  return parse(given, { '%': 0.01 }, 'percentage', '1%')
}

export function parseCount(given: string): Parsed {
  return parse(given, { '': 1 }, 'count', '3')
}

const minus = '−'

/** `11.49 MB`, `64.00 kB`, `512 B`, `−1.90 MB`. */
export function formatSize(bytes: number): string {
  const size = Math.abs(bytes)
  const sign = bytes < 0 ? minus : ''
  for (const [name, factor] of [
    ['GB', 1e9],
    ['MB', 1e6],
    ['kB', 1e3],
  ] as const) {
    // 999 996 B prints as 1.00 MB, not as 1000.00 kB
    if (size >= factor * 0.999995) return `${sign}${(size / factor).toFixed(2)} ${name}`
  }
  return `${sign}${Math.round(size)} B`
}

/** `8.9 ms`, `0.42 ms`, `1.25 s`. */
export function formatDuration(ms: number): string {
  const size = Math.abs(ms)
  const sign = ms < 0 ? minus : ''
  if (size >= 999.5) return `${sign}${(size / 1000).toFixed(2)} s`
  return `${sign}${size.toFixed(size >= 99.95 ? 0 : size >= 0.995 ? 1 : 2)} ms`
}

/** `+19.8 %` for 0.198. */
export function formatPercent(share: number): string {
  const size = Math.abs(share) * 100
  const sign = share < 0 ? minus : '+'
  return `${sign}${size.toFixed(size >= 99.95 ? 0 : size >= 0.095 || size === 0 ? 1 : 2)} %`
}

export function formatValue(value: number, unit: Unit): string {
  if (unit === 'B') return formatSize(value)
  return unit === 'ms' ? formatDuration(value) : `${value}`
}

/** With its sign, and `0` for no change at all: a change that is there never prints as none. */
export function formatDelta(delta: number, unit: Unit): string {
  if (delta === 0) return unit === 'count' ? '0' : `0 ${unit}`
  const sign = delta > 0 ? '+' : ''
  return `${sign}${unit === 'count' ? `${delta}`.replace('-', minus) : formatValue(delta, unit)}`
}
