/** Checks of a workflow's triggers and concurrency. */

import { isExpression, type Use } from '../../repository/workflow/workflow.ts'
import { addition, type Check } from '../check.ts'
import { refusal } from './event.ts'
import { check, expression, isMeasuring, runsOn, type Surroundings } from './rule.ts'

/** One concurrency group for each pull request, or for each ref of other runs. */
export const ownGroup = {
  group: `${expression('github.workflow')}-${expression('github.event.pull_request.number || github.ref')}`,
  'cancel-in-progress': true,
}

export function refusedEvent(use: Use): readonly Check[] {
  const { workflow } = use
  if (!isMeasuring(use) || !runsOn(workflow, 'pull_request_target')) return []
  return [refusal(workflow.file, workflow.events)]
}

const mergeGroup = 'merge_group'

export function noMergeGroup({ workflow }: Use, { workflows }: Surroundings): readonly Check[] {
  const { file, group, events } = workflow
  if (!runsOn(workflow, 'pull_request') || runsOn(workflow, mergeGroup)) return []
  const other = workflows.find((one) => runsOn(one, mergeGroup))
  if (other === undefined) return []
  const isShared = group !== undefined && whyShared(group, [mergeGroup]) !== undefined
  return [
    check(
      'merge-group',
      'hint',
      `${other.file} runs on \`${mergeGroup}\` but ${file} does not: the merge queue waits forever if the check is required`,
      addition(file, {
        on: { ...events, [mergeGroup]: null },
        ...(isShared ? { concurrency: ownGroup } : {}),
      }),
    ),
  ]
}

/** Without a group, outdated runs waste time; with a wrong one, runs cancel each other. */
export function sharedConcurrency(use: Use): readonly Check[] {
  const { workflow, job } = use
  const { file } = workflow
  if (!isMeasuring(use) || !runsOn(workflow, 'pull_request')) return []
  if (workflow.group === undefined && job.group === undefined) {
    const message = `${file} has no \`concurrency\`, so outdated runs keep going after a new push`
    return [check('concurrency', 'hint', message, addition(file, { concurrency: ownGroup }))]
  }
  return [
    [workflow.group, addition(file, { concurrency: ownGroup })] as const,
    [job.group, addition(file, { jobs: { [job.id]: { concurrency: ownGroup } } })] as const,
  ].flatMap(([group, fix]) => {
    const why = group === undefined ? undefined : whyShared(group, Object.keys(workflow.events))
    const message = `the \`concurrency\` group \`${group}\` of ${file} ${why}`
    return why === undefined ? [] : [check('concurrency', 'hint', message, fix)]
  })
}

function whyShared(group: string, events: readonly string[]): string | undefined {
  if (!isExpression(group)) return 'is the same for all pull requests, so their runs cancel each other'
  const other = events.find((event) => !event.startsWith('pull_request'))
  const namesPullRequest = /github\.(event\.(pull_request|number)|head_ref)/.test(group)
  if (other === undefined || !namesPullRequest || /\|\||github\.(ref|sha|run_id)\b/.test(group))
    return undefined
  return `depends only on the pull request, so all runs on \`${other}\` cancel each other`
}
