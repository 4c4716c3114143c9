/** Real failures of the Go command, and what is found in what it prints. */
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { goBuild } from '../../../src/images/go-build/go-build.ts'
import type { Mode } from '../../../src/model/mode.ts'
import { modeNamed } from '../../support/world/plan.ts'
import { realWorld } from '../../support/world/real.ts'
import { temporaryDirectory, writeTree } from '../../support/world/temporary.ts'

const directory = await temporaryDirectory()
const goMod = 'module example.com/app\n\ngo 1.21\n'
const requiring = (...modules: readonly string[]) =>
  `${goMod}\nrequire (\n${modules.map((one) => `\t${one} v1.0.0\n`).join('')})\n`
const importing = (...paths: readonly string[]) =>
  `package main\n\nimport (\n${paths.map((path) => `\t_ "${path}"\n`).join('')})\n\nfunc main() {}\n`

let registry: Server
let proxy: string
beforeAll(async () => {
  registry = createServer((_, response) => {
    response.writeHead(403).end('not for you')
  }).listen(0, '127.0.0.1')
  await new Promise((resolve) => registry.once('listening', resolve))
  proxy = `http://127.0.0.1:${(registry.address() as AddressInfo).port}`
})
afterAll(() => registry.close())

let made = 0

async function failure(
  files: Readonly<Record<string, string>>,
  {
    env = {},
    mode = modeNamed('static'),
  }: { readonly env?: Record<string, string>; readonly mode?: Mode } = {},
) {
  const checkout = join(directory, `app-${++made}`)
  await writeTree(checkout, { 'go.mod': goMod, ...files })
  const world = realWorld(directory, { GOTOOLCHAIN: 'local', GOFLAGS: '', ...env })
  const built = await goBuild(world, {
    mode,
    main: { module: '.', path: '.', name: 'app', importPath: 'example.com/app' },
    platform: `linux/${world.host.arch}`,
    checkout,
    root: checkout,
    output: join(checkout, 'out'),
    temporary: await world.files.makeTemporary('tmp-'),
  })
  return built.ok ? [] : built.problem.why
}

const withC = { ...modeNamed('dynamic'), tags: [], ldflags: '' }
const fetching = { GOFLAGS: '-mod=mod', GONOSUMDB: '*', GONOSUMCHECK: '1', GOSUMDB: 'off' }

test('the compiler refuses the code', async () => {
  expect(await failure({ 'main.go': 'package main\n\nfunc main() {\n\tgone()\n}\n' })).toEqual([
    { kind: 'not-compiled', first: 'main.go:4:2: undefined: gone' },
  ])
  const [syntax] = await failure({ 'main.go': 'package main\n\nfunc main( {\n' })
  expect(syntax).toMatchObject({ kind: 'not-compiled' })
})

test('the C compiler rejects the code, or is missing', async () => {
  const code = 'package main\n\n// #include <gone/gone.h>\nimport "C"\n\nfunc main() { C.gone() }\n'
  const [refused] = await failure({ 'main.go': code }, { mode: withC })
  expect(refused).toMatchObject({ kind: 'not-compiled', first: expect.stringContaining('gone/gone.h') })
  const without = { ...withC, env: { ...withC.env, CC: 'no-such-compiler' } }
  expect(await failure({ 'main.go': code }, { mode: without })).toEqual([
    { kind: 'compiler-missing', compiler: 'no-such-compiler' },
  ])
})

test('the linker does not find a library', async () => {
  const code = 'package main\n\n// #cgo LDFLAGS: -lgone\nimport "C"\n\nfunc main() { _ = C.int(1) }\n'
  expect(await failure({ 'main.go': code }, { mode: withC })).toEqual([
    { kind: 'library-missing', library: 'gone', isStatic: false },
  ])
  const isStatic = { ...withC, ldflags: '-linkmode=external -extldflags=-static' }
  expect(await failure({ 'main.go': code }, { mode: isStatic })).toEqual([
    { kind: 'library-missing', library: 'gone', isStatic: true },
  ])
})

test('a proxy refuses modules: one fault for those of an owner, and of a host', async () => {
  const modules = [
    'github.com/acme/one',
    'github.com/acme/two',
    'git.acme.example/three',
    'git.acme.example/team/four',
  ]
  const files = { 'go.mod': requiring(...modules), 'main.go': importing(...modules) }
  const found = await failure(files, { env: { ...fetching, GOPROXY: proxy } })
  expect(found.toSorted((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)))).toEqual([
    {
      kind: 'modules-not-fetched',
      pattern: 'git.acme.example',
      modules: expect.arrayContaining(['git.acme.example/three', 'git.acme.example/team/four']),
      output: expect.stringContaining('403 Forbidden'),
    },
    {
      kind: 'modules-not-fetched',
      pattern: 'github.com/acme',
      modules: expect.arrayContaining(['github.com/acme/one', 'github.com/acme/two']),
      output: expect.stringContaining('403 Forbidden'),
    },
  ])
})

test('a proxy that does not answer is the network', async () => {
  const module = 'github.com/acme/one'
  const files = { 'go.mod': requiring(module), 'main.go': importing(module) }
  expect(await failure(files, { env: { ...fetching, GOPROXY: 'http://127.0.0.1:1' } })).toEqual([
    {
      kind: 'network',
      because: 'unreachable',
      host: '127.0.0.1:1',
      detail: expect.stringContaining('connection refused'),
    },
  ])
})

test('go.sum does not cover a module', async () => {
  const module = 'github.com/acme/one'
  const files = { 'go.mod': requiring(module), 'main.go': importing(module) }
  expect(await failure(files)).toEqual([{ kind: 'go-mod-outdated', package: module }])
})

test('the Go version in go.mod must not be downloaded, or cannot be', async () => {
  const files = { 'go.mod': 'module example.com/app\n\ngo 1.999.0\n', 'main.go': importing('fmt') }
  expect(await failure(files)).toEqual([
    { kind: 'toolchain', needs: '1.999.0', has: expect.stringMatching(/^1\.\d+/) },
  ])
  const env = { GOTOOLCHAIN: 'auto', GOPROXY: proxy, GONOSUMDB: '*', GOSUMDB: 'off', GOFLAGS: '' }
  expect(await failure(files, { env })).toEqual([
    { kind: 'toolchain', needs: '1.999.0', detail: expect.stringContaining('403 Forbidden') },
  ])
})

test('does not guess unknown reasons', async () => {
  expect(await failure({ 'main.go': 'package main\n\nfunc main() {}\n', 'go.mod': 'nonsense\n' })).toEqual([])
})
