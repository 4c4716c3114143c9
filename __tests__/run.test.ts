import { beforeEach, describe, expect, test } from 'vitest'
import { CancelledError, CommandError, InputError } from '../src/common/errors.ts'
import { succeed } from '../src/common/result.ts'
import type { Inputs } from '../src/config/inputs.ts'
import { reportSchema } from '../src/document/report.ts'
import type { CacheStore } from '../src/effects/cache-store.ts'
import type { World } from '../src/effects/world.ts'
import type { ModuleCache } from '../src/images/caches/module-cache.ts'
import type { ScanComparison } from '../src/model/scan.ts'
import { run } from '../src/run.ts'
import { memoryTar } from './support/cache/memory-store.ts'
import { buildInfoBlock, elfFile } from './support/programs/elf.ts'
import { worded } from './support/reports/worded.ts'
import { type Answers, type Call, type FakeWorld, fakeWorld } from './support/world/world.ts'

const baseSha = 'b'.repeat(40)
const headSha = 'a'.repeat(40)
const loader = '/lib64/ld-linux-x86-64.so.2'

const inputs: Inputs = {
  directory: '/repository',
  rounds: 12,
  engine: 'docker',
}

/** A machine with git, Go and Docker that keep their state in memory. */
class Machine {
  readonly world: FakeWorld
  readonly worktrees = new Set<string>()
  readonly images = new Map<string, string>()
  readonly containers = new Set<string>()
  /** Which file was copied to the place of the program, by container. */
  readonly programs = new Map<string, string>()
  readonly cached: string[] = []
  /** What a run hands over for the next one. */
  kept: ModuleCache | undefined
  /** Milliseconds that one start of a revision takes. */
  readonly startMs = { base: 5, head: 8 }
  /** Told what the probe is asked. */
  onRequest: (line: string) => void = () => {}
  /** What the app prints before it ends; absent: it starts. */
  log: readonly string[] | undefined
  /** What is done when a command begins; for stopping in the middle. */
  onCommand: (line: string) => void = () => {}

  /** What both revisions have besides go.sum. */
  readonly #checkout: Readonly<Record<string, string>>

  constructor(
    options: {
      readonly files?: Readonly<Record<string, string>>
      readonly checkout?: Readonly<Record<string, string>>
      readonly commands?: Answers
    } = {},
  ) {
    this.#checkout = { 'go.mod': 'module example.com/orders', ...options.checkout }
    const cache: CacheStore = {
      restore: async () => succeed(undefined),
      save: async ({ key }) => {
        this.cached.push(key)
        return succeed('saved')
      },
    }
    const commands: Answers = Object.fromEntries(
      Object.entries({
        ...memoryTar(() => this.world.files),
        ...this.#git(),
        ...this.#go(),
        ...this.#docker(),
        ...options.commands,
      }).map(([beginning, answer]) => [
        beginning,
        (call: Call) => {
          this.onCommand(call.command.join(' '))
          return typeof answer === 'function' ? answer(call) : answer
        },
      ]),
    )
    this.world = fakeWorld({
      commands,
      cache,
      files: {
        '/repository/go.mod': 'module example.com/orders',
        [loader]: elfFile({ type: 3 }),
        '/lib/x86_64-linux-gnu/libc.so.6': elfFile({ type: 3 }),
        ...options.files,
      },
      session: (call) => this.#probe(call.command.at(-1) ?? ''),
    } as Parameters<typeof fakeWorld>[0])
  }

