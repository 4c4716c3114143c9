import { describe, expect, test } from 'vitest'
import { runAction } from '../../../src/commands/action/action.ts'
import { judge } from '../../../src/judge/judge.ts'
import { acceptLabel } from '../../../src/publish/accept.ts'
import { renderReport } from '../../../src/report/json.ts'
import { type FakeStepOptions, fakeStepProcess } from '../../support/commands/step.ts'
import { head, startGitHub } from '../../support/github/client.ts'
import { onPlatform, sampleReport, unchangedReport } from '../../support/reports/report.ts'
import { sarifProblems } from '../../support/reports/sarif-schema.ts'

const origin = {
  repository: 'octo/service',
  event: 'pull_request',
  pullRequest: { number: 7, headSha: head },
}
const broken = renderReport(sampleReport({ origin }))
const calm = renderReport(judge({ ...unchangedReport(), app: 'api', origin }))
const side = { sha: head, ref: 'topic', repo: { full_name: 'octo/service' } }
const pullRequest = {
  env: { GITHUB_REPOSITORY: 'octo/service', GITHUB_EVENT_NAME: 'pull_request', GITHUB_RUN_ID: '1' },
  event: { pull_request: { number: 7, head: side, base: { ...side, sha: 'b'.repeat(40), ref: 'main' } } },
}
const following = {
  env: { ...pullRequest.env, GITHUB_EVENT_NAME: 'workflow_run', GITHUB_SHA: 'c'.repeat(40) },
  event: {
    repository: { id: 1 },
    workflow_run: {
      id: 30,
      run_attempt: 1,
      event: 'pull_request',
      head_sha: head,
      head_branch: 'topic',
      head_repository: side.repo,
      pull_requests: [],
    },
  },
}

function publishing(options: FakeStepOptions) {
  const inputs = { phase: 'publish', report: ' reports \n', 'github-token': 'token', ...options.inputs }
  const files = { '/checkout/reports/orders.json': broken, ...options.files }
  return fakeStepProcess({ ...options, inputs, files })
}

