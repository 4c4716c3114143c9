import { describe, expect, test } from 'vitest'
import { argumentsOfBase, externalBases, pinBases } from '../../../src/dockerfile/facts/bases.ts'
import type { BuildParameters } from '../../../src/dockerfile/read/stages.ts'
import { parsed } from '../parsed.ts'

const text = `ARG GO=1.24
ARG RUNTIME=alpine:3.21
ARG NAMELESS
FROM alpine:3.21 AS certs
FROM golang:\${GO}-alpine AS build
RUN --mount=type=bind,from=tools:2,target=/tools --mount=from=certs,target=/c go build -o /app
FROM node:22 AS web
FROM --platform=$TARGETPLATFORM "\${RUNTIME}" AS final
COPY --link --from=BUILD /app /app
COPY --from=busybox:musl /bin/wget /wget
COPY --from=0 /etc/ssl /etc/ssl
FROM final AS debug
FROM scratch AS empty
FROM \${NAMELESS}
`

function bases(options: BuildParameters, of = text) {
  const found = externalBases(parsed(of), options)
  if (found.ok) return found.value
  const { line, message } = found.problem
  return line === undefined ? message : `${line}: ${message}`
}

describe('external images', () => {
  test('are the images that the target needs, without stages', () => {
    expect(bases({ target: 'debug', buildArgs: { GO: '1.25' } })).toEqual([
      { reference: 'alpine:3.21', lines: [4, 8] },
      { reference: 'golang:1.25-alpine', lines: [5] },
      { reference: 'tools:2', lines: [6] },
      { reference: 'busybox:musl', lines: [10] },
    ])
    expect(bases({ target: '2' })).toEqual([{ reference: 'node:22', lines: [7] }])
    expect(bases({ target: 'empty' })).toEqual([])
  })

  test('are unknown without a required build argument, or for a target that does not exist', () => {
    expect(bases({})).toBe(
      '14: `${NAMELESS}` needs the build argument `NAMELESS`, which has no default (line 3): set `build: { build-args: { NAMELESS: … } }` in .github/linkgate.yml',
    )
    expect(bases({ buildArgs: { NAMELESS: 'debian' } })).toEqual([{ reference: 'debian', lines: [14] }])
    expect(bases({ target: 'release' })).toBe('it has no stage `release`')
  })

  test('can have the name of a later stage', () => {
    expect(bases({}, 'FROM golang AS golang\nFROM alpine AS x\nCOPY --from=golang /a /b\n')).toEqual([
      { reference: 'golang', lines: [1] },
      { reference: 'alpine', lines: [2] },
    ])
  })
})

test('finds the build arguments that determine an image, even indirectly', () => {
  const text = `ARG GO_VERSION=GIVE_ONE
ARG SUFFIX=-\${GO_VERSION}
ARG UNUSED=1
FROM golang:1.24 AS tools
FROM example/build\${SUFFIX} AS build
COPY --from=tools /a /a
`
  const names = ['UNUSED', 'GO_VERSION', 'SUFFIX']
  const of = (reference: string) => argumentsOfBase(parsed(text), reference, names)
  expect(of('example/build-GIVE_ONE')).toEqual(['GO_VERSION', 'SUFFIX'])
  expect(of('golang:1.24')).toEqual([])
})

test('pinning replaces references and nothing else', () => {
  const pins = new Map([
    ['alpine:3.21', 'alpine@sha256:aa'],
    ['golang:1.24-alpine', 'golang@sha256:bb'],
    ['tools:2', 'pinned-tools'],
    ['certs', 'wrong'],
    ['node:22', 'not needed'],
  ])
  const pinned = pinBases(text, pins, { target: 'final' })
  expect(pinned).toBe(
    text
      .replace('FROM alpine:3.21', 'FROM alpine@sha256:aa')
      .replace('golang:${GO}-alpine', 'golang@sha256:bb')
      .replace('from=tools:2', 'from=pinned-tools')
      .replace('"${RUNTIME}"', 'alpine@sha256:aa'),
  )
  expect(pinBases(pinned, pins, { target: 'final' })).toBe(pinned)
})
