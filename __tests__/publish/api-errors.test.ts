import { readFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { firstThatFits } from '../../src/common/fitting.ts'
import { ApiError } from '../../src/effects/github.ts'
import { explainFault, explainStatusFault, permissionsYaml } from '../../src/publish/api-errors.ts'
import { type PublishRequest, publish } from '../../src/publish/publish.ts'
import type { WorkflowRun } from '../../src/repository/workflow-run.ts'
import type { Fault } from '../support/github/server.ts'
import { contextOf, head, recorder, requestOf, start } from './publishing.ts'

const workflowRun: WorkflowRun = {
  id: 30,
  attempt: 1,
  event: 'pull_request',
  headSha: head,
  startedFor: { kind: 'branch', ref: 'topic', repository: undefined },
}

const yaml = 'permissions:\n  contents: read\n  pull-requests: write'

describe('messages about failed requests', () => {
  const answer = (status: number, message: string): Fault => ({ status, body: { message } })
  const rows: readonly {
    name: string
    fault: Fault
    says: string
    yaml: boolean
  }[] = [
    {
      name: 'no permission',
      fault: answer(403, 'Resource not accessible by integration'),
      says: '403: Resource not accessible by integration',
      yaml: true,
    },
    { name: 'hidden', fault: answer(404, 'Not Found'), says: '404: Not Found', yaml: true },
    {
      name: 'bad token',
      fault: answer(401, 'Bad credentials'),
      says: 'does not accept the token',
      yaml: false,
    },
    {
      name: 'rate limit',
      fault: answer(403, 'API rate limit exceeded for installation'),
      says: 'rate limit',
      yaml: false,
    },
    { name: 'too many', fault: answer(429, 'slow down'), says: 'rate limit', yaml: false },
    {
      name: 'rate limit until later',
      fault: {
        status: 403,
        body: { message: 'API rate limit exceeded' },
        headers: {
          date: 'Fri, 02 Jan 2026 12:00:00 GMT',
          'x-ratelimit-remaining': '0',
          'x-ratelimit-reset': String(Date.UTC(2026, 0, 2, 12, 39) / 1000),
        },
      },
      says: 'run the job again in 40 minutes.',
      yaml: false,
    },
    {
      name: 'secondary rate limit',
      fault: answer(403, 'You have exceeded a secondary rate limit.'),
      says: 'run the job again in a minute.',
      yaml: false,
    },
    {
      name: 'locked',
      fault: answer(403, 'Unable to create comment because issue is locked.'),
      says: 'issue is locked',
      yaml: false,
    },
    {
      name: 'refused',
      fault: answer(422, 'Validation Failed'),
      says: '422: Validation Failed',
      yaml: false,
    },
    {
      name: 'broken server',
      fault: {
        status: 502,
        body: '<html>\n<body>Unicorn!</body>',
        headers: { 'content-type': 'text/html' },
      },
      says: 'GitHub answered 502',
      yaml: false,
    },
    { name: 'cut connection', fault: 'cut', says: 'could not be reached', yaml: false },
    { name: 'no answer in time', fault: 'hang', says: 'could not be reached', yaml: false },
  ]
  const operations = [
    ['listing', 'GET', /comments/],
    ['the head', 'GET', /pulls/],
    ['creating', 'POST', /comments/],
    ['updating', 'PATCH', /comments/],
  ] as const

  test.each(rows.flatMap((row) => operations.map(([on, method, path]) => ({ ...row, on, method, path }))))(
    '$name on $on: one notice, everything else as always',
    async (row) => {
      await using at = await start(row.fault === 'hang' ? { timeoutMs: 200 } : {})
      if (row.method === 'PATCH')
        at.server.addComment(7, `<!-- linkgate:comment app="orders" fingerprint="0" -->\n`)
      at.server.faults = ({ method, path }) =>
        method === row.method && row.path.test(path) ? row.fault : undefined
      const to = recorder()
      const [outcome] = await publish({ ...to, github: at.github }, contextOf(), requestOf(to.step))
      expect(outcome?.action).toBe('failed')
      expect(to.notices()).toHaveLength(1)
      const [notice = ''] = to.notices()
      expect(notice).toContain('linkgate cannot comment on the pull request')
      expect(notice).toContain(row.says)
      expect(notice.includes(yaml)).toBe(row.yaml)
      expect(notice).not.toContain('<html>')
      expect(to.levels()).not.toContain('error')
      expect(to.levels()).not.toContain('warning')
      expect(to.summary).toEqual(['the full report'])
      expect(to.outputs).toMatchObject({ verdict: 'fail', 'comment-url': '' })
    },
  )

  test.each([
    ['ENOTFOUND', 'HTTPS_PROXY'],
    ['EAI_AGAIN', 'HTTPS_PROXY'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'NODE_EXTRA_CA_CERTS'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'NODE_EXTRA_CA_CERTS'],
  ])('no connection because of %s: suggests possible fixes', (code, fixes) => {
    const notice = explainFault(new ApiError(undefined, 'no', { code }), contextOf())
    expect(notice).toContain('https://api.github.com (no)')
    expect(notice).toContain(fixes)
  })

  test.each([
    [407, 'HTTPS_PROXY=http://name:password@host:port'],
    [403, 'NO_PROXY'],
    [502, 'https://api.github.com but answered 502.'],
  ])('a proxy that answers %d: suggests possible fixes', (proxyStatus, fixes) => {
    const notice = explainFault(new ApiError(undefined, 'no', { proxyStatus }), contextOf())
    expect(notice).toContain(
      `the proxy did not forward the request to https://api.github.com but answered ${proxyStatus}`,
    )
    expect(notice).toContain(fixes)
  })

  test('a transient error causes no notice', async () => {
    await using at = await start()
    at.server.once('graphql', 'cut')
    at.server.once('issues/list-comments', { status: 502 })
    at.server.once('pulls/get', { status: 429, headers: { 'retry-after': '2' } })
    at.server.once('issues/create-comment', 'half')
    const to = recorder()
    const [outcome] = await publish({ ...to, github: at.github }, contextOf(), requestOf(to.step))
    expect(outcome?.action).toBe('created')
    expect(at.server.commentsOf(7)).toHaveLength(1)
    expect(to.notices()).toEqual([])
    expect(at.timing.waits).toEqual([1000, 1000, 2000, 1000])
  })

  test('shows the same YAML as the documentation', () => {
    expect(permissionsYaml).toBe(yaml)
  })

  test('shows the same YAML as the example if another run measured', async () => {
    const context = { ...contextOf(true, 'workflow_run'), workflowRun }
    const notice = explainFault(new ApiError(403, 'no'), context)
    const { permissions } = parse(notice.slice(notice.indexOf('permissions:')))
    const file = new URL('../../example-workflows/forks-publish.yml', import.meta.url)
    expect(permissions).toMatchObject(parse(await readFile(file, 'utf8')).permissions)
  })

  describe('on Gitea', () => {
    const gitea = { apiUrl: 'https://git.example/api/v1', serverUrl: 'https://git.example' }

    test('names the server', () => {
      const context = { ...contextOf(), ...gitea }
      expect(explainFault(new ApiError(401, 'no'), context)).toContain(
        'git.example does not accept the token',
      )
      expect(explainFault(new ApiError(502, 'no'), context)).toContain('git.example answered 502')
      for (const status of [401, 403, 404, 422, 502, undefined])
        expect(explainFault(new ApiError(status, 'no'), context)).not.toContain('GitHub')
    })

    test('names the scope that the token lacks', () => {
      const said =
        'token does not have at least one of required scope(s), required=[write:issue], token scope=read:issue'
      expect(explainFault(new ApiError(403, said), { ...contextOf(), ...gitea })).toBe(
        `linkgate cannot comment on the pull request: the token lacks the scope \`write:issue\`; create one with it, or set \`github-token: \${{ github.token }}\`.`,
      )
    })

    test('requests write access to contents, because Gitea has no permission for statuses', () => {
      const context = { ...contextOf(true, 'workflow_run'), ...gitea, workflowRun }
      const said = 'user should have a permission to write to a repo'
      expect(explainStatusFault(new ApiError(403, said), context)).toMatch(
        /^linkgate cannot set the commit status: .*\npermissions:\n {2}actions: read\n {2}contents: write\n {2}pull-requests: write$/s,
      )
    })
  })

  test.each([
    ['pull_request of a fork', true, 'pull_request', true],
    ['pull_request of a branch', false, 'pull_request', false],
    ['workflow_run for a fork', true, 'workflow_run', false],
  ])('a read-only token, %s', async (_, fromFork, eventName, saysFork) => {
    await using at = await start({ readOnly: true })
    const to = recorder()
    const context = contextOf(fromFork, eventName)
    const [outcome] = await publish({ ...to, github: at.github }, context, requestOf(to.step))
    expect(outcome?.action).toBe('failed')
    const [notice = '', ...more] = to.notices()
    expect(more).toEqual([])
    expect(notice.includes('from a fork')).toBe(saysFork)
    // no permissions of the workflow can raise what a fork's token may do
    expect(notice.includes(yaml)).toBe(!saysFork)
    expect(at.server.commentsOf(7)).toEqual([])
  })

  test('no token', async () => {
    const to = recorder()
    const [outcome] = await publish(to, contextOf(), requestOf(to.step))
    expect(outcome?.action).toBe('failed')
    expect(to.notices()).toEqual([
      `linkgate cannot comment on the pull request, because there is no token; set \`github-token: \${{ github.token }}\` for the step, and for the job\n${yaml}`,
    ])
    expect(to.outputs['verdict']).toBe('fail')
  })

  test('shortens the text of the server to one line', async () => {
    await using at = await start()
    at.server.faults = () => answer(500, `a\r\nb ${'x'.repeat(5000)}`)
    const to = recorder()
    await publish({ ...to, github: at.github }, contextOf(), requestOf(to.step))
    const [notice = ''] = to.notices()
    expect(notice).toMatch(/^[^\r\n]{1,350}$/)
    expect(notice).toContain('500: a b x')
  })

  test('reports a summary and outputs that cannot be written', async () => {
    const to = recorder()
    const { pullRequest: _, ...push } = contextOf(false, 'push')
    const step: PublishRequest['step'] = {
      writeSummary: () => Promise.reject(new Error('disk full')),
      setOutput: (name, value) => {
        if (name === 'markdown') throw new Error('no such file')
        to.step.setOutput(name, value)
      },
    }
    await publish(to, push, requestOf(step))
    expect(to.notices()).toEqual([
      'The summary was not written: disk full',
      'The output `markdown` was not set: no such file',
    ])
    expect(Object.keys(to.outputs).sort()).toEqual([
      'comment-url',
      'html',
      'metrics',
      'report',
      'sarif',
      'sbom',
      'verdict',
    ])
  })

  test('reports a summary that is longer than GitHub allows', async () => {
    const to = recorder()
    const summary = firstThatFits(['x'.repeat(2_000_000), 'x'.repeat(1_100_000)])
    await publish(to, undefined, requestOf(to.step, { summary }))
    expect(to.notices()).toEqual(['The summary was not written: it is longer than GitHub allows.'])
    expect(to.summary).toEqual([])
  })
})
