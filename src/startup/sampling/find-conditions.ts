/** Finds out whether a condition that linkgate adds keeps an app from starting. */

import type { StartCondition, StartConditionKind } from '../../model/start-condition.ts'
import type { StartFailure } from '../../model/start-failure.ts'
import { alternatives, distinctConditions, isSuspect } from '../conditions.ts'
import type { NotStarted } from '../probe/probe.ts'
import type { RunningVariant } from '../running-variants.ts'
import { firstStarts } from './first-starts.ts'
import { remaining, type StartPhase } from './start-phase.ts'
import { startWithOrWithoutTls } from './tls.ts'

/** Conditions that keep an app from starting: without them, it starts. */
export interface ConditionsFound {
  readonly leftOut: readonly StartCondition[]
  /** How the app failed with them. */
  readonly notStarted: NotStarted
  /** Whether every variant was then started without them. False if a variant starts only with them. */
  readonly applied: boolean
}

/**
 * Starts apps that failed again, without conditions that linkgate adds. If that helps, all variants of both revisions are started
 * like this, so that they stay comparable, unless a variant would then no longer start.
 */
export async function findConditions(
  phase: StartPhase,
  all: readonly RunningVariant[],
): Promise<ConditionsFound | undefined> {
  const failed = all.filter(({ state }) => state.kind === 'failed' && isSuspect(state.notStarted.failure))
  if (failed.length === 0) return undefined
  phase.doing = 'the app did not start: trying without the conditions that linkgate adds'
  // variants with the same failure and the same conditions need not all be tried
  const groups = [
    ...Map.groupBy(failed, ({ state, added }) => JSON.stringify([failureOf(state), added])).values(),
  ]
  const tried = await Promise.all(groups.map((group) => firstThatHelps(phase, group)))
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
    // a first start under other conditions cannot be compared
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

interface Remedy {
  readonly without: readonly StartConditionKind[]
  readonly notStarted: NotStarted
}

/** The variants of a group try different alternatives in parallel, because each attempt may take until its timeout. */
async function firstThatHelps(
  phase: StartPhase,
  failed: readonly RunningVariant[],
): Promise<Remedy | undefined> {
  const [example] = failed
  if (example === undefined || example.state.kind !== 'failed') return undefined
  const { notStarted } = example.state
  const tried = alternatives(example.added)
  const helps = new Set<readonly StartConditionKind[]>()
  const byVariant = Map.groupBy(tried, (_, index) => failed[index % failed.length] ?? example)
  await Promise.all(
    [...byVariant].map(async ([running, own]) => {
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
