/** Apps that speak TLS: only for them is a probe compiled that does so too. */
import { settleAll } from '../../common/settle.ts'
import type { StartConditionKind } from '../../model/start-condition.ts'
import type { Start } from '../probe/probe.ts'
import type { RunningVariant } from '../running-variants.ts'
import { besideDeadline, type StartPhase } from './start-phase.ts'
import { startOnce } from './starts.ts'

/** Whether its last start was given up because the app speaks TLS, for which its probe was not compiled. */
export function lacksTls({ state }: Pick<RunningVariant, 'state'>): boolean {
  return state.kind === 'failed' && state.notStarted.lacksTls === true
}

/** Gives them fresh containers with a probe that has TLS. What that takes is not the app's time. */
export async function reopenWithTls(
  phase: Pick<StartPhase, 'clock' | 'deadline' | 'ownWork' | 'doing'>,
  some: readonly RunningVariant[],
): Promise<void> {
  phase.doing = 'the app speaks TLS: preparing a probe that does'
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

/** One start; where that shows that the app speaks TLS, another one by a probe that does so too. */
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
  /** With GODEBUG=inittrace=1. */
  readonly inittrace?: boolean
}
