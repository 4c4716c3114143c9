/** Checks of the event that started the current run. */

import { currentActions } from '../../repository/workflow/current-actions.ts'
import { type Use, usesOfLinkgate, type Workflow } from '../../repository/workflow/workflow.ts'
import { type Addition, addition, type Check } from '../check.ts'
import type { DoctorFacts, LocalContext } from '../facts/facts.ts'
import { expression } from './rule.ts'

const refused = 'pull_request_target'

/** Whether linkgate refuses to build on this event. */
export function isRefused(localContext: LocalContext | undefined): boolean {
  return localContext?.context.ok === true && localContext.context.value.eventName === refused
}

export function eventChecks(facts: DoctorFacts): readonly Check[] {
  const { localContext } = facts
  const id = 'event'
  if (localContext === undefined) return []
  const { context } = localContext
  if (!context.ok) return [{ id, state: 'problem', message: context.problem.message }]
  if (isRefused(localContext)) {
    const workflow = facts.workflows.find(({ file }) => file === localContext.workflow)
    return [refusal(localContext.workflow, workflow?.events ?? {})]
  }
  const { eventName, pullRequest } = context.value
  const about = pullRequest === undefined ? '' : ` of pull request ${pullRequest.number}`
  const readsOnly = eventName.startsWith('pull_request') && pullRequest?.fromFork === true
  return [
    { id, state: 'ok', message: `event \`${eventName}\`${about}` },
    ...(readsOnly ? forkChecks(facts, localContext) : []),
  ]
}

/** @param events that start the workflow */
export function refusal(file: string, events: Workflow['events']): Check {
  const { [refused]: options = null, ...others } = events
  return {
    id: 'event',
    state: 'problem',
    message: `${file}: linkgate does not build on \`${refused}\`, because code of any pull request would run with write access`,
    ...addition(file, { on: { pull_request: options, ...others } }),
  }
}

/** The token of a pull request from a fork is read-only, so another job must publish the result. */
function forkChecks({ workflows, version }: DoctorFacts, localContext: LocalContext): readonly Check[] {
  const all = workflows.flatMap(usesOfLinkgate)
  const use = all.find(
    ({ workflow, job }) => workflow.file === localContext.workflow && job.id === localContext.job,
  )
  if (use === undefined || use.phase !== 'check' || use.step.inputs['comment'] === 'never') return []
  const measuring = `this pull request comes from a fork, so its token cannot comment`
  const isPublished = all.some(
    ({ workflow, phase }) => phase === 'publish' && Object.hasOwn(workflow.events, 'workflow_run'),
  )
  return [
    {
      id: 'fork',
      state: 'hint',
      message: `${measuring}: measure in this workflow and upload the report`,
      ...addition(localContext.workflow, {
        jobs: {
          [localContext.job]: {
            permissions: { contents: 'read' },
            steps: [
              // the published status is the merge gate, because no label could accept a failed job
              {
                uses: use.uses,
                id: 'linkgate',
                'continue-on-error': true,
                with: { phase: 'measure', 'github-token': '' },
              },
              {
                if: expression('!cancelled()'),
                uses: currentActions.upload,
                with: {
                  name: 'linkgate-report',
                  path: expression('steps.linkgate.outputs.report'),
                  'if-no-files-found': 'error',
                },
              },
            ],
          },
        },
      }),
    },
    ...(isPublished
      ? []
      : [
          {
            id: 'fork',
            state: 'hint',
            message: `${measuring}: publish the report in a second workflow with the token of this repository, and require its commit status \`linkgate\``,
            ...publishing(use, version),
          } as const,
        ]),
  ]
}

function publishing({ workflow, uses }: Use, version: string): Addition {
  const measured = `contains(fromJSON('["pull_request", "merge_group"]'), github.event.workflow_run.event)`
  return addition('.github/workflows/linkgate-publish.yml', {
    name: 'linkgate publish',
    on: { workflow_run: { workflows: [workflow.name], types: ['completed'] } },
    permissions: { actions: 'read', 'pull-requests': 'write', statuses: 'write' },
    jobs: {
      publish: {
        if: expression(`github.event.workflow_run.conclusion == 'success' && ${measured}`),
        'runs-on': 'ubuntu-latest',
        steps: [
          {
            uses: currentActions.download,
            with: {
              name: 'linkgate-report',
              path: 'reports',
              'run-id': expression('github.event.workflow_run.id'),
              'github-token': expression('github.token'),
            },
          },
          {
            // without a checkout, a local action does not exist
            uses: uses.startsWith('.') ? `linkgate/linkgate@v${version}` : uses,
            with: { phase: 'publish', report: 'reports' },
          },
        ],
      },
    },
  })
}
