import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compileCaches, withCacheMounts } from '../../../../src/dockerfile/derive/caches/compile-caches.ts'
import type { BuildParameters } from '../../../../src/dockerfile/read/stages.ts'
import { tries } from '../../../support/runs/tries.ts'
import { dockerfiles } from '../../generated.ts'
import { parsed } from '../../parsed.ts'

/** The lines that are not as they were, and why others are. */
function changed(text: string, options: BuildParameters = {}) {
  const { mounts, runsWithoutMounts } = compileCaches(parsed(text), options)
  const after = withCacheMounts(text, {
    mounts: mounts.map((mount) => ({ ...mount, id: mount.kind })),
    settings: [],
  })
  const before = text.split('\n')
  return [
    ...after.split('\n').filter((line, index) => line !== before[index]),
    ...runsWithoutMounts.map(({ because, line }) => `${because}: ${line}`),
  ]
}

const build = '--mount=type=cache,id=build,target=/root/.cache/go-build'
const modules = '--mount=type=cache,id=modules,target=/go/pkg/mod'
const both = `${build} ${modules}`
const shipped = '\nFROM scratch\nCOPY --from=build /app /app\nENTRYPOINT ["/app"]\n'
const inBuild = (lines: string, end = shipped) => `FROM golang:1.24 AS build\nWORKDIR /src\n${lines}${end}`

