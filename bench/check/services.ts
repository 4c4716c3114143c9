/** The services whose checks are timed. Their modules are vendored, so that a builder needs no network. */
import { execFile } from 'node:child_process'
import { cp, mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import {
  ordersRepository,
  type Repository,
  smallRepository,
} from '../../__tests__/support/repositories/repository.ts'

const run = promisify(execFile)

/** Base images of the Dockerfiles. */
export const images = ['golang:1.24-alpine', 'golang:1.24-bookworm', 'alpine:3.20', 'debian:bookworm-slim']

export interface BenchService extends AsyncDisposable {
  readonly repository: Pick<Repository, 'directory' | 'temporary'>
  readonly base: string
  /** A commit on base that changes the program. */
  readonly head: string
  /** A commit on base that changes the README. */
  readonly readme: string
  /** Dockerfiles for each mode, the production image first. */
  readonly dockerfiles: readonly string[]
  /** Configuration files of the services in the repository; absent for one service with the default. */
  readonly configurations?: readonly string[]
}

/** The programs of the services. */
interface Fixture {
  readonly repository: () => Promise<Repository<never>>
  readonly program: string
  /** A package of every service. */
  readonly shared: { readonly directory: string; readonly name: string }
}
const whole: Fixture = {
  repository: ordersRepository,
  program: 'cmd/orders',
  shared: { directory: 'internal/store', name: 'store' },
}
const small: Fixture = {
  repository: () => smallRepository('orders'),
  program: 'services/orders',
  shared: { directory: 'gin', name: 'gin' },
}

/** GOCACHE is that of the substitutes for golang's images, which contains the compiled standard library. */
const dockerfile = (go: string, on: string, build: string) => `FROM ${go} AS build
ENV GOCACHE=/root/.cache/go-build
WORKDIR /src
COPY . .
RUN ${build}

FROM ${on}
COPY --from=build /orders /orders
ENTRYPOINT ["/orders"]
`
const pure = ({ program }: Fixture) =>
  ['CGO_ENABLED=0', 'apk add --no-cache gcc musl-dev && CGO_ENABLED=1'].map((start) =>
    dockerfile(
      'golang:1.24-alpine',
      'alpine:3.20',
      `${start} go build -trimpath -ldflags="-s -w" -o /orders ./${program}`,
    ),
  )
const withCgo = ({ program }: Fixture) =>
  ['-ldflags="-s -w"', `-tags=netgo,osusergo -ldflags='-s -w -linkmode external -extldflags "-static"'`].map(
    (flags) =>
      dockerfile(
        'golang:1.24-bookworm',
        'debian:bookworm-slim',
        `CGO_ENABLED=1 go build -trimpath ${flags} -o /orders ./${program}`,
      ),
  )

export type ServiceName = 'a' | 'b' | 'c' | 'd'

export const about: Readonly<Record<ServiceName, string>> = {
  a: '(a) the built-in image',
  b: '(b) a Dockerfile',
  c: '(c) a Dockerfile with cgo and SQLite',
  d: '(d) ten services in one repository',
}

/**
 * Creates a service as a repository, in a directory that is removed at the end.
 *
 * @param isSmall a small service, with only the packages of Gin that it needs
 */
export async function benchService(name: ServiceName, isSmall: boolean): Promise<BenchService> {
  const fixture = isSmall ? small : whole
  const { program, shared } = fixture
  const repository = await fixture.repository()
  const { directory } = repository
  const write = (path: string, text: string) => writeFile(join(directory, path), text)
  const go = (...args: readonly string[]) => run('go', args, { cwd: directory })
  const dockerfiles = name === 'c' ? withCgo(fixture) : pure(fixture)
  await rm(join(directory, program, 'linkgate.yml'), { force: true })
  if (name === 'c') {
    await write(`${program}/sqlite.go`, 'package main\n\nimport _ "github.com/mattn/go-sqlite3"\n')
    await go('get', 'github.com/mattn/go-sqlite3@v1.14.32')
  }
  if (name === 'b' || name === 'c') {
    await write('Dockerfile', dockerfiles[0] ?? '')
    // a changed README must not change the build context
    await write('.dockerignore', '*.md\n')
  }
  const configurations = name === 'd' ? await tenServices(directory, program) : undefined
  await go('mod', 'tidy')
  await go('mod', 'vendor')
  const base = await repository.commit('Vendor the modules')
  await write('README.md', 'Other words.\n')
  const readme = await repository.commit('Words')
  await repository.git('checkout', '--quiet', base)
  await write(`${shared.directory}/change.go`, changeOf(shared.name))
  // if Gin is replaced by a directory, the vendored copy is compiled
  if (isSmall) await go('mod', 'vendor')
  const head = await repository.commit('A change')
  // packed as in a clone: with loose objects, adding a worktree takes several times as long
  await repository.git('repack', '-a', '-d', '--quiet')
  return {
    repository,
    base,
    head,
    readme,
    dockerfiles,
    ...(configurations === undefined ? {} : { configurations }),
    [Symbol.asyncDispose]: () => repository[Symbol.asyncDispose](),
  }
}

const changeOf = (name: string) => `package ${name}

import "os"

func init() {
	if os.Getenv("PRINT_CHANGE") != "" {
		println("changed")
	}
}
`

/** Copies of the service, each with a configuration. */
async function tenServices(directory: string, program: string): Promise<readonly string[]> {
  const names = Array.from({ length: 10 }, (_, index) => `service-${index + 1}`)
  const paths: string[] = []
  await mkdir(join(directory, '.github'), { recursive: true })
  for (const name of names) {
    await cp(join(directory, program), join(directory, 'services', name), { recursive: true })
    const path = `.github/${name}.yml`
    await writeFile(join(directory, path), `version: 1\nbuild: { main: ./services/${name} }\n`)
    paths.push(path)
  }
  await rm(join(directory, program), { recursive: true })
  return paths
}
