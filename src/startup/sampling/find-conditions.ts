/** Finds out whether it is a condition of linkgate's that an app does not start under. */

import type { StartCondition, StartConditionKind } from '../../model/start-condition.ts'
import type { StartFailure } from '../../model/start-failure.ts'
import { alternatives, distinctConditions, isSuspect } from '../conditions.ts'
import type { NotStarted } from '../probe/probe.ts'
import type { RunningVariant } from '../running-variants.ts'
import { firstStarts } from './first-starts.ts'
import { remaining, type StartPhase } from './start-phase.ts'
import { startWithOrWithoutTls } from './tls.ts'

/** An app that starts as soon as something is left out that linkgate adds. */
export interface ConditionsFound {
  readonly leftOut: readonly StartCondition[]
  /** How it ended under them. */
  readonly notStarted: NotStarted
  /** Whether every variant was then started without them: not where one starts only with them. */
  readonly applied: boolean
}

/**
 * Where apps failed, tries each without what linkgate adds. What helps holds for all variants of both revisions, so that they
 * stay comparable, unless one that starts would no longer do so.
 */
export async function findConditions(
  phase: StartPhase,
  all: readonly RunningVariant[],
): Promise<ConditionsFound | undefined> {
  const failed = all.filter(({ state }) => state.kind === 'failed' && isSuspect(state.notStarted.failure))
  if (failed.length === 0) return undefined
  phase.doing = 'the app did not start: trying without the conditions that linkgate adds'
  // those that failed in the same way, under the same conditions, would all answer the same
  const alike = [
    ...Map.groupBy(failed, ({ state, added }) => JSON.stringify([failureOf(state), added])).values(),
  ]
  const tried = await Promise.all(alike.map((group) => firstThatHelps(phase, group)))
  const found = tried.find((one) => one !== undefined)
  if (found === undefined) return undefined
  const before = all.map(({ state }) => state)
  const startedBefore = all.filter(isReady)
  phase.leftOut = found.without
  for (const running of all) running.state = { kind: 'never-ready', address: running.givenAddress }
  await firstStarts(phase, all)
  const applied = startedBefore.every(isReady) && all.filter(isReady).length > startedBefore.length
  if (!applied) phase.leftOut = []
  for (const [index, running] of all.entries()) {
    // a first start that was made under other conditions has no counterpart
    if (applied) running.first = undefined
    else running.state = before[index] ?? running.state
  }
  const leftOut = distinctConditions(all.map(({ added }) => added)).filter(({ kind }) =>
    found.without.includes(kind),
  )
  return { leftOut, notStarted: found.notStarted, applied }
}

const isReady = ({ state }: RunningVariant) => state.kind === 'ready'

function failureOf(state: RunningVariant['state']): StartFailure | undefined {
  return state.kind === 'failed' ? state.notStarted.failure : undefined
}

interface Helps {
  readonly without: readonly StartConditionKind[]
  readonly notStarted: NotStarted
}

/** Several variants that failed try different things at the same time: each may take as long as an app is waited for. */
async function firstThatHelps(
  phase: StartPhase,
  failed: readonly RunningVariant[],
): Promise<Helps | undefined> {
  const [example] = failed
  if (example === undefined || example.state.kind !== 'failed') return undefined
  const { notStarted } = example.state
  const tried = alternatives(example.added)
  const helps = new Set<readonly StartConditionKind[]>()
  const lanes = Map.groupBy(tried, (_, index) => failed[index % failed.length] ?? example)
  await Promise.all(
    [...lanes].map(async ([running, own]) => {
      for (const without of own) {
        if (helps.size > 0 || remaining(phase) <= 0) return
        if (await starts(phase, running, without)) helps.add(without)
      }
    }),
  )
  const without = tried.find((one) => helps.has(one))
  return without === undefined ? undefined : { without, notStarted }
}

async function starts(
  phase: StartPhase,
  running: RunningVariant,
  leftOut: readonly StartConditionKind[],
): Promise<boolean> {
  const before = running.state
  running.state = { kind: 'never-ready', address: running.givenAddress }
  const start = await startWithOrWithoutTls(phase, running, { leftOut })
  running.state = before
  return start !== undefined
}
