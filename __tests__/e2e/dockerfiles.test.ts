/** Whole checks of small services with Dockerfiles in the forms that there are. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { plainBuild } from '../support/images/plain-build.ts'
import type { WrittenReport } from '../support/reports/worded.ts'
import { layOutService } from '../support/repositories/dockerfile-repositories.ts'
import { repositoryAt } from '../support/repositories/git.ts'
import {
  about,
  both,
  builtIn,
  check,
  checked,
  columns,
  DerivedShare,
  glibc,
  holdImages,
  musl,
  turned,
} from '../support/runs/checks.ts'
import { temporaryFolder } from '../support/runs/linkgate.ts'

holdImages()
const share = new DerivedShare()
afterAll(() => share.tell())

/** Go of the base images has another GOCACHE, in which the standard library is compiled: this one begins with the same. */
const compiledInMounts = 'inline/alpine-alpine'
const seed = 'mkdir -p "$GOCACHE"\ncp -r /var/cache/go-build/. "$GOCACHE"\n'

async function filesOf(name: string, directory: string): Promise<Readonly<Record<string, string>>> {
  if (name !== compiledInMounts) return {}
  const text = await readFile(join(directory, 'Dockerfile'), 'utf8')
  const lines = 'COPY . .\nENV GOCACHE=/root/.cache/go-build\nRUN sh seed.sh\n'
  return { Dockerfile: text.replace('COPY . .\n', lines), 'seed.sh': seed }
}

/** With and without cache mounts: what is copied is the same, and so BuildKit makes the same image of it. */
async function comparePlain(directory: string, report: WrittenReport | undefined) {
  const shipped = report?.variants.find(({ source }) => source === 'shipped')
  const { id, sha256 } = await plainBuild(directory, shipped?.dockerfile?.program ?? '')
  expect(shipped?.binary?.sha256).toBe(sha256)
  expect(shipped?.image?.id).toBe(id)
}

describe.concurrent('a Dockerfile of a form that there is', () => {
  test.each<[string, readonly string[]]>([
    ['inline/after-and', both('alpine:3.19', musl('alpine:3.19'))],
    ['inline/alpine-alpine', both('alpine:3.21', musl('alpine:3.21'))],
    ['inline/alpine-scratch-certificates', both('scratch', musl('alpine:3.20'))],
    ['inline/debian-scratch', both('scratch', glibc('debian:bookworm-slim'))],
    ['inline/busybox', both('busybox:1.36-musl', musl('alpine:latest'))],
    ['inline/continued', both('alpine:3.21', musl('alpine:3.21'))],
    ['inline/debian-apt-alpine', both('alpine:3.20', musl('alpine:3.20'))],
    ['inline/two-programs', both('alpine:3.22', musl('alpine:3.22'))],
    ['default/alpine-alpine', both('alpine:3.21', musl('alpine:3.21'))],
    ['default/alpine-gcc', turned('alpine:3.21', musl('alpine:3.21'))],
    ['default/debian-debian', turned('debian:bookworm-slim', glibc('debian:bookworm-slim'))],
    ['default/install', both('alpine:3.18', musl('alpine:3.18'))],
    ['hidden/make-argument', both('alpine:3.20', musl('alpine:3.20'))],
    ['env/inherited', both('alpine:3.21', musl('alpine:3.21'))],
    ['env/several', both('scratch', musl('alpine:latest'))],
    ['env1/alpine-sqlite', turned('alpine:3.21', musl('alpine:3.21'))],
  ])('%s: both modes, proven and started', async (name, wanted) => {
    await using folder = await temporaryFolder()
    const directory = join(folder.path, name)
    const isPlain = name === 'default/alpine-alpine'
    await layOutService(name, directory, isPlain ? ', compile-caches: false' : '')
    await repositoryAt(directory).commit('All there is', await filesOf(name, directory))
    const { exitCode, report, said } = await check(directory)
    share.count(name, report, { indirect: name.startsWith('hidden/') })
    expect(columns(report), said).toEqual(wanted)
    for (const { dockerfile } of report?.variants ?? [])
      expect((dockerfile?.compileCaches?.lines ?? []).length > 0).toBe(!isPlain)
    if (isPlain || name === compiledInMounts) await comparePlain(directory, report)
    expect(exitCode, said).toBe(0)
  })
})

