/** The services whose checks are timed. Their modules are vendored, so that a builder needs no network. */
import { execFile } from 'node:child_process'
import { cp, mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { ordersRepository, type Repository } from '../../__tests__/support/repositories/repository.ts'

const run = promisify(execFile)

/** Base images that the Dockerfiles name. */
export const images = ['golang:1.24-alpine', 'golang:1.24-bookworm', 'alpine:3.20', 'debian:bookworm-slim']

export interface BenchService extends AsyncDisposable {
  readonly repository: Pick<Repository, 'directory' | 'temporary'>
  readonly base: string
  /** Base with a change of the program. */
  readonly head: string
  /** Base with a change of the README. */
  readonly readme: string
  /** Texts that build the service in each mode, the production image first. */
  readonly dockerfiles: readonly [string, string]
  /** Configuration files of its services; absent where one is found. */
  readonly configurations?: readonly string[]
}

const alpine = (environment: string, flags = '') => `FROM golang:1.24-alpine AS build
WORKDIR /src
COPY . .
RUN ${environment} go build ${flags}-trimpath -ldflags="-s -w" -o /orders ./cmd/orders

FROM alpine:3.20
COPY --from=build /orders /orders
ENTRYPOINT ["/orders"]
`
const debian = (flags: string) => `FROM golang:1.24-bookworm AS build
WORKDIR /src
COPY . .
RUN CGO_ENABLED=1 go build -trimpath ${flags} -o /orders ./cmd/orders

FROM debian:bookworm-slim
COPY --from=build /orders /orders
ENTRYPOINT ["/orders"]
`
const pure = [alpine('CGO_ENABLED=0'), alpine('CGO_ENABLED=1')] as const
const cgo = [
  debian('-ldflags="-s -w"'),
  debian(`-tags=netgo,osusergo -ldflags='-s -w -linkmode external -extldflags "-static"'`),
] as const

export type ServiceName = 'a' | 'b' | 'c' | 'd'

export const about: Readonly<Record<ServiceName, string>> = {
  a: '(a) the built-in image',
  b: '(b) a Dockerfile',
  c: '(c) a Dockerfile with cgo and SQLite',
  d: '(d) ten services in one repository',
}

/** Lays one out as a repository, in a directory that is removed at the end. */
export async function benchService(name: ServiceName): Promise<BenchService> {
  const repository = await ordersRepository()
  const { directory } = repository
  const write = (path: string, text: string) => writeFile(join(directory, path), text)
  const go = (...args: readonly string[]) => run('go', args, { cwd: directory })
  const dockerfiles = name === 'c' ? cgo : pure
  if (name === 'c') {
    await write('cmd/orders/sqlite.go', 'package main\n\nimport _ "github.com/mattn/go-sqlite3"\n')
    await go('get', 'github.com/mattn/go-sqlite3@v1.14.32')
  }
  if (name === 'b' || name === 'c') await write('Dockerfile', dockerfiles[0])
  const configurations = name === 'd' ? await tenServices(directory) : undefined
  await go('mod', 'tidy')
  await go('mod', 'vendor')
  const base = await repository.commit('Vendor the modules')
  await write('README.md', 'Other words.\n')
  const readme = await repository.commit('Words')
  await repository.git('checkout', '--quiet', base)
  // of every service, as they all have it
  await write('internal/store/change.go', change)
  const head = await repository.commit('A change')
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

const change = `package store

import "os"

func init() {
	if os.Getenv("PRINT_CHANGE") != "" {
		println("changed")
	}
}
`

/** Copies of the service with a configuration of each. */
async function tenServices(directory: string): Promise<readonly string[]> {
  const names = Array.from({ length: 10 }, (_, index) => `service-${index + 1}`)
  const paths: string[] = []
  for (const name of names) {
    await cp(join(directory, 'cmd/orders'), join(directory, 'cmd', name), { recursive: true })
    const path = `.github/${name}.yml`
    await mkdir(join(directory, '.github'), { recursive: true })
    await writeFile(join(directory, path), `version: 1\nname: ${name}\nbuild: { main: ./cmd/${name} }\n`)
    paths.push(path)
  }
  await rm(join(directory, 'cmd/orders'), { recursive: true })
  return paths
}
