/** Merges a service like compose, with the same service of a later file or with a service that extends it. */

import { asList, asMap, asText, type Value, type ValueMap } from '../../common/yaml-values.ts'

/** Lists of `NAME=value` that can also be maps. */
const maps = new Set(['environment', 'args', 'labels', 'additional_contexts', 'extra_hosts', 'annotations'])
/** Lists that replace earlier ones. */
const whole = new Set(['command', 'entrypoint', 'test'])

/** A service without the values at some paths. */
export function withoutPaths(service: ValueMap, paths: readonly (readonly string[])[]): ValueMap {
  if (paths.length === 0) return service
  const copy = structuredClone(service)
  for (const path of paths) {
    let at: Value = copy
    for (const key of path.slice(0, -1)) at = Object.hasOwn(asMap(at), key) ? asMap(at)[key] : undefined
    Reflect.deleteProperty(asMap(at), path.at(-1) ?? '')
  }
  return copy
}

export function mergedService(before: ValueMap, after: ValueMap): ValueMap {
  const merged: Record<string, Value> = { ...before }
  for (const [key, value] of Object.entries(after)) merged[key] = mergedValue(key, merged[key], value)
  return merged
}

function mergedValue(key: string, before: Value, after: Value): Value {
  if (before === undefined || before === null || whole.has(key)) return after
  if (after === undefined || after === null) return before
  if (maps.has(key)) return { ...namedValues(before), ...namedValues(after) }
  if (key === 'depends_on') return { ...dependencies(before), ...dependencies(after) }
  if (Array.isArray(before) || Array.isArray(after)) return [before, after].flat() as readonly Value[]
  if (typeof before === 'object' && typeof after === 'object')
    return mergedService(before as ValueMap, after as ValueMap)
  return after
}

/** A list of `NAME=value` as a map. */
export function namedValues(given: Value): ValueMap {
  if (!Array.isArray(given)) return asMap(given)
  return Object.fromEntries(
    asList(given).flatMap((one) => {
      const [, name, value] = /^([^=]+)(?:=([\s\S]*))?$/.exec(asText(one) ?? '') ?? []
      return name === undefined ? [] : [[name, value ?? null] as const]
    }),
  )
}

function dependencies(given: Value): ValueMap {
  return Array.isArray(given)
    ? Object.fromEntries(asList(given).flatMap((one) => [[asText(one) ?? '', null] as const]))
    : asMap(given)
}
