/** Levenshtein distance. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const swap = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, swap))
    }
    row = next
  }
  return row[b.length] ?? 0
}

/** In characters. A longer word is not a misspelt name. */
const longestName = 100

/** The allowed word that was probably meant; undefined if none is close. */
export function nearest(given: string, allowed: readonly string[]): string | undefined {
  if (given.length > longestName) return undefined
  const [best] = allowed
    .map((word) => ({ word, far: distance(given.toLowerCase(), word.toLowerCase()) }))
    .sort((a, b) => a.far - b.far)
  return best !== undefined && best.far <= Math.max(2, Math.floor(given.length / 3)) ? best.word : undefined
}

/** ` (did you mean \`x\`?)`, or the list of allowed words. */
export function didYouMean(given: string, allowed: readonly string[]): string {
  const found = nearest(given, allowed)
  return found === undefined
    ? `allowed: ${allowed.map((word) => `\`${word}\``).join(', ')}`
    : `did you mean \`${found}\`?`
}
