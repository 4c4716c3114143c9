import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { InputError, requireInput } from '../../src/common/errors.ts'
import type { Env } from '../../src/effects/exec.ts'
import { labelledPullRequest, readContext, serverName } from '../../src/repository/event.ts'

const a = 'a'.repeat(40)
const b = 'b'.repeat(40)
const zeros = '0'.repeat(40)

function env(eventName: string, more: Record<string, string> = {}): Record<string, string> {
  return {
    GITHUB_REPOSITORY: 'octo/service',
    GITHUB_EVENT_NAME: eventName,
    GITHUB_SHA: 'c'.repeat(40),
    GITHUB_REF: 'refs/pull/7/merge',
    GITHUB_RUN_ID: '9876543210',
    GITHUB_RUN_ATTEMPT: '2',
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_API_URL: 'https://api.github.com',
    ...more,
  }
}

function pullRequestEvent(headRepo: unknown = { full_name: 'octo/service' }) {
  return {
    action: 'synchronize',
    before: b,
    repository: { default_branch: 'main', full_name: 'octo/service' },
    pull_request: {
      number: 7,
      head: { sha: a, ref: 'topic', repo: headRepo },
      base: { sha: b, ref: 'main', repo: { full_name: 'octo/service' } },
    },
  }
}

const contextFrom = (given: Env, event: unknown) => requireInput(readContext(given, event))

describe('outside a workflow', () => {
  test.each<[string, Record<string, string>]>([
    ['nothing is set', {}],
    ['a development container sets the repository alone', { GITHUB_REPOSITORY: 'octo/service' }],
    ['the repository is empty', { GITHUB_REPOSITORY: '', GITHUB_EVENT_NAME: 'push' }],
  ])('%s', (_, given) => {
    expect(contextFrom(given, undefined)).toBeUndefined()
  })
})

describe('pull requests', () => {
  test('have everything that publishing needs', () => {
    expect(contextFrom(env('pull_request'), pullRequestEvent())).toEqual({
      eventName: 'pull_request',
      owner: 'octo',
      repo: 'service',
      serverUrl: 'https://github.com',
      apiUrl: 'https://api.github.com',
      runId: 9_876_543_210,
      runAttempt: 2,
      sha: 'c'.repeat(40),
      ref: 'refs/pull/7/merge',
      defaultBranch: 'main',
      pullRequest: {
        number: 7,
        headSha: a,
        baseSha: b,
        headRef: 'topic',
        baseRef: 'main',
        fromFork: false,
      },
    })
  })

  test.each<[string, unknown]>([
    ['another repository', { full_name: 'someone/service', fork: true }],
    ['a repository that was deleted', null],
  ])('are from a fork if head is in %s', (_, repo) => {
    expect(contextFrom(env('pull_request'), pullRequestEvent(repo))?.pullRequest?.fromFork).toBe(true)
  })

  test('are not from a fork if the repository itself is one', () => {
    const event = pullRequestEvent({ full_name: 'octo/service', fork: true })
    expect(contextFrom(env('pull_request_target'), event)?.pullRequest?.fromFork).toBe(false)
  })

  test('an enterprise server, and an environment with few variables', () => {
    const context = contextFrom(
      {
        GITHUB_REPOSITORY: 'octo/service',
        GITHUB_EVENT_NAME: 'pull_request',
        GITHUB_API_URL: 'https://ghe.example/api/v3/',
      },
      pullRequestEvent(),
    )
    expect(context).toMatchObject({
      apiUrl: 'https://ghe.example/api/v3',
      serverUrl: 'https://github.com',
      runId: 0,
      runAttempt: 1,
    })
  })
})

test('the branch of a merge queue contains the number of the pull request', () => {
  const branch = `refs/heads/gh-readonly-queue/main/pr-7-${a}`
  const group = (head_ref: string) => ({ merge_group: { base_sha: a, head_sha: b, head_ref } })
  const queued = contextFrom(env('merge_group'), group(branch))
  expect(queued?.mergeGroup).toEqual({ baseSha: a, headSha: b, pullRequest: 7 })
  expect(queued && labelledPullRequest(queued)).toBe(7)
  for (const other of [
    `refs/heads/pr-7-${a}`,
    `refs/heads/gh-readonly-queue/main/pr-0-${a}`,
    `${branch}-x`,
  ]) {
    const context = contextFrom(env('merge_group'), group(other))
    expect(context && labelledPullRequest(context)).toBeUndefined()
  }
})

test('merge group', () => {
  const event = { merge_group: { base_sha: a, head_sha: b, head_ref: 'refs/heads/gh-readonly-queue/main' } }
  const context = contextFrom(env('merge_group'), event)
  expect(context?.mergeGroup).toEqual({ baseSha: a, headSha: b })
  expect(context?.pullRequest).toBeUndefined()
})

test.each([
  ['a push', a, a],
  ['a push that made the branch', zeros, undefined],
])('before of %s', (_, before, expected) => {
  expect(contextFrom(env('push'), { before })?.before).toBe(expected)
})

