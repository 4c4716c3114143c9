import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { fail, succeed } from '../../src/common/result.ts'
import { defaultConfig, parseConfig } from '../../src/config/config.ts'
import type { Check } from '../../src/doctor/check.ts'
import { examine, isHealthy } from '../../src/doctor/doctor.ts'
import type { DoctorFacts, EmbeddedFacts } from '../../src/doctor/facts/facts.ts'
import type { PullRequestContext } from '../../src/repository/event.ts'
import { expectValue } from '../support/results.ts'
import {
  facts,
  localContext,
  machine,
  off,
  quickStart,
  sha,
  withAddition,
  workflowsIn,
} from '../support/world/doctor.ts'
import { goTool } from '../support/world/plan.ts'

const file = '.github/workflows/linkgate.yml'
const config = (source: string) => succeed(expectValue(parseConfig(source, '.github/linkgate.yml')))
const git = (given: object): Pick<DoctorFacts, 'machine'> => {
  const healthy = expectValue(machine({}).git)
  return { machine: machine({ git: succeed({ ...healthy, ...given } as typeof healthy) }) }
}
const engine = (given: object): Pick<DoctorFacts, 'machine'> => ({
  machine: machine({ engine: succeed({ name: 'docker', version: '28.0.0', buildx: true, ...given }) }),
})
const inNamespaces = { kind: 'namespaces', namespaces: ['user', 'mount'], by: 'user', refused: [] } as const
const withoutEngine = (embedded: EmbeddedFacts): Pick<DoctorFacts, 'machine'> => ({
  machine: machine({ engine: fail('Docker was not found: install it'), embedded }),
})
const undecided = (message: string, candidates: readonly string[]) =>
  ({ ok: false, problem: { message, candidates } }) as const
const go = (version: string, toolchain: string): Pick<DoctorFacts, 'go'> => ({
  go: succeed({ ...goTool, version, toolchain }),
})

test('a healthy repository has one line for each check, and nothing to fix', () => {
  const checks = examine(facts())
  expect(checks.map(({ id, state, yaml }) => `${id} ${state} ${yaml}`)).toEqual([
    'go ok undefined',
    'compiler ok undefined',
    'engine ok undefined',
    'git ok undefined',
    'config ok undefined',
    'workflow ok undefined',
  ])
  expect(isHealthy(checks)).toBe(true)
})

test('missing submodules of base are a hint if they can be fetched, else a problem with the message of a check', () => {
  const missing = { path: 'web/theme', sha: sha('c') }
  const said = (missingSubmodules: readonly object[]) =>
    examine(facts(git({ missingSubmodules })))
      .filter(({ id }) => id === 'submodule')
      .map(({ state, message }) => [state, message])
  expect(said([missing])).toEqual([
    ['ok', 'this clone does not have submodule `web/theme` at ccccccccc, as in base: linkgate fetches it'],
  ])
  expect(said([{ ...missing, failure: 'fatal: could not read Username' }])).toEqual([
    [
      'problem',
      `base: submodule \`web/theme\` at ccccccccc is not in this checkout and could not be fetched (fatal: could not read Username): run \`git -C web/theme fetch origin ${sha('c')}\` in a step before this one`,
    ],
  ])
})

test('missing content of a git filter is a hint if it can be downloaded, else a problem with the message of a check', () => {
  const said = (missingContent: readonly object[]) =>
    examine(facts(git({ missingContent })))
      .filter(({ id }) => id === 'filter')
      .map(({ state, message }) => [state, message])
  expect(said([{ filter: 'lfs', path: 'zones.bin' }])).toEqual([
    ['ok', 'this clone does not have the content of `zones.bin` at base: git filter `lfs` downloads it'],
  ])
  expect(said([{ filter: 'git-crypt', path: 'key.txt', failure: 'no key' }])).toEqual([
    [
      'problem',
      'base: git filter `git-crypt` failed for `key.txt`, although the checkout has the content (no key): make the filter work in a checkout of bbbbbbbbb',
    ],
  ])
})

interface Row {
  readonly name: string
  readonly given: Partial<DoctorFacts>
  /** `id state`; nothing is off when absent. */
  readonly is?: string
  readonly says: RegExp
  readonly file?: string
  readonly yaml?: unknown
}

