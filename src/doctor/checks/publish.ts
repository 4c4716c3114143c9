/** Checks whether results are also published if a budget is broken. */

import { actionOf, type Use, type Workflow } from '../../repository/workflow/workflow.ts'
import { addition, type Check, stepsAddition } from '../check.ts'
import { check, expression, placeOf, runsOn, type Surroundings } from './rule.ts'

/** Conditions that run a step regardless of earlier failures. */
const regardless = /\b(always|failure|cancelled)\s*\(\s*\)/

const runsRegardless = (condition: string | undefined): boolean =>
  condition !== undefined && regardless.test(condition)

function withStatus(status: string, condition: string | undefined): string {
  const inner = condition?.trim().replace(/^\$\{\{([\s\S]*)\}\}$/, '$1')
  return expression(inner === undefined ? status : `${status} && (${inner.trim()})`)
}

export function skippedPublisher(use: Use, { uses }: Surroundings): readonly Check[] {
  const { workflow, job, phase } = use
  if (phase !== 'publish' || job.needs.length === 0 || runsRegardless(job.condition)) return []
  const failing = uses.some(
    (one) =>
      one.workflow.file === workflow.file &&
      one.phase === 'measure' &&
      job.needs.includes(one.job.id) &&
      !one.step.continueOnError,
  )
  return [
    check(
      'publish',
      failing ? 'problem' : 'hint',
      failing
        ? `${placeOf(use)} is skipped when a budget is broken, because the job that it needs fails: there is no comment, and a skipped check counts as passed`
        : `${placeOf(use)} is skipped when a budget is unmeasured, and a skipped check counts as passed`,
      addition(workflow.file, { jobs: { [job.id]: { if: withStatus('always()', job.condition) } } }),
    ),
  ]
}

const successOnly = /(github\.event\.workflow_run\.conclusion\s*)==(\s*)'success'/

export function publishesSuccessOnly(use: Use, { uses }: Surroundings): readonly Check[] {
  const { workflow, job, phase } = use
  if (phase !== 'publish' || !successOnly.test(job.condition ?? '')) return []
  const heard = heardBy(workflow)
  const all = uses.filter((one) => one.phase === 'measure')
  const followed = all.filter((one) => heard.includes(one.workflow.name))
  // if it follows no measuring workflow, another check reports that
  const measuring = followed.length > 0 ? followed : all
  // with continue-on-error, the job succeeds despite a broken budget
  if (measuring.length > 0 && measuring.every(({ step }) => step.continueOnError)) return []
  const condition = (job.condition ?? '').replace(successOnly, "$1!=$2'cancelled'")
  return [
    check(
      'publish',
      'problem',
      `${placeOf(use)} publishes only after success: when a budget is broken, the measuring run fails and nothing is published`,
      addition(workflow.file, { jobs: { [job.id]: { if: condition } } }),
    ),
  ]
}

const runOptions = ({ events }: Workflow) =>
  events['workflow_run'] as { readonly workflows?: unknown } | null | undefined

/** Names of the workflows in its `workflow_run` trigger. */
const heardBy = (workflow: Workflow): readonly string[] =>
  [runOptions(workflow)?.workflows ?? []].flat().map(String)

/** A publishing workflow must be triggered by the name of the measuring workflow. */
export function publisherWithoutTrigger(use: Use, { uses }: Surroundings): readonly Check[] {
  const { workflow, phase } = use
  if (phase !== 'publish' || !runsOn(workflow, 'workflow_run')) return []
  const heard = heardBy(workflow)
  const measuring = uses.filter((one) => one.phase === 'measure').map((one) => one.workflow.name)
  if (measuring.length === 0 || measuring.some((name) => heard.includes(name))) return []
  const names = [...new Set(measuring)]
  return [
    check(
      'publish',
      'problem',
      `${workflow.file} waits for \`${heard.join(', ')}\`, but the workflow that measures is called \`${names.join(', ')}\``,
      addition(workflow.file, {
        on: {
          ...workflow.events,
          workflow_run: { types: ['completed'], ...runOptions(workflow), workflows: names },
        },
      }),
    ),
  ]
}

export function notUploaded(use: Use): readonly Check[] {
  const { workflow, job, step, phase } = use
  if (phase !== 'measure' || step.continueOnError) return []
  const upload = job.steps
    .slice(job.steps.indexOf(step))
    .find(({ uses }) => uses !== undefined && actionOf(uses) === 'actions/upload-artifact')
  if (upload?.uses === undefined || runsRegardless(upload.condition)) return []
  return [
    check(
      'publish',
      'problem',
      `${placeOf(use)} does not upload the report when a budget is broken, because the linkgate step fails`,
      stepsAddition(workflow.file, job.id, [
        { uses: upload.uses, if: withStatus('!cancelled()', upload.condition) },
      ]),
    ),
  ]
}
