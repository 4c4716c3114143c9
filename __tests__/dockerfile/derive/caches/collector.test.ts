import { describe, expect, test } from 'vitest'
import { compileCaches, withCacheMounts } from '../../../../src/dockerfile/derive/caches/compile-caches.ts'
import { parsed } from '../../parsed.ts'

/** The lines of a stage that compiles, with the settings in them. */
function withSettings(lines: string): string {
  const from = 'FROM golang:1.24 AS build\nWORKDIR /src\n'
  const text = `${from}${lines}\nFROM scratch\nCOPY --from=build /app /app\n`
  const { settings } = compileCaches(parsed(text), {})
  return withCacheMounts(text, { mounts: [], settings }).slice(from.length).split('\nFROM scratch')[0] ?? ''
}

describe('the compiler gets a larger heap', () => {
  test.each([
    ['RUN go build -o /app .', 'RUN GOGC=400 go build -o /app .'],
    [
      'RUN CGO_ENABLED=0 GOOS=linux go build -o /app',
      'RUN GOGC=400 CGO_ENABLED=0 GOOS=linux go build -o /app',
    ],
    ['RUN --mount=type=bind,target=. go build', 'RUN --mount=type=bind,target=. GOGC=400 go build'],
    ['RUN set -x && \\\n  go install ./...', 'RUN set -x && \\\n  GOGC=400 go install ./...'],
    [
      'RUN cd x; \\\n# why\n  go build && go build ./y',
      'RUN cd x; \\\n# why\n  GOGC=400 go build && GOGC=400 go build ./y',
    ],
    ['RUN (cd x; go build) || exit 1', 'RUN (cd x; GOGC=400 go build) || exit 1'],
    [
      'RUN GOGC= CGO_ENABLED=0 go vet ./... && go build',
      'RUN GOGC= CGO_ENABLED=0 go vet ./... && GOGC=400 go build',
    ],
  ])('%s', (before, after) => {
    expect(withSettings(before)).toBe(after)
  })

  test.each([
    ['has one of its own', 'RUN GOGC=50 go build'],
    ['has one of its stage', 'ENV GOGC=off\nRUN go build'],
    ['has one of its shell', 'RUN export GOGC=50 && go build'],
    ['makes no program', 'RUN go mod download && go test ./...'],
    ['makes a tool of another module', 'RUN go install example.com/tool@latest'],
    ['is in JSON', 'RUN ["go", "build", "-o", "/app"]'],
    ['is in quotes', "RUN sh -c 'go build'"],
    ['is started by another program', 'RUN time -p go build'],
    ['is started by env', 'RUN env -u X go build'],
    ['is started by xargs', 'RUN ls cmd | xargs go build'],
    ['is in a heredoc', 'RUN <<END\nset -e\ngo build\nEND'],
  ])('does not change a RUN if the command %s', (_, lines) => {
    expect(withSettings(lines)).toBe(lines)
  })

  test('does not change a RUN without cache mounts', () => {
    const text = 'FROM golang\nRUN go build -o /app .\n'
    expect(compileCaches(parsed(text), {}).settings).toEqual([])
  })
})
