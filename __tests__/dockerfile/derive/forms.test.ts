import { describe, expect, test } from 'vitest'
import { type DeriveFacts, deriveDockerfile } from '../../../src/dockerfile/derive/derive.ts'
import { expectValue } from '../../support/results.ts'

function derive(lines: readonly string[], wanted: 'static' | 'dynamic', facts: DeriveFacts = {}) {
  const text = `${lines.join('\n')}\n`
  const derived = deriveDockerfile(text, wanted, facts)
  if (!derived.ok) return derived.problem.message
  const again = deriveDockerfile(derived.value.text, wanted, facts)
  expect(expectValue(again)).toMatchObject({ text: derived.value.text, changes: [] })
  return derived.value.text.trimEnd().split('\n')
}

/** What becomes of one line of a single stage on Debian, where nothing else has to change. */
function line(written: string, wanted: 'static' | 'dynamic', facts: DeriveFacts = {}) {
  const cgo = wanted === 'dynamic' || facts.cgoPackages !== undefined ? 1 : 0
  const env = `ENV CGO_ENABLED=${cgo}`
  const derived = derive(
    ['FROM golang:1.24-bookworm', env, 'COPY . .', ...written.split('\n')],
    wanted,
    facts,
  )
  return typeof derived === 'string' ? derived : derived.slice(3).join('\n')
}

const sqlite = { cgoPackages: ['net', 'github.com/mattn/go-sqlite3'] }

describe('CGO_ENABLED', () => {
  test.each([
    ['RUN CGO_ENABLED=0 go build', 'RUN CGO_ENABLED=1 go build'],
    ['RUN A=1 CGO_ENABLED="0" B=2 go build', 'RUN A=1 CGO_ENABLED="1" B=2 go build'],
    ["RUN cd x && env -i CGO_ENABLED='0' go build", "RUN cd x && env -i CGO_ENABLED='1' go build"],
    ['RUN export CGO_ENABLED=0 GOOS=linux; go build', 'RUN export CGO_ENABLED=1 GOOS=linux; go build'],
    ['RUN go env -w CGO_ENABLED=0 && go build', 'RUN go env -w CGO_ENABLED=1 && go build'],
    ['RUN go build && make x CGO_ENABLED=0', 'RUN go build && make x CGO_ENABLED=1'],
    ['RUN CGO_ENABLED=$NO go build', 'RUN CGO_ENABLED=1 go build'],
    ['RUN CGO_ENABLED= go build', 'RUN CGO_ENABLED=1 go build'],
    ['RUN if true; then CGO_ENABLED=0 go build; fi', 'RUN if true; then CGO_ENABLED=1 go build; fi'],
    ['RUN bash -ec "CGO_ENABLED=0 go build"', 'RUN bash -ec "CGO_ENABLED=1 go build"'],
    ['RUN ["env", "CGO_ENABLED=0", "go", "build"]', 'RUN ["env", "CGO_ENABLED=1", "go", "build"]'],
    ['RUN <<A\nset -e\nCGO_ENABLED=0 go build\nA', 'RUN <<A\nset -e\nCGO_ENABLED=1 go build\nA'],
    ['RUN <<A bash\nCGO_ENABLED=0 \\\n go build\nA', 'RUN <<A bash\nCGO_ENABLED=1 \\\n go build\nA'],
    ['RUN # CGO_ENABLED=0 go build', 'RUN # CGO_ENABLED=0 go build'],
    ['RUN go build && echo "CGO_ENABLED=0 is fine"', 'RUN go build && echo "CGO_ENABLED=0 is fine"'],
  ])('%s', (written, expected) => {
    const own = written.includes('# ') ? [`${written}`, 'RUN go build'] : [written]
    expect(line(own.join('\n'), 'dynamic')).toBe([expected, ...own.slice(1)].join('\n'))
  })

  test('is changed in ENV and ARG of needed stages only', () => {
    const text = [
      'ARG CGO_ENABLED=1',
      'FROM golang:1.24 AS other',
      'ENV CGO_ENABLED=1',
      'FROM golang:1.24 AS base',
      'ARG CGO_ENABLED',
      "ENV A='x y' \\",
      '    CGO_ENABLED=${CGO_ENABLED:-1} GOOS=linux',
      'FROM base AS build',
      'ENV CGO_ENABLED 1',
      'RUN go build',
    ]
    expect(derive(text, 'static')).toEqual([
      'ARG CGO_ENABLED=0',
      ...text.slice(1, 8),
      'ENV CGO_ENABLED 0',
      'RUN go build',
    ])
  })

  test('a build argument overrides its default', () => {
    const text = ['FROM golang:1.24', 'ARG CGO_ENABLED=0', 'RUN go build']
    expect(derive(text, 'dynamic', { buildArgs: { CGO_ENABLED: '0' } })).toEqual([
      'FROM golang:1.24',
      'ARG CGO_ENABLED=1',
      'ENV CGO_ENABLED=1',
      'RUN go build',
    ])
  })

  test('does not change tests and tools of other modules', () => {
    const text = [
      'FROM golang:1.24 AS tools',
      'RUN CGO_ENABLED=1 go install example.com/migrate@v4',
      'FROM golang:1.24 AS build',
      'ENV CGO_ENABLED=1',
      'RUN CGO_ENABLED=1 go vet ./... && go test -race ./... && CGO_ENABLED=1 go test -race ./x',
      'RUN go build -o /app .',
      'FROM debian:trixie-slim',
      'ENV CGO_ENABLED=1',
      'COPY --from=tools /go/bin/migrate /migrate',
      'COPY --from=build /app /app',
      'ENTRYPOINT ["/app"]',
    ]
    const expected = text
      .with(3, 'ENV CGO_ENABLED=0')
      .with(4, (text[4] ?? '').replace('&& go test', '&& CGO_ENABLED=1 go test'))
    expect(derive(text, 'static')).toEqual(expected)
  })

  test('is added if make builds the started program and a go command builds another one', () => {
    const text = [
      'FROM golang:1.24-alpine AS check',
      'RUN go build -o /check ./cmd/check',
      'FROM golang:1.24-alpine AS build',
      'RUN apk add make && make',
      'FROM alpine',
      'COPY --from=check /check /check',
      'COPY --from=build /app /app',
      'ENTRYPOINT ["/app"]',
    ]
    const added = ['ENV CGO_ENABLED=1', 'RUN apk add --no-cache gcc musl-dev']
    expect(derive(text, 'dynamic')).toEqual([
      text[0],
      ...added,
      ...text.slice(1, 3),
      ...added,
      ...text.slice(3),
    ])
  })

  test('is injected once, into the first stage that compiles', () => {
    const text = ['FROM golang:1.24 AS a', 'RUN go build -o x', 'FROM a AS b', 'RUN go build -o y']
    expect(derive(text, 'static')).toEqual([text[0], 'ENV CGO_ENABLED=0', ...text.slice(1)])
  })
})