  #git(): Answers {
    const known: Readonly<Record<string, string>> = {
      'HEAD^{commit}': headSha,
      'origin/main^{commit}': baseSha,
      [`${baseSha}^{commit}`]: baseSha,
    }
    return {
      'git rev-parse --show-toplevel': '/repository\n',
      'git rev-parse --is-shallow-repository': 'false\n',
      'git rev-parse --verify': ({ command }) => known[command.at(-1) ?? ''] ?? { exitCode: 1 },
      'git symbolic-ref': ({ command }) => (command.at(-1) === 'HEAD' ? 'topic\n' : 'origin/main\n'),
      'git ls-files': '',
      'git config': { exitCode: 1 },
      'git --no-optional-locks status': '',
      'git -c core.hooksPath=/dev/null clone': { exitCode: 128, stderr: 'fatal: it is a machine in memory' },
      'git rev-parse --absolute-git-dir': '/repository/.git\n',
      'git merge-base': `${baseSha}\n`,
      'git ls-remote': '',
      'git -c core.hooksPath=/dev/null worktree add': async ({ command }) => {
        const path = command.at(-2) ?? ''
        this.worktrees.add(path)
        for (const [name, text] of Object.entries(this.#checkout))
          await this.world.files.write(`${path}/${name}`, text)
        await this.world.files.write(`${path}/go.sum`, command.at(-1) ?? '')
        return ''
      },
      'git -c core.hooksPath=/dev/null reset': '',
      'git worktree remove': async ({ command }) => {
        const path = command.at(-1) ?? ''
        this.worktrees.delete(path)
        await this.world.files.remove(path)
        return ''
      },
    }
  }

  #go(): Answers {
    return {
      'gcc --version': 'gcc 14',
      'go env': JSON.stringify({
        GOVERSION: 'go1.26.1',
        GOROOT: '/go',
        GOCACHE: '/cache/build',
        GOMODCACHE: '/cache/modules',
        CC: 'gcc',
      }),
      'go list': ({ cwd = '' }) =>
        JSON.stringify({
          ImportPath: 'example.com/orders/cmd/orders',
          Name: 'main',
          Dir: `${cwd.replace(/\/\.$/, '')}/cmd/orders`,
          Imports: ['github.com/gin-gonic/gin'],
          Module: { Path: 'example.com/orders', Dir: cwd.replace(/\/\.$/, '') },
        }),
      'go mod edit': JSON.stringify({ Require: [{ Path: 'github.com/gin-gonic/gin' }] }),
      'go build': async ({ command, cwd = '', env = {} }) => {
        const gin = cwd.includes('/head') ? 'v1.11.0' : 'v1.10.0'
        const info = buildInfoBlock('go1.26.1', [`dep\tgithub.com/gin-gonic/gin\t${gin}`])
        const tail = new Uint8Array(cwd.includes('/head') ? 400_000 : 200_000)
        const dynamic = env['CGO_ENABLED'] === '1' ? { interpreter: loader, needed: ['libc.so.6'] } : {}
        const parts = { ...dynamic, load: 6 }
        const size = elfFile(parts).length
        // build information lies at a multiple of 16 in the file
        tail.set(info, (16 - (size % 16)) % 16)
        await this.world.files.write(
          command[command.indexOf('-o') + 1] ?? '',
          elfFile({ ...parts, tail }),
          0o755,
        )
        return ''
      },
    }
  }

  #docker(): Answers {
    const list = (names: Iterable<string>) => [...names].join('\n')
    return {
      'docker version': '28.0.1\n',
      'docker load': async ({ command }) => {
        const archive = (await this.world.files.readText(command.at(-1) ?? '')) ?? ''
        const parts = JSON.parse(archive) as { path: string; hex: string }[]
        const manifest = parts.find(({ path }) => path === 'manifest.json')?.hex ?? ''
        const [{ RepoTags }] = JSON.parse(Buffer.from(manifest, 'hex').toString()) as [{ RepoTags: [string] }]
        this.images.set(RepoTags[0], archive)
        return ''
      },
      'docker save': async ({ command }) => {
        await this.world.files.write(command[3] ?? '', this.images.get(command.at(-1) ?? '') ?? '')
        return ''
      },
      'docker create': ({ command }) => {
        const name = `${this.containers.size + 1} of ${command.at(-1)}`
        this.containers.add(name)
        return name
      },
      'docker cp': ({ command }) => {
        const [from = '', to = ''] = command.slice(-2)
        const at = to.lastIndexOf(':')
        if (to.slice(at + 1) === '/app/orders') this.programs.set(to.slice(0, at), from)
        return ''
      },
      'docker ps': () => list(this.containers),
      'docker images': () => list(this.images.keys()),
      'docker rm': ({ command }) => {
        for (const name of command) this.containers.delete(name)
        return ''
      },
      'docker rmi': ({ command }) => {
        for (const name of command) this.images.delete(name)
        return ''
      },
    }
  }

  #probe(container: string) {
    const ofBase = this.programs.get(container)?.includes('/build-base-') === true
    const ms = ofBase ? this.startMs.base : this.startMs.head
    return {
      greeting: ['{"probe":7,"pid":1,"user":0}'],
      answer: (line: string) => {
        const { id, placement } = JSON.parse(line) as { id: number; placement?: object }
        if (placement !== undefined) return JSON.stringify({ id, placed: true })
        this.onCommand(`start ${container}`)
        this.onRequest(line)
        if (this.log !== undefined)
          return JSON.stringify({
            id,
            ready: false,
            failure: 'exited',
            exitCode: 1,
            detail: '',
            log: this.log,
          })
        this.world.clock.advance(ms)
        return JSON.stringify({
          id,
          ready: true,
          address: '127.0.0.1:8080',
          readyUs: ms * 1000,
          listenUs: ms * 900,
          responseUs: ms * 1000,
          status: 200,
          rssBytes: 8_000_000,
          log: [],
        })
      },
    }
  }

  run(given: Partial<Inputs> = {}, world: World = this.world, scans: readonly ScanComparison[] = []) {
    return run({ ...inputs, ...given }, undefined, world, {
      version: '1.2.3',
      probeSource: '/probe',
      scans,
      deliver: async (report) => report,
      onBuilt: (cache) => {
        this.kept = cache
      },
    })
  }

  /** What is still there of ours. */
  left(): unknown {
    return {
      worktrees: [...this.worktrees],
      images: [...this.images.keys()],
      containers: [...this.containers],
      files: this.world.files.paths().filter((path) => path.startsWith('/tmp/linkgate')),
    }
  }
}

