import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { succeed } from '../../../src/common/result.ts'
import { withReferenceFlags } from '../../../src/images/go-build/flags.ts'
import { goBuild, goBuildCommand, goBuildEnv } from '../../../src/images/go-build/go-build.ts'
import { findGo } from '../../../src/repository/go/toolchain.ts'
import { withoutSecrets } from '../../../src/world/host.ts'
import { messagesOf } from '../../support/results.ts'
import { goTool, modeNamed, planWith } from '../../support/world/plan.ts'
import { realWorld } from '../../support/world/real.ts'
import { temporaryDirectory, writeTree } from '../../support/world/temporary.ts'
import { type FakeOptions, fakeWorld, sha256 } from '../../support/world/world.ts'

const main = { module: '.', path: './cmd/api', name: 'api', importPath: 'example.com/api/cmd/api' }
const still = modeNamed('static')

describe('the command', () => {
  test('is the same for both revisions: without paths and commits', () => {
    expect(goBuildCommand(still, main, '/out/api')).toEqual([
      'go',
      'build',
      '-trimpath',
      '-buildvcs=false',
      '-ldflags=-s -w',
      '-o',
      '/out/api',
      './cmd/api',
    ])
  })

  test('has all tags in one argument, and no empty arguments', () => {
    const command = goBuildCommand({ ...still, tags: ['a', 'b'], ldflags: '' }, main, '/out/api')
    expect(command.filter((part) => /tags|ldflags/.test(part))).toEqual(['-tags=a,b'])
  })
})

test('as a fallback for a Dockerfile it uses the same flags, unless the configuration sets others', () => {
  const shown = { tags: ['jsoniter'], ldflags: '-w' }
  const like = (yaml: string, of: typeof shown | undefined) => {
    const { build, modes } = planWith({ yaml }).settings.config
    const { tags, ldflags } = withReferenceFlags(modes[0] ?? still, build, of)
    return [tags, ldflags]
  }
  expect(like('modes: [dynamic]', undefined)).toEqual([[], '-s -w'])
  expect(like('modes: [dynamic]', shown)).toEqual([['jsoniter'], '-w'])
  expect(like('build: { ldflags: "" }\nmodes: [dynamic]', shown)).toEqual([['jsoniter'], ''])
  expect(like('build: { ldflags: -s -w }\nmodes: [dynamic]', shown)).toEqual([['jsoniter'], '-s -w'])
  expect(like('build: { tags: nomsgpack }\nmodes: [dynamic]', shown)).toEqual([['nomsgpack'], '-w'])
  expect(like('modes: { dynamic: { tags: x, ldflags: -s } }', shown)).toEqual([['x'], '-s'])
  const pure = { tags: ['netgo', 'jsoniter', 'osusergo'], ldflags: '-w' }
  expect(like('modes: [pie]', pure)).toEqual([['jsoniter'], '-w'])
  expect(like('modes: [static]', pure)).toEqual([pure.tags, '-w'])
})

describe('the environment', () => {
  const runner = {
    PATH: '/bin',
    HOME: '/home/runner',
    GITHUB_TOKEN: 'secret',
    GITHUB_SHA: 'abc',
    INPUT_GITHUB_TOKEN: 'secret',
    'INPUT_GITHUB-TOKEN': 'secret',
    ACTIONS_RUNTIME_TOKEN: 'secret',
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'secret',
    ACTIONS_CACHE_URL: 'https://example.com/secret',
    CGO_ENABLED: '1',
    GOFLAGS: '-mod=mod',
    GOARCH: 'arm64',
  }

  test('has no secrets, but all variables that a build needs', () => {
    const env = goBuildEnv(withoutSecrets(runner), still, 'linux/amd64', '/out/tmp')
    expect(JSON.stringify(env)).not.toContain('secret')
    expect(env).toEqual({
      PATH: '/bin',
      HOME: '/home/runner',
      GITHUB_SHA: 'abc',
      GOFLAGS: '-mod=mod',
      GOOS: 'linux',
      GOARCH: 'amd64',
      GOTMPDIR: '/out/tmp',
      TMPDIR: '/out/tmp',
      CGO_ENABLED: '0',
      GOGC: '400',
    })
  })

  test('keeps a GOGC that is set', () => {
    expect(goBuildEnv({ GOGC: '50' }, still, 'linux/amd64', '/t')).toMatchObject({ GOGC: '50' })
  })

  test('the settings of the mode override everything inherited', () => {
    const mode = { ...still, env: { CGO_ENABLED: '1', GOAMD64: 'v3', HOME: '/other' } }
    expect(goBuildEnv({ HOME: '/home', CGO_ENABLED: '0' }, mode, 'linux/amd64', '/t')).toMatchObject({
      CGO_ENABLED: '1',
      GOAMD64: 'v3',
      HOME: '/other',
    })
  })
})