describe('RUNs that get mounts', () => {
  test.each<[string, string, readonly string[]]>([
    ['one', inBuild('COPY . .\nRUN go build -o /app .'), [`RUN ${both} go build -o /app .`]],
    [
      'each from the first that runs Go on',
      inBuild('RUN apk add git\nRUN go mod download\nCOPY . .\nRUN ls\nRUN go build -o /app .'),
      [`RUN ${both} go mod download`, `RUN ${both} ls`, `RUN ${both} go build -o /app .`],
    ],
    [
      'of stages that are FROM one another',
      `FROM golang AS modules\nRUN go mod download\nFROM modules AS test\nRUN go test ./...\nFROM modules AS build\nRUN go build -o /app .${shipped}`,
      [`RUN ${both} go mod download`, `RUN ${both} go build -o /app .`],
    ],
    [
      'a base that ships and runs no Go',
      `FROM golang AS base\nRUN apk add tini\nFROM base AS build\nRUN go build -o /app .\nFROM base\nCOPY --from=build /app /app\n`,
      [`RUN ${both} go build -o /app .`],
    ],
    [
      'a list of strings',
      inBuild('RUN ["go", "build", "-o", "/app"]'),
      [`RUN ${both} ["go", "build", "-o", "/app"]`],
    ],
    ['a heredoc', inBuild('RUN <<EOF\ngo build -o /app .\nEOF'), [`RUN ${both} <<EOF`]],
    ['a continued line', inBuild('run \\\n  # why\n  go build -o /app .'), [`run ${both} \\`]],
    [
      'other flags',
      inBuild('RUN --network=default --mount=type=bind,target=. go build -o /app'),
      [`RUN ${both} --network=default --mount=type=bind,target=. go build -o /app`],
    ],
    ['make', inBuild('RUN make'), [`RUN ${both} make`]],
    ['a script that cannot be read', inBuild('RUN ./build.sh "'), [`RUN ${both} ./build.sh "`]],
    [
      'paths that the Dockerfile sets',
      inBuild('ENV GOCACHE=/c GOPATH=/p:/q\nRUN go build -o /app'),
      [
        'RUN --mount=type=cache,id=build,target=/c --mount=type=cache,id=modules,target=/p/pkg/mod go build -o /app',
      ],
    ],
    [
      'Go that is installed',
      `FROM debian AS build\nRUN apt-get install -y golang-go\nENV XDG_CACHE_HOME=/x\nRUN go build -o /app${shipped}`,
      [
        'RUN --mount=type=cache,id=build,target=/x/go-build --mount=type=cache,id=modules,target=/root/go/pkg/mod go build -o /app',
      ],
    ],
    [
      'a user by number, whose home is known',
      inBuild('ENV HOME=/h\nUSER 1000:7\nRUN go build -o /app'),
      [
        'RUN --mount=type=cache,id=build,target=/h/.cache/go-build,uid=1000,gid=7 --mount=type=cache,id=modules,target=/go/pkg/mod,uid=1000,gid=7 go build -o /app',
      ],
    ],
    [
      'a binary of GOPATH',
      inBuild(
        'RUN go install x.y/z@v1 && $GOPATH/bin/z && $(go env GOPATH)/bin/z && go build -o /go/bin/app',
      ),
      [expect.stringContaining(both)],
    ],
    [
      'files beside the caches',
      inBuild('COPY .netrc /root/\nRUN rm -rf /var/cache/* /root/.npm && go build -o /go/app'),
      [expect.stringContaining(both)],
    ],
    [
      'no mount for another that covers it',
      inBuild('RUN --mount=type=cache,target=/go/pkg go mod download\nRUN go build -o /app'),
      [`RUN ${build} --mount=type=cache,target=/go/pkg go mod download`, `RUN ${build} go build -o /app`],
    ],
    [
      'no modules that only one RUN may fetch',
      inBuild('RUN --mount=type=secret,id=netrc go mod download\nRUN go build -o /app'),
      [`RUN ${build} --mount=type=secret,id=netrc go mod download`, `RUN ${build} go build -o /app`],
    ],
    [
      'no modules where one has no network',
      inBuild('RUN go mod download\nRUN --network=none go build -o /app'),
      [`RUN ${build} go mod download`, `RUN ${build} --network=none go build -o /app`],
    ],
    [
      'credentials that each has',
      inBuild('RUN --mount=type=ssh go mod download\nRUN --mount=type=ssh go build -o /app'),
      [expect.stringContaining(both), expect.stringContaining(both)],
    ],
    [
      'tools of xx',
      `FROM tonistiigi/xx AS xx\n${inBuild('COPY --from=xx / /\nRUN xx-go build -o /app')}`,
      [`RUN ${both} xx-go build -o /app`],
    ],
    [
      'a file beside the caches, whose name is not known',
      inBuild('RUN go build -o /app', '\nFROM alpine\nCOPY --from=build /out/app_$VERSION /app\n'),
      [expect.stringContaining(both)],
    ],
    [
      'a separator that is a slash',
      inBuild('RUN os=$(echo $TARGETPLATFORM | cut -d / -f1 | tr "/" -) && go build -o /app'),
      [expect.stringContaining(both)],
    ],
    [
      'a mount over the working directory',
      inBuild('RUN --mount=from=other,src=/x,rw go build -o /app'),
      [expect.stringContaining(both)],
    ],
    [
      'a stage that is not needed',
      `FROM golang AS lint\nRUN go vet ./...\n${inBuild('RUN go build -o /app')}`,
      [`RUN ${both} go build -o /app`],
    ],
    [
      'no stage without Go',
      `FROM node:22 AS page\nRUN make\n${inBuild('COPY --from=page /page .\nRUN go build -o /app')}`,
      [`RUN ${both} go build -o /app`],
    ],
    [
      'a frontend that knows them',
      `# check=skip=all\n# syntax=docker/dockerfile:1\n${inBuild('RUN go build -o /app')}`,
      [`RUN ${both} go build -o /app`],
    ],
  ])('%s', (_, text, expected) => {
    expect(changed(text)).toEqual(expected)
  })
})

