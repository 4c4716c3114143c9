import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { PullRequest } from '../../../src/effects/github.ts'
import { ApiError } from '../../../src/effects/github.ts'
import {
  type ClaimedPullRequest,
  findPullRequest,
  type MeasuringRun,
  verifyClaim,
  verifyPullRequest,
} from '../../../src/publish/external/verify.ts'
import { head, startGitHub as start } from '../../support/github/client.ts'

const [newer, other] = ['b'.repeat(40), 'c'.repeat(40)]
const repository = 'octo/service'
const run: MeasuringRun = { headSha: head, headRepository: 'fork/service', headRef: 'topic' }
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

describe('what a report claims', () => {
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
    ['another commit than was measured', { headSha: newer }, { headSha: newer }, {}, 'refused'],
    ['another branch', {}, {}, { headRef: 'other' }, 'refused'],
    ['another fork', {}, {}, { headRepository: 'mallory/service' }, 'refused'],
    ['a branch of this repository of the same name', {}, {}, { headRepository: repository }, 'refused'],
    ['of a fork that is gone', {}, { headRepository: undefined }, { headRepository: undefined }, 'current'],
    [
      'of a fork that is gone, another commit',
      {},
      { headRepository: undefined, headSha: newer },
      { headRepository: undefined },
      'refused',
    ],
    ['of a fork that has gone since', {}, { headRepository: undefined }, {}, 'refused'],
    ['no commit', { headSha: '$(rm -rf)' }, { headSha: '$(rm -rf)' }, { headSha: '$(rm -rf)' }, 'refused'],
  ])('%s', (_, claim, is, of, kind) => {
    const verified = verifyClaim({ ...claimed, ...claim }, { ...pullRequest, ...is }, repository, {
      run: { ...run, ...of },
    })
    expect(verified.kind).toBe(kind)
    if (verified.kind !== 'current') expect(verified.reason).toMatch(/^[^\n$]+$/)
  })

  test.each<[string, string, string]>([
    ['its head', head, 'current'],
    ['a head that it had', newer, 'superseded'],
    ['a commit that it never had', other, 'refused'],
  ])('without a run: %s', (_, headSha, kind) => {
    const history = [{ kind: 'pushed', sha: newer, at: '' } as const]
    expect(verifyClaim({ number: 8, headSha }, pullRequest, repository, { history }).kind).toBe(kind)
  })

  test('a run of another branch or repository is never anything but refused', () => {
    const names = fc.constantFrom('fork/service', 'octo/service', 'mallory/service', undefined)
    const shas = fc.constantFrom(head, newer)
    fc.assert(
      fc.property(names, fc.constantFrom('topic', 'main'), shas, shas, (headRepository, headRef, ran, is) => {
        const verified = verifyClaim(claimed, { ...pullRequest, headSha: is }, repository, {
          run: { headRepository, headRef, headSha: ran },
        })
        const same = headRepository === 'fork/service' && headRef === 'topic' && ran === head
        expect(verified.kind === 'refused').toBe(!same)
      }),
    )
  })
})

