import { describe, expect, test } from 'vitest'
import { describeDockerfile } from '../../../src/dockerfile/facts/describe.ts'
import { findImageProgram } from '../../../src/dockerfile/facts/image-program.ts'
import { ineffectiveEnv } from '../../../src/dockerfile/facts/ineffective-env.ts'
import { notBuiltHere, platformProblems } from '../../../src/dockerfile/facts/platform-check.ts'
import type { BuildParameters } from '../../../src/dockerfile/read/stages.ts'
import { expectValue } from '../../support/results.ts'
import { parsed } from '../parsed.ts'

function compiles(lines: readonly string[], options: BuildParameters = {}) {
  return expectValue(findImageProgram(parsed(lines.join('\n')), options))
}

function builds(lines: readonly string[], options: BuildParameters = {}) {
  const found = compiles(lines, options)
  if (found.kind !== 'go') throw new Error(`it is ${JSON.stringify(found)}`)
  return found.builds
}

const golang = 'FROM golang:1.24 AS build'

describe('the package', () => {
  test.each([
    [['WORKDIR /src', 'COPY . .', 'RUN go build -o /app ./cmd/api'], ['cmd/api']],
    [['WORKDIR /src', 'COPY . .', 'RUN go build -o /app'], ['.']],
    [['WORKDIR /src', 'COPY . .', 'RUN go build -ldflags "-s -w" -o /app main.go'], ['.']],
    [['WORKDIR /src', 'COPY . .', 'RUN go build ./...'], ['./...']],
    [['WORKDIR /src', 'COPY . .', 'RUN go build ./cmd/...'], ['cmd/...']],
    [['WORKDIR /src', 'COPY . .', 'RUN cd cmd/api && CGO_ENABLED=0 go build .'], ['cmd/api']],
    [['WORKDIR /src', 'COPY . .', 'RUN (cd web && npm ci) && go build ./cmd/web'], ['cmd/web']],
    [['WORKDIR /src', 'COPY . .', 'RUN go build -C server -o /app ./cmd'], ['server/cmd']],
    [['WORKDIR /src', 'COPY server/ .', 'RUN go build -o /app ./cmd/x'], ['server/cmd/x']],
    [['WORKDIR /src', 'COPY backend ./backend', 'WORKDIR backend', 'RUN go build .'], ['backend']],
    [['COPY go.mod go.sum /src/', 'COPY cmd /src/cmd', 'WORKDIR /src', 'RUN go build ./cmd/a'], ['cmd/a']],
    [['WORKDIR /src', 'COPY go.mod *.go ./', 'RUN go build'], ['.']],
    [['ADD . /go/src/x', 'RUN cd /go/src/x/cmd/y; go install'], ['cmd/y']],
    [['WORKDIR /src', 'COPY . .', 'ARG APP=api', 'RUN go build ./cmd/$APP'], ['cmd/api']],
    [['WORKDIR /src', 'RUN --mount=type=bind,target=. go build -o /app ./cmd/z'], ['cmd/z']],
    [['WORKDIR /src', 'COPY . .', 'RUN <<END', 'set -e', 'cd svc', 'go build -o /app .', 'END'], ['svc']],
    [['WORKDIR /src', 'COPY . .', "RUN sh -ec 'cd svc && go build .'"], ['svc']],
    [['WORKDIR /src', 'COPY . .', 'RUN ["go", "build", "-o", "/app", "./cmd/exec"]'], ['cmd/exec']],
    [['WORKDIR /src', 'COPY . .', 'RUN go build example.com/x/cmd/api'], []],
    [['WORKDIR /src', 'COPY . .', 'RUN for i in a b; do go build ./cmd/$i; done'], []],
  ])('in %j is %j', (lines, directories) => {
    expect(builds([golang, ...lines]).flatMap((build) => build.directories)).toEqual(directories)
  })

  test('is found through stages that other stages are FROM or copy from', () => {
    const text = [
      'FROM golang:1.24-alpine AS base',
      'WORKDIR /src',
      'FROM base AS source',
      'COPY services .',
      'FROM base AS build',
      'COPY --from=source /src/api ./api',
      'RUN go build -o /out/api ./api/cmd',
      'FROM scratch',
      'COPY --from=build /out /bin',
      'ENTRYPOINT ["/bin/api", "serve"]',
      'CMD ["--port", "80"]',
    ]
    expect(builds(text)).toMatchObject([
      { line: 7, stage: 2, directories: ['services/api/cmd'], output: '/out/api', started: true },
    ])
    expect(compiles(text).start).toMatchObject({
      program: '/bin/api',
      arguments: ['serve', '--port', '80'],
      shell: false,
    })
  })

  test('of the started program comes first', () => {
    const found = builds([
      'FROM golang AS build',
      'WORKDIR /src',
      'COPY . .',
      'RUN go install example.com/tool@latest && go build -o bin/ ./cmd/migrate && go build -o bin/ ./cmd/api',
      'RUN mkdir /dist && cp bin/api /dist/main',
      'FROM alpine',
      'WORKDIR /opt',
      'COPY --from=build /dist/main /src/bin/migrate ./',
      'ENTRYPOINT ["tini", "--", "./main"]',
    ])
    expect(found.map(({ directories, started }) => [directories[0], started])).toEqual([
      ['cmd/api', true],
      ['cmd/migrate', false],
    ])
  })

  test.each([
    ['RUN go build', '/s/orders', true],
    ['RUN go build .', '/s/sub/orders', false],
    ['RUN go build -o /bin/ ./...', '/bin/orders', true],
    ['RUN go build ./cmd/orders', '/s/orders', true],
    ['RUN go build ./cmd/orders', '/s/other', false],
    ['RUN go build server.go', '/s/server', true],
    ['RUN go install .', '/go/bin/orders', true],
  ])('the program of %s can be %s: %s', (build, path, started) => {
    const lines = [
      golang,
      'WORKDIR /s',
      'COPY . .',
      build,
      'FROM scratch',
      `COPY --from=build ${path} /app`,
      'CMD ["/app"]',
    ]
    expect(builds(lines)[0]?.started).toBe(started)
  })

  test('is found by the name of a program in PATH, and in shell form', () => {
    const lines = [golang, 'WORKDIR /s', 'COPY . .', 'RUN go install ./cmd/srv']
    const image = ['FROM debian', 'COPY --from=build /go/bin/srv /usr/local/bin/']
    expect(builds([...lines, ...image, 'CMD exec srv run -d'])[0]).toMatchObject({ started: true })
    expect(compiles([...lines, ...image, 'CMD exec srv run -d']).start).toMatchObject({
      program: 'srv',
      arguments: ['run', '-d'],
      shell: true,
    })
  })
})

