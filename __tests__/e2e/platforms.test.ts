/** Several platforms in one run: what each program is, from its file, and which modes a platform does not have. */
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { goBuild } from '../../src/images/go-build/go-build.ts'
import { imagePlatform, isNativeTarget, type Platform, platformParts } from '../../src/model/platform.ts'
import { withToolchain } from '../../src/repository/go/mode-toolchain.ts'
import { GitHubServer } from '../support/github/server.ts'
import { needPrograms } from '../support/images/debian.ts'
import { asReadelf } from '../support/programs/readelf.ts'
import { newRepository } from '../support/repositories/git.ts'
import { expectValue } from '../support/results.ts'
import { check, holdImages } from '../support/runs/checks.ts'
import { temporaryFolder } from '../support/runs/linkgate.ts'
import { pullRequestBetween } from '../support/workflows/events.ts'
import { runStep } from '../support/workflows/workflow-step.ts'
import { modeNamed } from '../support/world/plan.ts'
import { realWorld } from '../support/world/real.ts'
import { sha256 } from '../support/world/world.ts'

holdImages()

const hello = fileURLToPath(new URL('../fixtures/programs/hello', import.meta.url))

const platforms: readonly Platform[] = ['linux/amd64', 'linux/arm64', 'linux/386', 'windows/amd64']
const config = `version: 1
platforms: [${platforms.join(', ')}]
modes: [static, dynamic]
`

test('several platforms in one run: each program is what its tools say, and what cannot be there is named', async () => {
  await needPrograms('gcc', 'aarch64-linux-gnu-gcc', 'qemu-aarch64-static', 'readelf')
  await using folder = await temporaryFolder()
  const repository = await newRepository(join(folder.path, 'hello'))
  await cp(hello, repository.path, { recursive: true })
  await repository.commit('A service', { '.github/linkgate.yml': config })
  await repository.commit('Say more', { 'ballast/words.txt': 'hello' })
  const { exitCode, report, said } = await check(repository.path)
  expect(exitCode, said).toBe(0)
  const heads = report?.variants.filter(({ revision }) => revision === 'head') ?? []
  expect(heads.map(({ platform, mode, binary }) => [platform, mode, binary !== undefined])).toEqual([
    ['linux/amd64', 'static', true],
    ['linux/amd64', 'dynamic', true],
    ['linux/arm64', 'static', true],
    ['linux/arm64', 'dynamic', true],
    ['linux/386', 'static', true],
    ['linux/386', 'dynamic', false],
    ['windows/amd64', 'static', true],
  ])
  for (const head of heads.filter(({ binary }) => binary !== undefined)) {
    const about = `${head.mode} on ${head.platform}`
    const platform = head.platform as Platform
    const { os, arch } = platformParts(platform)
    // the same file once more: its sha256 is the one of the report
    const directory = join(folder.path, 'again', head.mode, head.platform)
    const binary = await linked(repository.path, directory, { mode: head.mode, platform })
    expect(sha256(await readFile(binary)), about).toBe(head.binary?.sha256)
    expect(head.linkage?.machine, about).toBe(arch)
    const { metrics } = head
    expect(metrics['binary-size'], about).toMatchObject({ value: (await readFile(binary)).length })
    if (os !== 'linux') {
      expect(head, about).not.toHaveProperty('image')
      expect(head.linkage?.kind, about).toBe('system-dynamic')
      for (const metric of ['image-size', 'pull-size', 'layers'])
        expect(metrics[metric], about).toMatchObject({ unmeasured: { kind: 'not-applicable' } })
      continue
    }
    const { machine, interpreter, needed } = await asReadelf(binary)
    expect(machine, about).toBe(arch)
    expect([head.linkage?.interpreter, head.linkage?.needed], about).toEqual([interpreter, needed])
    expect(needed, about).toEqual(head.mode === 'dynamic' ? ['libc.so.6'] : [])
    expect(metrics['pull-size'], about).toMatchObject({ value: expect.any(Number) })
  }
  const host = realWorld(folder.path).host
  const started = heads.filter(({ metrics }) => 'value' in (metrics['startup'] ?? {}))
  const native = platforms.filter((one) => isNativeTarget(one, host))
  expect([...new Set(started.map(({ platform }) => platform))]).toEqual(native)
  const compatible = heads.find(({ platform }) => platform === 'linux/386')
  if (host.arch === 'amd64')
    expect(compatible?.metrics['startup'], said).toMatchObject({ unmeasured: { kind: 'other-architecture' } })
  // where starts are not timed, what the program allocates is still its own
  const allocated = (mode: string, platform: string) => {
    const { 'init-bytes': bytes } =
      heads.find((one) => one.mode === mode && one.platform === platform)?.metrics ?? {}
    return bytes !== undefined && 'value' in bytes ? bytes.value : Number.NaN
  }
  expect(said).not.toContain('separate containers')
  for (const mode of ['static', 'dynamic']) {
    const arm = heads.find((one) => one.mode === mode && one.platform === 'linux/arm64')
    expect(arm?.metrics['startup'], said).toMatchObject({ unmeasured: { kind: 'emulated' } })
    expect(allocated(mode, 'linux/arm64') / allocated(mode, 'linux/amd64'), said).toBeCloseTo(1, 1)
  }
  expect(allocated('static', 'linux/386'), said).toBeGreaterThan(0)
  const explained = report?.programs?.find(({ platform }) => platform === 'windows/amd64')
  expect(explained?.problem, said).toBeUndefined()
  expect(
    explained?.modules.map(({ kind }) => kind),
    said,
  ).toContain('standard-library')
  const left = report?.findings.filter(({ id }) => !id.startsWith('budget/'))
  expect(left?.map(({ id, verdict, platform }) => [id, verdict, platform])).toEqual([
    ['build/mode-excluded', 'pass', 'windows/amd64'],
    ['build/mode-excluded', 'warn', 'linux/386'],
  ])
})

