import { describe, expect, test } from 'vitest'
import { InputError } from '../../../src/common/errors.ts'
import type { Report } from '../../../src/document/report.ts'
import { gatherExternalReports } from '../../../src/publish/external/external-reports.ts'
import { renderReport } from '../../../src/report/json.ts'
import type { GitHubContext } from '../../../src/repository/event.ts'
import { startGitHub } from '../../support/github/client.ts'
import { sampleReport } from '../../support/reports/report.ts'
import { fakeWorld } from '../../support/world/world.ts'
import { contextOf, head } from '../publishing.ts'

const origin = {
  repository: 'octo/service',
  event: 'pull_request',
  pullRequest: { number: 7, headSha: head },
}
const made = (given: Partial<Report> = {}) => sampleReport({ origin, ...given })

const { pullRequest: _, ...bare } = contextOf(false, 'workflow_run')
const following: GitHubContext = {
  ...bare,
  workflowRun: {
    id: 30,
    attempt: 2,
    event: 'pull_request',
    headSha: head,
    startedFor: { kind: 'branch', ref: 'topic', repository: 'octo/service' },
  },
}
const ofBranch = (repository: string | undefined) =>
  ({ startedFor: { kind: 'branch', ref: 'topic', repository } }) as const

const runOf = (given: Partial<NonNullable<GitHubContext['workflowRun']>>): GitHubContext => ({
  ...following,
  workflowRun: { ...(following.workflowRun as NonNullable<GitHubContext['workflowRun']>), ...given },
})

async function gather(reports: readonly Report[], context: GitHubContext | undefined, withToken = true) {
  await using at = await startGitHub()
  at.server.repository.openPullRequest(7, head, { headRef: 'topic' })
  const files = Object.fromEntries(reports.map((report, index) => [`/r/${index}.json`, renderReport(report)]))
  const world = fakeWorld({ files, ...(withToken ? { github: at.github } : {}) })
  return await gatherExternalReports(world, context, ['/r'])
}

describe('the pull request that the reports are about', () => {
  test('is that of the event in a run of the pull request', async () => {
    const { subject, run, reports } = await gather([made(), made({ app: 'api' })], contextOf())
    expect(subject).toMatchObject({ kind: 'pull-request', pullRequest: { number: 7, headSha: head } })
    expect(run).toBeUndefined()
    expect(reports.map(({ app }) => app)).toEqual(['api', 'orders'])
  })

  test('on workflow_run, is the one that GitHub reports', async () => {
    const { subject, run } = await gather([made()], following)
    expect(subject).toMatchObject({
      kind: 'pull-request',
      pullRequest: { number: 7, headSha: head, fromFork: false },
      statusOn: head,
    })
    expect(run).toEqual({ id: 30, attempt: 2 })
  })

  test('does not exist without a token or outside of pull requests', async () => {
    expect((await gather([made()], following, false)).subject).toEqual({
      kind: 'none',
      reason: expect.stringMatching(/token/),
    })
    expect((await gather([sampleReport()], following)).subject).toEqual({
      kind: 'none',
      reason: 'the reports are not about a pull request',
    })
    expect((await gather([made()], undefined)).subject).toEqual({
      kind: 'none',
      reason: 'this is not a workflow run',
    })
  })

  test('needs no status if this job has its check on the measured commit', async () => {
    expect((await gather([made()], contextOf())).subject).toHaveProperty('statusOn', undefined)
    expect((await gather([made()], { ...following, sha: head })).subject).toHaveProperty('statusOn', head)
  })

  test.each(['workflow_dispatch', 'push', 'merge_group', 'schedule', 'issue_comment', 'repository_dispatch'])(
    'on %s the run of a report is unknown, so it is not published',
    async (eventName) => {
      expect((await gather([made()], { ...bare, eventName, sha: head })).subject).toEqual({
        kind: 'none',
        reason: `the reports are about pull request 7, but a \`${eventName}\` event cannot verify that; publish them in the run of the pull request, or on \`workflow_run\``,
      })
    },
  )

  test('is the one that the server reports for the run, even without a branch', async () => {
    const run = (number: number) => runOf({ startedFor: { kind: 'pull-request', number } })
    expect((await gather([made()], run(7))).subject).toMatchObject({ kind: 'pull-request', statusOn: head })
    await expect(gather([made()], run(3))).rejects.toThrow(
      'the reports are not published: the run of the report was started for pull request 3, but the report is about pull request 7',
    )
  })

  const queued = made({
    head: { sha: head },
    origin: { repository: 'octo/service', event: 'merge_group' },
  })
  const none = { kind: 'none', reason: 'the reports are not about a pull request' }
  test.each<[string, GitHubContext, object]>([
    ['a merge queue', runOf({ event: 'merge_group' }), { kind: 'commit', statusOn: head }],
    ['a push', runOf({ event: 'push' }), { kind: 'commit', statusOn: head }],
    ['a pull request, which has to be named', runOf({ event: 'pull_request' }), none],
    ['another repository', runOf({ event: 'push', ...ofBranch('them/service') }), none],
    ['a repository that is gone', runOf({ event: 'push', ...ofBranch(undefined) }), none],
    [
      'another commit',
      runOf({ event: 'merge_group', headSha: 'e'.repeat(40) }),
      {
        kind: 'none',
        reason: expect.stringMatching(
          /not about eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee, the commit of the run that/,
        ),
      },
    ],
  ])('on workflow_run, after a run of %s', async (_what, context, subject) => {
    expect((await gather([queued], context)).subject).toEqual(subject)
  })

  const other = 'e'.repeat(40)
  test.each<[string, readonly Report[], GitHubContext, RegExp]>([
    [
      'another commit than the run that follows was started for',
      [made({ origin: { ...origin, pullRequest: { number: 7, headSha: other } } })],
      following,
      /the reports are not published: the report is about e{40}, but its run was started for a{40}/,
    ],
    [
      'another pull request than that of the branch',
      [made({ origin: { ...origin, pullRequest: { number: 8, headSha: head } } })],
      following,
      /there is no pull request 8 in octo\/service/,
    ],
    [
      'another repository',
      [made({ origin: { ...origin, repository: 'evil/service' } })],
      following,
      /another repository/,
    ],
    [
      'another pull request than this run',
      [made({ origin: { ...origin, pullRequest: { number: 8, headSha: head } } })],
      contextOf(),
      /which is for pull request 7 at a{40}/,
    ],
    [
      'two pull requests at once',
      [made(), made({ app: 'api', origin: { ...origin, pullRequest: { number: 8, headSha: head } } })],
      contextOf(),
      /about different pull requests/,
    ],
  ])('rejects %s', async (_what, reports, context, sentence) => {
    const refused = gather(reports, context)
    await expect(refused).rejects.toThrow(InputError)
    await expect(refused).rejects.toThrow(sentence)
  })
})
