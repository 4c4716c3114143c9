import { execFile } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { parse, stringify } from 'yaml'
import { type ActRun, act } from '../support/act.ts'
import { GitHubServer } from '../support/github-server.ts'
import { root, temporaryFolder, traces } from '../support/linkgate.ts'
import { ordersRepository, type Repository } from '../support/repository.ts'

const number = 7

/** Checks out what actions/checkout does on `pull_request`: the merge of the topic branch into main. */
async function checkOutMerge(repository: Repository): Promise<{ baseSha: string; headSha: string }> {
  const headSha = await repository.git('rev-parse', 'topic')
  const baseSha = await repository.git('rev-parse', 'main')
  await repository.git('checkout', '--quiet', '--detach', 'main')
  await repository.git('merge', '--quiet', '--no-ff', '--message', 'Merge topic into main', 'topic')
  return { baseSha, headSha }
}

/** An example as it stands, and a last step that shows the summary, which act keeps to itself. */
async function example(name: string, folder: string): Promise<string> {
  const workflow = parse(await readFile(join(root, 'example-workflows', name), 'utf8')) as {
    jobs: { image: { steps: object[] } }
  }
  workflow.jobs.image.steps.push({ if: 'always()', run: 'cat "$GITHUB_STEP_SUMMARY"' })
  const path = join(folder, name)
  await writeFile(path, stringify(workflow))
  return path
}

test('the example with budgets, run by act: comment, outputs, summary, cache, verdict', async () => {
  await using repository = await ordersRepository()
  await using server = await GitHubServer.start()
  await using folder = await temporaryFolder()
  await repository.git('remote', 'add', 'origin', 'https://github.com/octo/service.git')
  await repository.git('checkout', '--quiet', '-b', 'topic')
  await repository.apply('heavy')
  await repository.commit('Export orders as a spreadsheet')
  const workflow = await example('budgets.yml', folder.path)
  const caches = { GOMODCACHE: join(folder.path, 'modules'), GOCACHE: join(folder.path, 'build') }

  const run = async (shas: { baseSha: string; headSha: string }): Promise<ActRun> => {
    server.setPullRequest(number, shas.headSha)
    const before = await traces(repository)
    const done = await act({
      repository,
      workflow,
      event: { number, ...shas },
      token: server.token,
      env: { ...caches, GITHUB_API_URL: server.url },
      folder: join(folder.path, 'act'),
    })
    expect(await traces(repository)).toBe(before)
    return done
  }

  const first = await run(await checkOutMerge(repository))
  expect(first.output).toContain('everything is built from the start this time')
  expect(first.output).toMatch(/saved Go modules and build cache as linkgate-1-linux-/)
  expect(first.exitCode, first.output).toBe(1)
  const [comment, ...others] = server.commentsOf(number)
  expect(others).toEqual([])
  expect(comment?.body).toContain('❌ linkgate · orders')
  expect(comment?.body).toMatch(
    /\*\*Binary\*\*.*static \+[\d.]+\sMB.*dynamic \+[\d.]+\sMB.*budget 1% and 64\skB/,
  )
  expect(first.output).toMatch(/linkgate says fail, the static binary has \d{8} bytes/)
  expect(first.output).toContain('<details><summary>How it was measured</summary>')

  await repository.git('checkout', '--quiet', 'topic')
  await repository.git('revert', '--no-edit', 'HEAD')
  const merged = await checkOutMerge(repository)
  // a hosted runner starts with nothing
  for (const path of Object.values(caches)) await remove(path)
  const second = await run(merged)
  expect(second.output).toMatch(/restored Go modules and build cache from linkgate-1-linux-/)
  expect(second.exitCode, second.output).toBe(0)
  expect(server.commentsOf(number)).toHaveLength(1)
  expect(server.commentsOf(number)[0]?.id).toBe(comment?.id)
  expect(server.commentsOf(number)[0]?.body).toContain('✅ linkgate · orders')
  expect(second.output).toMatch(/linkgate says pass/)

  const written = server.writes.length
  const third = await run(merged)
  expect(third.exitCode, third.output).toBe(0)
  expect(server.writes.length).toBe(written)
})

async function remove(path: string): Promise<void> {
  // the Go module cache is read-only by design
  await promisify(execFile)('sh', ['-c', 'chmod -R u+w "$1"; rm -rf "$1"', 'sh', path])
}