const crossDockerfile = `FROM --platform=$BUILDPLATFORM golang:1.24-alpine AS build
ARG TARGETOS TARGETARCH
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 GOOS=$TARGETOS GOARCH=$TARGETARCH go build -trimpath -ldflags="-s -w" -o /hello .
FROM scratch
COPY --from=build /hello /hello
ENTRYPOINT ["/hello"]
`

test('a Dockerfile that cross-compiles gives the image of another platform, without an emulator in its build', async () => {
  await needPrograms('qemu-aarch64-static')
  await using folder = await temporaryFolder()
  const repository = await newRepository(join(folder.path, 'hello'))
  await cp(hello, repository.path, { recursive: true })
  await repository.commit('A service', {
    Dockerfile: crossDockerfile,
    '.github/linkgate.yml': 'version: 1\nplatforms: [linux/amd64, linux/arm64]\nmodes: [static]\n',
  })
  await repository.commit('Say more', { 'ballast/words.txt': 'hello' })
  const { exitCode, report, said } = await check(repository.path)
  expect(exitCode, said).toBe(0)
  const variants = report?.variants ?? []
  expect(
    variants.map(({ revision, platform, source, linkage }) => [
      revision,
      platform,
      source,
      linkage?.kind,
      linkage?.machine,
    ]),
    said,
  ).toEqual(
    (['base', 'head'] as const).flatMap((revision) =>
      ['linux/amd64', 'linux/arm64'].map((platform) => [
        revision,
        platform,
        'shipped',
        'static',
        platform.slice('linux/'.length),
      ]),
    ),
  )
  const [, arm] = variants.filter(({ revision }) => revision === 'head')
  expect(arm?.image?.entrypoint).toEqual(['/hello'])
  expect(arm?.image?.layers).toHaveLength(1)
  expect(arm?.metrics['pull-size'], said).toMatchObject({ value: expect.any(Number) })
  expect(arm?.metrics['startup'], said).toMatchObject({ unmeasured: { kind: 'emulated' } })
  expect(arm?.metrics['init-allocs'], said).toMatchObject({ value: expect.any(Number) })
  const left = report?.findings.filter(({ id, verdict }) => verdict !== 'pass' && !id.startsWith('budget/'))
  expect(left).toEqual([])
})