describe('flags of a dynamic program', () => {
  const go = (rest: string) => line(`RUN go build ${rest}`, 'dynamic').replace(/^RUN go build ?/, '')
  test.each([
    [`-ldflags '-s -extldflags "-static"' .`, `-ldflags '-s' .`],
    [`-ldflags '-extldflags "-static" -s' .`, `-ldflags '-s' .`],
    [`-ldflags="-s -w -extldflags '-static'" .`, `-ldflags="-s -w" .`],
    [`-ldflags "-extldflags=-static" .`, '.'],
    ['-ldflags=-extldflags=-static .', '.'],
    ['-ldflags -extldflags=-static .', '.'],
    [`-ldflags "-s '-extldflags=-static -lm'" .`, `-ldflags "-s '-extldflags=-lm'" .`],
    [`-ldflags "-extldflags='-static'" .`, '.'],
    [`-ldflags 'all=-extldflags=-static -s' .`, `-ldflags 'all= -s' .`],
    [`-ldflags="-extldflags \\"-static\\" -s" .`, `-ldflags="-s" .`],
    [`-ldflags "-extldflags '-Wl,-z,now -static'" .`, `-ldflags "-extldflags '-Wl,-z,now'" .`],
    [`-ldflags "-linkmode external -extldflags -static-pie" .`, `-ldflags "-linkmode external" .`],
    [`-ldflags '-s '"-extldflags '-static'" .`, `-ldflags '-s '"" .`],
    ['-tags netgo -o x .', '-o x .'],
    ['-tags=netgo,osusergo .', '.'],
    ['-tags "osusergo jsoniter netgo" .', '-tags "jsoniter" .'],
    ['-tags=sonic,netgo,avx .', '-tags=sonic,avx .'],
    ['-buildmode=pie .', '-buildmode=pie .'],
  ])('%s', (written, expected) => {
    expect(go(written)).toBe(expected)
  })

  test('are changed in variables', () => {
    const text = [
      'FROM golang:1.24',
      'ARG LDFLAGS="-s -extldflags -static"',
      'ENV CGO_ENABLED=0 GOFLAGS="-trimpath -tags=netgo" CGO_LDFLAGS="-L/x -static"',
      'RUN TAGS=netgo,go_json go build -tags "$TAGS" -ldflags "$LDFLAGS"',
    ]
    expect(derive(text, 'dynamic')).toEqual([
      'FROM golang:1.24',
      'ARG LDFLAGS="-s"',
      'ENV CGO_ENABLED=1 GOFLAGS="-trimpath" CGO_LDFLAGS="-L/x"',
      'RUN TAGS=go_json go build -tags "$TAGS" -ldflags "$LDFLAGS"',
    ])
  })

  test('are changed over several lines', () => {
    const written = [
      'RUN go build -ldflags="-s \\',
      '  # why',
      "  -extldflags '-static' \\",
      '  -w" \\',
      '  -tags netgo \\',
      '  .',
    ]
    const expected = ['RUN go build -ldflags="-s \\', '  # why', ' \\', '  -w" \\', '  \\', '  .']
    expect(line(written.join('\n'), 'dynamic')).toBe(expected.join('\n'))
  })
})