const steps = (...list: object[]) => ({ jobs: { image: { steps: list } } })
const setUpGo = (inputs: object) => steps({ uses: 'actions/setup-go@v7', with: inputs })
const merge = (given: object) => ({ localContext: localContext(), ...given })
const pullRequest = (fromFork: boolean): PullRequestContext => ({
  number: 7,
  headSha: sha('a'),
  baseSha: sha('b'),
  headRef: 'topic',
  baseRef: 'main',
  fromFork,
})

const rows: readonly Row[] = [
  {
    name: 'no Go at home',
    given: { go: fail('Go was not found: add it') },
    is: 'go problem',
    says: /^Go was not found/,
  },
  {
    name: 'no Go in a workflow',
    given: merge({ go: fail('Go was not found: add it') }),
    is: 'go problem',
    says: /^Go was not found/,
    file,
    yaml: setUpGo({ 'go-version-file': 'go.mod' }),
  },
  {
    name: 'an old Go that keeps itself',
    given: merge(go('go1.22.3', 'local')),
    is: 'go problem',
    says: /^go\.mod requires Go 1\.24\.0 but go1\.22\.3 is installed, and GOTOOLCHAIN=local forbids a download: .* or set GOTOOLCHAIN=auto$/,
    file,
    yaml: setUpGo({ 'go-version-file': 'go.mod' }),
  },
  {
    name: 'a Go that knows no toolchains',
    given: go('go1.20.14', ''),
    is: 'go problem',
    says: /requires Go 1\.24\.0 but go1\.20\.14 is installed: install Go 1\.24\.0 or newer$/,
  },
  {
    name: 'an old Go in a workflow that sets up a version',
    given: merge({
      ...go('go1.22.3', 'local'),
      goRequirements: [{ file: 'api/go.mod', go: '1.24.0' }],
      workflows: workflowsIn({
        [file]: quickStart.replace(
          '      - uses: actions/checkout@v7\n',
          '      - uses: actions/checkout@v7\n      - uses: actions/setup-go@v5\n        with: { go-version: stable }\n',
        ),
      }),
    }),
    is: 'go problem',
    says: /^api\/go\.mod requires/,
    file,
    yaml: steps({ uses: 'actions/setup-go@v5', with: { 'go-version': '1.24.0' } }),
  },
  {
    name: 'an old Go that fetches a newer one, in every run',
    given: merge({
      ...go('go1.24.1', 'auto'),
      goRequirements: [{ file: 'go.mod', go: '1.24.0', toolchain: '1.24.4' }],
    }),
    is: 'go hint',
    says: /requires Go 1\.24\.4 but go1\.24\.1 is installed; Go downloads the toolchain on every run$/,
    file,
    yaml: setUpGo({ 'go-version-file': 'go.mod' }),
  },
  {
    name: 'the same at home, where it is kept',
    given: { ...go('go1.22.3', 'go1.22.3+auto') },
    says: /Go downloads the toolchain once$/,
  },
  {
    name: 'a toolchain line that nobody follows',
    given: {
      ...go('go1.24.1', 'local'),
      goRequirements: [{ file: 'go.mod', go: '1.24.0', toolchain: '1.24.4' }],
    },
    says: /^go1\.24\.1, fixed by GOTOOLCHAIN=local$/,
  },
  { name: 'a Go of no version', given: go('devel +0a1b2c', 'local'), says: /^devel/ },
  {
    name: 'no C compiler',
    given: merge({
      machine: machine({
        compiler: {
          ok: false,
          problem: { message: 'mode `dynamic` needs a C compiler', packages: ['gcc', 'libc6-dev'] },
        },
      }),
    }),
    is: 'compiler problem',
    says: /needs a C compiler/,
    file,
    yaml: steps({ run: 'sudo apt-get update && sudo apt-get install --yes gcc libc6-dev' }),
  },
  {
    name: 'no C compiler for modes that a Dockerfile may give',
    given: merge({
      machine: machine({
        fallbacks: [
          { message: 'mode `static-musl` needs a C compiler for musl', packages: ['musl-tools'] },
          { message: 'mode `dynamic-musl` needs a C compiler for musl', packages: ['musl-tools'] },
        ],
      }),
    }),
    is: 'compiler hint',
    says: /^unless your Dockerfile can link it, mode `static-musl` needs a C compiler for musl; 1 other mode too$/,
    file,
    yaml: steps({ run: 'sudo apt-get update && sudo apt-get install --yes musl-tools' }),
  },
  {
    name: 'no C compiler for another platform',
    given: merge({
      machine: machine({
        excluded: [
          {
            platform: 'linux/arm64',
            message: 'mode `dynamic` needs one',
            packages: ['gcc-aarch64-linux-gnu'],
          },
          { platform: 'linux/arm64', message: 'mode `pie` needs one', packages: ['gcc-aarch64-linux-gnu'] },
        ],
      }),
    }),
    is: 'compiler hint',
    says: /^mode `dynamic` needs one; 1 other mode too$/,
    file,
    yaml: steps({ run: 'sudo apt-get update && sudo apt-get install --yes gcc-aarch64-linux-gnu' }),
  },
  {
    name: 'a C compiler for another system',
    given: { os: 'darwin' },
    is: 'compiler hint',
    says: /mode `dynamic` needs a C compiler for Linux, which darwin does not have/,
    file: '.github/linkgate.yml',
    yaml: { version: 1, modes: ['static'] },
  },
  {
    name: 'no engine',
    given: merge({ machine: machine({ engine: fail('Docker was not found: install it') }) }),
    is: 'engine problem',
    says: /^Docker was not found/,
    file,
    yaml: { jobs: { image: { 'runs-on': 'ubuntu-latest' } } },
  },
  {
    name: 'no engine, but namespaces',
    given: withoutEngine({ canBuild: false, isolation: succeed(inNamespaces) }),
    says: /^embedded engine, because no Docker engine and no Podman answers: apps run in user and mount namespaces$/,
  },
  {
    name: 'no engine, and nothing that isolates',
    given: withoutEngine({
      canBuild: true,
      isolation: succeed({
        kind: 'none',
        namespaces: [],
        by: 'user',
        refused: [{ ...inNamespaces, because: 'operation not permitted' }],
      }),
    }),
    is: 'engine hint',
    says: /starts apps outside their image, because this machine refuses anything better \(operation not permitted\); start-up budgets only warn\.$/,
  },
  {
    name: 'no engine, on another system',
    given: withoutEngine({ canBuild: false, isolation: fail('exec format error') }),
    is: 'engine hint',
    says: /cannot start an app here \(exec format error\), so only sizes and linkage are measured\.$/,
  },
  {
    name: 'no engine, and a Dockerfile',
    given: {
      ...withoutEngine({ canBuild: false, isolation: succeed(inNamespaces) }),
      configs: [{ config: succeed(defaultConfig()), compiled: [] }],
    },
    is: 'engine hint',
    says: /cannot build your Dockerfile: linkgate measures the built-in image instead\.$/,
  },
  {
    name: 'an engine for Windows',
    given: engine({ os: 'windows' }),
    is: 'engine problem',
    says: /runs windows containers/,
  },
  {
    name: 'an engine elsewhere',
    given: engine({ arch: 'arm64' }),
    is: 'engine hint',
    says: /runs on arm64, but this machine is amd64/,
  },
  {
    name: 'what the engine tells of itself',
    given: engine({ store: 'classic image store (overlay2)', buildx: false }),
    says: /^docker 28\.0\.0: classic image store \(overlay2\), no buildx$/,
  },
  {
    name: 'a full disk',
    given: { machine: machine({ disk: [{ of: 'images', path: '/var/lib/docker', free: 0.4e9 }] }) },
    is: 'disk hint',
    says: /^only 400\.0 MB are free for images \(\/var\/lib\/docker\)/,
  },
  {
    name: 'no repository',
    given: merge({ machine: machine({ git: fail('/x is not in a git repository: check it out') }) }),
    is: 'git problem',
    says: /not in a git repository/,
    file,
    yaml: steps({ uses: 'actions/checkout@v7' }),
  },
  {
    name: 'a shallow clone whose origin answers',
    given: git({ revisions: fail('the base is not here'), shallow: true, origin: true }),
    says: /^this shallow clone does not have base: linkgate fetches it/,
  },
  {
    name: 'a shallow clone whose origin does not answer, in a workflow',
    given: merge(git({ revisions: fail('the base is not here'), shallow: true, origin: false })),
    is: 'git problem',
    says: /^this shallow clone .* requires credentials$/,
    file,
    yaml: steps({ uses: 'actions/checkout@v7', with: { 'fetch-depth': 0 } }),
  },
  {
    name: 'the same at home',
    given: git({ revisions: fail('the base is not here'), shallow: true, origin: false }),
    is: 'git problem',
    says: /: run `git fetch --unshallow`/,
  },
  {
    name: 'no commit',
    given: git({ revisions: fail('this repository has no commit yet: make one first') }),
    is: 'git problem',
    says: /has no commit/,
  },
  {
    name: 'no default branch',
    given: git({ defaultBranch: undefined }),
    is: 'git hint',
    says: /`git remote set-head origin --auto`/,
  },
  {
    name: 'uncommitted changes',
    given: git({
      revisions: succeed({ base: null, head: { sha: sha('a'), dirty: true }, because: 'first commit' }),
    }),
    says: /^no base \(first commit\), head aaaaaaaaa and uncommitted changes$/,
  },
  {
    name: 'an event',
    given: { localContext: localContext({ pullRequest: pullRequest(false) }) },
    says: /^event `pull_request` of pull request 7$/,
  },
  {
    name: 'an event that cannot be read',
    given: { localContext: { ...localContext(), context: fail('The event file does not describe it') } },
    is: 'event problem',
    says: /does not describe it/,
  },
  {
    name: 'pull_request_target',
    given: {
      ...git({ revisions: fail('linkgate does not build on `pull_request_target`') }),
      localContext: localContext({ eventName: 'pull_request_target' }),
      workflows: workflowsIn({ [file]: quickStart.replace('pull_request:', 'pull_request_target:') }),
    },
    is: 'event problem',
    says: /pull_request_target/,
    file,
    yaml: { on: { pull_request: null } },
  },
  {
    name: 'a configuration with problems',
    given: {
      configs: [{ file: 'a.yml', config: { ok: false, problem: [{ message: 'a.yml:2: unknown key `x`' }] } }],
    },
    is: 'config problem',
    says: /^a\.yml:2: unknown key/,
  },
  {
    name: 'a configuration under another name',
    given: { strays: ['linkgate.yml'] },
    is: 'config-name hint',
    says: /^linkgate does not read linkgate\.yml: rename it to \.github\/linkgate\.yml, or set the input `config`$/,
    file,
    yaml: steps({ uses: 'linkgate/linkgate@v0.1.0', with: { config: 'linkgate.yml' } }),
  },
  {
    name: 'two configurations',
    given: {
      strays: ['.github/linkgate.yaml'],
      configs: [{ file: '.github/linkgate.yml', config: config('version: 1') }],
    },
    is: 'config-name hint',
    says: /^linkgate reads \.github\/linkgate\.yml, not \.github\/linkgate\.yaml: delete one/,
  },
  {
    name: 'several main packages',
    given: {
      configs: [
        {
          config: config('version: 1'),
          main: undecided('2 main packages reach Gin', ['./cmd/a', './cmd/b']),
        },
      ],
    },
    is: 'main problem',
    says: /2 main packages/,
    file: '.github/linkgate.yml',
    yaml: { version: 1, build: { main: './cmd/a' } },
  },
  {
    name: 'several main packages, and a configuration that is there',
    given: {
      configs: [
        {
          file: 'services/a/linkgate.yml',
          config: config('version: 1'),
          main: undecided('2 main packages reach Gin', ['./cmd/a', './cmd/b']),
        },
      ],
    },
    is: 'main problem',
    says: /2 main packages/,
    file: 'services/a/linkgate.yml',
    yaml: { build: { main: './cmd/a' } },
  },
  {
    name: 'a main package',
    given: {
      configs: [
        {
          config: config('version: 1\napp: shop'),
          main: succeed({
            main: { module: 'api', path: './cmd/api', name: 'api', importPath: 'example.com/x' },
            because: 'named by build.main',
          }),
        },
      ],
    },
    says: /^main package of shop \.\/api\/cmd\/api \(named by build\.main\)$/,
  },
  {
    name: 'the production image',
    given: {
      configs: [{ config: config('version: 1'), image: { choice: 'Dockerfile Dockerfile, context . (x)' } }],
    },
    says: /^Dockerfile Dockerfile, context \. \(x\)$/,
  },
  {
    name: 'a Dockerfile that is not used',
    given: {
      configs: [
        {
          config: config('version: 1'),
          image: {
            choice: 'Dockerfile Dockerfile, context . (x)',
            unused: { dockerfile: 'Dockerfile', because: 'it copies a program', isCopied: true },
          },
        },
      ],
    },
    is: 'image hint',
    says: /^built-in image: Dockerfile is not used, because it copies a program\. To measure it, set `build\.prepare`/,
  },
]

