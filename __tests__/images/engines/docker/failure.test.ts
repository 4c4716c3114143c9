/** What builders print when they fail: recorded from Docker 20.10 (both builders), newer BuildKit, and Podman. */
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { BuilderFault } from '../../../../src/effects/engine.ts'
import type { BuilderKind } from '../../../../src/images/engines/docker/build.ts'
import { buildFailure } from '../../../../src/images/engines/docker/failure/failure.ts'
import { pullProblem } from '../../../../src/images/engines/docker/failure/pull.ts'

const folder = join(import.meta.dirname, '../../../fixtures/builders')
const read = (file: string) => readFileSync(join(folder, file), 'utf8')

const kinds: Readonly<Record<string, BuilderKind>> = {
  legacy: 'engine',
  buildx: 'buildx',
  newer: 'buildx',
  'legacy-newer': 'engine',
  podman: 'podman',
}

function failureOf(recorded: string) {
  const [, code = '', stdout = '', stderr = ''] =
    /^exit (\d+)\n--- stdout\n([\s\S]*?)\n?--- stderr\n([\s\S]*)$/.exec(read(recorded)) ?? []
  const [name = '', builder = ''] = recorded.split('.')
  const output = { exitCode: Number(code), stdout, stderr }
  return buildFailure(kinds[builder] ?? 'buildx', output, {
    text: read(`${name}.Dockerfile`),
    label: undefined,
  })
}

const registry = 'registry.example.com'

/** By the name of the Dockerfile; `detail` is matched if builders word it differently. */
const expected: Readonly<Record<string, Partial<BuilderFault>>> = {
  'step-exit': { kind: 'step', line: 2, exitCode: 3 },
  'step-missing-program': { kind: 'step', line: 2, exitCode: 127 },
  'step-exec-missing': { kind: 'step', line: 2 },
  'step-no-shell': { kind: 'step', line: 2 },
  'step-killed': { kind: 'step', line: 2, exitCode: 137 },
  'two-fail': { kind: 'step', line: 2, exitCode: 7 },
  mount: { kind: 'step', line: 2, exitCode: 6 },
  args: { kind: 'step', line: 5, exitCode: 6 },
  heredoc: { kind: 'step', line: 2, exitCode: 4 },
  'second-stage': { kind: 'step', line: 5, exitCode: 1 },
  faked: { kind: 'step', line: 2, exitCode: 5 },
  'copy-missing': { kind: 'step', line: 2, detail: expect.stringContaining('nosuch') },
  'copy-from-missing': { kind: 'step', line: 3, detail: expect.stringContaining('nosuch') },
  'bad-instruction': { detail: expect.stringMatching(/[Uu]nknown instruction/) },
  'no-target': { kind: 'refused', detail: expect.stringContaining('nosuch') },
  'base-not-found': { kind: 'image', image: `${registry}/notfound/x:1`, because: 'not-found' },
  'base-no-name': { kind: 'image', image: `${registry}/noname/x:1`, because: 'not-found' },
  'base-private': { kind: 'image', image: `${registry}/private/x:1`, because: 'denied' },
  'base-denied': { kind: 'image', image: `${registry}/denied/x:1`, because: 'denied' },
  'base-limited': { kind: 'image', image: `${registry}/limited/x:1`, because: 'rate-limit' },
  'base-broken': { kind: 'image', image: `${registry}/broken/x:1`, because: 'unreachable' },
  'base-hang': { kind: 'image', image: `${registry}/hang/x:1`, because: 'unreachable' },
  'base-dns': { kind: 'image', image: 'nosuch.invalid/x:1', because: 'unreachable' },
  'copy-image-not-found': { kind: 'image', image: `${registry}/notfound/x:1`, because: 'not-found' },
  'frontend-not-found': { kind: 'image', image: `${registry}/notfound/dockerfile:1`, because: 'not-found' },
  'stopped-midway': { kind: 'builder', because: 'stopped' },
  gone: { kind: 'builder', because: 'unreachable' },
  'no-connection': { kind: 'builder', because: 'unreachable' },
  'stopped-exporting': { kind: 'builder', because: 'stopped' },
  'crashed-loading': { kind: 'builder', because: 'crashed', detail: 'panic: send on closed channel' },
  'no-space': { kind: 'builder', because: 'no-space' },
  'add-url': { detail: expect.stringContaining('dial tcp: lookup nosuch.invalid') },
}

/** Independent steps run in parallel: this was the first to fail. */
const other: Readonly<Record<string, Partial<BuilderFault>>> = {
  'args.buildx.txt': { kind: 'step', line: 6, detail: expect.stringContaining('"/nosuch2" not found') },
}

const recorded = globSync('*.txt', { cwd: folder }).toSorted()

test('an unreadable cache is not reported as the reason of a failed build', () => {
  const stderr = [
    '#4 importing cache manifest from registry.example.com/cache',
    '#4 ERROR: registry.example.com/cache: not found',
    'ERROR: failed to solve: no space left on device',
  ].join('\n')
  const text = 'FROM a\nRUN false\n'
  expect(
    buildFailure('buildx', { exitCode: 1, stdout: '', stderr }, { text, label: undefined }).fault,
  ).toEqual({
    kind: 'builder',
    because: 'no-space',
    detail: 'no space left on device',
  })
})

