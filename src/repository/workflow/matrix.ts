import { asList, asMap, type ValueMap } from '../../common/yaml-values.ts'

const mostCombinations = 100
/** Maximum number of keys: GitHub rejects nine keys with two values each. */
const mostKeys = 30
/** GitHub's maximum number of jobs of a matrix. */
const mostIncluded = 256

/** The jobs of a matrix, by GitHub's rules: all combinations, then those that `include` adds. */
export function combinations(matrix: ValueMap): readonly ValueMap[] {
  let found: ValueMap[] = [{}]
  const keys = Object.entries(matrix).filter(
    ([key, values]) => key !== 'include' && key !== 'exclude' && asList(values).length > 0,
  )
  for (const [key, values] of keys.slice(0, mostKeys)) {
    found = found
      .flatMap((one) => asList(values).map((value) => ({ ...one, [key]: value })))
      .slice(0, mostCombinations)
  }
  const isPlain = Object.keys(found[0] ?? {}).length === 0
  const result: ValueMap[] = isPlain ? [] : [...found]
  for (const given of asList(matrix['include']).slice(0, mostIncluded)) {
    const extra = asMap(given)
    const fitting = result.filter((one) =>
      found.some((original) => contains(one, original) && !contradicts(original, extra)),
    )
    if (isPlain || fitting.length === 0) result.push(extra)
    else for (const one of fitting) result[result.indexOf(one)] = { ...one, ...extra }
  }
  return result.length === 0 ? [{}] : result
}

function contains(one: ValueMap, part: ValueMap): boolean {
  return Object.entries(part).every(([key, value]) => one[key] === value)
}

function contradicts(original: ValueMap, extra: ValueMap): boolean {
  return Object.entries(extra).some(([key, value]) => key in original && original[key] !== value)
}