describe('problems, and checks that pass', () => {
  test.each(rows)('$name', ({ given, is, says, file: place, yaml }) => {
    const checks = examine(facts(given))
    expect(checks.filter(({ state }) => state !== 'ok').map(({ id, state }) => `${id} ${state}`)).toEqual(
      is === undefined ? [] : [is],
    )
    const matching = checks.filter(({ message }) => says.test(message))
    expect(matching, checks.map(({ message }) => message).join('\n')).toHaveLength(1)
    const [check] = matching as [Check]
    expect(check.file).toBe(place)
    expect(check.yaml === undefined ? undefined : parse(check.yaml)).toEqual(yaml)
    expect(isHealthy(checks)).toBe(is?.endsWith('problem') !== true)
  })
})

test('each missing compiler for a platform has a separate hint', () => {
  const platform = 'linux/arm64' as const
  const excluded = [
    { platform, message: 'mode `dynamic` needs one', packages: ['gcc-aarch64-linux-gnu'] },
    { platform, message: 'mode `static-musl` needs another', packages: [] },
  ]
  const hints = examine(facts({ machine: machine({ excluded }) })).filter(({ state }) => state === 'hint')
  expect(hints.map(({ message }) => message)).toEqual(excluded.map(({ message }) => message))
})

test('after a completed run, omits checks that the run has already passed', () => {
  const { machine: _, ...rest } = facts({ localContext: localContext() })
  expect(examine(rest).map(({ id }) => id)).toEqual(['go', 'event', 'config', 'workflow'])
})