describe('flags of a static program', () => {
  const go = (rest: string) => line(`RUN go build ${rest}`, 'static').replace(/^RUN go build ?/, '')
  test.each([
    ['-buildmode=pie -o x .', '-o x .'],
    ['-buildmode pie .', '.'],
    [`-ldflags '-linkmode external -s' .`, `-ldflags '-s' .`],
    ['-ldflags=-linkmode=external .', '.'],
    [`-ldflags "-extldflags '-static'" .`, `-ldflags "-extldflags '-static'" .`],
  ])('%s', (written, expected) => {
    expect(go(written)).toBe(expected)
  })

  test.each([
    ['', '-ldflags "-linkmode=external -extldflags=-static"'],
    ['-o x .', '-ldflags "-linkmode=external -extldflags=-static" -o x .'],
    ['-ldflags=-w .', '-ldflags="-w -linkmode=external -extldflags=-static" .'],
    ['-ldflags -w .', '-ldflags "-w -linkmode=external -extldflags=-static" .'],
    [`-ldflags '-s -w' .`, `-ldflags '-s -w -linkmode=external -extldflags=-static' .`],
    [`-ldflags "-s -X 'a=b c'" .`, `-ldflags "-s -X 'a=b c' -linkmode=external -extldflags=-static" .`],
    [`-ldflags "-extldflags '-lm'" .`, `-ldflags "-extldflags '-lm -static' -linkmode=external" .`],
    [`-ldflags '-extldflags=-lm' .`, `-ldflags '-extldflags "-lm -static" -linkmode=external' .`],
    [`-ldflags "-extldflags=-lm" .`, `-ldflags "-extldflags '-lm -static' -linkmode=external" .`],
    [`-ldflags "-extldflags='-lm'" .`, `-ldflags "-extldflags '-lm -static' -linkmode=external" .`],
    [`-ldflags "-s '-extldflags=-lm'" .`, `-ldflags "-s '-extldflags=-lm -static' -linkmode=external" .`],
    [`-ldflags "-linkmode external" .`, `-ldflags "-linkmode external -extldflags=-static" .`],
    [`-ldflags "-extldflags -static" .`, `-ldflags "-extldflags -static -linkmode=external" .`],
    [
      `-ldflags '-linkmode external -extldflags "-static"' .`,
      `-ldflags '-linkmode external -extldflags "-static"' .`,
    ],
  ])('with C code of packages: %s', (written, expected) => {
    expect(line(`RUN go build ${written}`.trimEnd(), 'static', sqlite)).toBe(`RUN go build ${expected}`)
  })

  test('with C code of packages, in exec form', () => {
    expect(line('RUN ["go", "build", "."]', 'static', sqlite)).toBe(
      'RUN ["go", "build", "-ldflags", "-linkmode=external -extldflags=-static", "."]',
    )
    expect(line('RUN ["go", "build", "-ldflags", "-w", "."]', 'static', sqlite)).toBe(
      'RUN ["go", "build", "-ldflags", "-w -linkmode=external -extldflags=-static", "."]',
    )
  })

  test.each([
    ['RUN go build -buildmode=plugin .', {}, /line 4 builds with -buildmode=plugin, which cannot be linked/],
    ['RUN go build -race .', {}, /line 4 builds with -race, which needs cgo/],
    ["RUN sh -c 'go build .'", sqlite, /line 4 needs .* inside quotes that cannot take more of them/],
    ['RUN go build', { cgoPackages: ['plugin'] }, /opens Go plugins/],
    ['RUN go build', { cgoPackages: ['gocv.io/x/gocv'] }, /gocv.io\/x\/gocv loads shared libraries/],
  ])('%s cannot be static', (written, facts, sentence) => {
    expect(line(written, 'static', facts)).toMatch(sentence)
  })
})