const nothing = { worktrees: [], images: [], containers: [], files: [] }

let machine: Machine
beforeEach(() => {
  machine = new Machine()
})

describe('from plan to report', () => {
  test('has everything, in a report of a separate form', async () => {
    const report = await machine.run()
    expect(reportSchema.safeParse(report).error).toBeUndefined()
    expect(report).toMatchObject({
      schema: 1,
      app: 'orders',
      verdict: 'fail',
      tool: { version: '1.2.3' },
      runner: { os: 'linux', arch: 'amd64', cpus: 2 },
      go: { version: 'go1.26.1' },
      engine: { name: 'docker', version: '28.0.1' },
      base: { sha: baseSha, ref: 'origin/main' },
      head: { sha: headSha, ref: 'topic' },
      noise: { rounds: 12 },
    })
    expect(report.variants.map(({ revision, mode, linkage }) => [revision, mode, linkage?.kind])).toEqual([
      ['base', 'static', 'static'],
      ['base', 'dynamic', 'dynamic'],
      ['head', 'static', 'static'],
      ['head', 'dynamic', 'dynamic'],
    ])
    for (const mode of ['static', 'dynamic']) {
      const of = (metric: string) =>
        report.comparisons.find((one) => one.metric === metric && one.mode === mode)
      expect(of('binary-size')).toMatchObject({ delta: 200_000, verdict: 'fail' })
      expect(of('startup')).toMatchObject({ base: 5, head: 8, delta: 3 })
      expect(of('layers')).toMatchObject({ head: mode === 'static' ? 2 : 3, verdict: 'unchanged' })
      expect(report.causes).toContainEqual(
        expect.objectContaining({
          mode,
          name: 'github.com/gin-gonic/gin',
          change: { type: 'changed', from: 'v1.10.0', to: 'v1.11.0' },
        }),
      )
    }
    // programs without a function table have bytes, but no packages
    expect(report.programs).toMatchObject(
      ['static', 'dynamic'].map((mode) => ({ mode, problem: expect.stringContaining('function table') })),
    )
    for (const { base, head, parts, modules } of report.programs ?? []) {
      expect(head - (base ?? 0)).toBe(200_000)
      expect(modules).toEqual([])
      expect(Object.values(parts).reduce((sum, part) => sum + part.head, 0)).toBe(head)
    }
    const said = report.findings
      .filter(({ verdict }) => verdict === 'fail')
      .map(({ metric, mode }) => [mode, metric])
    expect(said).toContainEqual(['static', 'binary-size'])
    expect(
      report.phases.map(({ name, within }) => [name, ...(within === undefined ? [] : [within])]),
    ).toEqual([
      ['plan'],
      ['restore'],
      ['discover'],
      ['build'],
      ['builder', 'build'],
      ['inspect'],
      ['link', 'inspect'],
      ['attribute', 'inspect'],
      ['start'],
      ['starts', 'start'],
    ])
  })

  test.each([
    ['loaded', 'docker load', 'fail', ['start/engine-lost']],
    ['started', 'docker create', 'fail', ['start/engine-lost']],
  ])('an engine that is lost while images are %s is a finding of a whole report', async (...given) => {
    const [, command, verdict, ids] = given
    const lost = { exitCode: 1, stderr: 'error during connect: read tcp: connection reset by peer' }
    machine = new Machine({ commands: { [command]: lost } })
    const report = await machine.run()
    expect(reportSchema.safeParse(report).error).toBeUndefined()
    expect(report.verdict).toBe(verdict)
    expect(report.findings.flatMap(({ id }) => (id.includes('lost') ? [id] : []))).toEqual(ids)
    expect(report.variants).toHaveLength(4)
    expect(machine.left()).toEqual(nothing)
  })

  test('nothing stays; what was built is handed over to be kept, and nothing is saved before', async () => {
    await machine.world.files.write('/cache/build/ab/new-a', 'compiled')
    await machine.run()
    expect(machine.left()).toEqual(nothing)
    expect(machine.cached).toEqual([])
    await machine.kept?.save('/kept')
    expect(machine.cached).toHaveLength(1)
  })

  test('containers, images and trees are removed as soon as the last start is over, and not before', async () => {
    const lines: string[] = []
    machine.onCommand = (line) => {
      lines.push(line.replace(/^(start|\S+ \S+).*/, '$1'))
    }
    await machine.run()
    const after = lines.slice(lines.lastIndexOf('start') + 1)
    expect(after.toSorted()).toEqual(['docker rm', 'docker rmi', 'git worktree', 'git worktree'])
    expect(after.indexOf('docker rm')).toBeLessThan(after.indexOf('docker rmi'))
    expect(lines.filter((line) => line === 'docker rm')).toHaveLength(1)
  })

  test('containers are removed when they have ended, trees before', async () => {
    const closing = Promise.withResolvers<void>()
    const ended = Promise.withResolvers<void>()
    const { exec } = machine.world
    const open: typeof exec.open = (...given) => ({
      ...exec.open(...given),
      close: () => {
        closing.resolve()
        return ended.promise
      },
    })
    const running = machine.run({}, { ...machine.world, exec: { ...exec, open } })
    await closing.promise
    for (let turn = 0; turn < 10; turn++) await new Promise(setImmediate)
    const { containers, worktrees } = machine
    expect([containers.size, worktrees.size]).toEqual([5, 0])
    ended.resolve()
    await running
    expect(machine.left()).toEqual(nothing)
  })

  test('logs both revisions and their origin', async () => {
    await machine.run()
    expect(machine.world.log.text('info')).toContain(`base ${baseSha} (merge base with origin/main)`)
    expect(machine.world.log.text('info')).toContain(`head ${headSha}`)
    expect(machine.world.log.text('info')).toContain('configuration defaults')
    expect(machine.world.log.text('info')).toContain(
      'main package ./cmd/orders (the only one that imports Gin)',
    )
  })

  test('reports what to clean up, in case this process is killed, before there is anything to clean up', async () => {
    const opened: string[] = []
    await run(inputs, undefined, machine.world, {
      version: '1',
      probeSource: '/probe',
      scans: [],
      deliver: async () => {},
      onOpen: ({ run: name, directory }) => {
        expect(machine.world.exec.calls).toEqual([])
        opened.push(name, directory)
      },
    })
    expect(opened).toEqual(['run1', '/tmp/linkgate-Run1'])
  })

  test('head that does not build cannot be measured, and base is still shown', async () => {
    const build = new Machine({
      commands: {
        'go build': async ({ cwd = '', command }) => {
          if (cwd.includes('/head')) return { exitCode: 1, stderr: 'main.go:1:1: broken' }
          await build.world.files.write(command[command.indexOf('-o') + 1] ?? '', elfFile({ tail: cwd }))
          return ''
        },
      },
      files: { '/repository/.github/linkgate.yml': 'version: 1\nmodes: [static]' },
    })
    const report = await build.run()
    expect(report.verdict).toBe('unmeasured')
    expect(report.findings).toContainEqual(
      expect.objectContaining({ id: 'build/failed', revision: 'head', log: ['main.go:1:1: broken'] }),
    )
    expect(build.kept).toBeUndefined()
    expect(build.left()).toEqual(nothing)
  })
})