test('in a run, judges only its own workflow and job, and reads the triggers of others', () => {
  const other = quickStart.replaceAll('image:', 'other:').replace('  pull-requests: write\n', '')
  const workflows = workflowsIn({
    [file]: quickStart,
    'other.yml': `${other}`,
    'queue.yml': 'on: merge_group',
  })
  const of = (given: Partial<DoctorFacts>) =>
    off(facts({ workflows, ...given })).map(({ id, file }) => `${id} ${file}`)
  expect(of({ localContext: localContext() })).toEqual([`merge-group ${file}`])
  const all = [`merge-group ${file}`, 'permissions other.yml', 'merge-group other.yml']
  expect(of({})).toEqual(all)
  expect(of({ localContext: { ...localContext(), job: 'doctor' } })).toEqual(all)
})

test('a fork is fine if one workflow measures and another one publishes', () => {
  const given = { localContext: localContext({ pullRequest: pullRequest(true) }) }
  const files = { [file]: quickStart }
  const before = off(facts({ ...given, workflows: workflowsIn(files) }))
  expect(before.map((one) => `${one.id} ${one.state} ${one.file}`)).toEqual([
    `fork hint ${file}`,
    'fork hint .github/workflows/linkgate-publish.yml',
  ])
  const after = before.reduce<Readonly<Record<string, string>>>(withAddition, files)
  expect(off(facts({ ...given, workflows: workflowsIn(after) }))).toEqual([])
  // the one that publishes is in order as well
  expect(off(facts({ workflows: workflowsIn(after) }))).toEqual([])
})
