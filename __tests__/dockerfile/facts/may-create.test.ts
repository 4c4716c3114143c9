import { describe, expect, test } from 'vitest'
import { buildMayCreate } from '../../../src/dockerfile/facts/may-create.ts'

/** Whether a build that compiles in `/src` may make `web/dist`, by what stands between the copy and the go command. */
function makes(...lines: readonly string[]): boolean {
  const text = [
    'FROM node:22 AS web',
    'WORKDIR /web',
    'RUN npm run build',
    'FROM golang:1.24-alpine AS build',
    'WORKDIR /src',
    'COPY go.mod go.sum ./',
    'RUN --mount=type=cache,target=/go/pkg go mod download',
    'COPY . .',
    ...lines,
    'RUN CGO_ENABLED=0 go build -o /server .',
    'FROM alpine',
    'COPY --from=build /server /server',
    'CMD ["/server"]',
  ].join('\n')
  return buildMayCreate(text, {}, 'web/dist')
}

describe('a build may create what its context lacks', () => {
  test.each([
    ['RUN npm run build'],
    ['RUN apk add nodejs npm && npm --prefix web ci && npm --prefix web run build'],
    ['RUN go generate ./...'],
    ['RUN go run ./tools/assets'],
    ['RUN make assets'],
    ['RUN ./scripts/assets.sh'],
    ['RUN echo page > web/dist/index.html'],
    ['RUN curl -sSfL https://example.com/dist.tgz | tar xz'],
    ['RUN git clone https://example.com/web.git web'],
    ['RUN $TOOL generate'],
    ['COPY --from=web /web/dist ./web/dist'],
    ['COPY --from=web /web/dist /src/web/dist'],
    ['COPY --from=web / /'],
    ['COPY assets web/dist'],
    ['ADD https://example.com/dist.tar /src/'],
  ])('%s', (line) => {
    expect(makes(line)).toBe(true)
  })

  test.each([
    [''],
    ['RUN apk add --no-cache git ca-certificates && update-ca-certificates'],
    ['RUN apt-get update && apt-get install -y gcc > /dev/null 2>&1'],
    ['RUN go vet ./... && go test ./...'],
    ['RUN mkdir -p web/dist'],
    ['RUN git config --global url."https://x".insteadOf "https://y"'],
    ['ENV CGO_ENABLED=0\nRUN export GOOS=linux'],
    ['COPY --from=web /usr/bin/node /usr/local/bin/node'],
    ['COPY cmd cmd'],
  ])('%j creates nothing', (line) => {
    expect(makes(line)).toBe(false)
  })

  test('copies into the source, outside of the compiled directory', () => {
    const text = (target: string) =>
      [
        'FROM node:22 AS web',
        'RUN npm run build',
        'FROM golang:1.24 AS build',
        'WORKDIR /src',
        'COPY ./backend ./',
        `COPY --from=web /web/dist ${target}`,
        'WORKDIR /src/cmd',
        'RUN go build -o /server .',
        'FROM scratch',
        'COPY --from=build /server /server',
        'CMD ["/server"]',
      ].join('\n')
    expect(buildMayCreate(text('./frontend/dist'), {}, 'backend/frontend/dist')).toBe(true)
    expect(buildMayCreate(text('/opt/tool'), {}, 'backend/frontend/dist')).toBe(false)
  })

  test('considers indirect builds, but not commands after the compilation', () => {
    const text = (build: string) => `FROM golang:1.24\nWORKDIR /src\nCOPY . .\n${build}\nCMD ["/server"]\n`
    expect(buildMayCreate(text('RUN make'), {}, 'web/dist')).toBe(true)
    expect(buildMayCreate(text('RUN go build -o /server .\nRUN npm run build'), {}, 'web/dist')).toBe(false)
    expect(buildMayCreate('no Dockerfile', {}, 'web/dist')).toBe(true)
  })
})
