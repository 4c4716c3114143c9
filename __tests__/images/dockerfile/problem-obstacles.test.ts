import { expect, test } from 'vitest'
import { parseDockerfile } from '../../../src/dockerfile/read/parse.ts'
import type { BuildProblem } from '../../../src/effects/engine.ts'
import { type Obstacle, obstacleFix, obstacleMessage } from '../../../src/findings/obstacles.ts'
import { problemObstacles } from '../../../src/images/dockerfile/problem-obstacles.ts'
import { expectValue } from '../../support/results.ts'

const text = [
  'FROM golang:1.24 AS build',
  'RUN go mod download',
  'RUN npm ci',
  'RUN apt-get update && \\',
  '  CGO_ENABLED=0 go build -o /api .',
  'RUN make build',
  'RUN ./scripts/check.sh',
  'RUN /usr/bin/env python3 gen.py',
  'COPY . .',
].join('\n')
const dockerfile = expectValue(parseDockerfile(text))

const of = (fault: BuildProblem['fault'], output: readonly string[] = []) =>
  problemObstacles({ fault, output }, dockerfile, 'build/Dockerfile')
const step = (line: number, exitCode = 1) =>
  ({ kind: 'step', instruction: text.split('\n')[line - 1] ?? '', line, exitCode }) as const

const compiler = ['# example.com/api', './main.go:3:2: undefined: x']
const notCompiled: Obstacle = { kind: 'not-compiled', first: 'main.go:3:2: undefined: x' }

test.each([
  [4, 'the Go command'],
  [6, 'make'],
  [7, 'a script'],
])('line %i, which runs %s: reported as a compiler error', (line) => {
  expect(of(step(line), compiler)).toEqual([notCompiled])
})

test.each([3, 8])('line %i does not run Go: reported as a failed step, whatever it prints', (line) => {
  expect(of(step(line), compiler)).toEqual([
    {
      kind: 'step-failed',
      dockerfile: 'build/Dockerfile',
      line,
      step: text.split('\n')[line - 1],
      exitCode: 1,
    },
  ])
})

test('a step with Go that fails for another reason is reported as a failed step', () => {
  for (const output of [
    ['E: Unable to locate package gcc-99'],
    ['--- FAIL: TestIndex (0.00s)', '    index_test.go:9: want 3', 'FAIL'],
    ['# example.com/api', '# [example.com/api]', './main.go:3:2: fmt.Printf format %d has arg "x"'],
    ['src/app.ts:3:2: error TS2304'],
  ])
    expect(of(step(4), output)).toMatchObject([{ kind: 'step-failed', line: 4, exitCode: 1 }])
})

test('module and network errors are recognized in the output of the Go command', () => {
  const said = 'go: git.acme.example/kit@v1.0.0: reading https://proxy.example.com/x.mod: 404 Not Found'
  expect(of(step(2), [said])).toMatchObject([{ kind: 'modules-not-fetched', pattern: 'git.acme.example' }])
  const dns =
    'go: example.com/kit@v1.0.0: Get "https://proxy.example.com/x.mod": dial tcp: lookup proxy.example.com on 127.0.0.53:53: no such host'
  expect(of(step(2), [dns])).toMatchObject([{ kind: 'network', because: 'dns', host: 'proxy.example.com' }])
})

test('a killed step is reported as a problem of the builder', () => {
  expect(of(step(4, 137), compiler)).toEqual([
    {
      kind: 'builder',
      because: 'killed',
      detail:
        'the step `RUN apt-get update && CGO_ENABLED=0 go build -o /api .` (build/Dockerfile:4) ended with exit code 137',
    },
  ])
})

test('a step is shown as in the Dockerfile, not as the builder printed it', () => {
  const shown = { ...step(3, 2), instruction: 'RUN npm ci --token=123' }
  expect(of(shown)).toMatchObject([{ kind: 'step-failed', step: 'RUN npm ci' }])
})

test('a step that starts no program is reported with its message, or as a network problem', () => {
  const copy = { kind: 'step', instruction: 'COPY . .', line: 9, detail: '"/x" not found' } as const
  expect(of(copy)).toMatchObject([{ kind: 'step-failed', line: 9, detail: '"/x" not found' }])
  const detail = 'Get "https://nosuch.invalid/x": dial tcp: lookup nosuch.invalid: no such host'
  expect(of({ ...copy, detail })).toMatchObject([{ kind: 'network', host: 'nosuch.invalid' }])
  expect(of({ kind: 'refused', detail })).toMatchObject([{ kind: 'network', host: 'nosuch.invalid' }])
})

test('a refused Dockerfile, a missing image and a stopped builder are each reported as such', () => {
  expect(of({ kind: 'refused', detail: 'unknown instruction: X' })).toEqual([
    { kind: 'dockerfile-refused', dockerfile: 'build/Dockerfile', detail: 'unknown instruction: X' },
  ])
  const image = { kind: 'image', image: 'a:1', because: 'denied', detail: 'x' } as const
  expect(of(image)).toEqual([{ ...image, kind: 'base-image' }])
  const builder = { kind: 'builder', because: 'stopped', detail: 'EOF' } as const
  expect(of(builder)).toEqual([builder])
})

test('if the name of an image has an argument of unknown value, the fix is to set it', () => {
  const without = { arguments: ['GO_VERSION', 'VARIANT'], by: 'Makefile:67' }
  const fixOf = (because: 'not-found' | 'denied' | 'unreachable') =>
    obstacleFix({ kind: 'base-image', image: 'example/build:GIVE_ONE', because, detail: 'x', without })
  const given =
    'set `build: { build-args: { GO_VERSION: …, VARIANT: … } }` in .github/linkgate.yml to the values that Makefile:67 passes'
  expect(fixOf('not-found')).toBe(given)
  // registries also answer this for missing images
  expect(fixOf('denied')).toBe(given)
  expect(fixOf('unreachable')).toMatch(/^run the job again/)
})

test('the fix of a failed step names its Dockerfile', () => {
  const step = {
    kind: 'step-failed',
    dockerfile: 'server/Dockerfile',
    line: 6,
    step: 'RUN make',
    exitCode: 2,
  } as const
  expect(obstacleFix(step)).toBe(
    'build server/Dockerfile in a fresh clone with `docker build`, and change the step until it works there',
  )
})

test.each([
  ['alpine:3.20', 'the registry of the base image `alpine:3.20` could not be reached (x)'],
  [
    'docker.io/docker/dockerfile:1.7',
    'the registry of the Dockerfile frontend `docker.io/docker/dockerfile:1.7` could not be reached (x)',
  ],
])('an image that could not be pulled is reported as such: %s', (image, message) => {
  expect(obstacleMessage({ kind: 'base-image', image, because: 'unreachable', detail: 'x' })).toBe(message)
})
