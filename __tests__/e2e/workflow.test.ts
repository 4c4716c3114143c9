/** The example workflows of one service, run by act one after the other as a repository would run them. */
import { execFile } from 'node:child_process'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { GitHubServer } from '../support/github/server.ts'
import { enlarge, smallRepository } from '../support/repositories/repository.ts'
import { left, root, temporaryFolder, traces } from '../support/runs/linkgate.ts'
import { type ActRun, act, artifactIn, reportIn } from '../support/workflows/act.ts'
import {
  checkOutMerge,
  type Event,
  mergeGroupEvent,
  pullRequestEvent,
  scheduleEvent,
} from '../support/workflows/act-events.ts'

const number = 7

test('a baseline from nothing; a pull request over its budgets, and in the merge queue; the same within them', async () => {
  await using repository = await smallRepository('orders')
  await using server = await GitHubServer.start()
  await using folder = await temporaryFolder()
  const { git } = repository
  await git('remote', 'add', 'origin', 'https://github.com/octo/service.git')
  await mkdir(join(repository.directory, '.github'))
  await writeFile(join(repository.directory, '.github/linkgate.yml'), await budgetsIn('budgets.yml'))
  await writeFile(join(repository.directory, 'linkgate.yml'), 'version: 1\n')
  await repository.commit('Set budgets')
  const caches = { GOMODCACHE: join(folder.path, 'modules'), GOCACHE: join(folder.path, 'build') }

  let runId = 100
  const run = async (example: string, event: Event): Promise<ActRun> => {
    const before = await traces(repository)
    const done = await act({
      repository,
      example,
      event,
      token: server.token,
      env: { ...caches, GITHUB_API_URL: server.url },
      folder: join(folder.path, 'act'),
      runId: ++runId,
    })
    expect(await left(repository, before)).toEqual([])
    return done
  }
  const pushed = async (): Promise<Event> => {
    const shas = await checkOutMerge(repository)
    server.setPullRequest(number, shas.headSha)
    return pullRequestEvent({ number, ...shas })
  }

  const baseline = await run('baseline.yml', scheduleEvent)
  expect(baseline.exitCode, baseline.output).toBe(0)
  expect(baseline.output).toContain('cold build')
  expect(baseline.output).toMatch(/saved Go modules and build cache as linkgate-2-linux-/)
  expect(baseline.output).toMatch(/kept \d+ results for the next run/)
  expect(baseline.output).toContain('✅ linkgate · orders')
  const kept = await reportIn(join(folder.path, 'act'), runId, 'linkgate-baseline')
  expect(kept).toMatchObject({
    verdict: 'pass',
    base: { sha: await git('rev-parse', 'main~1') },
    head: { sha: await git('rev-parse', 'main') },
    origin: { event: 'schedule' },
  })
  expect(server.requests).toEqual([])

  // a hosted runner starts with nothing
  for (const path of Object.values(caches)) await remove(path)
  await git('checkout', '--quiet', '-b', 'topic')
  await enlarge(repository, 'orders', 1_500_000)
  await repository.commit('Put the catalog into the program')
  const larger = await run('budgets.yml', await pushed())
  expect(larger.output).toMatch(/restored Go modules and build cache from linkgate-2-linux-/)
  // both programs of base
  expect(larger.output).toMatch(/results of earlier runs: [2-9] used, [1-9] new/)
  expect(larger.exitCode, larger.output).toBe(1)
  const [comment, ...others] = server.commentsOf(number)
  expect(others).toEqual([])
  expect(comment?.body).toContain('❌ linkgate · orders')
  expect(comment?.body).toMatch(
    /\*\*Binary\*\*.*static \+1\.5\d\sMB.*dynamic \+1\.5\d\sMB.*budget 1% and 64\skB/,
  )
  expect(larger.output).toMatch(/linkgate verdict fail, the static binary has \d{7} bytes/)
  expect(larger.output).toContain('<details><summary>How it was measured</summary>')
  expect(larger.output).toContain('linkgate reads .github/linkgate.yml, not linkgate.yml: delete one of them')

  const page = await artifactIn(join(folder.path, 'act'), runId, 'linkgate-report-orders.html')
  expect(Buffer.from(page).toString()).toMatch(/^<!doctype html>[\s\S]*linkgate · orders: /)

  const written = server.writes.length
  const merge = { baseSha: await git('rev-parse', 'main'), headSha: await git('rev-parse', 'HEAD') }
  const queued = await run('budgets.yml', mergeGroupEvent(merge))
  expect(queued.exitCode, queued.output).toBe(1)
  expect(queued.output).toContain('linkgate verdict fail')
  expect(server.writes.length).toBe(written)

  await git('checkout', '--quiet', 'topic')
  await git('revert', '--no-edit', 'HEAD')
  const smaller = await pushed()
  const within = await run('budgets.yml', smaller)
  expect(within.exitCode, within.output).toBe(0)
  expect(within.output).toMatch(/linkgate verdict pass/)
  expect(server.commentsOf(number)).toMatchObject([{ id: comment?.id }])
  const told = seenIn(server.commentsOf(number)[0]?.body)
  expect(told).toContain('✅ linkgate · orders')

  await remove(caches.GOMODCACHE)
  expect(await damageArchives(join(folder.path, 'act', 'cache'))).toBeGreaterThan(0)
  const again = await run('quick-start.yml', smaller)
  expect(again.output).toMatch(/Go modules could not be restored \([^)]+\) after [\d.]+ m?s: cold build/)
  expect(again.output).toMatch(/results of earlier runs were not restored \([^)]+\)/)
  expect(again.output).toMatch(/saved Go modules and build cache as linkgate-2-linux-/)
  expect(again.exitCode, again.output).toBe(0)
  expect(server.commentsOf(number)).toHaveLength(1)
  expect(seenIn(server.commentsOf(number)[0]?.body)).toBe(told)
})

/** Changes one bit in the middle of all that act's cache service keeps. */
async function damageArchives(directory: string): Promise<number> {
  const entries = await readdir(join(directory, 'cache'), { withFileTypes: true, recursive: true })
  const files = entries.filter((entry) => entry.isFile())
  for (const { parentPath, name } of files) {
    const archive = await readFile(join(parentPath, name))
    const middle = Math.floor(archive.length / 2)
    archive[middle] = (archive[middle] ?? 0) ^ 1
    await writeFile(join(parentPath, name), archive)
  }
  return files.length
}

/** A comment without its first line, which only linkgate reads. */
function seenIn(body = ''): string {
  return body.slice(body.indexOf('\n'))
}

/** The configuration in the comment of an example, which is there to be copied. */
async function budgetsIn(example: string): Promise<string> {
  const lines = (await readFile(join(root, 'example-workflows', example), 'utf8')).split('\n')
  return lines.flatMap((line) => /^# {6}(.*)/.exec(line)?.[1] ?? []).join('\n')
}

async function remove(path: string): Promise<void> {
  // the Go module cache is read-only by design
  await promisify(execFile)('sh', ['-c', 'chmod -R u+w "$1"; rm -rf "$1"', 'sh', path])
}
