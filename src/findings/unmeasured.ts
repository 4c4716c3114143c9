import type { UnmeasuredReason } from '../model/measurement.ts'
import { startFailureMessage } from './start-failures.ts'

const reasons: Readonly<Record<Exclude<UnmeasuredReason['kind'], 'start-failed'>, string>> = {
  'not-built': 'it does not build',
  'not-started': 'it was not started',
  'no-rounds': 'no round was completed',
  'not-ready': 'it did not become ready',
  'ready-by-log': 'readiness is told by a line of the log',
  'no-proc': 'the image has no /proc to read it from',
  'no-trace': 'it printed no trace with GODEBUG=inittrace=1',
  absent: 'there is no number',
}

/** Why a metric has no number. */
export function unmeasuredText(reason: UnmeasuredReason): string {
  return reason.kind === 'start-failed' ? startFailureMessage(reason.failure) : reasons[reason.kind]
}