test('the reports of two jobs, one for each platform, become one comment', async () => {
  await needPrograms('qemu-aarch64-static')
  await using folder = await temporaryFolder()
  await using server = await GitHubServer.start()
  const { path: directory, ...repository } = await newRepository(join(folder.path, 'hello'))
  await cp(hello, directory, { recursive: true })
  const base = await repository.commit('A service')
  const head = await repository.commit('Say more', { 'ballast/words.txt': 'hello' })
  server.repository.openPullRequest(7, head, { headRef: 'topic' })
  const event = { name: 'pull_request', payload: pullRequestBetween(base, head) }
  const step = async (name: string, inputs: Readonly<Record<string, string>>) => {
    const own = join(folder.path, name)
    await mkdir(own)
    return runStep({ folder: own, directory, event, api: server.url, inputs })
  }
  const reports = join(folder.path, 'reports')
  await mkdir(reports)
  for (const arch of ['amd64', 'arm64']) {
    const config = join(folder.path, `${arch}.yml`)
    await writeFile(config, `version: 1\nplatforms: [linux/${arch}]\nmodes: [static]\n`)
    const report = join(reports, `${arch}.json`)
    const { exitCode, stderr } = await step(arch, { phase: 'measure', config, report })
    expect(exitCode, stderr).toBe(0)
  }
  const { exitCode, stdout } = await step('publish', {
    phase: 'publish',
    report: reports,
    'github-token': server.token,
  })
  expect(exitCode, stdout).toBe(0)
  const [comment, ...others] = server.commentsOf(7)
  expect(others).toEqual([])
  const { host } = realWorld(folder.path)
  const foreign = host.arch === 'amd64' ? 'linux/arm64' : 'linux/amd64'
  const body = comment?.body ?? ''
  expect(body.match(/^### .*/gm)).toHaveLength(1)
  expect(body).toMatch(/<summary>[^<]*1 more platform: linux\/arm64/)
  expect(body).toContain(`Start-up is not measured on \`${foreign}\``)
})

/** A package that is C. */
const clib = `package clib

// static int twice(int n) { return 2 * n; }
import "C"

func Twice(n int) int { return int(C.twice(C.int(n))) }
`

test('a program with C code: platforms for which it cannot be linked are left out, and all others are measured', async () => {
  await needPrograms('gcc', 'aarch64-linux-gnu-gcc')
  await using folder = await temporaryFolder()
  const repository = await newRepository(join(folder.path, 'hello'))
  await cp(hello, repository.path, { recursive: true })
  const main = await readFile(join(hello, 'main.go'), 'utf8')
  await repository.commit('A service with C code', {
    '.github/linkgate.yml':
      'version: 1\nplatforms: [linux/amd64, linux/arm64, windows/amd64, darwin/arm64]\nmodes: [static, dynamic]\n',
    'clib/clib.go': clib,
    'main.go': main
      .replace('"github.com/gin-gonic/gin"', '"example.com/hello/clib"\n\t"github.com/gin-gonic/gin"')
      .replace('len(files)', 'clib.Twice(len(files))'),
  })
  const { exitCode, report, said } = await check(repository.path)
  expect(exitCode, said).toBe(0)
  const heads = report?.variants.filter(({ revision }) => revision === 'head') ?? []
  expect(heads.map(({ platform, mode, binary }) => [platform, mode, binary !== undefined])).toEqual([
    ['linux/amd64', 'static', true],
    ['linux/amd64', 'dynamic', true],
    ['linux/arm64', 'static', true],
    ['linux/arm64', 'dynamic', true],
    ['windows/amd64', 'static', false],
    ['darwin/arm64', 'static', false],
  ])
  const excluded = report?.findings.filter(
    ({ id, verdict }) => id === 'build/mode-excluded' && verdict === 'warn',
  )
  expect(excluded).toMatchObject([
    {
      platform: 'windows/amd64',
      message:
        'Not measured: mode `static` needs a C compiler for windows/amd64 because example.com/hello/clib needs cgo, but `x86_64-w64-mingw32-gcc` was not found',
      fix: expect.stringContaining('gcc-mingw-w64-x86-64'),
    },
    {
      platform: 'darwin/arm64',
      message:
        'Not measured: mode `static` needs a C compiler for darwin/arm64 because example.com/hello/clib needs cgo, but `oa64-clang` was not found',
    },
  ])
})

async function linked(
  checkout: string,
  directory: string,
  { mode: name, platform }: { readonly mode: string; readonly platform: Platform },
): Promise<string> {
  const world = realWorld(directory)
  const foreign = platform === imagePlatform(world.host) ? undefined : platform
  const mode = expectValue(
    await withToolchain(world, { compiler: 'gcc' }, modeNamed(name as 'static' | 'dynamic'), foreign),
  )
  const output = join(directory, 'hello')
  await world.files.makeDirectory(directory)
  expectValue(
    await goBuild(world, {
      mode,
      main: { module: '.', path: '.', importPath: 'example.com/hello', name: 'hello' },
      platform,
      checkout,
      root: checkout,
      output,
      temporary: directory,
    }),
  )
  return output
}
