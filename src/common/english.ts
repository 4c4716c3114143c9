/** `a, b and c`. */
export function enumerate(items: readonly string[]): string {
  const unique = [...new Set(items)]
  const last = unique.pop() ?? ''
  return unique.length === 0 ? last : `${unique.join(', ')} and ${last}`
}

export const plural = (count: number, one: string, many = `${one}s`) => `${count} ${count === 1 ? one : many}`

/** Milliseconds as seconds: `12.3 s`. */
export const secondsText = (ms: number) => `${(ms / 1000).toFixed(1)} s`

/** Labels in the middle of a sentence: `Image, pulled` reads as `image, pulled`, and `CPU to ready` as it is. */
export const lower = (label: string) =>
  /^\p{Lu}{2}/u.test(label) ? label : label.charAt(0).toLowerCase() + label.slice(1)
