/** Finds the service that an app waits for, if its log does not name it. */

import { isTimeout, type KnownFailure, type StartFailure } from '../../model/start-failure.ts'
import type { Contacts } from '../probe/probe.ts'
import type { RunningVariant } from '../running-variants.ts'
import type { StartPhase } from './start-phase.ts'
import { contactsOf } from './starts.ts'

/** Enough time for an app to try a few times. */
const traceMs = 8000

/** Traces all failed apps in parallel, and adds the service that they try to reach to their failures. */
export async function findContacts(phase: StartPhase, all: readonly RunningVariant[]): Promise<void> {
  const failed = all.filter(({ state }) => state.kind === 'failed' && isUnnamed(state.notStarted.failure))
  if (failed.length === 0) return
  phase.doing = 'the app did not start: looking for services that it connects to'
  await Promise.all(
    failed.map(async (running) => {
      const contacts = await contactsOf(phase, running, traceMs)
      const known = contacts === undefined ? undefined : contactedService(contacts)
      const { state } = running
      if (known === undefined || state.kind !== 'failed') return
      const failure = { ...state.notStarted.failure, known } as StartFailure
      running.state = { kind: 'failed', notStarted: { ...state.notStarted, failure } }
    }),
  )
}

/** Whether the log does not show what the app lacks, or not the address of it. */
function isUnnamed(failure: StartFailure): boolean {
  if (failure.kind !== 'exited' && !isTimeout(failure)) return false
  return failure.known === undefined || failure.known.kind === 'database-unreachable'
}

/** The service that does not answer. A name alone counts only if the app reaches nothing, because it may wait for something else. */
export function contactedService({ names, failed, connected }: Contacts): KnownFailure | undefined {
  const [name, ...others] = names
  const address = failed.at(-1)
  if (address !== undefined) {
    const [, ip = '', port = ''] = /^(.*):(\d+)$/.exec(address) ?? []
    const isLocal = /^(?:127\.|\[::1\])/.test(ip)
    if (port !== '') {
      const host = name !== undefined && others.length === 0 && !isLocal ? name : ip
      return { kind: 'service-unreachable', host, port }
    }
    return { kind: 'service-unreachable', host: address.replace(/^unix:/, ''), port: '' }
  }
  const isReached = connected.some((one) => !one.startsWith('unix:'))
  const last = names.at(-1)
  return last === undefined || isReached ? undefined : { kind: 'host-unknown', host: last }
}
