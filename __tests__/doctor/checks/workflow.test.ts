import { describe, expect, test } from 'vitest'
import { successesOf } from '../../../src/common/result.ts'
import type { CheckId, CheckState } from '../../../src/doctor/check.ts'
import { examine } from '../../../src/doctor/doctor.ts'
import { parseWorkflow } from '../../../src/repository/workflow/workflow.ts'
import { example, facts, off, quickStart, withAddition, workflowsIn } from '../../support/world/doctor.ts'

const file = '.github/workflows/linkgate.yml'
const [measure, publish, monorepo, platforms, budgets, baseline] = await Promise.all(
  [
    'forks-measure.yml',
    'forks-publish.yml',
    'monorepo.yml',
    'platforms.yml',
    'budgets.yml',
    'baseline.yml',
  ].map(example),
)
const forks = { 'measure.yml': measure ?? '', 'publish.yml': publish ?? '' }

type Files = Readonly<Record<string, string>>

/** The file with some text replaced, which must be in it. */
function changed(source: string | undefined, from: string, to: string): string {
  if (source?.includes(from) !== true) throw new Error(`there is no ${JSON.stringify(from)}`)
  return source.replaceAll(from, to)
}

const quick = (from: string, to: string): Files => ({ [file]: changed(quickStart, from, to) })
const services = (from: string, to: string): Files => ({ [file]: changed(monorepo, from, to) })

const permissions = 'permissions:\n  contents: read\n  pull-requests: write\n'
const concurrency = `concurrency:\n  group: linkgate-\${{ github.event.pull_request.number }}\n  cancel-in-progress: true\n`
const checkout = '      - uses: actions/checkout@v7\n'
const step = '      - uses: linkgate/linkgate@v0.1.0'

describe('no problems', () => {
  test.each([
    ['the quick start', { [file]: quickStart }],
    ['budgets', { [file]: budgets ?? '' }],
    ['forks', forks],
    [
      'forks, and others that are measured elsewhere',
      {
        ...forks,
        'other.yml': changed(
          changed(measure, 'name: linkgate measure', 'name: elsewhere'),
          '        continue-on-error: true\n',
          '',
        ),
      },
    ],
    ['a baseline', { 'baseline.yml': baseline ?? '' }],
    ['several services', { [file]: monorepo ?? '' }],
    ['several platforms', { [file]: platforms ?? '' }],
    ['pinned by commit', quick('linkgate@v0.1.0', `linkgate@${'a'.repeat(40)} # v0.1.0`)],
    [
      'never comments',
      {
        [file]: `${changed(quickStart, permissions, 'permissions: { contents: read }\n').trimEnd()}\n        with: { comment: never }\n`,
      },
    ],
    ['write-all', quick(permissions, 'permissions: write-all\n')],
    [
      'job permissions',
      {
        [file]: changed(
          changed(quickStart, permissions, 'permissions: {}\n'),
          '    runs-on: ubuntu-latest\n',
          '    runs-on: ubuntu-latest\n    permissions:\n      contents: read\n      pull-requests: write\n',
        ),
      },
    ],
    [
      'a deep checkout without credentials',
      quick(checkout, `${checkout}        with: { persist-credentials: false, fetch-depth: 2 }\n`),
    ],
    ['a clone by hand', quick(checkout, '      - run: git clone x .\n')],
    [
      'Go as go.mod says',
      quick(
        checkout,
        `${checkout}      - uses: actions/setup-go@v7\n        with: { go-version-file: go.mod }\n`,
      ),
    ],
    [
      'the newest patch of Go',
      quick(checkout, `${checkout}      - uses: actions/setup-go@v7\n        with: { go-version: '1.24' }\n`),
    ],
    [
      'no cache of its own where setup-go has one',
      {
        [file]: `${changed(quickStart, checkout, `${checkout}      - uses: actions/setup-go@v7\n`).trimEnd()}\n        with: { cache: false }\n`,
      },
    ],
    [
      'a workflow that is called',
      {
        [file]: changed(
          changed(changed(quickStart, '  pull_request:\n', '  workflow_call:\n'), permissions, ''),
          concurrency,
          '',
        ),
      },
    ],
    ['a copy in the repository', quick('linkgate/linkgate@v0.1.0', './.github/actions/linkgate')],
  ] as readonly (readonly [string, Files])[])('%s', (_, files) => {
    const checks = examine(facts({ workflows: workflowsIn(files) }))
    expect(checks.filter(({ state }) => state !== 'ok')).toEqual([])
    expect(checks.some(({ id, state }) => id === 'workflow' && state === 'ok')).toBe(true)
  })
})

