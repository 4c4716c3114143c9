import { expect, test } from 'vitest'
import {
  type NamedContexts,
  namedContextUse,
  withoutNamedContexts,
} from '../../../src/dockerfile/derive/named-contexts.ts'
import { parseDockerfile } from '../../../src/dockerfile/read/parse.ts'

const contexts: NamedContexts = new Map([
  ['base', { kind: 'image', image: 'alpine:3.20' }],
  ['lib', { kind: 'directory', path: 'libs/shared' }],
  ['all', { kind: 'directory', path: '.' }],
  ['other', { kind: 'other', written: 'target:other' }],
])
const first = 'FROM golang:1.24 AS build\n'

test.each([
  ['FROM base AS build', 'FROM alpine:3.20 AS build'],
  ['FROM --platform=linux/amd64 base', 'FROM --platform=linux/amd64 alpine:3.20'],
  [`${first}COPY --from=base /etc/ssl /etc/ssl`, `${first}COPY --from=alpine:3.20 /etc/ssl /etc/ssl`],
  [`${first}COPY --from=lib . /lib/`, `${first}COPY  libs/shared/. /lib/`],
  [
    `${first}COPY --chown=1 --from=lib / "/a b" /lib/`,
    `${first}COPY --chown=1  libs/shared/ "libs/shared/a b" /lib/`,
  ],
  [`${first}COPY --from=lib ["/a", "b", "/c/"]`, `${first}COPY  ["libs/shared/a", "libs/shared/b", "/c/"]`],
  [`${first}COPY --from=all a /a`, `${first}COPY  ./a /a`],
  [
    `${first}RUN --mount=type=bind,from=lib,target=/lib ls`,
    `${first}RUN --mount=type=bind,target=/lib,source=libs/shared ls`,
  ],
  [
    `${first}RUN --mount=from=lib,src=/a,target=/lib,rw ls`,
    `${first}RUN --mount=target=/lib,rw,source=libs/shared/a ls`,
  ],
  [`${first}RUN --mount=from=base,target=/lib ls`, `${first}RUN --mount=from=alpine:3.20,target=/lib ls`],
])('%j', (text, expected) => {
  expect(withoutNamedContexts(text, contexts)).toBe(expected)
})

test.each([
  'FROM lib',
  'FROM other',
  `${first}COPY --from=other a b`,
  `${first}COPY --from=build base base`,
  `${first}RUN --mount=type=cache,target=/base ls`,
  'no Dockerfile',
])('%j stays', (text) => {
  expect(withoutNamedContexts(text, contexts)).toBe(text)
})

test.each([
  ['FROM base', { name: 'base', line: 1 }],
  [`${first}RUN ls\nCOPY --from=other a b`, { name: 'other', line: 3 }],
  [`${first}RUN --mount=from=lib,target=/lib ls`, { name: 'lib', line: 2 }],
  [`${first}COPY --from=build a b`, undefined],
])('the first use in %j', (text, expected) => {
  const parsed = parseDockerfile(text)
  expect(parsed.ok && namedContextUse(parsed.value.stages, contexts)).toEqual(expected)
})