describe('the C compiler', () => {
  const alpine = (...lines: readonly string[]) =>
    derive(['FROM golang:1.24-alpine', 'ENV CGO_ENABLED=1', ...lines], 'dynamic')
  test.each([
    [['RUN apk add build-base', 'RUN go build'], undefined],
    [['RUN apk add --no-cache gcc musl-dev=1.2.5-r9 && go build'], undefined],
    [['RUN apk add git gcc', 'RUN go build'], 'RUN apk add --no-cache musl-dev'],
    [['RUN go build', 'RUN apk add gcc musl-dev'], 'RUN apk add --no-cache gcc musl-dev'],
    [['RUN apk add -t .c gcc musl-dev && apk del .c', 'RUN go build'], 'RUN apk add --no-cache gcc musl-dev'],
  ])('on Alpine with %j', (lines, added) => {
    const head = ['FROM golang:1.24-alpine', ...(added === undefined ? [] : [added]), 'ENV CGO_ENABLED=1']
    expect(alpine(...lines)).toEqual([...head, ...lines])
  })

  test.each([
    [
      'debian:bookworm-slim',
      'RUN apt-get update && apt-get install -y --no-install-recommends gcc libc6-dev && rm -rf /var/lib/apt/lists/*',
    ],
    ['almalinux:9', 'RUN dnf install -y gcc'],
    ['amazonlinux:2023', 'RUN yum install -y gcc'],
  ])('in %s', (image, added) => {
    const text = [`FROM ${image}`, 'ENV CGO_ENABLED=1', 'RUN /usr/local/go/bin/go build']
    expect(derive(text, 'dynamic')).toEqual([text[0], added, ...text.slice(1)])
  })

  test('depends on the image if an engine has inspected it', () => {
    const text = ['FROM golang:1.24-alpine', 'ENV CGO_ENABLED=1', 'RUN go build']
    expect(derive(text, 'dynamic', { builderHasCompiler: true })).toEqual(text)
    expect(derive(['FROM ci/go:3', ...text.slice(1)], 'dynamic', { builderHasCompiler: false })).toBe(
      'line 1: `ci/go:3` has no C compiler and no known package manager: set a Dockerfile, target or build argument for this mode in .github/linkgate.yml',
    )
    expect(derive(['FROM ci/go:3', ...text.slice(1)], 'dynamic')).toEqual(['FROM ci/go:3', ...text.slice(1)])
  })
})

