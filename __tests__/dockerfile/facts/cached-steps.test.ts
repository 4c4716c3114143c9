import { expect, test } from 'vitest'
import { hasUnmountedRun } from '../../../src/dockerfile/facts/cached-steps.ts'
import { parseDockerfile } from '../../../src/dockerfile/read/parse.ts'
import { expectValue } from '../../support/results.ts'

const build = 'FROM golang AS build\nRUN go build\n'
const withTools = 'FROM golang AS build\nRUN apk add gcc\nRUN go build\n'

test.each([
  ['a Go build alone', `${build}FROM scratch\nCOPY --from=build /app /\n`, [2], false],
  ['the same without a mount', `${build}FROM scratch\nCOPY --from=build /app /\n`, [], true],
  ['packages before it', `${withTools}FROM scratch\nCOPY --from=build /app /\n`, [3], true],
  [
    'packages of the last stage',
    `${build}FROM alpine\nRUN apk add tzdata\nCOPY --from=build /app /\n`,
    [2],
    true,
  ],
  ['a step after it', `${build}RUN strip /app\nFROM scratch\nCOPY --from=build /app /\n`, [2], false],
  ['a stage that is FROM it', `${build}FROM build\nRUN strip /app\n`, [2], false],
  [
    'a stage that is not built',
    `${build}FROM alpine AS lint\nRUN lint\nFROM scratch\nCOPY --from=build /app /\n`,
    [2],
    false,
  ],
  ['no RUN at all', 'FROM alpine\nCOPY app /\n', [], false],
])('%s', (_, text, mounted, expected) => {
  expect(hasUnmountedRun(expectValue(parseDockerfile(text)), mounted)).toBe(expected)
})
