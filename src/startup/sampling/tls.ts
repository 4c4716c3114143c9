/** Apps that use TLS. A probe with TLS is compiled only for them. */
import { settleAll } from '../../common/settle.ts'
import type { StartConditionKind } from '../../model/start-condition.ts'
import type { Start } from '../probe/probe.ts'
import type { RunningVariant } from '../running-variants.ts'
import { besideDeadline, type StartPhase } from './start-phase.ts'
import { startOnce } from './starts.ts'

/** Whether its last start failed because the app uses TLS, but the probe was compiled without it. */
export function lacksTls({ state }: Pick<RunningVariant, 'state'>): boolean {
  return state.kind === 'failed' && state.notStarted.lacksTls === true
}

/** Replaces their containers by new ones whose probe has TLS. This does not count as the app's time. */
export async function reopenWithTls(
  phase: Pick<StartPhase, 'clock' | 'deadline' | 'ownWork' | 'doing'>,
  some: readonly RunningVariant[],
): Promise<void> {
  phase.doing = 'the app uses TLS: preparing a probe that supports it'
  const opened = await besideDeadline(phase, () => settleAll(some.map((running) => running.reopenWithTls())))
  for (const [index, running] of some.entries()) {
    const fresh = {
      state: { kind: 'never-ready', address: running.givenAddress },
      hasStarted: false,
      first: undefined,
    } as const
    Object.assign(running, opened[index], fresh)
  }
}

/** Starts the app once. If that shows that it uses TLS, starts it again with a probe that has TLS. */
export async function startWithOrWithoutTls(
  phase: StartPhase,
  running: RunningVariant,
  { leftOut = phase.leftOut, inittrace = false }: HowToStart = {},
): Promise<Start | undefined> {
  const start = await startOnce({ ...phase, leftOut }, running, { inittrace })
  if (!lacksTls(running)) return start
  await reopenWithTls(phase, [running])
  return startOnce({ ...phase, leftOut }, running, { inittrace })
}

interface HowToStart {
  readonly leftOut?: readonly StartConditionKind[]
  /** Whether to set GODEBUG=inittrace=1. */
  readonly inittrace?: boolean
}