test.each(['workflow_dispatch', 'schedule', 'release', 'issue_comment'])(
  '%s gives what it has',
  (eventName) => {
    const context = contextFrom(env(eventName), {
      before: a,
      repository: { default_branch: 'trunk' },
      pull_request: 'not an object',
    })
    expect(context).toMatchObject({ eventName, defaultBranch: 'trunk' })
    expect(context).not.toHaveProperty('before')
    expect(context).not.toHaveProperty('pullRequest')
  },
)

describe('workflow_run', () => {
  const listed = (number: number, repo: number, headRepo = repo) => ({
    number,
    head: { sha: b, ref: 'topic', repo: { id: headRepo } },
    base: { sha: b, ref: 'main', repo: { id: repo } },
  })
  const event = (...pull_requests: unknown[]) => ({
    repository: { id: 1, default_branch: 'main' },
    workflow_run: {
      id: 30,
      run_attempt: 2,
      event: 'pull_request',
      head_sha: a,
      head_branch: 'topic',
      head_repository: { full_name: 'them/service' },
      pull_requests,
    },
  })

  test('has the run that triggered it', () => {
    expect(contextFrom(env('workflow_run'), event())?.workflowRun).toEqual({
      id: 30,
      attempt: 2,
      event: 'pull_request',
      headSha: a,
      startedFor: { kind: 'branch', ref: 'topic', repository: 'them/service' },
    })
    const gone = event()
    const orphan = { ...gone, workflow_run: { ...gone.workflow_run, head_repository: null } }
    expect(contextFrom(env('workflow_run'), orphan)?.workflowRun?.startedFor).toHaveProperty(
      'repository',
      undefined,
    )
  })

  test('has the only pull request of this repository, at the commit of that run', () => {
    expect(contextFrom(env('workflow_run'), event(listed(9, 2), listed(7, 1)))?.pullRequest).toEqual({
      number: 7,
      headSha: a,
      baseSha: b,
      headRef: 'topic',
      baseRef: 'main',
      fromFork: false,
    })
  })

  test.each([
    ['a fork, for which the list is empty', event()],
    ['two that fit', event(listed(7, 1), listed(8, 1))],
  ])('%s: none', (_, given) => {
    expect(contextFrom(env('workflow_run'), given)?.pullRequest).toBeUndefined()
  })
})