describe('RUNs that get no mounts', () => {
  const compile = 'RUN go build -o /app .'
  test.each<[string, string, string]>([
    ['it ships', 'FROM golang\nRUN go build -o /app .\nCMD ["/app"]\n', 'ships: 2'],
    [
      'what it is FROM ships, with modules',
      `FROM golang AS base\nRUN go mod download\nFROM base AS build\n${compile}\nFROM base\nCOPY --from=build /app /app\n`,
      'ships: 2',
    ],
    [
      'the whole stage is copied',
      inBuild(compile, '\nFROM scratch\nCOPY --from=build / /\n'),
      'reads-cache: 5',
    ],
    [
      'modules are copied',
      inBuild(compile, '\nFROM scratch\nCOPY --from=0 /go/pkg/mod/example.com/page /page\n'),
      'reads-cache: 5',
    ],
    [
      'a home is copied',
      inBuild(compile, '\nFROM scratch\nCOPY --from=build /root/ /root\n'),
      'reads-cache: 5',
    ],
    [
      'what is copied is not known',
      inBuild(compile, '\nFROM scratch\nCOPY --from=build $WHAT /app\n').replace('scratch', 'alpine'),
      'reads-cache: 5',
    ],
    [
      'a pattern is copied',
      inBuild(compile, '\nFROM scratch\nCOPY --from=build /go/p*/ /app\n'),
      'reads-cache: 5',
    ],
    [
      'a mount reads modules',
      inBuild(compile, '\nFROM alpine\nRUN --mount=from=build,source=/go,target=/x cp /x/y /\n'),
      'reads-cache: 5',
    ],
    [
      'a mount reads all',
      inBuild(compile, '\nFROM alpine\nRUN --mount=from=build,target=/x cp /x/app /app\n'),
      'reads-cache: 5',
    ],
    [
      'a cache begins as the stage',
      inBuild(compile, '\nFROM alpine\nRUN --mount=type=cache,from=build,target=/x cp /x/app /app\n'),
      'reads-cache: 5',
    ],
    ['modules are copied into it', inBuild(`COPY --from=mods /go /go\n${compile}`), 'names-cache: 3'],
    ['a context is copied there', inBuild(`COPY mods /go/pkg/mod/cache\n${compile}`), 'names-cache: 3'],
    ['a cache is removed', inBuild(`${compile} && rm -rf /root/.cache`), 'names-cache: 3'],
    [
      'a cache is removed by a relative path',
      inBuild(`RUN cd /root && rm -rf .cache/go-build\n${compile}`),
      'names-cache: 3',
    ],
    [
      'a cache is removed by another variable',
      inBuild(`ENV C=/root/.cache\nRUN rm -rf $C\n${compile}`),
      'names-cache: 4',
    ],
    ['a cache is cleaned', inBuild(`${compile}\nRUN go clean -modcache`), 'names-cache: 4'],
    ['both are cleaned', inBuild(`RUN go build -o /app . && go clean -i -cache -modcache`), 'names-cache: 3'],
    ['Go prints where it is', inBuild(`${compile}\nRUN ls $(go env GOCACHE)`), 'names-cache: 4'],
    ['a home is named', inBuild(`${compile} && du -s ~/.cache`), 'names-cache: 3'],
    [
      'a path in a heredoc',
      inBuild('RUN <<EOF\ngo build -o /app .\nrm -r "$HOME/go"\nEOF'),
      'names-cache: 3',
    ],
    ['another cache for one command', inBuild('RUN GOCACHE=/tmp/c go build -o /app .'), 'names-cache: 3'],
    ['everything is searched', inBuild(`${compile}\nRUN find / -name x`), 'names-cache: 4'],
    ['a volume', inBuild(`VOLUME /go\n${compile}`), 'names-cache: 3'],
    ['a directory of modules is worked in', inBuild(`WORKDIR /go/pkg/mod/x\n${compile}`), 'names-cache: 3'],
    [
      'its own mounts',
      inBuild(`RUN --mount=type=cache,target=/go --mount=type=cache,target=/root/.cache go build -o /app`),
      'mounts: 3',
    ],
    [
      'its own mount is somewhere',
      inBuild(`RUN --mount=type=cache,target=$X go build -o /app`),
      'unknown-path: 3',
    ],
    ['a user by name', inBuild(`USER app\n${compile}`), 'user: 4'],
    ['several users', inBuild(`RUN go mod download\nUSER 1000\n${compile}`), 'user: 5'],
    ['a user by number whose home is not known', inBuild(`USER 1000\n${compile}`), 'unknown-path: 4'],
    ['a cache that is not known', inBuild(`ENV GOCACHE=$X\n${compile}`), 'unknown-path: 4'],
    ['a cache that changes', inBuild(`RUN go mod download\nENV GOCACHE=/c\n${compile}`), 'unknown-path: 5'],
    ['a cache that an option cannot name', inBuild(`ENV GOCACHE="/a b"\n${compile}`), 'unknown-path: 4'],
    ['instructions for other stages', inBuild(`ONBUILD RUN go mod download\n${compile}`), 'on-build: 3'],
    ['another frontend', `# syntax=example.com/dockerfile:1\n${inBuild(compile)}`, 'syntax: 1'],
    ['an old frontend', `# syntax=docker/dockerfile:1.1.7\n${inBuild(compile)}`, 'syntax: 1'],
  ])('%s', (_, text, expected) => {
    expect(changed(text)).toEqual([expected])
  })

  test('a frontend that the build sets', () => {
    const text = inBuild(compile)
    expect(changed(text, { buildArgs: { BUILDKIT_SYNTAX: 'docker/dockerfile:1.0' } })).toEqual(['syntax: 1'])
  })
})