test('the line is that of the go command, not of its RUN', () => {
  const lines = [golang, 'COPY . .', 'RUN set -e; \\', '  # why', '  cd x && \\', '  go build']
  expect(builds(lines)[0]?.line).toBe(6)
})

test('the environment of a build follows from the command, the shell, ENV and ARG', () => {
  const found = builds([
    golang,
    'ARG TARGETARCH CGO_ENABLED=1',
    'ENV GOOS=linux',
    'COPY . .',
    'RUN GOARCH=$TARGETARCH CGO_ENABLED=0 go build -o a',
    'RUN export CGO_ENABLED=0; env GOOS=windows go build -o b',
    'RUN (export CGO_ENABLED=0); go build -o c',
    'RUN CGO_ENABLED=0 && go build -o d',
    'RUN X=1 CGO=0 && go build -o e',
  ])
  expect(found.map(({ goos, goarch, cgo }) => [goos, goarch, cgo])).toEqual([
    ['linux', 'amd64', '0'],
    ['windows', undefined, '0'],
    ['linux', undefined, '1'],
    // ARG put it into the environment, where the shell then changes it
    ['linux', undefined, '0'],
    ['linux', undefined, '1'],
  ])
})

describe('no visible go command', () => {
  test.each([
    ['make', [golang, 'COPY . .', 'RUN make build'], { kind: 'indirect', by: '`make`', inherits: true }],
    [
      'a script',
      [golang, 'COPY . .', 'RUN apt-get update && bash -e ./build.sh prod'],
      { kind: 'indirect', by: 'the script `./build.sh`', line: 3 },
    ],
    [
      'goreleaser',
      [golang, 'COPY . .', 'RUN goreleaser build'],
      { kind: 'indirect', by: '`goreleaser`', inherits: false },
    ],
    [
      'a buildpack',
      ['FROM heroku/heroku:24-build', 'COPY . /app', 'RUN /build'],
      { kind: 'indirect', by: 'the buildpack of `heroku/heroku:24-build`' },
    ],
    [
      'a copied binary',
      ['FROM alpine', 'COPY dist/linux/server /srv/', 'CMD ["/srv/server"]'],
      { kind: 'prebuilt', how: 'copied', what: 'dist/linux/server', line: 2 },
    ],
    [
      'a downloaded binary',
      ['FROM alpine', 'RUN wget -O /app https://example.com/app && chmod +x /app', 'CMD ["/app"]'],
      { kind: 'prebuilt', how: 'downloaded', what: 'https://example.com/app' },
    ],
    [
      'an added address',
      ['FROM alpine', 'ADD https://example.com/app /app', 'CMD ["/app"]'],
      { kind: 'prebuilt', how: 'downloaded', what: 'https://example.com/app' },
    ],
    [
      'a release image',
      ['FROM alpine', 'COPY --from=ghcr.io/x/y:1 /y /usr/bin/y', 'ENTRYPOINT ["y"]'],
      { kind: 'prebuilt', how: 'released', what: 'ghcr.io/x/y:1' },
    ],
    ['another language', ['FROM node', 'COPY . .', 'CMD ["node", "a.js"]'], { kind: 'none' }],
    [
      'go run at the start',
      [golang, 'COPY . .', 'CMD ["go", "run", "main.go"]'],
      { kind: 'none', because: 'it compiles the program when the container starts, with `go`' },
    ],
  ])('%s is found', (_, lines, expected) => {
    expect(compiles(lines)).toMatchObject(expected)
  })
})

