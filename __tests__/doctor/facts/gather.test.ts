import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { succeed } from '../../../src/common/result.ts'
import type { Check } from '../../../src/doctor/check.ts'
import { examine } from '../../../src/doctor/doctor.ts'
import type { DoctorFacts } from '../../../src/doctor/facts/facts.ts'
import { type GatherOptions, gather } from '../../../src/doctor/facts/gather.ts'
import { contextOf } from '../../../src/doctor/facts/local-context.ts'
import { clone, gitEnv, newRepository, type Repository } from '../../support/repositories/git.ts'
import { expectValue, messagesOf } from '../../support/results.ts'
import { example, quickStart, withAddition } from '../../support/world/doctor.ts'
import { realWorld } from '../../support/world/real.ts'
import { temporaryDirectory, writeTree } from '../../support/world/temporary.ts'
import { type Answers, type FakeOptions, fakeWorld } from '../../support/world/world.ts'

const question: GatherOptions = { version: '0.1.0', probeSource: '/linkgate/probe', directory: '/repo' }
const goEnv = { GOVERSION: 'go1.26.1', GOROOT: '/go', GOCACHE: '/cache', GOMODCACHE: '/mod', CC: 'gcc -m64' }
const missing = { exitCode: 127, stderr: 'not found' }

/** A machine on which everything is there; the commit is the first one. */
const commands: Answers = {
  git: ({ command }) => {
    const line = command.slice(1).join(' ')
    if (line === 'rev-parse --show-toplevel') return '/repo'
    if (line.startsWith('rev-parse --verify') && line.endsWith('HEAD^{commit}')) return 'a'.repeat(40)
    if (line.startsWith('cat-file')) return 'tree 0\n\nfirst\n'
    if (command.includes('status') || line === 'rev-parse --is-shallow-repository') return ''
    return { exitCode: 1 }
  },
  'go env -json': JSON.stringify(goEnv),
  'go env GOTOOLCHAIN': 'local\n',
  'go list': ({ command }) =>
    JSON.stringify({
      ImportPath: 'example.com/api',
      Name: 'main',
      Dir: command.at(-1) === './...' ? '/repo' : `/repo/cmd/${command.at(-1)?.at(-1)}`,
      Imports: ['github.com/gin-gonic/gin'],
      Module: { Path: 'example.com/api', Dir: '/repo' },
    }),
  'gcc --version': 'gcc 14',
  'gcc -m64 -print-file-name=crt1.o': '/usr/lib/crt1.o\n',
  'docker version': '28.0.0\n',
  'docker info': JSON.stringify({
    Driver: 'overlayfs',
    DriverStatus: [['driver-type', 'io.containerd.snapshotter.v1']],
    OSType: 'linux',
    Architecture: 'x86_64',
    DockerRootDir: '/var/lib/docker',
  }),
  'docker buildx version': 'v0.20',
  df: 'Filesystem 1024-blocks Used Available Capacity Mounted on\n/dev/my disk 100 50 1500000 97% /\n',
}

const repository = {
  '/linkgate/probe/go.mod': 'module linkgate/probe\n\ngo 1.21\n',
  '/repo/go.mod': 'module example.com/api\n\ngo 1.24.0 // the oldest\ntoolchain go1.25.1\n',
  '/repo/.github/workflows/linkgate.yml': quickStart,
}

const failure = (says: RegExp) => ({ ok: false, problem: { message: expect.stringMatching(says) } })

const gathered = (options: FakeOptions = {}, more: Partial<GatherOptions> = {}): Promise<DoctorFacts> =>
  gather(
    fakeWorld({
      ...options,
      files: { ...repository, ...options.files },
      commands: { ...commands, ...options.commands },
    }),
    { ...question, ...more },
  )