describe('asked of GitHub: what a report claims', () => {
  test('the head of a fork, and a newer one', async () => {
    await using at = await start()
    at.server.repository.openPullRequest(8, head, { headRepository: 'fork/service' })
    expect(await verifyPullRequest(at.github, repository, claimed, run)).toMatchObject({
      kind: 'current',
      pullRequest: { number: 8, headRepository: 'fork/service' },
    })
    at.server.setPullRequest(8, newer)
    expect(await verifyPullRequest(at.github, repository, claimed, run)).toMatchObject({
      kind: 'superseded',
      reason: `pull request 8 is at ${newer} now, and ${head} was measured`,
    })
    expect(at.server.operations).toEqual(['pulls/get', 'pulls/get'])
  })

  test("somebody else's pull request", async () => {
    await using at = await start()
    expect(await verifyPullRequest(at.github, repository, { number: 7, headSha: head }, run)).toEqual({
      kind: 'refused',
      reason: 'the run that made the report was started for another branch than pull request 7',
    })
  })

  test('without a run, what it had is looked for in its history', async () => {
    await using at = await start()
    at.server.setPullRequest(7, newer)
    const verified = (headSha: string) => verifyPullRequest(at.github, repository, { number: 7, headSha })
    expect(await verified(newer)).toMatchObject({ kind: 'current' })
    expect(at.server.operations).toEqual(['pulls/get'])
    expect(await verified(head)).toMatchObject({ kind: 'superseded' })
    expect(await verified(other)).toMatchObject({ kind: 'refused' })
  })

  test.each([99, Number.NaN, 1.5])('pull request %d, which there is not', async (number) => {
    await using at = await start()
    expect(await verifyPullRequest(at.github, repository, { number, headSha: head })).toMatchObject({
      kind: 'refused',
    })
  })

  test('a fault is a fault', async () => {
    await using at = await start()
    at.server.once('pulls/get', { status: 401, body: { message: 'Bad credentials' } })
    await expect(verifyPullRequest(at.github, repository, claimed)).rejects.toThrow(ApiError)
  })
})

describe('asked of GitHub: which pull request a run is of, when nobody says', () => {
  const own: MeasuringRun = { ...run, headRepository: repository }

  test('of a fork: by its branch, among others of the same name', async () => {
    await using at = await start()
    const state = at.server.repository
    state.openPullRequest(8, head, { headRepository: 'fork/service' })
    state.openPullRequest(9, head, { headRepository: 'mallory/service' })
    state.openPullRequest(10, head, { headRepository: 'fork/service', state: 'closed' })
    state.openPullRequest(11, head, { headRepository: 'fork/other' })
    expect(await findPullRequest(at.github, repository, run)).toMatchObject({
      kind: 'current',
      pullRequest: { number: 8 },
    })
    state.push(8, newer)
    expect(await findPullRequest(at.github, repository, run)).toMatchObject({
      kind: 'superseded',
      pullRequest: { number: 8 },
    })
  })

  test('of this repository', async () => {
    await using at = await start()
    expect(await findPullRequest(at.github, repository, own)).toMatchObject({
      kind: 'current',
      pullRequest: { number: 7 },
    })
  })

  test('of a commit whose branch was renamed: only as a head of the branch that was measured', async () => {
    await using at = await start()
    const renamed = { ...own, headRef: 'renamed' }
    expect(await findPullRequest(at.github, repository, renamed)).toMatchObject({ kind: 'refused' })
    expect(at.server.operations).toEqual(['pulls/list', 'repos/list-pull-requests-associated-with-commit'])
  })

  test('several of one branch', async () => {
    await using at = await start()
    at.server.repository.openPullRequest(8, head, { baseRef: 'v1' })
    expect(await findPullRequest(at.github, repository, own)).toEqual({
      kind: 'refused',
      reason: 'pull requests 7 and 8 are from the branch that was measured, and the report names none',
    })
  })

  test('none', async () => {
    await using at = await start()
    expect(await findPullRequest(at.github, repository, run)).toEqual({
      kind: 'refused',
      reason: 'no open pull request of octo/service is from the branch that was measured',
    })
  })

  test('of a fork that is gone: by the commit, where GitHub has it', async () => {
    await using at = await start()
    expect(await findPullRequest(at.github, repository, { ...run, headRepository: undefined })).toMatchObject(
      { kind: 'refused' },
    )
    expect(at.server.operations).toEqual(['repos/list-pull-requests-associated-with-commit'])
  })

  test('on Gitea, which lists all of them', async () => {
    await using at = await start({ flavour: 'gitea' })
    for (let number = 100; number < 140; number++) {
      at.server.repository.openPullRequest(number, newer, { headRef: `topic-${number}` })
    }
    at.server.repository.openPullRequest(8, head, { headRepository: 'fork/service' })
    expect(await findPullRequest(at.github, repository, run)).toMatchObject({
      kind: 'current',
      pullRequest: { number: 8 },
    })
  })
})