describe('settings of an image', () => {
  const image = { workdir: '/', env: {}, user: '', onBuild: false, identity: 'sha256:1' }
  const of = (settings: Partial<typeof image>) => ({
    images: new Map([['builder', { ...image, ...settings }]]),
  })
  const text = inBuild('RUN go build -o /app').replace('golang:1.24', 'builder')

  test('determine paths and owner', () => {
    expect(changed(text)).toEqual([expect.stringContaining('target=/root/go/pkg/mod go build')])
    expect(changed(text, of({ env: { HOME: '/opt/src', GOCACHE: '/c' }, user: '1001' }))).toEqual([
      'RUN --mount=type=cache,id=build,target=/c,uid=1001,gid=0 --mount=type=cache,id=modules,target=/opt/src/go/pkg/mod,uid=1001,gid=0 go build -o /app',
    ])
    expect(changed(text, of({ user: 'app' }))).toEqual(['user: 3'])
    expect(changed(text, of({ onBuild: true }))).toEqual(['on-build: 1'])
  })

  test('show that other variables are empty', () => {
    const copies = text.replace('/app /app', '$X/app /app').replace('scratch', 'builder')
    expect(changed(copies)).toEqual(['reads-cache: 5'])
    expect(changed(copies, of({}))).toEqual([expect.stringContaining('go build')])
  })
})

describe('builds that may share compiled packages', () => {
  const environment = (text: string, options: BuildParameters = {}) =>
    compileCaches(parsed(text), options).mounts.find(({ kind }) => kind === 'build')?.environment
  const plain = inBuild('COPY . .\nRUN go build -o /app .')

  test.each([
    ['another command', inBuild('COPY . .\nENV CGO_ENABLED=1\nRUN go build -ldflags=-s -o /app ./cmd/app')],
    [
      'a compiler',
      inBuild('RUN apk add --no-cache gcc musl-dev && rm -rf /var/cache/*\nCOPY . .\nRUN go build -o /app .'),
    ],
    ['another production image', plain.replace('scratch', 'alpine')],
    [
      'a version of its own',
      inBuild(
        'COPY . .\nARG VERSION=2\nRUN git describe && go build -ldflags=-X=v=$VERSION -o /app . && strip /app',
      ),
    ],
  ])('with %s', (_, text) => {
    expect(environment(text)).toBe(environment(plain))
  })

  test.each([
    ['another image', plain.replace('golang:1.24', 'golang:1.25')],
    ['a library', inBuild('RUN apk add libfoo-dev\nCOPY . .\nRUN go build -o /app .')],
    ['a library beside the go command', inBuild('COPY . .\nRUN apk add libfoo-dev && go build -o /app .')],
    ['headers of another stage', inBuild('COPY --from=c /usr/include /usr/include\nRUN go build -o /app .')],
    ['a search path', inBuild('ENV C_INCLUDE_PATH=/x\nRUN go build -o /app .')],
  ])('not with %s', (_, text) => {
    expect(environment(text)).not.toBe(environment(plain))
  })

  test.each([
    [
      'a default',
      inBuild('ARG FOO=1\nRUN curl https://x.y/foo-$FOO.tar.gz | tar xz -C /usr\nRUN go build -o /app'),
    ],
    [
      'a default above the stages',
      `ARG FOO=1\n${inBuild('ARG FOO\nRUN apk add libfoo-dev=$FOO\nRUN go build -o /app')}`,
    ],
    ['an ENV that a script gets', inBuild('ENV FOO=1\nRUN ./install-foo.sh\nRUN go build -o /app')],
    ['an ENV beside make', inBuild('ENV FOO=1\nRUN make')],
    [
      'a default of another stage',
      `FROM debian AS c\nARG FOO=1\nRUN make foo-$FOO\n${inBuild('COPY --from=c /usr/include /usr/include\nRUN go build -o /app')}`,
    ],
    [
      'a default above a stage that is mounted',
      `ARG FOO=1\nFROM debian AS c\nARG FOO\nRUN make foo-$FOO\n${inBuild('RUN --mount=from=c,source=/usr/include,target=/c go build -o /app')}`,
    ],
    [
      'a clone',
      inBuild('RUN git clone -b FOO=1 https://x.y/foo && make -C foo install\nRUN go build -o /app'),
    ],
    ['a path for one command', inBuild('RUN CPATH=/FOO=1 go build -o /app')],
    ['a path for all commands', inBuild('RUN export CPATH=/FOO=1 && go build -o /app')],
    ['a place that is not known', inBuild('COPY --from=c /FOO=1 $X/include\nRUN go build -o /app')],
  ])('not with another version by %s', (_, text) => {
    expect(environment(text)).toBeDefined()
    expect(environment(text.replace('FOO=1', 'FOO=2'))).not.toBe(environment(text))
  })

  test('not with another version by a build argument', () => {
    const text = inBuild('ARG FOO\nRUN apk add libfoo-dev=$FOO\nRUN go build -o /app')
    const given = (FOO: string, OTHER: string) => environment(text, { buildArgs: { FOO, OTHER } })
    expect(given('1', 'x')).toBe(given('1', 'y'))
    expect(given('1', 'x')).not.toBe(given('2', 'x'))
  })
})

