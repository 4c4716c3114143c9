import type { StartRequest } from '../../../src/startup/probe/probe.ts'

/** Waits for the first response on any address. */
export const anyResponse: Omit<StartRequest, 'argv'> = {
  env: [],
  dir: '',
  ready: 'response',
  address: '',
  scheme: '',
  path: '',
  statuses: [],
  pattern: '',
  inittrace: false,
  contacts: false,
  timeoutMs: 60_000,
}