describe('workflow_run on Gitea', () => {
  const gitea = env('workflow_run', {
    GITHUB_API_URL: 'https://git.example/api/v1',
    GITHUB_SERVER_URL: 'https://git.example/',
  })
  /** Without `head_branch` where the run is of a pull request, without `head_repository` and `pull_requests` always. */
  const event = (ref: string, more: object = {}) => ({
    action: 'completed',
    repository: { id: 1, full_name: 'octo/service', default_branch: 'main' },
    workflow: { id: 'measure.yml', path: '.gitea/workflows/measure.yml' },
    workflow_run: {
      id: 30,
      run_attempt: 0,
      event: 'pull_request',
      head_sha: a,
      path: `measure.yml@${ref}`,
      repository: { full_name: 'octo/service' },
      ...more,
    },
  })

  test('has the pull request in its ref', () => {
    expect(contextFrom(gitea, event('refs/pull/3/head'))?.workflowRun).toEqual({
      id: 30,
      attempt: 0,
      event: 'pull_request',
      headSha: a,
      startedFor: { kind: 'pull-request', number: 3 },
    })
  })

  test.each<[unknown, number]>([
    ['2026-11-29T05:00:00+01:00', Date.UTC(2026, 10, 29, 4) / 1000],
    ['1970-01-01T01:00:00+01:00', 0],
    ['0001-01-01T00:00:00Z', 0],
    ['soon', 0],
    [null, 0],
  ])('does not count attempts: a run that started at %s has the number %i', (started_at, attempt) => {
    const of = (more: object) => contextFrom(gitea, event('refs/pull/3/head', more))?.workflowRun?.attempt
    expect(of({ started_at })).toBe(attempt)
    expect(of({ started_at, run_attempt: 2 })).toBe(2)
  })

  test.each([
    ['refs/heads/topic', 'topic'],
    ['refs/heads/a@refs/pull/1/head', 'a@refs/pull/1/head'],
    ['refs/tags/v1', 'refs/tags/v1'],
  ])('of %s', (ref, branch) => {
    const context = contextFrom(gitea, event(ref, { event: 'push', head_branch: 'topic' }))
    expect(context?.workflowRun?.startedFor).toEqual({
      kind: 'branch',
      ref: branch,
      repository: 'octo/service',
    })
  })

  test.each([
    ['another workflow', event('refs/pull/3/head', { path: 'other.yml@refs/pull/3/head' })],
    ['no ref', event('topic')],
    ['a workflow with a ref in its name', event('x', { path: 'refs/pull/1/head@refs/pull/3/head' })],
  ])('%s in the path: rejected', (_, given) => {
    expect(() => contextFrom(gitea, given)).toThrow('`workflow_run.path` is missing or not usable')
  })

  test('is not valid on GitHub', () => {
    expect(() => contextFrom(env('workflow_run'), event('refs/pull/3/head'))).toThrow(InputError)
  })

  test('has the name of the server', () => {
    const name = (given: Env) => {
      const context = contextFrom({ ...given, GITHUB_EVENT_NAME: 'schedule' }, {})
      return context && serverName(context)
    }
    expect(name(gitea)).toBe('git.example')
    expect(name({ ...gitea, GITHUB_SERVER_URL: '' })).toBe('git.example')
    expect(name(env('schedule'))).toBe('GitHub')
    expect(name({ ...env('schedule'), GITHUB_API_URL: 'https://ghe.example/api/v3' })).toBe('GitHub')
  })

  test('a missing field is one problem, for every event', () => {
    const run = event('refs/pull/3/head')
    const shapes: readonly (readonly [Env, Record<string, unknown>, readonly string[]])[] = [
      [gitea, run, ['id', 'event', 'head_sha', 'path', 'repository'].map((key) => `workflow_run.${key}`)],
      [gitea, run, ['workflow_run', 'workflow', 'workflow.id', 'workflow_run.repository.full_name']],
      [
        env('workflow_run'),
        {
          repository: { id: 1 },
          workflow_run: {
            id: 30,
            run_attempt: 1,
            event: 'pull_request',
            head_sha: a,
            head_branch: 'topic',
            head_repository: null,
            pull_requests: [],
          },
        },
        [
          'repository.id',
          ...'id run_attempt event head_sha head_branch head_repository pull_requests'
            .split(' ')
            .map((key) => `workflow_run.${key}`),
        ],
      ],
      ...['pull_request', 'pull_request_target', 'pull_request_review'].map(
        (name) =>
          [
            env(name),
            pullRequestEvent(),
            [
              'pull_request',
              'pull_request.number',
              ...['head', 'base'].flatMap((side) =>
                ['', '.sha', '.ref', '.repo'].map((key) => `pull_request.${side}${key}`),
              ),
            ],
          ] as const,
      ),
      [
        env('merge_group'),
        { merge_group: { base_sha: a, head_sha: b } },
        ['merge_group', 'merge_group.base_sha', 'merge_group.head_sha'],
      ],
      [env('push'), { before: a }, ['before']],
    ]
    for (const [given, whole, fields] of shapes) {
      expect(contextFrom(given, whole)).toBeDefined()
      for (const field of fields) {
        const what = `${given['GITHUB_EVENT_NAME']} without ${field}`
        expect(() => contextFrom(given, without(whole, field.split('.'))), what).toThrow(InputError)
        // null: the fork is gone
        if (/\.(?:head_repository|head\.repo)$/.test(field)) continue
        expect(() => contextFrom(given, without(whole, field.split('.'), null)), what).toThrow(InputError)
      }
    }
  })

  /** A copy in which a field is gone, or is something else. */
  function without(given: unknown, [first = '', ...rest]: readonly string[], instead?: null): unknown {
    const { [first]: value, ...others } = given as Record<string, unknown>
    if (rest.length > 0) return { ...others, [first]: without(value, rest, instead) }
    return instead === undefined ? others : { ...others, [first]: instead }
  }
})

describe('odd payloads', () => {
  test.each<[string, string, unknown, string]>([
    ['no event file', 'pull_request', undefined, 'it is not an object'],
    ['no head', 'pull_request', { pull_request: { number: 7 } }, '`pull_request.head` is missing'],
    [
      'a short SHA',
      'pull_request',
      { pull_request: { ...pullRequestEvent().pull_request, base: { sha: 'abc', ref: 'main' } } },
      '`pull_request.base.sha` is missing or not usable',
    ],
    ['no group', 'merge_group', {}, '`merge_group` is missing'],
    ['a push without what was before', 'push', {}, '`before` is missing'],
    ['something that git would take for an option', 'push', { before: '--upload-pack=x' }, '`before`'],
    ['no run', 'workflow_run', { repository: { id: 1 } }, '`workflow_run` is missing'],
  ])('%s', (_, eventName, event, expected) => {
    const reading = () => contextFrom(env(eventName), event)
    expect(reading).toThrow(InputError)
    expect(reading).toThrow(expected)
    expect(reading).toThrow(`\`${eventName}\` event`)
  })

  test('a repository without an owner', () => {
    const given = env('push', { GITHUB_REPOSITORY: 'service' })
    expect(() => contextFrom(given, {})).toThrow('GITHUB_REPOSITORY is `service`')
  })

  test('any payload gives a context or one problem', () => {
    const names = ['pull_request', 'merge_group', 'push', 'workflow_run', 'schedule', 'constructor']
    fc.assert(
      fc.property(fc.constantFrom(...names), fc.anything(), fc.anything(), (name, event, part) => {
        for (const given of [event, { [name]: part }, { pull_request: part, workflow_run: part }]) {
          try {
            expect(contextFrom(env(name), given)?.eventName).toBe(name)
          } catch (error) {
            expect(error).toBeInstanceOf(InputError)
            expect((error as InputError).problems).toHaveLength(1)
          }
        }
      }),
    )
  })
})
