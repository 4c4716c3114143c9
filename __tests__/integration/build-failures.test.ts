/** Builds that really fail, with each builder of the engine: what is found of them. */
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openSecrets } from '../../src/common/secrets/secrets.ts'
import { parseDockerfile } from '../../src/dockerfile/read/parse.ts'
import { type Engine, imageReference } from '../../src/effects/engine.ts'
import { problemObstacles } from '../../src/images/dockerfile/problem-obstacles.ts'
import { openDocker } from '../../src/images/engines/docker/docker.ts'
import { openWorld } from '../../src/world/open.ts'
import { quietLog } from '../../src/world/terminal-log.ts'
import { type BaseImages, baseImages } from '../support/images/builder-images.ts'
import { type Builder, builderEnv } from '../support/images/builders.ts'
import { expectValue } from '../support/results.ts'
import { temporaryDirectory, writeTree } from '../support/world/temporary.ts'

// a name without a real image: that one would be used instead
const golang = 'golang:1.24-bookworm-stand-in'
const run = `failing${process.pid}`
const directory = await temporaryDirectory()

/** Answers of a registry, by the first part of an image's name. */
const answers: Readonly<Record<string, readonly [status: number, code: string]>> = {
  absent: [404, 'MANIFEST_UNKNOWN'],
  private: [401, 'UNAUTHORIZED'],
  limited: [429, 'TOOMANYREQUESTS'],
  broken: [503, 'UNAVAILABLE'],
}

let images: BaseImages
let registry: Server
let host: string
const engines = new Map<Builder, Engine>()
beforeAll(async () => {
  images = await baseImages([golang])
  registry = createServer(({ url = '' }, response) => {
    const [status, code] = answers[/^\/v2\/(\w+)\//.exec(url)?.[1] ?? ''] ?? [200, '']
    const headers = status === 401 ? { 'www-authenticate': 'Basic realm="test"' } : {}
    response.writeHead(status, { 'content-type': 'application/json', ...headers })
    response.end(JSON.stringify({ errors: [{ code, message: code.toLowerCase() }] }))
  }).listen(0, '127.0.0.1')
  await new Promise((resolve) => registry.once('listening', resolve))
  host = `127.0.0.1:${(registry.address() as AddressInfo).port}`
  for (const builder of ['legacy', 'BuildKit'] as const) {
    const { signal } = new AbortController()
    const env = { ...process.env, ...(await builderEnv(builder)) }
    const log = quietLog(signal, () => {})
    engines.set(
      builder,
      expectValue(
        await openDocker(openWorld({ env, temporaryRoot: directory, log, signal, secrets: openSecrets() })),
      ),
    )
  }
}, 600_000)
afterAll(async () => {
  registry.close()
  for (const engine of engines.values()) await engine.removeAll(run)
  await images[Symbol.asyncDispose]()
})

function engineOf(builder: Builder): Engine {
  const engine = engines.get(builder)
  if (engine === undefined) throw new Error(builder)
  return engine
}

let made = 0

async function failure(
  builder: Builder,
  lines: readonly string[],
  files: Readonly<Record<string, string>> = {},
) {
  const context = join(directory, `context-${++made}`)
  const text = `${[`FROM ${golang} AS build`, ...lines].join('\n')}\n`
  await writeTree(context, { ...files, Dockerfile: text })
  const built = await engineOf(builder).build({
    context,
    dockerfile: join(context, 'Dockerfile'),
    text,
    reference: imageReference(run, `failing-${made}`),
    archive: join(directory, `failing-${made}.tar`),
    run,
    platform: process.arch === 'arm64' ? 'linux/arm64' : 'linux/amd64',
    buildArgs: {},
    secrets: [],
    ssh: [],
  })
  return built.ok
    ? []
    : problemObstacles(built.problem, expectValue(parseDockerfile(text)), 'deploy/Dockerfile')
}

const goMod = 'module example.com/app\n\ngo 1.21\n'

describe.each(['legacy', 'BuildKit'] as const)('with %s', (builder) => {
  test('a compiler error is reported', async () => {
    const files = { 'go.mod': goMod, 'main.go': 'package main\n\nfunc main() {\n\tgone()\n}\n' }
    const lines = ['WORKDIR /src', 'COPY . .', 'RUN CGO_ENABLED=0 \\', '  go build -o /app .']
    expect(await failure(builder, lines, files)).toEqual([
      { kind: 'not-compiled', first: 'main.go:4:2: undefined: gone' },
    ])
  })

  test('a failed step is reported, whatever it prints', async () => {
    const lines = ['RUN echo "# x" && echo "./main.go:1:2: undefined: y" && exit 3']
    expect(await failure(builder, lines)).toEqual([
      { kind: 'step-failed', dockerfile: 'deploy/Dockerfile', line: 2, step: lines[0], exitCode: 3 },
    ])
  })

  test('an unreachable module proxy is reported', async () => {
    const files = { 'go.mod': `${goMod}\nrequire example.com/kit v1.0.0\n` }
    const lines = ['WORKDIR /src', 'COPY . .', 'RUN GOPROXY=http://127.0.0.1:1 GOSUMDB=off go mod download']
    expect(await failure(builder, lines, files)).toMatchObject([
      { kind: 'network', because: 'unreachable', host: '127.0.0.1:1' },
    ])
  })

  test('a missing C compiler is reported', async () => {
    const files = { 'go.mod': goMod, 'main.go': 'package main\n\nimport _ "net"\n\nfunc main() {}\n' }
    const lines = ['WORKDIR /src', 'COPY . .', 'RUN CGO_ENABLED=1 CC=no-such-compiler go build -o /app .']
    expect(await failure(builder, lines, files)).toEqual([
      { kind: 'compiler-missing', compiler: 'no-such-compiler' },
    ])
  })

  test('a killed step is reported', async () => {
    expect(await failure(builder, ["RUN sh -c 'kill -9 $$' && true"])).toMatchObject([
      { kind: 'builder', because: 'killed', detail: expect.stringContaining('deploy/Dockerfile:2') },
    ])
  })

  test('a missing file is reported', async () => {
    expect(await failure(builder, ['RUN true', 'COPY gone /gone'])).toMatchObject([
      { kind: 'step-failed', line: 3, step: 'COPY gone /gone', detail: expect.stringContaining('gone') },
    ])
  })

  test.each([
    ['absent', 'not-found'],
    ['private', 'denied'],
    ['limited', 'rate-limit'],
    ['broken', 'unreachable'],
  ])('the reason why a registry does not provide an image is reported: %s', async (name, because) => {
    const found = await engineOf(builder).pin(`${host}/${name}/app:1`, run, 'linux/amd64')
    expect(found).toMatchObject({ ok: false, problem: { because } })
  })

  test('an unreachable registry is reported', async () => {
    const found = await engineOf(builder).pin('127.0.0.1:1/app:1', run, 'linux/amd64')
    expect(found).toMatchObject({ ok: false, problem: { because: 'unreachable' } })
  })
})
