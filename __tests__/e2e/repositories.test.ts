/** Whole checks, without anything that somebody wrote for linkgate, of small repositories that have the shapes of real ones. */
import { readdir, readFile, rm, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import type { Report } from '../../src/document/report.ts'
import { machine } from '../support/images/base-image-layers.ts'
import { repositoryAt } from '../support/repositories/git.ts'
import { layOut } from '../support/repositories/repositories.ts'
import {
  about,
  both,
  builtIn,
  check,
  checked,
  columns,
  DerivedShare,
  found,
  glibc,
  holdImages,
  musl,
  type Outcome,
  toBeFound,
} from '../support/runs/checks.ts'
import { root, temporaryFolder } from '../support/runs/linkgate.ts'

const { loader } = machine
holdImages()
const share = new DerivedShare()
afterAll(() => share.tell())

/** A check of a second commit against the first, which is as it is in the fixtures but for `before`. */
async function compared(
  name: string,
  files: Readonly<Record<string, string>>,
  env: Readonly<Record<string, string>> = {},
  before: Readonly<Record<string, string>> = {},
): Promise<Outcome> {
  await using folder = await temporaryFolder()
  const directory = join(folder.path, name)
  await layOut(name, directory)
  const repository = repositoryAt(directory)
  await repository.commit('All there is', before)
  await repository.commit('A change', files)
  return await check(directory, ['--base', 'HEAD~1'], env)
}

const sizes = new Set(['binary-size', 'image-size', 'pull-size', 'layers'])
const deltas = (report: Pick<Report, 'comparisons'> | undefined) =>
  (report?.comparisons ?? []).filter(({ metric }) => sizes.has(metric)).map(({ delta }) => delta)

describe.concurrent('a change', () => {
  test('of the README has a delta of 0, even with COPY . .', async () => {
    const { exitCode, report, said } = await compared('server-and-generator', {
      'README.md': 'Other words.\n',
    })
    expect(
      report?.variants.map(({ revision, mode, source }) => `${revision} ${mode} ${source}`),
      said,
    ).toEqual(['base static shipped', 'base dynamic derived', 'head static shipped', 'head dynamic derived'])
    expect(deltas(report)).toEqual(Array(8).fill(0))
    expect(said).toContain('unchanged')
    expect(exitCode, said).toBe(0)
  })

  test('of a README that is copied into the image: its layer is named, and the program is the same', async () => {
    const own = await readFile(join(root, '__tests__/fixtures/repositories/bans-pollers/Dockerfile'), 'utf8')
    const Dockerfile = own.replace('FROM alpine:3.20\n', 'FROM alpine:3.20\nCOPY . /srv/\n')
    const before = { Dockerfile, 'README.md': 'Words.\n' }
    const { exitCode, report, said } = await compared('bans-pollers', { 'README.md': 'Other.\n' }, {}, before)
    const binaries = report?.comparisons.filter(({ metric }) => metric === 'binary-size')
    expect(
      binaries?.map(({ delta }) => delta),
      said,
    ).toEqual([0, 0])
    expect(about(report, 'image/layer-changed')).toEqual(
      Array(2).fill(
        expect.stringMatching(
          /^Layer 2 \(`COPY .*\/srv.*`\) .*: \/srv\/README\.md changed\. .*\.dockerignore/,
        ),
      ),
    )
    expect(exitCode, said).toBe(0)
  })

  test('of the base of the production image is distinguished from one of the program', async () => {
    const dockerfile = await readFile(
      join(root, '__tests__/fixtures/repositories/bans-pollers/Dockerfile'),
      'utf8',
    )
    const { report, said } = await compared('bans-pollers', {
      Dockerfile: dockerfile
        .replace('FROM alpine:3.20', 'FROM debian:bookworm-slim')
        .replace('ENTRYPOINT', 'COPY --from=build /hello /opt/hello\nCOPY stray.bin /data/\nENTRYPOINT'),
      'stray.bin': 'stray '.repeat(2_000_000),
    })
    // noise may have causes of its own
    const causes =
      report?.causes.filter(({ mode, metric }) => mode === 'static' && metric === 'image-size') ?? []
    expect(
      causes.map(({ kind, name, change }) => [kind, name, change]),
      said,
    ).toEqual([
      [
        'base-image',
        'debian:bookworm-slim',
        { type: 'changed', from: 'alpine:3.20', to: 'debian:bookworm-slim' },
      ],
      ['file', '/data/stray.bin', { type: 'added' }],
      ['file', '/opt/hello', { type: 'added' }],
    ])
    expect(causes[1]?.delta).toBe(12_000_000)
    expect(causes[2]).toMatchObject({ copy: true, delta: comparisonOf(report, 'binary-size')?.head })
    expect(causes.reduce((sum, { share }) => sum + (share ?? 0), 0)).toBeCloseTo(1, 2)
    expect(said).toContain('another copy of the program `/opt/hello`')
  })
})

const comparisonOf = (report: Outcome['report'], metric: string) =>
  report?.comparisons.find((one) => one.metric === metric && one.mode === 'static')

/** All programs of this machine but C compilers. */
async function pathWithoutCompiler(folder: string): Promise<string> {
  const directories = (process.env['PATH'] ?? '').split(':').filter((directory) => directory !== '')
  for (const directory of directories.toReversed()) {
    for (const name of await readdir(directory).catch(() => [])) {
      if (/(^|-)(gcc|g\+\+|cc|c\+\+|clang)(-[\d.]+)?$/.test(name)) continue
      await rm(join(folder, name), { force: true })
      await symlink(join(directory, name), join(folder, name))
    }
  }
  return folder
}

describe.concurrent('the configuration names the image of a mode', () => {
  test('a target and a build argument; base has not got the one, and no C compiler is here', async () => {
    await using folder = await temporaryFolder()
    const { report, said, exitCode } = await compared(
      'targets-dev-and-prod',
      {
        Dockerfile: `FROM golang:1.24-bookworm AS build
WORKDIR /src
COPY . .
ARG CGO_ENABLED=0
RUN go build -o /hello .

FROM scratch AS prod
COPY --from=build /hello /hello
ENTRYPOINT ["/hello"]

FROM gcr.io/distroless/base-debian12 AS glibc
COPY --from=build /hello /hello
ENTRYPOINT ["/hello"]
`,
        '.github/linkgate.yml': `version: 1
modes:
  static: { target: prod }
  dynamic: { target: glibc, build-args: { CGO_ENABLED: 1 } }
  wrong: { link: dynamic, target: prod }
`,
      },
      { PATH: await pathWithoutCompiler(folder.path) },
    )
    const shipped = 'configured on scratch, static, started'
    expect(columns(report), said).toEqual([
      `static: ${shipped}`,
      'dynamic: configured, undefined, not started',
      `wrong: ${shipped}`,
      `static: ${shipped}`,
      'dynamic: configured on gcr.io/distroless/base-debian12, dynamic (glibc), started',
      `wrong: ${shipped}`,
    ])
    const head = report?.variants.find(({ revision, mode }) => revision === 'head' && mode === 'dynamic')
    expect(head?.dockerfile).toMatchObject({ target: 'glibc', buildArgs: { CGO_ENABLED: '1' }, changes: [] })
    const unbuilt = report?.findings.find(({ id }) => id === 'build/failed')
    expect(unbuilt).toMatchObject({ verdict: 'pass', revision: 'base', mode: 'dynamic' })
    expect(unbuilt?.message).toBe(
      'Base does not build in mode `dynamic`: Dockerfile: it has no stage `glibc`',
    )
    const verdicts = report?.comparisons
      .filter(({ mode }) => mode === 'dynamic')
      .map(({ verdict }) => verdict)
    expect(new Set(verdicts)).toEqual(new Set(['no-baseline']))
    const failed = report?.findings.filter(({ verdict }) => verdict === 'fail')
    expect(failed).toEqual([expect.objectContaining({ id: 'link/mode-not-achieved', mode: 'wrong' })])
    expect(failed?.[0]?.message).toContain(
      '. The configuration sets `Dockerfile`, target `prod` for this mode',
    )
    expect(exitCode, said).toBe(1)
  })

  test('a base image for the built-in one: a README-only change has a delta of 0', async () => {
    const { report, said, exitCode } = await compared('targets-dev-and-prod', {
      'README.md': 'Other words.\n',
      '.github/linkgate.yml': `version: 1
build: { dockerfile: false }
modes:
  static: { base-image: alpine:3.20 }
  dynamic: { base-image: gcr.io/distroless/base-debian12 }
`,
    })
    const on = report?.variants.map(
      (one) => `${one.revision} ${one.linkage?.kind}, ${one.source} on ${one.on?.name}`,
    )
    expect(on, said).toEqual([
      'base static, built-in on alpine:3.20',
      'base dynamic, built-in on gcr.io/distroless/base-debian12',
      'head static, built-in on alpine:3.20',
      'head dynamic, built-in on gcr.io/distroless/base-debian12',
    ])
    // the program is all that is put on it
    const own = report?.variants.map(({ image }) => image?.layers.filter(({ base }) => base !== true).length)
    expect(own).toEqual([1, 1, 1, 1])
    expect(deltas(report)).toEqual(Array(8).fill(0))
    expect(exitCode, said).toBe(0)
  })
})

/**
 * What comes of the shapes that show when they are built or started. Those that are only about what is found out are tested
 * where that is done; some more are built and started in other tests.
 */
const shapes: readonly (readonly [string, readonly string[]])[] = [
  ['behind-an-init', both('alpine:3.20', musl('alpine:3.20'))],
  ['cgo-behind-mounts', both('debian:bookworm-slim', glibc('debian:bookworm-slim'))],
  ['cross-compiled', both('gcr.io/distroless/static', glibc('gcr.io/distroless/base-debian12'))],
  ['entry-script', both('alpine:3.20', musl('alpine:3.20'))],
  ['go-env-in-heredoc', both('alpine:3.20', musl('alpine:3.20'))],
  // the Makefile sets CGO_ENABLED itself, whatever the Dockerfile says
  ['hidden-in-make', [`static: shipped on gcr.io/distroless/static, static, started`, builtIn]],
  ['linked-directories', both('alpine:3.20', musl('alpine:3.20'))],
  ['loopback-only', both('alpine:3.20', musl('alpine:3.20'))],
  ['port-from-argument', both('alpine:3.20', musl('alpine:3.20'))],
  ['port-required', both('alpine:3.20', musl('alpine:3.20'))],
  [
    'sqlite-stub',
    [
      'static: derived on debian:bookworm-slim, static, started',
      'dynamic: shipped on debian:bookworm-slim, dynamic (glibc), started',
    ],
  ],
  ['statically-with-c', both('scratch', glibc('debian:bookworm-slim'))],
  ['templates-in-workdir', both('alpine:3.20', musl('alpine:3.20'))],
  ['tls-only', both('alpine:3.20', musl('alpine:3.20'))],
  ['subcommand-required', both('gcr.io/distroless/static', glibc('gcr.io/distroless/base-debian12'))],
  ['two-listeners', both('alpine:3.20', musl('alpine:3.20'))],
  ['unix-socket', both('alpine:3.20', musl('alpine:3.20'))],
  ['two-services', both('scratch', musl('alpine:latest'))],
  ['writes-beside-itself', both('alpine:3.20', musl('alpine:3.20'))],
  ['prebuilt-program', ['static: built-in, static, started', builtIn]],
]
// without it they end with a sentence: see below
const needInit = new Set(['subcommand-required', 'two-services'])

describe.concurrent('a repository', () => {
  // every other one through init: what both have to find out is tested for all of them where init is
  test.each(
    shapes.map(([name, wanted], index) => {
      const how = index % 2 === 0 || needInit.has(name) ? 'after init' : 'unchanged'
      return [name, how, wanted] as const
    }),
  )('%s, %s: both modes, proven and started', async (name, how, wanted) => {
    const { exitCode, report, said, expected } = await checked(name, { init: how === 'after init' })
    const { indirect = false, prebuilt = false } = expected
    if (!prebuilt) share.count(name, report, { indirect })
    expect(columns(report), said).toEqual(wanted)
    // a column that is not made from the Dockerfile says why
    expect(about(report, 'dockerfile/not-derived')).toHaveLength(indirect ? 1 : 0)
    expect(found(said, report, expected)).toMatchObject(toBeFound(expected, wanted.length))
    expect(exitCode, said).toBe(0)
  })

  test('real-gin: the framework itself', async () => {
    // its Dockerfile downloads the modules, and a build here has no network: those of this machine do
    const { exitCode, report, said } = await checked('real-gin', {
      files: { '.github/linkgate.yml': 'version: 1\nbuild: { dockerfile: false }\n' },
    })
    expect(columns(report), said).toEqual(['static: built-in, static, started', builtIn])
    expect(report?.variants.map(({ ready }) => ready?.address)).toEqual(Array(2).fill('127.0.0.1:8080'))
    expect(exitCode, said).toBe(0)
  })

  test('debian-default-to-alpine: the production image cannot start, which is reported', async () => {
    const { exitCode, report, said } = await checked('debian-default-to-alpine')
    share.count('debian-default-to-alpine', report)
    expect(columns(report), said).toEqual([
      'static: derived on alpine:3.20, static, started',
      'dynamic: shipped on alpine:3.20, dynamic (glibc), not started',
    ])
    expect(exitCode).toBe(1)
    expect(about(report, 'load/no-interpreter')[0]).toMatch(/is linked against glibc, but the image has musl/)
  })

  test('an entry script with CR LF, size budgets only: the check fails, with one fix', async () => {
    const { exitCode, report, said } = await checked('entry-script', {
      files: {
        'docker-entrypoint.sh': '#!/bin/sh\r\nset -e\r\nexec "$@"\r\n',
        '.github/linkgate.yml': 'version: 1\nbudgets:\n  image-size: { max: 40 MB }\n',
      },
    })
    expect(columns(report), said).toEqual([
      'static: shipped on alpine:3.20, static, not started',
      `dynamic: derived on ${musl('alpine:3.20')}, not started`,
    ])
    expect(about(report, 'load/script-line-endings')).toEqual([
      expect.stringMatching(
        /^Head, modes `static`, `dynamic`: .* has CR LF line endings.*\*\.sh text eol=lf/,
      ),
    ])
    expect(report?.findings.filter(({ id }) => id === 'start/not-ready')).toMatchObject([{ verdict: 'warn' }])
    expect(report?.findings.find(({ id }) => id === 'start/not-ready')).not.toHaveProperty('fix')
    expect(exitCode, said).toBe(1)
  })

  test('a program of glibc that musl runs, and a function that musl lacks', async () => {
    const { exitCode, report, said } = await checked('debian-default-to-alpine', {
      files: {
        Dockerfile: `FROM golang:1.24 AS build
WORKDIR /src
COPY . .
RUN go build -o /hello .

FROM alpine:3.20
RUN mkdir -p /lib64 && ln -s /lib/ld-musl-*.so.1 ${loader}
COPY --from=build /hello /hello
ENTRYPOINT ["/hello"]
`,
        'main.go': `package main

/*
#include <malloc.h>
static int total(void) { struct mallinfo2 m = mallinfo2(); return (int)m.arena; }
*/
import "C"

import "github.com/gin-gonic/gin"

func main() {
	router := gin.Default()
	router.GET("/", func(c *gin.Context) { c.String(200, "%d\\n", int(C.total())) })
	panic(router.Run())
}
`,
      },
    })
    expect(about(report, 'load/symbol-missing'), said).toEqual([
      expect.stringMatching(
        /`\/hello` is linked against glibc but loaded by musl, which does not have `mallinfo2`/,
      ),
    ])
    expect(exitCode, said).toBe(1)
  })

  test.each([
    [
      'needs-a-database',
      /it requires the variable `DATABASE_URL` .*`startup: \{ env: \{ DATABASE_URL: "postgres:\/\/\S+" \}, network: services \}` .* as in compose\.yaml, service accounts, which sets DATABASE_URL and starts db \(postgres:16-alpine\) first/,
    ],
    [
      'subcommand-required',
      /it needs a subcommand or arguments .*`startup: \{ args: \["serve","--listen",":7000"\] \}` .* as in compose\.yaml, service orders, which passes/,
    ],
  ])('%s: reports what it lacks in one sentence', async (name, sentence) => {
    const { exitCode, report, said } = await checked(name, { init: false })
    expect(about(report, 'start/not-ready'), said).toEqual([expect.stringMatching(sentence)])
    // base lacks the same, and the budgets are the default ones
    expect(exitCode).toBe(0)
  })

  test.each([
    [
      'port-is-an-address',
      /ended with exit code 2 .*; it uses PORT as a listen address, and `8080`.*`startup: \{ env: \{ PORT: ':8080' \} \}`/,
    ],
    ['port-out-of-range', /did not listen on any port .*`startup: \{ env: \{ PORT: null \} \}`/],
  ])('%s: it is measured without the PORT that linkgate sets', async (name, sentence) => {
    const files = { '.github/linkgate.yml': 'version: 1\nstartup: { timeout: 3 s }\n' }
    const { exitCode, report, said, expected } = await checked(name, { files })
    expect(columns(report), said).toEqual(both('alpine:3.20', musl('alpine:3.20')))
    expect(found(said, report, expected)).toMatchObject(toBeFound(expected, 2))
    expect(about(report, 'start/conditions'), said).toEqual([expect.stringMatching(sentence)])
    expect(report?.conditions).toEqual({ added: [], leftOut: [{ kind: 'port', value: '8080' }] })
    expect(exitCode).toBe(0)
  })

  test('waits-for-a-database: the service is named although the log does not', async () => {
    const files = {
      'README.md': 'Words.\n',
      '.github/linkgate.yml': 'version: 1\nstartup: { timeout: 3 s }\n',
    }
    const before = { '.dockerignore': '.github\n*.md\n' }
    const { exitCode, report, said } = await compared('waits-for-a-database', files, {}, before)
    // the images are the same, so that nothing has to be measured
    expect(about(report, 'start/not-ready'), said).toEqual([
      expect.stringMatching(
        /^Base and head, modes `static`, `dynamic`: .* at `orders-db\.invalid`, but that host name does not resolve .*`startup: \{ network: services \}`/,
      ),
    ])
    expect(report?.findings.map(({ id }) => id)).not.toContain('budget/unmeasured')
    // base gives the builder what head does, in each mode
    expect(said.match(/Dockerfile: the builder would get the same files again/g), said).toHaveLength(2)
    expect(about(report, 'dockerfile/built-once')).toHaveLength(2)
    expect(new Set(report?.variants.map(({ image }) => image?.id)).size).toBe(2)
    expect(exitCode, said).toBe(0)
  })

  test.each([
    ['before-modules', /Gopkg\.toml from before Go modules/],
    ['newer-go', /go\.mod requires Go 1\.99/],
    ['two-services', /2 main packages import Gin .*`build: \{ main: \.\/cmd\/billing \}`/],
  ])('%s: wrong input, in one sentence', async (name, sentence) => {
    const { exitCode, said } = await checked(name, { init: false })
    expect(said).toMatch(sentence)
    expect(exitCode).toBe(2)
  })
})
