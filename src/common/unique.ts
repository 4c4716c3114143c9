/** The items without duplicates, in their order. Items are equal if their JSON is. */
export function uniqueByValue<T>(items: readonly T[]): readonly T[] {
  const seen = new Set<string>()
  return items.filter((item) => {
    const key = JSON.stringify(item)
    return !seen.has(key) && seen.add(key)
  })
}
