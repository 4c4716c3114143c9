/** Checks of the permissions that a job's token needs. */

import { enumerate } from '../../common/english.ts'
import type { Permissions, Use } from '../../repository/workflow/workflow.ts'
import { addition, type Check } from '../check.ts'
import { check, placeOf, runsOn } from './rule.ts'

interface Need {
  readonly name: string
  readonly level: 'read' | 'write'
  /** What fails without it. */
  readonly otherwise: string
}

export function permissionsLacking(use: Use): readonly Check[] {
  const { workflow, job } = use
  const needs = needsOf(use)
  const granted = job.permissions ?? workflow.permissions
  const wants = (list: readonly Need[]) => enumerate(list.map(({ name, level }) => `\`${name}: ${level}\``))
  // set for the job if there are several, so that other jobs do not get its permissions
  const place = (permissions: object) =>
    addition(
      workflow.file,
      job.permissions === undefined && workflow.jobs.length === 1
        ? { permissions }
        : { jobs: { [job.id]: { permissions } } },
    )
  const asMap = typeof granted === 'object' ? granted : {}
  const whole = { ...asMap, ...Object.fromEntries(needs.map(({ name, level }) => [name, level])) }
  if (granted === undefined) {
    // a called workflow uses the token of its caller
    const writes = needs.some(({ level }) => level === 'write')
    if (!writes || runsOn(workflow, 'workflow_call')) return []
    const message = `${placeOf(use)} sets no \`permissions\`: with GitHub's default read-only token, linkgate cannot comment`
    return [check('permissions', 'hint', message, place(whole))]
  }
  const lacking = needs.filter((need) => !allows(granted, need))
  if (lacking.length === 0) return []
  const so = lacking.map(({ otherwise }) => otherwise).join(', and ')
  const message = `${placeOf(use)} lacks the permission ${wants(lacking)}: ${so}`
  return [check('permissions', 'hint', message, place(whole))]
}

function needsOf({ workflow, job, step, phase }: Use): readonly Need[] {
  const actions = job.steps.flatMap(({ uses, inputs }) => (uses === undefined ? [] : [{ uses, inputs }]))
  const comments =
    (phase === 'check' || phase === 'publish') &&
    step.inputs['comment'] !== 'never' &&
    ['pull_request', 'workflow_run', 'workflow_call'].some((event) => runsOn(workflow, event))
  const downloads = actions.some(
    ({ uses, inputs }) => uses.startsWith('actions/download-artifact@') && inputs['run-id'] !== undefined,
  )
  return [
    ...(actions.some(({ uses }) => uses.startsWith('actions/checkout@'))
      ? [need('contents', 'read', 'a private repository cannot be checked out')]
      : []),
    ...(downloads ? [need('actions', 'read', 'linkgate cannot download the reports of another run')] : []),
    ...(comments ? [need('pull-requests', 'write', 'linkgate cannot comment')] : []),
    ...(phase === 'publish' && step.inputs['status'] !== '' && runsOn(workflow, 'workflow_run')
      ? [need('statuses', 'write', 'linkgate cannot set the commit status that gates the pull request')]
      : []),
  ]
}

const need = (name: string, level: Need['level'], otherwise: string): Need => ({ name, level, otherwise })

function allows(granted: Permissions, { name, level }: Need): boolean {
  if (typeof granted === 'string')
    return granted === 'write-all' || (granted === 'read-all' && level === 'read')
  const given = granted[name]
  return given === 'write' || given === level
}
