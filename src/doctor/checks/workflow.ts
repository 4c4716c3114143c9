/** Checks of workflows that use linkgate, for problems that prevent publishing or make results wrong. */

import { didYouMean } from '../../common/nearest.ts'
import { inputParsers } from '../../config/inputs.ts'
import { currentActions } from '../../repository/workflow/current-actions.ts'
import { actionOf, isExpression, type Use, usesOfLinkgate } from '../../repository/workflow/workflow.ts'
import { addition, type Check, stepsAddition } from '../check.ts'
import type { DoctorFacts } from '../facts/facts.ts'
import { cacheOff, checkoutWithout, goTooOld } from './job.ts'
import { permissionsLacking } from './permission.ts'
import { notUploaded, publisherWithoutTrigger, publishesSuccessOnly, skippedPublisher } from './publish.ts'
import { check, placeOf, type Rule, type Surroundings } from './rule.ts'
import { tokenWhileMeasuring, writeTokenWhileMeasuring } from './token.ts'
import { noMergeGroup, ownGroup, refusedEvent, sharedConcurrency } from './trigger.ts'

const rules: readonly Rule[] = [
  wrongInputs,
  refusedEvent,
  checkoutWithout,
  skippedPublisher,
  publishesSuccessOnly,
  publisherWithoutTrigger,
  notUploaded,
  goTooOld,
  permissionsLacking,
  tokenWhileMeasuring,
  writeTokenWhileMeasuring,
  noMergeGroup,
  sharedConcurrency,
  moving,
  cacheOff,
]

export function workflowChecks(facts: DoctorFacts): readonly Check[] {
  const { localContext, goRequirements, version, workflows, brokenWorkflows } = facts
  const uses = workflows.flatMap(usesOfLinkgate)
  const own = uses.filter(
    ({ workflow, job }) => workflow.file === localContext?.workflow && job.id === localContext.job,
  )
  // if the current job does not use linkgate, all uses are checked
  const concerned = own.length > 0 ? own : uses
  const checks = concerned.map((use) => {
    const found = rules.flatMap((rule) => rule(use, { workflows, uses, goRequirements, version }))
    return found.length > 0 ? found : [inOrder(use)]
  })
  return [
    ...brokenWorkflows.map(({ file, message }) => check('workflow', 'problem', `${file}: ${message}`)),
    ...(uses.length === 0 && brokenWorkflows.length === 0 ? [noWorkflow(version)] : []),
    ...checks.flat(),
  ]
}

function inOrder(use: Use): Check {
  const { workflow, phase = 'unknown phase' } = use
  return check('workflow', 'ok', `${placeOf(use)}: ${phase} on ${Object.keys(workflow.events).join(', ')}`)
}

function noWorkflow(version: string): Check {
  return check(
    'workflow',
    'hint',
    'no workflow under .github/workflows uses linkgate',
    addition('.github/workflows/linkgate.yml', {
      name: 'linkgate',
      on: { pull_request: null },
      permissions: { contents: 'read', 'pull-requests': 'write' },
      concurrency: ownGroup,
      jobs: {
        image: {
          'runs-on': 'ubuntu-latest',
          steps: [{ uses: currentActions.checkout }, { uses: `linkgate/linkgate@v${version}` }],
        },
      },
    }),
  )
}

function wrongInputs(use: Use): readonly Check[] {
  const { workflow, job, step, uses } = use
  const names = Object.keys(inputParsers)
  const checks = Object.entries(step.inputs).flatMap(([name, given]): Check[] => {
    if (!Object.hasOwn(inputParsers, name)) {
      return [
        check('input', 'hint', `${placeOf(use)}: unknown input \`${name}\`: ${didYouMean(name, names)}`),
      ]
    }
    if (isExpression(given)) return []
    const read = inputParsers[name as keyof typeof inputParsers](given.trim())
    return read.ok ? [] : [check('input', 'problem', `${placeOf(use)}: input \`${name}\` ${read.problem}`)]
  })
  if (use.phase !== 'publish' || (step.inputs['report'] ?? '') !== '') return checks
  return [
    ...checks,
    check(
      'input',
      'problem',
      `${placeOf(use)}: phase publish needs the input \`report\` (paths of the reports)`,
      stepsAddition(workflow.file, job.id, [{ uses, with: { report: 'reports' } }]),
    ),
  ]
}

function moving(use: Use, { version }: Surroundings): readonly Check[] {
  const { workflow, job, uses } = use
  const action = actionOf(uses)
  const ref = uses.slice(action.length + 1)
  if (/^[.$]/.test(action) || /^(v\d+\.\d+\.\d+.*|[0-9a-f]{40,64})$/.test(ref)) return []
  return [
    check(
      'pin',
      'hint',
      `${placeOf(use)} uses \`${uses}\`, which is not pinned: results can change without a change in this repository`,
      stepsAddition(workflow.file, job.id, [{ uses: `${action}@v${version}` }]),
    ),
  ]
}
