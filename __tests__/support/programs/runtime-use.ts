import type { RuntimeUse } from '../../../src/inspect/runtime/runtime-use.ts'

/** What a program uses at run time: nothing that is not given. */
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