describe('problems, each with a suggestion that fixes it', () => {
  test.each<{
    readonly name: string
    readonly files: Files
    readonly id: CheckId
    readonly state?: CheckState
    readonly says: RegExp
    readonly yaml: RegExp
  }>([
    {
      name: 'no workflow',
      files: {},
      id: 'workflow',
      says: /^no workflow under .github\/workflows uses linkgate$/,
      yaml: /^ {6}- uses: linkgate\/linkgate@v0\.1\.0$/m,
    },
    {
      name: 'no permission to comment',
      files: quick('  pull-requests: write\n', ''),
      id: 'permissions',
      says: /job `image` of .* lacks the permission `pull-requests: write`: linkgate cannot comment/,
      yaml: /^permissions:\n {2}contents: read\n {2}pull-requests: write$/,
    },
    {
      name: 'no permissions at all',
      files: quick(permissions, ''),
      id: 'permissions',
      says: /sets no `permissions`:/,
      yaml: /^permissions:\n {2}contents: read\n {2}pull-requests: write$/,
    },
    {
      name: 'read-all',
      files: quick(permissions, 'permissions: read-all\n'),
      id: 'permissions',
      says: /lacks the permission `pull-requests: write`: linkgate/,
      yaml: /pull-requests: write/,
    },
    {
      name: 'permissions of the job, which put an end to those of the workflow',
      files: quick('    steps:\n', '    permissions: { packages: read }\n    steps:\n'),
      id: 'permissions',
      says: /`contents: read` and `pull-requests: write`: a private repository .*, and linkgate cannot comment/,
      yaml: /^jobs:\n {2}image:\n {4}permissions:\n {6}packages: read\n {6}contents: read\n {6}pull-requests: write$/,
    },
    {
      name: 'permissions beside another job, which keeps its own',
      files: {
        [file]: changed(
          changed(quickStart, '  pull-requests: write\n', ''),
          'jobs:\n',
          'jobs:\n  lint: { runs-on: ubuntu-latest, steps: [{ run: x }] }\n',
        ),
      },
      id: 'permissions',
      says: /pull-requests/,
      yaml: /^jobs:\n {2}image:\n {4}permissions:\n {6}contents: read\n {6}pull-requests: write$/,
    },
    {
      name: 'reports of another run without actions: read',
      files: { ...forks, 'publish.yml': changed(publish, '  actions: read\n', '') },
      id: 'permissions',
      says: /`actions: read`: linkgate cannot download the reports of another run/,
      yaml: /^permissions:\n(?: {2}[a-z-]+: (?:read|write)\n)* {2}actions: read/,
    },
    {
      name: 'no merge queue where others have it',
      files: {
        ...quick('name: linkgate', 'name: linkgate'),
        'ci.yml': 'on: [push, merge_group]\njobs: {}\n',
      },
      id: 'merge-group',
      says: /^ci\.yml runs on `merge_group` but \.github\/workflows\/linkgate\.yml/,
      yaml: /^on:\n {2}pull_request:\n {2}merge_group:\nconcurrency:\n {2}group: .*\|\| github\.ref/,
    },
    {
      name: 'the same where the events have options',
      files: {
        ...quick('  pull_request:\n', '  pull_request: { types: [opened, labeled] }\n'),
        'ci.yml': 'on: merge_group\njobs: {}\n',
      },
      id: 'merge-group',
      says: /merge_group/,
      yaml: /types:\n {6}- opened\n {6}- labeled\n {2}merge_group:\n/,
    },
    {
      name: 'no concurrency',
      files: quick(concurrency, ''),
      id: 'concurrency',
      says: /has no `concurrency`/,
      yaml: /^concurrency:\n {2}group: .*\n {2}cancel-in-progress: true$/,
    },
    {
      name: 'one group for everybody',
      files: quick(concurrency, 'concurrency: linkgate\n'),
      id: 'concurrency',
      says: /group `linkgate` of .* is the same for all pull requests/,
      yaml: /github\.event\.pull_request\.number \|\| github\.ref/,
    },
    {
      name: 'one group for everybody, of a job',
      files: {
        [file]: changed(
          changed(quickStart, concurrency, ''),
          '    steps:\n',
          '    concurrency: { group: image }\n    steps:\n',
        ),
      },
      id: 'concurrency',
      says: /group `image` of .* is the same/,
      yaml: /^jobs:\n {2}image:\n {4}concurrency:/,
    },
    {
      name: 'a group of pull requests in a merge queue',
      files: quick('  pull_request:\n', '  pull_request:\n  merge_group:\n'),
      id: 'concurrency',
      says: /depends only on the pull request, so all runs on `merge_group` cancel each other/,
      yaml: /\|\| github\.ref/,
    },
    {
      name: 'pull_request_target',
      files: quick(
        '  pull_request:\n',
        '  pull_request_target: { branches: [main] }\n  pull_request_review:\n',
      ),
      id: 'event',
      state: 'problem',
      says: /does not build on `pull_request_target`/,
      yaml: /^on:\n {2}pull_request:\n {4}branches:\n {6}- main\n {2}pull_request_review:$/,
    },
    {
      name: 'a branch for a version',
      files: quick('linkgate@v0.1.0', 'linkgate@main'),
      id: 'pin',
      says: /uses `linkgate\/linkgate@main`, which is/,
      yaml: /- uses: linkgate\/linkgate@v0\.1\.0$/,
    },
    {
      name: 'no checkout',
      files: quick(checkout, ''),
      id: 'checkout',
      state: 'problem',
      says: /has no checkout step/,
      yaml: /^jobs:\n {2}image:\n {4}steps:\n {6}- uses: actions\/checkout@v7$/,
    },
    {
      name: 'one commit without credentials',
      files: quick(
        checkout,
        '      - uses: actions/checkout@v4.2.2\n        with: { persist-credentials: false }\n',
      ),
      id: 'fetch',
      says: /checks out one commit without credentials,/,
      yaml: /- uses: actions\/checkout@v4\.2\.2\n {8}with:\n {10}fetch-depth: 2$/,
    },
    {
      name: 'a few commits of a branch without credentials',
      files: quick(
        checkout,
        `${checkout}        with: { persist-credentials: false, fetch-depth: 5, ref: '\${{ github.head_ref }}' }\n`,
      ),
      id: 'fetch',
      says: /checks out 5 commits/,
      yaml: /fetch-depth: 0$/,
    },
    {
      name: 'an old Go that keeps itself',
      files: quick(
        checkout,
        `${checkout}      - uses: actions/setup-go@v7\n        with: { go-version: '1.22.x' }\n`,
      ),
      id: 'go',
      state: 'problem',
      says: /sets up Go 1\.22\.x, but go\.mod requires Go 1\.24\.0/,
      yaml: /- uses: actions\/setup-go@v7\n {8}with:\n {10}go-version: 1\.24\.0$/,
    },
    {
      name: 'an old Go that fetches a newer one',
      files: quick(
        checkout,
        `${checkout}      - uses: actions/setup-go@v5\n        with: { go-version: 1.20 }\n`,
      ),
      id: 'go',
      says: /sets up Go 1\.2, but go\.mod requires Go 1\.24\.0; Go downloads that toolchain on every run/,
      yaml: /go-version: 1\.24\.0$/,
    },
    {
      name: 'no cache',
      files: quick(step, `${step}\n        with: { cache: false }`),
      id: 'cache',
      says: /does not cache Go modules or the build cache,/,
      yaml: /cache: true$/,
    },
    {
      name: 'the token of the job for measuring',
      files: services('          github-token: ""\n', ''),
      id: 'token',
      says: /passes the default/,
      yaml: /- uses: linkgate\/linkgate@v0\.1\.0\n {8}with:\n {10}github-token: ""$/,
    },
    {
      name: 'another token for measuring',
      files: services('github-token: ""', `github-token: \${{ secrets.BOT }}`),
      id: 'token',
      says: /which needs none$/,
      yaml: /github-token: ""$/,
    },
    {
      name: 'measuring with a token that may write',
      files: services('permissions:\n  contents: read\n\nconc', 'permissions:\n  contents: write\n\nconc'),
      id: 'token',
      says: /a write token \(contents: write\),/,
      yaml: /^jobs:\n {2}measure:\n {4}permissions:\n {6}contents: read$/,
    },
    {
      name: 'publishing without reports',
      files: { ...forks, 'publish.yml': changed(publish, '          report: reports\n', '') },
      id: 'input',
      state: 'problem',
      says: /phase publish needs the input `report`/,
      yaml: /report: reports$/,
    },
    {
      name: 'publishing is skipped when a budget is broken',
      files: {
        [file]: changed(
          changed(monorepo, `    if: \${{ always() }}\n`, ''),
          '        continue-on-error: true\n',
          '',
        ),
      },
      id: 'publish',
      state: 'problem',
      says: /job `publish` of .* is skipped when a budget is broken/,
      yaml: /^jobs:\n {2}publish:\n {4}if: \$\{\{ always\(\) \}\}$/,
    },
    {
      name: 'publishing is skipped when nothing could be measured',
      files: services(`    if: \${{ always() }}\n`, "    if: github.event_name != 'push'\n"),
      id: 'publish',
      says: /is skipped when a budget is unmeasured,/,
      yaml: /if: \$\{\{ always\(\) && \(github\.event_name != 'push'\) \}\}$/,
    },
    {
      name: 'publishing what succeeded',
      files: {
        ...forks,
        'measure.yml': changed(measure, '        continue-on-error: true\n', ''),
      },
      id: 'publish',
      state: 'problem',
      says: /publishes only after success:/,
      yaml: /conclusion != 'cancelled' && contains/,
    },
    {
      name: 'publishing after another workflow',
      files: { ...forks, 'publish.yml': changed(publish, '[linkgate measure]', '[measure]') },
      id: 'publish',
      state: 'problem',
      says: /waits for `measure`, but the workflow that measures is called `linkgate measure`/,
      yaml: /workflows:\n {6}- linkgate measure$/,
    },
    {
      name: 'no upload of what broke a budget',
      files: {
        ...forks,
        'publish.yml': changed(publish, "conclusion == 'success'", "conclusion != 'cancelled'"),
        'measure.yml': changed(
          changed(measure, '        continue-on-error: true\n', ''),
          `- if: \${{ !cancelled() }}\n        uses:`,
          '- uses:',
        ),
      },
      id: 'publish',
      state: 'problem',
      says: /does not upload the report when a budget is broken/,
      yaml: /- uses: actions\/upload-artifact@v7\n {8}if: \$\{\{ !cancelled\(\) \}\}$/,
    },
  ])('$name', ({ files, id, state = 'hint', says, yaml }) => {
    const before = off(facts({ workflows: workflowsIn(files) }))
    expect(before.map((one) => `${one.id} ${one.state}`)).toEqual([`${id} ${state}`])
    const [check] = before
    if (check === undefined) throw new Error('everything is fine')
    expect(check.message).toMatch(says)
    expect(check.yaml).toMatch(yaml)
    const after = withAddition(files, check)
    expect(off(facts({ workflows: workflowsIn(after) }))).toEqual([])
  })

  test.each([
    ['{ comfig: a.yml }', 'hint', /unknown input `comfig`: did you mean `config`\?/],
    ['{ comment: sometimes }', 'problem', /input `comment` is `sometimes`: allowed:/],
    [`{ rounds: '\${{ inputs.rounds }}' }`, undefined, /./],
  ] as const)('inputs %s', (given, state, says) => {
    const found = off(facts({ workflows: workflowsIn(quick(step, `${step}\n        with: ${given}`)) }))
    expect(found.map((one) => one.state)).toEqual(state === undefined ? [] : [state])
    for (const { message } of found) expect(message).toMatch(says)
  })
})

describe('files', () => {
  test('a workflow that is not YAML is a problem', () => {
    const broken = parseWorkflow('jobs:\n  a: [linkgate/linkgate', file)
    expect(off(facts({ workflows: [], brokenWorkflows: broken.ok ? [] : [broken.problem] }))).toMatchObject([
      { id: 'workflow', state: 'problem', message: expect.stringMatching(/linkgate\.yml: not valid YAML: /) },
    ])
  })

  test.each([
    '',
    '[]',
    'jobs: 7',
    'jobs: { a: [], b: { steps: { uses: x } }, c: { steps: [1, { with: [] }] } }',
  ])('%s: anything else in a file is not a problem for linkgate', (source) => {
    const read = parseWorkflow(source, 'x.yml')
    expect(off(facts({ workflows: successesOf([parseWorkflow(quickStart, file), read]) }))).toEqual([])
  })
})