describe('builds that may share downloaded modules', () => {
  const environment = (text: string) =>
    compileCaches(parsed(text), {}).mounts.find(({ kind }) => kind === 'modules')?.environment
  const plain = inBuild('COPY . .\nRUN go build -o /app .')

  test('with another image, another command and other libraries', () => {
    const other = inBuild('RUN apk add libfoo-dev\nENV CGO_ENABLED=1\nRUN go build ./...')
    expect(environment(other.replace('1.24', '1.25'))).toBe(environment(plain))
  })

  test.each([
    ['credentials', inBuild('RUN --mount=type=secret,id=netrc go build -o /app .')],
    ['a proxy', inBuild('ENV GOPROXY=https://x.y\nRUN go build -o /app .')],
    ['a proxy by a build argument', inBuild('ARG GOPROXY=https://x.y\nRUN go build -o /app .')],
    ['a proxy for one command', inBuild('RUN GOPROXY=https://x.y go build -o /app .')],
    ['an address with a token', inBuild('RUN git config --global url.x.insteadOf y\nRUN go build -o /app')],
    ['a file with a password', inBuild('COPY .netrc /root/\nRUN go build -o /app')],
  ])('not if only one has %s', (_, text) => {
    expect(environment(text)).toBeDefined()
    expect(environment(text)).not.toBe(environment(plain))
  })
})

test('adds only flags and settings, on the lines of the instruction', () => {
  fc.assert(
    fc.property(dockerfiles, (text) => {
      const { mounts, settings } = compileCaches(parsed(text), {})
      const after = withCacheMounts(text, {
        mounts: mounts.map((mount) => ({ ...mount, id: 'x' })),
        settings,
      })
      expect(after.split('\n')).toHaveLength(text.split('\n').length)
      const added = / --mount=type=cache,id=x,target=[^\s,]*(?:,uid=\d+,gid=\d+)?|GOGC=400 /g
      expect(after.replaceAll(added, '')).toBe(text)
      const runs = (of: string) =>
        parsed(of).stages.flatMap(({ instructions }) =>
          instructions.map(({ line, keyword }) => `${line} ${keyword}`),
        )
      expect(runs(after)).toEqual(runs(text))
      for (const { line } of mounts) expect(runs(text)).toContain(`${line} RUN`)
    }),
    { numRuns: tries(20) },
  )
})
