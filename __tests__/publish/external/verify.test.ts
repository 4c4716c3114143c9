import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { PullRequest } from '../../../src/effects/github.ts'
import { ApiError } from '../../../src/effects/github.ts'
import {
  type ClaimedPullRequest,
  type MeasuringRun,
  verifyClaim,
  verifyPullRequest,
} from '../../../src/publish/external/verify.ts'
import { head, startGitHub as start } from '../../support/github/client.ts'

const newer = 'b'.repeat(40)
const repository = 'octo/service'
const branch = (repository: string | undefined, ref = 'topic') =>
  ({ startedFor: { kind: 'branch', ref, repository } }) as const
const run: MeasuringRun = { headSha: head, ...branch('fork/service') }
const pullRequest: PullRequest = {
  number: 8,
  state: 'open',
  headSha: head,
  headRef: 'topic',
  headRepository: 'fork/service',
  baseRef: 'main',
  baseRepository: repository,
  labels: [],
}
const claimed: ClaimedPullRequest = { number: 8, headSha: head }

describe('the claims of a report', () => {
  test.each<[string, Partial<ClaimedPullRequest>, Partial<PullRequest>, Partial<MeasuringRun>, string]>([
    ['its head', {}, {}, {}, 'current'],
    [
      'its head, names in another case',
      {},
      { headRepository: 'Fork/Service', baseRepository: 'Octo/Service' },
      {},
      'current',
    ],
    ['its head, closed meanwhile', {}, { state: 'closed' }, {}, 'current'],
    ['what was its head', {}, { headSha: newer }, {}, 'superseded'],
    ['another pull request', { number: 9 }, {}, {}, 'refused'],
    ['a pull request of another repository', {}, { baseRepository: 'mallory/service' }, {}, 'refused'],
    ['another commit than', { headSha: newer }, { headSha: newer }, {}, 'refused'],
    ['another branch', {}, {}, branch('fork/service', 'other'), 'refused'],
    ['another fork', {}, {}, branch('mallory/service'), 'refused'],
    ['a branch of this repository of the same name', {}, {}, branch(repository), 'refused'],
    ['of a fork that is gone', {}, { headRepository: undefined }, branch(undefined), 'current'],
    [
      'of a fork that is gone, another commit',
      {},
      { headRepository: undefined, headSha: newer },
      branch(undefined),
      'refused',
    ],
    ['of a fork that has gone since', {}, { headRepository: undefined }, {}, 'refused'],
    ['no commit', { headSha: '$(rm -rf)' }, { headSha: '$(rm -rf)' }, { headSha: '$(rm -rf)' }, 'refused'],
  ])('%s', (_, claim, is, of, kind) => {
    const verified = verifyClaim({ ...claimed, ...claim }, { ...pullRequest, ...is }, repository, {
      ...run,
      ...of,
    })
    expect(verified.kind).toBe(kind)
    if (verified.kind !== 'current') expect(verified.reason).toMatch(/^[^\n$]+$/)
  })

  test.each([
    [8, head, 'current'],
    [8, newer, 'superseded'],
    [3, head, 'refused'],
  ])('from a run that the server started for pull request %d', (number, is, kind) => {
    const of: MeasuringRun = { headSha: head, startedFor: { kind: 'pull-request', number } }
    expect(verifyClaim(claimed, { ...pullRequest, headSha: is }, repository, of).kind).toBe(kind)
  })

  test('a run of another branch or repository is always rejected', () => {
    const names = fc.constantFrom('fork/service', 'octo/service', 'mallory/service', undefined)
    const shas = fc.constantFrom(head, newer)
    fc.assert(
      fc.property(names, fc.constantFrom('topic', 'main'), shas, shas, (headRepository, headRef, ran, is) => {
        const verified = verifyClaim(claimed, { ...pullRequest, headSha: is }, repository, {
          headSha: ran,
          ...branch(headRepository, headRef),
        })
        const same = headRepository === 'fork/service' && headRef === 'topic' && ran === head
        expect(verified.kind === 'refused').toBe(!same)
      }),
    )
  })
})

describe('requests to GitHub to verify the claims', () => {
  test('accepts the head of a fork, and recognizes a newer one', async () => {
    await using at = await start()
    at.server.repository.openPullRequest(8, head, { headRepository: 'fork/service' })
    expect(await verifyPullRequest(at.github, repository, claimed, run)).toMatchObject({
      kind: 'current',
      pullRequest: { number: 8, headRepository: 'fork/service' },
    })
    at.server.setPullRequest(8, newer)
    expect(await verifyPullRequest(at.github, repository, claimed, run)).toMatchObject({
      kind: 'superseded',
      reason: `pull request 8 is now at ${newer}, but the report is about ${head}`,
    })
    expect(at.server.operations).toEqual(['pulls/get', 'pulls/get'])
  })

  test('rejects the pull request of another account', async () => {
    await using at = await start()
    expect(await verifyPullRequest(at.github, repository, { number: 7, headSha: head }, run)).toEqual({
      kind: 'refused',
      reason: 'the run of the report was started for another branch than that of pull request 7',
    })
  })

  test.each([99, Number.NaN, 1.5])('rejects pull request %d, which does not exist', async (number) => {
    await using at = await start()
    expect(await verifyPullRequest(at.github, repository, { number, headSha: head }, run)).toMatchObject({
      kind: 'refused',
    })
  })

  test('rejects with the error of GitHub', async () => {
    await using at = await start()
    at.server.once('pulls/get', { status: 401, body: { message: 'Bad credentials' } })
    await expect(verifyPullRequest(at.github, repository, claimed, run)).rejects.toThrow(ApiError)
  })
})