describe('building', () => {
  const options = {
    mode: still,
    main: { ...main, module: 'services/api' },
    platform: 'linux/amd64',
    checkout: '/checkouts/head',
    root: '/repository',
    output: '/out/api',
    temporary: '/out/tmp',
  } as const
  const there = { '/checkouts/head/services/api/go.mod': '' }
  const build = (given: FakeOptions) => {
    const world = fakeWorld({ files: there, ...given })
    return { world, result: goBuild(world, options) }
  }

  test('runs in the directory of the module, and measures the time', async () => {
    const world = fakeWorld({
      files: there,
      commands: {
        'go build': () => {
          world.clock.advance(1500)
          return ''
        },
      },
    })
    expect(await goBuild(world, options)).toEqual({ ok: true, value: { milliseconds: 1500, output: [] } })
    expect(world.exec.calls[0]).toMatchObject({ how: 'run', cwd: '/checkouts/head/services/api' })
  })

  test('uses the workspace of the revision, or none', async () => {
    const world = fakeWorld({
      files: there,
      commands: { 'go build': '' },
      env: { GOWORK: '/repository/services/go.work' },
    })
    await goBuild(world, options)
    await goBuild(world, { ...options, main: { ...options.main, outsideWorkspace: true } })
    expect(world.exec.calls.map(({ env }) => env?.['GOWORK'])).toEqual([
      '/checkouts/head/services/go.work',
      'off',
    ])
  })

  test("reports the first lines of the compiler's output", async () => {
    const stderr = `# example.com/api\n\n${Array.from({ length: 50 }, (_, line) => `main.go:${line}: undefined`).join('\n')}`
    const output = await build({ commands: { 'go build': { exitCode: 1, stderr } } }).result
    expect(output).toMatchObject({ ok: false })
    const said = output.ok ? [] : output.problem.output
    expect(said).toHaveLength(20)
    expect(said.slice(0, 2)).toEqual(['# example.com/api', 'main.go:0: undefined'])
  })

  test('reports a module that this revision does not have', async () => {
    const { world, result } = build({ files: {} })
    expect(await result).toEqual({
      ok: false,
      problem: { output: [], why: [{ kind: 'module-missing', directory: 'services/api' }] },
    })
    expect(world.exec.calls).toEqual([])
  })
})

const directory = await temporaryDirectory()

describe('real builds', () => {
  test('the same source in two directories with different READMEs gives the same bytes', async () => {
    const world = realWorld(directory)
    const source = {
      'go.mod': 'module example.com/api\n\ngo 1.24\n',
      'cmd/api/main.go': 'package main\n\nfunc main() { println("hello") }\n',
    }
    const digests: string[] = []
    for (const name of ['one', 'another/place']) {
      const checkout = join(directory, name)
      await writeTree(checkout, { ...source, 'README.md': name, 'tmp/x': '' })
      const output = join(checkout, 'out')
      const built = await goBuild(world, {
        mode: still,
        main,
        platform: `linux/${process.arch === 'x64' ? 'amd64' : 'arm64'}`,
        checkout,
        root: checkout,
        output,
        temporary: join(checkout, 'tmp'),
      })
      expect(built).toMatchObject({ ok: true })
      digests.push(sha256((await world.files.read(output)) ?? ''))
    }
    expect(digests[0]).toBe(digests[1])
  })
})

describe('the tools', () => {
  const env = {
    GOVERSION: 'go1.26.1',
    GOROOT: '/go',
    GOCACHE: '/cache/build',
    GOMODCACHE: '/cache/modules',
    CC: 'gcc -m64',
  }

  test('are found by `go env`', async () => {
    const world = fakeWorld({ commands: { 'go env': JSON.stringify(env) } })
    expect(await findGo(world, '/repository')).toEqual(succeed({ ...goTool, compiler: 'gcc -m64' }))
    expect(world.exec.calls[0]?.cwd).toBe('/repository')
  })

  test.each([
    [{ exitCode: 127 }, /^Go was not found: add actions\/setup-go/],
    [{ exitCode: 1, stderr: 'go: cannot find GOROOT\nmore' }, /^`go env` failed: go: cannot find GOROOT$/],
  ])('reports why `go env` fails: %j', async (answer, words) => {
    const found = await findGo(fakeWorld({ commands: { 'go env': answer } }), '/')
    expect(messagesOf(found)).toEqual([expect.stringMatching(words)])
  })
})