describe('facts about the machine', () => {
  test('collects all facts', async () => {
    expect(await gathered()).toMatchObject({
      go: succeed({ version: 'go1.26.1', toolchain: 'local' }),
      goRequirements: [
        { file: 'go.mod', go: '1.24.0', toolchain: '1.25.1' },
        { file: 'linkgate itself', go: '1.21' },
      ],
      workflows: [{ file: '.github/workflows/linkgate.yml', name: 'linkgate' }],
      configs: [{ main: succeed({ main: { path: '.', name: 'api' } }) }],
      strays: [],
      machine: {
        compiler: succeed({ name: 'gcc -m64' }),
        engine: succeed({
          version: '28.0.0',
          store: 'containerd image store (overlayfs)',
          os: 'linux',
          arch: 'amd64',
          buildx: true,
        }),
        disk: [
          { path: '/cache', free: 1_536_000_000 },
          { path: '/var/lib/docker', free: 1_536_000_000 },
        ],
        git: succeed({ revisions: succeed({ base: null }), shallow: false }),
      },
    })
  })

  test('without an engine, tries the embedded engine like a check, and leaves nothing behind', async () => {
    const probe = '/tmp/linkgate-Run2/probe'
    const world = fakeWorld({
      files: repository,
      commands: {
        ...commands,
        'docker version': missing,
        'docker buildx': missing,
        podman: missing,
        buildah: missing,
        'go build': '',
        'id -u': '0',
        [`${probe} contain`]: '{"probe":7,"pid":1,"user":0}',
      },
    })
    const { machine } = await gather(world, question)
    expect(machine).toMatchObject({
      engine: failure(/^Docker was not found/),
      embedded: {
        canBuild: false,
        isolation: succeed({ kind: 'namespaces', by: 'root', namespaces: ['mount', 'pid', 'network'] }),
      },
    })
    expect(world.files.paths().filter((path) => path.startsWith('/tmp/linkgate-'))).toEqual([])
    const named = await gathered({
      env: { DOCKER_HOST: 'tcp://10.0.0.1:2375' },
      commands: { 'docker version': missing, podman: missing },
    })
    expect(named.machine?.embedded).toBeUndefined()
  })

  test('a machine without any tool', async () => {
    const nothing = { git: missing, go: missing, docker: missing, podman: missing, df: missing }
    const facts = await gather(fakeWorld({ commands: nothing }), question)
    if (facts.machine === undefined) throw new Error('there is a machine')
    const problems = [facts.go, facts.machine.engine, facts.machine.git].flatMap(messagesOf)
    expect(problems).toEqual([
      expect.stringMatching(/^Go was not found/),
      expect.stringMatching(/^Docker was not found/),
      'git was not found: install git',
    ])
    expect(examine(facts).filter(({ state }) => state === 'problem')).toHaveLength(3)
  })

  test.each<[name: string, options: FakeOptions, compiler: RegExp]>([
    ['no compiler', { commands: { 'gcc --version': missing } }, /`gcc -m64` was not found/],
    [
      'no C library',
      { commands: { 'gcc -m64 -print-file-name=crt1.o': 'crt1.o\n' } },
      /needs a C library, but `gcc -m64` finds none: install it \(Debian, Ubuntu: `apt-get install libc6-dev`\),/,
    ],
  ])('%s', async (_, options, says) => {
    const { machine } = await gathered(options)
    expect(machine?.compiler).toMatchObject(failure(says))
  })

  test('does not search for glibc with a musl compiler, which has its own C library', async () => {
    const files = { '/repo/.github/linkgate.yml': 'version: 1\nmodes: [static-musl]\n' }
    const given = { 'musl-gcc --version': '', 'musl-gcc -m64 -print-file-name=crt1.o': 'crt1.o\n' }
    expect((await gathered({ files, commands: given })).machine?.compiler).toEqual(
      succeed({ name: 'musl-gcc' }),
    )
    const without = { 'musl-gcc --version': missing, 'gcc -m64 -dumpmachine': 'x86_64-linux-gnu' }
    const absent = (await gathered({ files, commands: without })).machine?.compiler
    expect(absent).toMatchObject({ problem: { packages: ['musl-tools'] } })
  })

  test('searches for no compiler if no mode needs one', async () => {
    const files = { '/repo/.github/linkgate.yml': 'version: 1\nmodes: [static]\n' }
    expect((await gathered({ files, commands: { gcc: missing } })).machine?.compiler).toBeUndefined()
  })

  test('searches only for the compiler of a mode that no Dockerfile builds', async () => {
    const dockerfile = 'FROM golang\nCOPY . .\nRUN go build -o /api .\nCMD ["/api"]\n'
    const problem = async (yaml: string) => {
      const files = { '/repo/Dockerfile': dockerfile, '/repo/.github/linkgate.yml': `version: 1\n${yaml}` }
      return (await gathered({ files, commands: { 'gcc --version': missing } })).machine?.compiler
    }
    expect(await problem('')).toBeUndefined()
    expect(await problem('modes: { dynamic: { dockerfile: false } }')).toMatchObject(failure(/C compiler/))
    expect(await problem('build: { dockerfile: false }')).toMatchObject(failure(/C compiler/))
  })

  test('lists the missing tools of a custom mode, unless a Dockerfile builds it', async () => {
    const dockerfile = 'FROM golang\nCOPY . .\nRUN go build -o /api .\nCMD ["/api"]\n'
    const machine = async (yaml: string, given: FakeOptions['commands'] = {}) => {
      const files = { '/repo/Dockerfile': dockerfile, '/repo/.github/linkgate.yml': `version: 1\n${yaml}` }
      const none = { 'musl-gcc --version': missing, 'gcc -m64 -dumpmachine': 'x86_64-linux-gnu', ...given }
      return (await gathered({ files, commands: none })).machine
    }
    const absent = await machine('modes: [static, dynamic, static-musl]')
    expect(absent?.compiler).toBeUndefined()
    expect(absent?.fallbacks).toMatchObject([
      {
        message: expect.stringMatching(/^mode `static-musl` needs a C compiler for musl/),
        packages: ['musl-tools'],
      },
    ])
    const there = { 'musl-gcc --version': '' }
    expect((await machine('modes: [static, static-musl]', there))?.fallbacks).toBeUndefined()
    expect((await machine('modes: { static-musl: { dockerfile: Dockerfile } }'))?.fallbacks).toBeUndefined()
    // it is compiled here for sure
    const own = await machine('modes: { static-musl: { dockerfile: false } }')
    expect(own?.fallbacks).toBeUndefined()
    expect(own?.compiler).toMatchObject(failure(/musl/))
  })

  describe('compilers for the platforms of the configuration', () => {
    const machine = async (yaml: string, given: FakeOptions['commands'] = {}) => {
      const files = { '/repo/.github/linkgate.yml': `version: 1\n${yaml}` }
      const none = {
        'aarch64-linux-gnu-gcc --version': missing,
        'aarch64-linux-musl-gcc --version': missing,
        'x86_64-w64-mingw32-gcc --version': missing,
        ...given,
      }
      return (await gathered({ files, commands: none })).machine
    }

    test('lists the missing tools of each mode, and how to install them', async () => {
      const all =
        'modes: [static, dynamic, static-musl]\nplatforms: [linux/amd64, linux/arm64, windows/amd64]'
      const found = await machine(all, { 'musl-gcc --version': '' })
      expect(found?.compiler).toMatchObject({ ok: true })
      expect(found?.excluded).toEqual([
        {
          platform: 'linux/arm64',
          message: expect.stringMatching(
            /^mode `dynamic` needs a C compiler for linux\/arm64, but `aarch64-linux-gnu-gcc` was not found: install one \(.*\), or remove `linux\/arm64` from `platforms`/,
          ),
          packages: ['gcc-aarch64-linux-gnu', 'libc6-dev-arm64-cross'],
        },
        {
          platform: 'linux/arm64',
          message: expect.stringMatching(/^mode `static-musl` needs a C compiler for musl for linux\/arm64/),
          packages: [],
        },
      ])
    })

    test('lists nothing if they are installed', async () => {
      const given = {
        'aarch64-linux-gnu-gcc --version': '',
        'aarch64-linux-gnu-gcc -dumpmachine': 'aarch64-linux-gnu\n',
      }
      expect((await machine('platforms: [linux/amd64, linux/arm64]', given))?.excluded).toBeUndefined()
    })

    test('does not search for the native compiler if nothing is built for this machine', async () => {
      const found = await machine('platforms: [linux/arm64]', { 'gcc --version': missing })
      expect(found?.compiler).toBeUndefined()
      expect(found?.excluded).toHaveLength(1)
    })
  })

  test("reads Podman's form of the facts, and does not check the disk of another machine", async () => {
    const info = {
      host: { os: 'linux', arch: 'arm64' },
      store: { graphDriverName: 'overlay', graphRoot: '/graph' },
    }
    const { machine } = await gathered({
      commands: { 'docker info': JSON.stringify(info), 'docker buildx version': { exitCode: 1 } },
      env: { DOCKER_HOST: 'ssh://builder' },
    })
    expect(machine).toMatchObject({
      engine: succeed({ store: 'classic image store (overlay)', os: 'linux', arch: 'arm64', buildx: false }),
      disk: [{ path: '/cache' }],
    })
    expect((await gathered({ commands: { 'docker info': 'Cannot connect' } })).machine?.engine).toEqual(
      succeed({
        name: 'docker',
        version: '28.0.0',
        buildx: true,
      }),
    )
  })

  test('after a run, does not query the machine or the packages again', async () => {
    const { 'go list': _, ...rest } = commands
    const asked = ['docker', 'podman', 'gcc', 'df'].map((name) => [name, missing] as const)
    const world = fakeWorld({ files: repository, commands: { ...rest, ...Object.fromEntries(asked) } })
    const facts = await gather(world, { ...question, afterRun: true })
    expect(facts.machine).toBeUndefined()
    expect(world.exec.calls.every(({ command: [program] }) => program === 'git' || program === 'go')).toBe(
      true,
    )
  })
})

