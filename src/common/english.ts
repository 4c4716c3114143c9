/** `a, b and c`. */
export function enumerate(items: readonly string[]): string {
  const unique = [...new Set(items)]
  const last = unique.pop() ?? ''
  return unique.length === 0 ? last : `${unique.join(', ')} and ${last}`
}

export const plural = (count: number, one: string, many = `${one}s`) => `${count} ${count === 1 ? one : many}`

/** Milliseconds as seconds: `12.3 s`. */
export const secondsText = (ms: number) => `${(ms / 1000).toFixed(1)} s`

/** A label for the middle of a sentence: `Image, pulled` becomes `image, pulled`, but `CPU to ready` is unchanged. */
export const lower = (label: string) =>
  /^\p{Lu}{2}/u.test(label) ? label : label.charAt(0).toLowerCase() + label.slice(1)

/** Text for the beginning of a sentence: the first letter becomes upper-case. */
export const upper = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

/** Milliseconds since 1970 as `2026-11-29 18:53 UTC`. */
export function utcText(ms: number): string {
  // the Swedish locale writes dates as in ISO 8601
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone: 'UTC', dateStyle: 'short', timeStyle: 'short' })
  return `${format.format(ms)} UTC`
}

/** Milliseconds since 1970 as the day in UTC: `2026-11-29`. */
export const utcDay = (ms: number) => utcText(ms).slice(0, '2026-11-29'.length)
