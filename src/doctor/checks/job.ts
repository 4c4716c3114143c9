/** Checks of other steps in the job that measures. */

import { compareGo, newestRequired } from '../../repository/go/go-version.ts'
import { currentActions } from '../../repository/workflow/current-actions.ts'
import { stepsUsing, type Use } from '../../repository/workflow/workflow.ts'
import { type Check, stepsAddition } from '../check.ts'
import { check, isMeasuring, placeOf, type Surroundings } from './rule.ts'

export function checkoutWithout(use: Use): readonly Check[] {
  const { workflow, job } = use
  if (!isMeasuring(use)) return []
  const [checkout] = stepsUsing(job, 'actions/checkout')
  const add = (step: object) => stepsAddition(workflow.file, job.id, [step])
  if (checkout === undefined) {
    const mayClone = job.steps.some(
      ({ uses, run }) => /checkout/i.test(uses ?? '') || /\bgit\b/.test(run ?? ''),
    )
    if (mayClone) return []
    const message = `${placeOf(use)} has no checkout step, so there is nothing to build`
    return [check('checkout', 'problem', message, add({ uses: currentActions.checkout }))]
  }
  const { inputs } = checkout
  const depth = Number(inputs['fetch-depth'] ?? 1)
  // with these events, base is near head, for example a parent of the merge commit
  const isNear =
    inputs['ref'] === undefined &&
    Object.keys(workflow.events).every((event) => ['pull_request', 'schedule'].includes(event))
  const isEnough = depth === 0 || (isNear && depth > 1)
  if (inputs['persist-credentials'] !== 'false' || isEnough || Number.isNaN(depth)) return []
  return [
    check(
      'fetch',
      'hint',
      `${placeOf(use)} checks out ${depth === 1 ? 'one commit' : `${depth} commits`} without credentials, so linkgate cannot fetch base in a private repository`,
      add({ uses: checkout.uses, with: { 'fetch-depth': isNear ? 2 : 0 } }),
    ),
  ]
}

/** Since version 6, actions/setup-go sets GOTOOLCHAIN=local, so Go does not download another version. */
const firstThatKeeps = 6

export function goTooOld(use: Use, { goRequirements }: Surroundings): readonly Check[] {
  const { workflow, job } = use
  const needed = newestRequired(goRequirements, 'go')
  const [setup] = stepsUsing(job, 'actions/setup-go')
  const [, minor, patch = 'x'] = /^(\d+\.\d+)(?:\.(\d+|x))?$/.exec(setup?.inputs['go-version'] ?? '') ?? []
  if (!isMeasuring(use) || needed === undefined || setup === undefined || minor === undefined) return []
  // 1.24 means its newest patch release
  const given = patch === 'x' ? `${minor}.9999` : `${minor}.${patch}`
  if (compareGo(given, needed.version) >= 0) return []
  const [, major] = /@v(\d+)/.exec(setup.uses) ?? []
  const fetches = major !== undefined && Number(major) < firstThatKeeps
  const wanted = setup.inputs['go-version']
  return [
    check(
      'go',
      fetches ? 'hint' : 'problem',
      `${placeOf(use)} sets up Go ${wanted}, but ${needed.file} requires Go ${needed.version}${fetches ? '; Go downloads that toolchain on every run' : ''}`,
      stepsAddition(workflow.file, job.id, [{ uses: setup.uses, with: { 'go-version': needed.version } }]),
    ),
  ]
}

export function cacheOff(use: Use): readonly Check[] {
  const { workflow, job, step, uses } = use
  if (!isMeasuring(use) || step.inputs['cache'] !== 'false') return []
  const isKept =
    stepsUsing(job, 'actions/setup-go').some(({ inputs }) => inputs['cache'] !== 'false') ||
    job.steps.some((one) => one.uses?.startsWith('actions/cache') === true)
  if (isKept) return []
  return [
    check(
      'cache',
      'hint',
      `${placeOf(use)} does not cache Go modules or the build cache, so every run is a cold build`,
      stepsAddition(workflow.file, job.id, [{ uses, with: { cache: true } }]),
    ),
  ]
}