describe('facts about the repository', () => {
  const names = ({ strays }: DoctorFacts) => strays
  test('finds files that look like a configuration but are not used', async () => {
    const files = {
      '/repo/linkgate.yml': '',
      '/repo/.linkgate.yaml': '',
      '/repo/linkgate/README.yml': '',
      '/repo/.github/linkgate.json': '',
      '/repo/.github/linkgat.yml': '',
      '/repo/.github/labeler.yml': '',
      '/repo/.github/dependabot.yml': '',
    }
    expect(names(await gathered({ files }))).toEqual([
      '.linkgate.yaml',
      'linkgate.yml',
      '.github/linkgat.yml',
      '.github/linkgate.json',
    ])
    expect(names(await gathered({ files: { '/repo/ci/linkgate.yml': 'version: 1' } }))).toEqual([])
    const both = { '/repo/.github/linkgate.yml': 'version: 1', '/repo/.github/linkgate.yaml': 'version: 1' }
    expect(names(await gathered({ files: both }))).toEqual(['.github/linkgate.yaml'])
  })

  test('does not list such a file if a workflow uses it, as suggested', async () => {
    const file = '.github/workflows/linkgate.yml'
    const stray = { '/repo/linkgate.yml': 'version: 1\n' }
    const [check] = examine(await gathered({ files: stray })).filter(({ id }) => id === 'config-name')
    const { [file]: fixed = '' } = withAddition({ [file]: quickStart }, check as Check)
    const after = await gathered({ files: { ...stray, [`/repo/${file}`]: fixed } })
    expect(names(after)).toEqual([])
    expect(after.configs[1]).toMatchObject({ file: 'linkgate.yml' })
  })

  test('finds configurations that workflows use, and the main package of each', async () => {
    const workflow = `${quickStart.trimEnd()}\n        with: { config: a/linkgate.yml }\n      - uses: linkgate/linkgate@v0.1.0\n        with: { config: b/linkgate.yml }\n`
    const facts = await gathered({
      files: {
        '/repo/.github/workflows/linkgate.yml': workflow,
        '/repo/a/linkgate.yml': 'version: 1\nbuild: { main: ./cmd/a }\n',
        '/repo/linkgate.yml': '',
      },
    })
    expect(facts.configs).toMatchObject([
      {},
      { file: 'a/linkgate.yml', main: succeed({ main: { path: './cmd/a' } }) },
      { file: 'b/linkgate.yml', config: { problem: [{ message: expect.stringMatching(/does not exist/) }] } },
    ])
    // nobody reads the defaults
    expect(facts.configs[0].main).toBeUndefined()
    expect(examine(facts).filter(({ id }) => id === 'config')).toHaveLength(2)
  })

  test.each([
    ['FROM golang:1.26\nCOPY . .\nRUN go build -o /app .\nENTRYPOINT ["/app"]\n', undefined],
    ['FROM scratch\nCOPY bin/app /app\nENTRYPOINT ["/app"]\n', { dockerfile: 'Dockerfile', isCopied: true }],
  ])('finds the production image: %j', async (text, unused) => {
    const { configs } = await gathered({ files: { '/repo/Dockerfile': text } })
    expect(configs[0].image?.choice).toMatch(/^Dockerfile Dockerfile, context \. /)
    if (unused === undefined) expect(configs[0].image).not.toHaveProperty('unused')
    else expect(configs[0].image).toMatchObject({ unused })
  })

  test('ignores expressions for files, and invalid workflows without linkgate', async () => {
    const facts = await gathered({
      files: {
        '/repo/.github/workflows/linkgate.yml': await example('monorepo.yml'),
        '/repo/.github/workflows/a.yml': 'a: [',
        '/repo/.github/workflows/b.yaml': 'uses: [linkgate/linkgate',
        '/repo/.github/workflows/README.md': 'linkgate: [',
      },
    })
    expect(facts.configs).toHaveLength(1)
    expect(facts.workflows.map(({ file }) => file)).toEqual(['.github/workflows/linkgate.yml'])
    expect(facts.brokenWorkflows.map(({ file }) => file)).toEqual(['.github/workflows/b.yaml'])
  })

  test('finds the current run', async () => {
    const env = {
      GITHUB_REPOSITORY: 'octo/service',
      GITHUB_EVENT_NAME: 'push',
      GITHUB_EVENT_PATH: '/event.json',
      GITHUB_WORKFLOW_REF: 'octo/service/.github/workflows/a@b.yml@refs/heads/main',
      GITHUB_JOB: 'size',
    }
    const world = fakeWorld({ env, files: { '/event.json': JSON.stringify({ before: 'b'.repeat(40) }) } })
    const context = await contextOf(world)
    expect(context).toMatchObject(succeed({ eventName: 'push', before: 'b'.repeat(40) }))
    const { localContext } = await gathered({ env }, { context, afterRun: true })
    expect(localContext).toMatchObject({ workflow: '.github/workflows/a@b.yml', job: 'size' })

    expect(await contextOf(fakeWorld())).toBeUndefined()
    const broken = { ...env, GITHUB_EVENT_NAME: 'pull_request' }
    expect(await contextOf(fakeWorld({ env: broken, files: { '/event.json': '{' } }))).toMatchObject(
      failure(/does not describe a `pull_request` event/),
    )
  })
})

