/** A report with 2,000 findings and nothing but bad intentions, published. */
import { readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { renderReport } from '../../src/report/json.ts'
import { activeParts, tableShapes } from '../report/gfm.ts'
import { GitHubServer } from '../support/github/server.ts'
import { hostileReport } from '../support/reports/hostile-report.ts'
import { root, temporaryFolder } from '../support/runs/linkgate.ts'
import { commandsByAct } from '../support/workflows/act.ts'
import { commandsIn } from '../support/workflows/runner-commands.ts'
import { runStep } from '../support/workflows/workflow-step.ts'

const head = 'a'.repeat(40)
const repo = { full_name: 'octo/service' }
const payload = {
  pull_request: {
    number: 7,
    head: { sha: head, ref: 'topic', repo },
    base: { sha: 'b'.repeat(40), ref: 'main', repo },
  },
}

test('it is one comment that fits, with its table, and nothing in it does more than be read', async () => {
  await using folder = await temporaryFolder()
  await using server = await GitHubServer.start()
  server.setPullRequest(7, head)
  const report = hostileReport(2000, {
    origin: { repository: 'octo/service', event: 'pull_request', pullRequest: { number: 7, headSha: head } },
  })
  const path = join(folder.path, 'report.json')
  await writeFile(path, renderReport(report))
  expect((await stat(path)).size).toBeGreaterThan(5_000_000)
  const end = await runStep({
    folder: folder.path,
    directory: root,
    event: { name: 'pull_request', payload },
    api: server.url,
    inputs: { phase: 'publish', report: path, 'github-token': server.token },
  })
  expect(end.exitCode, end.stderr + end.stdout.slice(0, 5000)).toBe(1)
  const [comment, ...others] = server.commentsOf(7)
  expect(others).toEqual([])
  const body = comment?.body ?? ''
  const [marker = '', ...lines] = body.split('\n')
  expect(marker).toMatch(/^<!-- linkgate:comment [^<>]*-->$/)
  expect(Buffer.byteLength(body)).toBeLessThan(65_000)
  expect(Buffer.byteLength(end.summary)).toBeLessThan(1 << 20)
  // as much of it as there is room for, and what there is none for
  expect(Buffer.byteLength(end.summary)).toBeGreaterThan(100_000)
  expect(end.summary).toMatch(/^… and \d+ more; see the report\.$/m)
  for (const text of [lines.join('\n'), end.summary]) {
    const [first = [], ...tables] = tableShapes(text)
    expect(first.length).toBeGreaterThan(5)
    for (const rows of [first, ...tables]) expect(new Set(rows).size).toBe(1)
    expect(activeParts(text)).toEqual([])
  }
  expect(end.outputs['verdict']).toBe('fail')
  expect(end.outputs['markdown']).toBe(lines.join('\n'))
  expect(end.stdout).not.toMatch(/[\p{Cf}]|(?!\n)\p{Cc}/u)
  const counts = Map.groupBy(commandsIn(end.stdout), ({ name }) => name)
  expect([...counts.keys()].sort()).toEqual(['add-mask', 'error', 'warning'])
  for (const { properties } of [...counts.values()].flat())
    expect((properties['title'] ?? '').length).toBeLessThanOrEqual(255)
  // for whoever prints them in a later step
  for (const text of [body, end.summary, ...Object.values(end.outputs), await readFile(path, 'utf8')])
    expect(commandsIn(text)).toEqual([])
  for (const some of counts.values()) expect(some.length).toBeLessThanOrEqual(10)
  // a runner that others wrote finds the same, and it does find one that is there
  const shown = [body, end.summary, ...Object.values(end.outputs)]
  const byAct = await commandsByAct(['::of-the-test::', end.stdout, ...shown].join('\n'))
  const names = byAct.map((line) => /^(?:::|##\[)([^ :\]]+)/.exec(line)?.[1])
  expect([...new Set(names)].sort()).toEqual(['add-mask', 'error', 'of-the-test', 'warning'])
})