describe('images', () => {
  const pair = (builder: string, runtime: string, more: readonly string[] = [], facts: DeriveFacts = {}) => {
    const derived = derive(
      [
        `FROM ${builder} AS b`,
        'RUN CGO_ENABLED=1 go build -o /a',
        `FROM ${runtime}`,
        ...more,
        'COPY --from=b /a /a',
      ],
      'dynamic',
      facts,
    )
    if (typeof derived === 'string') return derived
    return derived.filter((each) => each.startsWith('FROM')).map((each) => each.split(' ')[1])
  }
  test.each([
    ['golang:1.24-alpine3.21', 'scratch', ['golang:1.24-alpine3.21', 'alpine:3.21']],
    ['golang:1.24', 'scratch', ['golang:1.24', 'debian:trixie-slim']],
    ['golang:1.23', 'scratch', ['golang:1.23', 'debian:bookworm-slim']],
    ['golang:1.19.3', 'scratch', ['golang:1.19.3', 'debian:bullseye-slim']],
    [
      'hub.corp/library/golang:1.24-alpine',
      'scratch',
      ['hub.corp/library/golang:1.24-alpine', 'hub.corp/library/alpine:latest'],
    ],
    ['golang:1.23', 'gcr.io/distroless/static', ['golang:1.23', 'gcr.io/distroless/base-debian12']],
    [
      'golang:1.24-trixie',
      'gcr.io/distroless/static-debian12:debug-nonroot',
      ['golang:1.24-trixie', 'gcr.io/distroless/base-debian13:debug-nonroot'],
    ],
    [
      'golang:1.24-alpine',
      'gcr.io/distroless/static:nonroot',
      ['golang:1.24-bookworm', 'gcr.io/distroless/base-debian12:nonroot'],
    ],
    ['golang:1.24-bookworm', 'busybox:1.36.1', ['golang:1.24-bookworm', 'busybox:1.36.1']],
    ['golang:1.24-bookworm', 'busybox:1.35-musl', ['golang:1.24-bookworm', 'busybox:1.35-glibc']],
    ['golang:1.24-bookworm', 'alpine:3.21', ['golang:1.24-alpine', 'alpine:3.21']],
    ['golang', 'nginx:alpine', ['golang:alpine', 'nginx:alpine']],
    ['golang:1.24-alpine', 'debian:bookworm', ['golang:1.24-bookworm', 'debian:bookworm']],
    ['golang:1.26-alpine', 'debian:trixie-slim', ['golang:1.26-trixie', 'debian:trixie-slim']],
    ['golang:1.24-alpine', 'nginx:1.27', ['golang:1.24-bookworm', 'nginx:1.27']],
    ['golang:1.24-trixie', 'debian:bookworm-slim', ['golang:1.24-trixie', 'debian:trixie-slim']],
    ['golang:1.24-trixie', 'ubuntu:22.04', ['golang:1.24-bookworm', 'ubuntu:22.04']],
    ['almalinux:9', 'alpine:3.21', ['almalinux:9', 'debian:bookworm-slim']],
    ['alpine:3.21', 'debian:bookworm-slim', ['alpine:3.21', 'alpine:3.21']],
    ['almalinux:9', 'almalinux:9-minimal', ['almalinux:9', 'almalinux:9-minimal']],
    ['golang:1.24-alpine', 'docker:27-dind', ['golang:1.24-alpine', 'docker:27-dind']],
  ])('from %s to %s', (builder, runtime, expected) => {
    expect(pair(builder, runtime)).toEqual(expected)
  })

  test('keeps base images whose glibc is new enough for Go, if no package has C code', () => {
    const facts = { cgoPackages: ['net', 'runtime/cgo'] }
    expect(pair('golang:1.24-trixie', 'debian:bookworm-slim', [], facts)).toEqual([
      'golang:1.24-trixie',
      'debian:bookworm-slim',
    ])
  })

  test('of the shipped release come first', () => {
    const facts = { cgoPackages: ['net', 'runtime/cgo'] }
    expect(pair('golang:1.24-alpine', 'debian:bookworm-slim', [], facts)).toEqual([
      'golang:1.24-bookworm',
      'debian:bookworm-slim',
    ])
    // there is no such Go on that release
    expect(pair('golang:1.19-alpine', 'debian:trixie-slim', [], facts)).toEqual([
      'golang:1.19-bullseye',
      'debian:trixie-slim',
    ])
  })

  test('with a C library that an engine reported', () => {
    const libcOf = (reference: string) => (reference === 'corp/run:1' ? 'musl' : undefined)
    expect(pair('golang:1.24', 'corp/run:1', [], { libcOf })).toEqual(['golang:1.24-alpine', 'corp/run:1'])
    expect(pair('golang:1.24', 'corp/run:2', [], { libcOf })).toBe(
      'line 3: the C library of `corp/run:2` is unknown: set a Dockerfile, target or build argument for this mode in .github/linkgate.yml',
    )
  })

  test('of other builders stay if they already have the right C library', () => {
    const text = [
      'FROM golang:1.24-alpine3.20 AS other',
      'RUN apk add gcc musl-dev && CGO_ENABLED=1 go build -o /b',
      'FROM golang:1.24 AS b',
      'RUN CGO_ENABLED=1 go build -o /a',
      'FROM alpine:3.20',
      'COPY --from=other /b /b',
      'COPY --from=b /a /a',
      'CMD ["/a"]',
    ]
    const compiler = 'RUN apk add --no-cache gcc musl-dev'
    expect(derive(text, 'dynamic')).toEqual([
      ...text.slice(0, 2),
      'FROM golang:1.24-alpine AS b',
      compiler,
      ...text.slice(3),
    ])
  })

  test('of busybox become Alpine if the toolchain must stay', () => {
    const text = [
      'FROM golang:1.24-alpine3.21 AS b',
      'SHELL ["/bin/ash", "-c"]',
      'RUN apk add gcc musl-dev && CGO_ENABLED=1 go build -o /a',
      'FROM busybox:stable',
      'COPY --from=b /a /a',
      'HEALTHCHECK CMD wget -q http://localhost/',
    ]
    expect(derive(text, 'dynamic')).toEqual(text.with(3, 'FROM alpine:3.21'))
  })

  test('that contain a copied loader stay', () => {
    expect(pair('golang:1.24-alpine', 'scratch', ['COPY --from=b /lib/ld-musl-x86_64.so.1 /lib/'])).toEqual([
      'golang:1.24-alpine',
      'scratch',
    ])
  })

  test('are a problem if neither base image can be replaced', () => {
    expect(pair('almalinux:9', 'alpine:3.21', ['RUN adduser -D app'])).toBe(
      'line 3: `alpine:3.21` lacks the glibc that the program needs, and neither base image can be swapped (`almalinux:9` has no suitable counterpart; line 4 runs adduser with Alpine-only flags): set a Dockerfile, target or build argument for this mode in .github/linkgate.yml',
    )
  })
})