describe('prepared by a command of the configuration', () => {
  const configured = { '/repository/.github/linkgate.yml': 'version: 1\nbuild: { prepare: make ui }' }
  const failingAt = (revision: string) =>
    new Machine({
      commands: {
        'bash --version': '',
        'bash -e -c': ({ cwd = '' }) =>
          cwd.endsWith(revision) ? { exitCode: 2, stderr: 'make: no rule to make ui' } : '',
      },
      files: configured,
    })

  test('before the packages are listed', async () => {
    const prepared = failingAt('neither')
    const report = await prepared.run()
    expect(report.phases.map(({ name }) => name).slice(0, 5)).toEqual([
      'plan',
      'restore',
      'prepare',
      'discover',
      'build',
    ])
    expect(prepared.world.exec.lines('bash -e -c make ui')).toHaveLength(2)
  })

  test('head that cannot be prepared cannot be measured', async () => {
    const report = await failingAt('/head').run()
    expect(report.verdict).toBe('unmeasured')
    expect(report.findings.map(worded)).toContainEqual({
      verdict: 'unmeasured',
      id: 'build/failed',
      revision: 'head',
      message: 'Head does not build: the command of `build.prepare` ended with exit code 2',
      log: ['make: no rule to make ui'],
      fix: 'run the command at the root of a fresh clone, and change `build.prepare` until it works there',
    })
  })

  test('base that cannot be prepared is no baseline', async () => {
    const report = await failingAt('/base').run()
    expect(report.verdict).not.toBe('unmeasured')
    expect(report.findings).toContainEqual(
      expect.objectContaining({ id: 'build/failed', revision: 'base', verdict: 'pass' }),
    )
    expect(new Set(report.comparisons.map(({ base }) => base))).toEqual(new Set([null]))
  })

  test('reports what cannot be found with it', async () => {
    const nothing = new Machine({
      commands: {
        'bash --version': '',
        'bash -e -c': { exitCode: 2, stderr: 'make: no rule to make ui' },
        'go list': '',
      },
      files: configured,
    })
    const error = await nothing.run().catch((reason: unknown) => reason)
    expect((error as InputError).problems).toEqual([
      'the command of `build.prepare` ended with exit code 2 / make: no rule to make ui',
      expect.stringMatching(/^no main package imports/),
    ])
  })

  test('what stood in the way before building explains why head does not build', async () => {
    const failing = new Machine({
      commands: {
        'git grep': { exitCode: 1 },
        'git check-ignore': { exitCode: 1 },
        'git ls-files': '',
        'go list -e -deps': ({ cwd = '' }) => {
          const root = cwd.replace(/\/\.$/, '')
          const orders = {
            ImportPath: 'example.com/orders/cmd/orders',
            Name: 'main',
            Dir: `${root}/cmd/orders`,
            Imports: ['github.com/gin-gonic/gin', 'example.com/orders/web'],
            Module: { Path: 'example.com/orders', Dir: root },
          }
          const web = {
            ImportPath: 'example.com/orders/web',
            DepOnly: true,
            Error: { Pos: 'web/web.go:5:2', Err: 'pattern dist: no matching files found' },
          }
          return `${JSON.stringify(web, null, '\t')}\n${JSON.stringify(orders, null, '\t')}`
        },
        'go build': { exitCode: 1, stderr: 'web/web.go:5:2: pattern dist: no matching files found' },
      },
    })
    const report = await failing.run()
    expect(failing.world.log.text('info')).toContain(
      'go build will fail: web/web.go:5: `//go:embed dist` finds no files',
    )
    expect(report.findings.map(worded)).toContainEqual(
      expect.objectContaining({
        revision: 'head',
        message: expect.stringMatching(
          /^Head does not build: web\/web\.go:5: `\/\/go:embed dist` finds no files/,
        ),
        fix: expect.stringContaining('build: { prepare: … }'),
      }),
    )
  })
})

