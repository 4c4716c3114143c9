import type { RuntimeUse } from '../../../src/inspect/runtime/runtime-use.ts'

/** A program that uses nothing at run time but the given services. */
export function runtimeUse(given: Partial<RuntimeUse>): RuntimeUse {
  const nothing = { reads: false, embeds: false }
  return {
    hosts: 'none',
    users: 'none',
    tags: [],
    debug: '',
    certificates: nothing,
    timeZones: nothing,
    ...given,
  }
}
