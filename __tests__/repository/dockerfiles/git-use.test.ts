import { describe, expect, test } from 'vitest'
import { buildUsesGit, usesGit } from '../../../src/repository/dockerfiles/git-use.ts'
import { fakeFiles } from '../../support/world/world.ts'

const from = 'FROM golang:1.24-bookworm AS build\nWORKDIR /src\nCOPY . .\n'

describe('a Dockerfile that uses git itself', () => {
  test.each([
    'RUN go build -ldflags "-X main.version=$(git describe --tags --always)" .',
    'RUN go build -ldflags "-X main.commit=`git rev-parse --short HEAD`" .',
    'RUN VERSION=$(git -C /src describe) go build .',
    'RUN git --git-dir=/src/.git log -1 --format=%cI > /date',
    'RUN git -c safe.directory=/src rev-list --count HEAD > /count',
    'RUN git --no-pager show -s > /commit',
    'RUN git config --get remote.origin.url > /url',
    'RUN git diff-index --quiet HEAD || touch /dirty',
    'RUN git submodule status > /modules',
    'RUN git tag --points-at HEAD > /tag',
    'RUN ["git", "describe"]',
    'COPY .git .git',
    'COPY ./.git ./.git',
    'COPY --chown=1:1 .git/ /src/.git/',
    'COPY go.mod .git/HEAD ./',
    'ADD [".git", "/src/.git"]',
    'RUN --mount=type=bind,source=.git,target=.git go build .',
    'RUN --mount=type=bind,target=/src/.git,src=.git go build .',
    'RUN cat .git/refs/heads/main > /commit',
    'RUN test -d .git',
    'RUN go build -buildvcs=true -o /server .',
    'RUN go build -buildvcs -o /server .',
    'ENV GOFLAGS=-buildvcs=true',
    'RUN goreleaser build --snapshot --single-target',
  ])('%s', (line) => {
    expect(usesGit(`${from}${line}\n`)).toBe(true)
  })

  test.each([
    'RUN apk add --no-cache git make',
    'RUN apt-get update && apt-get install -y git gcc',
    'RUN git clone https://github.com/example/tool.git /tool',
    'RUN git config --global url."https://x@github.com/".insteadOf https://github.com/',
    'RUN go build -buildvcs=false .',
    '# RUN git describe',
    'COPY .gitignore .gitmodules ./',
    'RUN go install github.com/example/git/cmd@latest',
    'RUN go build .',
  ])('not: %s', (line) => {
    expect(usesGit(`${from}${line}\n`)).toBe(false)
  })
})

describe('scripts and targets that a Dockerfile runs', () => {
  const asks = (run: string, files: Readonly<Record<string, string>>) => {
    const all = { Dockerfile: `${from}${run}\n`, ...files }
    const given = Object.fromEntries(Object.entries(all).map(([path, text]) => [`/r/${path}`, text]))
    return buildUsesGit(fakeFiles(undefined, given), '/r', { dockerfile: 'Dockerfile', context: '.' })
  }
  const makefile =
    'VERSION ?= dev\n\nbuild: deps\n\tgo build .\n\ndeps:\n\tgo mod download\n\nrelease:\n\tgit tag v1\n'
  const script = '#!/bin/sh\nversion=$(git rev-parse HEAD)\n'

  test.each<[string, string, Readonly<Record<string, string>>]>([
    ['a variable of a Makefile', 'RUN make', { Makefile: 'V := $(shell git describe)\nall:\n\tgo build\n' }],
    ['a target', 'RUN make release', { Makefile: makefile }],
    ['what a target needs', 'RUN make all', { Makefile: `${makefile}\nall: release\n` }],
    ['a Makefile in a directory', 'RUN make -C tools', { 'tools/Makefile': 'a:\n\tgit describe\n' }],
    ['after cd', 'RUN cd tools && make', { 'tools/GNUmakefile': 'a:\n\tgit describe\n' }],
    [
      'a file that it includes',
      'RUN make',
      { Makefile: 'include build/v.mk\n', 'build/v.mk': 'V != git describe\n' },
    ],
    ['a script', 'RUN ./scripts/build.sh', { 'scripts/build.sh': script }],
    ['a script by a shell', 'RUN bash scripts/build.sh', { 'scripts/build.sh': script }],
    ['by its path in the image', 'RUN /src/build/version', { 'build/version': script }],
    ['copied to elsewhere', 'COPY build.sh /\nRUN /build.sh', { 'build.sh': script }],
    [
      'a script that a script runs',
      'RUN ./a.sh',
      { 'a.sh': '#!/bin/sh\n. ./hack/b.sh\n', 'hack/b.sh': script },
    ],
    ['a script that make runs', 'RUN make', { Makefile: 'a:\n\t./hack/b.sh\n', 'hack/b.sh': script }],
    [
      'a script of package.json',
      'RUN npm --prefix web run build',
      { 'web/package.json': '{"scripts":{"prebuild":"git describe > v","build":"vite"}}' },
    ],
    ['mage', 'RUN mage build', { 'magefile.go': 'x := sh.Output("git", "describe")\n' }],
    ['task', 'RUN task build', { 'Taskfile.yml': 'vars: { V: { sh: git describe } }\n' }],
  ])('%s', async (_, run, files) => {
    expect(await asks(run, files)).toBe(true)
  })

  test.each<[string, string, Readonly<Record<string, string>>]>([
    ['another target of the Makefile', 'RUN make build', { Makefile: makefile }],
    ['the first target, where none is named', 'RUN make', { Makefile: makefile }],
    ['a script that is not run', 'RUN go build .', { 'scripts/release.sh': script }],
    ['a document', 'RUN cat docs/a.md', { 'docs/a.md': 'run git describe\n' }],
    [
      'another script of package.json',
      'RUN npm run build',
      { 'package.json': '{"scripts":{"release":"git tag","build":"vite"}}' },
    ],
    [
      'scripts that run each other',
      'RUN ./a.sh',
      { 'a.sh': '#!/bin/sh\n./b.sh\n', 'b.sh': '#!/bin/sh\n./a.sh\n' },
    ],
  ])('not: %s', async (_, run, files) => {
    expect(await asks(run, files)).toBe(false)
  })
})

test('checks the text of an inline Dockerfile', async () => {
  const files = fakeFiles(undefined, { '/r/compose.yml': 'services: {} # git describe' })
  const asks = (run: string) =>
    buildUsesGit(files, '/r', {
      dockerfile: 'compose.yml',
      context: '.',
      inline: `${from}RUN ${run}
`,
    })
  expect([await asks('go build .'), await asks('git describe')]).toEqual([false, true])
})