test('of two programs uses the one that the Dockerfile compiles', async () => {
  const listed = (name: string, cwd: string) => {
    const root = cwd.replace(/\/\.$/, '')
    const found = {
      ImportPath: `example.com/shop/cmd/${name}`,
      Name: 'main',
      Dir: `${root}/cmd/${name}`,
      Imports: ['github.com/gin-gonic/gin'],
      Module: { Path: 'example.com/shop', Dir: root },
    }
    return JSON.stringify(found, null, '\t')
  }
  const two = new Machine({
    commands: {
      'go list': ({ cwd = '' }) => `${listed('billing', cwd)}\n${listed('orders', cwd)}`,
      'docker buildx version': { exitCode: 1 },
      'docker image inspect': { exitCode: 1 },
      'docker pull': { exitCode: 1, stderr: 'no such host' },
      'git -c core.hooksPath=/dev/null worktree add': async ({ command }) => {
        const path = command.at(-2) ?? ''
        two.worktrees.add(path)
        await two.world.files.write(`${path}/go.mod`, 'module example.com/shop')
        await two.world.files.write(`${path}/cmd/orders/main.go`, 'package main')
        await two.world.files.write(
          `${path}/Dockerfile`,
          'FROM golang:1.24\nCOPY . /src\nWORKDIR /src\nRUN go build -o /orders ./cmd/orders\n',
        )
        return ''
      },
    },
  })
  expect((await two.run()).app).toBe('orders')
  expect(two.world.log.text('info')).toContain('main package ./cmd/orders (the one that Dockerfile compiles)')
})

