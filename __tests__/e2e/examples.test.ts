/** The example workflows of more than one job, run by act: what one job measures, another publishes. */
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { GitHubServer } from '../support/github/server.ts'
import { enlarge, services, smallRepository } from '../support/repositories/repository.ts'
import { left, temporaryFolder, traces } from '../support/runs/linkgate.ts'
import { act, artifactIn, reportIn } from '../support/workflows/act.ts'
import { checkOutMerge, pullRequestEvent, workflowRunEvent } from '../support/workflows/act-events.ts'
import { httpServer } from '../support/world/http-server.ts'

test('a pull request from a fork: one workflow measures without a token, the next one comments and gates', async () => {
  await using repository = await smallRepository('orders')
  await using server = await GitHubServer.start()
  await using folder = await temporaryFolder()
  await repository.git('remote', 'add', 'origin', 'https://github.com/octo/service.git')
  await repository.git('checkout', '--quiet', '-b', 'topic')
  await enlarge(repository, 'orders', 1_500_000)
  await repository.commit('Put the catalog into the program')
  const pullRequest = { number: 7, fork: 'them/service', ...(await checkOutMerge(repository)) }
  server.repository.openPullRequest(7, pullRequest.headSha, { headRepository: pullRequest.fork })
  const common = {
    repository,
    env: { GITHUB_API_URL: server.url },
    folder: join(folder.path, 'act'),
  }
  const before = await traces(repository)

  const measured = await act({
    ...common,
    example: 'forks-measure.yml',
    event: pullRequestEvent(pullRequest),
    token: server.readOnlyToken,
    runId: 30,
  })
  // the status that the next workflow sets is what gates
  expect(measured.exitCode, measured.output).toBe(0)
  expect(await reportIn(common.folder, 30, 'linkgate-report')).toMatchObject({
    verdict: 'fail',
    origin: { pullRequest: { number: 7, headSha: pullRequest.headSha } },
  })
  expect(server.requests).toEqual([])

  // GitHub keeps what a run has left, and gives it out to others
  await using store = await serving(artifactIn(common.folder, 30, 'linkgate-report'))
  server.repository.addArtifact({ runId: 30, name: 'linkgate-report', size: 1, url: store.url })
  const published = await act({
    ...common,
    example: 'forks-publish.yml',
    event: workflowRunEvent(30, pullRequest),
    token: server.token,
    runId: 31,
  })
  expect(published.exitCode, published.output).toBe(1)
  const [comment, ...others] = server.commentsOf(7)
  expect(others).toEqual([])
  expect(comment?.body).toContain('❌ linkgate · orders')
  expect(server.repository.statuses).toMatchObject([
    { sha: pullRequest.headSha, context: 'linkgate', state: 'failure' },
  ])
  expect(await left(repository, before)).toEqual([])
})

test('three services: measured in a matrix of jobs, reported in one comment, gated by the job that publishes', async () => {
  await using repository = await smallRepository(...services)
  await using server = await GitHubServer.start()
  await using folder = await temporaryFolder()
  await repository.git('remote', 'add', 'origin', 'https://github.com/octo/service.git')
  await repository.git('checkout', '--quiet', '-b', 'topic')
  await enlarge(repository, 'mail', 1_500_000)
  await repository.commit('Put the catalog into the mails')
  const shas = await checkOutMerge(repository)
  server.setPullRequest(7, shas.headSha)
  const before = await traces(repository)

  const { exitCode, output } = await act({
    repository,
    example: 'monorepo.yml',
    event: pullRequestEvent({ number: 7, ...shas }),
    token: server.token,
    env: { GITHUB_API_URL: server.url },
    folder: join(folder.path, 'act'),
    runId: 40,
  })
  const verdicts = await Promise.all(
    services.map(async (service) => {
      const { app, verdict } = await reportIn(join(folder.path, 'act'), 40, `linkgate-${service}`)
      return [app, verdict]
    }),
  )
  expect(Object.fromEntries(verdicts)).toEqual({ orders: 'pass', invoices: 'pass', mail: 'fail' })
  const [comment, ...others] = server.commentsOf(7)
  expect(others).toEqual([])
  for (const service of services) expect(comment?.body).toContain(service)
  expect(comment?.body).toContain('❌ linkgate')
  // no service failed the job that measured it
  expect(output.match(/Job succeeded/g)).toHaveLength(3)
  expect(output).not.toContain('A service could not be measured')
  expect(exitCode, output).toBe(1)
  expect(await left(repository, before)).toEqual([])
})

/** A file at an address of its own. */
async function serving(content: Promise<Uint8Array>): Promise<AsyncDisposable & { readonly url: string }> {
  const bytes = await content
  const server = await httpServer((_, response) => response.end(bytes))
  return { ...server, url: `http://${server.host}/` }
}