describe('commands of the other distribution', () => {
  test('apk for apt', () => {
    const text = [
      'FROM golang:1.24-bookworm AS b',
      'SHELL ["/bin/bash", "-c"]',
      'RUN apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -yq libsqlite3-dev build-essential && apt-get clean',
      'RUN useradd app && make x && CGO_ENABLED=1 go build -o /a',
      'FROM alpine',
      'COPY --from=b /usr/share/zoneinfo /usr/share/zoneinfo',
      'COPY --from=b /a /a',
    ]
    expect(derive(text, 'dynamic')).toEqual([
      'FROM golang:1.24-alpine AS b',
      'RUN apk add --no-cache bash make shadow tzdata',
      text[1],
      'RUN true && DEBIAN_FRONTEND=noninteractive apk add --no-cache sqlite-dev build-base && true',
      ...text.slice(3),
    ])
  })

  test('apt for apk', () => {
    const text = [
      'FROM golang:1.24-alpine AS b',
      'RUN sed -i s/http:/https:/ /etc/apk/repositories && apk update && apk add --no-cache git protobuf tzdata',
      'RUN CGO_ENABLED=1 go build -o /a',
      'FROM debian:bookworm-slim',
      'COPY --from=b /a /a',
    ]
    expect(derive(text, 'dynamic')).toEqual([
      'FROM golang:1.24-bookworm AS b',
      'RUN true && true && apt-get update && apt-get install -y --no-install-recommends protobuf-compiler tzdata',
      ...text.slice(2),
    ])
  })

  test.each([
    [
      'golang:1.24',
      'alpine',
      'RUN apt-get install -y libvips-dev',
      /line 2 installs libvips-dev, which has no known equivalent on Alpine/,
    ],
    ['golang:1.24', 'alpine', 'RUN dpkg --add-architecture arm64', /\(line 2 runs dpkg, which Alpine lacks;/],
    ['golang:1.24-alpine', 'debian', 'RUN echo x >> /etc/apk/repositories', /line 2 writes to \/etc\/apk/],
  ])('%s to %s is impossible with %s', (builder, runtime, command, reason) => {
    const text = [
      `FROM ${builder} AS b`,
      command,
      'RUN go build -o /a',
      `FROM ${runtime}`,
      'RUN su-exec a b',
      'RUN dpkg -i x',
      'COPY --from=b /a /a',
    ]
    expect(derive(text, 'dynamic')).toMatch(reason)
  })
})

describe('what cannot be derived', () => {
  test.each([
    ['RUN echo "', /^line 2: the shell script of this RUN cannot be read/],
    ['RUN true\nFROM golang:1.24-windowsservercore\nRUN', /^line 3 uses a Windows image, but/],
    ['FOO x', /^the Dockerfile cannot be read: line 2: `FOO` is not an instruction$/],
  ])('%s', (written, sentence) => {
    expect(derive(['FROM golang:1.24', `${written} CGO_ENABLED=0 go build`], 'dynamic')).toMatch(sentence)
  })

  test('a target that does not exist', () => {
    expect(derive(['FROM golang:1.24', 'RUN go build'], 'static', { target: 'prod' })).toBe(
      'the Dockerfile has no stage `prod`: set another target',
    )
  })

  test('derives for the platform of the machine', () => {
    const text = ['FROM golang:1.24', 'RUN GOARCH=arm64 CGO_ENABLED=0 go build']
    expect(derive(text, 'dynamic', { platform: 'linux/arm64' })).toEqual([
      text[0],
      'RUN GOARCH=arm64 CGO_ENABLED=1 go build',
    ])
  })
})
