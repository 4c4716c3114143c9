import type { UnmeasuredReason } from '../model/measurement.ts'
import { startFailureMessage } from './start-failures.ts'

const reasons: Readonly<Record<Exclude<UnmeasuredReason['kind'], 'start-failed'>, string>> = {
  'not-built': 'not built',
  'same-inputs': 'base and head give the builder the same inputs',
  'not-started': 'not started',
  'no-rounds': '`startup.total-timeout` passed before a round was complete',
  'no-time': '`startup.total-timeout` had already passed',
  'not-ready': 'the app did not become ready',
  'ready-by-log': 'readiness is read from the log',
  'no-proc': 'the container has no `/proc`',
  'no-trace': 'the app printed no trace with `GODEBUG=inittrace=1`',
  emulated: 'this machine emulates the platform, which distorts times',
  'other-architecture': "linkgate times only programs of the machine's own architecture",
  'other-platform': 'this machine cannot run programs of this platform',
  'not-applicable': 'the platform has no images',
  absent: 'no number was recorded',
}

/** Short form of the reason, for messages next to a finding that shows the app's log. */
export function unmeasuredBrief(reason: UnmeasuredReason): string {
  if (reason.kind !== 'start-failed') return reasons[reason.kind]
  return reason.failure.kind === 'engine-lost'
    ? 'the connection to the container engine was lost'
    : 'the app does not start'
}

/** How to get a number; undefined if there is no way. */
export function unmeasuredFix(reason: UnmeasuredReason): string | undefined {
  switch (reason.kind) {
    case 'start-failed':
      return reason.failure.kind === 'engine-lost'
        ? 'run the job again'
        : 'give the app what it needs to start'
    case 'no-rounds':
    case 'no-time':
      return 'increase `startup: { total-timeout: … }` in .github/linkgate.yml'
    case 'same-inputs':
      return 'set `build: { skip-unchanged: false }` in .github/linkgate.yml'
    case 'ready-by-log':
      return 'detect readiness by an HTTP response or a connection: set `startup: { ready: { http: … } }` in .github/linkgate.yml'
    default:
      return undefined
  }
}

/** Why a metric has no number. */
export function unmeasuredText(reason: UnmeasuredReason): string {
  return reason.kind === 'start-failed' ? startFailureMessage(reason.failure) : reasons[reason.kind]
}
