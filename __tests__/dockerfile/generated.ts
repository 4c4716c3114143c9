import fc from 'fast-check'

/** A line that ends, goes on over two lines with the escape character, or has a comment among them. */
const spaced = fc.constantFrom(' ', ' \\\n    ', '  \\\n  # why\n  ', ' \\\n\n ')

const assignment = fc.constantFrom(
  '',
  'CGO_ENABLED=0',
  'CGO_ENABLED="1"',
  "GOOS=linux CGO_ENABLED='0'",
  'env A=b CGO_ENABLED=1',
  'GOARCH=amd64',
)
const flag = fc.constantFrom(
  '-trimpath',
  "-ldflags '-s -w'",
  '-ldflags="-s -extldflags \'-static\'"',
  `-ldflags '-linkmode external -extldflags "-static"'`,
  '-ldflags=-w',
  '-tags netgo',
  '-tags "sonic,osusergo"',
  '-buildmode=pie',
  '-a -installsuffix cgo',
  '-o /out/app',
  '-o=/out/',
)
const goBuild = fc
  .tuple(
    assignment,
    fc.uniqueArray(flag, { maxLength: 3 }),
    spaced,
    fc.constantFrom('.', './cmd/api', 'main.go'),
  )
  .map(([set, flags, space, main]) =>
    [set, 'go build', ...flags, main].filter((each) => each !== '').join(space),
  )
const run = fc.oneof(
  goBuild,
  goBuild.map((build) => `cd /src && ${build}`),
  goBuild.map((build) => `CGO_ENABLED=0 GOOS=linux && ${build}`),
  goBuild.map((build) => `export CGO_ENABLED=0; (cd x; ${build}) || exit 1`),
)
const building = fc.oneof(
  run.map((script) => `RUN ${script}`),
  run.map((script) => `RUN --mount=type=cache,target=/go/pkg --mount=type=bind,target=. ${script}`),
  run.map((script) => `RUN <<END\nset -e\n${script.replaceAll(/\\\n\s*(#.*)?\n?\s*/g, '')}\nEND`),
  fc.constant('RUN ["go", "build", "-tags", "netgo", "-o", "/out/app", "."]'),
)
const before = fc.constantFrom(
  'WORKDIR /src',
  'COPY . .',
  'ENV CGO_ENABLED=0',
  "ENV A='x y' \\\n  CGO_ENABLED=1 GOOS=linux",
  'ENV CGO_ENABLED 1',
  'ARG CGO_ENABLED=0',
  'RUN apk add --no-cache gcc musl-dev',
  'RUN apk add git',
  'RUN apt-get update && apt-get install -y git',
  'RUN go mod download',
  'RUN go env -w CGO_ENABLED=0',
  '# a comment, CGO_ENABLED=0',
  '',
)
const builder = fc.constantFrom(
  'golang',
  'golang:1.24-alpine',
  'golang:1.22-alpine3.19',
  'golang:1.24-bookworm',
  '--platform=$BUILDPLATFORM golang:${GO}-alpine',
  'almalinux:9',
)
const runtime = fc.constantFrom(
  'scratch',
  'alpine:3.21',
  'debian:bookworm-slim',
  'ubuntu:22.04',
  'gcr.io/distroless/static-debian12:nonroot',
  'busybox',
  'build',
  'nginx:alpine',
)
const after = fc.constantFrom(
  'USER 1000',
  'RUN apk add tzdata',
  'EXPOSE 80',
  'LABEL a="b c"',
  'ENV CGO_ENABLED=0',
)

/** Dockerfiles of two or three stages, with most of the ways to say how Go links. */
export const dockerfiles = fc
  .record({
    builder,
    before: fc.array(before, { maxLength: 4 }),
    inherits: fc.boolean(),
    building: fc.array(building, { minLength: 1, maxLength: 2 }),
    runtime,
    after: fc.array(after, { maxLength: 2 }),
    windows: fc.boolean(),
    lastLine: fc.boolean(),
  })
  .map((parts) => {
    const lines = [
      'ARG GO=1.24',
      `FROM ${parts.builder} AS ${parts.inherits ? 'base' : 'build'}`,
      ...parts.before,
      ...(parts.inherits ? ['FROM base AS build'] : []),
      ...parts.building,
      `FROM ${parts.runtime} AS final`,
      ...parts.after,
      'COPY --from=build /out/app /app',
      'ENTRYPOINT ["/app"]',
    ]
    const text = lines.join('\n') + (parts.lastLine ? '\n' : '')
    return parts.windows ? text.replaceAll('\n', '\r\n') : text
  })

/** What somebody might feed a parser of Dockerfiles, most of it none. */
export const scraps = fc
  .array(
    fc.oneof(
      { arbitrary: fc.string({ maxLength: 8 }), weight: 1 },
      {
        arbitrary: fc.constantFrom(
          'FROM',
          'RUN',
          'ENV',
          'COPY --from=',
          'ARG',
          ' ',
          '\n',
          '\\\n',
          '\r\n',
          '<<EOF',
          'EOF',
          '"',
          "'",
          '$(',
          '${X:-',
          '}',
          'go build',
          'CGO_ENABLED=0',
          '# escape=`\n',
          '[',
          '"]',
          ' AS x',
          '&&',
          'a',
        ),
        weight: 4,
      },
    ),
    { maxLength: 30 },
  )
  .map((parts) => parts.join(''))

/** Words of a shell with the text that it must find in them. */
export const shellWords = fc.array(
  fc
    .array(
      fc.oneof(
        fc.stringMatching(/^[a-z=.,/:-]{1,6}$/),
        fc.stringMatching(/^[a-z $&;|"#]{0,6}$/).map((text) => `'${text}'`),
        fc
          .array(fc.constantFrom('a', ' ', "'", '\\"', '\\\\', '\\$', '\\n', ';', '\\`'), { maxLength: 5 })
          .map((parts) => `"${parts.join('')}"`),
        fc.constantFrom('\\ ', '\\"', "\\'", '\\$', '\\\\', '\\a', '\\\n', '\\;', '""'),
      ),
      { minLength: 1, maxLength: 4 },
    )
    .map((parts) => parts.join('')),
  { minLength: 1, maxLength: 4 },
)
