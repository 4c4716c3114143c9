/** Checks that a job that only measures has no token: code of the pull request, which runs there, could use it. */

import type { Permissions, Use } from '../../repository/workflow/workflow.ts'
import { addition, type Check, stepsAddition } from '../check.ts'
import { check, placeOf } from './rule.ts'

export function tokenWhileMeasuring(use: Use): readonly Check[] {
  const { workflow, job, step, phase, uses } = use
  if (phase !== 'measure' || step.inputs['github-token'] === '') return []
  const message = `${placeOf(use)} passes ${step.inputs['github-token'] === undefined ? 'the default token' : 'a token'} to phase measure, which needs none`
  const without = stepsAddition(workflow.file, job.id, [{ uses, with: { 'github-token': '' } }])
  return [check('token', 'hint', message, without)]
}

export function writeTokenWhileMeasuring(use: Use): readonly Check[] {
  const { workflow, job, phase } = use
  if (phase !== 'measure') return []
  const writable = writableIn(job.permissions ?? workflow.permissions)
  if (writable === undefined) return []
  const permissions = { contents: 'read' }
  return [
    check(
      'token',
      'hint',
      `${placeOf(use)} measures with a write token (${writable}), which code of the pull request can use on the runner`,
      addition(workflow.file, { jobs: { [job.id]: { permissions } } }),
    ),
  ]
}

/** Write permissions that the workflow grants, as text; undefined if there are none. */
function writableIn(granted: Permissions = {}): string | undefined {
  if (typeof granted === 'string') return granted === 'write-all' ? granted : undefined
  const written = Object.keys(granted).filter((name) => granted[name] === 'write')
  return written.length === 0 ? undefined : written.map((name) => `${name}: write`).join(', ')
}
