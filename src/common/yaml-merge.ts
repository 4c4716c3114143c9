/** Maximum number of keys that merges may add to one text, because a chain of merges could multiply them. */
const mostKeys = 100_000

type YamlMap = Readonly<Record<string, unknown>>

/**
 * Resolves merge keys (`<<`). YAML 1.2 does not have them, but compose, Task and others read them. A map's own keys win, then
 * those of the first merged map.
 */
export function withMergedKeys(value: unknown): unknown {
  const known = new Map<object, unknown>()
  let left = mostKeys
  const merged = (given: YamlMap): YamlMap => {
    const { '<<': sources, ...own } = given
    if (sources === undefined) return given
    const entries = new Map(Object.entries(own))
    for (const source of [sources].flat().filter(isMap)) {
      for (const [key, one] of Object.entries(source)) {
        if (entries.has(key) || left <= 0) continue
        entries.set(key, one)
        left -= 1
      }
    }
    return Object.fromEntries(entries)
  }
  const resolved = (given: unknown): unknown => {
    if (typeof given !== 'object' || given === null) return given
    const found = known.get(given)
    if (found !== undefined) return found
    const result = Array.isArray(given)
      ? given.map(resolved)
      : merged(Object.fromEntries(Object.entries(given).map(([key, one]) => [key, resolved(one)])))
    known.set(given, result)
    return result
  }
  return resolved(value)
}

function isMap(value: unknown): value is YamlMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