describe('the fault that a builder reports', () => {
  test('was recorded for every kind', () => {
    const names = new Set(recorded.map((file) => file.split('.')[0]))
    expect(Object.keys(expected).filter((name) => !names.has(name))).toEqual([])
  })

  test.each(recorded)('%s', (file) => {
    const name = file.split('.')[0] ?? ''
    const wanted = other[file] ?? expected[name] ?? { name: 'is expected of nothing' }
    expect(failureOf(file).fault).toMatchObject(wanted)
  })
})

describe('the output', () => {
  test.each(recorded.filter((file) => file.startsWith('step-exit.')))(
    '%s: only that of the failed step',
    (file) => {
      expect(failureOf(file).output).toEqual(['hello', 'oops'])
    },
  )

  test.each(recorded.filter((file) => file.startsWith('second-stage.')))(
    '%s: that of the failed step, not of another stage',
    (file) => {
      expect(failureOf(file).output).toEqual(['one', 'two'])
    },
  )
})

test.each<BuilderKind>(['engine', 'podman', 'buildx'])(
  '%s: the output does not include lines about downloads',
  (by) => {
    const said = ['go: example.com/x@v1: no such host', ...Array(40).fill('go: downloading a v1')]
    const text = 'FROM a\nRUN false\n'
    const [stdout, stderr] = {
      engine: [
        ['Step 1/2 : FROM a', 'Step 2/2 : RUN false', ...said],
        ["The command '/bin/sh -c false' returned a non-zero code: 1"],
      ],
      podman: [
        ['STEP 1/2: FROM a', 'STEP 2/2: RUN false'],
        [...said, 'Error: building at STEP "RUN false": while running runtime: exit status 1'],
      ],
      buildx: [
        [],
        [
          '#5 [2/2] RUN false',
          ...said.map((line) => `#5 1.234 ${line}`),
          '#5 ERROR: process "/bin/sh -c false" did not complete successfully: exit code: 1',
        ],
      ],
      buildkit: [[], []],
    }[by].map((lines) => lines.join('\n'))
    const output = { exitCode: 1, stdout: stdout ?? '', stderr: stderr ?? '' }
    expect(buildFailure(by, output, { text, label: undefined }).output).toEqual([said[0]])
  },
)

test.each<BuilderKind>(['engine', 'podman', 'buildx', 'buildkit'])(
  '%s: a command that failed without output crashed',
  (by) => {
    const output = { exitCode: 139, stdout: '', stderr: '' }
    expect(buildFailure(by, output, { text: 'FROM a\nRUN false\n', label: undefined })).toEqual({
      fault: { kind: 'builder', because: 'crashed', detail: 'exit code 139' },
      output: [],
    })
  },
)

test('a panic of a program in a step is no crash of the builder', () => {
  const stderr = `STEP 2/2: RUN false
panic: oops
Error: building at STEP "RUN false": while running runtime: exit status 2`
  const output = { exitCode: 2, stdout: 'STEP 1/2: FROM a\nSTEP 2/2: RUN false', stderr }
  const { fault } = buildFailure('podman', output, { text: 'FROM a\nRUN false\n', label: undefined })
  expect(fault).toMatchObject({ kind: 'step', exitCode: 2 })
})

test('line numbers do not count the labels that were inserted', () => {
  const text = 'ARG V=1\nFROM a AS build\nRUN true\nFROM b\nRUN false\n'
  const steps = ['ARG V=1', 'FROM a AS build', 'LABEL x=y', 'RUN true', 'FROM b', 'LABEL x=y', 'RUN false']
  const stdout = steps.map((step, index) => `Step ${index + 1}/7 : ${step}\n ---> Running in 0`).join('\n')
  const stderr = "The command '/bin/sh -c false' returned a non-zero code: 1\n"
  expect(buildFailure('engine', { exitCode: 1, stdout, stderr }, { text, label: 'x=y' }).fault).toEqual({
    kind: 'step',
    instruction: 'RUN false',
    line: 5,
    exitCode: 1,
  })
})

test.each([
  ['Error response from daemon: manifest for x:1 not found: manifest unknown: manifest unknown', 'not-found'],
  [
    "Error response from daemon: pull access denied for x, repository does not exist or may require 'docker login': denied: requested access to the resource is denied",
    'denied',
  ],
  ['Error response from daemon: unauthorized: authentication required', 'denied'],
  [
    'Error response from daemon: toomanyrequests: You have reached your pull rate limit. You may increase the limit by authenticating and upgrading: https://www.docker.com/increase-rate-limit',
    'rate-limit',
  ],
  ['Error response from daemon: Get "https://x/v2/": dial tcp: lookup x: no such host', 'unreachable'],
  ['Error response from daemon: received unexpected HTTP status: 503 Service Unavailable', 'unreachable'],
  [
    'Error: initializing source docker://x/y:1: pinging container registry x: Get "https://x/v2/": dial tcp 127.0.0.1:1: connect: network is unreachable',
    'unreachable',
  ],
  [
    'Error response from daemon: failed to resolve reference "ghcr.io/a/b:1": failed to authorize: failed to fetch anonymous token: 403 Forbidden',
    'denied',
  ],
  ['Error response from daemon: something else', 'unknown'],
])('%s', (stderr, because) => {
  expect(pullProblem(`${stderr}\n`)).toEqual({
    because,
    detail: stderr.replace(/^Error(?: response from daemon)?: /, ''),
  })
})
