import { describe, expect, test } from 'vitest'
import { judge } from '../../src/judge/judge.ts'
import { acceptLabel } from '../../src/publish/accept.ts'
import { acceptReports } from '../../src/publish/accepted-reports.ts'
import type { GitHubContext } from '../../src/repository/event.ts'
import { sampleReport, unchangedReport } from '../support/reports/report.ts'
import { contextOf, start } from './publishing.ts'

const broken = sampleReport()
const calm = judge(unchangedReport())
const { pullRequest: _, ...push } = contextOf(false, 'push')
const queued: GitHubContext = {
  ...push,
  eventName: 'merge_group',
  mergeGroup: { baseSha: 'b'.repeat(40), headSha: 'c'.repeat(40), pullRequest: 7 },
}

async function labelled(role: string | undefined) {
  const at = await start()
  if (role !== undefined) at.server.repository.collaborators.set('alice', role)
  at.server.repository.label(7, acceptLabel, 'alice')
  return at
}

describe('accepted', () => {
  test.each([
    ['the pull request', contextOf()],
    ['the pull request that waits in the merge queue', queued],
  ])('by the label of %s: only broken budgets', async (_, context) => {
    await using at = await labelled('write')
    const { reports, ...more } = await acceptReports([broken, calm], {
      github: at.github,
      context,
      label: acceptLabel,
    })
    expect(reports).toEqual([
      { ...broken, accepted: { by: 'alice', at: expect.any(String), label: acceptLabel } },
      calm,
    ])
    expect(more).toEqual({})
  })
})

describe('not accepted', () => {
  test('reports why a label does not count', async () => {
    await using at = await labelled(undefined)
    expect(
      await acceptReports([broken], { github: at.github, context: contextOf(), label: acceptLabel }),
    ).toEqual({ reports: [broken], refused: expect.stringContaining('alice, who lacks write') })
  })

  test('reports why a label cannot be read', async () => {
    await using at = await labelled('write')
    at.server.once('pulls/get', { status: 403, body: { message: 'Resource not accessible' } })
    expect(
      await acceptReports([broken], { github: at.github, context: contextOf(), label: acceptLabel }),
    ).toEqual({
      reports: [broken],
      unread: { what: expect.stringContaining(acceptLabel), why: expect.stringContaining('403') },
    })
  })

  test('without the label', async () => {
    await using at = await start()
    expect(
      await acceptReports([broken], { github: at.github, context: contextOf(), label: acceptLabel }),
    ).toEqual({ reports: [broken] })
  })

  test.each<[string, GitHubContext | undefined, string | undefined, typeof broken]>([
    ['nothing is broken', contextOf(), acceptLabel, calm],
    ['no label accepts anything', contextOf(), undefined, broken],
    ['there is no pull request', push, acceptLabel, broken],
    ['this is no workflow', undefined, acceptLabel, broken],
  ])('sends no request to GitHub if %s', async (_, context, label, report) => {
    await using at = await labelled('write')
    expect(await acceptReports([report], { github: at.github, context, label })).toEqual({
      reports: [report],
    })
    expect(at.server.requests).toEqual([])
  })

  test('without a token', async () => {
    expect(await acceptReports([broken], { context: contextOf(), label: acceptLabel })).toEqual({
      reports: [broken],
    })
  })
})