describe.concurrent('a Dockerfile in which the mode is unknown, or cannot be set', () => {
  const builder = 'FROM golang:1.24-bookworm AS build\nWORKDIR /src\nCOPY . .\n'
  const debian = '\nFROM debian:bookworm-slim\nCOPY --from=build /hello /hello\nENTRYPOINT ["/hello"]\n'
  const copied = (run: string, base = 'scratch') =>
    `${builder}${run}\n${debian.replace('debian:bookworm-slim', base)}`

  test('decided in a script, regardless of the request: the built-in image is used instead', async () => {
    const { exitCode, report, said } = await checked('bans-pollers', {
      files: {
        Dockerfile: copied('RUN sh build.sh', 'debian:bookworm-slim'),
        // what was mounted for another mode keeps it from compiling
        'build.sh':
          'set -e\ntest ! -e /go/pkg/mod/left\nmkdir -p /go/pkg/mod\ntouch /go/pkg/mod/left\nCGO_ENABLED=0 go build -o /hello .\n',
      },
    })
    expect(about(report, 'dockerfile/caches-unused')).toEqual([
      expect.stringMatching(/^Dockerfile does not build with the cache mounts/),
    ])
    expect(columns(report), said).toEqual([
      'static: shipped on debian:bookworm-slim, static, started',
      builtIn,
    ])
    expect(about(report, 'dockerfile/not-derived')).toEqual([
      expect.stringMatching(/^Mode `dynamic` uses the built-in image, .* in the changed copy of .*static/),
    ])
    expect(exitCode, said).toBe(0)
  })

  test('set without effect: the production image is the one that was built, and the line is reported', async () => {
    const { exitCode, report, said } = await checked('bans-pollers', {
      files: {
        Dockerfile: copied('RUN export CGO_ENABLED=0\nRUN go build -o /hello .', 'debian:bookworm-slim'),
      },
    })
    expect(columns(report), said).toEqual([
      'static: derived on debian:bookworm-slim, static, started',
      'dynamic: shipped on debian:bookworm-slim, dynamic (glibc), started',
    ])
    expect(about(report, 'dockerfile/ineffective-env')).toEqual([
      expect.stringMatching(
        /^Dockerfile:4: `CGO_ENABLED=0` has no effect .* in the production image is dynamic/,
      ),
    ])
    expect(exitCode, said).toBe(0)
  })

  const arm = process.arch === 'arm64' ? 'amd64' : 'arm64'
  test.each([
    [
      'compiled for another platform',
      copied(`RUN GOARCH=${arm} go build -o /hello .`),
      new RegExp(`Dockerfile:4: it builds for linux/${arm}, but this machine is linux/`),
    ],
    [
      'for another system',
      copied('RUN GOOS=darwin go build -o /hello .'),
      /Dockerfile:4: it builds for darwin\/\w+, but this machine is linux\//,
    ],
    [
      'an image for another platform',
      copied('RUN go build -o /hello .', `--platform=linux/${arm} alpine:3.20`),
      new RegExp(`Dockerfile:\\d+: it builds for linux/${arm}, but`),
    ],
    [
      'an image that needs a build argument',
      `ARG GO\n${copied('RUN go build -o /hello .').replace('golang:1.24-bookworm', 'golang:$GO')}`,
      /Dockerfile:2: `golang:\$GO` needs the build argument `GO`, which has no default \(line 1\): set `build: \{ build-args: \{ GO: … \} \}` in/,
    ],
    [
      'a package that needs one',
      copied('ARG CMD\nRUN go build -o /hello $CMD'),
      /Dockerfile:5: this go command needs the build argument `CMD`, which has no default \(line 4\): set `build: \{ build-args: \{ CMD: … \} \}` in/,
    ],
  ])('%s: one sentence, no number', async (_, dockerfile, sentence) => {
    const { exitCode, report, said } = await checked('bans-pollers', { files: { Dockerfile: dockerfile } })
    expect(said).toMatch(sentence)
    expect(said.split('\n').filter((line) => sentence.test(line))).toHaveLength(1)
    expect(report).toBeUndefined()
    expect(exitCode).toBe(2)
  })
})
