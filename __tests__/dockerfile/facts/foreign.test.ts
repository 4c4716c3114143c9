import { describe, expect, test } from 'vitest'
import { baseKey, externalBases, pinBases } from '../../../src/dockerfile/facts/bases.ts'
import { foreignObstacle } from '../../../src/dockerfile/facts/foreign.ts'
import { parseDockerfile } from '../../../src/dockerfile/read/parse.ts'
import { expectValue } from '../../support/results.ts'

const options = { platform: 'linux/arm64', buildPlatform: 'linux/amd64' }
const obstacleOf = (text: string, isRun = false) => foreignObstacle(text, options, isRun)

const compiling = (from: string, variables = 'GOARCH=$TARGETARCH') => `FROM ${from} AS build
ARG TARGETARCH
COPY . .
RUN CGO_ENABLED=0 ${variables} go build -o /api .
`
const crossing = compiling('--platform=$BUILDPLATFORM golang:1.24')

describe('an image of another platform', () => {
  test.each([
    ['compiled on the machine', `${crossing}FROM scratch\nCOPY --from=build /api /\n`],
    [
      'with a stage of the machine in between',
      `${crossing}FROM build AS test\nRUN go vet\nFROM scratch\nCOPY --from=test /api /\n`,
    ],
    ['on a base without a RUN', `${crossing}FROM debian:12\nCOPY --from=build /api /\n`],
  ])('%s', (_, text) => {
    expect(obstacleOf(text)).toBeUndefined()
  })

  test.each([
    ['compiled in a stage of the platform', compiling('golang:1.24'), 4],
    [
      'with commands in the final stage',
      `${crossing}FROM alpine:3.20\nRUN apk add tzdata\nCOPY --from=build /api /\n`,
      6,
    ],
  ])('%s needs an emulator', (_, text, line) => {
    expect(obstacleOf(text)).toEqual({ because: 'runs', line, detail: 'RUN' })
    expect(obstacleOf(text, true)).toBeUndefined()
  })

  test.each([
    [
      'with a fixed GOARCH',
      `${compiling('--platform=$BUILDPLATFORM golang:1.24', 'GOARCH=amd64')}FROM scratch\nCOPY --from=build /api /\n`,
      4,
    ],
    [
      'on a fixed platform',
      `${crossing}FROM --platform=linux/amd64 debian:12\nCOPY --from=build /api /\n`,
      5,
    ],
  ])('%s cannot be built', (_, text, line) => {
    expect(obstacleOf(text, true)).toEqual({ because: 'fixed', line, detail: 'linux/amd64' })
  })
})

test('images have the platform of their stage', () => {
  const text = `${crossing}FROM golang:1.24\nCOPY --from=build /api /\nCOPY --from=alpine:3.20 /etc /etc\n`
  const bases = expectValue(externalBases(expectValue(parseDockerfile(text)), options))
  expect(bases).toEqual([
    { reference: 'golang:1.24', platform: 'linux/amd64', lines: [1] },
    { reference: 'golang:1.24', lines: [5] },
    { reference: 'alpine:3.20', lines: [7] },
  ])
  const pins = new Map(bases.map((base, index) => [baseKey(base), `pinned:${index}`]))
  expect(pinBases(text, pins, options).match(/pinned:\d/g)).toEqual(['pinned:0', 'pinned:1', 'pinned:2'])
})