describe('phase publish', () => {
  test('writes one comment for all reports, the summary and the outputs, and has the exit code of the worst report', async () => {
    await using at = await startGitHub()
    const files = { '/checkout/reports/api.json': calm }
    const given = publishing({ ...pullRequest, files, github: at.github })
    expect(await runAction(given)).toBe(1)
    const [comment, ...more] = at.server.commentsOf(7)
    expect(comment?.body).toContain('1 of 2 apps fails')
    expect(more).toEqual([])
    expect(given.step.summaries).toHaveLength(1)
    expect(given.step.outputs).toMatchObject({ verdict: 'fail', report: 'reports' })
    expect(given.world.log.said.at(-1)).toEqual({ level: 'info', line: 'verdict: fail' })
    expect(given.world.log.text('error')).not.toBe('')
    // the check of this very job is on the commit
    expect(at.server.repository.statuses).toEqual([])
  })

  test('writes the findings as SARIF and the images as CycloneDX, if the inputs are set', async () => {
    await using at = await startGitHub()
    const given = publishing({
      ...pullRequest,
      inputs: { sarif: 'out/x.sarif', sbom: 'boms' },
      github: at.github,
    })
    expect(await runAction(given)).toBe(1)
    const text = (await given.world.files.readText('/checkout/out/x.sarif')) ?? ''
    expect(sarifProblems(text)).toEqual([])
    expect(text).toContain('"ruleId": "budget/increase-exceeded"')
    expect(given.step.outputs).toMatchObject({ sarif: '/checkout/out/x.sarif', sbom: '/checkout/boms' })
    expect(given.world.files.paths().filter((path) => path.startsWith('/checkout/boms/'))).toEqual([
      '/checkout/boms/orders-dynamic-linux-amd64.cdx.json',
      '/checkout/boms/orders-static-linux-amd64.cdx.json',
    ])
  })

  test('merges one app that jobs measured on two platforms into one comment, with the phases of both in the summary', async () => {
    await using at = await startGitHub()
    const arm = onPlatform(sampleReport({ origin }), 'linux/arm64')
    const runner = { os: 'linux', arch: 'arm64', cpus: 4 }
    const files = { '/checkout/reports/platforms/arm64.json': renderReport({ ...arm, runner }) }
    const given = publishing({ ...pullRequest, files, inputs: { combine: 'false' }, github: at.github })
    expect(await runAction(given)).toBe(1)
    const [comment, ...more] = at.server.commentsOf(7)
    expect(more).toEqual([])
    expect(comment?.body.match(/^#+ .*$/gm)).toEqual([
      expect.stringMatching(/^### ❌ linkgate · orders: 3 budgets broken/),
      '#### linux/amd64',
    ])
    expect(comment?.body).toContain('1 more platform: linux/arm64</summary>')
    const [summary] = given.step.summaries
    for (const platform of ['linux/amd64', 'linux/arm64']) {
      expect(comment?.body).toContain(platform)
      expect(summary).toContain(`| **\`${platform}\`** |`)
    }
  })

  test('writes a comment for each app if comments are not combined', async () => {
    await using at = await startGitHub()
    const files = { '/checkout/reports/api.json': calm }
    const given = publishing({ ...pullRequest, files, inputs: { combine: 'false' }, github: at.github })
    expect(await runAction(given)).toBe(1)
    expect(at.server.commentsOf(7)).toHaveLength(2)
  })

  test('sets a status if its own job is not a check of the pull request, and none without a name', async () => {
    for (const [status, names] of [
      ['gate', ['gate']],
      ['', []],
    ] as const) {
      await using at = await startGitHub()
      at.server.repository.openPullRequest(7, head, { headRef: 'topic' })
      const given = publishing({ ...following, inputs: { status }, github: at.github })
      expect(await runAction(given)).toBe(1)
      expect(at.server.repository.statuses.map(({ context, sha }) => ({ context, sha }))).toEqual(
        names.map((context) => ({ context, sha: head })),
      )
    }
  })

  test('a label by an account with write access accepts broken budgets', async () => {
    await using at = await startGitHub()
    const { repository } = at.server
    repository.collaborators.set('alice', 'write')
    repository.label(7, acceptLabel, 'alice')
    const given = publishing({ ...pullRequest, github: at.github })
    expect(await runAction(given)).toBe(0)
    expect(given.step.outputs['verdict']).toBe('accepted')
    const without = publishing({ ...pullRequest, inputs: { 'accept-label': '' }, github: at.github })
    expect(await runAction(without)).toBe(1)
  })

  test('a label by an account without write access does not accept, and linkgate reports why', async () => {
    await using at = await startGitHub()
    at.server.repository.label(7, acceptLabel, 'mallory')
    const given = publishing({ ...pullRequest, github: at.github })
    expect(await runAction(given)).toBe(1)
    expect(given.world.log.text('notice')).toContain(
      `The label \`${acceptLabel}\` does not count: it was added by mallory`,
    )
  })

  test('without a token, logs why there is no comment, with the same exit code', async () => {
    const given = publishing({ ...following, inputs: { 'github-token': '' } })
    expect(await runAction(given)).toBe(1)
    expect(given.world.log.text('notice')).toContain(
      'Neither a comment nor a status was written: the reports cannot be verified without a token',
    )
    expect(given.step.outputs['comment-url']).toBe('')
  })

  test.each([
    [
      'no report is named',
      { report: ' \n ' },
      'input `report` is empty: phase publish needs the paths of the reports',
    ],
    ['one that is not there', { report: 'none' }, '`/checkout/none` does not exist'],
  ])('%s: exit code 2', async (_, inputs, says) => {
    const given = publishing({ ...pullRequest, inputs })
    expect(await runAction(given)).toBe(2)
    expect(given.world.log.text('error')).toContain(says)
  })
})