describe('compiling by make or a script, in an image whose programs are unknown', () => {
  const started = (base: string, ...lines: readonly string[]) =>
    compiles([`ARG BASE`, `FROM ${base}`, 'WORKDIR /app', ...lines, 'CMD ["/app/server"]'])

  test.each<[string, readonly string[], object]>([
    // the whole context holds no program that anybody named
    ['$BASE', ['COPY . /app', 'RUN make build'], { kind: 'indirect', by: '`make`', line: 5 }],
    ['corp/builder:3', ['COPY . /app', 'RUN ./build.sh'], { kind: 'indirect', line: 5 }],
    ['corp/builder:3', ['COPY . /app', 'RUN task build'], { kind: 'indirect', line: 5 }],
    ['debian:12', ['COPY . /app', 'RUN make build'], { kind: 'prebuilt', how: 'copied', line: 4 }],
    ['debian:12', ['RUN apt-get install -y golang', 'COPY . /app', 'RUN make build'], { kind: 'indirect' }],
    ['golang:1.24', ['COPY . /app', 'RUN perl build.pl'], { kind: 'indirect', by: '`perl`', line: 5 }],
    ['golang:1.24', ['COPY . /app', 'RUN python3 tools/build.py'], { kind: 'indirect', by: '`python3`' }],
    ['corp/base:1', ['COPY bin/server /app/server', 'RUN npm run build'], { kind: 'prebuilt', line: 4 }],
    ['corp/node:1', ['COPY . /app', 'RUN npm run build'], { kind: 'prebuilt', how: 'copied' }],
    ['corp/base:1', ['COPY bin/server /app/server', 'RUN ./setup.sh'], { kind: 'prebuilt', line: 4 }],
    ['corp/java:1', ['COPY . /app', 'RUN ./mvnw package'], { kind: 'prebuilt' }],
  ])('%s %j', (base, lines, expected) => {
    expect(started(base, ...lines)).toMatchObject(expected)
  })

  test('reports a build argument without a value', () => {
    const text = 'ARG BASE\nFROM $BASE\nWORKDIR /app\nCOPY . /app\nRUN make build\nCMD ["/app/server"]\n'
    expect(platformProblems(text, { platform: 'linux/amd64' })).toEqual([
      {
        line: 2,
        argument: 'BASE',
        message:
          '`$BASE` needs the build argument `BASE`, which has no default (line 1): set `build: { build-args: { BASE: … } }` in .github/linkgate.yml',
      },
    ])
    expect(notBuiltHere({ dockerfile: 'Dockerfile' }, text, {})).toBeUndefined()
    const undeclared = 'FROM golang:$GO\nARG GO=1.24\nRUN go build\n'
    expect(platformProblems(undeclared, { platform: 'linux/amd64' })).toEqual([
      {
        line: 1,
        message: '`golang:$GO` needs `GO`, which is not declared above the first FROM: add `ARG GO=…` there',
      },
    ])
    const required = 'ARG GO\nFROM golang:${GO:?version}\n'
    expect(platformProblems(required, { platform: 'linux/amd64' })).toMatchObject([
      { line: 2, argument: 'GO' },
    ])
    expect(platformProblems(required, { platform: 'linux/amd64', buildArgs: { GO: '1.24' } })).toEqual([])
    const empty = 'ARG REGISTRY\nFROM ${REGISTRY}golang:1.24\nRUN go build\n'
    expect(platformProblems(empty, { platform: 'linux/amd64' })).toEqual([])
  })
})