describe('stopped in the middle', () => {
  test.each([
    ['while base is built', 'go build'],
    ['while an image is loaded', 'docker load'],
    ['while a container is made', 'docker create'],
    ['while apps are started', 'start'],
  ])('%s: cancelled, and everything is undone', async (_when, beginning) => {
    machine.onCommand = (line) => {
      if (line.startsWith(beginning)) machine.world.abort()
    }
    await expect(machine.run()).rejects.toThrow(CancelledError)
    expect(machine.left()).toEqual(nothing)
    expect(machine.world.log.text('warning')).toBe('')
  })

  test('when something is kept already: it was handed over, to be closed', async () => {
    machine = new Machine({
      files: { '/repository/.github/linkgate.yml': 'version: 1\nvulnerabilities: {}' },
    })
    const { log, abort } = machine.world
    const step: typeof log.step = (heading, work) => {
      if (heading === 'look for known vulnerabilities') abort()
      return log.step(heading, work)
    }
    await expect(machine.run({}, { ...machine.world, log: { ...log, step } })).rejects.toThrow(CancelledError)
    expect(machine.kept).toBeDefined()
    expect(machine.left()).toEqual(nothing)
  })

  test.each(['docker rm', 'docker rmi', 'git worktree remove'])(
    'while everything is removed (%s): nothing stays',
    async (beginning) => {
      machine.onCommand = (line) => {
        if (line.startsWith(beginning)) machine.world.abort()
      }
      await machine.run().catch((error) => expect(error).toBeInstanceOf(CancelledError))
      expect(machine.left()).toEqual(nothing)
      expect(machine.world.log.text('warning')).toBe('')
    },
  )

  const about = { version: '1', probeSource: '/probe', scans: [] }

  test('the report is delivered while containers are removed, after programs and their images', async () => {
    const delivered = Promise.withResolvers<void>()
    machine = new Machine({ commands: { 'docker rm': () => delivered.promise.then(() => '') } })
    const filesOfBuilds = () =>
      machine.world.files.paths().filter((path) => /\/(?:build|image)-[^/]*\//.test(path))
    let before: readonly string[] = []
    machine.onCommand = (line) => {
      if (line.startsWith('docker create')) before = filesOfBuilds()
    }
    const files = await run(inputs, undefined, machine.world, {
      ...about,
      deliver: async () => {
        // the clean-up has begun, and waits for this
        await new Promise(setImmediate)
        delivered.resolve()
        return filesOfBuilds()
      },
    })
    expect(before).not.toEqual([])
    expect(files).toEqual([])
    expect(machine.left()).toMatchObject({ worktrees: [], images: [], files: [] })
  })

  test('the report cannot be delivered: everything is undone', async () => {
    const deliver = () => Promise.reject(new InputError(['the disk is full']))
    await expect(run(inputs, undefined, machine.world, { ...about, deliver })).rejects.toThrow(InputError)
    expect(machine.left()).toEqual(nothing)
  })

  test('while the report is delivered: cancelled, and everything is undone', async () => {
    const deliver = () => {
      machine.world.abort()
      return Promise.reject(new Error('a tool was stopped too'))
    }
    const cancelled = run(inputs, undefined, machine.world, { ...about, deliver })
    await expect(cancelled).rejects.toThrow(CancelledError)
    expect(machine.left()).toEqual(nothing)
    expect(machine.world.log.text('warning')).toBe('')
  })

  test('a fault during the run: rejects with it unchanged, and undoes everything', async () => {
    const failing = new Machine({
      commands: { 'docker cp': { exitCode: 1, stderr: 'no space left on device' } },
    })
    await expect(failing.run()).rejects.toThrow(CommandError)
    expect(failing.left()).toEqual(nothing)
  })

  test('what cannot be undone is a warning, and the rest is undone none the less', async () => {
    const failing = new Machine({ commands: { 'docker rm': { exitCode: 1, stderr: 'the engine is gone' } } })
    await failing.run()
    expect(failing.left()).toMatchObject({ worktrees: [], files: [] })
    expect(failing.world.log.text('warning')).toContain('the engine is gone')
  })
})

describe("an app's own files", () => {
  const dockerfile = 'FROM golang:1.22\nWORKDIR /src\nCOPY . .\nRUN go build -o /orders ./cmd/orders\n'
  const failing = (...more: readonly string[]) => {
    const steps = [
      'FROM golang:1.22',
      'LABEL linkgate.run=run1',
      ...more,
      'WORKDIR /src',
      'COPY . .',
      'RUN go build -o /orders ./cmd/orders',
    ]
    const said = 'go: go.mod requires go >= 1.24 (running go 1.22.1; GOTOOLCHAIN=local)'
    return {
      exitCode: 1,
      stdout: [...steps.map((step, at) => `Step ${at + 1}/${steps.length + 1} : ${step}`), said].join('\n'),
      stderr: "The command '/bin/sh -c go build -o /orders ./cmd/orders' returned a non-zero code: 1",
    }
  }
  const commands: Answers = {
    'docker pull': '',
    'docker tag': '',
    'docker buildx version': { exitCode: 1 },
    'docker image inspect': JSON.stringify({
      Architecture: 'amd64',
      Os: 'linux',
      RepoDigests: [],
      RootFS: { Layers: [] },
    }),
    'docker build': failing(),
  }

  test('reports a builder with too old a Go before the build, as the reason', async () => {
    const checkout = {
      'go.mod': 'module example.com/orders\n\ngo 1.24\n',
      Dockerfile: `${dockerfile}CMD ["/orders"]\n`,
    }
    const old = new Machine({ checkout, commands })
    const report = await old.run()
    const said = '`FROM golang:1.22` has Go 1.22, but go.mod requires Go 1.24'
    const found = report.findings.find(({ id, revision }) => id === 'build/failed' && revision === 'head')
    expect(found && worded(found)).toMatchObject({
      message: `Head does not build: ${said}`,
      fix: 'use golang:1.24 or newer in the Dockerfile',
      log: ['go: go.mod requires go >= 1.24 (running go 1.22.1; GOTOOLCHAIN=local)'],
    })
    expect(old.world.log.text('info')).toContain(`it will not build: ${said}`)
    const toolchain = `FROM golang:1.22\nENV GOTOOLCHAIN=auto\n${dockerfile.slice(17)}`
    const newer = new Machine({
      checkout: { ...checkout, Dockerfile: toolchain },
      commands: { ...commands, 'docker build': failing('ENV GOTOOLCHAIN=auto') },
    })
    const [failure] = (await newer.run()).findings.filter(({ id }) => id === 'build/toolchain-missing')
    expect(failure && worded(failure).message).toBe(
      'Head was not built: go.mod requires Go 1.24, but the build has Go 1.22.1',
    )
  })

  test('a package that .dockerignore keeps from the Dockerfile is reported before, and as the reason', async () => {
    const listed = (cwd: string, path: string, name: string) => {
      const found = {
        ImportPath: `example.com/orders/${path}`,
        Name: name,
        Dir: `${cwd.replace(/\/\.$/, '')}/${path}`,
        GoFiles: [`${name}.go`],
        Imports: name === 'main' ? ['github.com/gin-gonic/gin', 'example.com/orders/docs'] : [],
        Module: { Path: 'example.com/orders', Dir: cwd.replace(/\/\.$/, '') },
      }
      return JSON.stringify(found, null, '\t')
    }
    const left = new Machine({
      checkout: { Dockerfile: dockerfile.replace('1.22', '1.24'), '.dockerignore': '*.md\ndocs\n' },
      commands: {
        ...commands,
        'go list -e -deps': ({ cwd = '' }) =>
          `${listed(cwd, 'docs', 'docs')}\n${listed(cwd, 'cmd/orders', 'main')}`,
      },
    })
    const said = '.dockerignore excludes docs from the build context, but the program needs it'
    const report = await left.run()
    expect(left.world.log.text('info')).toContain(`it will not build: ${said}`)
    const found = report.findings.find(({ id, revision }) => id === 'build/failed' && revision === 'head')
    expect(found && worded(found)).toMatchObject({ fix: 'add `!docs` at the end of .dockerignore' })
  })

  test('starts the built-in image with the Procfile, and reports that', async () => {
    const started: string[] = []
    const own = new Machine({ checkout: { Procfile: 'web: bin/orders serve --port $PORT' } })
    own.onRequest = (line) => started.push(line)
    const report = await own.run()
    expect(started.every((line) => JSON.parse(line).argv.slice(1).join(' ') === 'serve --port 8080')).toBe(
      true,
    )
    expect(started.length).toBeGreaterThan(0)
    expect(report.findings.map(worded)).toContainEqual(
      expect.objectContaining({
        verdict: 'pass',
        id: 'start/arguments-found',
        message: 'The built-in image is started with `serve --port 8080`, taken from Procfile, web',
      }),
    )
  })

  test('suggests the settings of the compose file for an app that does not start', async () => {
    const compose = 'services: { orders: { build: ., command: serve, environment: { DSN: x } } }'
    const fails = new Machine({
      checkout: { 'compose.yaml': compose, 'README.md': '    orders start\n' },
      commands: {},
    })
    fails.log = ['Usage: orders COMMAND']
    const told = (await fails.run()).findings.find(({ id }) => id === 'start/not-ready')
    expect(told && worded(told).fix).toBe(
      'set `startup: { args: ["start"] }` in .github/linkgate.yml, as in README.md:1, which passes `start`',
    )
  })
})

describe('wrong input', () => {
  test('reports all problems together, and builds nothing', async () => {
    const wrong = new Machine({
      commands: {
        'docker version': { exitCode: 127 },
        'podman version': { exitCode: 127 },
        'gcc --version': { exitCode: 127 },
        'go list': JSON.stringify({ ImportPath: 'x', Name: 'main', Dir: '/x' }),
      },
    })
    const error = await wrong.run().catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(InputError)
    expect((error as InputError).problems).toEqual([
      expect.stringMatching(/^Docker was not found/),
      expect.stringMatching(/^no main package imports/),
    ])
    expect(wrong.world.exec.lines('go build')).toEqual([])
    expect(wrong.left()).toEqual(nothing)
  })

  test('files of both revisions that linkgate does not read, with the problems of the tools and the configuration', async () => {
    const large = 'x'.repeat(300_000)
    const wrong = new Machine({
      commands: { 'docker version': { exitCode: 127 }, 'podman version': { exitCode: 127 } },
      files: { '/repository/.github/linkgate.yml': large },
      checkout: { 'go.mod': large, 'go.work': large },
    })
    const error = await wrong.run().catch((reason: unknown) => reason)
    expect((error as InputError).problems).toEqual([
      expect.stringMatching(/^Docker was not found/),
      ...['.github/linkgate.yml', 'go.work', 'go.mod'].map(
        (name) => `\`${name}\` has 300,000 bytes, but linkgate reads at most 256,000: make it smaller`,
      ),
    ])
    expect(wrong.world.exec.lines('go list')).toEqual([])
    expect(wrong.left()).toEqual(nothing)
  })

  test('two results of scanners for the same images', async () => {
    const scan = { mode: 'static', scanner: 'trivy', counts: {} } as const
    const twice = machine.run({}, machine.world, [scan, { ...scan, platform: 'linux/amd64' }])
    await expect(twice).rejects.toThrow(/^`scans` has two files for head and mode `static` on linux\/amd64/)
    expect(machine.world.exec.lines('go build')).toEqual([])
    expect(machine.left()).toEqual(nothing)
  })

  test('a mode that lacks its C compiler is not measured, and the others are', async () => {
    const report = await new Machine({ commands: { 'gcc --version': { exitCode: 127 } } }).run()
    expect(report.findings.map(worded)).toContainEqual(
      expect.objectContaining({
        id: 'build/mode-unavailable',
        verdict: 'unmeasured',
        mode: 'dynamic',
        message: 'Not measured: mode `dynamic` needs a C compiler, but `gcc` was not found',
        fix: 'install one (Debian, Ubuntu: `apt-get install gcc libc6-dev`), or remove the mode from `modes`',
      }),
    )
    const built = report.variants.filter(({ linkage }) => linkage !== undefined)
    expect(built.map(({ revision, mode }) => `${revision} ${mode}`)).toEqual(['base static', 'head static'])
  })

  test.each([
    ['[pie, dynamic]', 'pie'],
    ['[dynamic, static]', 'static'],
    ['[dynamic]', undefined],
  ])('the report of modes %s has the reference mode, if there is more than one', async (modes, reference) => {
    const config = `version: 1\nmodes: ${modes}\nbuild: { dockerfile: false }\n`
    const report = await new Machine({ files: { '/repository/.github/linkgate.yml': config } }).run()
    expect(report.reference).toBe(reference)
  })

  test('a wrong configuration, an unknown base and a missing Go', async () => {
    const wrong = new Machine({
      commands: { 'go env': { exitCode: 127 } },
      files: { '/repository/.github/linkgate.yml': 'version: 2\nmode: [static]' },
    })
    const error = await wrong.run({ base: 'mian' }).catch((reason: unknown) => reason)
    expect((error as InputError).problems.map((problem) => problem.slice(0, 26))).toEqual([
      'Go was not found: add acti',
      '.github/linkgate.yml:1: `v',
      '.github/linkgate.yml:2: un',
      'base `mian` is not a commi',
    ])
    expect(wrong.left()).toEqual(nothing)
  })

  test('a missing Dockerfile', async () => {
    const wrong = new Machine({
      files: { '/repository/.github/linkgate.yml': 'version: 1\nbuild: { dockerfile: deploy/Dockerfile }' },
    })
    const error = await wrong.run().catch((reason: unknown) => reason)
    expect((error as InputError).problems).toEqual([
      'build.dockerfile `deploy/Dockerfile` does not exist: this repository has no Dockerfile',
    ])
    expect(wrong.left()).toEqual(nothing)
  })

  test('outside a repository', async () => {
    const wrong = new Machine({ commands: { 'git rev-parse --show-toplevel': { exitCode: 128 } } })
    await expect(wrong.run()).rejects.toThrow('/repository is not in a git repository')
  })
})