describe('facts about the clone', async () => {
  const directory = await temporaryDirectory()
  const origin = await newRepository(join(directory, 'origin'))
  await origin.commit('first', { 'go.mod': 'module example.com/a\n\ngo 1.21\n' })
  await origin.commit('second')
  await mkdir(join(directory, 'probe'))
  await writeTree(join(directory, 'probe'), { 'go.mod': 'module probe\n\ngo 1.21\n' })

  const gitOf = async ({ path }: Repository): Promise<NonNullable<DoctorFacts['machine']>['git']> => {
    const world = realWorld(directory, gitEnv)
    // only git is of interest here
    const exec: typeof world.exec = {
      ...world.exec,
      query: async (command, options) =>
        command[0] === 'git' ? world.exec.query(command, options) : { exitCode: 127, stdout: '', stderr: '' },
    }
    const facts = await gather({ ...world, exec }, { ...question, directory: path })
    if (facts.machine === undefined) throw new Error('there is a machine')
    return facts.machine.git
  }

  test('finds base in a full clone', async () => {
    const found = expectValue(await gitOf(await clone(origin, join(directory, 'full'))))
    expect(found).toMatchObject({
      shallow: false,
      defaultBranch: 'origin/main',
      revisions: succeed({ because: 'the commit before HEAD' }),
    })
    expect(found).not.toHaveProperty('origin')
  })

  test('does not deepen a shallow clone, but asks its origin for more commits', async () => {
    const shallow = await clone(origin, join(directory, 'shallow'), '--depth=1')
    expect(expectValue(await gitOf(shallow))).toMatchObject({
      shallow: true,
      origin: true,
      revisions: { ok: false },
    })
    expect(await shallow.count()).toBe(1)
    await shallow.git('remote', 'set-url', 'origin', `file://${directory}/gone`)
    expect(expectValue(await gitOf(shallow))).toMatchObject({ shallow: true, origin: false })
  })

  test('reports that git cannot read the submodules of base, and continues', async () => {
    const broken = await clone(origin, join(directory, 'broken'))
    await broken.git('update-index', '--add', '--cacheinfo', `160000,${await broken.sha('HEAD')},lib`)
    await mkdir(join(broken.path, 'lib'))
    await broken.commit('base', { '.gitmodules': '<<<<<<< conflict\n' })
    await broken.commit('head', { '.gitmodules': '[submodule "lib"]\n\tpath = lib\n\turl = ../lib\n' })
    await broken.git('update-ref', 'refs/remotes/origin/main', 'HEAD~1')
    const { revisions, missingSubmodules } = expectValue(await gitOf(broken))
    expect(revisions.ok ? undefined : revisions.problem.message).toContain('bad config line 1 in blob')
    expect(missingSubmodules).toEqual([])
  })

  test('reports a missing repository in one sentence', async () => {
    const path = join(directory, 'none')
    await mkdir(path)
    await writeFile(join(path, 'file'), '')
    expect(await gitOf({ path } as Repository)).toMatchObject(failure(/is not in a git repository/))
  })
})