test('finds required build arguments, and the platform in FROM', () => {
  const found = compiles([
    'ARG GO',
    'ARG UNUSED',
    'FROM golang:$GO AS build',
    'ARG APP',
    'COPY . /s',
    'RUN go build -o /app /s/cmd/$APP',
    'FROM --platform=linux/arm64 alpine',
    'COPY --from=build /app /app',
  ])
  expect(found).toMatchObject({
    platform: { written: 'linux/arm64', line: 7 },
    needs: [
      { argument: 'GO', line: 3 },
      { argument: 'APP', line: 6 },
    ],
  })
})

describe('CGO_ENABLED that has no effect', () => {
  test.each<[string, readonly unknown[]]>([
    ['RUN CGO_ENABLED=0\nRUN go build', [{ line: 2, value: '0', unexported: false }]],
    ['RUN export CGO_ENABLED=0\nRUN go build', [{ line: 2, value: '0', unexported: false }]],
    ['RUN CGO_ENABLED=1 GOOS=linux && go build', [{ line: 2, value: '1', unexported: true }]],
    ['RUN set -e; \\\n  CGO_ENABLED=1; \\\n  go build', [{ line: 3, value: '1', unexported: true }]],
    ['RUN (export CGO_ENABLED=0) && go build', [{ line: 2, value: '0', unexported: true }]],
    ['ENV CGO_ENABLED=1\nRUN CGO_ENABLED=0 && go build', []],
    ['RUN export CGO_ENABLED=0 && go build', []],
    ['RUN CGO_ENABLED=0; export CGO_ENABLED; go build', []],
    ['RUN export CGO_ENABLED=0 && make', []],
    ['RUN CGO_ENABLED=0 go build', []],
    ['ENV CGO_ENABLED=0\nRUN go build', []],
  ])('%j', (lines, expected) => {
    const dockerfile = parsed(`FROM golang:1.24\n${lines}\n`)
    expect(ineffectiveEnv(dockerfile, 'CGO_ENABLED')).toEqual(expected)
  })
})

test('finds commands that may compile indirectly, with directory and arguments', () => {
  const text = [
    'FROM golang:1.24 AS build',
    'ARG VERSION=3',
    'ENV GOFLAGS=-mod=vendor',
    'WORKDIR /src',
    'COPY services ./services',
    'COPY go.mod Makefile ./',
    'RUN cd services/api && \\',
    '    MODE=fast make -j4 build VERSION=$VERSION NOW=$(date)',
    'RUN ./services/build.sh "$UNKNOWN"',
    'FROM node:22 AS web',
    'RUN make',
    'FROM scratch',
    'COPY --from=build /src/bin/api /api',
    'COPY --from=web /dist /dist',
    'CMD ["/api"]',
  ].join('\n')
  const { calls = [], indirect } = describeDockerfile(text, {})
  expect(indirect).toBe(true)
  expect(calls).toMatchObject([
    { words: ['make', '-j4', 'build', 'VERSION=3', 'NOW=$(date)'], directory: 'services/api', line: 8 },
    { words: ['./services/build.sh', '$UNKNOWN'], directory: '.', line: 9 },
  ])
  expect(['MODE', 'GOFLAGS', 'VERSION', 'OTHER'].map((name) => calls[0]?.variables.get(name))).toEqual([
    'fast',
    '-mod=vendor',
    '3',
    undefined,
  ])
  expect(
    describeDockerfile('FROM golang\nCOPY . .\nRUN go build -o /a example.com/shop/cmd/a ./b\n', {}),
  ).toMatchObject({
    compilesGo: ['b'],
    importPaths: ['example.com/shop/cmd/a'],
  })
})
